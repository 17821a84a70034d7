"""What cannot be made is refused with a sentence, and a missing part of the program is named."""

from __future__ import annotations

import io
import math
import resource
import struct
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from generator.disk import digest_of
from generator.jobs import Input, SoundJob
from generator.make import Templates, lettering, sound
from generator.make.plaque import make_plaque
from generator.make.refusal import Refusal
from generator.model import PRESETS
from generator.print_jobs import PlaqueLine
from generator.problems import MachineTrouble, Place, Problem
from tests.make.plates import ENGLISH, VIETNAMESE, plaque_job, with_name


def sentence(refusal: Refusal) -> str:
    """The whole message in Vietnamese; KeyError if a word of it is missing."""
    params = tuple(sorted(refusal.params.items()))
    return Problem(Place("x"), refusal.kind, params).render()


def test_an_unknown_style_of_plate_is_refused() -> None:
    """A style nobody drew is refused with those there are."""
    with pytest.raises(Refusal) as refused:
        make_plaque(replace(plaque_job(), style="vang-choe"))
    assert refused.value.kind == "plaque-style-unknown"
    assert "lacquer" in sentence(refused.value)
    assert make_plaque(plaque_job())


def test_a_line_that_fits_at_no_size_is_refused() -> None:
    """A decision as long as a page is refused and quoted, not set unreadably small."""
    text = "Xếp hạng theo Quyết định số 00/QĐ-UBND " * 12
    lines = (replace(x, text=text) if x.role == "decision" else x for x in VIETNAMESE)
    with pytest.raises(Refusal) as refused:
        make_plaque(plaque_job(*lines))
    assert refused.value.kind == "plaque-line-too-long"
    assert text.strip()[:40] in sentence(refused.value)


def test_more_lines_than_a_plate_holds_are_refused() -> None:
    """Calls that fit one by one but not together are refused with the height that is missing."""
    more = tuple(PlaqueLine("call", f"Quét mã lần thứ {n}") for n in range(60))
    lines = (*(x for x in VIETNAMESE if x.role != "name"), *more, *ENGLISH)
    with pytest.raises(Refusal) as refused:
        make_plaque(plaque_job(*lines))
    assert refused.value.kind == "plaque-too-much-text"
    assert int(refused.value.params["over"]) > 0
    assert sentence(refused.value)


@pytest.mark.parametrize(("preset", "least"), [("bien-200", "8,5"), ("panel-1200", "25,5")])
def test_a_refusal_speaks_of_millimetres(preset: str, least: str) -> None:
    """A name is refused with the least size it would have on that very plate: letters grow with it."""
    with pytest.raises(Refusal) as refused:
        make_plaque(replace(with_name("Nơi thử " * 90), preset=PRESETS[preset]))
    assert (refused.value.kind, refused.value.params["least"]) == ("plaque-name-too-long", least)
    assert refused.value.params["least_en"] == least.replace(",", ".")


def test_numbers_in_a_refusal_have_the_decimal_sign_of_their_language() -> None:
    """A kerf of 0,9 mm where 0,4 is the most: with a comma in Vietnamese, with a point in English."""
    wide = PRESETS["bien-200"].model_copy(update={"grow": 0.9})
    with pytest.raises(Refusal) as refused:
        make_plaque(replace(plaque_job(), preset=wide))
    params = tuple(sorted(refused.value.params.items()))
    told = Problem(Place("x"), "plaque-grow-too-large", params)
    assert (
        refused.value.kind,
        "0,9 mm; nới hay thu nhiều nhất là 0,4 mm" in told.render("vi"),
    ) == (
        told.kind,
        True,
    )
    assert "by 0.9 mm; 0.4 mm outward" in told.render("en")


def test_a_plate_smaller_than_its_code_says_how_large_it_must_be() -> None:
    """29 modules and two quiet zones of four, 3 mm each, and 4 mm to either edge need 119 mm."""
    small = PRESETS["bien-200"].model_copy(update={"module": 3.0, "width": 90.0, "height": 90.0})
    with pytest.raises(Refusal) as refused:
        make_plaque(replace(plaque_job(), preset=small))
    assert refused.value.kind == "plaque-preset-too-small"
    assert refused.value.params["least"] == "119"


def test_missing_fonts_are_trouble_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the font bundle nothing is lettered in some other font: the file is named."""
    role = next(iter(lettering.FILES))
    assert lettering.font_file(role).is_file()
    monkeypatch.setattr(lettering, "FONTS", tmp_path)
    with pytest.raises(MachineTrouble) as trouble:
        lettering.font_file(role)
    assert trouble.value.kind == "fonts-missing"
    assert trouble.value.params["file"] == lettering.FILES[role]


def tone() -> bytes:
    """A second of a plain tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        waves = (round(9000 * math.sin(n / 5)) for n in range(8000))
        file.writeframes(b"".join(struct.pack("<h", w) for w in waves))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "good"), [(tone(), True), (b"not a sound at all", False), (b"", False)]
)
def test_a_file_that_is_no_sound_is_refused(tmp_path: Path, data: bytes, good: bool) -> None:  # noqa: FBT001
    """A narration that cannot be decoded is refused by its file's name; a real one is made twice."""
    path = tmp_path / "giong.wav"
    path.write_bytes(data)
    job = SoundJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),))
    if good:
        assert [o.target for o in sound.make(job, {}, Templates(()))] == ["m/x.m4a", "m/x.opus"]
        return
    with pytest.raises(Refusal) as refused:
        sound.make(job, {}, Templates(()))
    assert refused.value.kind == "sound-unreadable"
    assert "giong.wav" in sentence(refused.value)


def test_a_full_temporary_folder_is_no_fault_of_the_recording(tmp_path: Path) -> None:
    """Where a rendition cannot be written the machine is blamed, not a sound recording."""
    path = tmp_path / "giong.wav"
    path.write_bytes(tone())
    job = SoundJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(MachineTrouble) as full:
            sound.make(job, {}, Templates(()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert full.value.kind == "file-too-big"


def test_a_recording_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is longer than the limit is refused like a file that is no sound."""
    path = tmp_path / "giong.wav"
    path.write_bytes(tone())
    job = SoundJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),))
    monkeypatch.setattr(sound, "MOST_SECONDS", 0.5)
    with pytest.raises(Refusal) as refused:
        sound.make(job, {}, Templates(()))
    assert refused.value.kind == "sound-unreadable"
