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

TAG = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)|/[A-Za-z]|!--|!\[|!DOCTYPE|\?)[^<>]{0,40}>?",
    re.IGNORECASE,
)
"""An HTML tag, whole or begun."""

AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>")
IMAGE = re.compile(r"!\[[^\]\n]{0,300}\](?:\(|\[)")
LINK = re.compile(r"(?<!!)\[(?!\^)[^\[\]\n]{0,300}\](?:\([^)\n]*\)?|\[[^\]\n]*\])")
"""A link in Markdown; blank out source and block marks first."""

STRESS = re.compile(
    r"\*\*[^*\n]{1,300}\*\*|(?<![\w*])\*[^\s*][^*\n]{0,300}\*(?![\w*])|"
    r"(?<![\w_])__[^_\n]{1,300}__(?![\w_])|^ {0,3}#{1,6} .{0,300}",
    re.MULTILINE,
)
"""Bold, italic and headings."""

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


def foreign(text: str) -> str:
    """The first tag, link or picture in it, '' if there is none."""
    if "<" not in text and "](" not in text and "][" not in text:
        return ""
    plain = SOURCE.sub(_blank, BLOCK.sub(_blank, text))
    tried = (pattern.search(plain) for pattern in (TAG, AUTOLINK, IMAGE, LINK))
    return next((match[0] for match in tried if match), "")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def pieces(text: str) -> tuple[tuple[str, str], ...]:
    """(kind, value) in order: ('text', words) and ('block', id)."""
    parts = _PLACED.split(text) if "[[" in text else [text]
    return tuple(("block" if n % 2 else "text", part) for n, part in enumerate(parts))
