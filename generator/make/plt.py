"""A plate as HPGL (.plt) for cutters that know nothing newer: one pen a layer, closed outlines.

A plotter unit is 0.025 mm (HP-GL, 1977), so every point is rounded by up to 0.0125 mm each way;
where that is too coarse, use the DXF. The first such cutters count to 32,767 units (819 mm) and no
further: larger plates go to them as DXF, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.make.cutting import GUIDES, LAYERS, Line, Ring

UNIT = 0.025
"""mm in a plotter unit."""

PENS = {layer: number for number, layer in enumerate(LAYERS, 1) if layer not in GUIDES}
"""Pen of each layer: QR 1, TEXT 2, FRAME 3, SAMPLE 4, CUT 5, HOLES 6.

Guides have none: old cutters mind no pens."""


def write_plt(lines: tuple[Line, ...]) -> bytes:
    """The outlines as HPGL; origin at the trim's lower left, y up."""
    return "\n".join(_commands(lines)).encode() + b"\n"


def _commands(lines: tuple[Line, ...]) -> Iterator[str]:
    yield "IN;PA;"
    for layer, outlines in groupby(lines, key=lambda line: line[0]):
        if layer in PENS:
            yield f"SP{PENS[layer]};"
            yield from (_ring(ring) for _, ring in outlines)
    yield "PU;SP0;"


def _ring(ring: Ring) -> str:
    """Pen up to the first corner, down through the others and back to it."""
    units = [f"{round(x / UNIT)},{round(y / UNIT)}" for x, y in ring]
    return f"PU{units[0]};PD{','.join(units[1:])},{units[0]};"
