"""What Word and Excel leave in a story: signs that make no list, tables that become no table."""

from __future__ import annotations

import re

from generator.problems import Problems
from generator.read.encoding import TextFile

_BULLET = re.compile(r"^\s*([•·▪●◦‣○■□➢✓\uf0b7\uf0a7])\s*\S")
_DASH = re.compile(r"^\s*([–—])\s+\S")
_NUMBER = re.compile(r"^\s*(\d{1,3}\))\s+\S")
_TABBED = re.compile(r"\S *\t\s*\S")


def check_pasted(file: TextFile, first: int, problems: Problems) -> None:
    """A note at the first line of each such list or table from index `first` on.

    One line with a dash is a speaker or a signature; a list has two, and so has a table with tabs.
    """
    last = ""
    lines = file.lines[first:]
    for index, line in enumerate(lines):
        after = next((text for text in lines[index + 1 : index + 3] if text.strip()), "")
        found = _found(line, after, last)
        if found and found[0] != last:
            kind, sign, start = found
            place = file.place(first + index + 1, start, len(sign))
            if kind == "table":
                problems.warn("pasted-table", place)
            else:
                right = "1." if kind == "number" else "-"
                problems.warn("pasted-bullet", place, sign=sign, right=right)
        if line.strip():
            last = found[0] if found else ""


def _found(line: str, after: str, last: str) -> tuple[str, str, int] | None:
    """(what it is, its sign, its column from 1), None for an ordinary line."""
    for kind, sign in (("bullet", _BULLET), ("number", _NUMBER)):
        if match := sign.match(line):
            return kind, match[1], match.start(1) + 1
    if (match := _DASH.match(line)) and (last == "dash" or _DASH.match(after)):
        return "dash", match[1], match.start(1) + 1
    if line.lstrip().startswith("|") and line.count("|") > 1:
        return "table", "|", line.index("|") + 1
    if (match := _TABBED.search(line)) and (last == "table" or _TABBED.search(after)):
        return "table", "\t", line.index("\t", match.start()) + 1
    return None
