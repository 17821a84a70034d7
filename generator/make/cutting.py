"""What a cutter follows: the closed outlines of a plate, its trim and its holes, in mm.

A scene in, a scene out, so that SVG, DXF and PLT draw the very outlines of the PDF. Only the kerf
changes them, and only those of the symbol: letters keep their shape, modules must keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, sqrt

from generator.make.refusal import Refusal
from generator.make.scene import BLACK, Layer, Path, Scene, Shape, joined, rectangle
from generator.make.symbol import Matrix, Symbol, contours
from generator.model import Preset

LAYERS = (Layer.QR, Layer.TEXT, Layer.FRAME, Layer.SAMPLE,
          Layer.CUT, Layer.HOLES, Layer.TACTILE, Layer.NFC)  # fmt: skip
"""What is cut or engraved, in the order a shop works; what is only a guide to it comes last."""

GUIDES = (Layer.TACTILE, Layer.NFC)
"""What shows a place and is not cut: a cutter that followed it would spoil the code."""

CHORD = 0.004
"""mm between a curve and its chords: with DXF's and SVG's rounding still far below 0.01 mm."""

Ring = tuple[tuple[float, float], ...]
"""Corners in mm of one closed outline; the last joins the first."""


Line = tuple[Layer, Ring]
"""An outline and what it is to the shop."""


def cutting(scene: Scene, symbol: Symbol, preset: Preset) -> Scene:
    """The outlines of `scene` that a cutter needs, `preset.grow` mm wider at the symbol; no bleed.

    Raises Refusal `plaque-grow-too-large` above `preset.most_grow`, which *check* tells of first.
    """
    most = preset.most_grow
    if abs(preset.grow) > most + 1e-9:
        raise Refusal("plaque-grow-too-large", preset=preset.id, grow=preset.grow, most=most)
    shapes = [*scene.shapes, *outside(scene)]
    upright, turned = symbol.matrix, tuple(zip(*symbol.matrix, strict=True))[::-1]
    if preset.grow:  # the first code stands upright, the second of a large plate turned
        drawn = [shape for shape in shapes if shape.layer is Layer.QR]
        grown = [
            _grown(shape, turned if number else upright, preset.grow)
            for number, shape in enumerate(drawn)
        ]
        shapes = [*(shape for shape in shapes if shape.layer is not Layer.QR), *grown]
    ordered = tuple(shape for layer in LAYERS for shape in shapes if shape.layer is layer)
    return replace(scene, bleed=0.0, shapes=ordered)


def lines_of(cut: Scene) -> tuple[Line, ...]:
    """Every closed outline of a cutting scene, flattened once for DXF and PLT."""
    return tuple((shape.layer, ring) for shape in cut.shapes for ring in rings(shape.path))


def outside(scene: Scene) -> Iterator[Shape]:
    """The guides of the scene, and its trim if they have none."""
    if not any(shape.layer is Layer.CUT for shape in (*scene.shapes, *scene.guides)):
        yield Shape(Layer.CUT, BLACK, rectangle(0.0, 0.0, scene.width, scene.height))
    yield from scene.guides


def rings(path: Path) -> Iterator[Ring]:
    """The closed outlines of `path`, curves as chords within `CHORD` mm, no corner twice running."""
    ring: list[tuple[float, float]] = []
    for step, numbers in path.parts():
        if step in "MZ" and ring:
            yield _closed(ring)
            ring = []
        if step in "ML":
            ring.append((numbers[0], numbers[1]))
        elif step == "C":
            ring += _chords(ring[-1], numbers)
    if ring:
        yield _closed(ring)


def _closed(ring: list[tuple[float, float]]) -> Ring:
    """Without corners less than a thousandth of a mm from the one before, round the end too."""
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.001:
            kept.append((x, y))
    while len(kept) > 1 and abs(kept[0][0] - kept[-1][0]) + abs(kept[0][1] - kept[-1][1]) <= 0.001:
        kept.pop()
    return tuple(kept)


def _chords(
    start: tuple[float, float], numbers: tuple[float, ...]
) -> Iterator[tuple[float, float]]:
    """Points on a cubic after `start`.

    Their number is from the bound of G. Wang (1984) on second differences, never too small.
    """
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    bend = max(
        (x0 - 2 * x1 + x2) ** 2 + (y0 - 2 * y1 + y2) ** 2,
        (x1 - 2 * x2 + x3) ** 2 + (y1 - 2 * y2 + y3) ** 2,
    )
    count = max(ceil(sqrt(0.75 * sqrt(bend) / CHORD)), 1)
    for number in range(1, count):
        t = number / count
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3
    yield x3, y3


def _grown(shape: Shape, matrix: Matrix, grow: float) -> Shape:
    """The symbol `matrix` where `shape` stands, every edge `grow` mm outward along its normal.

    Dark that widens is traced through the corners where modules touch: outlines kept apart there
    would cross.
    """
    left, _, right, top = shape.path.bounds
    module = (right - left) / len(matrix)
    found = []
    for outline in contours(matrix, bridged=grow > 0):
        corners = [(left + x * module, top - y * module) for x, y in outline]
        numbers = tuple(n for corner in _offset(corners, grow) for n in corner)
        found.append(Path("M" + "L" * (len(corners) - 1) + "Z", numbers))
    return replace(shape, path=joined(found))


def _offset(corners: list[tuple[float, float]], grow: float) -> Iterator[tuple[float, float]]:
    """A right-angled outline moved `grow` mm to the left of its way, which is away from dark."""
    for index, (x, y) in enumerate(corners):
        before, after = corners[index - 1], corners[(index + 1) % len(corners)]
        upright, level = ((before, (x, y)), ((x, y), after))
        if before[0] != x:
            upright, level = level, upright
        side = 1.0 if upright[1][1] > upright[0][1] else -1.0
        rise = 1.0 if level[1][0] > level[0][0] else -1.0
        yield x - side * grow, y + rise * grow
