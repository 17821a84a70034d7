"""Signs in a story that do something else than a writer of other Markdown expects: each gets a note."""

from __future__ import annotations

import re

from generator.problems import Problems
from generator.read.encoding import TextFile

_STRESSED = re.compile(
    r"(?<=\w)(\*{1,2})\w(?:[^*\n]*\w)?\1(?=\w)|(?<![\w_])__[A-Za-z0-9]+__(?![\w_])"
)
"""Stars between numbers or within a word, and names of programs: they make words slanted or bold."""

_SHOWN = re.compile(
    r"~~[^~\n]+~~|==[^=\n]+==|^\s*[-*+]\s+(\[[ xX]\])(?=\s)|^(#{7,})(?=\s)|"
    r"(?<![\w@/.<])(?<!\]\()(?<!\]: )(?:https?://|www\.)[^\s<>()\[\]]+"
)
"""Struck and marked words, boxes to tick, a seventh level of headings, bare addresses: shown as written."""

_SIGNS = re.compile(r"~~|==|\[[ xX]\]|#######|://|www\.")


def check_unmeant(file: TextFile, first: int, problems: Problems) -> None:
    """A note at each such sign from the line of index `first` on."""
    for number, line in enumerate(file.lines[first:], first + 1):
        if "*" in line or "__" in line:
            for match in _STRESSED.finditer(line):
                place = file.place(number, match.start() + 1, len(match[0]))
                problems.warn("markdown-stress-inside", place, found=match[0])
        if _SIGNS.search(line):
            for match in _SHOWN.finditer(line):
                found = match[match.lastindex or 0]
                start = match.start(match.lastindex or 0)
                problems.warn(
                    "markdown-shown", file.place(number, start + 1, len(found)), found=found
                )
