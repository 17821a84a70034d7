"""The story's Markdown → safe HTML, cut where a `[[block]]` is placed.

The dialect is small on purpose: headings, paragraphs, lists, quotes, emphasis and source marks
`[^s1]`. Whatever Python-Markdown makes of hostile text is cleaned by nh3 afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from generator import marks

_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "em",
    "sup",
    "a",
    "br",
    "hr",
    "code",
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_MARK = rf"[ \t]*{marks.SOURCE.pattern}"
_NOT_IN_DIALECT = ("html", "link", "image_link", "reference", "image_reference", "short_reference",
                   "short_image_ref", "autolink", "automail")  # fmt: skip
"""What *read* refuses; not looked for here either, which halves the time a story takes."""

_JOINER = "\u2060"  # WORD JOINER: a source mark never starts a line


Cite = Callable[[str], tuple[int, str] | None]


class _SourceMark(InlineProcessor):
    """`[^s1]` → a link to source 1; a mark nobody knows stays as text."""

    def __init__(self, md: Markdown, cite: Cite) -> None:
        super().__init__(_MARK, md)
        self.cite = cite

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's form
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        cited = self.cite(m[1])
        if cited is None:
            return None, None, None
        number, address = cited
        sup = Element("sup")
        sup.text = _JOINER
        link = SubElement(sup, "a", {"href": address})
        link.text = f"[{number}]"
        return sup, m.start(0), m.end(0)


def render(body: str, cite: Cite) -> tuple[tuple[str, str], ...]:
    """(kind, value) in order: ('html', clean HTML) and ('block', id) where the story places one.

    `cite` gives (printed number, link) of a source id, None if there is none.
    """
    made = (
        (kind, value) if kind == "block" else ("html", inline(value, cite))
        for kind, value in marks.pieces(body)
    )  # fmt: skip
    return tuple((kind, value) for kind, value in made if value.strip())


def inline(text: str, cite: Cite) -> str:
    """A short text of one paragraph or a few, as clean HTML."""
    return _clean(_convert(text, cite))


def _convert(body: str, cite: Cite) -> str:
    parser = _parser()
    parser.inlinePatterns.register(_SourceMark(parser, cite), "source-mark", 175)
    html: str = parser.reset().convert(body)
    return html


@cache
def _parser() -> Markdown:
    parser = Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")  # raw HTML is text here, never markup
    for name in _NOT_IN_DIALECT:
        parser.inlinePatterns.deregister(name)
    return parser


def _clean(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None)
