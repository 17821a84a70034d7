"""A cutting scene as PLT (HP-GL), which vinyl and stencil cutters read; a pen for each layer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.make.cutting import polylines
from generator.make.scene import Scene

UNITS = 40
"""Plotter units in a millimetre (HP-GL: 0.025 mm): a point is rounded by 0.0125 mm at most each way."""

PENS = ("QR", "TEXT", "FRAME", "SAMPLE", "CUT", "HOLES", "KIEM-TRA")
"""Layers in the order of their pens, from 1."""


def write_plt(scene: Scene) -> bytes:
    """The scene as HP-GL, y up; the lowest corner is moved to (0, 0), for a cutter has no negative side."""
    return ("".join(_lines(scene)) + "\n").encode("ascii")


def _lines(scene: Scene) -> Iterator[str]:
    left, low, _, _ = scene.bounds
    yield "IN;"
    for pen, layer in enumerate(PENS, start=1):
        mine = [shape for shape in scene.shapes if shape.layer == layer]
        if mine:
            yield f"SP{pen};"
        for shape in mine:
            for outline in polylines(shape.path):
                points = [f"{_units(x - left)},{_units(y - low)}" for x, y in outline]
                yield f"PU{points[0]};PD{','.join((*points[1:], points[0]))};"
    yield "PU0,0;SP0;"


def _units(length: float) -> int:
    return round(length * UNITS)
