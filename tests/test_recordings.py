"""A script is held against its recording: what begins too late, what is far too long or short."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import pytest

from tests.test_broken import found, project

SAMPLE, RATE = "narration-past-end", 8000


def told(folder: Path, seconds: int, script: str, language: str = "vi") -> list[tuple[str, int]]:
    """(kind, line) of what is said of that script and a tone of that many seconds."""
    root = project(SAMPLE, folder)
    place = root / "sites" / "dinh-thu"
    (place / "vi.narration.md").unlink()
    (place / f"{language}.narration.md").write_text(script, "utf-8")
    with wave.open(str(place / "media" / "giong.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        tone = bytes(128 + round(60 * math.sin(n / 4)) for n in range(RATE))
        file.writeframes(tone * seconds)
    (place / "media" / "giong.mp3").unlink()
    facts = place / "site.yaml"
    said = facts.read_text("utf-8").replace("giong.mp3", "giong.wav")
    facts.write_text(said.replace("language: vi", f"language: {language}"), "utf-8")
    return [(one.kind, one.place.line) for one in found(root) if one.kind.startswith("narration-")]


@pytest.mark.parametrize(
    ("seconds", "words", "kinds"),
    [
        (60, 140, []),
        (60, 275, []),
        (60, 290, ["narration-other-length"]),
        (60, 75, []),
        (60, 60, ["narration-other-length"]),
        (14, 2, []),
        (20, 2, ["narration-other-length"]),
    ],
)
def test_a_script_far_from_its_recording_is_told_at_its_first_line(
    tmp_path: Path, seconds: int, words: int, kinds: list[str]
) -> None:
    """Twice as fast or slow as a calm narrator is far; a few seconds are not, they may be music."""
    script = "---\ntranslator: Người thử\n---\n\n" + " ".join(["lời"] * words)
    assert told(tmp_path / "p", seconds, script) == [(kind, 5) for kind in kinds]


def test_the_first_sentence_after_the_end_is_told_and_nothing_else(tmp_path: Path) -> None:
    """Not the ones behind it, nor that the script is too long: it is one mistake."""
    script = "\n\n".join(f"[00:{n:02}] Lời." for n in (0, 3, 4, 9))
    assert told(tmp_path / "p", 4, script) == [("narration-past-end", 5)]
    assert told(tmp_path / "q", 10, script) == []


def test_words_that_no_space_parts_are_not_counted(tmp_path: Path) -> None:
    """Khmer parts phrases, not words."""
    assert told(tmp_path / "p", 20, "វត្ត", "km") == []
    assert told(tmp_path / "q", 20, "Words.", "en") == [("narration-other-length", 1)]
