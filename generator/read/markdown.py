"""Markdown files: a head of fields between `---` lines, then the story, guarded before any renderer.

The dialect is small on purpose (headings, paragraphs, lists, bold, italic, quotations, `[^source]` and
`[[block]]` marks): raw HTML, links and pictures are named with their place. Runs of brackets and deep
nesting are refused, because Python-Markdown takes minutes over 20 KB of `[` (its issue #798).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import marks
from generator.problems import Place, Problems
from generator.read.encoding import TextFile, hidden, read_text
from generator.read.node import Node
from generator.read.pasted import check_pasted
from generator.read.unmeant import check_unmeant
from generator.read.yaml import nodes
from generator.words import in_both, whole

MAX_BYTES = 200_000
"""Largest Markdown file read, in bytes."""

MAX_SIGNS = 200
"""Most of one sign (`*`, `_`, `` ` ``, `<`, `!`…) in one paragraph."""

MAX_OPEN = 20
"""Most brackets open at once in one paragraph."""

MAX_LEVELS = 10
"""Deepest nesting of lists and quotations."""

MAX_LINES = 5_000
"""Most lines of one story; Python-Markdown needs the square of the number of blocks."""

_FENCE = re.compile(r"^---\s*$")
_FIELD = re.compile(r"^[a-z_]{2,30}:(?:\s|$)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,100})\]:\s*\S")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_LIST = re.compile(r"^\s*(?:[-+*]|\d+[.)])\s")
_SIGNS = "*_`<!&\\("


@dataclass(frozen=True)
class Markdown:
    """A read Markdown file: `front` the head's fields, `body` the story from line `first_line` of `file`.

    `broken` says that there is a head but its fields could not be read (and why has been said).
    """

    front: Node | None
    body: str
    first_line: int
    file: str
    broken: bool = False

    def sources(self) -> Iterator[tuple[str, Place]]:
        """Each `[^id]` mark with its place."""
        return self._marks(marks.SOURCE)

    def blocks(self) -> Iterator[tuple[str, Place]]:
        """Each `[[id]]` mark with its place."""
        return self._marks(marks.BLOCK)

    def paragraphs(self) -> Iterator[tuple[str, Place]]:
        """Each paragraph as one line, with the place where it begins."""
        start, lines = 0, self.body.split("\n")
        for number, line in enumerate([*lines, ""]):
            if not line.strip():
                if number > start:
                    joined = " ".join(" ".join(lines[start:number]).split())
                    yield joined, self.place(start, 1, len(lines[start]))
                start = number + 1

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """The place in the file of a line (from 0) and column (from 1) of the body."""
        text = self.body.split("\n")[line]
        return Place(self.file, self.first_line + line, column, text, width)

    def _marks(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
        for number, line in enumerate(self.body.split("\n")):
            for match in pattern.finditer(line):
                place = Place(
                    self.file, self.first_line + number, match.start() + 1, line, len(match[0])
                )
                yield match[1].strip(), place


def read_markdown(path: Path, root: Path, problems: Problems) -> Markdown | None:
    """Head and story of the file; the story is '' where a renderer should not see it."""
    file = read_text(path, root, MAX_BYTES, problems)
    return None if file is None else story(file, problems)


def story(file: TextFile, problems: Problems) -> Markdown:
    """As `read_markdown`, for text that is already decoded."""
    front, first = _front(file, problems)
    lines = file.lines[first:]
    safe = _guard(file, first, problems)
    tags = safe and _check(file, first, problems)
    if safe:
        check_pasted(file, first, problems)
        check_unmeant(file, first, problems)
    body = "\n".join(lines) if safe else ""
    if tags:  # named already; a renderer that shows the rest must not meet them
        body = body.replace("<", " ")
    broken = first > 0 and front is None
    return Markdown(front, body, first + 1, file.name, broken)


def _front(file: TextFile, problems: Problems) -> tuple[Node | None, int]:
    """The head's fields and the index of the first line behind it."""
    lines = file.lines
    opening = next((i for i, line in enumerate(lines) if line.strip()), 0)
    closing = next((i for i, line in enumerate(lines) if i > opening and _FENCE.match(line)), 0)
    if not _FENCE.match(lines[opening]):
        if not _FIELD.match(lines[opening]) or not closing:
            return None, 0
        problems.add("front-not-first", file.place(opening + 1))
        opening -= 1
    elif not closing:
        problems.add("front-open", file.place(opening + 1, 1, 3))
        return None, len(lines)
    # Empty lines in front keep the line numbers of the file.
    head = [""] * (opening + 1) + list(lines[opening + 1 : closing])
    if all(
        line.lstrip()[:1] in ("", "#") for line in head
    ):  # what it lacks is for the model to say
        return Node("map", (), file.place(opening + 1, 1, 3)), closing + 1
    return nodes(TextFile(file.name, "\n".join(head)), problems), closing + 1


def _guard(file: TextFile, first: int, problems: Problems) -> bool:
    """Whether a renderer will be done with every paragraph in no time; the first fault of each is named."""
    if len(file.lines) - first > MAX_LINES:
        place = file.place(first + MAX_LINES + 1)
        said = in_both(whole, count=len(file.lines) - first, limit=MAX_LINES)
        problems.add("markdown-too-long", place, **said)
        return False
    safe = True
    opened = 0
    counts: dict[str, int] = {}
    for number, line in enumerate(file.lines[first:], first + 1):
        if not line.strip():
            opened, counts = 0, {}
            continue
        opened = _most_open(line, opened)
        if opened > MAX_OPEN:
            _too_many("[", opened, MAX_OPEN, file.place(number, line.find("[") + 1), problems)
            return False
        for sign in _SIGNS:
            if found := line.count(sign):
                before = counts.get(sign, 0)
                counts[sign] = before + found
                if before <= MAX_SIGNS < counts[sign]:
                    place = file.place(number, line.index(sign) + 1)
                    _too_many(sign, counts[sign], MAX_SIGNS, place, problems)
                    safe = False
        if _levels(line) > MAX_LEVELS:
            problems.add("markdown-nesting", file.place(number), limit=MAX_LEVELS)
            return False
    return safe


def _too_many(sign: str, count: int, limit: int, place: Place, problems: Problems) -> None:
    problems.add("markdown-run", place, sign=sign, count=count, limit=limit)


def _most_open(line: str, opened: int) -> int:
    """Brackets open after the line, or the first count above the limit within it."""
    if "[" not in line and "]" not in line:
        return opened
    for sign in re.findall(r"[\[\]]", line):
        opened = opened + 1 if sign == "[" else max(opened - 1, 0)
        if opened > MAX_OPEN:
            return max(opened, line.count("["))
    return opened


def _levels(line: str) -> int:
    first = line[0]
    if not (first in ">-+*" or first.isspace() or first.isdigit()):
        return 0  # nearly every line
    quotes = _QUOTE.match(line)
    deep = quotes[0].count(">") if quotes else 0
    rest = line[quotes.end() :] if quotes else line
    indent = len(rest.expandtabs(4)) - len(rest.expandtabs(4).lstrip())
    bullets = re.match(r"\s*(?:(?:[-+*]|\d+[.)])\s+)+", rest)
    return deep + (indent // 2 + len(bullets[0].split()) if bullets else indent // 4)


def _check(file: TextFile, first: int, problems: Problems) -> bool:
    """Name what the dialect leaves out; whether there were tags."""
    in_list = tags = False
    body = "\n".join(file.lines[first:])
    placed = {first + 1 + body.count("\n", 0, mark.offset) for mark in marks.blocks(body)}
    for number, line in enumerate(file.lines[first:], first + 1):
        if not line.strip():
            continue
        in_list = bool(_LIST.match(line)) or (in_list and line[0] in " \t")
        before = file.lines[number - 2] if number - 2 >= first else ""
        if not in_list and not before.strip() and line.expandtabs(4).startswith("    "):
            problems.add("markdown-indent", file.place(number, 1, len(line) - len(line.lstrip())))
        for match, kind in hidden(line):
            place = file.place(number, match.start() + 1, len(match[0]))
            problems.add(kind, place, code=match[0])
        _check_brackets(line, number, file, problems)
        if number not in placed:
            _check_block_marks(line, number, file, problems)
        tags = ("<" in line and _check_tags(line, number, file, problems)) or tags
    return tags


def _check_tags(line: str, number: int, file: TextFile, problems: Problems) -> bool:
    """Name the first tag and each `<address>` of the line; whether there were any."""
    links = list(marks.AUTOLINK.finditer(line))
    for match in links:
        problems.add("markdown-link", file.place(number, match.start() + 1, len(match[0])))
    tags = list(marks.TAG.finditer(marks.AUTOLINK.sub(lambda m: " " * len(m[0]), line)))
    for match in tags[:1]:
        place = file.place(number, match.start() + 1, len(match[0]))
        problems.add("markdown-html", place, found=match[0])
    return bool(links or tags)


def _check_brackets(line: str, number: int, file: TextFile, problems: Problems) -> None:
    if "[" not in line:
        return
    if match := _DEFINITION.match(line):
        place = file.place(number, match.start(1), len(match[1]) + 2)
        if match[1].startswith("^"):
            problems.add("markdown-footnote", place, name=match[1][1:])
        else:
            problems.add("markdown-link", place)
        return
    for match in marks.IMAGE.finditer(line):
        problems.add("markdown-image", file.place(number, match.start() + 1, len(match[0]) - 1))
    rest = marks.BLOCK.sub(lambda m: " " * len(m[0]), line)
    for match in marks.LINK.finditer(marks.SOURCE.sub(lambda m: " " * len(m[0]), rest)):
        problems.add("markdown-link", file.place(number, match.start() + 1, len(match[0])))


def _check_block_marks(line: str, number: int, file: TextFile, problems: Problems) -> None:
    """A block mark that does not stand alone would be shown as it is written."""
    for match in marks.BLOCK.finditer(line):
        place = file.place(number, match.start() + 1, len(match[0]))
        problems.add("markdown-block-inline", place, found=match[0])
