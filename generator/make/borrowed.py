"""Texts that a page has in another language than its own: it says so to the eye, too.

What a page's language lacks stands there in another, as `<span lang>` (WCAG 3.1.2). Once the page is
whole, a note follows such words: '(in Vietnamese)'. Where a section has many of them, one sentence
below its heading says it for all. Neither is ever a part of a link or of a heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

MANY = 3
"""From so many in one section on, one sentence says it."""

_SIGN = "\ufdd2"
"""A noncharacter, as in `lent`: it tells such words from all others that name their language."""

_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_BORROWED = re.compile(
    rf'<(?P<ends>/?)(?P<part>section|details)\b[^>]*>|<(?P<tag>span|div) lang="(?P<language>[a-z]+)">{_SIGN}'
)
_HEADING_ENDS = re.compile(r"</(?:h[1-6]|summary)>|<(?:section|details)\b")
_NAMED = re.compile(r"<(/?)(?:a|button|summary|h[1-6])\b[^>]*>")


def borrow(html: Markup, language: str, tag: str = "span") -> Markup:
    """Words in another language than the page's; `tag` is `div` for what stands in paragraphs."""
    return Markup(f'<{tag} lang="{{}}">{_SIGN}{{}}</{tag}>').format(language, html)  # noqa: S704 - ours


def told(html: str, say: Callable[..., str]) -> str:
    """The finished page with its notes; `say` has the interface words, as `Words.w`."""
    if _SIGN not in html:
        return html
    return _MAIN.sub(lambda main: _noted(main[0], say), html).replace(_SIGN, "")


def _noted(main: str, say: Callable[..., str]) -> str:
    for at, note in sorted(set(_notes(main, say)), reverse=True):
        main = main[:at] + note + main[at:]
    return main


def _notes(main: str, say: Callable[..., str]) -> Iterator[tuple[int, str]]:
    """(where, markup) of each note; the same twice where one link holds two such words."""
    for (start, language), ends in _by_section(main).items():
        name = say(f"in-{language}")
        if len(ends) < MANY:
            words = escape(say("borrowed", name=name))
            yield from (
                (_outside(main, end), f' <small class="hedge">({words})</small>') for end in ends
            )
        else:
            heading = _HEADING_ENDS.search(main, start)
            at = heading.end() if heading and heading[0].startswith("</") else start
            words = escape(say("borrowed-many", name=name))
            yield _outside(main, at), f'<p><small class="hedge">{words}</small></p>'


def _by_section(main: str) -> dict[tuple[int, str], list[int]]:
    """Where borrowed words end, by where their section's content starts and by language.

    What is folded within a section belongs to it.
    """
    found = defaultdict[tuple[int, str], list[int]](list)
    top = main.index(">") + 1
    open_ = [top]
    for sign in _BORROWED.finditer(main):
        if sign["tag"]:
            end = f"</{sign['tag']}>"
            found[open_[-1], sign["language"]].append(main.index(end, sign.end()) + len(end))
        elif sign["ends"]:
            open_.pop()
        else:
            own = sign["part"] == "section" or open_[-1] == top
            open_.append(sign.end() if own else open_[-1])
    return found


def _outside(main: str, at: int) -> int:
    """The next place behind the links, headings and buttons that `at` lies in."""
    while (tag := _NAMED.search(main, at)) and tag[1]:
        at = tag.end()
    return at
