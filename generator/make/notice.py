"""MẪU – KHÔNG LẮP: what a plate that is not final says beside its symbol, never over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.make import ornament
from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import letter, measure
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Shape, rectangle, ring
from generator.make.styles import Look

SAMPLE_WORDS = "MẪU – KHÔNG LẮP"
"""What a plate that is not final says beside its symbol, in every format."""

LETTERS, BARE_HEIGHT = 6.4, 9.0
"""Size of its letters, and height of the box with them alone, units."""


@dataclass(frozen=True)
class Notice:
    """MẪU – KHÔNG LẮP and why, in a box beside the symbol, never over it; `grow` times as large."""

    reason: Fitted
    width: float
    grow: float

    @classmethod
    def of(cls, sample: str, width: float, grow: float = 1.0) -> Notice | None:
        """The box for that reason, None for a final plate. Raises Refusal `plaque-line-too-long`."""
        if not sample:
            return None
        grow = _narrowed(width, grow)
        style = Style("sans", 3.0 * grow, 2.4 * grow, 3)
        fitted = fit(sample, style, width - 5.0)
        if fitted is None:
            least = f"{style.least:g}"
            raise Refusal("plaque-line-too-long", text=sample, lines=style.lines, least=least)
        return cls(fitted, width, grow)

    @classmethod
    def bare(cls, sample: str, width: float, grow: float = 1.0) -> Notice | None:
        """The box without its reason, which papers beside the plate tell, where there is little room."""
        grow = _narrowed(width, grow)
        return cls(Fitted((), 3.0 * grow, 0.0), width, grow) if sample else None

    @property
    def height(self) -> float:
        """Of the box, units."""
        if not self.reason.lines:
            return BARE_HEIGHT * self.grow
        return 14.6 * self.grow + (len(self.reason.lines) - 1) * 1.3 * self.reason.size

    def draw(self, left: float, top: float, look: Look) -> Iterator[Shape]:
        """The box hanging from `top`."""
        bottom = top - self.height
        box = rectangle(left, bottom, self.width, self.height)
        yield Shape(Layer.GROUND, look.notice, box)
        if look.plain and self.reason.lines:
            rule = ring(left, bottom, self.width, self.height, ornament.RULE)
            yield Shape(Layer.SAMPLE, look.warning, rule, even_odd=True)
        base = bottom + self.height - 8.2 * self.grow  # the marks of Ẫ and Ắ reach 7.5 above it
        texts = [(SAMPLE_WORDS, "sans-bold", LETTERS * self.grow, base)]
        for number, line in enumerate(self.reason.lines):
            below = base - 4.2 * self.grow - number * 1.3 * self.reason.size
            texts.append((line, "sans", self.reason.size, below))
        for text, role, size, y in texts:
            words = letter(text, role, size)
            path = words.path.moved(left + (self.width - words.width) / 2, y)
            yield Shape(Layer.SAMPLE, look.warning, path, text=words.text, language="vi")


def _narrowed(width: float, grow: float) -> float:
    """How large a box of `width` may be, at most `grow`: its one line is never broken."""
    return min(grow, (width - 3.0) / (measure(SAMPLE_WORDS, "sans-bold") * LETTERS))
