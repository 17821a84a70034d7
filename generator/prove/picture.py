"""What each painted path of a plate is: code, words, frame or ground; what may lie over or beside it.

Words stay bare of all that is painted later, and the PDF's own plates (engraving, white) hold just
what the plate's size asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.make.symbol import QUIET
from generator.prove.painted import Painted, around, touch
from generator.prove.plaque_pdf import Fault, Found, Page, inside, is_rectangle

INLAY = QUIET + 2
"""Modules around a symbol that its panel and what is laid round that reach to: they are not engraved."""


@dataclass(frozen=True)
class Parts:
    """Numbers of the painted paths that are engraved: codes, words and frames; all others are grounds."""

    codes: frozenset[int]
    words: frozenset[int]
    frames: frozenset[int]


def parts_of(page: Page, symbols: tuple[Found, ...]) -> Parts:
    """The parts of a plate's picture on which these symbols were found."""
    codes = frozenset(found.index for found in symbols)
    panels = [found.around(INLAY) for found in symbols]
    picture = {n: path for n, path in enumerate(page.painted) if path.ink and n not in codes}
    words = frozenset(n for n, path in picture.items() if path.said)
    frames = (
        n
        for n in picture.keys() - words
        if not page.is_ground(n) and not any(inside(picture[n].box, panel) for panel in panels)
    )
    return Parts(codes, words, frozenset(frames))


def prove_words(page: Page, parts: Parts) -> Iterator[Fault]:
    """plaque-words-covered for words with anything but other words painted into their box later."""
    for number in sorted(parts.words):
        words = page.painted[number]
        later = range(number + 1, len(page.painted))
        if any(_covers(page.painted[n], words, said=n in parts.words) for n in later):
            x, y = words.box[0] - page.trim[0], words.box[1] - page.trim[1]
            yield Fault("plaque-words-covered", f"({x:.2f}, {y:.2f})")


def _covers(path: Painted, words: Painted, *, said: bool) -> bool:
    """Whether a path enters the box of words; if it is `said` words too, that of a letter of theirs."""
    if not touch(path.box, words.box):
        return False
    return any(path.enters(box) for box in (map(around, words.outlines) if said else (words.box,)))


def prove_spots(page: Page, parts: Parts, *, engraved: bool, white: bool) -> Iterator[Fault]:
    """What is filled on plates beside C, M, Y and K: one flood if `white`, all `parts` if `engraved`.

    plaque-spot-white and plaque-spot-engraving for anything missing, more, twice or of another shape,
    or on one plate with the other.
    """
    floods, lines = list[Painted](), list[Painted]()
    for path in page.painted:
        if path.spot and not path.stroked:
            flood = is_rectangle(path) and inside(page.bleed, path.box)
            (floods if flood else lines).append(path)
    names = {path.spot for path in lines}
    if len(floods) != white or names & {path.spot for path in floods}:
        yield Fault("plaque-spot-white", "")
    wanted = parts.codes | parts.words | parts.frames if engraved else frozenset[int]()
    drawn = Counter(path.outlines for path in lines)
    if len(names) > 1 or drawn != Counter(page.painted[n].outlines for n in wanted):
        yield Fault("plaque-spot-engraving", "")
