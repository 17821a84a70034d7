"""Interface words that a page's language lacks: they stand there in Vietnamese and say so (WCAG 3.1.2).

Words are lent while the template runs, without a thought of where they will stand, and told once the
page is whole: in text as `<span lang>`; in the attribute of a control, or of an element that a script
will fill, as its `lang`; in what an element with other words of its own keeps for a script as
`data-tongue`; the label of such an element moves into a hidden `<span lang>`. Elsewhere not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from markupsafe import Markup

FIRST = "vi"
"""The language every interface word has."""

_OPEN, _SHUT = "\ufdd0", "\ufdd1"
"""Noncharacters (Unicode 23.7): no text means anything by them."""

_LEFT, _RIGHT = Markup(_OPEN), Markup(_SHUT)  # noqa: S704 - two signs of our own

_PIECE = re.compile(f"{_OPEN}([^{_OPEN}{_SHUT}<]*){_SHUT}")
_NO_TEXT = re.compile(r"(<(script|style|title)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<[a-z0-9]+")
_CONTROL = re.compile(r"<(?:button|input|audio|video|svg|img)\b")
_LABEL = re.compile(f' aria-label="{_OPEN}([^"{_OPEN}{_SHUT}]*){_SHUT}"')
_KEPT = re.compile(f' data-[a-z-]+="[^"]*{_OPEN}')


def lend(words: str) -> str:
    """The Vietnamese `words`, for a page in another language; markup stays markup."""
    if isinstance(words, Markup):
        return _LEFT + words + _RIGHT
    return f"{_OPEN}{words}{_SHUT}"


def own(value: object) -> object:
    """A value that fills a hole in lent words: it is none of them, and speaks for itself."""
    if isinstance(value, Markup):
        return _RIGHT + value + _LEFT
    return f"{_SHUT}{value}{_OPEN}" if isinstance(value, str) else value


def told(html: str) -> str:
    """The finished page, in which lent words carry their language."""
    if _OPEN not in html:
        return html
    pieces = _NO_TEXT.split(html)  # text, what is none, the name of its element, text, …
    texts, tags = pieces[::3], [*pieces[1::3], ""]
    ends = [
        not text and tag.startswith("</") for text, tag in zip(texts[1:], tags[1:], strict=True)
    ]
    said = zip(texts, tags, [*ends, False], strict=True)
    numbers = count(1)
    return "".join(_in_text(text) + _in_tag(tag, numbers, empty=end) for text, tag, end in said)


def _in_text(text: str) -> str:
    return _bare(_PIECE.sub(_spoken, text))


def _spoken(piece: re.Match[str]) -> str:
    words = piece[1]
    if not any(sign.isalpha() for sign in words):
        return words
    return f'<span lang="{FIRST}">{words}</span>'


def _in_tag(tag: str, numbers: Iterator[int], *, empty: bool) -> str:
    """A control's words are its label; those of an element still empty are what a script will say in it."""
    name = _NAME.match(tag)
    if _OPEN not in tag or not name:
        return _bare(tag)
    if empty or _CONTROL.match(tag):
        return _bare(tag if " lang=" in tag else _with(tag, name, f'lang="{FIRST}"'))
    if _KEPT.search(tag):
        tag = _with(tag, name, f'data-tongue="{FIRST}"')
    label = _LABEL.search(tag)
    if label is None:
        return _bare(tag)
    own = f"Lent-{next(numbers)}"
    tag = _LABEL.sub(f' aria-labelledby="{own}"', tag)
    return f'{_bare(tag)}<span id="{own}" lang="{FIRST}" hidden>{label[1]}</span>'


def _with(tag: str, name: re.Match[str], more: str) -> str:
    return f"{name[0]} {more}{tag[name.end() :]}"


def _bare(text: str) -> str:
    return text.replace(_OPEN, "").replace(_SHUT, "")
