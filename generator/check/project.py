"""Stage 2, the project: `content/project.yaml` and the texts, records and units beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel

from generator.addresses import OWN, page_address
from generator.check.fields import Parsed, validate
from generator.check.find import near
from generator.check.mending import STAND_INS
from generator.check.plates import plate_faults
from generator.check.trails import read_trails
from generator.check.wording import markup, repeated
from generator.codes import host_note, host_problem, is_sample_host
from generator.dates import say
from generator.jobs import Revision
from generator.model import (
    LANGUAGES,
    Frozen,
    Project,
    Record,
    SharedText,
    Source,
    Unit,
    field,
)
from generator.model.glossary import Glossary
from generator.problems import ERROR, WARNING, Place, Problems, nearest
from generator.read import PROJECT_FILE, Node, ProjectFiles, at, read_markdown, read_yaml
from generator.text import SLUG

_PAGE = re.compile(rf"content/pages/(?P<id>{SLUG})\.(?P<lang>vi|en|km)\.md")

_BESIDE = ("records", "sources", "units", "pages", "trails", "glossary")
"""Fields of the project that are written in other files."""

M = TypeVar("M", bound=BaseModel)


class Records(Frozen):
    """`content/records.yaml`: places known too thinly for a page."""

    sources: tuple[Source, ...] = field("Nguồn tư liệu", "Sources", ())
    records: tuple[Record, ...] = field("Danh sách", "Records", ())


class Units(Frozen):
    """`content/units.yaml`: the present communes of the sites, with what they were made from."""

    source: str = field("Nguồn", "Source")
    units: tuple[Unit, ...] = field("Đơn vị hành chính", "Units", ())


class PageFront(Frozen):
    """The front matter of `content/pages/<id>.<lang>.md`."""

    title: str = field("Tiêu đề", "Title")


def check_shared(tree: ProjectFiles, problems: Problems) -> Project | None:
    """The project with everything beside it; None if something is wrong with it."""
    if tree.project is None:
        return None  # *read* has said so
    node = read_yaml(tree.project.path, tree.root, problems)
    records = _beside(Records, tree, "records.yaml", problems) or Records()
    units = _beside(Units, tree, "units.yaml", problems) or Units(source="")
    glossary = _beside(Glossary, tree, "glossary.yaml", problems) or Glossary()
    given = {
        "glossary": glossary, "records": records.records, "sources": records.sources, "units": units.units,
        "pages": tuple(_pages(tree, problems)), "trails": tuple(read_trails(tree, problems)),
    }  # fmt: skip
    parsed = validate(Project, node, problems, given, {"title": {"vi": "…"}}) if node else None
    project = parsed.model if parsed else None
    if parsed is None or project is None:
        return None
    _agree(project, parsed, problems)
    _worded(project, parsed.node, problems)
    _cited(records, problems)
    # As of sites, texts in a language that the project does not have stay where they are.
    spoken = tuple(page for page in project.pages if page.language in project.languages)
    # A language that is none or comes twice was told; nobody is asked for its texts as well.
    languages = tuple(x for x in dict.fromkeys(project.languages) if x in LANGUAGES)
    known = languages or Project.model_fields["languages"].default
    return project.model_copy(update={"pages": spoken, "languages": known})


def _agree(project: Project, parsed: Parsed[Project], problems: Problems) -> None:
    """What must hold of hosts, languages and plates, besides the form of each field."""
    node = parsed.node
    for index, host in enumerate(project.hosts):
        if host.base in STAND_INS:
            continue
        place = at(node, ("hosts", index, "base"))
        found = host_problem(host.base, place) or host_note(host.base, place)
        problems.found |= {found} if found else set()
    for index, language in enumerate(project.languages):
        if language not in LANGUAGES:
            place = at(node, ("languages", index))
            told = near(language.lower(), LANGUAGES) | {"name": language}
            problems.add("unknown-language", place, **told)
    for find in plate_faults(project):
        if not any(loc[:3] == find.loc[:3] for loc in parsed.wrong):  # nobody knows its measures
            problems.add(find.kind, at(node, find.loc), severity=find.severity, **find.params)


def _worded(project: Project, node: Node, problems: Problems) -> None:
    """Signs that would be shown as written, and words listed twice."""
    for loc, mark in markup(project):
        if loc[0] not in _BESIDE:
            problems.add("markup-not-here", at(node, loc), mark=mark)
    for loc, name in repeated(project):
        if loc[0] not in _BESIDE:
            listed = {"name": name, "list": str(loc[-2])}
            severity = ERROR if loc[0] == "languages" else WARNING
            problems.add("listed-twice", at(node, loc), severity=severity, **listed)


def check_places(tree: ProjectFiles, project: Project, problems: Problems) -> None:
    """A note for each slug that names no folder; apart, for sites come and go beside `content`."""
    known = {files.slug for files in tree.sites}
    named: list[tuple[tuple[str | int, ...], str, str]]
    named = [(("order", index), name, "order-unknown") for index, name in enumerate(project.order)]
    if project.kiosk and project.kiosk.at:
        named.append((("kiosk", "at"), project.kiosk.at, "kiosk-nowhere"))
    unknown = [one for one in named if one[1] not in known]
    node = read_yaml(tree.project.path, tree.root, Problems()) if unknown and tree.project else None
    for loc, name, kind in unknown:
        assert node is not None  # there is a project, so there is its file
        others = known - set(project.order) if kind == "order-unknown" else known
        problems.warn(kind, at(node, loc), name=name, near=nearest(name, others))


def check_hosts(tree: ProjectFiles, project: Project, day: str, problems: Problems) -> None:
    """A note for what a host record lacks, the starter's words left in it, and a name not paid for on `day`.

    Apart, for the day comes from the ledger and the reviews.
    """
    node = read_yaml(tree.project.path, tree.root, Problems()) if tree.project else None
    for index, host in enumerate(project.hosts):
        gaps = tuple(host.gaps(day))
        missing = dict.fromkeys(str(loc[0]) for loc, why in gaps if why == "missing")
        if missing and node and host == project.host and not is_sample_host(host.base):
            base = at(node, ("hosts", index, "base"))
            problems.warn("host-incomplete", base, missing=", ".join(missing))
        for loc, why in gaps if node else ():
            place = at(node, ("hosts", index, *loc)) if node else Place(PROJECT_FILE)
            if why == "example":
                problems.warn("host-example", place, name=loc[0])
            elif why == "lapsed":
                until, known = host.paid_until or "", {"base": host.base}
                told = {lang: (say(until, lang), say(day, lang)) for lang in ("vi", "en")}
                known |= {"until": told["vi"][0], "until_en": told["en"][0]}
                known |= {"day": told["vi"][1], "day_en": told["en"][1]}
                problems.warn("host-lapsed", place, **known)


def check_aliases(
    tree: ProjectFiles, project: Project | None, revisions: tuple[Revision, ...], problems: Problems
) -> tuple[Revision, ...]:
    """The revisions whose former folder names are nobody else's; a problem at each name that is.

    Apart, for what a former name runs into stands in other folders.
    """
    owners = _addresses(tree, project)
    for site in (revision.site for revision in revisions):
        for name in site.aliases:
            owners[name].add(f"sites/{site.slug}")
    refused = set()
    for site in (revision.site for revision in revisions):
        for index, name in enumerate(site.aliases):
            others = owners[name] - {f"sites/{site.slug}"} or owners[name] & {f"sites/{name}"}
            if others:
                place, other = _alias_place(tree, site.slug, index), ", ".join(sorted(others))
                problems.within(site.slug).add("alias-taken", place, name=name, other=other)
                refused.add(site.slug)
    return tuple(r for r in revisions if r.site.slug not in refused)


def _addresses(tree: ProjectFiles, project: Project | None) -> dict[str, set[str]]:
    """Who lives at an address below a language, besides former names."""
    owners: dict[str, set[str]] = defaultdict(set)
    for files in tree.sites:
        owners[files.slug].add(f"sites/{files.slug}")
    for page in project.pages if project else ():
        owners[page.id].add(f"content/pages/{page.id}.{page.language}.md")
    for own in OWN:
        for language, name in own.items():
            owners[name].add(page_address(own, language))
    return owners


def _alias_place(tree: ProjectFiles, slug: str, index: int) -> Place:
    facts = next(files.facts for files in tree.sites if files.slug == slug)
    node = read_yaml(facts.path, tree.root, Problems()) if facts else None
    return at(node, ("aliases", index)) if node else Place(f"sites/{slug}/site.yaml")


def _beside(model: type[M], tree: ProjectFiles, name: str, problems: Problems) -> M | None:
    found = next((f for f in tree.content if f.name == f"content/{name}"), None)
    node = read_yaml(found.path, tree.root, problems) if found else None
    return _plain(validate(model, node, problems), problems) if node else None


def _plain(parsed: Parsed[M], problems: Problems) -> M | None:
    """The model; what its words would show as it is written is named."""
    for loc, mark in markup(parsed.model) if parsed.model else ():
        problems.add("markup-not-here", at(parsed.node, loc), mark=mark)
    return parsed.model


def _pages(tree: ProjectFiles, problems: Problems) -> Iterator[SharedText]:
    for file in tree.content:
        match = _PAGE.fullmatch(file.name)
        text = read_markdown(file.path, tree.root, problems) if match else None
        if match is None or text is None:
            continue
        if text.front is None:
            problems.add("story-no-front", Place(file.name, 1), language=match["lang"])
            continue
        if front := _plain(validate(PageFront, text.front, problems), problems):
            yield SharedText(
                id=match["id"], language=match["lang"], title=front.title, body=text.body
            )


def _cited(records: Records, problems: Problems) -> None:
    known = {s.id for s in records.sources}
    for record in records.records:
        for name in record.sources:
            if name not in known:
                problems.add("unknown-source", Place("content/records.yaml"), **near(name, known))
