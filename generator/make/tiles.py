"""Tiles for looking closely: one decode, every level in pieces of 512 px, the same bytes anywhere.

JPEG, for that is what readers of the IIIF Image API ask a static server for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from generator import tiles
from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.picture import encode, open_picture, threads
from generator.tiles import EDGE, LEAST, LIMIT, Tile, TilesJob

_QUALITIES = (76, 62, 48)
"""Tried in turn until all tiles keep the limit; then the picture gives way."""

_Piece = tuple[int, Tile, Image.Image]
"""The scale of a level, one of its tiles, the pixels; scale 0 is the picture in one file."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The tiles of `job.inputs[0]`; nothing of a picture too small to gain by them."""
    assert isinstance(job, TilesJob)
    image = open_picture(Path(job.inputs[0].path), 1 << 16)
    if max(image.size) < LEAST:
        return ()
    full = tiles.fitted(*image.size)
    while True:
        image = image if image.size == full else image.resize(full, Image.Resampling.HAMMING)
        if made := _within_limit(image, job.target):
            told = (_told(job, full),) if job.base else ()
            return (*made, *told)
        full = full[0] * 3 // 4, full[1] * 3 // 4


def _within_limit(image: Image.Image, target: str) -> tuple[Output, ...]:
    """Every file at the best quality at which they keep the limit; () if there is none."""
    pieces = tuple(_pieces(image))
    with ThreadPoolExecutor(threads()) as pool:
        for quality in _QUALITIES:
            blobs = pool.map(lambda piece, q=quality: encode(piece[2], "JPEG", q), pieces)
            made = tuple(
                _output(target, piece, data, image.size)
                for piece, data in zip(pieces, blobs, strict=True)
            )
            if sum(len(one.data) for one in made) <= LIMIT:
                return made
    return ()


def _pieces(image: Image.Image) -> Iterator[_Piece]:
    """All levels cut up, the finest first, each scaled from the one before; among them the picture whole."""
    full, alone, level = image.size, tiles.whole(*image.size), image
    for scale in tiles.scales(*full):
        size = -(-full[0] // scale), -(-full[1] // scale)
        level = level if level.size == size else level.resize(size, Image.Resampling.HAMMING)
        for tile in tiles.tiles(*full, scale):
            left, top = tile.box[0] // scale, tile.box[1] // scale
            yield scale, tile, level.crop((left, top, left + tile.size[0], top + tile.size[1]))
        if size == alone.size:
            yield 0, alone, level


def _output(target: str, piece: _Piece, data: bytes, full: tuple[int, int]) -> Output:
    scale, tile, image = piece
    fact = ("scale", str(scale)) if scale else ("whole", f"{full[0]}x{full[1]}")
    return Output(f"{target}/{tile.name}", data, "image/jpeg", *image.size, facts=(fact,))


def _told(job: TilesJob, full: tuple[int, int]) -> Output:
    """`info.json`: what there is, as the standard says it (Image API 3.0, 5)."""
    scales = tiles.scales(*full)
    alone = tiles.whole(*full).size
    info = {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": f"{job.base}/{job.target}",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": full[0],
        "height": full[1],
        "sizes": [{"width": alone[0], "height": alone[1]}],
        "tiles": [{"width": EDGE, "height": EDGE, "scaleFactors": list(scales)}],
    }
    data = json.dumps(info, indent=1).encode() + b"\n"
    return Output(f"{job.target}/info.json", data, "application/json")
