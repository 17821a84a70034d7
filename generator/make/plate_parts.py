"""What is not words on a plate: ground and frame, the codes, and the guides for the shop."""

from __future__ import annotations

from collections.abc import Iterator

from generator.make import ornament
from generator.make.plate_layout import Panel, Places, hole_inset, holes, inset_of
from generator.make.scene import (
    BARE,
    BLACK,
    ROUND,
    Ink,
    Layer,
    Path,
    Shape,
    circle,
    joined,
    rectangle,
    ring,
)
from generator.make.styles import Look
from generator.make.symbol import Symbol, contours
from generator.model import Preset

TAG = 12.5
"""mm: half the diameter of the usual NFC sticker (25 mm)."""

TACTILE = 0.5
"""Modules: how wide the raised frame around the code is; 1 mm at least, or no finger finds it."""

CUT_INK = Ink("cut", (0.0, 1.0, 0.0, 0.0), "#ec008c", spot="CutContour")
GUIDE_INK = Ink("guide", (1.0, 0.0, 0.0, 0.0), "#00a0e3", spot="Guide")


def scale_of(preset: Preset) -> float:
    """How much larger than on a plate with modules of 2 mm ornaments are; hairlines stay above 0.25 mm."""
    return max(preset.module / 2, 0.85)


def ground(preset: Preset, look: Look, bleed: float) -> Iterator[Shape]:
    """Border, field and frame; a label has one rule, for its corners are needed."""
    width, height, inset, big = preset.width, preset.height, inset_of(preset), scale_of(preset)
    if look.painted:
        whole = rectangle(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed)
        yield Shape(Layer.GROUND, look.border, whole)
        edge = inset + ornament.RULE * big / 2
        field = rectangle(edge, edge, width - 2 * edge, height - 2 * edge)
        yield Shape(Layer.GROUND, look.ground, field)
    if preset.terse:
        rule = ring(inset, inset, width - 2 * inset, height - 2 * inset, 0.5 * big)
        yield Shape(Layer.FRAME, look.rule, rule, even_odd=True)
        return
    notch = ornament.NOTCH
    if preset.hole:  # the fine rule steps in around the screws
        notch = (hole_inset(preset) + 0.6 * preset.hole - inset) / big - ornament.APART
    stones = not preset.hole  # a screw head stands where the small square would
    lines = ornament.frame(width / big, height / big, inset / big, notch, stones=stones).scaled(big)
    yield Shape(Layer.FRAME, look.rule, lines, even_odd=True)
    if stones:
        squares = ornament.corner_stones(width / big, height / big, inset / big).scaled(big)
        yield Shape(Layer.FRAME, look.shell, squares)


def code(panel: Panel, symbol: Symbol, look: Look, *, turned: bool = False) -> Iterator[Shape]:
    """The code on its bare panel within a rim; `turned` a quarter to the left for the second one."""
    side, bed = panel.side, panel.bed
    whole = side + 2 * bed
    if look.inlaid:
        base = rectangle(panel.left - bed, panel.low - bed, whole, whole)
        yield Shape(Layer.PANEL, look.rule, base)
        fine = bed / 2.2  # as on the plate the pieces were drawn for
        shell = ornament.inlay_ring(0.0, 0.0, side / fine, side / fine, 2.2).scaled(fine)
        yield Shape(Layer.PANEL, look.shell, shell.moved(panel.left, panel.low))
    else:
        thin = max(0.2 * panel.module, ornament.HAIRLINE)
        rim = ring(panel.left - bed / 2, panel.low - bed / 2, side + bed, side + bed, thin)
        yield Shape(Layer.FRAME, look.rule, rim, even_odd=True)
    yield Shape(Layer.PANEL, BARE, rectangle(panel.left, panel.low, side, side))
    path = symbol_path(symbol, panel.module)
    half = symbol.size * panel.module / 2
    path = path.moved(-half, -half)
    x, y = panel.middle
    path = (path.turned() if turned else path).moved(x, y)
    yield Shape(Layer.QR, BLACK, path, even_odd=True, text=symbol.payload, language="")


def symbol_path(symbol: Symbol, module: float) -> Path:
    """The outlines of the symbol in mm, its lower left corner at (0, 0)."""
    high = symbol.size * module
    outlines = []
    for outline in contours(symbol.matrix):
        numbers = [n for x, y in outline for n in (x * module, high - y * module)]
        outlines.append(Path("M" + "L" * (len(outline) - 1) + "Z", tuple(numbers)))
    return joined(outlines)


def guides(preset: Preset, at: Places) -> Iterator[Shape]:
    """Holes, trim outline, raised frame and the place of the tag, as the preset asks for them."""
    if preset.hole:
        rounds = joined(circle(x, y, preset.hole / 2) for x, y in holes(preset))
        yield Shape(Layer.HOLES, CUT_INK, rounds)
    yield Shape(Layer.CUT, CUT_INK, outline(preset, at))
    panel = at.main
    if preset.tactile:
        thick, off = max(TACTILE * panel.module, 1.0), panel.bed
        side = panel.side + 2 * off
        raised = ring(panel.left - off, panel.low - off, side, side, min(thick, off))
        yield Shape(Layer.TACTILE, GUIDE_INK, raised, even_odd=True)
    if preset.nfc:
        radius = min(TAG, 0.4 * panel.side)
        yield Shape(Layer.NFC, GUIDE_INK, circle(*panel.middle, radius))


def outline(preset: Preset, at: Places) -> Path:
    """The trim; a tactile plate has a round notch in its right edge, level with the code's centre.

    A hand that follows the edge finds the notch, and the code left of it. It stays outside the frame.
    """
    width, height = preset.width, preset.height
    if not preset.tactile:
        return rectangle(0.0, 0.0, width, height)
    radius, y = 0.8 * inset_of(preset), at.main.middle[1]
    c = ROUND * radius
    numbers = (
        0.0, 0.0, width, 0.0, width, y - radius,
        width - c, y - radius, width - radius, y - c, width - radius, y,
        width - radius, y + c, width - c, y + radius, width, y + radius,
        width, height, 0.0, height,
    )  # fmt: skip
    return Path("MLLCCLLZ", numbers)
