"""Every size in every style and language: nothing overlaps, nothing leaves the plate, all decode."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from math import hypot

import pytest

from generator.make.cutting import rings
from generator.make.plaque import compose, make_plaque
from generator.make.plate_text import FOREIGN_SHARE, ROLES
from generator.make.refusal import Refusal
from generator.make.scene import BLACK, Box, Layer, Scene, Shape
from generator.make.styles import LOOKS
from generator.make.symbol import QUIET, symbol_for
from generator.make.vignette import vignette_of
from generator.model import PRESETS, Preset, Process
from generator.print_jobs import PlaqueJob, PlaqueLine
from generator.printing import CUTTING
from generator.problems import ERROR, Place, Problems
from generator.prove.plaque import plate_of, prove_pdf, prove_svg
from tests.make.plates import ADDRESS, ENGLISH, KHMER, LONG_NAME, VIETNAMESE, own, plaque_job

TEXT = PlaqueLine("text", " ".join(["đây là những lời thử của một tấm biển"] * 6) + " mà thôi.")
"""55 words: the whole text of a plate is 60 at most."""

TONGUES = {"vi": (), "vi+en": ENGLISH, "vi+km+en": (*ENGLISH, *KHMER)}
LONG = bool(os.environ.get("DITICH_ORDEAL"))
SAMPLE = "chưa có phiếu duyệt biển; hồ sơ tên miền chưa đủ"


def job_of(preset: Preset, style: str = "lacquer", tongue: str = "vi", **other: str) -> PlaqueJob:
    """A plate with all it may say."""
    lines = (*VIETNAMESE, *TONGUES[tongue], *((TEXT,) if preset.whole_text else ()))
    return replace(plaque_job(*lines), preset=preset, style=style, **other)  # type: ignore[arg-type]


def worded(scene: Scene) -> list[Shape]:
    """The shapes that say something, the symbol apart."""
    return [shape for shape in scene.shapes if shape.text and shape.layer is not Layer.QR]


def zones(scene: Scene, preset: Preset) -> list[Box]:
    """Each symbol with its quiet zone; large plates have two."""
    modules = (preset.module, preset.second)
    drawn = [shape.path.bounds for shape in scene.shapes if shape.layer is Layer.QR]
    assert len(drawn) == (2 if preset.width >= 300 else 1)
    quiets = [QUIET * module for module in modules]
    return [(a - q, b - q, c + q, d + q) for (a, b, c, d), q in zip(drawn, quiets, strict=False)]


def overlap(one: Box, other: Box, module: float = 2.0) -> bool:
    """Whether two boxes share more than 0.16 modules both ways: the mark of one letter may reach that far."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.16 * module and high > 0.16 * module


@pytest.mark.parametrize("sample", ["", SAMPLE], ids=["final", "sample"])
@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_nothing_overlaps_or_leaves_the_plate(preset: Preset, tongue: str, sample: str) -> None:
    """Words keep apart, off the symbol's zone, and 1.5 modules inside the trim."""
    scene = compose(job_of(preset, tongue=tongue, sample=sample), symbol_for(ADDRESS))
    edge, codes = 1.5 * preset.module, zones(scene, preset)
    boxes = [shape.path.bounds for shape in worded(scene)]
    for left, low, right, high in (*boxes, *codes):
        assert edge <= left < right <= preset.width - edge
        assert edge <= low < high <= preset.height - edge
    assert not [pair for pair in combinations([*boxes, *codes], 2) if overlap(*pair)]


def near_screws(scene: Scene, preset: Preset) -> list[Box]:
    """Boxes of the plate's outlines that a screw's head, twice as wide as its hole, would touch."""
    drawn = (s for s in scene.shapes if s.layer in (Layer.FRAME, Layer.PANEL))
    frame = [part for shape in drawn for part in rings(shape.path)]
    boxes = [shape.path.bounds for shape in worded(scene)] + zones(scene, preset)
    for ring in frame:  # a frame's outlines are crossed at their sides, not somewhere in their box
        ends = zip(ring, (*ring[1:], ring[0]), strict=True)
        boxes += [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in ends]
    found = []
    for hole in (s.path.bounds for s in scene.guides if s.layer is Layer.HOLES):
        x, y = (hole[0] + hole[2]) / 2, (hole[1] + hole[3]) / 2
        for box in boxes:
            across = max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])
            if hypot(*across) < preset.hole - 1e-6:
                found.append(box)
    return found


DRILLED = [*(preset for preset in PRESETS.values() if preset.hole), own(150, 150, 2, hole=5),
           own(60, 60, 0.9, hole=3), own(400, 300, 5, hole=6), own(1200, 260, 6, hole=8)]  # fmt: skip


@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("preset", DRILLED, ids=lambda preset: preset.id)
def test_screws_touch_nothing(preset: Preset, style: str) -> None:
    """Their heads keep off words, codes and every line of the frame; one moved to the code does not."""
    scene = compose(job_of(preset, style, "vi+km+en", sample=SAMPLE), symbol_for(ADDRESS))
    assert len([shape for shape in scene.guides if shape.layer is Layer.HOLES]) == 4
    assert near_screws(scene, preset) == []
    first, code = scene.guides[0].path.bounds, zones(scene, preset)[0]
    off = code[0] - first[2], code[1] - first[1]
    moved = tuple(replace(shape, path=shape.path.moved(*off)) for shape in scene.guides)
    assert near_screws(replace(scene, guides=moved), preset)


def test_what_a_hand_feels_and_a_phone_touches_stands_at_the_code() -> None:
    """The raised frame lies between panel and words, the notch level with the code, the tag behind it."""
    stele, card = PRESETS["bia-400"], PRESETS["ban-a6"]
    scene = compose(job_of(stele), symbol_for(ADDRESS))
    drawn = {shape.layer: shape.path.bounds for shape in scene.guides}
    zone = zones(scene, stele)[0]
    assert (drawn[Layer.TACTILE][2] - drawn[Layer.TACTILE][0]) > zone[2] - zone[0]
    assert not [w for w in worded(scene) if overlap(w.path.bounds, drawn[Layer.TACTILE])]
    assert drawn[Layer.CUT] == (0.0, 0.0, 400.0, 300.0)
    trim = next(shape.path for shape in scene.guides if shape.layer is Layer.CUT)
    inner = trim.numbers[10:12]  # the notch's deepest point
    assert 390 < inner[0] < 400
    assert inner[1] == pytest.approx((zone[1] + zone[3]) / 2)
    scene = compose(job_of(card), symbol_for(ADDRESS))
    (tag,) = [shape.path.bounds for shape in scene.guides if shape.layer is Layer.NFC]
    assert tag[2] - tag[0] == pytest.approx(25.0)


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 45"><path d="M0 0H60"/></svg>'


@pytest.mark.parametrize("sample", ["", SAMPLE], ids=["final", "sample"])
@pytest.mark.parametrize(("name", "stands"), [("bien-600", 1), ("panel-1200", 1),
                                              ("bien-300", 0), ("bien-200", 0)])  # fmt: skip
def test_the_vignette_stands_where_there_is_room(name: str, stands: int, sample: str) -> None:
    """At three quarters of the size it was drawn for at least, off words and codes; else it is left out."""
    preset, art = PRESETS[name], vignette_of(DRAWING.replace(b"H60", b"L60 0L60 45L0 45Z"))
    job, symbol = job_of(preset, tongue="vi+km+en", sample=sample), symbol_for(ADDRESS)
    plain, drawn = compose(job, symbol), compose(job, symbol, art)
    known = {shape.path for shape in plain.shapes}
    new = [s for s in drawn.shapes if s.layer is Layer.FRAME and s.path not in known]
    assert len(new) == stands
    if stands:
        box = new[0].path.bounds
        assert box[3] - box[1] >= 34.0
        others = [s.path.bounds for s in worded(drawn)] + zones(drawn, preset)
        assert not [other for other in others if overlap(box, other)]


RINGS = b"M0 0L60 0L60 45L0 45Z M20 15L40 15L40 30L20 30Z"
"""Two rings that turn the same way: a hole by the even-odd rule, solid by the other."""


def test_a_drawing_keeps_each_paths_own_rule() -> None:
    """A hole stays a hole on the plate, and what is solid stays solid."""
    for rule, holed in ((b'fill-rule="evenodd" ', True), (b"", False)):
        art = vignette_of(DRAWING.replace(b"<path ", b"<path " + rule).replace(b"M0 0H60", RINGS))
        assert [even_odd for _, even_odd in art] == [holed]
        scene = compose(job_of(PRESETS["bien-600"]), symbol_for(ADDRESS), art)
        drawn = [s for s in scene.shapes if s.path.steps == art[0][0].steps]
        assert [(s.layer, s.even_odd) for s in drawn] == [(Layer.FRAME, holed)]


def test_words_that_overlap_are_noticed() -> None:
    """The same test fails for a plate whose name was moved onto its neighbour."""
    scene = compose(job_of(PRESETS["bien-300"]), symbol_for(ADDRESS))
    first, second, *_ = [shape.path for shape in worded(scene)]
    assert not overlap(first.bounds, second.bounds)
    down = first.bounds[1] - second.bounds[1]
    assert overlap(first.bounds, second.moved(0.0, down).bounds)


def chosen(preset: Preset) -> list[tuple[str, str]]:
    """Styles and languages to try that size in: in short each of both once, a Latin square over the sizes."""
    turn = list(PRESETS).index(preset.id)
    every = [*enumerate(product(LOOKS, TONGUES))]
    return [
        pair for at, pair in every if LONG or (turn + at + at // len(TONGUES)) % len(LOOKS) == 0
    ]


@pytest.mark.ordeal
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_plate_decodes(
    preset: Preset, record_property: Callable[[str, object], None]
) -> None:
    """The files of a size, those to cut too, pass the proof in each style and choice of languages."""
    pairs = chosen(preset)
    assert [{pair[side] for pair in pairs} for side in (0, 1)] == [set(LOOKS), set(TONGUES)]
    record_property("size", preset.id)
    record_property("plates", len(pairs))
    for style, tongue in pairs:
        job, problems = job_of(preset, style, tongue, sample=SAMPLE), Problems()
        (_, pdf, _, facts), (_, svg, _, _), *cut, _ = make_plaque(job)
        given = [(data, kind, Place(suffix)) for suffix, data, kind, _ in cut]
        assert [place.file for _, _, place in given] == [CUTTING, ".dxf", ".plt"]
        page = prove_pdf(pdf, plate_of(ADDRESS, facts), Place("plate.pdf"), problems, given)
        assert page, (style, tongue)
        prove_svg(svg, page, Place("plate.svg"), problems)
        assert [p for p in problems if p.severity == ERROR] == [], (style, tongue)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_letters_grow_with_the_distance(preset: Preset) -> None:
    """Nothing is set smaller than its role allows at the distance the plate is read from."""
    job, unit, told = job_of(preset, tongue="vi+en"), preset.module / 2, 0
    scene = compose(job, symbol_for(ADDRESS))
    for line in job.lines:
        role, said = line.role.partition("_")[0], line.text.casefold()
        least = ROLES[role].least * (FOREIGN_SHARE if line.language != "vi" else 1.0)
        least = 4.0 if line.role == "name_en" else least
        for box in (s.path.bounds for s in worded(scene) if s.text.casefold() in said):
            # Each line has a letter with an ascender or a capital, which are 0.7 em and more.
            assert box[3] - box[1] >= 0.7 * least * unit, line
            told += 1
    assert told >= len(job.lines) - len(scene.left)


@pytest.mark.parametrize("name", ["bien-200", "bien-300", "bia-400", "bien-600", "panel-1200"])
def test_the_longest_name_of_the_demo_fits(name: str) -> None:
    """It takes two or three lines on each plate that is made for a place as a whole."""
    job = job_of(PRESETS[name])
    lines = tuple(replace(x, text=LONG_NAME) if x.role == "name" else x for x in job.lines)
    scene = compose(replace(job, lines=lines), symbol_for(ADDRESS))
    pieces = [shape.text for shape in worded(scene) if shape.text in LONG_NAME]
    assert " ".join(pieces) == LONG_NAME


def test_own_colours_are_those_of_the_plate_and_must_be_told_apart() -> None:
    """Pale letters on dark stone are drawn so, the code stays black on bare; dark on dark is refused."""
    dark = replaced(PRESETS["bien-200"], ground="#1a2a20", letters="#f0e8d0", process=Process.print)
    scene = compose(job_of(dark, "engraver"), symbol_for(ADDRESS))
    assert {s.ink.screen for s in worded(scene)} == {"#f0e8d0"}
    assert {s.ink.screen for s in scene.shapes if s.layer is Layer.GROUND} == {"#1a2a20"}
    assert {s.ink for s in scene.shapes if s.layer is Layer.QR} == {BLACK}
    with pytest.raises(Refusal) as refused:
        compose(job_of(replaced(dark, letters="#301010"), "engraver"), symbol_for(ADDRESS))
    assert refused.value.kind == "plaque-contrast"


def test_a_size_too_small_for_its_code_is_refused() -> None:
    """A plate smaller than the symbol with its quiet zone is refused, and the least side told."""
    small = Preset(id="nho", width=70, height=70, module=2)
    with pytest.raises(Refusal) as refused:
        compose(job_of(small), symbol_for(ADDRESS))
    assert refused.value.kind == "plaque-preset-too-small"


@pytest.mark.parametrize("sample", ["", SAMPLE], ids=["final", "sample"])
def test_a_large_plate_that_stands_has_two_codes_side_by_side(sample: str) -> None:
    """On one too narrow for both the size is refused, and the room left told in mm."""
    tall = Preset(id="dung", width=400, height=600, module=5)
    scene = compose(job_of(tall, sample=sample), symbol_for(ADDRESS))
    first, second = zones(scene, tall)
    assert not overlap(first, second)
    assert second[2] < first[0]
    with pytest.raises(Refusal) as refused:
        compose(job_of(replaced(tall, width=300), sample=sample), symbol_for(ADDRESS))
    assert refused.value.kind == "plaque-second-code"


def replaced(preset: Preset, **other: float | str) -> Preset:
    """Another size like it."""
    return preset.model_copy(update=other)
