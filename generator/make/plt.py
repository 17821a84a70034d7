"""A plate as HPGL (.plt) for cutters that know nothing newer: one pen a layer, closed outlines.

A plotter unit is 0.025 mm (HP-GL, 1977), so every point is rounded by up to 0.0125 mm each way;
where that is too coarse, use the DXF.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.make.cutting import LAYERS, Ring, rings
from generator.make.scene import Scene

UNIT = 0.025
"""mm in a plotter unit."""

PENS = {layer: number for number, layer in enumerate(LAYERS, 1)}
"""Pen of each layer: QR 1, TEXT 2, FRAME 3, SAMPLE 4, CUT 5, HOLES 6."""


def write_plt(cut: Scene) -> bytes:
    """The cutting scene as HPGL; origin at the trim's lower left, y up."""
    return "\n".join(_lines(cut)).encode() + b"\n"


def _lines(cut: Scene) -> Iterator[str]:
    yield "IN;PA;"
    for layer, shapes in groupby(cut.shapes, key=lambda shape: shape.layer):
        yield f"SP{PENS[layer]};"
        for shape in shapes:
            yield from map(_ring, rings(shape.path))
    yield "PU;SP0;"


def _ring(ring: Ring) -> str:
    """Pen up to the first corner, down through the others and back to it."""
    units = [(round(x / UNIT), round(y / UNIT)) for x, y in ring]
    way = ",".join(f"{x},{y}" for x, y in (*units[1:], units[0]))
    return f"PU{units[0][0]},{units[0][1]};PD{way};"
