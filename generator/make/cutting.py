"""The plate for machines that follow outlines: what is cut, what is drilled, a square to check the scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from generator.make.refusal import Refusal
from generator.make.scene import BLACK, Layer, Path, Scene, Shape, joined, polygon, rectangle
from generator.model import Preset

CHORD = 0.01
"""mm that a straight piece may stray from the curve it stands for."""

CHECK, CHECK_APART = 100.0, 20.0
"""mm: the side of the square that shows a wrong scale, and how far below the plate it lies."""

MOST_GROWTH = 0.2
"""Modules that an edge may be moved by: beyond it readers fail (docs/decisions/0014)."""

_CUT_LAYERS = (Layer.QR, Layer.TEXT, Layer.FRAME, Layer.SAMPLE)
_ROUND = 4 / 3 * (math.sqrt(2) - 1)
"""How far the handles of a quarter circle reach, of its radius (the usual cubic approximation)."""

Polyline = tuple[tuple[float, float], ...]


def cutting(scene: Scene, preset: Preset, centres: Iterable[tuple[float, float]]) -> Scene:
    """The outlines of `scene` in one ink, the symbol widened by the preset's kerf, with trim and holes.

    `centres` are those of the screw holes, mm. Raises Refusal `plaque-kerf` for a compensation of
    more than `MOST_GROWTH` modules.
    """
    if abs(preset.grow) > MOST_GROWTH * preset.module:
        most = f"{MOST_GROWTH * preset.module:g}"
        raise Refusal("plaque-kerf", name=preset.id, found=f"{preset.grow:g}", most=most)
    shapes = [
        replace(shape, ink=BLACK, path=grown(shape.path, preset.grow))
        if shape.layer is Layer.QR
        else replace(shape, ink=BLACK)
        for shape in scene.shapes
        if shape.layer in _CUT_LAYERS and not _is_ground(shape)
    ]
    holes = [Shape(Layer.HOLES, BLACK, circle(x, y, preset.hole / 2)) for x, y in centres]
    trim = Shape(Layer.CUT, BLACK, rectangle(0.0, 0.0, scene.width, scene.height))
    square = rectangle(0.0, -CHECK_APART - CHECK, CHECK, CHECK)
    return replace(scene, shapes=(*shapes, *holes, trim, Shape(Layer.CHECK, BLACK, square)))


def _is_ground(shape: Shape) -> bool:
    """The box behind the words of a sample: it would be cut away with them."""
    return shape.layer is Layer.SAMPLE and not shape.text and not shape.even_odd


def grown(path: Path, by: float) -> Path:
    """Rectilinear outlines (dark to the left of the way, y up) with every edge moved `by` mm outwards."""
    if not by:
        return path
    return joined(polygon(*_moved(outline, by)) for outline in polylines(path))


def _moved(outline: Polyline, by: float) -> Polyline:
    count = len(outline)
    moved = []
    for index, (x, y) in enumerate(outline):
        before, after = outline[index - 1], outline[(index + 1) % count]
        first, second = _outward(before, (x, y)), _outward((x, y), after)
        moved.append((x + by * (first[0] + second[0]), y + by * (first[1] + second[1])))
    return tuple(moved)


def _outward(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """The unit normal to the right of an upright or level edge."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    return dy / length, -dx / length


def circle(x: float, y: float, radius: float) -> Path:
    """A circle of four cubic curves, 0.03 % off at most."""
    k = _ROUND * radius
    right, top, left, low = x + radius, y + radius, x - radius, y - radius
    numbers = (
        right, y, right, y + k, x + k, top, x, top, x - k, top, left, y + k, left, y,
        left, y - k, x - k, low, x, low, x + k, low, right, y - k, right, y,
    )  # fmt: skip
    return Path("MCCCCZ", numbers)


def polylines(path: Path, chord: float = CHORD) -> tuple[Polyline, ...]:
    """The closed outlines of `path` as corners, curves in pieces no more than `chord` mm off."""
    found: list[Polyline] = []
    corners: list[tuple[float, float]] = []
    for step, numbers in path.parts():
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if step == "Z":
            found.append(tuple(_without_repeats(corners)))
            corners = []
        elif step == "C":
            corners += _bend((corners[-1], *points), chord)
        else:
            corners += points
    return tuple(found)


def _without_repeats(corners: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The corners, none twice in a row; the last is not the first again."""
    for here, after in pairwise([*corners, corners[0]]):
        if math.dist(here, after) > 1e-6:
            yield here


def _bend(p: tuple[tuple[float, float], ...], chord: float) -> Iterator[tuple[float, float]]:
    """Points along a cubic curve, its start left out.

    A chord over 1/n of it strays by at most |B''| / 8n², and |B''| is at most 6 times the larger
    second difference of the control points.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = p
    bent = max(
        math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
        math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3),
    )
    count = max(1, math.ceil(math.sqrt(0.75 * bent / chord)))
    for number in range(1, count + 1):
        t = number / count
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3
