"""Tiles: every level whole, without overlap, named as the IIIF Image API asks, within the limit of bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generator import tiles
from generator.jobs import Input
from generator.make import Output, Templates
from generator.make.tiles import make
from generator.tiles import EDGE, MOST, TilesJob
from tests.web.closer import squares

AT = "m/0123456789abcdef/tiles"
SIZES = [(3000, 2200), (2000, 1999), (2048, 2048), (2049, 512), (6000, 4000), (2500, 130)]


def made(path: Path, base: str = "") -> tuple[Output, ...]:
    """What becomes of the picture at `path`."""
    return make(TilesJob("web", AT, "nha", (Input(str(path), "0"),), base=base), {}, Templates(()))


def saved(folder: Path, image: Image.Image) -> Path:
    """The picture as a file."""
    path = folder / "bia.png"
    image.save(path, compress_level=1)
    return path


def names(outputs: Iterable[Output]) -> list[str]:
    """Names below the job's target."""
    return [one.target.removeprefix(f"{AT}/") for one in outputs]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_tiles_of_a_level_cover_it_once(width: int, height: int) -> None:
    """At each scale every px of the picture lies in one tile, and no tile is larger than its side."""
    for scale in tiles.scales(width, height):
        seen = np.zeros((height, width), np.uint8)
        for tile in tiles.tiles(width, height, scale):
            left, top, right, bottom = tile.box
            seen[top:bottom, left:right] += 1
            assert tile.size == (-(-(right - left) // scale), -(-(bottom - top) // scale))
            assert max(tile.size) <= EDGE
        assert seen.min() == seen.max() == 1
    assert len(list(tiles.tiles(width, height, tiles.scales(width, height)[-1]))) == 1


def test_names_are_those_of_the_standard() -> None:
    """Region, size, rotation and quality as IIIF Image API 3.0 (4.7) makes them canonical."""
    found = {tile.box: tile.name for tile in tiles.tiles(3000, 2200, 2)}
    assert found[(0, 0, 1024, 1024)] == "0,0,1024,1024/512,512/0/default.jpg"
    assert found[(2048, 2048, 3000, 2200)] == "2048,2048,952,152/476,76/0/default.jpg"
    assert [t.name for t in tiles.tiles(3000, 2200, 8)] == ["full/375,275/0/default.jpg"]
    assert tiles.whole(3000, 2200).name == "full/max/0/default.jpg"
    assert tiles.whole(6000, 4000).name == "full/3000,2000/0/default.jpg"


def test_each_tile_is_its_piece_of_the_picture(tmp_path: Path) -> None:
    """Put together again, the tiles of each level are the picture; another picture's are not."""
    image = squares((2300, 1100))
    found = {one.target.removeprefix(f"{AT}/"): one for one in made(saved(tmp_path, image))}
    for scale in tiles.scales(*image.size):
        size = (-(-image.width // scale), -(-image.height // scale))
        level = Image.new("RGB", size)
        for tile in tiles.tiles(*image.size, scale):
            piece = Image.open(io.BytesIO(found[tile.name].data))
            assert piece.size == tile.size == (found[tile.name].width, found[tile.name].height)
            level.paste(piece, (tile.box[0] // scale, tile.box[1] // scale))
        right = np.asarray(image.resize(size, Image.Resampling.BOX), float)
        assert np.abs(np.asarray(level, float) - right).mean() < 8
        assert np.abs(np.asarray(level, float) - right[:, ::-1]).mean() > 20


def test_readers_of_the_standard_are_told(tmp_path: Path) -> None:
    """With a host there is an info.json whose every tile exists; without one there is none."""
    path = saved(tmp_path, squares((2100, 600)))
    outputs = made(path, "https://ditich.example")
    info = json.loads(outputs[-1].data)
    assert outputs[-1].target == f"{AT}/info.json"
    assert (info["id"], info["profile"]) == (f"https://ditich.example/{AT}", "level0")
    wanted = {
        t.name
        for scale in info["tiles"][0]["scaleFactors"]
        for t in tiles.tiles(info["width"], info["height"], scale)
    }
    wanted |= {"full/max/0/default.jpg"}
    assert wanted == set(names(outputs)) - {"info.json"}
    assert not any(name.endswith(".json") for name in names(made(path)))


def test_the_hardest_picture_keeps_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pure noise gives way in quality, then in size, in the same shape; squares keep every px."""
    monkeypatch.setattr("generator.make.tiles.LIMIT", 400_000)
    noise = np.random.default_rng(1).integers(0, 256, (1000, 2000, 3), np.uint8)
    for image, kept in ((Image.fromarray(noise), False), (squares((2000, 1000)), True)):
        outputs = made(saved(tmp_path, image))
        assert sum(len(one.data) for one in outputs) <= 400_000
        (whole,) = [f["whole"] for one in outputs if "whole" in (f := dict(one.facts))]
        width, height = map(int, whole.split("x"))
        assert (width == 2000) is kept
        assert width / height == pytest.approx(2, rel=0.01)


def test_no_original_is_too_large() -> None:
    """The finest level has no more px than is allowed, and the original's shape."""
    width, height = tiles.fitted(12_000, 9_000)
    assert width * height <= MOST
    assert width / height == pytest.approx(4 / 3, rel=0.001)
    assert tiles.fitted(6000, 4000) == (6000, 4000)


def test_the_same_picture_gives_the_same_bytes_again(tmp_path: Path) -> None:
    """Three runs with two threads each: the same files in the same order."""
    path = saved(tmp_path, squares((2100, 900)))
    first = made(path, "https://ditich.example")
    assert all(made(path, "https://ditich.example") == first for _ in range(2))


def test_a_small_picture_has_no_tiles(tmp_path: Path) -> None:
    """Where a closer look shows nothing more, nothing is made."""
    assert not made(saved(tmp_path, squares((1999, 1500))), "https://ditich.example")
