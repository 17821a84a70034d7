"""The first use of each word of the glossary in a story, linked to the word's one sentence.

Done in HTML that is already clean: only our own tag is put around words that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from generator.model.glossary import Term, use_of

Pieces = tuple[tuple[str, str], ...]
"""What `story.render` gives: ('html', clean HTML) and ('block', id)."""

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|[^<]+")
_APART = {"h2", "h3", "h4", "a", "code", "small", "sup"}
"""Elements whose words stay as they are: headings, links, remarks."""


def glossed(
    pieces: Pieces, terms: tuple[Term, ...], language: str, tag: Callable[[str], str]
) -> Pieces:
    """The same pieces with the first use of each term within `tag(id)` … `</a>`."""
    words = tuple((t.id, escape(t.word.get(language) or "", quote=False)) for t in terms)
    if not words:
        return pieces
    left = {f"t{index}": term.id for index, term in enumerate(terms)}
    uses = use_of(words, language)

    def link(found: re.Match[str]) -> str:
        name = left.pop(found.lastgroup or "", None)
        return f"{tag(name)}{found[0]}</a>" if name else found[0]

    return tuple(
        (
            kind,
            value
            if kind == "block"
            else "".join(_linked(value, lambda text: uses.sub(link, text))),
        )
        for kind, value in pieces
    )


def _linked(html: str, link: Callable[[str], str]) -> Iterator[str]:
    """The HTML token by token, its words linked where they may be."""
    deep = 0
    for token in _TOKEN.finditer(html):
        if token[2]:
            deep += (token[2] in _APART) * (-1 if token[1] else 1)
            yield token[0]
        else:
            yield token[0] if deep else link(token[0])
