"""A site as Dublin Core: the fifteen elements in the container that catalogues harvest (OAI-PMH, oai_dc)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from generator.jobs import RecordJob
from generator.make.view import View
from generator.model import Source, Text
from generator.words import rank_line

DC, OAI = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
XML = "http://www.w3.org/XML/1998/namespace"

Said = tuple[str, str, str]
"""An element's name, its words, and the language they are in ('' where it has none)."""


def site(view: View, job: RecordJob) -> bytes:
    """The record as XML, UTF-8."""
    ET.register_namespace("dc", DC)
    ET.register_namespace("oai_dc", OAI)
    root = ET.Element(f"{{{OAI}}}dc")
    for name, words, language in _elements(view, job):
        if words:
            element = ET.SubElement(root, f"{{{DC}}}{name}")
            element.text = words
            if language:
                element.set(f"{{{XML}}}lang", language)
    ET.indent(root, " ")
    made: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"


def _elements(view: View, job: RecordJob) -> Iterator[Said]:
    site, project = view.site, view.project
    yield from _texts("title", site.name, job)
    for name in site.names_shown:
        if name.text != site.name:
            yield from _texts("title", name.text, job)
    for address in job.pages.values():
        yield "identifier", view.absolute(address), ""
    yield "identifier", job.code, ""
    yield "type", "PhysicalObject", ""  # DCMI Type Vocabulary
    yield from (("type", rank_line(site, x), x) for x in job.told if x != "km")
    yield from (("description", s.lede, s.language) for s in site.stories if s.language in job.told)
    yield from (("language", language, "") for language in job.pages)
    yield from _where(view, job)
    for event in site.events:
        if event.shown:
            yield "coverage", event.date or "", ""
    for owner in project.owners[-1:]:
        yield from _texts("publisher", owner.name, job)
    yield from (("source", _cited(s), "") for s in site.sources)
    for review in site.reviews:
        if review.scope == "content":
            yield "contributor", review.body, ""
    if project.licence:
        yield from _texts("rights", project.licence, job)


def _where(view: View, job: RecordJob) -> Iterator[Said]:
    """Where it is, in words; a point only where it earned a pin (DCMI Point)."""
    if here := view.site.address_shown:
        yield from _texts("coverage", here, job)
    if pin := view.site.pin:
        yield "coverage", f"east={pin.lon}; north={pin.lat}; units=signed decimal degrees", ""


def _texts(name: str, text: Text, job: RecordJob) -> Iterator[Said]:
    return ((name, words, x) for x, words in text.items() if x in job.told)


def _cited(source: Source) -> str:
    """A source on one line; only an original publisher's address, no teller."""
    url = source.url if source.source_class.official else None
    parts = (source.title, source.author, source.publisher, source.date, source.page, url)
    return " · ".join(part for part in parts if part)
