"""Stage 2, pictures that ask for more than a place on the page: to be looked at closely, or all round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.check.desk import Desk
from generator.check.find import Find
from generator.model import Media, Project, Site
from generator.model.media import PICTURED
from generator.problems import ERROR, WARNING, Place
from generator.read import is_picture, picture_size
from generator.tiles import LEAST, PER_SITE, ROUND

_FLAT = tuple(kind for kind in PICTURED if kind != "panorama")
"""Kinds of media that are one flat picture."""

SKEW = 0.02
"""How far from 2 the shape of a view all round may be: a stitcher that trims a few px passes."""


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
    if fault := size_fault(media, *picture_size(path)):
        kind, worst, told = fault
        severity = worst if media.public else WARNING
        desk.problems.add(kind, place, severity=severity, file=media.file, **told)


def needs_size(media: Media) -> bool:
    """Whether its picture must be of some size: only such a one is opened to ask."""
    return media.kind == "panorama" or (media.zoom and media.kind in _FLAT)


def size_fault(media: Media, width: int, height: int) -> tuple[str, str, dict[str, str]] | None:
    """(kind, severity, what fills the sentence) of a picture of these px that is not of the size it needs.

    A view all round is equirectangular: 360 degrees by 180, so twice as wide as high.
    """
    size, least = f"{width} × {height}", min(ROUND)
    if media.kind != "panorama":
        small = max(width, height) < LEAST
        return ("zoom-small", WARNING, {"size": size, "least": str(LEAST)}) if small else None
    if abs(width / height - 2) > SKEW:
        return "panorama-shape", ERROR, {"size": size}
    if width < least:
        return "panorama-small", ERROR, {"width": str(width), "least": str(least)}
    return None
