"""How text finds its size and its lines: the largest size that fits, broken where it reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.make.lettering import ZWSP, clean, measure

STEP = 0.97
"""Each size tried is 3 % smaller than the one before: finer than the eye tells apart."""

LINE = 0.25
"""Badness of every line, so the least that any break can have."""

_WORD = re.compile(f"[^ \n{ZWSP}]+")


@dataclass(frozen=True)
class Fitted:
    """`lines` of text at `size` mm to the em; `width` mm is the widest."""

    lines: tuple[str, ...]
    size: float
    width: float


@dataclass(frozen=True)
class Style:
    """How a text may be set: font `role`, `best` and `least` size in mm, `lines` at most.

    `tracking` is em between letters. A `title` breaks before a capital by preference; a
    sentence does not mind.
    """

    role: str
    best: float
    least: float
    lines: int
    tracking: float = 0.0
    title: bool = False


@dataclass(frozen=True)
class Broken:
    """A text in lines: `badness` of the breaks, the `lines`, the `widest` in em."""

    badness: float
    lines: tuple[str, ...]
    widest: float


@dataclass(frozen=True)
class Words:
    """The words of a text, their widths in em, and what stands after each but the last."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    widths: tuple[float, ...]
    spaces: tuple[float, ...]
    title: bool

    def line(self, start: int, end: int) -> str:
        """The words from `start` up to `end` as one line."""
        between = (*self.gaps[start : end - 1], "")
        return "".join(w + g for w, g in zip(self.words[start:end], between, strict=True))

    def width(self, start: int, end: int) -> float:
        """The width of that line in em."""
        return sum(self.widths[start:end]) + sum(self.spaces[start : end - 1])

    def cost(self, end: int) -> float:
        """What breaking after word `end` costs the sense; nothing at the end and at a newline.

        Vietnamese writes each syllable apart: a capital opens a compound (Ủy ban) or runs
        through a name (Nam Bộ), so a title breaks best before the first capital.
        """
        if end == len(self.words) or self.gaps[end - 1] == "\n":
            return 0.0
        before, after = self.words[end - 1], self.words[end]
        if before[-1] == "/":
            return 1.0  # a printed address breaks only when it cannot be one line
        if before[-1] in ",;:.–·":
            return 0.0
        if after[0] in "–-":
            return 0.6  # a dash belongs to what stands before it
        if after[0].isdigit():
            return 0.25
        if before[-1].isdigit():
            return 0.1
        if before[0].isupper() and after[0].isupper():
            return 0.3
        return self._title_cost(before, after) if self.title else 0.05

    def _title_cost(self, before: str, after: str) -> float:
        if before[0].isupper():
            return 0.2
        return 0.0 if after[0].isupper() else 0.08


def fit(text: str, style: Style, width: float, language: str = "vi") -> Fitted | None:
    """The setting of `text` in `width` mm that weighs size against good breaks; None if none fits.

    A larger size is worth a little raggedness, but not a name torn in two.
    """
    found: tuple[float, Fitted] | None = None
    for size in _sizes(style):
        shrunk = 2.0 * (1.0 - size / style.best)
        if found and LINE + shrunk >= found[0]:
            break  # no break is so good that it makes up for the smaller letters
        broken = break_lines(text, style, width / size, language)
        if broken is None:
            continue
        score = broken.badness + shrunk
        if found is None or score < found[0]:
            found = score, Fitted(broken.lines, size, broken.widest * size)
    return found[1] if found else None


def break_lines(text: str, style: Style, width: float, language: str) -> Broken | None:
    """The best break of `text` into at most `style.lines` lines of `width` em; None if none fits.

    Breaks at spaces and ZWSP, and always at a newline.
    """
    words = _words(clean(text), style.role, style.tracking, language, title=style.title)
    return _broken(words, round(width, 6), style.lines)


@lru_cache(maxsize=4096)
def _broken(words: Words, width: float, most: int) -> Broken | None:
    """Dynamic programming: `rows[n][end]` is the best setting of `end` words in n lines."""
    count = len(words.words)
    rows: list[dict[int, Broken]] = [{0: Broken(0.0, (), 0.0)}]
    for _ in range(most):
        row: dict[int, Broken] = {}
        for start, before in rows[-1].items():
            for end, wide in _ends(words, start, width):
                # Uneven lines cost a little, a further line a little more.
                slack = 1 - wide / width
                badness = before.badness + 0.2 * slack * slack + LINE + words.cost(end)
                if end not in row or badness < row[end].badness:
                    lines = (*before.lines, words.line(start, end))
                    row[end] = Broken(badness, lines, max(before.widest, wide))
        rows.append(row)
    finals = [row[count] for row in rows if count in row]
    return min(finals, key=lambda made: made.badness, default=None)


def _ends(words: Words, start: int, width: float) -> Iterator[tuple[int, float]]:
    """Where a line that begins with word `start` may end, and how wide it then is in em."""
    for end in range(start + 1, len(words.words) + 1):
        wide = words.width(start, end)
        if wide > width:
            return
        yield end, wide
        if end <= len(words.gaps) and words.gaps[end - 1] == "\n":
            return


def _sizes(style: Style) -> Iterator[float]:
    size = style.best
    while size > style.least:
        yield size
        size *= STEP
    yield style.least


@lru_cache(maxsize=1024)
def _words(text: str, role: str, tracking: float, language: str, *, title: bool) -> Words:
    # The whole text first: a missing glyph is then reported with all of it, not with one word.
    measure(text.replace("\n", " "), role, language, tracking)
    found = list(_WORD.finditer(text))
    gaps = tuple(_gap(text[here.end() : after.start()]) for here, after in pairwise(found))
    space = measure("n n", role, language, tracking) - measure("nn", role, language, tracking)
    return Words(
        words=tuple(match.group() for match in found),
        gaps=gaps,
        widths=tuple(measure(match.group(), role, language, tracking) for match in found),
        spaces=tuple(space if gap == " " else tracking for gap in gaps),
        title=title and language == "vi",
    )


def _gap(between: str) -> str:
    if "\n" in between:
        return "\n"
    return " " if " " in between else ZWSP
