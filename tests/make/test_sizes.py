"""Plates of every size and style: nothing overlaps or leaves, nothing is too small, all are decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from generator.contrast import LEAST_CONTRAST, contrast
from generator.jobs import Input, PlaqueJob, PlaqueLine
from generator.make.plaque import FIRST_TO_GO, Laid, facts_of, lay_out, make_plaque
from generator.make.plate_layout import CLEAR, clearance, hole_inset, holes, margin_of
from generator.make.plate_parts import outline
from generator.make.plate_text import FOREIGN_SHARE, LABEL_NAME, ROLES, sizes_of
from generator.make.refusal import Refusal
from generator.make.scene import GUIDES, Box, Layer, Shape
from generator.make.styles import LOOKS, look_of
from generator.make.symbol import QUIET, symbol_for
from generator.model import LEAST_MODULE, PRESETS, Preset, Process
from generator.problems import Place, Problem, Problems
from generator.prove.plaque import plate_of, prove_pdf, prove_svg
from tests.make.plates import ADDRESS, ENGLISH, KHMER, VIETNAMESE, plaque_job

TEXT = (
    "Tháng chín năm ấy, dân làng lập bàn thờ tại đình này. Sau tuần để tang, ngôi đình đầu tiên được dựng "
    "bằng tre lá. Ngôi đình nhiều lần hư hại trong chiến tranh, được xây mới sau ngày thống nhất, và mỗi năm "
    "một lần cả làng cùng về lo ngày giỗ."
)
TONGUES: dict[str, tuple[PlaqueLine, ...]] = {
    "vi": (), "vi+en": ENGLISH, "vi+km+en": (*KHMER, *ENGLISH),
}  # fmt: skip
OWN = tuple(
    Preset(id=f"c{w}x{h}", width=w, height=h, module=m, hole=hole)
    for w, h, m, hole in (
        (80, 80, 1.5, 0), (200, 200, 2, 5), (148, 105, 2, 0), (120, 200, 2, 4), (400, 600, 4, 8),
        (600, 300, 4, 8), (800, 800, 6, 10), (1200, 800, 10, 12),
    )
)  # fmt: skip
SIZES = (*PRESETS.values(), *OWN)
NET = Path(__file__).parents[2] / "sites/den-tho-bac-ho-luong-tam/media/minh-hoa-net.svg"
VIGNETTE = (Input(str(NET), ""),)


def job(preset: Preset, style: str = "lacquer", tongues: str = "vi", **more: Any) -> PlaqueJob:
    """A plate of that size with all its words."""
    text = TEXT if preset.whole_text else TEXT[: TEXT.index(".") + 1]
    lines = (*VIETNAMESE, PlaqueLine("text", text), *TONGUES[tongues])
    return replace(plaque_job(*lines), preset=preset, style=style, **more)


def laid(preset: Preset, style: str = "lacquer", tongues: str = "vi", **more: Any) -> Laid:
    """That plate laid out."""
    return lay_out(job(preset, style, tongues, **more), symbol_for(ADDRESS))


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes share nothing but an edge."""
    hair = 0.01
    return (
        one[2] <= other[0] + hair or other[2] <= one[0] + hair
        or one[3] <= other[1] + hair or other[3] <= one[1] + hair
    )  # fmt: skip


def overlaps(plate: Laid) -> Iterator[tuple[str, str]]:
    """Pairs of things on the plate that touch: lines of words, codes with their rims, the drawing."""
    at, shapes = plate.at, plate.scene.shapes
    things: list[tuple[str, Box]] = [
        (s.text, s.path.bounds) for s in shapes if s.layer is Layer.TEXT
    ]
    boxes = [s for s in shapes if s.layer is Layer.SAMPLE and not s.text]
    things += [("sample", s.path.bounds) for s in boxes[:1]]
    for panel in (at.main, at.second):
        if panel:
            rim = panel.bed
            things.append(
                ("code", (panel.left - rim, panel.low - rim, panel.right + rim, panel.top + rim))
            )
    things += [("drawing", s.path.bounds) for s in drawings(plate)]
    for x, y in holes_of(plate):
        r = plate_hole(plate) / 2
        things.append(("hole", (x - r, y - r, x + r, y + r)))
    for (name, one), (other_name, other) in combinations(things, 2):
        if not apart(one, other):
            yield name, other_name


def drawings(plate: Laid) -> list[Shape]:
    """The vignette among the shapes: the one of many outlines that is neither frame nor rim."""
    return [
        s for s in plate.scene.shapes if s.layer is Layer.FRAME and s.path.steps.count("M") > 20
    ]


def holes_of(plate: Laid) -> list[tuple[float, float]]:
    """Centres of the holes as drawn."""
    found = [s for s in plate.scene.shapes if s.layer is Layer.HOLES]
    rings = [s.path for s in found]
    centres = []
    for path in rings:
        count = path.steps.count("M")
        size = len(path.numbers) // count
        for n in range(count):
            part = path.numbers[n * size : (n + 1) * size]
            centres.append(
                ((min(part[::2]) + max(part[::2])) / 2, (min(part[1::2]) + max(part[1::2])) / 2)
            )
    return centres


def plate_hole(plate: Laid) -> float:
    """Diameter of the holes as drawn."""
    path = next(s.path for s in plate.scene.shapes if s.layer is Layer.HOLES)
    part = path.numbers[: len(path.numbers) // path.steps.count("M")]
    return max(part[::2]) - min(part[::2])


@pytest.mark.parametrize(
    "sample", ["", "Chưa có phiếu duyệt nội dung biển; hồ sơ tên miền chưa đủ"]
)
@pytest.mark.parametrize("tongues", TONGUES)
@pytest.mark.parametrize("preset", SIZES, ids=lambda preset: preset.id)
def test_nothing_overlaps_or_leaves_the_plate(preset: Preset, tongues: str, sample: str) -> None:
    """Words, codes, drawing, notice and holes stand apart and inside the frame, in every language."""
    plate = laid(preset, tongues=tongues, sample=sample, inputs=VIGNETTE)
    assert list(overlaps(plate)) == []
    near = 0.5 * margin_of(preset)
    for shape in plate.scene.shapes:
        if shape.layer in {Layer.TEXT, Layer.SAMPLE, Layer.QR}:
            left, low, right, high = shape.path.bounds
            assert min(left, low, preset.width - right, preset.height - high) >= near, shape.text
    assert any(s.layer is Layer.SAMPLE for s in plate.scene.shapes) == bool(sample)


def test_an_overlap_is_seen() -> None:
    """Moved onto the code, a line is reported."""
    plate = laid(PRESETS["bien-200"])
    moved = tuple(
        s.moved(60.0, 0.0) if s.text.startswith("ditich") else s for s in plate.scene.shapes
    )
    assert list(overlaps(replace(plate, scene=replace(plate.scene, shapes=moved))))


@pytest.mark.parametrize("tongues", TONGUES)
@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_every_plate_is_decoded_from_its_files(preset: Preset, style: str, tongues: str) -> None:
    """The PDF and the SVG of every size in every style pass the whole proof, read by both decoders."""
    wanted, problems = job(preset, style, tongues, inputs=VIGNETTE), Problems()
    pdf, svg = make_plaque(wanted)
    plate = plate_of(ADDRESS, pdf[3])
    proof = prove_pdf(pdf[1], plate, Place("x.pdf"), problems)
    prove_svg(svg[1], plate, Place("x.svg"), problems)
    assert {problem.kind for problem in problems} <= {"plaque-no-zbar"}
    assert proof.payload == symbol_for(ADDRESS).payload


@pytest.mark.parametrize("preset", SIZES, ids=lambda preset: preset.id)
def test_letters_are_never_below_their_least(preset: Preset) -> None:
    """Capitals of every line are as high as the role's least size for the distance says."""
    plate, least = laid(preset, tongues="vi+en"), sizes_of(preset)
    texts = [s for s in plate.scene.shapes if s.layer is Layer.TEXT]
    for role, start in (
        ("address", "ditich"),
        ("name", "Đình"),
        ("safety", "Trang này"),
        ("text", "Tháng"),
    ):
        smallest = LABEL_NAME if role == "name" and least.label else ROLES[role].least
        for shape in texts:
            if shape.text.startswith(start):
                _, low, _, high = shape.path.bounds
                assert high - low >= 0.66 * smallest * least.least


@pytest.mark.parametrize("preset", SIZES, ids=lambda preset: preset.id)
def test_the_order_is_the_vietnamese_one(preset: Preset) -> None:
    """Owner, rank, name, decision, text, call, address, safety, works, and the code after the call."""
    plate = laid(preset)
    starts = (
        "ỦY BAN",
        "DI TÍCH",
        "Đình",
        "Xếp hạng",
        "Tháng",
        "Quét",
        "ditich",
        "Trang này",
        "Công trình",
    )
    texts = [s for s in plate.scene.shapes if s.layer is Layer.TEXT]
    found = [next((s.path.bounds[1] for s in texts if s.text.startswith(x)), None) for x in starts]
    heights = [low for low in found if low is not None]
    assert heights == sorted(heights, reverse=True)
    said = dict(facts_of(job(preset), symbol_for(ADDRESS), plate))["left_out"].split()
    assert len(said) == len(VIETNAMESE) + 1 - len(heights)
    assert bool(set(said) - {"text"}) <= preset.terse


def test_a_label_keeps_name_and_address_and_says_what_it_left_out() -> None:
    """What leaves a label leaves in the order that is written down; the name never does."""
    plate = laid(PRESETS["nhan-80"], tongues="vi+km+en")
    order = [role for roles in FIRST_TO_GO for role in roles.split()]
    assert "works" in plate.left_out
    assert {role.split("_")[0] for role in plate.left_out} <= {
        *(r.split("_")[0] for r in order),
        "text",
    }
    texts = [s.text for s in plate.scene.shapes if s.layer is Layer.TEXT]
    assert any(text.startswith("Đình") for text in texts)
    assert any(text.startswith("ditich") for text in texts)


@pytest.mark.parametrize("preset", [p for p in SIZES if p.codes == 2], ids=lambda preset: preset.id)
def test_a_wide_plate_carries_its_code_twice(preset: Preset) -> None:
    """The second stands in another corner, turned a quarter, at a module its process can make."""
    plate = laid(preset)
    second = plate.at.second
    assert second is not None
    assert LEAST_MODULE[preset.process] <= second.module <= preset.module
    one, other = (s for s in plate.scene.shapes if s.layer is Layer.QR)
    assert apart(one.path.bounds, other.path.bounds)
    assert (one.text, one.path.steps) == (other.text, other.path.steps)
    x, y = second.middle
    back = one.path.moved(-x, -y).turned().turned().turned().scaled(preset.module / second.module)
    there = other.path.moved(*(-n for n in plate.at.main.middle))
    assert back.numbers == pytest.approx(there.numbers)
    assert (
        dict(facts_of(job(preset), symbol_for(ADDRESS)))["second_module_mm"] == f"{second.module:g}"
    )


@pytest.mark.parametrize("preset", [p for p in SIZES if p.hole], ids=lambda preset: preset.id)
def test_holes_keep_clear_of_finders(preset: Preset) -> None:
    """Four holes, two modules and the quiet zone away from every place a finder may stand."""
    plate = laid(preset)
    assert sorted(holes_of(plate)) == [pytest.approx(centre) for centre in sorted(holes(preset))]
    assert len(holes(preset)) == 4
    for panel in (plate.at.main, plate.at.second):
        assert panel is None or clearance(preset, panel) >= QUIET + CLEAR
    assert hole_inset(preset) > preset.hole / 2


def test_guides_are_no_part_of_the_printed_face() -> None:
    """Cut outline, holes, raised frame and tag are in the scene for the shop, not on the plate."""
    seen = {layer for preset in SIZES for layer in {s.layer for s in laid(preset).scene.shapes}}
    assert seen >= GUIDES - {Layer.BRAILLE}
    for preset in PRESETS.values():
        assert not {s.layer for s in laid(preset).scene.face} & GUIDES


def test_a_tactile_plate_has_a_notch_level_with_its_code() -> None:
    """The trim steps in at the right edge where the code's centre is, and stays outside the frame."""
    preset = PRESETS["bia-400"]
    at = laid(preset).at
    path = outline(preset, at)
    assert path.bounds == (0.0, 0.0, preset.width, preset.height)
    inner = [(x, y) for x, y in zip(path.numbers[::2], path.numbers[1::2], strict=True)
             if 0 < x < preset.width]  # fmt: skip
    assert min(x for x, _ in inner) > preset.width - margin_of(preset)
    assert sum(y for _, y in inner) / len(inner) == pytest.approx(at.main.middle[1])


def sentence(refusal: Refusal) -> str:
    """The whole message in Vietnamese; KeyError if a word of it is missing."""
    return Problem(Place("x"), refusal.kind, tuple(sorted(refusal.params.items()))).render()


@pytest.mark.parametrize(
    ("kind", "preset"),
    [
        (
            "plaque-second-code",
            Preset(id="thap", width=400, height=110, module=2, process=Process.etch),
        ),
        ("plaque-code-no-room", Preset(id="chat", width=60, height=60, module=2)),
        ("plaque-hole-near-code", Preset(id="lo", width=80, height=80, module=1.5, hole=10)),
        ("plaque-contrast", Preset(id="toi", width=200, height=150, module=2, letters="#400000")),
    ],
)
def test_a_size_that_cannot_be_made_is_refused_with_the_way_out(kind: str, preset: Preset) -> None:
    """No room for a code or the second, a hole by a finder, letters as dark as their ground."""
    with pytest.raises(Refusal) as refused:
        laid(preset)
    assert refused.value.kind == kind
    assert sentence(refused.value)


def test_every_style_can_be_read_and_an_own_colour_is_kept() -> None:
    """WCAG's ratio holds for title and body of every style; own colours replace those of the style."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    for name in LOOKS:
        look = look_of(name)
        for ink in (look.title, look.body):
            assert contrast(ink.screen, look.ground.screen) >= LEAST_CONTRAST
    own = Preset(id="x", width=200, height=150, module=2, ground="#dcd6c8", letters="#1a1a1a")
    assert look_of("engraver", own).ground.screen == "#dcd6c8"
    assert look_of("stone", own).body.cmyk[:3] == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("style", ["stone", "engraver"])
def test_stone_and_engraver_print_in_black_alone(style: str) -> None:
    """Every shape of their face is black ink or bare plate; the engraver has no ground at all."""
    shapes = laid(PRESETS["bien-300"], style, inputs=VIGNETTE).scene.face
    assert {shape.ink.cmyk[:3] for shape in shapes} == {(0.0, 0.0, 0.0)}
    if style == "engraver":
        assert {shape.ink.cmyk[3] for shape in shapes} == {0.0, 1.0}
        assert Layer.GROUND not in {shape.layer for shape in shapes}


def test_the_vignette_stands_on_plates_with_room_and_leaves_the_others_alone() -> None:
    """A large plate shows it; a label keeps the very shapes it has without."""
    assert drawings(laid(PRESETS["bia-400"], inputs=VIGNETTE))
    assert not drawings(laid(PRESETS["bia-400"]))
    label = PRESETS["nhan-80"]
    assert laid(label, inputs=VIGNETTE).scene.shapes == laid(label).scene.shapes


def test_another_language_is_at_most_three_quarters_as_large() -> None:
    """The English name beside the Vietnamese one, on every size that has both."""
    for preset in SIZES:
        texts = [s for s in laid(preset, tongues="vi+en").scene.shapes if s.layer is Layer.TEXT]
        both = ("Đình làng Ví Dụ", "Example communal house")
        names = {s.language: s.path.bounds for s in texts if s.text in both}
        if len(names) == 2:  # a name in two lines is measured by neither
            vi, en = (names[x][3] - names[x][1] for x in ("vi", "en"))
            assert en <= FOREIGN_SHARE * vi
