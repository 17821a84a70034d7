"""What everybody may take away in bulk, as tables: a row each, for CSV (RFC 4180) that Excel opens too.

Stricter than pages: nothing restricted, no condition, nobody who may still be alive (only people whose
death is recorded, and of stories no paragraph that names another of the site's people), no teller of an
oral account, no picture in which people can be recognised, no Khmer that no named reader has confirmed.
Who wrote a source or made a picture is named: licences ask for it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.blocks.roll_of_honour import RollOfHonourBlock
from generator.model import Media, Person, Project, Site, Sourced, Statement, Text
from generator.model.readers import is_read
from generator.plan.selection import published
from generator.text import fold

BOM = "\ufeff"
"""By which Excel knows UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell may not begin with, lest a spreadsheet computes it (OWASP, CSV injection): `'` goes before."""

Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """One file: `columns` in order (`name*` is one for each language), and where its rows come from."""

    name: str
    columns: tuple[str, ...]
    of_site: Callable[[Site], Iterator[Row]]


def shareable(site: Site) -> tuple[Media, ...]:
    """The media one may take away: published, and nobody in them had to be asked."""
    return tuple(m for m in published(site) if not m.consent)


def gone(site: Site) -> tuple[Person, ...]:
    """The people a table may name: those who may be named at all and whose death is recorded."""
    return tuple(p for p in site.people if p.shown and p.died)


def _shown(items: Iterable[Sourced]) -> Iterator[Row]:
    """What may be said, field by field."""
    for item in items:
        if item.shown:
            yield {name: getattr(item, name) for name in type(item).model_fields}


def _sites(site: Site) -> Iterator[Row]:
    pin = site.pin
    review = next((r for r in site.reviews if r.scope == "content" and r.language == "vi"), None)
    yield {
        "kind": site.kind, "types": " ".join(site.types), "level": site.level, "name": site.name,
        "address": site.address_shown, "address_recognised": site.address_recognised,
        "latitude": pin and pin.lat, "longitude": pin and pin.lon, "precision_m": pin and pin.precision_m,
        "verified_by": review and review.body, "verified_on": review and review.date,
    }  # fmt: skip


def _places(site: Site) -> Iterator[Row]:
    yield from _shown(site.places)
    for part in site.parts:
        yield from ({**row, "part": part.id} for row in _shown(part.places))


def _parts(site: Site) -> Iterator[Row]:
    for kind, parts in (("component", site.components), ("stop", site.stops)):
        for part in parts:
            yield {"kind": kind, "id": part.id, "number": part.number, "name": part.name,
                   "where": part.where, "text": part.text, "sources": part.sources}  # fmt: skip


def _statements(site: Site) -> Iterator[Row]:
    """Every sentence with sources; `about` tells what it is about."""
    visit = site.visit
    told: list[tuple[str, tuple[Sourced, ...]]] = [
        ("fact", site.facts), ("context", site.context), ("value", site.values), ("claim", site.claims),
        ("access", site.access), ("every-year", site.recurring),
    ]  # fmt: skip
    if visit:
        for name in type(visit).model_fields:
            value = getattr(visit, name)
            items = value if isinstance(value, tuple) else (value,)
            told.append((f"visit-{name}", tuple(i for i in items if isinstance(i, Statement))))
    for about, statements in told:
        yield from ({**row, "about": about} for row in _shown(statements))


def _stages(site: Site) -> Iterator[Row]:
    """What each way there passes, in the order of travel."""
    for number, way in enumerate((w for w in site.access if w.shown), 1):
        for at, stage in enumerate(way.stages, 1):
            yield {"way": number, "by": way.by, "stage": at, "name": stage.name, "leg": stage.leg,
                   "sources": way.sources}  # fmt: skip


def _disputes(site: Site) -> Iterator[Row]:
    for dispute in site.disputes_shown:
        for side in dispute.sides:
            yield {
                "id": dispute.id,
                "about": dispute.about,
                "text": side.text,
                "sources": side.sources,
            }


def _sources(site: Site) -> Iterator[Row]:
    for source in site.sources:
        row: dict[str, object] = {name: getattr(source, name) for name in type(source).model_fields}
        official = source.source_class.official
        yield row | {"class": source.source_class, "url": source.url if official else None}


def _media(site: Site) -> Iterator[Row]:
    for media in shareable(site):
        yield {name: getattr(media, name) for name in type(media).model_fields}


def _texts(site: Site) -> Iterator[Row]:
    dead = gone(site)
    names = [x for p in site.people if p not in dead for x in (p.name, p.alias) if x]
    for story in site.stories:
        if is_read(site, story.language):
            lede, body = (_without(text, names) for text in (story.lede, story.body))
            yield {"language": story.language, "lede": lede, "body": body}


def _without(text: str, names: list[str]) -> str:
    """A text of Markdown with `[…]` for each of its paragraphs in which one of these names stands."""
    kept = (
        "[…]" if any(_words(name) in _words(part) for name in names) else part
        for part in text.split("\n\n")
    )
    return "\n\n".join(kept)


def _words(text: str) -> str:
    """Its words without marks, a space before and behind each."""
    return " " + " ".join(re.findall(r"[^_\W]+", fold(text))) + " "


def _fallen(site: Site) -> Iterator[Row]:
    for block in site.blocks:
        if isinstance(block, RollOfHonourBlock) and "web" in block.editions:
            for entry in block.entries:
                row: dict[str, object] = {
                    name: getattr(entry.row, name) for name in type(entry.row).model_fields
                }
                yield row | {
                    "list": block.id,
                    "anchor": entry.anchor,
                    "verified_by": block.verified_by,
                }


TABLES = (
    Table("sites", ("kind", "types", "level", "name*", "address*", "address_recognised*", "latitude",
                    "longitude", "precision_m", "verified_by", "verified_on"), _sites),
    Table("names", ("kind", "text*", "since", "until", "reason*", "sources"),
          lambda site: _shown(site.names_shown)),
    Table("decisions", ("number", "date", "issuer*", "batch", "sources"),
          lambda site: _shown(site.decisions)),
    Table("places", ("part", "text*", "unit", "since", "until", "reason*", "sources"), _places),
    Table("parts", ("kind", "id", "number", "name*", "where*", "text*", "sources"), _parts),
    Table("statements", ("about", "id", "label*", "text*", "by", "day", "calendar", "computed",
                         "confidence", "sources"), _statements),
    Table("stages", ("way", "by", "stage", "name*", "leg*", "sources"), _stages),
    Table("events", ("id", "date", "as_written*", "as_announced", "lunar*", "text*", "confidence",
                     "sources"), lambda site: _shown(site.events)),
    Table("people", ("id", "name", "honorific*", "alias", "role*", "born", "died", "native_then*",
                     "native_now*", "confidence", "sources"), lambda site: _shown(gone(site))),
    Table("objects", ("id", "name*", "description*", "sources"),
          lambda site: _shown(o for o in site.objects if not o.restricted)),
    Table("disputes", ("id", "about*", "text*", "sources"), _disputes),
    Table("missing", ("what*",), lambda site: ({"what": m.what} for m in site.missing)),
    Table("fallen", ("list", "anchor", "name", "alias", "born", "native_place", "native_place_now", "rank",
                     "unit", "died", "panel", "column", "line", "status", "source", "verified_by*"), _fallen),
    Table("media", ("id", "kind", "shot", "alt*", "caption*", "author", "date", "holder", "rights",
                    "language", "machine_voice"), _media),
    Table("texts", ("language", "lede", "body"), _texts),
    Table("sources", ("id", "class", "title", "author", "publisher", "date", "url", "shelf_mark", "page",
                      "accessed"), _sources),
)  # fmt: skip
"""Every table, in the order of the data page; the first column of each is `site`, the folder's name."""

OF_RECORDS = ("id", "name*", "level", "text*", "missing*", "sources")
"""Columns of the table of places known too thinly for a page."""


def records(project: Project) -> Iterator[Row]:
    """A row for each record of the project that may be said."""
    for record in project.records:
        if record.shown:
            yield {"id": record.id, "name": record.name, "level": record.level, "text": record.text,
                   "missing": record.missing, "sources": record.sources}  # fmt: skip


def written(
    columns: Iterable[str], rows: Iterable[Row], languages: tuple[str, ...]
) -> tuple[bytes, int]:
    """(the table as CSV, how many rows): UTF-8 with its mark, lines end in CR LF (RFC 4180, section 2)."""
    # Of each column its name, and whether it is one for each language.
    named = tuple((name.removesuffix("*"), name.endswith("*")) for name in columns)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [head for name, spoken in named
         for head in ([f"{name}_{x}" for x in languages] if spoken else [name])]
    )  # fmt: skip
    count = 0
    for row in rows:
        writer.writerow(_cells(named, row, languages))
        count += 1
    return f"{BOM}{out.getvalue()}".encode(), count


def _cells(named: tuple[tuple[str, bool], ...], row: Row, languages: tuple[str, ...]) -> list[str]:
    cells = list[str]()
    for name, spoken in named:
        value = row.get(name)
        if not spoken:
            cells.append(_cell(value))
        elif isinstance(value, Text):
            cells += [_cell(value.get(x)) for x in languages]
        else:
            cells += [""] * len(languages)
    return cells


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, tuple):
        return _cell(" ".join(map(str, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = str(value)
    return f"'{words}" if words.startswith(FORMULA) else words
