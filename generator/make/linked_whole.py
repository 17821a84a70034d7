"""The whole linked data of a site: schema.org as JSON-LD, a page of each language about one place.

Stricter than the page, as the tables are (`plan/tables.py`): only media one may take away, only people
whose death is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.jobs import Made, RecordJob
from generator.make.linked import types
from generator.make.view import View
from generator.model import Event, Media, Part, Point, Source, Text

Data = dict[str, Any]


def site(view: View, job: RecordJob) -> Data:
    """A graph: the place, a WebPage for each language, and the sources that these cite."""
    home = next(iter(job.pages.values()), "")
    place = f"{view.absolute(home) or home}#place"
    sources = [_source(s, f"{place}-{s.id}") for s in view.site.sources]
    pages = [
        _page(view, job, language, place, [s["@id"] for s in sources]) for language in job.pages
    ]
    return {
        "@context": "https://schema.org",
        "@graph": [_place(view, job, place), *pages, *sources],
    }


def said(text: Text | None, job: RecordJob) -> list[Data]:
    """A text in every language that may be told, each value with its language."""
    pairs = text.items() if text else ()
    return [{"@language": x, "@value": words} for x, words in pairs if x in job.told]


def full(data: Mapping[str, Any]) -> Data:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _page(view: View, job: RecordJob, language: str, place: str, sources: list[str]) -> Data:
    site, project = view.site, view.project
    story = site.story(language)
    review = next((r for r in site.reviews if (r.scope, r.language) == ("content", language)), None)
    address = job.pages[language]
    return full({
        "@type": "WebPage", "@id": view.absolute(address) or address,
        "url": view.absolute(address), "inLanguage": language,
        "name": site.name.best(language)[0], "description": story.lede if story else "",
        "about": {"@id": place}, "mainEntity": {"@id": place},
        "isPartOf": full({"@type": "WebSite", "name": project.title.best(language)[0],
                          "url": view.absolute("")}),
        "license": project.licence and {"@type": "CreativeWork", "text": project.licence.best(language)[0]},
        "version": view.version,
        "reviewedBy": review and {"@type": "Organization", "name": review.body},
        "lastReviewed": review and review.date,
        "citation": [{"@id": one} for one in sources],
    })  # fmt: skip


def _place(view: View, job: RecordJob, name: str) -> Data:
    site = view.site
    others = [w for n in site.names_shown if n.text != site.name for w in said(n.text, job)]
    code = job.code and {"@type": "PropertyValue", "propertyID": "plaque code", "value": job.code}
    return full({
        "@type": types(site), "@id": name, "name": said(site.name, job), "alternateName": others,
        "description": [
            {"@language": s.language, "@value": s.lede} for s in site.stories if s.language in job.told
        ],
        "url": [view.absolute(at) for at in job.pages.values() if view.absolute(at)],
        "identifier": code or None,
        "address": _address(view, job), "geo": _geo(site.pin),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": said(f.label, job), "value": said(f.text, job)}
            for f in site.facts if f.shown
        ],
        "subjectOf": [
            *(_decision(view, number) for number, d in enumerate(site.decisions) if d.shown),
            *_solids(view, job),
        ],
        "event": [_event(e, job) for e in site.events if e.shown],
        "containsPlace": [_part(p, job) for p in site.parts],
        "image": [*_images(view, job)], "audio": [*_sounds(view, job)],
        "video": [*_films(view, job)],
    })  # fmt: skip


def _address(view: View, job: RecordJob) -> Data | None:
    here = view.site.address_shown
    about = {"@type": "PostalAddress", "addressCountry": "VN", "streetAddress": said(here, job)}
    return about if here else None


def _geo(point: Point | None) -> Data | None:
    """A point that earned a pin; schema.org has no word for precision but this one."""
    if point is None:
        return None
    near = f"±{point.precision_m:g} m" if point.precision_m else ""
    about = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    return full(about | {"description": near})


def _decision(view: View, number: int) -> Data:
    paper = view.site.decisions[number]
    issuer = paper.issuer and {"@type": "Organization", "name": paper.issuer.best("vi")[0]}
    return full({"@type": "Legislation", "legislationIdentifier": paper.number,
                 "legislationDate": paper.date, "legislationPassedBy": issuer})  # fmt: skip


def _event(event: Event, job: RecordJob) -> Data:
    """Dates are EDTF, which is ISO 8601-2; what is only known in words stays words."""
    words = said(event.as_written, job)
    return full({"@type": "Event", "name": said(event.text, job), "startDate": event.date,
                 "description": words})  # fmt: skip


def _part(part: Part, job: RecordJob) -> Data:
    return full(
        {"@type": "Place", "name": said(part.name, job), "description": said(part.text, job)}
    )


def _rights(media: Media, job: RecordJob) -> Data:
    """Who made it and under which right, in the words of the record."""
    return {"name": said(media.caption, job), "creditText": media.author,
            "copyrightNotice": media.rights, "dateCreated": media.date}  # fmt: skip


def _images(view: View, job: RecordJob) -> Iterator[Data]:
    for media in shared(view, job):
        if picture := view.picture(media):
            largest = picture.plain[-1]
            yield full({
                "@type": "ImageObject", "contentUrl": _at(view, largest),
                "encodingFormat": largest.media_type, "width": largest.width, "height": largest.height,
                "description": said(media.alt, job), **_rights(media, job),
            })  # fmt: skip


def _sounds(view: View, job: RecordJob) -> Iterator[Data]:
    for media in shared(view, job):
        for sound in view.sounds(media)[:1]:
            told = next((n for n in view.site.narrations if n.language == media.language), None)
            yield full({
                "@type": "AudioObject", "contentUrl": _at(view, sound),
                "encodingFormat": sound.media_type, "duration": f"PT{round(sound.seconds)}S",
                "inLanguage": media.language,
                "transcript": "\n".join(c.text for c in told.cues) if told else "", **_rights(media, job),
            })  # fmt: skip


def _films(view: View, job: RecordJob) -> Iterator[Data]:
    for media in shared(view, job):
        if film := view.film(media):
            tracks = (t for b in view.site.blocks if b.film == media.id for t in b.tracks)
            words = [track.words for track in tracks if track.language == media.language]
            yield full({
                "@type": "VideoObject", "contentUrl": _at(view, film),
                "thumbnailUrl": _at(view, view.poster(media)), "encodingFormat": film.media_type,
                "width": film.width, "height": film.height, "duration": f"PT{round(film.seconds)}S",
                "inLanguage": media.language, "description": said(media.alt, job),
                "transcript": words[0] if words else "", **_rights(media, job),
            })  # fmt: skip


def _solids(view: View, job: RecordJob) -> Iterator[Data]:
    for media in shared(view, job):
        if solid := view.solid(media):
            yield full({
                "@type": "3DModel", "contentUrl": _at(view, solid), "encodingFormat": solid.media_type,
                "contentSize": f"{solid.size} B", "description": said(media.alt, job), **_rights(media, job),
            })  # fmt: skip


def shared(view: View, job: RecordJob) -> Iterator[Media]:
    """The media one may take away, in the site's order."""
    return (m for m in view.site.media if m.id in job.media)


def _at(view: View, made: Made) -> str:
    return view.absolute(made.target) or made.target


def _source(source: Source, name: str) -> Data:
    """A source as a page cites it; only an original publisher is linked, no teller named."""
    official = source.source_class.official
    kinds = {"book": "Book", "press": "NewsArticle", "state-document": "Legislation"}
    return full({
        "@type": kinds.get(source.source_class, "CreativeWork"), "@id": name, "name": source.title,
        "author": source.author, "datePublished": source.date,
        "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
        "pagination": source.page, "url": source.url if official else None,
    })  # fmt: skip
