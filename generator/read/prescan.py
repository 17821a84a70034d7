"""What a YAML file's lines show before any parser looks: tabs, hard spaces, Word's quotes and colons.

Each find is reported with its place and mended in memory, so that the parser goes on and its own
finds come in the same run. Lines inside `|` and `>` texts are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Place, Problems
from generator.read.encoding import SHOWN_PER_KIND, TextFile

_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SUSPECT = re.compile(f"[\t{_SPACE}：“”„‟‘’‚‛″«»]")
_BLOCK_TEXT = re.compile(r"^([ \t]*)(?:- +)*(?:[^#]*:[ \t]+)?[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_HARD = re.compile(f"[{_SPACE}]")
_INDENT = re.compile(f"[ \t{_SPACE}]*")
_NBSP_STRUCTURE = re.compile(f"^[ \t]*(?:- +)*(?:-|[\\w-]{{1,40}} ?:)([{_SPACE}])")
_KEY = r"^(\s*(?:- +)*)"
_WIDE_COLON = re.compile(_KEY + r"([\w-]{1,40})(\s*)：\s*")
_CURLY_KEY = re.compile(_KEY + r"[“”„‘’«]([\w-]{1,40})[“”‘’»](\s*:)")
_HALF_CURLY = re.compile(r"(?<=[:\-,\[{] )([\"'])[^\"']*[“”„‘’]\s*$")


def prescan(file: TextFile, problems: Problems) -> tuple[list[str], set[int]]:
    """The lines as the parser shall see them, and which (from 0) were mended; finds are in `problems`."""
    lines = list(file.lines)
    if not _SUSPECT.search(file.text):
        return lines, set()
    told: dict[str, list[Place]] = {}
    for index in _structure(lines):
        if not _SUSPECT.search(lines[index]):
            continue
        for mend in (_tabs, _hard_spaces, _wide_colon, _curly_key, _half_curly):
            if found := mend(lines[index]):
                kind, column, width, lines[index] = found[3], found[1], found[2], found[0]
                told.setdefault(kind, []).append(file.place(index + 1, column, width))
    for kind, places in told.items():
        _tell(kind, places, problems)
    mended = {place.line - 1 for places in told.values() for place in places}
    return [_HARD.sub(" ", line) for line in lines], mended


def _tell(kind: str, places: list[Place], problems: Problems) -> None:
    more = len(places) - SHOWN_PER_KIND
    for number, place in enumerate(places[:SHOWN_PER_KIND], 1):
        rest = str(more) if more > 0 and number == SHOWN_PER_KIND else ""
        problems.add(kind, place, more=rest)


def _structure(lines: list[str]) -> Iterator[int]:
    """Indices of the lines that are not inside a block text (`|` or `>`)."""
    inside = -1
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if 0 <= inside < indent:
            continue
        match = _BLOCK_TEXT.match(line)
        inside = indent if match else -1
        yield index


def _tabs(line: str) -> tuple[str, int, int, str] | None:
    match = _INDENT.match(line)
    indent = match[0] if match else ""
    if "\t" not in indent or not line.strip() or line.lstrip().startswith("#"):
        return None
    column = indent.index("\t") + 1
    return (
        indent.replace("\t", "  ") + line[len(indent) :],
        column,
        indent.count("\t"),
        "tab-indent",
    )


def _hard_spaces(line: str) -> tuple[str, int, int, str] | None:
    match = _INDENT.match(line)
    hard = re.search(f"[{_SPACE}]+", match[0]) if match else None
    start, width = (hard.start(), len(hard[0])) if hard else (-1, 1)
    if not hard and (after := _NBSP_STRUCTURE.match(line)):
        start = after.start(1)
    if start < 0 or not line.strip():
        return None
    return _HARD.sub(" ", line), start + 1, width, "space-hard"


def _wide_colon(line: str) -> tuple[str, int, int, str] | None:
    match = _WIDE_COLON.match(line)
    if not match:
        return None
    mended = f"{match[1]}{match[2]}: {line[match.end() :]}"
    return mended, match.end(3) + 1, 1, "colon-wide"


def _curly_key(line: str) -> tuple[str, int, int, str] | None:
    match = _CURLY_KEY.match(line)
    if not match:
        return None
    mended = f'{match[1]}"{match[2]}"{line[match.start(3) :]}'
    return mended, match.end(1) + 1, 1, "quotes-curly"


def _half_curly(line: str) -> tuple[str, int, int, str] | None:
    match = _HALF_CURLY.search(line)
    if not match:
        return None
    end = len(line.rstrip()) - 1
    return line[:end] + match[1], end + 1, 1, "quotes-curly"
