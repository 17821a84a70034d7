"""The lacquer: a panel of flat layers, eggshell inlay, metal leaf, rubbed edges.

Units: every length is a pixel of the 1600 x 1200 master ("unit"), whatever the size drawn, so a
small proof has the same composition as the master. Colours are sRGB triples. No gradient, no blur:
every pixel of a layer has one of the layer's flat colours; edges are smoothed only by drawing at
`oversample` and averaging down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely import MultiPolygon, Polygon, box, contains_xy
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 1600, 1200
Colour = tuple[int, int, int]
Mask = NDArray[np.bool_]
Field = NDArray[np.float32]
Window = tuple[slice, slice]


def _hex(text: str) -> Colour:
    """'1a0f0c' -> (26, 15, 12)."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


LACQUER, UMBER = _hex("1a0f0c"), _hex("2b1510")
DEEP_RED, RED, CINNABAR = _hex("4a0f0b"), _hex("8a1a14"), _hex("b5301f")
GOLD, PALE_GOLD = _hex("c9973a"), _hex("e6c47a")
LEAF, LIGHT_LEAF, INDIGO, RICE = _hex("24382c"), _hex("33503b"), _hex("16242f"), _hex("a79a4a")
EGGSHELL = tuple(_hex(c) for c in ("f8f1e2", "f2e8d3", "ecdfc4", "e5d5b5", "ddc9a5"))


def glaze(over: Colour, under: Colour, share: float) -> Colour:
    """A thin coat of `over` on `under`: still one flat colour, made only from the palette."""
    r, g, b = (round(o * share + u * (1 - share)) for o, u in zip(over, under, strict=True))
    return r, g, b


WING = glaze(GOLD, DEEP_RED, 0.34)  # sơn cánh gián, the brown lacquer of a cockroach's wing
SILVER = glaze(EGGSHELL[4], INDIGO, 0.62)  # silver leaf dulled by its coat of lacquer
SOIL = glaze(UMBER, LACQUER, 0.55)
WATER = glaze(LIGHT_LEAF, INDIGO, 0.30)

# One band crosses all eight pictures; at both side edges it is exactly this.
BAND_TOP, BAND_BOTTOM, BAND_LINE = 696, 764, 4  # 696 = 0.58 x 1200
BAND, BAND_EDGE = WATER, RICE


def band_shape() -> Polygon:
    """The straight band, from side to side."""
    return box(-10, BAND_TOP, WIDTH + 10, BAND_BOTTOM)


class Panel:
    """One picture being lacquered. `width` in px of the result, `oversample` drawn per px."""

    def __init__(self, name: str, width: int = WIDTH, oversample: int = 2) -> None:
        self.width, self.over = width, oversample
        self.k = width * oversample / WIDTH
        self.w, self.h = width * oversample, round(width * oversample * HEIGHT / WIDTH)
        self.rng = np.random.default_rng(crc32(name.encode()))
        self.seed = crc32(name.encode())
        self.px: NDArray[np.uint8] = np.empty((self.h, self.w, 3), np.uint8)
        self.px[:] = LACQUER
        self._noise: dict[tuple[float, int, float], NDArray[np.uint8]] = {}

    # -- where ---------------------------------------------------------------------------
    def mask(self, shape: BaseGeometry) -> tuple[Window, Mask]:
        """The window of the panel that `shape` touches, and the pixels of it inside `shape`."""
        if shape.is_empty:
            return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), bool)
        x0, y0, x1, y1 = (v * self.k for v in shape.bounds)
        left, top = max(0, int(x0) - 1), max(0, int(y0) - 1)
        right, bottom = min(self.w, int(x1) + 2), min(self.h, int(y1) + 2)
        if right <= left or bottom <= top:
            return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), bool)
        image = Image.new("1", (right - left, bottom - top))
        pen = ImageDraw.Draw(image)
        for part in polygons(shape):
            pen.polygon(self._ring(part.exterior.coords, left, top), fill=1)
            for hole in part.interiors:
                pen.polygon(self._ring(hole.coords, left, top), fill=0)
        return (slice(top, bottom), slice(left, right)), np.asarray(image, bool)

    def _ring(self, coords: Iterable[tuple[float, ...]], left: int, top: int) -> list[float]:
        return [v for p in coords for v in (p[0] * self.k - left, p[1] * self.k - top)]

    def noise(self, period: float, salt: int = 0, stretch: float = 1) -> NDArray[np.uint8]:
        """A smooth field over the panel, 0 to 255; bumps `period` high, `stretch` times as wide."""
        key = (period, salt, stretch)
        if key not in self._noise:
            steps = (period * stretch, period)
            self._noise[key] = _noise(self.w, self.h, steps, self.seed ^ (salt * 7919))
        return self._noise[key]

    def worn(
        self, window: Window, period: float, share: float, salt: int = 0, stretch: float = 1
    ) -> Mask:
        """Where sanding went through: `share` of the panel, in specks about `period` units."""
        fine, wide = self.noise(period, salt, stretch), self.noise(period * 6, salt + 1, stretch)
        level = np.quantile(_mixed(fine[::5, ::5], wide[::5, ::5]), share)
        return np.asarray(_mixed(fine[window], wide[window]) < level)

    # -- layers --------------------------------------------------------------------------
    def paint(self, window: Window, mask: Mask, colour: Colour) -> None:
        """Lay one flat colour where `mask` is set."""
        self.px[window][mask] = colour

    def fill(self, shape: BaseGeometry, colour: Colour, rub: Colour | None = None) -> None:
        """One flat layer; with `rub`, its edge is rubbed so that 2 units of that colour show."""
        self.paint(*self.mask(shape), colour)
        if rub is not None:
            self.rub(shape, rub)

    def rub(
        self, shape: BaseGeometry, colour: Colour, width: float = 2.0, share: float = 0.6
    ) -> None:
        """Show the layer below along the edge of `shape`, in broken stretches."""
        window, mask = self.mask(shape.boundary.buffer(width / 2))
        self.paint(window, mask & self.worn(window, 26, share, 5), colour)

    def polish(self, shape: BaseGeometry, colour: Colour, share: float, period: float = 9) -> None:
        """Rub `shape` with a flat stone, side to side, so that another coat shows in streaks."""
        window, mask = self.mask(shape)
        self.paint(window, mask & self.worn(window, period, share, 11 + int(period), 11), colour)

    def eggshell(self, shape: BaseGeometry, pitch: float = 12, ground: Colour = SOIL) -> None:
        """Inlay crushed eggshell: clipped Voronoi cells, 9-16 units, 1 unit of `ground` between."""
        window, mask = self.mask(shape)
        if not mask.size:
            return
        gap, cell = _cells(self, window, pitch)
        tone = np.random.default_rng(self.seed).integers(0, len(EGGSHELL), 1 << 16)[
            cell % (1 << 16)
        ]
        self.paint(window, mask, ground)
        kept = mask & ~gap
        for index, colour in enumerate(EGGSHELL):
            self.paint(window, kept & (tone == index), colour)

    def metal(
        self,
        shape: BaseGeometry,
        tones: Sequence[Colour],
        size: float = 92,
        wear: float = 0.12,
        ground: Colour = UMBER,
    ) -> None:
        """Lay metal leaf: squares of flat tones, their seams open in places, specks worn."""
        window, mask = self.mask(shape)
        if not mask.size:
            return
        u, v = _turned(self, window, 0.035)
        column, row = np.floor(u / size), np.floor(v / size * 1.02)
        pick = (np.abs(column * 7 + row * 13 + column * row * 3 + self.seed % 17) % 97).astype(int)
        for index, colour in enumerate(tones):
            self.paint(window, mask & (pick % len(tones) == index), colour)
        near = np.minimum(
            np.abs(u - np.round(u / size) * size),
            np.abs(v - np.round(v * 1.02 / size) * size / 1.02),
        )
        self.paint(window, mask & (near < 1.3) & self.worn(window, 20, 0.55, 21), ground)
        specks = self.worn(window, 5, wear * 2.4, 31) & self.worn(window, 60, 0.34, 41, 3)
        self.paint(
            window, mask & (specks | (self.worn(window, 6, 0.22, 51) & (near < 2.6))), ground
        )

    def flakes(
        self,
        shape: BaseGeometry,
        count: int,
        colours: Sequence[Colour],
        size: tuple[float, float] = (2.0, 5.0),
    ) -> None:
        """Scatter `count` small torn flakes of leaf inside `shape`."""
        torn: list[list[Polygon]] = [[] for _ in colours]
        for x, y in scatter(self.rng, shape, count):
            torn[int(self.rng.integers(len(colours)))].append(_flake(self.rng, x, y, size))
        for colour, parts in zip(colours, torn, strict=True):
            self.fill(MultiPolygon(parts), colour)

    def band(self) -> None:
        """The band that joins the eight pictures: same rows, same colours in each."""
        self.fill(band_shape(), BAND)
        for top in (BAND_TOP, BAND_BOTTOM - BAND_LINE):
            self.fill(box(-10, top, WIDTH + 10, top + BAND_LINE - 0.01), BAND_EDGE)

    # -- result --------------------------------------------------------------------------
    def image(self) -> Image.Image:
        """The finished picture, averaged down to `width`."""
        return Image.fromarray(self.px).reduce(self.over)

    def save(self, path: Path, colours: int = 224) -> None:
        """Write a palette PNG: every common colour exact, the rest at their nearest."""
        path.parent.mkdir(parents=True, exist_ok=True)
        _indexed(np.asarray(self.image()), colours).save(path, optimize=True)


def _flake(rng: np.random.Generator, x: float, y: float, size: tuple[float, float]) -> Polygon:
    radius, turn = rng.uniform(*size), rng.uniform(0, 6.28)
    reach = radius * rng.uniform(0.5, 1.1, 4)
    return Polygon(
        [
            (x + r * np.cos(turn + a), y + r * np.sin(turn + a))
            for a, r in zip((0, 1.4, 2.7, 4.4), reach, strict=True)
        ]
    )


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of any shape, in their own order."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [p for part in getattr(shape, "geoms", ()) for p in polygons(part)]


def scatter(rng: np.random.Generator, shape: BaseGeometry, count: int) -> list[tuple[float, float]]:
    """`count` points inside `shape`, even at random."""
    x0, y0, x1, y1 = shape.bounds
    found: list[tuple[float, float]] = []
    while len(found) < count:
        points = rng.uniform((x0, y0), (x1, y1), (count * 2, 2))
        inside = contains_xy(shape, points[:, 0], points[:, 1])
        found += [(float(x), float(y)) for x, y in points[inside]]
    return found[:count]


def _noise(w: int, h: int, steps: tuple[float, float], seed: int) -> NDArray[np.uint8]:
    columns, rows = int(WIDTH / steps[0]) + 4, int(HEIGHT / steps[1]) + 4
    dots = np.random.default_rng(seed).integers(0, 256, (rows, columns), np.uint8)
    within = (1.0, 1.0, 1 + WIDTH / steps[0], 1 + HEIGHT / steps[1])
    return np.asarray(Image.fromarray(dots).resize((w, h), Image.Resampling.BICUBIC, within))


def _mixed(fine: NDArray[np.uint8], wide: NDArray[np.uint8]) -> Field:
    return np.float32(0.55) * fine + np.float32(0.45) * wide


def _grid(panel: Panel, window: Window) -> tuple[Field, Field]:
    ys, xs = (np.arange(s.start, s.stop, dtype=np.float32) / np.float32(panel.k) for s in window)
    return np.broadcast_arrays(xs[None, :], ys[:, None])  # type: ignore[return-value]


def _turned(panel: Panel, window: Window, angle: float) -> tuple[Field, Field]:
    xs, ys = _grid(panel, window)
    c, s = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return xs * c - ys * s, xs * s + ys * c


def _cells(panel: Panel, window: Window, pitch: float) -> tuple[Mask, NDArray[np.int64]]:
    """Voronoi cells of a jittered grid: where the gaps are, and the number of each pixel's cell."""
    xs, ys = _grid(panel, window)
    columns, rows = int(WIDTH / pitch) + 6, int(HEIGHT / pitch) + 6
    jitter = np.random.default_rng(panel.seed ^ int(pitch * 64)).uniform(
        0.08, 0.92, (rows, columns, 2)
    )
    cx, cy = (xs / pitch).astype(np.int32) + 2, (ys / pitch).astype(np.int32) + 2
    best = np.full(xs.shape, np.inf, np.float32)
    second = best.copy()
    owner = np.zeros(xs.shape, np.int64)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            i, j = np.clip(cx + dx, 0, columns - 1), np.clip(cy + dy, 0, rows - 1)
            px = (i - 2 + jitter[j, i, 0].astype(np.float32)) * np.float32(pitch)
            py = (j - 2 + jitter[j, i, 1].astype(np.float32)) * np.float32(pitch)
            distance = np.hypot(px - xs, py - ys).astype(np.float32)
            closer = distance < best
            second = np.where(closer, best, np.minimum(second, distance))
            owner = np.where(closer, j.astype(np.int64) * columns + i, owner)
            best = np.where(closer, distance, best)
    return np.asarray(second - best < 1.5), owner


def _indexed(pixels: NDArray[np.uint8], colours: int) -> Image.Image:
    """A palette image without dither. The most frequent colours keep their exact value."""
    flat = pixels.astype(np.int64)
    key = ((flat[..., 0] << 16) | (flat[..., 1] << 8) | flat[..., 2]).ravel()
    values, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    chosen = _spread(values, counts, colours)
    near = _nearest(_rgb(values), _rgb(chosen))
    image = Image.fromarray(near.astype(np.uint8)[inverse].reshape(pixels.shape[:2]))
    image.putpalette(_rgb(chosen).astype(np.uint8).tobytes())
    return image


def _spread(
    values: NDArray[np.int64], counts: NDArray[np.int64], colours: int
) -> NDArray[np.int64]:
    """Take the commonest colour of each small cube of colour space, commonest cubes first."""
    order = np.lexsort((values, -counts))
    exact = list(order[:48])  # the flat layers themselves
    cube: dict[int, tuple[int, int]] = {}
    for index in order:
        value = int(values[index])
        place = (value >> 20 << 8) | ((value >> 12 & 15) << 4) | (value >> 4 & 15)
        total, first = cube.get(place, (0, int(index)))
        cube[place] = (total + int(counts[index]), first)
    ranked = sorted(cube.values(), key=lambda c: (-c[0], c[1]))
    picked = dict.fromkeys([int(i) for i in exact] + [first for _, first in ranked])
    return np.asarray(values[np.array(list(picked)[:colours])])


def _rgb(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.stack([values >> 16, values >> 8 & 255, values & 255], axis=-1)


def _nearest(colours: NDArray[np.int64], palette: NDArray[np.int64]) -> NDArray[np.int64]:
    best = np.full(len(colours), 1 << 40)
    index = np.zeros(len(colours), np.int64)
    for i, entry in enumerate(palette):
        distance = ((colours - entry) ** 2 * np.array((3, 6, 2))).sum(axis=-1)
        index = np.where(distance < best, i, index)
        best = np.minimum(best, distance)
    return index
