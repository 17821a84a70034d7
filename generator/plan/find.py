"""Search, the page for a typed code, and the data both look into: only what a page may show anyway."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from generator.addresses import CODE, DATA, FIND, list_address
from generator.blocks.timeline import TimelineBlock
from generator.dates import say
from generator.entries import KINDS, Entry, Said, Walk, said
from generator.jobs import BytesJob, Job
from generator.marks import SOURCE
from generator.model import Project, Site, Text, ended
from generator.model.readers import is_read, offered
from generator.plan.pages import list_pages, own_page
from generator.plan.rolls import all_rolls
from generator.plan.selection import Selected, codes_of
from generator.problems import PROJECT
from generator.text import order
from generator.words import rank_line, word

ROWS = 150
"""Links that a page of its own A to Z, or of places and stops, has room for; beyond it leads to the list."""

CHUNK = 160_000
"""UTF-8 bytes of one data file: about 45 KB when they travel."""

LONGEST = 300
"""Characters of a text that is searched: enough to be found by, and to know it again."""


def find_jobs(selected: Selected, trails: Mapping[str, tuple[Walk, ...]]) -> Iterator[Job]:
    """The data of each language, and the two pages that use it."""
    for language in selected.project.languages:
        walks = (Entry("trail", w.name, w.address, (w.text,)) for w in trails[language])
        found = (*entries(selected, language), *walks)
        files = tuple(_data(found, language))
        yield from files
        targets = (("data", " ".join(file.target for file in files)),)
        sites = sorted((e for e in found if e.kind == "site"), key=lambda e: order(e.name[0]))
        named = (("names", "1"),) if all_rolls(selected, language) else ()
        texts = (*targets, ("count", str(len(found))), *named)
        page = own_page(selected, "web/find.html", FIND, language, texts)
        yield replace(page, entries=_few(sites))
        stops_of = defaultdict[str, list[Entry]](list)
        for entry in (e for e in found if e.number):
            stops_of[entry.address.partition("#")[0]].append(entry)
        numbered = [one for site in sites for one in (site, *stops_of.get(site.address, ()))]
        stops = targets if stops_of else ()
        page = own_page(selected, "web/code.html", CODE, language, stops)
        yield replace(page, entries=_few(numbered))


def _few(found: list[Entry]) -> tuple[Entry, ...]:
    """Their names and addresses, or none of them where they are too many for a page."""
    return tuple(replace(e, lines=()) for e in found) if len(found) <= ROWS else ()


def _data(found: tuple[Entry, ...], language: str) -> Iterator[BytesJob]:
    """Classic scripts, for a page opened by double click may read nothing else; named by content."""
    rows, size = list[str](), 0
    for entry in (*found, None):
        row = _row(entry) if entry else ""
        if rows and (entry is None or size + len(row.encode()) > CHUNK):
            whole = ",\n".join(rows)
            data = f"(window.ditichFind=window.ditichFind||[]).push(\n{whole})\n".encode()
            target = f"{DATA}find-{language}-{sha256(data).hexdigest()[:10]}.js"
            yield BytesJob("web", target, PROJECT, data=data, media_type="text/javascript")
            rows, size = [], 0
        rows.append(row)
        size += len(row.encode())


def _row(entry: Entry) -> str:
    row = [KINDS.index(entry.kind), entry.name, entry.address, entry.lines, entry.number]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def entries(selected: Selected, language: str) -> Iterator[Entry]:
    """Everything that may be found in `language`, in the order of the project."""
    project = selected.project
    for site in (revision.site for revision in selected.revisions):
        told = offered(site, project.languages)
        if told:
            at = f"{language if language in told else told[0]}/{site.slug}/"
            yield from _site(site, selected, language, at)
    last = list_address(language, list_pages(selected))
    for record in project.records:
        lines = [*(_said(p.text, language) for p in record.places if p.shown)]
        if record.text and record.shown:
            lines.append(_said(record.text, language))
        yield Entry("record", _said(record.name, language), f"{last}#R-{record.id}", tuple(lines))
    for page in project.pages:
        if page.language == language:
            words = SOURCE.sub("", page.body).replace("#", " ").replace("*", "")
            yield Entry("page", (page.title,), f"{language}/{page.id}/", ((_cut(words),),))


def _site(site: Site, selected: Selected, language: str, at: str) -> Iterator[Entry]:
    name, ledger = _said(site.name, language), selected.ledger
    lines = (*_lines_of(site, selected.project, language), *_codes(codes_of(ledger, site.slug)))
    yield Entry("site", name, at, lines)
    for part in site.parts:
        told = (site.name, part.where, part.text, *(p.text for p in part.places if p.shown))
        codes = _codes(codes_of(ledger, site.slug, part.id))
        lines = (*(_said(text, language) for text in told if text), *codes)
        yield Entry(
            "part", _said(part.name, language), f"{at}#P-{part.id}", lines, part.number or 0
        )
    for person in (p for p in site.people if p.shown):
        told = (person.role, person.honorific, person.native_then, person.native_now, site.name)
        years = " – ".join(say(date, language) for date in (person.born, person.died) if date)
        also = ((words,) for words in (person.alias, years) if words)
        lines = (*(_said(text, language) for text in told if text), *also)
        yield Entry("person", (person.name,), f"{at}#N-{person.id}", lines)
    for block in (b for b in site.blocks if isinstance(b, TimelineBlock) and "web" in b.editions):
        for event in block.chosen(site):
            day = (
                event.as_written.best(language)[0]
                if event.as_written
                else say(event.date or "", language)
            )
            lines = ((f"{day} · {name[0]}",),)
            yield Entry("event", _said(event.text, language), f"{at}#B-{block.id}", lines)


def _lines_of(site: Site, project: Project, language: str) -> Iterator[Said]:
    """What a site is found by besides its name; the first is what is shown with the name."""
    if here := site.address_shown:
        yield _said(here, language)
    yield (rank_line(site, language),)
    if story := site.story(language):
        yield (_cut(SOURCE.sub("", story.lede)),)
    yield from _decisions(site, language)
    yield from _other_names(site, language)
    yield from _former_places(site, language)
    now = site.address_now
    for unit in project.units:
        if now and now.shown and unit.code == now.unit and unit.made_from:
            made = f"{unit.name} ({', '.join(unit.made_from)})"
            yield (made,) if language == "vi" else (made, "vi")


def _codes(codes: tuple[str, ...]) -> tuple[Said, ...]:
    """The live codes of a plaque, by which a place is found where nobody's camera reads it."""
    return ((" · ".join(codes),),) if codes else ()


def _decisions(site: Site, language: str) -> Iterator[Said]:
    """'Xếp hạng: Quyết định số 154/VH-QĐ, 25/1/1991', as far as each is known."""
    for paper in (d for d in site.decisions if d.shown):
        number = paper.number and word("decision-number", language, number=paper.number)
        named = f"{word('decision', language)} {number}" if number else ""
        day = say(paper.date, language) if paper.date else ""
        if known := ", ".join(filter(None, (named, day))):
            yield (f"{word('ranked', language)}: {known}",)


def _other_names(site: Site, language: str) -> Iterator[Said]:
    for name in site.names_shown:
        if name.text != site.name:
            yield _said(name.text, language)
        if name.text.km and language != "km":
            yield name.text.km, "km", "" if is_read(site, "km") else word("khmer-unread", language)


def _former_places(site: Site, language: str) -> Iterator[Said]:
    for place in site.places:
        if place.shown and ended(place, site.as_of):
            until = word("until", language, date=say(place.until or "", language))
            words, own = place.text.best(language)
            yield _cut(words), "" if own == language else own, until
    if site.address_recognised:
        yield _said(site.address_recognised, language)


def _said(text: Text, language: str) -> Said:
    words, *own = said(text, language)
    return (_cut(words), *own)


def _cut(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= LONGEST else f"{one[:LONGEST].rpartition(' ')[0]} …"
