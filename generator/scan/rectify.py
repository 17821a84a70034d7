"""A symbol in a photograph laid flat: from the corners a reader gave to the grey value of each module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from generator.scan.decoders import Quad

Numbers = np.ndarray[Any, np.dtype[np.float64]]

Photo = np.ndarray[Any, np.dtype[Any]]
"""Grey values 0-255 (rows, columns), whole or not."""

STEPS = (0.8, 0.4, 0.2, 0.1, 0.05)
"""Modules by which a corner is moved while the symbol is fitted, coarse to fine."""

APERTURE = (-0.25, 0.0, 0.25)
"""Where a module is looked at, in modules from its middle: the inner half, as verifiers do (0.5 of X)."""


@dataclass(frozen=True)
class Flat:
    """A symbol laid flat: `values` (rows, columns; 0-255) of its modules, `pixels` a module.

    `wanted` (1: dark) is the one of those asked about that it resembles most, `fit` how well the two
    correlate (1: perfectly). `corners` are those of the symbol in the photograph, px, from its own upper
    left clockwise.
    """

    values: Numbers
    wanted: Numbers
    corners: Quad
    pixels: float
    fit: float


def lay_flat(photo: Photo, quads: Iterable[Quad], symbols: Sequence[Numbers]) -> Flat:
    """The symbol between the best of `quads` (px, in any order round it), fitted to the nearest of `symbols`.

    These (1: dark) are of one size. Readers give corners to about a module. What should be there is known,
    so the corners are moved until the modules agree best; damage does not mislead it, being a small part.
    """
    size = symbols[0].shape[0]
    best, wanted = _nearest(photo, (turned for quad in quads for turned in _turns(quad)), symbols)
    best = _settled(photo, best, wanted)
    # Corners far off may have made another symbol seem nearer; the patterns all share have mended them.
    again, nearer = _nearest(photo, _turns(_shown(best)), symbols)
    if nearer is not wanted:
        best, wanted = _settled(photo, again, nearer), nearer
    values = _values(photo, best, size)
    sides = np.hypot(*(best - np.roll(best, 1, axis=0)).T)
    pixels = float(sides.min()) / size
    return Flat(values, wanted, _shown(best), pixels, _correlation(values, wanted))


def homography(source: Numbers, target: Numbers) -> Numbers:
    """The 3 x 3 matrix that takes four points to four others."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows, dtype=float), np.asarray(target, dtype=float).ravel())
    return np.append(solved, 1.0).reshape(3, 3)


def _nearest(
    photo: Photo, turned: Iterable[Quad], symbols: Sequence[Numbers]
) -> tuple[Numbers, Numbers]:
    """The corners and the symbol that agree best as they are."""
    found = (
        (fit, np.array(quad), wanted)
        for quad in turned
        for fit, wanted in _fits(photo, np.array(quad), symbols)
    )
    _, best, wanted = max(found, key=lambda one: one[0])
    return best, wanted


def _shown(quad: Numbers) -> Quad:
    return tuple((float(x), float(y)) for x, y in quad)


def _turns(corners: Quad) -> Iterator[Quad]:
    """The quad from each of its corners, both ways round: zbar does not say which comes first."""
    for way in (corners, corners[::-1]):
        for first in range(4):
            yield way[first:] + way[:first]


def _settled(photo: Photo, quad: Numbers, wanted: Numbers) -> Numbers:
    module = float(np.hypot(*(quad - np.roll(quad, 1, axis=0)).T).mean()) / wanted.shape[0]
    best = _agreement(photo, quad, wanted)
    for step in STEPS:
        for _ in range(3):
            before = best
            for corner, axis, way in product(range(4), range(2), (-1, 1)):
                moved = quad.copy()
                moved[corner, axis] += way * step * module
                if (found := _agreement(photo, moved, wanted)) > best:
                    quad, best = moved, found
            if best == before:
                break
    return quad


def _agreement(photo: Photo, quad: Numbers, wanted: Numbers) -> float:
    """How well what lies between the corners correlates with the wanted symbol; -1 where nothing can."""
    return next(_fits(photo, quad, (wanted,)))[0]


def _fits(
    photo: Photo, quad: Numbers, symbols: Iterable[Numbers]
) -> Iterator[tuple[float, Numbers]]:
    """(correlation, symbol) of what lies between the corners with each symbol, all of one size."""
    values = None
    for wanted in symbols:
        with suppress(np.linalg.LinAlgError):
            values = _values(photo, quad, wanted.shape[0]) if values is None else values
        yield -1.0 if values is None else _correlation(values, wanted), wanted


def _correlation(values: Numbers, wanted: Numbers) -> float:
    """Correlation of darkness with the wanted symbol."""
    dark, ink = values.mean() - values, wanted - wanted.mean()
    spread = float(np.sqrt((dark * dark).sum() * (ink * ink).sum()))
    return float((dark * ink).sum()) / spread if spread else -1.0


def _values(photo: Photo, quad: Numbers, size: int) -> Numbers:
    """Mean grey of the inner half of each module."""
    square = np.array([[0, 0], [size, 0], [size, size], [0, size]], dtype=float)
    there = homography(square, quad)
    total = np.zeros((size, size))
    middles = np.arange(size) + 0.5
    for dy, dx in product(APERTURE, APERTURE):
        x, y = np.meshgrid(middles + dx, middles + dy)
        u, v, w = there @ np.stack((x.ravel(), y.ravel(), np.ones(x.size)))
        total += _sampled(photo, u / w, v / w).reshape(size, size)
    return total / len(APERTURE) ** 2


def _sampled(photo: Photo, x: Numbers, y: Numbers) -> Numbers:
    """Grey at points (pixel corners at whole numbers), bilinear; beyond the edge its last pixel."""
    rows, columns = photo.shape
    x = np.clip(x - 0.5, 0, columns - 1.001)
    y = np.clip(y - 0.5, 0, rows - 1.001)
    left, top = x.astype(int), y.astype(int)
    right, down = x - left, y - top
    upper = photo[top, left] * (1 - right) + photo[top, left + 1] * right
    lower = photo[top + 1, left] * (1 - right) + photo[top + 1, left + 1] * right
    return np.asarray(upper * (1 - down) + lower * down)
