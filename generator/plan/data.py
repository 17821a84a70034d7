"""For machines and offices: tables and points that everybody may take away, and the page that lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from generator.addresses import OPEN, PROFILES, TABLES_AT, record_stem, stem
from generator.entries import Entry
from generator.jobs import BytesJob, Job, Neighbour, OfferJob, RecordJob, Revision
from generator.model import Confidence, Part, Point, Site, Text
from generator.model.readers import is_read, offered
from generator.plan.media import tiles_of
from generator.plan.pages import LIST_ROWS, own_page, spoken
from generator.plan.selection import Selected, codes_of
from generator.plan.tables import OF_RECORDS, TABLES, Row, Table, records, shareable, written
from generator.problems import PROJECT

CSV, GEOJSON = "text/csv", "application/geo+json"
"""Media types (RFC 7111 and 4180; RFC 7946, section 12)."""

DIGITS = ((1000, 2), (100, 3), (10, 4), (1, 5))
"""Metres of precision, and decimals of a degree that say no more (0.01° of latitude is 1.1 km)."""


def data_jobs(selected: Selected, neighbours: tuple[Neighbour, ...]) -> Iterator[Job]:
    """Every file, then its page in each language."""
    files, listed = list[BytesJob](), list[Entry]()
    for name, columns, rows in _tables(selected):
        data, count = written(columns, rows, spoken(selected))
        files.append(_file(f"{name}.csv", CSV, data))
        listed += [_entry(name, files[-1], count)] if count else []
    points = [*_points(selected)]
    files.append(_file("points.geojson", GEOJSON, _geojson(points)))
    listed += [_entry("points", files[-1], len(points))] if points else []
    yield from files
    few = tuple(replace(n, picture="") for n in neighbours) if len(neighbours) <= LIST_ROWS else ()
    manifests = " ".join(r.site.slug for r in selected.revisions if _stems(r))
    papers = tuple(sorted(f"{record_stem(n.slug)}{ending}" for n in few for ending in PROFILES))
    for language in selected.project.languages:
        page = own_page(selected, "web/data.html", OPEN, language, (("manifests", manifests),))
        given = {one.name: getattr(page, one.name) for one in fields(page)}
        offered = {"needs": papers, "entries": tuple(listed), "neighbours": few}
        yield OfferJob(**given | offered)


def _stems(revision: Revision) -> tuple[str, ...]:
    """Stems of the media that one may take away."""
    given = (revision.original(f"media/{m.file}") for m in shareable(revision.site))
    return tuple(sorted({stem(one.digest) for one in given if one}))


def record_job(selected: Selected, revision: Revision) -> RecordJob:
    """What machines read of a site; only of media that one may take away."""
    site, languages = revision.site, selected.project.languages
    pages = tuple((x, f"{x}/{site.slug}/") for x in offered(site, languages))
    return RecordJob(
        "web", record_stem(site.slug), site.slug,
        needs=tuple(sorted({*_stems(revision), *tiles_of(revision, shareable(site))})),
        language=languages[0], project=selected.slim, project_digest=selected.digests[1],
        revision=revision, code=next(iter(codes_of(selected.ledger, site.slug)), ""), alternates=pages,
        media=tuple(m.id for m in shareable(site)), told=_told(selected, site),
    )  # fmt: skip


def _told(selected: Selected, site: Site) -> tuple[str, ...]:
    """Languages in which words of that site may leave: another site's reader has not read them."""
    first = selected.project.languages[0]
    return tuple(x for x in spoken(selected) if x == first or is_read(site, x))


def _file(name: str, media_type: str, data: bytes) -> BytesJob:
    return BytesJob("web", f"{TABLES_AT}{name}", PROJECT, data=data, media_type=media_type)


def _entry(name: str, file: BytesJob, count: int) -> Entry:
    """What the page says of a file: what it holds, where it is, bytes and rows.

    Bytes by the thousand, as people are told them: a word put right makes no new page.
    """
    size = max(1000, round(len(file.data), -3))
    return Entry("file", (name,), file.target, ((str(size),),), count)


def _tables(selected: Selected) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """(name, columns, rows) of every table."""
    for table in TABLES:
        own = ("page*",) if table.name == "sites" else ()
        yield table.name, ("site", *table.columns, *own), _rows(selected, table, paged=bool(own))
    yield "records", OF_RECORDS, records(selected.project)


def _rows(selected: Selected, table: Table, *, paged: bool) -> Iterator[Row]:
    for site in (r.site for r in selected.revisions):
        about: dict[str, object] = {"site": site.slug}
        about |= {"page": _pages(selected, site)} if paged else {}
        told = _told(selected, site)
        for row in table.of_site(site):
            yield {**about, **{name: _only(value, told) for name, value in row.items()}}


def _only(value: object, languages: tuple[str, ...]) -> object:
    """Of a text what it says in these languages; anything else as it is."""
    if not isinstance(value, Text):
        return value
    said = {x: words for x, words in value.items() if x in languages}
    return Text(**said) if said else None


def _pages(selected: Selected, site: Site) -> Text | None:
    """Where its page is in each language; from the root of the edition while no host is named."""
    host = selected.project.host
    base = f"{host.base}/" if host else ""
    pages = {x: f"{base}{x}/{site.slug}/" for x in offered(site, selected.project.languages)}
    return Text(**pages) if pages else None


def _geojson(points: list[dict[str, Any]]) -> bytes:
    whole = {"type": "FeatureCollection", "features": points}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _points(selected: Selected) -> Iterator[dict[str, Any]]:
    """A feature for each place whose point is known well enough for a pin."""
    for site in (r.site for r in selected.revisions):
        told = _told(selected, site)
        if site.pin:
            pages = _pages(selected, site)
            page = next((words for _, words in pages.items()), "") if pages else ""
            yield _feature(site.slug, site.pin, site.name, told, {"site": site.slug, "page": page})
        for part in site.parts:
            if point := _sure(part):
                about = {"site": site.slug, "part": part.id}
                yield _feature(f"{site.slug}#{part.id}", point, part.name, told, about)


def _sure(part: Part) -> Point | None:
    return part.point if part.point and part.point.confidence is not Confidence.low else None


def _feature(
    name: str, point: Point, words: Text, told: tuple[str, ...], about: dict[str, Any]
) -> dict[str, Any]:
    """RFC 7946: WGS 84, longitude first; no more decimals than the precision deserves."""
    names = {f"name_{x}": words.get(x) for x in told if words.get(x)}
    known = {
        "precision_m": point.precision_m,
        "method": point.method,
        "sources": list(point.sources),
    }
    digits = next((n for metres, n in DIGITS if (point.precision_m or 0) >= metres), 6)
    return {
        "type": "Feature",
        "id": name,
        "geometry": {
            "type": "Point",
            "coordinates": [round(point.lon, digits), round(point.lat, digits)],
        },
        "properties": about | names | {key: value for key, value in known.items() if value},
    }
