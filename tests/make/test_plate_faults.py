"""All that keeps a plate from being made is told at once, and the way out that is named is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.make.plaque import make_plaque
from generator.make.plate_faults import plate_faults
from generator.make.refusal import Refusal
from generator.model import PRESETS, Preset
from generator.print_jobs import PlaqueJob, PlaqueLine
from generator.problems import Place, Problem
from generator.words import word
from tests.make.plates import CODE, VIETNAMESE, plaque_job

LONG_HOST = "bao-tang-tong-hop-tinh-vi-du.example.vn"


def own(**size: float | str) -> Preset:
    """A size of the project's own."""
    return Preset(**{"id": "rieng", "width": 200, "height": 150, "module": 2, **size})  # type: ignore[arg-type]


def sized(preset: Preset, *, host: str = "ditich.example", style: str = "lacquer") -> PlaqueJob:
    """The whole Vietnamese plate in that size; its address as the host gives it."""
    lines = tuple(line for line in VIETNAMESE if line.role != "address")
    job = plaque_job(*lines, address=f"https://{host}/{CODE}")
    return replace(job, preset=preset, style=style)


def with_words(**words: str) -> PlaqueJob:
    """The Vietnamese plate with other words in these roles."""
    job = sized(PRESETS["bien-200"])
    return replace(job, lines=tuple(replace(x, text=words.get(x.role, x.text)) for x in job.lines))


def told(job: PlaqueJob) -> list[tuple[str, str]]:
    """(kind, role) of every refusal; each has a whole sentence in both languages."""
    found = list(plate_faults(job))
    for why in found:
        problem = Problem(Place("x"), why.kind, tuple(sorted(why.params.items())))
        assert problem.render("vi")
        assert problem.render("en")
    return [(why.kind, why.params.get("role", "")) for why in found]


def can_be_made(job: PlaqueJob) -> bool:
    """Whether a plate comes of it."""
    try:
        make_plaque(job)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("name", PRESETS)
def test_a_plate_that_can_be_made_has_no_faults(name: str) -> None:
    """Nothing is said of a sound plate of any size, final or not."""
    reasons = [word(f"sample-{why}", "vi") for why in ("review", "host", "readers")]
    for sample in ("", reasons[0], "; ".join(reasons)):
        job = replace(sized(PRESETS[name]), sample=sample)
        assert told(job) == []


def test_every_line_at_fault_is_told_with_the_words_as_written() -> None:
    """A long owner, a name and a last line with signs that no font has, in one answer."""
    owner = "Ban Chấp hành Đoàn xã Ví Dụ " * 9
    found = list(plate_faults(with_words(owner=owner, name="Đình 中 Thử", works="Công trình 中")))
    assert [(why.kind, why.params["role"], why.params["text"]) for why in found] == [
        ("plaque-line-too-long", "owner", owner),
        ("plaque-glyph-missing", "name", "Đình 中 Thử"),
        ("plaque-glyph-missing", "works", "Công trình 中"),
    ]
    assert {why.params["preset"] for why in found} == {"bien-200"}


def test_a_short_name_is_not_blamed_for_what_others_say() -> None:
    """Two lines of an owner beside a name of one word: not the name is too long."""
    job = replace(with_words(owner="Ban Chấp hành Đoàn xã Ví Dụ " * 3, name="Đình"),
                  preset=own(width=170, height=125))  # fmt: skip
    kinds = {kind for kind, _ in told(job)}
    assert "plaque-name-too-long" not in kinds


def test_too_long_a_host_is_the_hosts_fault_and_the_room_is_told() -> None:
    """No ZWSP is quoted; a host of the length that is named goes on the plate."""
    job = sized(PRESETS["bien-200"], host=LONG_HOST)
    (why,) = plate_faults(job)
    assert why.kind == "plaque-address-too-long"
    assert why.params["address"] == LONG_HOST
    most = int(why.params["most"])
    assert 16 <= most < len(LONG_HOST)
    assert can_be_made(sized(PRESETS["bien-200"], host=LONG_HOST[-most:]))
    assert not can_be_made(sized(PRESETS["bien-200"], host=LONG_HOST[-most - 1 :]))


@pytest.mark.parametrize(
    ("size", "host", "kind"),
    [
        ({"width": 1200, "height": 240, "module": 6}, LONG_HOST[-35:], "plaque-address-too-long"),
        ({"width": 1200, "height": 240, "module": 6}, "ditich.example", ""),
        ({"width": 2000, "height": 185, "module": 4.7}, "ditich.example", ""),
        (
            {"width": 2000, "height": 182, "module": 4.7},
            "ditich.example",
            "plaque-preset-too-small",
        ),
    ],
)
def test_a_flat_plate_is_no_lower_than_its_code(
    size: dict[str, float], host: str, kind: str
) -> None:
    """Room between code and knife is asked of the code it has: a long host makes a larger one."""
    assert [kind for kind, _ in told(sized(own(**size), host=host))] == [kind] * bool(kind)


def test_too_large_a_hole_is_the_holes_fault_and_the_largest_is_told() -> None:
    """With the hole that is named a plate with a short name can be made; half a mm more, and it cannot."""
    (why,) = plate_faults(sized(own(hole=30)))
    assert (why.kind, why.params["hole"]) == ("plaque-hole-too-large", "30")
    most = float(why.params["most"])
    short = with_words(owner="", rank="", name="Đình", decision="", works="")
    assert can_be_made(replace(short, preset=own(hole=most)))
    assert not can_be_made(replace(short, preset=own(hole=most + 0.5)))


def test_a_size_without_room_for_words_is_told_as_such() -> None:
    """Not a line of the plate is blamed; with a smaller module the size is good."""
    assert told(sized(own(width=120, height=102, module=2.5))) == [("plaque-no-room-for-words", "")]
    assert can_be_made(sized(own(width=120, height=102, module=1)))


@pytest.mark.parametrize("sample", ["", "Chưa có người ký"])
def test_no_room_for_the_second_code_is_told_of_the_size(sample: str) -> None:
    """And wider it can be made, as the sentence says."""
    tall = own(width=300, height=600, module=5)
    assert told(replace(sized(tall), sample=sample)) == [("plaque-second-code", "")]
    assert can_be_made(replace(sized(tall.model_copy(update={"width": 400})), sample=sample))


def test_a_ground_too_light_for_the_styles_letters_is_told_of_the_size() -> None:
    """On a style with dark letters, or with letters of its own, the same ground is good."""
    light = own(ground="#f0e0b0")
    assert told(sized(light)) == [("plaque-contrast", "")]
    assert told(sized(light, style="engraver")) == []
    assert told(sized(own(ground="#f0e0b0", letters="#1a1a1a"))) == []


def test_too_many_words_are_told_once() -> None:
    """Where lines fit one by one but not together, taking one away tells nothing more."""
    job = sized(PRESETS["bien-200"])
    more = tuple(PlaqueLine("call", f"Quét mã lần thứ {n}") for n in range(60))
    assert [kind for kind, _ in told(replace(job, lines=(*job.lines, *more)))] == [
        "plaque-too-much-text"
    ]
