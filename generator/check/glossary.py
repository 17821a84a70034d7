"""Stage 2, the glossary: `content/glossary.yaml`, its sources, and whether stories use its words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.find import Find, near
from generator.jobs import Revision
from generator.model import Project
from generator.model.glossary import Glossary, every_use
from generator.problems import WARNING, Place, Problems
from generator.read import Node, ProjectFiles, at, read_yaml

NAME = "content/glossary.yaml"


def check_glossary(
    tree: ProjectFiles, project: Project, revisions: tuple[Revision, ...], problems: Problems
) -> None:
    """What is wrong between its words and their sources, and a note for each word that no story uses.

    Apart, for stories stand in other folders; while one of those has an error, what it uses is not known.
    """
    glossary = project.glossary
    found = list(_faults(glossary))
    if len(revisions) == len(tree.sites):
        used = every_use(glossary, (story for r in revisions for story in r.site.stories))
        found += _idle(glossary, used)
    node = _node(tree) if found else None
    for find in found:
        place = at(node, find.loc) if node else Place(NAME)
        problems.add(find.kind, place, severity=find.severity, **find.params)


def _faults(glossary: Glossary) -> Iterator[Find]:
    known, seen = {source.id for source in glossary.sources}, set[str]()
    for index, term in enumerate(glossary.terms):
        here = ("terms", index)
        if term.id in seen:
            yield Find("id-twice", (*here, "id"), {"name": term.id, "list": "terms"})
        seen.add(term.id)
        if not term.shown:
            yield Find("low-confidence-left-out", here, {}, WARNING)
        for number, name in enumerate(term.sources):
            if name not in known:
                yield Find("unknown-source", (*here, "sources", number), near(name, known))


def _idle(glossary: Glossary, used: frozenset[str]) -> Iterator[Find]:
    for index, term in enumerate(glossary.terms):
        if term.shown and term.id not in used:
            words = term.word.best("vi")[0]
            yield Find("glossary-unused", ("terms", index, "word"), {"name": words}, WARNING)


def _node(tree: ProjectFiles) -> Node | None:
    file = next((f for f in tree.content if f.name == NAME), None)
    return read_yaml(file.path, tree.root, Problems()) if file else None
