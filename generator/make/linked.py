"""Linked data of a page: schema.org as JSON-LD, and the order-keeping escape it needs in HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.model import Kind, Site
from generator.text import unmarked

if TYPE_CHECKING:
    from generator.make.view import View

_TYPES = ("LandmarksOrHistoricalBuildings", "TouristAttraction")
_BY_KIND = {Kind.memorial: _TYPES[:1], Kind.museum: ("Museum", _TYPES[1])}
"""A memorial is no attraction; a museum is one, and no monument."""


def types(place: Site) -> str | list[str]:
    """What schema.org calls such a place."""
    found = _BY_KIND.get(place.kind, _TYPES)
    return found[0] if len(found) == 1 else list(found)


def site(view: View) -> Markup:
    """`<script type="application/ld+json">` content for a site page; sources stand in the linked record."""
    place = view.site
    name, _ = place.name.best(view.language)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": types(place),
        "name": name,
        "description": view.story.lede,
        "inLanguage": view.language,
        "alternateName": sorted({*_other_names(place), unmarked(name)} - {name}),
        "audio": _audio(view),
    }
    if address := view.absolute(view.job.address):
        data["@id"] = data["url"] = address
        data["image"] = f"{view.absolute(view.job.address)}share.jpg"
    if here := place.address_shown:
        data["address"] = {"@type": "PostalAddress", "addressCountry": "VN",
                           "streetAddress": here.best(view.language)[0]}  # fmt: skip
    if pin := place.pin:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": pin.lat,
            "longitude": pin.lon,
        }
    return script(data)


def _audio(view: View) -> dict[str, str] | None:
    """The first recording in the page's language."""
    for media in view.site.media:
        for sound in view.sounds(media)[:1] if media.language == view.language else ():
            if address := view.absolute(sound.target):
                return {"@type": "AudioObject", "contentUrl": address, "inLanguage": view.language,
                        "duration": f"PT{round(sound.seconds)}S"}  # fmt: skip
    return None


def page(view: View, title: str) -> Markup:
    """The same for a page of the project."""
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "inLanguage": view.language,
    }
    if address := view.absolute(view.job.address):
        data["url"] = address
    return script(data)


def dataset(view: View) -> Markup:
    """The open data as a schema.org Dataset: what it is, under which licence, and every file."""
    title = f"{view.w('data')} – {view.plain(view.project.title)}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": view.w("data-lede"),
        "inLanguage": view.language,
        "license": view.project.licence
        and {"@type": "CreativeWork", "text": view.plain(view.project.licence)},
        "isAccessibleForFree": True,
    }
    if address := view.absolute(view.job.address):
        data["url"] = address
        data["distribution"] = [
            {"@type": "DataDownload", "name": view.w(f"data-{e.name[0]}"),
             "contentUrl": view.absolute(e.address), "contentSize": f"{int(e.lines[0][0]) // 1000} KB",
             "encodingFormat": "application/geo+json" if e.address.endswith("json") else "text/csv"}
            for e in view.job.entries
        ]  # fmt: skip
    return script(data)


def script(data: dict[str, Any]) -> Markup:
    """JSON that can stand inside a script element: no `<`, no empty values."""
    kept = {key: value for key, value in data.items() if value not in (None, [], "")}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped for a script element


def _other_names(place: Site) -> Iterator[str]:
    shown = (item for known in place.names_shown for item in known.text.items())
    return (words for language, words in shown if language != "km")
