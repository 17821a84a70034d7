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
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "sup", "a", "br", "hr", "code",
    "span", "small",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "small": {"class"}}
_MARKS = rf"(?:[ \t]*{marks.SOURCE.pattern})+"
_NOT_IN_DIALECT = ("html", "link", "image_link", "reference", "image_reference", "short_reference",
                   "short_image_ref", "autolink", "automail")  # fmt: skip
"""What *read* refuses; not looked for here either, which halves the time a story takes."""

_JOINER = "\u2060"  # WORD JOINER: a source mark never starts a line


Cite = Callable[[str], tuple[int, str] | None]
Doubt = Callable[[tuple[str, ...]], str]


def _none(_ids: tuple[str, ...]) -> str:
    return ""


class _SourceMarks(InlineProcessor):
    """`[^s1][^s2]` → links to the sources, and what must be said of them together.

    A mark nobody knows stays as text.
    """

    def __init__(self, md: Markdown, cite: Cite, doubt: Doubt) -> None:
        super().__init__(_MARKS, md)
        self.cite, self.doubt = cite, doubt

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's form
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        ids = tuple(marks.SOURCE.findall(m[0]))
        cited = [self.cite(name) for name in ids]
        known = [found for found in cited if found]
        if len(known) < len(cited):
            return None, None, None
        whole = Element("span")
        sup = SubElement(whole, "sup")
        sup.text = _JOINER
        for number, address in known:
            SubElement(sup, "a", {"href": address}).text = f"[{number}]"
        if words := self.doubt(ids):
            sup.tail = " "
            SubElement(whole, "small", {"class": "hedge"}).text = f"({words})"
        return (whole if words else sup), m.start(0), m.end(0)


def render(body: str, cite: Cite, doubt: Doubt = _none) -> tuple[tuple[str, str], ...]:
    """(kind, value) in order: ('html', clean HTML) and ('block', id) where the story places one.

    `cite` gives (printed number, link) of a source id, None if there is none; `doubt` what must be
    said of sources that stand together, '' if nothing.
    """
    made = (
        (kind, value) if kind == "block" else ("html", inline(value, cite, doubt))
        for kind, value in marks.pieces(body)
    )  # fmt: skip
    return tuple((kind, value) for kind, value in made if value.strip())


def inline(text: str, cite: Cite, doubt: Doubt = _none) -> str:
    """A short text of one paragraph or a few, as clean HTML."""
    return _clean(_convert(text, cite, doubt))


def _convert(body: str, cite: Cite, doubt: Doubt) -> str:
    parser = _parser()
    parser.inlinePatterns.register(_SourceMarks(parser, cite, doubt), "source-mark", 175)
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
