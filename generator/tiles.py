"""Pictures that can be looked at closely, or all round: which tiles and sizes there are, and where they lie.

Tiles are those of the IIIF Image API 3.0 at level 0 (static files), so that any reader of that
standard can use them; `templates/web/viewer.js` counts them the same way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.addresses import stem
from generator.jobs import Job

EDGE = 512
"""px of a tile's side: about 30 KB, and a phone's screen takes six."""

LEAST = 2000
"""px of the longer side below which there is nothing more to see than in the picture on the page (1080)."""

MOST = 24_000_000
"""px of the finest level, 6000 x 4000: 2 for each mm of a stele 3 m high. Larger ones are scaled down."""

LIMIT = 12_000_000
"""Bytes of all tiles of one picture."""

PER_SITE = 8
"""Pictures of one site that may have tiles: so no site brings more than 96 MB of them."""

FIRST = 1300
"""px: the level shown first is the finest whose longer side is no longer; a phone's screen needs no more."""

ALONE = 3000
"""px: the same of the picture that is one file, for browsers without script."""

ROUND = {2048: 180_000, 4096: 550_000}
"""Width, px, and most bytes in a modern format, of a view all round; a screen shows a sixth of it."""


class Tile(NamedTuple):
    """A piece of a level: `box` in px of the whole picture (left, top, right, bottom), `size` in its own."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]
    name: str


@dataclass(frozen=True)
class TilesJob(Job):
    """The tiles of one picture, and the picture whole in one file: `<target>/<region>/<size>/0/default.jpg`.

    With `base`, the host's address, `<target>/info.json` says so to readers of the standard, which
    asks for full addresses. A tile's facts are its `scale`; those of the picture whole are `whole`:
    px of the finest level, `<width>x<height>`. A picture smaller than `LEAST` makes nothing.
    """

    kind: ClassVar[str] = "tiles"
    wave: ClassVar[int] = 1

    base: str = ""


def tiles_at(digest: str) -> str:
    """The target of the tiles of the original with this SHA-256."""
    return f"{stem(digest)}/tiles"


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size of the finest level: no more than `MOST` px, in the same shape."""
    share = min(1.0, math.sqrt(MOST / (width * height)))
    return max(1, math.floor(width * share)), max(1, math.floor(height * share))


def scales(width: int, height: int) -> tuple[int, ...]:
    """Px of the picture for one px of each level: 1, 2, 4 … until one tile holds it all."""
    levels = max(0, math.ceil(math.log2(max(width, height) / EDGE)))
    return tuple(1 << level for level in range(levels + 1))


def scale_within(width: int, height: int, longest: int) -> int:
    """The scale of the finest level whose longer side is at most `longest` px."""
    side = max(width, height)
    return next(scale for scale in scales(width, height) if -(-side // scale) <= longest)


def tiles(width: int, height: int, scale: int) -> Iterator[Tile]:
    """The tiles of one level, row after row."""
    step = EDGE * scale
    for top in range(0, height, step):
        for left in range(0, width, step):
            box = (left, top, min(left + step, width), min(top + step, height))
            yield _tile(box, (width, height), scale)


def whole(width: int, height: int) -> Tile:
    """The picture in one file, as large as `ALONE` lets it be."""
    return _tile((0, 0, width, height), (width, height), scale_within(width, height, ALONE))


def _tile(box: tuple[int, int, int, int], full: tuple[int, int], scale: int) -> Tile:
    """A tile under its canonical name (IIIF Image API 3.0, 4.7): region, size, rotation, quality."""
    wide, high = box[2] - box[0], box[3] - box[1]
    size = -(-wide // scale), -(-high // scale)
    region = "full" if (wide, high) == full else f"{box[0]},{box[1]},{wide},{high}"
    says = "max" if size == full else f"{size[0]},{size[1]}"
    return Tile(box, size, f"{region}/{says}/0/default.jpg")
