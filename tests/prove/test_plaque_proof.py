"""The plate's proof: finished files pass, and every way to spoil them fails."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from generator.make.pdf import write_pdf
from generator.make.plaque import compose, make_plaque
from generator.make.scene import BARE, BLACK, Ink, Layer, Scene, Shape, rectangle
from generator.make.svg import write_svg
from generator.make.symbol import symbol_for
from generator.model import PRESETS
from generator.problems import ERROR, Place, Problems
from generator.prove.plaque import Wanted, plate_of, prove_pdf, prove_svg
from generator.prove.plaque_pdf import read_page
from tests.make.plates import ADDRESS, ENGLISH, KHMER, VIETNAMESE, plaque_job

PLATE = Wanted(ADDRESS, width=200.0, height=150.0, bleed=3.0, module=2.0)
OTHER = "https://ditich.example/8KQ4M3"
WRONG_READ = {"plaque-wrong-code", "plaque-symbol"}


def scene() -> Scene:
    """The plate under test."""
    return compose(plaque_job(), symbol_for(ADDRESS))


def kinds(pdf: bytes, plate: Wanted = PLATE) -> set[str]:
    """The kinds of error the proof of `pdf` finds."""
    problems = Problems()
    prove_pdf(pdf, plate, Place("plate.pdf"), problems)
    return {problem.kind for problem in problems if problem.severity == ERROR}


def svg_kinds(svg: bytes, pdf: bytes) -> set[str]:
    """The kinds of error the proof of `svg` finds, held against that PDF."""
    problems, page = Problems(), read_page(pdf)
    assert page
    prove_svg(svg, page, Place("plate.svg"), problems)
    return {problem.kind for problem in problems}


def reinked(layer: Layer, ink: Ink, ground: Ink | None = None) -> bytes:
    """The plate with another ink for `layer`, and for the bare panel if `ground` is given."""
    plate = scene()
    shapes = tuple(
        replace(shape, ink=ink)
        if shape.layer is layer
        else replace(shape, ink=ground)
        if ground and shape.ink == BARE
        else shape
        for shape in plate.shapes
    )
    return write_pdf(replace(plate, shapes=shapes))


def edited(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The plate's PDF after somebody else's hands."""
    with pikepdf.open(io.BytesIO(write_pdf(scene()))) as pdf:
        change(pdf)
        made = io.BytesIO()
        pdf.save(made)
        return made.getvalue()


def content(pdf: pikepdf.Pdf, more: bytes) -> None:
    """Add `more` to the end of the page's content."""
    stream = pdf.pages[0].Contents
    stream.write(stream.read_bytes() + b"\n" + more)


@pytest.mark.parametrize("extra", [(), ENGLISH, KHMER])
@pytest.mark.parametrize("sample", ["", "chưa có phiếu duyệt biển"])
def test_finished_plates_pass_in_pdf_and_svg(extra: tuple[object, ...], sample: str) -> None:
    """Plates of one, two and three languages decode from the finished files, final and sample."""
    job = plaque_job(*VIETNAMESE, *extra, sample=sample)  # type: ignore[arg-type]
    (_, pdf, _, facts), (_, svg, _, _) = make_plaque(job)[:2]
    plate = plate_of(ADDRESS, facts)
    assert plate == replace(PLATE, engraved=True, hole=5.0)
    assert kinds(pdf, plate) == set()
    assert svg_kinds(svg, pdf) == set()


@pytest.mark.parametrize("host", ["dtlm.vn", "ditichlongmy.haugiang.gov.vn"])
def test_short_and_long_hosts_pass(host: str) -> None:
    """Symbols of version 2 and 4 keep their module size and decode."""
    address = f"https://{host}/7KQ4M2"
    _, pdf, _, facts = make_plaque(plaque_job(address=address))[0]
    assert kinds(pdf, plate_of(address, facts)) == set()


def test_without_zbar_the_plate_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyzbar is missing one reader reads it; that only one did is said once, of the whole edition."""
    monkeypatch.setattr("generator.scan.decoders.zbar", lambda: None)
    assert kinds(write_pdf(scene())) == set()
    problems = Problems()
    prove_pdf(reinked(Layer.QR, BARE), PLATE, Place("plate.pdf"), problems)
    told = [dict(p.params)["decoder"] for p in problems if p.kind == "plaque-undecoded"]
    assert told == ["zxing-cpp"]


def test_inverted_symbol_fails() -> None:
    """Light on dark is refused: neither decoder may be lenient."""
    assert {"plaque-symbol", "plaque-undecoded"} <= kinds(reinked(Layer.QR, BARE, BLACK))


def test_rich_black_symbol_fails() -> None:
    """A symbol in four inks decodes, and is refused all the same."""
    rich = Ink("rich", (0.6, 0.5, 0.5, 1.0), "#000000")
    assert kinds(reinked(Layer.QR, rich)) == {"plaque-symbol"}


def test_tinted_panel_fails() -> None:
    """A symbol on anything but the bare plate is refused."""
    tint = Ink("tint", (0.0, 0.0, 0.1, 0.0), "#ffffe0")
    assert "plaque-quiet-zone" in kinds(reinked(Layer.FRAME, BLACK, tint))


def test_symbol_without_quiet_zone_fails() -> None:
    """With the panel cut back to the symbol the plate is refused."""
    plate = scene()
    symbol = plate.shapes[-1]
    left, low, right, high = symbol.path.bounds
    tight = rectangle(left, low, right - left, high - low)
    dark = replace(plate.shapes[-2], ink=BLACK)
    shapes = (*plate.shapes[:-2], dark, Shape(Layer.PANEL, BARE, tight), symbol)
    assert "plaque-quiet-zone" in kinds(write_pdf(replace(plate, shapes=shapes)))
    three = rectangle(left - 6, low - 6, right - left + 12, high - low + 12)
    shapes = (*plate.shapes[:-2], dark, Shape(Layer.PANEL, BARE, three), symbol)
    assert "plaque-quiet-zone" in kinds(write_pdf(replace(plate, shapes=shapes)))


def test_wrong_code_in_the_symbol_fails() -> None:
    """A plate with another site's symbol is refused by outlines and by every decoder."""
    pdf = write_pdf(compose(plaque_job(), symbol_for(OTHER)))
    assert kinds(pdf) >= WRONG_READ


def test_path_is_compared_case_by_case() -> None:
    """A symbol whose path differs only in case is another address."""
    small = "https://ditich.example/7kq4m2"
    pdf = write_pdf(compose(plaque_job(), symbol_for(small)))
    assert "plaque-wrong-code" in kinds(pdf)


def test_one_wrong_module_fails_even_where_it_still_decodes() -> None:
    """Error correction hides a wrong module from decoders, not from the proof."""
    symbol = symbol_for(ADDRESS)
    rows = [list(row) for row in symbol.matrix]
    rows[20][20] = not rows[20][20]
    spoilt = replace(symbol, matrix=tuple(map(tuple, rows)))
    assert kinds(write_pdf(compose(plaque_job(), spoilt))) == {"plaque-symbol"}


def test_logo_over_the_symbol_fails() -> None:
    """Anything painted into the symbol or its quiet zone later is refused."""
    plate = scene()
    left, low, *_ = plate.shapes[-1].path.bounds
    for x, size in ((left + 25.0, 6.0), (left - 7.0, 1.0)):
        logo = Shape(Layer.PANEL, BLACK, rectangle(x, low + 25.0, size, size))
        pdf = write_pdf(replace(plate, shapes=(*plate.shapes, logo)))
        assert "plaque-symbol-covered" in kinds(pdf)
    hair = b"q 2.834646 0 0 2.834646 0 0 cm 130 60 m 190 60 l S Q"
    assert "plaque-symbol-covered" in kinds(edited(lambda pdf: content(pdf, hair)))


def test_anything_over_words_fails() -> None:
    """In the very ink of the name, said to be words or not; beside it, or beneath it, it is no fault."""
    plate = scene()
    name = next(shape for shape in plate.shapes if shape.text == "Đình làng Ví Dụ")
    left, low, right, high = name.path.bounds

    def with_patch(x: float, y: float, *, at: int | None = None, text: str = "") -> set[str]:
        patch = Shape(Layer.FRAME, name.ink, rectangle(x, y, right - left, 0.5), text=text)
        shapes = list(plate.shapes)
        shapes.insert(len(shapes) if at is None else at, patch)
        return kinds(write_pdf(replace(plate, shapes=tuple(shapes))))

    middle = (low + high) / 2
    assert with_patch(left, middle) == {"plaque-words-covered"}
    assert with_patch(left, middle, text="Đình") == {"plaque-words-covered"}
    assert with_patch(left, high - 0.02) == {"plaque-words-covered"}
    assert with_patch(left, high + 0.1) == set()
    assert with_patch(left, middle, at=plate.shapes.index(name)) == set()


@pytest.mark.parametrize(
    "more",
    [
        b"1 0 0 rg 0 0 5 5 re f",
        b"0.5 g 0 0 m 5 0 l 5 5 l f",
        b"/DeviceRGB cs 1 0 0 scn 0 0 m 5 0 l 5 5 l f",
        b"/Pattern cs /P1 scn",
        b"BT ET",
        b"/G0 gs",
        b"/X0 Do",
        b"/S0 sh",
        b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI",
        b"0 0 5 5 re W n",
        b"0 0 0 1 k 60 60 m 70 60 l 70 70 l f",
        b"0 0 0 1 k 60 60 m 70 60 l 70 70 l 60 60 m 50 60 l 50 50 l h f*",
        b"/All CS 1 SCN 100 100 m 150 100 l S",
    ],
)
def test_operators_that_do_not_print_faithfully_fail(more: bytes) -> None:
    """RGB, grey, patterns, text, transparency, pictures, shadings, clips, open or stroked outlines."""
    assert "plaque-operators" in kinds(edited(lambda pdf: content(pdf, more)))


def _font(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    pdf.pages[0].Resources.Font = pikepdf.Dictionary(F0=pdf.make_indirect(font))


def _transparency(pdf: pikepdf.Pdf) -> None:
    state = pikepdf.Dictionary(G0=pikepdf.Dictionary(ca=0.5))
    pdf.pages[0].Resources.ExtGState = state


def _form(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X0=form)


def _group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Group"] = pikepdf.Dictionary(S=pikepdf.Name.Transparency)


def _note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([])


def _rgb_spot(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ColorSpace["/All"][2] = pikepdf.Name.DeviceRGB


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Rotate"] = 90


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_font, "plaque-fonts"),
        (_transparency, "plaque-transparency"),
        (_group, "plaque-transparency"),
        (_form, "plaque-operators"),
        (_note, "plaque-operators"),
        (_rgb_spot, "plaque-operators"),
        (_turned, "plaque-operators"),
        (_no_intent, "plaque-operators"),
    ],
)
def test_objects_a_press_must_not_meet_fail(
    change: Callable[[pikepdf.Pdf], None], kind: str
) -> None:
    """Fonts, transparency, annotations, RGB stand-ins, rotation, no intent: each is refused."""
    assert kind in kinds(edited(change))


def test_untouched_copy_through_the_same_hands_passes() -> None:
    """The edits above fail for what they changed, not for having been saved again."""
    assert kinds(edited(lambda _: None)) == set()


@pytest.mark.parametrize(
    ("box", "by", "wanted"),
    [("TrimBox", 0.012, True), ("TrimBox", 0.004, False), ("BleedBox", 0.02, True)],
)
def test_boxes_are_exact_to_a_hundredth_of_a_millimetre(
    box: str,
    by: float,
    wanted: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """A box off by more than 0.01 mm is refused, one off by less is not."""

    def widen(pdf: pikepdf.Pdf) -> None:
        left, low, right, high = (float(n) for n in pdf.pages[0].obj[f"/{box}"])
        pdf.pages[0].obj[f"/{box}"] = pikepdf.Array([left, low, right + by * 72 / 25.4, high])

    assert ("plaque-boxes" in kinds(edited(widen))) is wanted


def test_media_box_that_cuts_the_bleed_fails() -> None:
    """Boxes must nest."""

    def cut(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = pdf.pages[0].obj.TrimBox

    assert "plaque-boxes" in kinds(edited(cut))


def test_wrong_plate_size_fails() -> None:
    """The plate of one preset is not that of another."""
    assert "plaque-boxes" in kinds(write_pdf(scene()), replace(PLATE, width=300.0))


def test_stretched_symbol_fails() -> None:
    """A symbol of another module size is refused."""
    assert "plaque-symbol" in kinds(write_pdf(scene()), replace(PLATE, module=2.1))


def test_what_is_no_pdf_or_has_two_pages_fails() -> None:
    """Rubbish and a second page are each one sentence."""
    assert kinds(b"not a pdf") == {"plaque-not-pdf"}
    assert kinds(edited(lambda pdf: pdf.pages.append(pdf.pages[0]))) == {"plaque-not-pdf"}


def test_dense_symbol_warns_then_fails() -> None:
    """Version 4 is noted, version 6 is not accepted."""
    found = {}
    for host in ("ditichlongmy.haugiang.gov.vn", "a" * 80 + ".vn"):
        plate = replace(PLATE, address=f"https://{host}/7KQ4M2")
        problems = Problems()
        prove_pdf(write_pdf(scene()), plate, Place("plate.pdf"), problems)
        (found[host],) = [p.severity for p in problems if p.kind == "plaque-dense"]
    assert list(found.values()) == ["warning", "error"]


def test_svg_that_draws_anything_else_than_the_pdf_fails() -> None:
    """SVG controls: another code, inverted, moved onto words, words gone, one path less or more."""
    plate = scene()
    good, pdf = write_svg(plate), write_pdf(plate)
    assert svg_kinds(good, pdf) == set()
    *rest, symbol = plate.shapes
    mute = [shape for shape in plate.shapes if shape.layer is not Layer.TEXT]
    shadow = replace(rest[0], path=rest[-1].path)
    for shapes in (
        compose(plaque_job(), symbol_for(OTHER)).shapes,
        [*rest, replace(symbol, path=symbol.path.moved(-60.0, 0.0))],
        [*rest, replace(symbol, even_odd=False)],
        mute,
        rest,
        [*plate.shapes, shadow],
    ):
        svg = write_svg(replace(plate, shapes=tuple(shapes)))
        assert svg_kinds(svg, pdf) == {"plaque-svg-outline"}
    for old, new in (
        (b'fill="#000000"', b'fill="#ffffff"'),
        (b"</svg>", b'<path d="M0 0L9 0L9 9Z"/></svg>'),
        (b'<path fill-rule="evenodd" d', b"<g><path/></g><path d"),
        (b'd="M', b'd="M1 '),
        (b'd="M', b'd="M1.2.3 '),
    ):
        assert svg_kinds(good.replace(old, new, 1), pdf) == {"plaque-svg-outline"}


def test_svg_of_another_size_or_with_an_active_part_fails() -> None:
    """Wrong unit, size, style, script, handler, link, a line over it, hidden, junk."""
    good, pdf = write_svg(scene()), write_pdf(scene())
    for size in (b'width="200"', b'width="200.02mm"', b'width="200.mm"'):
        assert svg_kinds(good.replace(b'width="200mm"', size), pdf) == {"plaque-svg-size"}
    assert svg_kinds(good[:-20], pdf) == {"plaque-not-svg"}
    for bad in (b"<script/>", b'<g style="x:y"/>', b'<g onclick="x()"/>', b'<image href="x"/>',
                b'<g stroke="#fff"/>', b'<path display="none"/>'):  # fmt: skip
        svg = good.replace(b"</svg>", bad + b"</svg>")
        assert svg_kinds(svg, pdf) == {"plaque-svg-active"}


def test_a_size_with_many_decimals_is_that_size() -> None:
    """SVG says thousandths of a millimetre, so lengths are compared as lengths."""
    fine = replace(scene(), width=98.4252)
    assert b'width="98.425mm"' in write_svg(fine)
    assert svg_kinds(write_svg(fine), write_pdf(fine)) == set()


def test_svg_and_pdf_draw_the_same_outlines() -> None:
    """Every number of the SVG is that of the PDF, y turned, to a thousandth of a millimetre."""
    plate = scene()
    pdf = re.search(rb"cm\n(.*)/All CS", write_pdf(plate), re.DOTALL)
    assert pdf
    drawn = [line.split() for line in pdf[1].split(b"\n") if line[-1:] in b"mlc" and line]
    from_pdf = [[float(n) for n in numbers[:-1]] for numbers in drawn]
    data = " ".join(re.findall(r' d="([^"]*)"', write_svg(plate).decode()))
    from_svg = [[float(n) for n in s.split()] for s in re.findall(r"[MLC]([-0-9. ]+)", data)]
    assert len(from_pdf) == len(from_svg) > 1000
    for one, other in zip(from_pdf, from_svg, strict=True):
        turned = [150.0 - n if index % 2 else n for index, n in enumerate(other)]
        assert one == pytest.approx(turned, abs=0.0011)


LARGE = replace(plaque_job(), preset=PRESETS["bien-300"])
SIZE = Wanted(ADDRESS, width=300.0, height=200.0, bleed=3.0, module=3.0, second=1.25)


def test_a_large_plate_needs_both_its_codes() -> None:
    """The proof reads two; a plate without the second fails as PDF and as SVG."""
    whole = compose(LARGE, symbol_for(ADDRESS))
    _, second = (shape for shape in whole.shapes if shape.layer is Layer.QR)
    pdf = write_pdf(whole)
    assert (kinds(pdf, SIZE), svg_kinds(write_svg(whole), pdf)) == (set(), set())
    without = replace(whole, shapes=tuple(s for s in whole.shapes if s is not second))
    assert kinds(write_pdf(without), SIZE) == {"plaque-symbol"}
    assert svg_kinds(write_svg(without), pdf) == {"plaque-svg-outline"}
