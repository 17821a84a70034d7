"""Stage 2, wording: signs that a page or a plate would show as they are written, and words said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from generator import marks
from generator.check.find import Find, near
from generator.model import Project, Site
from generator.model.walk import Loc, fields_of, walk
from generator.problems import ERROR, WARNING

_HEAD = ("lede", "short", "plaque", "broadcast", "share", "easy")
"""Fields of a story's head that are plain words."""


_SIGNS = re.compile(r"[<\[*_#]")
"""Without one of these there is no mark: nearly all words are done with it."""

_NO_WORDS = frozenset({"note", "file", "url", "base", "sources", "as_of"})
"""Text fields that are no words of a page."""

_AS_CUT = frozenset({"lines", "reading"})
"""Words given letter for letter: a star or a number sign in them may stand in the stone."""


def words_are_plain(site: Site, _: Project | None) -> Iterator[Find]:
    """No tag, no link; marks and Markdown only where they are rendered: site.yaml and heads of stories."""
    known = {s.id for s in site.sources}
    for loc, words, takes in _words_of(site):
        yield from _marks_in(words, loc, known if takes else None)
        if takes and (found := marks.foreign(words)):
            yield Find(_foreign_kind(found), loc, {"found": found})
        elif not takes and (found := literal(words, loc)):
            yield Find("markup-not-here", loc, {"mark": found})
    for story in site.stories:
        for name in _HEAD:
            words = getattr(story, name) or ""
            placed = [*marks.SOURCE.finditer(words), *marks.BLOCK.finditer(words)]
            for mark in placed:
                params = _mark(mark[0], "head")
                yield Find("mark-not-here", (name,), params, language=story.language)
            if found := literal(words):
                params = {"mark": found}
                yield Find("markup-not-here", (name,), params, language=story.language)


def _marks_in(words: str, loc: Loc, known: set[str] | None) -> Iterator[Find]:
    """Marks that are not understood here; `known` sources may be named, None where no mark may stand."""
    for mark in marks.sources(words):
        if known is None:
            yield Find("mark-not-here", loc, _mark(f"[^{mark.id}]", "yaml"))
        elif mark.id not in known:
            yield Find("unknown-source", loc, near(mark.id, known))
    for found in marks.BLOCK.finditer(words):
        yield Find("mark-not-here", loc, _mark(found[0], "yaml"))


def markup(model: BaseModel) -> Iterator[tuple[Loc, str]]:
    """(place, sign) of every tag, link and Markdown in words outside a site that are shown as written."""
    for loc, words in _words(model):
        if found := literal(words, loc):
            yield loc, found


def _words_of(site: Site) -> Iterator[tuple[Loc, str, bool]]:
    """Words written in site.yaml with their place, and whether they may carry source marks."""
    for loc, words in _words(site):
        if loc[0] not in ("stories", "narrations") and "rows" not in loc:
            yield loc, words, _takes_marks(site, loc)


def _words(model: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Words anywhere in the model that might hold a mark, with their place."""
    for loc, inner in walk(model):
        for name in _fields_with_words(type(inner)):
            value = getattr(inner, name)
            if isinstance(value, str):
                if _SIGNS.search(value):
                    yield (*loc, name), value
            elif isinstance(value, tuple):
                for index, words in enumerate(value):
                    if isinstance(words, str) and _SIGNS.search(words):
                        yield (*loc, name, index), words


@cache
def _fields_with_words(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields of plain text; what has a form of its own (an id, a colour, a password) holds no words."""
    fields = model.model_fields.items()
    free = (n for n, info in fields if not any(hasattr(m, "pattern") for m in info.metadata))
    return tuple(
        n for n in free if n not in _NO_WORDS and "str" in str(model.model_fields[n].annotation)
    )


def nothing_is_listed_twice(site: Site, _: Project | None) -> Iterator[Find]:
    """No list of plain words holds one of them twice."""
    for loc, name in repeated(site):
        severity = ERROR if "languages" in loc else WARNING
        yield Find("listed-twice", loc, {"name": name, "list": str(loc[-2])}, severity)


def repeated(model: BaseModel) -> Iterator[tuple[Loc, str]]:
    """(place, word) of every word that its list of words had before."""
    for loc, inner in walk(model):
        for name, value in fields_of(inner):
            words = value if isinstance(value, tuple) else ()
            if len(words) < 2 or not all(isinstance(word, str) for word in words):
                continue
            for index, word in enumerate(words):
                if word in words[:index]:
                    yield (*loc, name, index), str(word)


def _takes_marks(site: Site, loc: Loc) -> bool:
    return loc[0] == "blocks" and loc[2] in site.blocks[int(loc[1])].marked


def literal(words: str, loc: Loc = ()) -> str:
    """The first sign that would be shown as it is written, '' if there is none."""
    stress = None if _AS_CUT & set(loc) else marks.STRESS.search(words)
    return marks.foreign(words) or (stress[0] if stress else "")


def _foreign_kind(found: str) -> str:
    """What *read* calls the same in a story."""
    if found.startswith("!"):
        return "markdown-image"
    is_link = found.startswith("[") or marks.AUTOLINK.match(found)
    return "markdown-link" if is_link else "markdown-html"


def _mark(mark: str, where: str) -> dict[str, str]:
    return {"mark": mark, where: "1"}
