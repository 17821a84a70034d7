"""Stage 2, pictures that ask for more than a place on the page: to be looked at closely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.check.desk import Desk
from generator.check.find import Find
from generator.model import Media, Project, Site
from generator.problems import WARNING, Place
from generator.read import is_picture, picture_size
from generator.tiles import LEAST, PER_SITE

_FLAT = ("photo", "archive", "scan", "drawing", "infographic")
"""Kinds of media that are one flat picture."""


def looked_at_closely(site: Site, _: Project | None) -> Iterator[Find]:
    """Only flat pictures, and only so many of a site: their tiles are the heaviest thing that it brings."""
    asked = [(index, media) for index, media in enumerate(site.media) if media.zoom]
    for index, media in asked:
        if media.kind not in _FLAT:
            yield Find("zoom-no-picture", ("media", index, "zoom"), {"name": media.id})
    if len(asked) > PER_SITE:
        told = {"count": str(len(asked)), "most": str(PER_SITE)}
        yield Find("zoom-too-many", ("media", asked[PER_SITE][0], "zoom"), told)


def look_for_size(desk: Desk, media: Media, path: Path, place: Place) -> None:
    """Tell at the entry what keeps a sound picture from being shown as it asks to be; raises OSError."""
    if not needs_size(media) or not is_picture(path.name) or desk.fault_of(path):
        return
    if fault := size_fault(*picture_size(path)):
        kind, worst, told = fault
        severity = worst if media.public else WARNING
        desk.problems.add(kind, place, severity=severity, file=media.file, **told)


def needs_size(media: Media) -> bool:
    """Whether its picture must be of some size: only such a one is opened to ask."""
    return media.zoom and media.kind in _FLAT


def size_fault(width: int, height: int) -> tuple[str, str, dict[str, str]] | None:
    """(kind, severity, what fills the sentence) of a picture of these px that is not of the size it needs."""
    if max(width, height) < LEAST:
        return "zoom-small", WARNING, {"size": f"{width} × {height}", "least": str(LEAST)}
    return None
