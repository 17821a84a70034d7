"""A plate as DXF R2000 in millimetres for cutters and engravers: closed LWPOLYLINE, a layer a job.

Beside the plate stands a square of 100.00 mm on a layer of its own: measure it, and a wrong scale
is seen before the stone is cut.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from generator.make.cutting import LAYERS, rings
from generator.make.scene import Scene

if TYPE_CHECKING:
    from ezdxf.document import Drawing

CHECK = "KIEM-TRA"
"""The layer of the square ('to check'); ASCII, because old cutters read nothing else."""

CHECK_SIDE, CHECK_APART = 100.0, 20.0
"""mm: the square's side, and how far right of the plate it stands."""

COLOURS = {"QR": 7, "TEXT": 5, "FRAME": 3, "SAMPLE": 30, "CUT": 1, "HOLES": 6, CHECK: 8}
"""AutoCAD colour of each layer: cut lines red, as shops expect."""


def write_dxf(cut: Scene) -> bytes:
    """The cutting scene as DXF bytes; origin at the trim's lower left, y up, $INSUNITS 4 (mm)."""
    import ezdxf
    from ezdxf import options, units

    options.write_fixed_meta_data_for_testing = True  # no clock, no GUID: same plate, same bytes
    drawing = ezdxf.new("R2000", units=units.MM)
    drawing.header["$MEASUREMENT"] = 1
    for name in (*map(str, LAYERS), CHECK):
        drawing.layers.add(name, color=COLOURS[name])
    _draw(drawing, cut)
    made = io.StringIO()
    drawing.write(made)
    return made.getvalue().encode("cp1252")


def _draw(drawing: Drawing, cut: Scene) -> None:
    space = drawing.modelspace()
    for shape in cut.shapes:
        for ring in rings(shape.path):
            points = [(round(x, 4), round(y, 4)) for x, y in ring]
            space.add_lwpolyline(points, close=True, dxfattribs={"layer": str(shape.layer)})
    left, side = cut.width + CHECK_APART, CHECK_SIDE
    square = [(left, 0.0), (left + side, 0.0), (left + side, side), (left, side)]
    space.add_lwpolyline(square, close=True, dxfattribs={"layer": CHECK})
    place = {"layer": CHECK, "height": 5.0, "insert": (left + 5.0, 5.0)}
    space.add_text(f"{side:.2f} mm", dxfattribs=place)
