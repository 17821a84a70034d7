"""What keeps plates from being made, told where the editor wrote it: by `check`, and by a build."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.model import Preset, Project, Site, Text
from generator.plan import Selected
from generator.plan.paper import plates_of, symbol_job
from generator.print_jobs import PlaqueJob
from generator.problems import PROJECT, MachineTrouble, Place, Problem, Problems
from generator.prove.memory import Memory, Spread
from generator.read import Node, at, read_markdown, read_yaml
from generator.store import Index
from generator.work import job_key

PROJECT_FILE = "content/project.yaml"

QUOTED = 80
"""Characters of a line that a sentence quotes: the place shows where the rest is."""

Home = tuple[str, tuple[int | str, ...]]
"""A file below the root, and where in it."""

_OF_SIZES = {
    "plaque-preset-too-small": "module", "plaque-second-code": "width", "plaque-hole-too-large": "hole",
    "plaque-no-room-for-words": "width", "plaque-too-fine": "module", "plaque-grow-too-large": "grow",
    "plaque-contrast": "ground",
}  # fmt: skip
"""Kinds of which a size is at fault, with the field to change."""


def try_plates(root: Path, selected: Selected, problems: Problems, spread: Spread) -> None:
    """Add what would keep the plates of `selected` from being made.

    What was made before, or tried in vain, is not laid out again: the index of jobs knows the one,
    `.ditich/plates` the other.
    """
    told = {problem.place for problem in problems.errors()}
    memory = Memory(root / ".ditich" / "plates", "plates 1")
    new = dict(_not_made(root / ".ditich", selected))
    memory.find_all(new, _faults, spread)
    for key, job in new.items():
        for kind, params in memory.find(key, _faults, job):
            place, given = Place(f"sites/{job.scope}/site.yaml"), tuple(sorted(params.items()))
            found = located(root, selected, Problem(place, kind, given, job.scope))
            if found.place not in told:  # a wrong size has been told already
                problems.found.add(found)
    with contextlib.suppress(MachineTrouble):  # costs the next run time and this one nothing
        memory.save()


def located(root: Path, selected: Selected, problem: Problem) -> Problem:
    """The problem of a plate at the very line whose value is at fault; any other as it is.

    What project.yaml says is the project's own fault, whichever site's plate it shows at.
    """
    revision = next((r for r in selected.revisions if r.site.slug == problem.scope), None)
    project = selected.project
    if not problem.kind.startswith("plaque-") or not (revision or project.host):
        return problem
    params = dict(problem.params)
    file, loc = _home(problem.kind, params, project, revision.site if revision else None)
    if problem.kind == "plaque-address-too-long" and project.host:
        params["address"] = project.host.base.removeprefix("https://")  # the same for every code
    ours = file == PROJECT_FILE and problem.kind != "plaque-too-much-text"
    if "text" in params:
        text = " ".join(params["text"].split())
        params["text"] = text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
    shown = {name: params[name] for name in sorted(params) if name not in ("role", "language")}
    # A last good revision is not what lies in the folder now.
    known = file == PROJECT_FILE or not (revision and revision.stale)
    return replace(
        problem, place=_place(root, file, loc) if known else Place(file), params=tuple(shown.items()),
        scope=PROJECT if ours else problem.scope,
    )  # fmt: skip


def _not_made(work: Path, selected: Selected) -> Iterator[tuple[str, PlaqueJob]]:
    """The plates that no build has made, by their keys."""
    index = Index(work / "index", ages=False)
    for job in (one.job for one in plates_of(selected)):
        symbol = symbol_job(job.address, engraver=job.engraver)
        made = index.get(job_key(symbol, (), ""))
        key = job_key(job, ((symbol.target, made),) if made else (), "")
        if index.get(key) is None:
            yield key, job


def _faults(job: PlaqueJob) -> list[tuple[str, dict[str, str]]]:
    from generator.make.plate import drawing_of
    from generator.make.plate_faults import plate_faults

    return [(why.kind, why.params) for why in plate_faults(job, drawing_of(job))]


def _home(kind: str, params: dict[str, str], project: Project, site: Site | None) -> Home:
    """Where the value stands that is at fault."""
    if kind == "plaque-address-too-long" or site is None:
        return PROJECT_FILE, ("hosts", 0, "base")
    size = params.get("preset", "")
    for index, preset in enumerate(project.plaque.presets):
        if preset.id == size and kind in _OF_SIZES:
            return PROJECT_FILE, ("plaque", "presets", index, _field(kind, preset))
    if found := _line(params.get("role", ""), params.get("text", ""), project, site):
        return found
    ordered = [index for index, plate in enumerate(site.plaques) if plate.preset == size]
    return f"sites/{site.slug}/site.yaml", ("plaques", *ordered[:1], "preset")


def _field(kind: str, preset: Preset) -> str:
    if kind == "plaque-no-room-for-words" and preset.height < preset.width:
        return "height"
    return "letters" if kind == "plaque-contrast" and preset.letters else _OF_SIZES[kind]


def _line(role: str, text: str, project: Project, site: Site) -> Home | None:
    """Where a line of a plate was written; None for words of ours."""
    own = project.plaque
    shared = {"owner": ("owner_line", own.owner_line), "works": ("works_line", own.works_line)}
    name, said = shared.get(role, ("call", own.call if role == "call" else None))
    if said and (language := _spoken(said, text)):
        return PROJECT_FILE, ("plaque", name, language)
    facts = f"sites/{site.slug}/site.yaml"
    if role == "text":
        return f"sites/{site.slug}/vi.md", ("plaque",)
    if role == "decision" and site.sure_decision:
        return facts, ("decisions", site.decisions.index(site.sure_decision), "number")
    if role == "rank":
        return facts, ("level",)
    named = _names(site) if role == "name" else ()
    return next(
        ((facts, (*loc, lang)) for loc, said in named if (lang := _spoken(said, text))), None
    )


def _names(site: Site) -> Iterable[tuple[tuple[int | str, ...], Text]]:
    yield from ((("names", index, "text"), name.text) for index, name in enumerate(site.names))
    for field in ("components", "stops"):
        yield from (((field, n, "name"), part.name) for n, part in enumerate(getattr(site, field)))


def _spoken(said: Text, text: str) -> str:
    """The language in which `said` is that text; '' for none."""
    return next((language for language, words in said.items() if words == text), "")


def _place(root: Path, file: str, loc: tuple[int | str, ...]) -> Place:
    node: Node | None
    if file.endswith(".md"):
        markdown = read_markdown(root / file, root, Problems())
        node = markdown.front if markdown else None
    else:
        node = read_yaml(root / file, root, Problems())
    return at(node, loc) if node else Place(file)
