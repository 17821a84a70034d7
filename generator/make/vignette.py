"""A site's one-ink drawing as outlines for a plate: y up, 1 high, its lower left corner at (0, 0)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.make.refusal import Refusal
from generator.make.scene import Ink, Layer, Path, Shape
from generator.read.drawing import DrawingFault, read_drawing

LEAST = 34.0
"""mm: three quarters of the height it was drawn for (60 x 45 mm); lower, its lines are too fine."""


@dataclass(frozen=True)
class Drawing:
    """The vignette on a plate: its outlines 1 high and `wide`, its ink, the `least` height in units."""

    path: Path
    ink: Ink
    least: float

    @classmethod
    def of(cls, path: Path | None, per_mm: float, ink: Ink) -> Drawing | None:
        """The drawing on a plate of so many units a millimetre; None if the site has none."""
        return cls(path, ink, LEAST * per_mm) if path else None

    @property
    def wide(self) -> float:
        """Its width when it is 1 high."""
        return self.path.bounds[2]

    def standing(self, left: float, low: float, tall: float) -> Shape:
        """The drawing from its lower left corner, so high."""
        return Shape(Layer.FRAME, self.ink, self.path.scaled(tall).moved(left, low))


def vignette_of(data: bytes, file: str = "") -> Path:
    """The drawing in `data` (SVG) cropped to what is drawn, and 1 high. Raises Refusal as *check* does."""
    try:
        drawing = read_drawing(data)
    except DrawingFault as why:
        raise Refusal(why.kind, file=file, found=why.found) from why
    numbers = list(drawing.numbers)
    numbers[1::2] = [drawing.height - y for y in numbers[1::2]]
    path = Path(drawing.steps, tuple(numbers))
    left, low, _, high = path.bounds
    return path.moved(-left, -low).scaled(1 / (high - low))
