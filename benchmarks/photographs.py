"""Photographs as a phone takes them, made from real ones that a package carries.

`scikit-image` ships photographs of half a megapixel. They are enlarged to 4000 x 3000 px, and since
an enlargement is smoother than any camera's picture, texture and noise from a seed are added: they
are harder to encode than a clean photograph, not easier. Every file differs from every other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import files, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE = (4000, 3000)
NAMES = ("chelsea.png", "coffee.png", "motorcycle_left.png", "rocket.jpg")
_MARGIN = 200
_TEXTURE, _NOISE = 2.0, 2.0  # standard deviations, of 255


def photographs(folder: Path, count: int, seed: int = 1) -> tuple[Path, ...]:
    """`count` JPEG files of quality 90 in `folder`, about 2 to 4 MB each."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_photograph(folder, number, seed) for number in range(1, count + 1))


def origin() -> str:
    """Where they come from, for the report."""
    return f"scikit-image {version('scikit-image')}: {', '.join(NAMES)}"


def _photograph(folder: Path, number: int, seed: int) -> Path:
    rng = np.random.default_rng([seed, number])
    whole = _enlarged(NAMES[number % len(NAMES)])
    left, top = (int(n) for n in rng.integers(0, _MARGIN, 2))
    cut = whole[top : top + SIZE[1], left : left + SIZE[0]].astype(np.int16)
    light = int(rng.integers(-12, 12))
    grain = np.roll(_grain(seed), rng.integers(0, SIZE[1], 2), axis=(0, 1))[..., None]
    pixels = np.clip(cut + grain + light, 0, 255).astype(np.uint8)
    path = folder / f"anh-thu-{number:04d}.jpg"
    Image.fromarray(pixels).save(path, "JPEG", quality=90)
    return path


@cache
def _enlarged(name: str) -> NDArray[np.uint8]:
    width, height = (side + _MARGIN for side in SIZE)
    with Image.open(_shipped(name)) as small:
        image = small.convert("RGB")
    scale = max(width / image.width, height / image.height)
    size = (round(image.width * scale) + 1, round(image.height * scale) + 1)
    large = image.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(large.crop((0, 0, width, height)))


@cache
def _grain(seed: int) -> NDArray[np.int16]:
    """Fine noise over texture of about eight pixels."""
    rng = np.random.default_rng([seed, 0])
    noise = rng.normal(0, _NOISE, (SIZE[1], SIZE[0]))
    coarse = rng.normal(0, _TEXTURE, (SIZE[1] // 8, SIZE[0] // 8)).astype(np.float32)
    texture = Image.fromarray(coarse).resize(SIZE, Image.Resampling.BICUBIC)
    grain: NDArray[np.int16] = (noise + np.asarray(texture)).astype(np.int16)
    return grain


def _shipped(name: str) -> Path:
    found: Iterator[Path] = (
        Path(str(f.locate())) for f in files("scikit-image") or () if f.name == name
    )
    return next(found)
