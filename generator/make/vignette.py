"""A site's one-ink drawing as outlines for a plate: y up, 1 high, its lower left corner at (0, 0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.make.refusal import Refusal
from generator.make.scene import Ink, Layer, Path, Shape, joined
from generator.read.drawing import DrawingFault, read_drawing

LEAST = 34.0
"""mm: three quarters of the height it was drawn for (60 x 45 mm); lower, its lines are too fine."""


Art = tuple[tuple[Path, bool], ...]
"""The paths of a drawing 1 high, each with whether it is filled even-odd: two rules are two pictures."""


@dataclass(frozen=True)
class Drawing:
    """The vignette on a plate: its outlines 1 high and `wide`, its ink, the `least` height in units."""

    art: Art
    ink: Ink
    least: float

    @classmethod
    def of(cls, art: Art | None, per_mm: float, ink: Ink) -> Drawing | None:
        """The drawing on a plate of so many units a millimetre; None if the site has none."""
        return cls(art, ink, LEAST * per_mm) if art else None

    @property
    def wide(self) -> float:
        """Its width when it is 1 high."""
        return max(path.bounds[2] for path, _ in self.art)

    def standing(self, left: float, low: float, tall: float) -> Iterator[Shape]:
        """The drawing from its lower left corner, so high."""
        for path, even_odd in self.art:
            yield Shape(Layer.FRAME, self.ink, path.scaled(tall).moved(left, low), even_odd)


def vignette_of(data: bytes, file: str = "") -> Art:
    """The drawing in `data` (SVG) cropped to what is drawn, and 1 high. Raises Refusal as *check* does."""
    try:
        drawing = read_drawing(data)
    except DrawingFault as why:
        raise Refusal(why.kind, file=file, found=why.found) from why
    paths = []
    for steps, down, even_odd in drawing.paths:
        up = tuple(drawing.height - n if at % 2 else n for at, n in enumerate(down))
        paths.append((Path(steps, up), even_odd))
    left, low, _, high = joined(path for path, _ in paths).bounds
    return tuple((path.moved(-left, -low).scaled(1 / (high - low)), rule) for path, rule in paths)
