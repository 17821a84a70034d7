"""What a phone may keep for places without signal: a list a place, a trail, and one of what all share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.addresses import (
    CODE,
    DATA,
    FIND,
    FONT,
    GLOSSARY,
    NAMES_DATA,
    OFFLINE,
    STELE_DATA,
    TRAILS,
    UNKEPT,
    find_name_address,
    page_address,
)
from generator.entries import said
from generator.jobs import Job, OfflineJob, PageJob
from generator.plan.selection import Selected
from generator.problems import PROJECT


def offline_jobs(selected: Selected, planned: Sequence[Job]) -> Iterator[OfflineJob]:
    """The lists, of what is `planned` for the web edition."""
    pages = [job for job in planned if isinstance(job, PageJob) and job.target.endswith(".html")]
    places = _places(selected, pages)
    yield from places.values()
    targets = {job.target for job in planned}
    for language in selected.project.languages:
        yield _shared(selected, language, targets)
    for page in pages:
        if page.template == "web/trail.html":
            yield _trail(page, places)


def _shared(selected: Selected, language: str, targets: set[str]) -> OfflineJob:
    """Home, search, the keypad, the trails and words of a language, with their data and all scripts."""
    addresses = [f"{language}/", find_name_address(language)]
    addresses += [page_address(page, language) for page in (FIND, CODE, TRAILS, GLOSSARY)]
    wanted = {f"{address}index.html" for address in addresses} | {f"{language}/{UNKEPT}"}
    wanted |= {"index.html"} if language == selected.project.languages[0] else set()
    scripts = (target for _, target in selected.script_targets)
    wanted |= {
        target for target in scripts if "/" in target
    }  # the service worker is kept by browsers
    data = tuple(
        t for t in targets if t.startswith((f"{DATA}find-{language}-", NAMES_DATA, STELE_DATA))
    )
    font = (FONT,) if language == "km" else ()
    files = tuple(sorted({*(wanted & targets), *data, *font}))
    return OfflineJob("web", f"{language}/{OFFLINE}", PROJECT, needs=files, files=files)


def _places(selected: Selected, pages: Sequence[PageJob]) -> dict[str, OfflineJob]:
    """The list of each page of a site, by its address: with all below it and the pages of its codes."""
    of_site = defaultdict[str, list[PageJob]](list)
    for page in pages:
        of_site[page.scope].append(page)
    found = {}
    for site in (revision.site for revision in selected.revisions):
        own = of_site[site.slug]
        codes = [p for p in own if p.code and p.target == f"{p.code}/index.html"]
        for language in selected.project.languages:
            at = f"{language}/{site.slug}/"
            here = [page for page in own if page.target.startswith(at)]
            if here:
                job = _list(at, site.slug, [*here, *codes])
                found[at] = replace(job, title=said(site.name, language))
    return found


def _list(at: str, scope: str, pages: Sequence[PageJob]) -> OfflineJob:
    """Names of a roll are spare: there may be ten thousand, and search finds them without their pages."""
    spare = {page.target for page in pages if page.named}
    needs = {need for page in pages for need in page.needs} | {page.target for page in pages}
    read = tuple(sorted(page.target for page in pages if page.target not in spare))
    return OfflineJob(
        "web", f"{at}{OFFLINE}", scope, needs=tuple(sorted(needs)), pages=read, spare=tuple(sorted(spare))
    )  # fmt: skip


def _trail(page: PageJob, places: dict[str, OfflineJob]) -> OfflineJob:
    (walk,) = page.trails
    steps = dict.fromkeys(step.address.partition("#")[0] for step in walk.steps)
    along = tuple(places[address] for address in steps if address in places)
    needs = tuple(
        sorted({page.target, *page.needs, *(need for one in along for need in one.needs)})
    )
    job = _list(page.address, PROJECT, (page,))
    return replace(job, needs=needs, title=walk.name, places=along)
