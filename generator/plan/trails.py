"""Trails: a page of each, one that lists them, and where a site stands in those that pass it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from generator.addresses import TRAILS, page_address
from generator.entries import Said, Step, Walk, said
from generator.jobs import Job, PageJob
from generator.model import Confidence, Part, Point, Site, Trail
from generator.model.readers import offered
from generator.plan.pages import own_page, project_page, spoken
from generator.plan.selection import Selected
from generator.words import rank_line


def walks(selected: Selected) -> Mapping[str, tuple[Walk, ...]]:
    """The trails in each language; a stop whose place cannot be shown is left out."""
    sites = {r.site.slug: r.site for r in selected.revisions}
    return {
        language: tuple(
            _walk(trail, sites, selected, language) for trail in selected.project.trails
        )
        for language in selected.project.languages
    }


def trail_jobs(selected: Selected, known: Mapping[str, tuple[Walk, ...]]) -> Iterator[Job]:
    """Their pages; none where the project has no trail."""
    for language, found in known.items():
        if not found:
            continue
        page = own_page(selected, "web/trails.html", TRAILS, language)
        yield replace(page, trails=tuple(replace(walk, steps=()) for walk in found))
        for walk in found:
            last = walk.address.removeprefix(page_address(TRAILS, language))
            others = tuple((x, f"{page_address(TRAILS, x)}{last}") for x in spoken(selected))
            where = (language, f"{walk.address}index.html", walk.address)
            page = project_page(selected, "web/trail.html", where, (), others, whole=False)
            yield replace(page, trails=(walk,))


def passing(
    pages: Iterable[PageJob], known: Mapping[str, tuple[Walk, ...]], slug: str
) -> Iterator[PageJob]:
    """The pages of the site `slug`, knowing the trails that pass it."""
    for page in pages:
        found = (_around(walk, slug) for walk in known.get(page.language, ()))
        yield replace(page, trails=tuple(walk for walk in found if walk))


def _around(walk: Walk, slug: str) -> Walk | None:
    sites = [step.key.partition("#")[0] for step in walk.steps]
    if slug not in sites:
        return None
    return Walk(walk.name, (), walk.address, (), here=sites.index(slug) + 1, count=len(sites))


def _walk(trail: Trail, sites: Mapping[str, Site], selected: Selected, language: str) -> Walk:
    languages = selected.project.languages
    steps, points = list[Step](), list[Point | None]()
    for stop in trail.stops:
        site = sites.get(stop.site)
        part = next((p for p in site.parts if p.id == stop.part), None) if site else None
        told = offered(site, languages) if site else ()
        if site is None or not told or (stop.part and part is None):
            continue
        address = f"{language if language in told else told[0]}/{site.slug}/"
        name = said(part.name if part else site.name, language)
        text = said(stop.text, language) if stop.text else ()
        line = said(site.name, language) if part else _place(site, language)
        here = f"{address}#P-{part.id}" if part else address
        steps.append(Step(stop.at, name, here, line, text, solemn=site.solemn))
        points.append(_pin(site, part))
    legs = [a.metres_to(b) if a and b else 0 for a, b in pairwise(points)]
    measured = (replace(step, metres=leg) for step, leg in zip(steps, [*legs, 0], strict=True))
    address = f"{page_address(TRAILS, language)}{trail.id}/"
    return Walk(
        said(trail.name, language),
        said(trail.text, language),
        address,
        tuple(measured),
        trail.sources,
    )


def _pin(site: Site, part: Part | None) -> Point | None:
    """The point of the stop, if it is known well enough for a distance."""
    if part is None:
        return site.pin
    return part.point if part.point and part.point.confidence is not Confidence.low else None


def _place(site: Site, language: str) -> Said:
    return (
        said(site.address_shown, language) if site.address_shown else (rank_line(site, language),)
    )
