"""Captions: SubRip and WebVTT read alike, every fault at its line, nothing of their markup kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Problem, Problems
from generator.read import read_captions
from tests.films import SRT

Found = tuple[tuple[tuple[float, float, str], ...] | None, list[Problem]]


def read(root: Path, data: str | bytes, name: str = "phim.srt") -> Found:
    """What comes of a file of captions."""
    path, problems = root / name, Problems()
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_captions(path, root, problems), list(problems)


def told(root: Path, data: str) -> list[str]:
    """Kind and line of each problem."""
    return [f"{p.kind}:{p.place.line}" for p in read(root, data)[1]]


WANTED = ((0.0, 1.0, "Câu một."), (1.2, 2.0, "Câu hai."))

VTT = (
    "WEBVTT - phim\n\nSTYLE\n::cue { color: red }\n\nNOTE không phải lời\n\n"
    "mo-dau\n00:00.000 --> 00:01.000 align:start\n<v Lan><b>Câu</b> một.</v>\n\n"
    "00:01.200 --> 00:02.000\nCâu\nhai.\n"
)


@pytest.mark.parametrize(
    "data",
    [
        SRT,
        SRT.replace("\n", "\r\n"),
        VTT,
        "\ufeff" + SRT,
        SRT.encode("utf-16"),
        SRT.replace("Câu một.", "{\\an8}<i>Câu một.</i>"),
        SRT + "\n3\n\n",
        SRT + "\n3\n00:00:03,000 --> 00:00:04,000\n\n",
        SRT.replace("1\n00", "00", 1),
    ],
)
def test_both_forms_are_read_alike(tmp_path: Path, data: str | bytes) -> None:
    """Times in seconds, words on one line; markup, numbers, styles, notes and empty captions go."""
    assert read(tmp_path, data) == (WANTED, [])


def test_escaped_signs_are_signs(tmp_path: Path) -> None:
    """What WebVTT must escape is read as it is meant."""
    found, _ = read(tmp_path, SRT.replace("Câu một.", "Tấm &amp; Cám &lt;2&gt;"))
    assert found is not None
    assert found[0][2] == "Tấm & Cám <2>"


ORDER = SRT + "\n3\n00:00:00,500 --> 00:00:00,900\nCâu ba.\n"

WRONG = {
    "captions-order:10": ORDER,
    "captions-ends-first:2": SRT.replace("--> 00:00:01,000", "--> 00:00:00,000"),
    "captions-time:2": SRT.replace("00:00:00,000", "0 giây"),
    "captions-time:6": SRT.replace("00:00:01,200 -->", "00:61:01,200 -->"),
    "captions-time:4": SRT.replace("Câu một.\n\n2\n", "Câu một.\n"),
    "captions-time:10": SRT + "\nHết phim.\nCảm ơn.\n",
    "captions-none:1": "WEBVTT\n",
}


@pytest.mark.parametrize("where", WRONG)
def test_each_fault_is_told_at_its_line(tmp_path: Path, where: str) -> None:
    """One sentence at the line, the line shown with a caret, and nothing is published of the file."""
    found, problems = read(tmp_path, WRONG[where])
    assert ([f"{p.kind}:{p.place.line}" for p in problems], found) == ([where], None)
    for language in ("vi", "en"):
        assert "^" in problems[0].render(language) or not problems[0].place.text
        assert problems[0].advice(language)


def test_what_overlaps_is_cut_short_and_noted(tmp_path: Path) -> None:
    """Captions as machines write them, each beginning before the last has ended: one note, no gap."""
    data = SRT.replace("--> 00:00:01,000", "--> 00:00:01,700")
    found, problems = read(tmp_path, data)
    assert found == ((0.0, 1.2, "Câu một."), (1.2, 2.0, "Câu hai."))
    assert [(p.kind, p.severity, p.place.line) for p in problems] == [
        ("captions-overlap", "warning", 6)
    ]


def test_many_faults_of_one_kind_are_not_all_told(tmp_path: Path) -> None:
    """A file of another programme would fill the screen."""
    found, problems = read(tmp_path, "Một dòng.\nHai dòng.\n\n" * 40)
    assert (found, len(problems)) == (None, 10)


def test_a_file_that_is_no_text_is_told_as_such(tmp_path: Path) -> None:
    """A Word file under a false name."""
    assert [p.kind for p in read(tmp_path, b"PK\x03\x04word")[1]] == ["file-not-text"]
