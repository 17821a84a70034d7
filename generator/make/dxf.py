"""A plate as DXF R2000 in millimetres for cutters and engravers: closed LWPOLYLINE, a layer a job.

Beside the plate stands a square of 100.00 mm on a layer of its own: measure it, and a wrong scale
is seen before the stone is cut.
"""

from __future__ import annotations

import io
import json
from functools import cache
from importlib.metadata import version

from generator import disk
from generator.make.cutting import LAYERS, Line, Ring

CHECK = "KIEM-TRA"
"""The layer of the square ('to check'); ASCII, because old cutters read nothing else."""

CHECK_SIDE, CHECK_APART = 100.0, 20.0
"""mm: the square's side, and how far right of the plate it stands."""

COLOURS = {
    "QR": 7,
    "TEXT": 5,
    "FRAME": 3,
    "SAMPLE": 30,
    "CUT": 1,
    "HOLES": 6,
    "TACTILE": 4,
    "NFC": 2,
    CHECK: 8,
}
"""AutoCAD colour of each layer: cut lines red, as shops expect."""


_FIRST = 0x1000
"""Handle of the first outline, far above those of the frame."""

_HERE = "  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS\n"
"""The end of the section of entities, in ASCII DXF."""


def write_dxf(lines: tuple[Line, ...], width: float) -> bytes:
    """The outlines as DXF bytes; origin at the trim's lower left, y up, $INSUNITS 4 (mm).

    `width` of the plate in mm, to know where the square to check stands.
    """
    head, tail, owner = _frame()
    left, side = width + CHECK_APART, CHECK_SIDE
    square = ((left, 0.0), (left + side, 0.0), (left + side, side), (left, side))
    everything = [(str(layer), ring) for layer, ring in lines]
    everything.append((CHECK, square))
    drawn = "".join(
        _polyline(layer, ring, _FIRST + number, owner)
        for number, (layer, ring) in enumerate(everything)
    )
    last = _FIRST + len(everything)
    said = _text(f"{side:.2f} mm", left + 5.0, last, owner)
    return (head + drawn + said + tail).encode("cp1252")


_SEED = 0xFADED
"""The next free handle the frame names: above a million outlines."""


@cache
def _frame() -> tuple[str, str, str]:
    """An empty drawing with our layers: before the entities, after, and their owner."""
    label = f"dxf 1 {version('ezdxf')} {COLOURS} {_SEED}"
    head, tail, owner = json.loads(disk.kept("dxf-frame", label, _by_ezdxf))
    return head, tail, owner


def _by_ezdxf() -> bytes:
    """The frame as the library makes it, which takes longest to load of all that a plate needs.

    It knows what R2000 asks of a file; to give it thousands of points one by one would cost a second a
    plate, so the outlines are written here.
    """
    from ezdxf import units
    from ezdxf._options import options
    from ezdxf.filemanagement import new

    options.write_fixed_meta_data_for_testing = True  # no clock, no GUID: same plate, same bytes
    drawing = new("R2000", units=units.MM)
    drawing.header["$MEASUREMENT"] = 1
    for name in (*map(str, LAYERS), CHECK):
        drawing.layers.add(name, color=COLOURS[name])
    drawing.entitydb.handles.reset(f"{_SEED:X}")
    made = io.StringIO()
    drawing.write(made)
    head, mark, tail = made.getvalue().partition(_HERE)
    assert mark
    return json.dumps([head, mark + tail, str(drawing.modelspace().layout_key)]).encode()


def _polyline(layer: str, ring: Ring, handle: int, owner: str) -> str:
    """One closed LWPOLYLINE, coordinates to a tenth of a micrometre."""
    points = "".join([" 10\n%.4f\n 20\n%.4f\n" % corner for corner in ring])  # noqa: UP031 - twice as fast
    return (
        f"  0\nLWPOLYLINE\n  5\n{handle:X}\n330\n{owner}\n100\nAcDbEntity\n  8\n{layer}\n"
        f"100\nAcDbPolyline\n 90\n{len(ring)}\n 70\n1\n{points}"
    )


def _text(words: str, left: float, handle: int, owner: str) -> str:
    return (
        f"  0\nTEXT\n  5\n{handle:X}\n330\n{owner}\n100\nAcDbEntity\n  8\n{CHECK}\n"
        f"100\nAcDbText\n 10\n{left:.4f}\n 20\n5.0\n 30\n0.0\n 40\n5.0\n  1\n{words}\n"
        "100\nAcDbText\n"
    )
