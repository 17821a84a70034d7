"""A site's pictures and recordings as a IIIF Presentation 3 manifest, for viewers anywhere.

Written by hand: the library for it needs an old Pillow and a network client (docs/decisions/0023). Every
address in it is full, as the specification demands; so there is none while the project names no host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.addresses import DUBLIN, MANIFEST, RECORD
from generator.jobs import Made, RecordJob
from generator.make.linked_whole import shared
from generator.make.view import View
from generator.model import Media, Text
from generator.words import rank_line, word

Data = dict[str, Any]
Said = dict[str, list[str]]
"""A language map: words by language, `none` where they have none."""

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_LICENCE = re.compile(r"\bCC[ -](BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -](\d\.\d)\b")
_CC0 = re.compile(r"\bCC0\b")


def site(view: View, job: RecordJob) -> Data | None:
    """The manifest; None without a host, or where there is nothing to see or hear."""
    media = [*shared(view, job)]
    items = [
        *_pictures(view, job, media),
        *_recordings(view, job, media),
        *_films(view, job, media),
    ]
    if not (items and view.project.host):
        return None
    rights = {licence(m.rights or "") for m in media}
    place, story = view.site, view.site.stories
    data: Data = {
        "@context": CONTEXT, "id": view.absolute(f"{job.target}{MANIFEST}"), "type": "Manifest",
        "label": said(place.name, job),
        "summary": {s.language: [s.lede] for s in story if s.language in job.told},
        "metadata": [*_metadata(view, job)],
        "requiredStatement": statement({
            x: [view.project.title.best(x)[0], *sorted({_credit(m) for m in media})] for x in job.told
        }),
        "homepage": [_homepage(view, language, at) for language, at in job.pages.items()],
        "seeAlso": [
            {"id": view.absolute(f"{job.target}{RECORD}"), "type": "Dataset",
             "label": {"none": ["JSON-LD"]}, "format": "application/ld+json",
             "profile": "https://schema.org/"},
            {"id": view.absolute(f"{job.target}{DUBLIN}"), "type": "Dataset",
             "label": {"none": ["Dublin Core"]}, "format": "application/xml",
             "profile": "http://www.openarchives.org/OAI/2.0/oai_dc/"},
        ],
        "items": items,
    }  # fmt: skip
    if len(rights) == 1 and (only := rights.pop()):
        data["rights"] = only
    return data


def said(text: Text | None, job: RecordJob) -> Said:
    """A text in every language that may be told."""
    return {x: [words] for x, words in text.items() if x in job.told} if text else {}


def statement(value: Said) -> Data:
    """What a viewer must show (requiredStatement)."""
    return {"label": {x: [word("iiif-credit", x)] for x in value}, "value": value}


def licence(rights: str) -> str:
    """The address of a Creative Commons licence, which `rights` must be; '' for any other words."""
    if _CC0.search(rights):
        return "http://creativecommons.org/publicdomain/zero/1.0/"
    found = _LICENCE.search(rights.upper())
    return f"http://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def _credit(media: Media) -> str:
    return ". ".join(part for part in (media.author, media.rights) if part)


def _metadata(view: View, job: RecordJob) -> Iterator[Data]:
    site = view.site
    ranks = {x: [rank_line(site, x)] for x in job.told}
    yield {"label": {x: [word("iiif-rank", x)] for x in job.told}, "value": ranks}
    if here := said(site.address_shown, job):
        yield {"label": {x: [word("address-now", x)] for x in job.told}, "value": here}


def _homepage(view: View, language: str, address: str) -> Data:
    name = {language: [view.site.name.best(language)[0]]}
    return {"id": view.absolute(address), "type": "Text", "label": name, "format": "text/html",
            "language": [language]}  # fmt: skip


def _pictures(view: View, job: RecordJob, media: Iterable[Media]) -> Iterator[Data]:
    for one in media:
        if picture := view.picture(one):
            largest, least = picture.plain[-1], picture.plain[0]
            size = {"width": largest.width, "height": largest.height}
            canvas = _canvas(
                view, job, one, size, _file(view, largest, "Image") | size | _close(view, one)
            )
            small = {"width": least.width, "height": least.height}
            canvas |= {"thumbnail": [_file(view, least, "Image") | small]}
            yield canvas | _points(view, job, canvas, one)


def _points(view: View, job: RecordJob, canvas: Data, media: Media) -> Data:
    """What blocks say of places in the picture, in the languages that may be told."""
    size = (canvas["width"], canvas["height"])
    told = [
        n for block in view.site.blocks for n in block.annotations(media.id, canvas["id"], *size)
    ]
    for note in told:
        note["body"] = [body for body in note["body"] if body["language"] in job.told]
    items = [note for note in told if note["body"]]
    page = {"id": f"{canvas['id']}/notes", "type": "AnnotationPage", "items": items}
    return {"annotations": [page]} if items else {}


def _close(view: View, media: Media) -> Data:
    """The service of its tiles, where it can be looked at closely (Image API 3.0, level 0)."""
    near = view.close(media)
    if near is None:
        return {}
    at = view.absolute(near.address).rstrip("/")
    return {"service": [{"id": at, "type": "ImageService3", "profile": "level0"}]}


def _recordings(view: View, job: RecordJob, media: Iterable[Media]) -> Iterator[Data]:
    for one in media:
        for sound in view.sounds(one)[:1]:
            lasts = {"duration": round(sound.seconds, 3)}
            yield _canvas(view, job, one, lasts, _file(view, sound, "Sound") | lasts)


def _films(view: View, job: RecordJob, media: Iterable[Media]) -> Iterator[Data]:
    for one in media:
        if film := view.film(one):
            size = {"width": film.width, "height": film.height, "duration": round(film.seconds, 3)}
            canvas = _canvas(view, job, one, size, _file(view, film, "Video") | size)
            poster = view.poster(one)
            small = {"width": poster.width, "height": poster.height}
            yield canvas | {"thumbnail": [_file(view, poster, "Image") | small]}


def _file(view: View, made: Made, kind: str) -> Data:
    return {"id": view.absolute(made.target), "type": kind, "format": made.media_type}


def _canvas(view: View, job: RecordJob, media: Media, size: Data, body: Data) -> Data:
    """A canvas painted whole by one body. Its id bears no fragment, for viewers append theirs."""
    name = view.absolute(f"{job.target}/{media.id}")
    told = {x: [word("iiif-narration", x)] for x in job.told} if media.kind == "audio" else {}
    label = said(media.caption, job) or said(media.alt, job) or told
    canvas: Data = {
        "id": name, "type": "Canvas", "label": label, **size,
        "requiredStatement": statement({x: [_credit(media)] for x in job.told}),
        "items": [{
            "id": f"{name}/page", "type": "AnnotationPage",
            "items": [{"id": f"{name}/painting", "type": "Annotation", "motivation": "painting",
                       "body": body, "target": name}],
        }],
    }  # fmt: skip
    if own := licence(media.rights or ""):
        canvas["rights"] = own
    return canvas
