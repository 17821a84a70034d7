"""What stages must agree on about finished plates: units, bleed, how their files are called."""

from __future__ import annotations

INCH = 25.4
"""mm."""

POINT = 72 / INCH
"""Points of PDF in a millimetre."""

BLEED = 3.0
"""mm drawn beyond the trim, so that a knife off by a hair shows no white."""

PDF, SVG, SYMBOL, PREVIEW, NOTE = ".pdf", ".svg", "-qr.png", "dpi.png", "-nha-in.txt"
"""How the files of a plate end: as it looks, its code alone, a picture, plain words for the shop."""

CUT = CUTTING, DXF, PLT = "-khac.svg", ".dxf", ".plt"
"""How those for cutters end: outlines alone, the symbol's perhaps widened, nothing to look at."""


def packed(target: str) -> str:
    """What a file of the edition is called away from its folder: it still says of which site it is."""
    return target.replace("/", "-")
