"""Shapes shared by the pictures: brush strokes, blades, ripples, fronds. Lengths in units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon, transform, unary_union
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]


def at(text: str) -> list[Point]:
    """'3,4 5,6' -> [(3, 4), (5, 6)]: an outline short enough to read."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def curve(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through `points`."""
    p = [*points]
    p = [p[-1], *p, p[0], p[1]] if closed else [p[0], *p, p[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        out += [_between(a, b, c, d, i / steps) for i in range(steps)]
    return out if closed else [*out, p[-2]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    x, y = (
        0.5
        * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )
        for i in (0, 1)
    )
    return x, y


def blob(points: Sequence[Point], steps: int = 10) -> BaseGeometry:
    """A closed smooth shape through `points`."""
    return Polygon(curve(points, closed=True, steps=steps)).buffer(0)


def stroke(
    points: Sequence[Point], start: float, end: float, middle: float | None = None
) -> BaseGeometry:
    """A brush stroke along `points`: full width `start` to `end`, optionally `middle` between."""
    n = len(points) - 1
    left, right = [], []
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(i - 1, 0)], points[min(i + 1, n)]
        length = hypot(bx - ax, by - ay) or 1.0
        t = i / n
        width = start + (end - start) * t if middle is None else _swell(start, middle, end, t)
        nx, ny = -(by - ay) / length * width / 2, (bx - ax) / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return Polygon(left + right[::-1]).buffer(0)


def _swell(start: float, middle: float, end: float, t: float) -> float:
    return start + (middle - start) * sin(pi * t) + (end - start) * t * (1 - sin(pi * t))


def blade(base: Point, angle: float, length: float, width: float, bend: float = 0.0) -> Polygon:
    """One leaf blade from `base`; `angle` in radians (0 right, -pi/2 up), `bend` sags its tip."""
    out, back = [], []
    for i in range(9):
        t = i / 8
        a = angle + bend * t
        x, y = base[0] + cos(a) * length * t, base[1] + sin(a) * length * t
        half = width / 2 * sin(pi * min(1.0, 0.06 + 0.94 * t)) ** 0.8
        out.append((x - sin(a) * half, y + cos(a) * half))
        back.append((x + sin(a) * half, y - cos(a) * half))
    return Polygon(out + back[::-1])


def frond(
    rib: Sequence[Point],
    length: float,
    width: float,
    pairs: int,
    lean: tuple[float, float] = (0.75, 0.75),
    sag: float = 0.25,
) -> BaseGeometry:
    """A pinnate leaf (nipa, coconut): leaflets in `pairs` along `rib`, longest a third of the way.

    `lean` is the angle of the leaflets to the rib in radians, on its left and on its right.
    """
    parts: list[BaseGeometry] = [stroke(rib, width * 0.9, width * 0.25)]
    line = LineString(rib)
    for i in range(pairs):
        t = 0.10 + 0.88 * i / (pairs - 1)
        here, ahead = (line.interpolate(min(t + d, 1.0), normalized=True) for d in (0, 0.01))
        back = line.interpolate(max(t - 0.01, 0.0), normalized=True)
        along = atan2(ahead.y - back.y, ahead.x - back.x)
        size = length * (0.42 + 0.58 * sin(pi * (0.16 + 0.70 * t))) * (1 - 0.35 * t)
        for side, open_ in ((-1, lean[0]), (1, lean[1])):
            drop = sag if cos(along + side * open_) >= 0 else -sag
            parts.append(
                blade((here.x, here.y), along + side * (open_ - 0.14 * t), size, width, drop)
            )
    (ax, ay), (bx, by) = rib[-2], rib[-1]
    parts.append(blade((ax, ay), atan2(by - ay, bx - ax), length * 0.4, width))
    return unary_union(parts)


def lens(x: float, y: float, width: float, height: float) -> Polygon:
    """A flat sliver lying on water."""
    h = height / 2
    return Polygon(
        [
            (x - width / 2, y),
            (x - width * 0.2, y - h),
            (x + width * 0.22, y - h * 0.8),
            (x + width / 2, y),
            (x + width * 0.15, y + h),
            (x - width * 0.25, y + h * 0.7),
        ]
    )


def ripples(
    rng: np.random.Generator,
    region: BaseGeometry,
    rows: int,
    share: float,
    length: tuple[float, float] = (40, 150),
    height: float = 4.0,
) -> BaseGeometry:
    """Slivers of light in `rows` over the water `region`, covering `share` of each row."""
    x0, y0, x1, y1 = region.bounds
    found: list[BaseGeometry] = []
    for row in range(rows):
        y = y0 + (y1 - y0) * (row + 0.5) / rows
        x = x0 - float(rng.uniform(0, length[1]))
        while x < x1:
            size = float(rng.uniform(*length))
            found.append(
                lens(
                    x + size / 2,
                    y + float(rng.uniform(-3, 3)),
                    size,
                    height * (0.7 + 0.6 * row / rows),
                )
            )
            x += size + float(rng.exponential(size * (1 - share) / share))
    return unary_union([f for f in found if region.contains(f)])


def wavering(shape: BaseGeometry, amount: float, phase: float = 0.0) -> BaseGeometry:
    """The same shape drawn by hand: its outline wanders by up to `amount`."""

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = points[:, 0], points[:, 1]
        dx = np.sin(x * 0.012 + y * 0.017 + phase) + np.sin(x * 0.031 - y * 0.027 + 2 * phase) / 2
        dy = np.sin(x * 0.017 - y * 0.012 + 3 * phase) + np.sin(x * 0.033 + y * 0.023 + phase) / 2
        return points + amount / 2 * np.stack([dx, dy], axis=-1)

    return transform(shape.segmentize(10), move).buffer(0)


def thread(foot: Point, top: float, sway: float, phase: float, width: float = 5.0) -> BaseGeometry:
    """A thread of incense smoke rising from `foot` to the height `top`, thinner as it climbs."""
    x, y = foot
    rise = y - top
    points = [
        (x + sway * (i / 60) ** 1.3 * sin(phase + 7.2 * (i / 60) ** 0.85), y - rise * i / 60)
        for i in range(61)
    ]
    return stroke(points, width, width * 0.35)


def joined(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """All shapes as one."""
    return unary_union(list(shapes)) if shapes else MultiPolygon()
