"""Captions as SubRip (.srt) or WebVTT (.vtt): when each is shown, and its words without any markup.

Both are read alike, for people rename one to the other: cues with a blank line between them, each a
line of times and then words. What is published is written anew from this, so nothing else gets through.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.problems import Problems
from generator.read.encoding import SHOWN_PER_KIND, TextFile, read_text

CAPTIONS = (".srt", ".vtt")

MAX_BYTES = 300_000
"""Largest file of captions read, in bytes: ten times what a quarter of an hour of talk needs."""

_TIMES = re.compile(r"^\s*(\S+)\s+-->\s+(\S+)(?:\s.*)?$")
_CLOCK = re.compile(r"^(?:(\d{1,2}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})$")
_MARKUP = re.compile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")
_BESIDES = re.compile(r"^\ufeff?(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")

Caption = tuple[float, float, str]
"""When it is shown and when no longer, in seconds, and its words."""


def read_captions(path: Path, root: Path, problems: Problems) -> tuple[Caption, ...] | None:
    """The captions in order; None with problems at their lines where they cannot be shown as they are.

    Where one begins before another has ended, the earlier is cut short; that is only noted.
    """
    file = read_text(path, root, MAX_BYTES, problems)
    if file is None:
        return None
    told: Counter[str] = Counter()
    found = [cue for cue in (_cue(file, *part, told, problems) for part in _parts(file)) if cue]
    ordered = _in_order(file, found, told, problems)
    if not found and not told:
        problems.add("captions-none", file.place(1))
    return None if told or not found else ordered


def _parts(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, lines) of every piece between blank lines that says something."""
    first = 1
    piece: list[str] = []
    for number, line in enumerate((*file.lines, ""), 1):
        if line.strip():
            first = first if piece else number
            piece.append(line)
            continue
        if piece and not _BESIDES.match(piece[0]) and "".join(piece).strip(" 0123456789"):
            yield first, piece
        piece = []


def _cue(
    file: TextFile, first: int, lines: list[str], told: Counter[str], problems: Problems
) -> tuple[int, float, float, str] | None:
    """(line of its times, start, end, words) of a piece."""
    at = 1 if "-->" not in lines[0] and len(lines) > 1 else 0
    times = _TIMES.match(lines[at])
    start, end = (_seconds(times[1]), _seconds(times[2])) if times else (None, None)
    if start is None or end is None:
        _tell("captions-time", file, first + at, told, problems)
        return None
    for number, line in enumerate(lines[at + 1 :], first + at + 1):
        if "-->" in line:
            _tell("captions-time", file, number, told, problems)
            return None
    if end <= start:
        _tell("captions-ends-first", file, first + at, told, problems)
        return None
    words = html.unescape(" ".join(_MARKUP.sub("", line).strip() for line in lines[at + 1 :]))
    return (first + at, start, end, " ".join(words.split())) if words.strip() else None


def _seconds(written: str) -> float | None:
    """`00:01:02,500` and `01:02.5` as seconds."""
    found = _CLOCK.match(written)
    if found is None:
        return None
    hours, minutes, seconds, rest = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}")


def _in_order(
    file: TextFile,
    found: list[tuple[int, float, float, str]],
    told: Counter[str],
    problems: Problems,
) -> tuple[Caption, ...]:
    """The captions, each ending before the next begins."""
    kept: list[Caption] = []
    over = 0
    for number, start, end, words in found:
        if kept and start < kept[-1][0]:
            _tell("captions-order", file, number, told, problems)
        elif kept and start < kept[-1][1]:
            over = over or number
            kept[-1] = (kept[-1][0], start, kept[-1][2])
        kept.append((start, end, words))
    if over and not told:
        problems.warn("captions-overlap", file.place(over, 1, len(file.lines[over - 1])))
    return tuple(one for one in kept if one[1] > one[0])


def _tell(kind: str, file: TextFile, number: int, told: Counter[str], problems: Problems) -> None:
    """A fault at its line; of one kind no more than a screen holds."""
    told[kind] += 1
    if told[kind] <= SHOWN_PER_KIND:
        problems.add(kind, file.place(number, 1, len(file.lines[number - 1])))
