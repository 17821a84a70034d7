"""Marks in texts: `[^s1]` names a source, `[[id]]` alone between empty lines places a block.

*read* says where a mark may not stand, *check* what it must name, *make* what it becomes: all three
ask here what is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOURCE = re.compile(r"\[\^([^\[\]\s]{1,100})\]")
"""A source mark; its id."""

BLOCK = re.compile(r"\[\[([^\[\]\n]{0,100})\]\]")
"""Whatever is written like a block mark, wherever it stands; its id."""

_PLACED = re.compile(
    rf"(?:\A|(?:\A|\n)[^\S\n]*\n){BLOCK.pattern}[^\S\n]*(?=\n[^\S\n]*(?:\n|\Z)|\Z)"
)


@dataclass(frozen=True)
class Mark:
    """A mark: the id it names, and the offset and width of the whole of it in its text."""

    id: str
    offset: int
    width: int


def sources(text: str) -> Iterator[Mark]:
    """Every source mark."""
    return (Mark(m[1], m.start(), len(m[0])) for m in SOURCE.finditer(text))


def blocks(text: str) -> Iterator[Mark]:
    """Every block mark that stands alone and so places a block."""
    found = _PLACED.finditer(text) if "[[" in text else ()  # plain search is far quicker
    return (Mark(m[1], m.start(1) - 2, len(m[1]) + 4) for m in found)


def pieces(text: str) -> tuple[tuple[str, str], ...]:
    """(kind, value) in order: ('text', words) and ('block', id)."""
    parts = _PLACED.split(text) if "[[" in text else [text]
    return tuple(("block" if n % 2 else "text", part) for n, part in enumerate(parts))
