"""What a plate needs beside its picture: screw holes, a raised frame and a notch, the place of a tag."""

from __future__ import annotations

from collections.abc import Iterator

from generator.make.field import Field
from generator.make.plate_code import Code
from generator.make.scene import BLACK as INK
from generator.make.scene import ROUND, Layer, Path, Shape, circle, ring
from generator.model import Preset

TAG = 12.5
"""mm: half the diameter of the usual NFC sticker (25 mm)."""

RAISED = 0.9
"""Of the rim around the first code, how wide its raised frame is: 1 mm where modules are 1 mm."""


def guides(at: Field, preset: Preset, unit: float) -> Iterator[Shape]:
    """Holes, raised frame, trim with a notch and place of the tag, as the preset asks; in units of `unit` mm.

    No screw's head reaches a code: words and codes with their frames keep within the margin.
    """
    first = at.codes[0]
    if at.hole:
        for y in (at.drill, at.height - at.drill):
            for x in (at.drill, at.width - at.drill):
                yield Shape(Layer.HOLES, INK, circle(x, y, at.hole / 2))
    if preset.tactile:
        off, side = first.rim, first.side + 2 * first.rim
        raised = ring(first.x - off, first.y - off, side, side, RAISED * off)
        yield Shape(Layer.TACTILE, INK, raised, even_odd=True)
        yield Shape(Layer.CUT, INK, _notched_trim(at, first))
    if preset.nfc:
        middle = (first.x + first.side / 2, first.y + first.side / 2)
        yield Shape(Layer.NFC, INK, circle(*middle, min(TAG / unit, 0.4 * first.side)))


def _notched_trim(at: Field, code: Code) -> Path:
    """The trim with a round notch in its right edge, level with the code: a hand along the edge finds it.

    It stays outside the frame.
    """
    width, height = at.width, at.height
    radius, y = 0.8 * at.inset, code.y + code.side / 2
    arm = ROUND * radius
    numbers = (
        0.0, 0.0, width, 0.0, width, y - radius,
        width - arm, y - radius, width - radius, y - arm, width - radius, y,
        width - radius, y + arm, width - arm, y + radius, width, y + radius,
        width, height, 0.0, height,
    )  # fmt: skip
    return Path("MLLCCLLZ", numbers)
