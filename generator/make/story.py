"""The story's Markdown → safe HTML, cut where a `[[block]]` is placed.

The dialect is small on purpose: headings, paragraphs, lists, quotes, emphasis and source marks
`[^s1]`. Whatever Python-Markdown makes of hostile text is cleaned by nh3 afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from textwrap import shorten

import nh3
from markdown import Markdown
from markupsafe import Markup

from generator import marks

_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "sup", "a", "br", "hr", "code",
    "span", "small",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "small": {"class"}}
# A run of spaces is looked at from its beginning alone: from each of them it would take for ever.
_MARKS = re.compile(r"(?<![ \t])(?:[ \t]*\[\^[^\[\]\s<>]{1,100}\])+")
"""Source marks that stand together, in HTML: no tag is part of one."""

_NOT_IN_DIALECT = ("html", "link", "image_link", "reference", "image_reference", "short_reference",
                   "short_image_ref", "autolink", "automail")  # fmt: skip
_NOT_IN_DIALECT_BLOCKS = ("code", "reference")
"""What *read* refuses; not looked for here either, which more than halves the time a story takes."""

_RARE = {"backtick": "`", "escape": "\\", "entity": "&"}
"""Patterns and the sign without which none of them matches: not looked for where no sign stands."""

_HEADING = re.compile(r"<(/?)h([1-6])>")

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

_JOINER = "\u2060"  # WORD JOINER: a source mark never starts a line

DESCRIBED = 200
"""Characters of a description: what search engines and messengers show of it, and a little more."""

Cite = Callable[[str], tuple[int, str] | None]
Doubt = Callable[[tuple[str, ...]], str]


def _none(_ids: tuple[str, ...]) -> str:
    return ""


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
    rare = any(sign in text for sign in _RARE.values())
    html = _clean(_HEADING.sub(_level, _parser(rare=rare).reset().convert(text)))
    return _MARKS.sub(lambda found: _cited(found[0], cite, doubt), html)


def opening(text: str) -> str:
    """The first paragraph without its markup, for a line that describes a page; '' if there is none."""
    html = "".join(value for kind, value in render(text, lambda _: None) if kind == "html")
    paragraphs = _PARAGRAPH.findall(html)
    words = (Markup(marks.SOURCE.sub("", html)).striptags() for html in paragraphs)  # noqa: S704 - to be plain
    return shorten(next(filter(None, words), ""), DESCRIBED, placeholder=" …")


def _level(tag: re.Match[str]) -> str:
    """A heading above or below those a story may have is taken for the nearest of them."""
    return f"<{tag[1]}h{min(max(int(tag[2]), 2), 4)}>"


def _cited(found: str, cite: Cite, doubt: Doubt) -> str:
    """`[^s1][^s2]` as links to the sources, and what must be said of them together.

    Done after cleaning, in words that are ours. A mark nobody knows stays as text.
    """
    ids = tuple(marks.SOURCE.findall(found))
    known = [place for name in ids if (place := cite(name))]
    if len(known) < len(ids):
        return found
    links = "".join(f'<a href="{escape(address)}">[{number}]</a>' for number, address in known)
    sup = f"<sup>{_JOINER}{links}</sup>"
    words = doubt(ids)
    return f'<span>{sup} <small class="hedge">({escape(words)})</small></span>' if words else sup


@cache
def _parser(*, rare: bool) -> Markdown:
    parser = Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")  # raw HTML is text here, never markup
    parser.treeprocessors.deregister("prettify")  # line ends that a page does without
    for name in (*_NOT_IN_DIALECT, *(() if rare else _RARE)):
        parser.inlinePatterns.deregister(name)
    for name in _NOT_IN_DIALECT_BLOCKS:
        parser.parser.blockprocessors.deregister(name)
    return parser


def _clean(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None)
