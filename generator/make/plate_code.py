"""The codes of a plate: the bare ground each stands on, what frames it, and its modules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.make import ornament
from generator.make.scene import BARE, BLACK, Layer, Path, Shape, joined, rectangle
from generator.make.styles import Look
from generator.make.symbol import Symbol, contours
from generator.model.plate import RIM

MODULE = 2.0
"""Units in a module of the plate's first code."""

SHELL = RIM * MODULE
"""Width in units of the eggshell around its panel."""


@dataclass(frozen=True)
class Code:
    """A code in units: the panel's lower left corner and side (quiet zone included), its module.

    The `second` of a large plate stands turned by a quarter, in a plain gold rim: what scratches or
    hides one does not do the same to the other.
    """

    x: float
    y: float
    side: float
    module: float = MODULE
    second: bool = False

    def moved(self, x: float, y: float) -> Code:
        """The same code elsewhere."""
        return replace(self, x=x, y=y)

    @property
    def rim(self) -> float:
        """Width of what frames the panel."""
        return SHELL * self.module / MODULE

    @property
    def top(self) -> float:
        """The upper edge of the panel."""
        return self.y + self.side


def panel(code: Code, look: Look) -> Iterator[Shape]:
    """The bare ground the symbol stands on, and what frames it."""
    x, y, side, rim = code.x, code.y, code.side, code.rim
    if not look.plain:
        bed = rectangle(x - rim, y - rim, side + 2 * rim, side + 2 * rim)
        yield Shape(Layer.PANEL, look.rule, bed)
        if not code.second:
            shell = ornament.inlay_ring(x, y, side, side, rim)
            yield Shape(Layer.PANEL, look.shell, shell)
    yield Shape(Layer.PANEL, BARE, rectangle(x, y, side, side))


def symbol_shape(symbol: Symbol, code: Code) -> Shape:
    """The symbol in its panel, in black ink alone."""
    half = symbol.size / 2 * code.module
    outlines = []
    for outline in contours(symbol.matrix):
        numbers = [n for x, y in outline for n in (x * code.module - half, half - y * code.module)]
        outlines.append(Path("M" + "L" * (len(outline) - 1) + "Z", tuple(numbers)))
    path = joined(outlines)
    path = path.turned() if code.second else path
    path = path.moved(code.x + code.side / 2, code.y + code.side / 2)
    return Shape(Layer.QR, BLACK, path, even_odd=True, text=symbol.payload, language="")
