"""Sizes of a project's own, of odd proportions: every line stands on the plate, or is told to be left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from generator.make.fitting import Style
from generator.make.notice import SAMPLE_WORDS
from generator.make.plaque import compose, make_plaque
from generator.make.plate_text import Block, Row, stack
from generator.make.refusal import Refusal
from generator.make.scene import BLACK, Layer, Scene
from generator.make.standing import GOES, fullest
from generator.make.styles import LOOKS
from generator.make.symbol import symbol_for
from generator.model import PRESETS, Preset
from generator.print_jobs import PlaqueLine
from generator.problems import Place, Problem
from tests.make.plates import ADDRESS, own, plaque_job
from tests.make.test_arrange import SAMPLE, job_of, overlap, worded, zones

BOTH = pytest.mark.parametrize("sample", ["", SAMPLE], ids=["final", "sample"])


WHOLE = [own(300, 900, 2), own(300, 900, 2.5), own(300, 900, 4), own(90, 900, 2), own(90, 900, 1),
         own(200, 400, 3), own(400, 600, 5), own(900, 90, 2), own(600, 150, 3),
         own(1000, 300, 5)]  # fmt: skip
"""Sizes with room for every line, if it is looked for."""

TIGHT = [own(150, 150, 2), own(150, 150, 2, hole=5), own(60, 45, 0.9), own(300, 300, 4), own(100, 100, 2),
         own(45, 60, 0.9), own(80, 120, 1.5), PRESETS["nhan-80"], PRESETS["ban-a6"],
         own(60, 60, 0.9, hole=3), own(300, 160, 3), own(300, 200, 4), own(400, 300, 6),
         own(600, 400, 7.5)]  # fmt: skip
"""Sizes without; the last four are wide enough for two codes."""


def drawn(scene: Scene) -> str:
    """All that is said on it, as one text."""
    said = " ".join(shape.text for shape in scene.shapes if shape.text)
    return said.casefold().replace("/ ", "/")


def missing(scene: Scene, tongue: str, preset: Preset) -> list[str]:
    """Role and language of every line ordered that is not drawn."""
    lines = job_of(preset, tongue=tongue).lines
    said = drawn(scene)
    gone = (line for line in lines if line.text.casefold().replace("\u200b", "") not in said)
    return sorted(f"{line.role.partition('_')[0]} {line.language}" for line in gone)


@BOTH
@pytest.mark.parametrize("tongue", ["vi", "vi+en", "vi+km+en"])
@pytest.mark.parametrize("preset", WHOLE, ids=lambda preset: f"{preset.id}-{preset.module:g}")
def test_a_plate_with_room_says_every_line(preset: Preset, tongue: str, sample: str) -> None:
    """However long and narrow it is, standing or lying, final or a sample."""
    scene = compose(job_of(preset, tongue=tongue, sample=sample), symbol_for(ADDRESS))
    assert (missing(scene, tongue, preset), scene.left) == ([], ())


@BOTH
@pytest.mark.parametrize("tongue", ["vi", "vi+en"])
@pytest.mark.parametrize("preset", TIGHT, ids=lambda preset: f"{preset.id}-{preset.hole:g}")
def test_what_has_no_room_is_told(preset: Preset, tongue: str, sample: str) -> None:
    """Exactly the lines that are not drawn are told; name and address always stand."""
    scene = compose(job_of(preset, tongue=tongue, sample=sample), symbol_for(ADDRESS))
    assert missing(scene, tongue, preset) == sorted(scene.left)
    assert not {"name vi", "address vi"} & set(scene.left)
    assert (SAMPLE_WORDS in [shape.text for shape in scene.shapes]) == bool(sample)


@pytest.mark.parametrize("preset", [*WHOLE, own(150, 150, 2), PRESETS["nhan-80"], PRESETS["ban-a6"],
                                    own(45, 60, 0.9)], ids=lambda preset: preset.id)  # fmt: skip
def test_a_sample_shows_what_the_final_plate_will(preset: Preset) -> None:
    """Its notice drives off no line; the line on safety stands on the smallest label, too."""
    symbol = symbol_for(ADDRESS)
    final, sample = (compose(job_of(preset, sample=why), symbol) for why in ("", SAMPLE))
    assert final.left == sample.left
    assert "không bao giờ hỏi tiền" in drawn(sample)


@BOTH
@pytest.mark.parametrize(
    "preset", [*WHOLE, *TIGHT], ids=lambda preset: f"{preset.id}-{preset.module:g}"
)
def test_nothing_overlaps_or_leaves_an_odd_plate(preset: Preset, sample: str) -> None:
    """Words and notice keep apart, off frame and edge, and nothing hangs into the panel."""
    scene = compose(job_of(preset, tongue="vi+en", sample=sample), symbol_for(ADDRESS))
    edge = 1.5 * preset.module
    words = [s.path.bounds for s in worded(scene)]
    ink = LOOKS["lacquer"].notice
    box = [s.path.bounds for s in scene.shapes if s.layer is Layer.GROUND and s.ink == ink]
    assert len(box) == bool(sample)
    codes = [
        (left - rim, low - rim, right + rim, high + rim)
        for (left, low, right, high), rim in zip(
            zones(scene, preset), (preset.module, preset.second), strict=False
        )
    ]
    for left, low, right, high in (*words, *box):
        assert edge <= left < right <= preset.width - edge
        assert edge <= low < high <= preset.height - edge
    said = [s.path.bounds for s in worded(scene) if s.layer is Layer.TEXT]
    assert not [pair for pair in combinations([*said, *box, *codes], 2)
                if overlap(*pair, preset.module)]  # fmt: skip


@BOTH
@pytest.mark.parametrize(
    ("preset", "name"),
    [(own(800, 460, 5), "Ngôi nhà cũ nơi làm việc của ủy tại Vị Thủy"),
     (own(1000, 560, 6), "Ngôi nhà cũ nơi làm việc của ủy tại Vị Thủy")],
    ids=["800", "1000"],
)  # fmt: skip
def test_nothing_hangs_into_the_second_code(preset: Preset, name: str, sample: str) -> None:
    """What hangs from a large name (ụ, y) stays off the rim of the code below it."""
    owner = "Ủy ban nhân dân xã Vị Thủy, thành phố Cần Thơ và Ban Quản lý di tích của xã ấy"
    job = plaque_job(PlaqueLine("owner", owner), PlaqueLine("name", name), sample=sample)
    scene = compose(replace(job, preset=preset), symbol_for(ADDRESS))
    _, second = zones(scene, preset)
    top = second[3] + preset.second
    assert len(said := [s for s in worded(scene) if s.text in name]) > 1
    assert min(s.path.bounds[1] for s in said) > top


@BOTH
@pytest.mark.parametrize("preset", [own(200, 400, 3), own(150, 150, 2), own(300, 160, 3)],
                         ids=["stands", "lies", "wide"])  # fmt: skip
def test_a_sign_that_no_font_has_is_never_left_out_in_silence(preset: Preset, sample: str) -> None:
    """A wrong letter is the line's fault, not the room's; so is a line too long for the whole plate."""
    job = job_of(preset, sample=sample)
    wrong = tuple(replace(x, text="Công trình 中") if x.role == "works" else x for x in job.lines)
    with pytest.raises(Refusal) as refused:
        compose(replace(job, lines=wrong), symbol_for(ADDRESS))
    assert refused.value.kind == "plaque-glyph-missing"


def test_a_sentence_drives_off_no_line() -> None:
    """Below 300 mm it stands where it has room, and else goes before any other line."""
    job = job_of(own(165, 125, 2), tongue="vi+km+en")
    for words, left in ((9, ()), (160, ("text vi",))):
        text = PlaqueLine("text", " ".join(["lời"] * words) + ".")
        scene = compose(replace(job, lines=(*job.lines, text)), symbol_for(ADDRESS))
        assert scene.left == left


@pytest.mark.parametrize("size", ["bien-200", "bien-300", "bia-400", "panel-1200"])
def test_a_wide_plate_leaves_out_lines_like_any_other(size: str) -> None:
    """Papers of a rank that together have no room are left out, and nothing that has room without them."""
    more = tuple(PlaqueLine("decision", f"Quyết định thứ {n}") for n in range(60))
    job = job_of(PRESETS[size], tongue="vi+en")
    scene = compose(replace(job, lines=(*job.lines, *more)), symbol_for(ADDRESS))
    assert scene.left == ("decision vi",) * 61


def row(role: str, language: str = "vi") -> Row:
    """A row of one short word, at one size."""
    return Row(role, "Thử", language, Style("sans", 4.0, 4.0, 1), BLACK)


def test_lines_go_in_one_order() -> None:
    """With less and less room one line more is left out, in the order that the handbook tells."""
    rows = (row("owner"), row("rank"), row("name"), row("name", "en"), row("decision"), row("text"),
            row("call"), row("safety"), row("works"))  # fmt: skip
    went, gone = [], set[str]()
    for count in range(len(rows), 2, -1):

        def few(kept: tuple[Row, ...], most: int = count) -> Block:
            if len(kept) > most:
                raise Refusal("plaque-too-much-text", over="1", text="")
            return stack(kept, 50.0, 500.0)

        left = set(fullest(rows, few)[1])
        went += sorted(left - gone)
        gone = left
    assert went == ["works vi", "name en", "decision vi", "owner vi", "text vi", "rank vi"]
    assert len(went) == len(GOES)
    with pytest.raises(Refusal):
        fullest(rows, lambda kept: stack(kept, 50.0, 1.0))


def test_a_short_line_comes_back_where_a_long_one_went() -> None:
    """The text alone is too much: what was left out before it stands, all of it."""
    rows = (row("owner"), row("name"), row("decision"), row("text"), row("works"))

    def no_text(kept: tuple[Row, ...]) -> Block:
        if "text" in [one.role for one in kept]:
            raise Refusal("plaque-too-much-text", over="1", text="")
        return stack(kept, 50.0, 500.0)

    assert fullest(rows, no_text)[1] == ("text vi",)


@BOTH
def test_a_label_whose_final_plate_has_no_room_is_refused_as_a_sample(sample: str) -> None:
    """A sample leaves safety out for its notice, but not where the final plate could not say it either."""
    with pytest.raises(Refusal) as refused:
        compose(job_of(own(200, 250, 4.03, hole=5), sample=sample), symbol_for(ADDRESS))
    assert (refused.value.kind, refused.value.params["role"]) == ("plaque-too-much-text", "safety")


def test_a_label_without_room_for_a_name_is_refused() -> None:
    """The code takes its whole height: that is the size's fault, not the name's."""
    with pytest.raises(Refusal) as refused:
        make_plaque(job_of(own(60, 45, 1)))
    why = refused.value
    assert (why.kind, why.params["size"]) == ("plaque-no-room-for-words", "60 × 45")
    assert "60 × 45" in Problem(Place("x"), why.kind, tuple(sorted(why.params.items()))).render()
