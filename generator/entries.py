"""What pages lead to: what can be found by a search, and the steps of a trail."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Source, Text

KINDS = ("site", "trail", "part", "person", "event", "record", "page")
"""Kinds of entries, in the order in which equals are shown; a script knows them by their number."""

Said = tuple[str, ...]
"""Words; then their language where it is not the page's; then a remark to stand behind them."""


def said(text: Text, language: str) -> Said:
    """The words in `language`, else in the language there is, which is then named."""
    words, own = text.best(language)
    return (words,) if own == language else (words, own)


@dataclass(frozen=True)
class Entry:
    """One of `KINDS`: its name, its address from the root of the edition, and lines that are searched, too.

    `number` is the one a stop bears on the spot (0: none).
    """

    kind: str
    name: Said
    address: str
    lines: tuple[Said, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Step:
    """A place of a trail. `key` is `site` or `site#part`, `line` says where it is or in which site.

    `metres` is the straight way to the next step, 0 where a point is not known well enough.
    """

    key: str
    name: Said
    address: str
    line: Said = ()
    text: Said = ()
    metres: int = 0
    solemn: bool = False


@dataclass(frozen=True)
class Walk:
    """A trail in one language; on a site's page without its steps: it is number `here` of `count`."""

    name: Said
    text: Said
    address: str
    steps: tuple[Step, ...]
    sources: tuple[Source, ...] = ()
    here: int = 0
    count: int = 0
