"""A site's one-ink drawing as outlines for a plate: y up, 1 high, its lower left corner at (0, 0)."""

from __future__ import annotations

from generator.make.refusal import Refusal
from generator.make.scene import Path
from generator.read.drawing import DrawingFault, read_drawing


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


def fitted(path: Path, left: float, low: float, right: float, high: float) -> Path:
    """The drawing as large as it goes into a box in mm, in its middle."""
    _, _, wide, tall = path.bounds
    factor = min((right - left) / wide, (high - low) / tall)
    x, y = (left + right - factor * wide) / 2, (low + high - factor * tall) / 2
    return path.scaled(factor).moved(x, y)
