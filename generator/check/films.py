"""Stage 2, films and models: of which form they are, and whether captions, read as text, fit the film."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.check.desk import Desk
from generator.model import Block, Caption, Captions, Media, Site
from generator.model.media import PICTURED
from generator.problems import ERROR, WARNING, Place
from generator.read import (
    CAPTIONS,
    Node,
    at,
    film_facts,
    is_film,
    is_solid,
    media_path,
    read_captions,
)


def with_captions(desk: Desk, block: Block, item: Node) -> Block:
    """The block with what its files of captions say."""
    found = []
    for language, name in block.caption_files:
        place = at(item, ("captions", language))
        path = media_path(desk.files.folder, name, place, desk.problems)
        if path and path.suffix.lower() not in CAPTIONS:
            desk.problems.add("captions-format", place, name=name)
            continue
        lines = read_captions(path, desk.root, desk.problems) if path else None
        if lines:
            told = (Caption(start=start, end=end, text=text) for start, end, text in lines)
            found.append(Captions(language=language, lines=tuple(told)))
    return block.with_captions(tuple(found)) if found else block


def look_at(desk: Desk, site: Site, media: Media, path: Path, place: Place) -> None:
    """Told at the entry, for its line is what an editor can change; what is not shown stops nothing."""
    film, solid = is_film(path.name), is_solid(path.name)
    by_block = media.kind in ("video", "model")  # of these only what a block shows
    shown = media.public and (not by_block or media.id in site.shown_by_blocks)
    pictured = media.kind in PICTURED
    wrong = {
        "film-codec": media.kind == "video" and not film, "film-kind": film and pictured,
        "solid-form": media.kind == "model" and not solid,
        "solid-kind": solid and (pictured or media.kind == "audio"),
    }  # fmt: skip
    if shown and any(wrong.values()):
        desk.problems.add(
            next(kind for kind, is_so in wrong.items() if is_so), place, file=media.file
        )
    elif (film, solid) == (media.kind == "video", media.kind == "model") and (
        fault := desk.fault_of(path)
    ):
        desk.problems.add(fault, place, severity=ERROR if shown else WARNING, file=media.file)


def films_fit(desk: Desk, site: Site, node: Node, paths: Mapping[str, Path]) -> None:
    """What a block knows once its film has been heard; a film with a fault has been told."""
    for index, block in enumerate(site.blocks):
        media = site.media_by_id(block.film) if block.film else None
        path = paths.get(f"media/{media.file}") if media and media.public else None
        if path is None or not is_film(path.name):
            continue
        try:
            if desk.fault_of(path):
                continue
            film = film_facts(path)
        except OSError:
            continue  # told with the originals
        for kind, name, severity in block.film_checks(film.seconds, heard=film.heard):
            place = at(node, ("blocks", index, *name))
            desk.problems.add(kind, place, severity=severity, name=block.film)
