"""A cutting scene as DXF R2000 in millimetres: closed polylines, a layer each, and nothing else."""

from __future__ import annotations

import io

import ezdxf

from generator.make.cutting import polylines
from generator.make.scene import Scene

COLOURS = {"QR": 7, "TEXT": 3, "FRAME": 5, "SAMPLE": 1, "CUT": 1, "HOLES": 6, "KIEM-TRA": 8}
"""AutoCAD colour numbers by layer, so that a machine's operator tells them apart."""

MILLIMETRES = 4
"""$INSUNITS (DXF reference, header variables)."""


def write_dxf(scene: Scene) -> bytes:
    """The scene as ASCII DXF R2000 (AC1015), y up, origin at the trim's lower left; no clock in it."""
    # Dates and GUIDs, which nobody reads, are the same in every file; the first is written at once.
    ezdxf.options.write_fixed_meta_data_for_testing = True  # type: ignore[attr-defined]
    drawing = ezdxf.new("R2000", setup=False)  # type: ignore[attr-defined]
    drawing.header["$INSUNITS"] = MILLIMETRES
    drawing.header["$MEASUREMENT"] = 1
    space = drawing.modelspace()
    for layer in sorted({str(shape.layer) for shape in scene.shapes}):
        drawing.layers.add(layer, color=COLOURS[layer])
    for shape in scene.shapes:
        for outline in polylines(shape.path):
            points = [(round(x, 4), round(y, 4)) for x, y in outline]
            space.add_lwpolyline(points, close=True, dxfattribs={"layer": str(shape.layer)})
    made = io.StringIO()
    drawing.write(made)
    return made.getvalue().encode()
