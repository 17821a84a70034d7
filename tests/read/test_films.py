"""Films and recordings: what phones cannot play, what was cut, what cannot be heard; and what is sound."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest

from generator.read import film as read_film
from generator.read import film_facts, original_fault, sound
from tests.films import film, recording, turned


def fault(root: Path, data: bytes, name: str) -> str:
    """What is wrong with a file of that name."""
    path = root / name
    path.write_bytes(data)
    return original_fault(path)


def half(data: bytes) -> bytes:
    """Its first half."""
    return data[: len(data) // 2]


def noisy(data: bytes) -> bytes:
    """With every second packet of its sound overwritten."""
    spoilt = bytearray(data)
    with av.open(io.BytesIO(data), "r") as file:
        for packet in list(file.demux(audio=0))[::2]:
            if packet.pos is not None and packet.size:
                spoilt[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    return bytes(spoilt)


FILMS = {
    "fine": (film(), ""),
    "with its index first": (film(faststart=True), ""),
    "without sound": (film(loudness=None), ""),
    "with a silent sound": (film(loudness=0.0), ""),
    "of a phone held upright": (turned(film()), ""),
    "cut": (half(film(4)), "film-cut"),
    "cut behind its index": (half(film(4, faststart=True)), "film-cut"),
    "half written": (half(f := film(4, faststart=True)) + bytes(len(f) // 2), "film-cut"),
    "with a damaged sound": (noisy(film()), "film-cut"),
    "no film": (b"Day la loi ke, khong phai phim.", "film-unreadable"),
    "empty": (b"", "film-unreadable"),
    "in HEVC": (film(1, codec="libx265"), "film-codec"),
    "in ten bits": (film(1, pixels="yuv420p10le"), "film-codec"),
    "too wide": (film(1, (2000, 100)), "film-too-wide"),
    "too heavy": (film(1) + bytes(300_000), "film-too-heavy"),
}


@pytest.mark.parametrize(("data", "wanted"), FILMS.values(), ids=FILMS)
def test_what_is_wrong_with_a_film(tmp_path: Path, data: bytes, wanted: str) -> None:
    """Each fault is told apart; odd films that phones play are none."""
    assert fault(tmp_path, data, "phim.mp4") == wanted


def test_a_film_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its header, before anything is decoded."""
    monkeypatch.setattr(read_film, "MOST_SECONDS", 1)
    assert fault(tmp_path, film(), "phim.mp4") == "film-too-long"


@pytest.mark.parametrize(("loudness", "heard"), [(0.3, True), (0.0, False), (None, False)])
def test_whether_a_film_can_be_heard(
    tmp_path: Path,
    loudness: float | None,
    heard: bool,  # noqa: FBT001
) -> None:
    """Sound, silence, and no sound at all."""
    path = tmp_path / "phim.mp4"
    path.write_bytes(film(loudness=loudness))
    facts = film_facts(path)
    assert (facts.heard, facts.sound, round(facts.seconds)) == (heard, loudness is not None, 2)


SOUNDS = {
    "fine": (recording(), ""),
    "soft": (recording(0.01), ""),
    "silent": (recording(0.0), "sound-silent"),
    "as good as silent": (recording(0.0005), "sound-silent"),
    "cut": (half(recording()), "sound-cut"),
    "streamed, of a length not told": (recording()[:4] + b"\xff" * 4 + recording()[8:], ""),
    "no sound": (b"not a sound at all", "sound-unreadable"),
    "empty": (b"", "sound-unreadable"),
}


@pytest.mark.parametrize(("data", "wanted"), SOUNDS.values(), ids=SOUNDS)
def test_what_is_wrong_with_a_recording(tmp_path: Path, data: bytes, wanted: str) -> None:
    """A listen button that plays nothing is worse than none."""
    assert fault(tmp_path, data, "giong.wav") == wanted


def test_sound_of_a_film_is_a_recording_and_one_too_long_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone's M4A is heard like any other, half of one is not whole, a day of it is a mistake."""
    assert fault(tmp_path, film(4), "giong.m4a") == ""
    assert fault(tmp_path, film(4, loudness=None), "giong.m4a") == "sound-unreadable"
    assert fault(tmp_path, half(film(4, faststart=True)), "giong.m4a") == "sound-cut"
    monkeypatch.setattr(sound, "MOST_SECONDS", 1)
    assert fault(tmp_path, recording(), "giong.wav") == "sound-unreadable"
