"""Stage 2, wording: signs that a page or a plate would show as they are written, and words said twice."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from generator import marks
from generator.check.find import Find, near
from generator.model import Project, Site, Text
from generator.model.walk import Loc, fields_of, walk
from generator.problems import ERROR, WARNING

_HEAD = ("lede", "short", "plaque", "broadcast", "share")
"""Fields of a story's head that are plain words."""


def marks_are_understood(site: Site, _: Project | None) -> Iterator[Find]:
    """A mark in site.yaml stands in words of a block that take source marks, and names a source."""
    known = {s.id for s in site.sources}
    for loc, model in walk(site):
        if not isinstance(model, Text) or loc[0] == "stories":
            continue
        takes = _takes_marks(site, loc)
        for language, words in model.items():
            for mark in marks.sources(words):
                if not takes:
                    yield Find("mark-not-here", (*loc, language), _mark(f"[^{mark.id}]", "yaml"))
                elif mark.id not in known:
                    yield Find("unknown-source", (*loc, language), near(mark.id, known))
            for found in marks.BLOCK.finditer(words):
                yield Find("mark-not-here", (*loc, language), _mark(found[0], "yaml"))


def words_are_plain(site: Site, _: Project | None) -> Iterator[Find]:
    """No tag and no link in site.yaml and in heads of stories; no Markdown but where it is rendered."""
    for loc, model in walk(site):
        if not isinstance(model, Text) or loc[0] == "stories":
            continue
        takes = _takes_marks(site, loc)
        for language, words in model.items():
            if takes and (found := marks.foreign(words)):
                yield Find(_foreign_kind(found), (*loc, language), {"found": found})
            elif not takes and (found := _literal(words)):
                yield Find("markup-not-here", (*loc, language), {"mark": found})
    for story in site.stories:
        for name in _HEAD:
            words = getattr(story, name) or ""
            placed = [*marks.SOURCE.finditer(words), *marks.BLOCK.finditer(words)]
            for mark in placed:
                params = _mark(mark[0], "head")
                yield Find("mark-not-here", (name,), params, language=story.language)
            if found := _literal(words):
                params = {"mark": found}
                yield Find("markup-not-here", (name,), params, language=story.language)


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


def _literal(words: str) -> str:
    """The first sign that would be shown as it is written, '' if there is none."""
    stress = marks.STRESS.search(words)
    return marks.foreign(words) or (stress[0] if stress else "")


def _foreign_kind(found: str) -> str:
    """What *read* calls the same in a story."""
    if found.startswith("!"):
        return "markdown-image"
    is_link = found.startswith("[") or marks.AUTOLINK.match(found)
    return "markdown-link" if is_link else "markdown-html"


def _mark(mark: str, where: str) -> dict[str, str]:
    return {"mark": mark, where: "1"}
