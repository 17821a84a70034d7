"""Files for cutters are held against the PDF: what is engraved is what was proved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from generator.make.cutting import cutting, lines_of
from generator.make.dxf import write_dxf
from generator.make.pdf import write_pdf
from generator.make.plaque import compose, make_plaque
from generator.make.scene import Layer, Path, Scene, Shape, circle, rectangle
from generator.make.spots import Spot, spots_of
from generator.make.svg import write_cutting_svg
from generator.make.symbol import symbol_for
from generator.model import PRESETS, Process
from generator.print_jobs import PlaqueJob, PlaqueLine
from generator.printing import CUTTING
from generator.problems import ERROR, Place, Problems
from generator.prove.cutting import Drawn, drawn_by, prove_cutting
from generator.prove.picture import parts_of
from generator.prove.plaque import Wanted, plate_of, prove_pdf
from generator.prove.plaque_pdf import find_symbols, read_page
from tests.make.plates import ADDRESS, ENGLISH, KHMER, VIETNAMESE, plaque_job

OTHER = "https://ditich.example/8KQ4M3"
WORDS = (*VIETNAMESE, *ENGLISH, *KHMER)


def sized(
    name: str, style: str = "lacquer", words: tuple[PlaqueLine, ...] = WORDS, **changes: object
) -> PlaqueJob:
    """The plate in three languages, unless in fewer words, a sample, at that size."""
    preset = PRESETS[name].model_copy(update=changes)
    return replace(plaque_job(*words, sample="chưa duyệt"), preset=preset, style=style)


@cache
def made(job: PlaqueJob) -> tuple[Wanted, dict[str, tuple[bytes, str]]]:
    """What the plate must be, and bytes and media type of each of its files."""
    found = make_plaque(job)
    plate = plate_of(ADDRESS, found[0][3])
    return plate, {suffix: (data, kind) for suffix, data, kind, _ in found}


@cache
def drawn(job: PlaqueJob) -> Drawn:
    """What the PDF of the plate draws, which its files for cutters are held against."""
    plate, files = made(job)
    page = read_page(files[".pdf"][0])
    assert page
    symbols = tuple(
        found
        for module in sorted(plate.modules, reverse=True)
        for found in find_symbols(page, plate.symbol.matrix, module)
    )
    return drawn_by(page, symbols, parts_of(page, symbols))


def kinds(job: PlaqueJob, suffix: str, change: Callable[[bytes], bytes] = bytes) -> set[str]:
    """Kinds of fault that the proof finds in one file for cutters, perhaps changed."""
    plate, files = made(job)
    data, kind = files[suffix]
    changed = change(data)
    assert change is bytes or changed != data
    return {fault.kind for fault in prove_cutting(changed, kind, drawn(job), plate.grow)}


CUT = (CUTTING, ".dxf", ".plt")
SMALL = sized("bien-200")
FEW = sized("bien-200", words=VIETNAMESE)
"""For holes and spot plates, which are judged alike however many words there are."""


@pytest.mark.parametrize("suffix", CUT)
def test_the_files_as_they_are_pass(suffix: str) -> None:
    """Nothing is said of them (tests/make/test_arrange.py: of every size, style and language)."""
    assert kinds(SMALL, suffix) == set()


@pytest.mark.parametrize("grow", [0.2, -0.2])
def test_the_kerf_that_was_asked_for_is_no_fault_and_another_one_is(grow: float) -> None:
    """A widened symbol passes as such; held against a plate of another kerf it fails in every file."""
    job = sized("bien-300", words=VIETNAMESE, grow=grow)
    assert [kinds(job, suffix) for suffix in CUT] == [set()] * len(CUT)
    plate, files = made(job)
    given = [(*files[suffix], Place(suffix)) for suffix in CUT]
    for other in (0.0, -grow):
        problems = Problems()
        prove_pdf(files[".pdf"][0], replace(plate, grow=other), Place(""), problems, given)
        found = {(problem.kind, problem.place.file) for problem in problems}
        assert found == {(SYMBOL, suffix) for suffix in CUT}


def without(pattern: bytes, text: bytes = b"", at: int = 0) -> Callable[[bytes], bytes]:
    """The change of the `at`-th match of a pattern into `text`."""

    def change(data: bytes) -> bytes:
        found = list(re.finditer(pattern, data, re.DOTALL))[at]
        return data[: found.start()] + text + data[found.end() :]

    return change


def every(pattern: bytes, text: bytes = b"") -> Callable[[bytes], bytes]:
    """The change of all matches of a pattern into `text`."""
    return lambda data: re.sub(pattern, text, data, flags=re.DOTALL)


def twice(pattern: bytes) -> Callable[[bytes], bytes]:
    """The first match of a pattern said once more."""
    return lambda data: re.sub(pattern, lambda m: m[0] * 2, data, count=1, flags=re.DOTALL)


def _entity(layer: bytes) -> bytes:
    """A pattern for one outline of a layer of a DXF."""
    return rb"  0\nLWPOLYLINE\n  5\n\w+\n330\n\w+\n100\nAcDbEntity\n  8\n%s\n.*?(?=  0\n)" % layer


def again(layer: bytes, other: bytes) -> Callable[[bytes], bytes]:
    """Every outline of a layer of a DXF once more, in another layer."""
    named = b"  8\n%s\n"
    return lambda data: re.sub(
        _entity(layer),
        lambda m: m[0] + m[0].replace(named % layer, named % other),
        data,
        flags=re.DOTALL,
    )


def panel_as(layer: bytes) -> Callable[[bytes], bytes]:
    """The bare ground of the code outlined in a layer of a DXF: the trim's own outline, moved there."""
    scene = compose(SMALL, symbol_for(ADDRESS, engraver=True))
    bounds = next(s.path.bounds for s in reversed(scene.shapes) if s.layer is Layer.PANEL)
    corners = zip((b" 10\n0", b" 20\n0", b" 10\n200", b" 20\n150"), bounds, strict=True)

    def change(data: bytes) -> bytes:
        (outline,) = re.findall(_entity(b"CUT"), data, re.DOTALL)
        moved = outline.replace(b"\nCUT\n", b"\n%s\n" % layer)
        for corner, place in corners:
            moved = moved.replace(corner + b".0000", corner[:4] + b"%.4f" % place)
        return data.replace(outline, outline + moved)

    return change


READ, SYMBOL, OUTLINE = (
    "plaque-cutting-unreadable",
    "plaque-cutting-symbol",
    "plaque-cutting-outline",
)
SPOILT: list[tuple[str, Callable[[bytes], bytes], str]] = [
    (".dxf", without(_entity(b"QR"), at=5), SYMBOL),
    (".dxf", without(_entity(b"TEXT"), at=7), OUTLINE),
    (".dxf", without(_entity(b"CUT")), OUTLINE),
    (".dxf", every(_entity(b"HOLES")), OUTLINE),
    (".dxf", without(_entity(b"HOLES"), at=2), OUTLINE),
    (".dxf", twice(_entity(b"HOLES")), OUTLINE),
    (".dxf", every(_entity(b"FRAME")), OUTLINE),
    (".dxf", without(_entity(b"FRAME"), at=1), OUTLINE),
    (".dxf", without(rb"  8\nTEXT\n", b"  8\nHOLES\n", at=7), OUTLINE),
    (".dxf", every(rb"  8\nHOLES\n", b"  8\nFRAME\n"), OUTLINE),
    (".dxf", panel_as(b"FRAME"), OUTLINE),
    (".dxf", panel_as(b"SAMPLE"), OUTLINE),
    (".dxf", again(b"QR", b"TEXT"), OUTLINE),
    (".dxf", again(b"TEXT", b"TEXT"), OUTLINE),
    (".dxf", every(rb"  8\nFRAME\n", b"  8\nTEXT\n"), OUTLINE),
    (".plt", without(rb"SP6;\n.*?(?=PU;SP0)"), OUTLINE),
    (".plt", without(rb"SP3;\n.*?(?=SP)"), OUTLINE),
    (CUTTING, without(rb'<g id="HOLES".*?</g>'), OUTLINE),
    (CUTTING, without(rb'<g id="FRAME".*?</g>'), OUTLINE),
    (".dxf", without(rb"(?<=CUT\n100\nAcDbPolyline\n 90\n4\n 70\n1\n 10\n)0.0000", b"0.0200"), OUTLINE),
    (".dxf", without(rb"  8\nSAMPLE\n", b"  8\nMAU\n"), READ),
    (".dxf", without(rb" 70\n1\n 10", b" 70\n0\n 10", at=9), READ),
    (".dxf", without(rb"220.0000", b"219.9000"), READ),
    (".dxf", without(rb"\$INSUNITS\n 70\n4", b"$INSUNITS\n 70\n1"), READ),
    (".dxf", without(rb"  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS.*"), READ),
    (".plt", without(rb"(?<=SP1;\nPU)\d+", b"1"), READ),
    (".plt", without(rb"(?<=\n)PU\d+,\d+;PD[\d,]+;\n", at=4), SYMBOL),
    (".plt", without(rb"SP2;\nPU.*?;PD.*?;\n", b"SP2;\n"), OUTLINE),
    (".plt", without(rb"IN;PA;", b"IN;"), READ),
    (".plt", without(rb"SP2;", b"SP9;"), READ),
    (CUTTING, without(rb'<g id="QR".*?</g>'), SYMBOL),
    (CUTTING, without(rb'(?<=<g id="TEXT")(.*?<path [^>]*/>)', b">"), OUTLINE),
    (CUTTING, without(rb'width="200mm"', b'width="201mm"'), READ),
    (CUTTING, without(rb"</svg>", b"<script/></svg>"), READ),
    (CUTTING, without(rb"</svg>", b'<path d="M0 0L9 0L9 9Z"/></svg>'), READ),
    (CUTTING, without(rb"</svg>", b'<g display="none"/></svg>'), READ),
    (CUTTING, without(rb"Z(?=M)"), READ),
    (CUTTING, without(rb"</svg>"), READ),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "change", "kind"), SPOILT)
def test_every_way_to_spoil_a_file_is_found(
    suffix: str, change: Callable[[bytes], bytes], kind: str
) -> None:
    """A module, letter, hole, frame or the trim gone or moved, another scale, an open line: each is told."""
    assert kind in kinds(SMALL, suffix, change)


@pytest.mark.parametrize("suffix", [CUTTING, ".dxf"])
def test_a_raised_frame_keeps_off_the_quiet_zone(suffix: str) -> None:
    """As it is it passes; without its inner outline it would lie under the whole code."""
    job = sized("bia-400")
    pattern = rb'(<g id="TACTILE"[^<]*<path [^>]*?d="M[^MZ]*Z)M[^MZ]*Z'
    bare = every(pattern, rb"\1") if suffix == CUTTING else without(_entity(b"TACTILE"), at=1)
    assert kinds(job, suffix) == set()
    assert kinds(job, suffix, bare) == {OUTLINE}


@pytest.mark.parametrize("suffix", CUT)
def test_the_files_of_another_plate_are_refused(suffix: str) -> None:
    """Another code's files fail by their symbol, another name's by their words."""
    named = tuple(
        replace(line, text="Chùa Ví Dụ") if line.role == "name" else line for line in SMALL.lines
    )
    for other, kind in (
        (replace(SMALL, address=OTHER), SYMBOL),
        (replace(SMALL, lines=named), OUTLINE),
    ):
        data = made(other)[1][suffix][0]
        assert kinds(SMALL, suffix, lambda _, data=data: data) == {kind}  # type: ignore[misc]


def spot_faults(
    change: Callable[[Scene, tuple[Spot, ...]], Iterator[Spot]], job: PlaqueJob = FEW
) -> set[str]:
    """Kinds of error of a plate's PDF with other spot plates."""
    scene = compose(job, symbol_for(ADDRESS, engraver=True))
    spots = tuple(change(scene, spots_of(scene, job.preset, job.spots)))
    (plate, _), problems = made(job), Problems()
    prove_pdf(write_pdf(scene, spots), plate, Place("plate.pdf"), problems)
    return {problem.kind for problem in problems if problem.severity == ERROR}


def test_the_engraving_plate_carries_the_very_picture() -> None:
    """As it is it passes; without it, without its words, with another code, twice or lined, it does not."""
    wrong = {"plaque-spot-engraving"}
    assert spot_faults(lambda _, spots: iter(spots)) == set()
    assert spot_faults(lambda _, spots: iter(spots[1:])) == wrong
    assert spot_faults(lambda _, spots: iter((spots[0], *spots))) == wrong

    def mute(scene: Scene, spots: tuple[Spot, ...]) -> Iterator[Spot]:
        code = next(s.path for s in scene.shapes if s.layer is Layer.QR)
        yield replace(spots[0], paths=((code, True),))
        yield from spots[1:]

    assert spot_faults(mute) == wrong
    printed = sized("bien-200", words=VIETNAMESE, process=Process.print)
    assert spot_faults(lambda _, spots: iter(spots), printed) == set()
    engraving = spots_of(compose(FEW, symbol_for(ADDRESS, engraver=True)), FEW.preset, FEW.spots)
    assert spot_faults(lambda _, spots: iter((*engraving[:1], *spots)), printed) == wrong

    def other(scene: Scene, spots: tuple[Spot, ...]) -> Iterator[Spot]:
        symbol = next(s.path for s in compose(FEW, symbol_for(OTHER, engraver=True)).shapes
                      if s.layer is Layer.QR)  # fmt: skip
        mine = next(s.path for s in scene.shapes if s.layer is Layer.QR)
        paths = tuple((symbol if path == mine else path, rule) for path, rule in spots[0].paths)
        yield replace(spots[0], paths=paths)
        yield from spots[1:]

    assert spot_faults(other) == wrong

    def crossed(scene: Scene, spots: tuple[Spot, ...]) -> Iterator[Spot]:
        left, low, *_ = scene.shapes[-1].path.bounds
        yield from spots[:-1]
        more = (rectangle(left - 20, low + 10, 60, 1), False)
        yield replace(spots[-1], paths=(*spots[-1].paths, more))

    # What is no hole there is told, too.
    assert spot_faults(crossed) == {"plaque-spot-symbol", "plaque-holes"}


def test_the_white_plate_is_there_where_it_is_asked_for() -> None:
    """Without it, too small, with it unasked for, or in the engraving's own plate: refused."""
    clear, wrong = sized("bien-200", words=VIETNAMESE, white=True), {"plaque-spot-white"}
    whole = rectangle(-3.0, -3.0, 206.0, 156.0)
    assert spot_faults(lambda _, spots: iter(spots), clear) == set()
    assert spot_faults(lambda _, spots: iter(spots[1:]), clear) == wrong

    def small(_: Scene, spots: tuple[Spot, ...]) -> Iterator[Spot]:
        yield replace(spots[0], paths=((rectangle(0.0, 0.0, 200.0, 150.0), False),))
        yield from spots[1:]

    assert spot_faults(small, clear) == {*wrong, "plaque-spot-engraving"}

    def flooded(_: Scene, spots: tuple[Spot, ...]) -> Iterator[Spot]:
        yield replace(spots[0], paths=((whole, False), *spots[0].paths))
        yield from spots[1:]

    assert spot_faults(flooded) == wrong
    assert spot_faults(lambda scene, spots: flooded(scene, spots[1:]), clear) == wrong


def drilled(change: Callable[[Shape], Iterator[Shape]], job: PlaqueJob = FEW) -> set[str]:
    """Kinds of error of a plate with other guides, the same in its PDF and in its files for cutters."""
    symbol = symbol_for(ADDRESS, engraver=True)
    scene = compose(job, symbol)
    scene = replace(scene, guides=tuple(new for old in scene.guides for new in change(old)))
    cut, problems = cutting(scene, symbol, job.preset), Problems()
    given = [
        (write_cutting_svg(cut), "image/svg+xml", Place(CUTTING)),
        (write_dxf(lines_of(cut), cut.width), "image/vnd.dxf", Place(".dxf")),
    ]
    pdf = write_pdf(scene, spots_of(scene, job.preset, job.spots))
    prove_pdf(pdf, made(job)[0], Place("plate.pdf"), problems, given)
    return {problem.kind for problem in problems if problem.severity == ERROR}


def test_a_plate_has_the_holes_of_its_size() -> None:
    """Gone, one gone, of another width, square, two in one corner, or where none are asked for: refused."""

    def middle(one: Shape) -> tuple[float, float]:
        left, low, right, high = one.path.bounds
        return (left + right) / 2, (low + high) / 2

    def with_holes(
        path: Callable[[float, float], Path | None],
    ) -> Callable[[Shape], Iterator[Shape]]:
        def change(one: Shape) -> Iterator[Shape]:
            drawn = path(*middle(one)) if one.layer is Layer.HOLES else one.path
            if drawn:
                yield replace(one, path=drawn)

        return change

    wrong = {"plaque-holes"}
    assert drilled(with_holes(lambda x, y: circle(x, y, 2.5))) == set()
    assert drilled(with_holes(lambda *_: None)) == wrong
    assert drilled(with_holes(lambda x, y: None if x > 100 > y else circle(x, y, 2.5))) == wrong
    assert drilled(with_holes(lambda x, y: circle(x, y, 2.6))) == wrong
    assert drilled(with_holes(lambda x, y: rectangle(x - 2.5, y - 2.5, 5, 5))) == wrong
    assert drilled(with_holes(lambda x, y: circle(x, min(y, 20), 2.5))) == wrong
    bare = sized("bien-200", hole=0)
    assert drilled(lambda one: iter((one,)), bare) == set()
    (plate, files), problems = made(SMALL), Problems()
    prove_pdf(files[".pdf"][0], replace(plate, hole=0.0), Place("plate.pdf"), problems)
    assert {problem.kind for problem in problems.errors()} == wrong
