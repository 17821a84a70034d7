"""MẪU – KHÔNG LẮP: how a plate that is not final says so, beside its code and never over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import letter
from generator.make.plate_layout import Area, Panel, Places
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Path, Shape, rectangle, ring
from generator.make.styles import Look

SAMPLE_WORDS = "MẪU – KHÔNG LẮP"
"""What a plate that is not final says beside its symbol, in every format."""

UPRIGHT = 6.0
"""mm: how thick the upright notice is beside a column (for modules of 2 mm)."""

RIM = 0.3
"""mm: the line around the notice."""


@dataclass(frozen=True)
class Notice:
    """The notice as shapes; `height` in mm."""

    shapes: tuple[Shape, ...]
    height: float


def notice(reason: str, area: Area, scale: float, look: Look) -> Notice:
    """The words and the reason in a box at the top of `area`; `scale` 1 for modules of 2 mm.

    Raises Refusal `plaque-line-too-long` where the column is too narrow for them.
    """
    words = _fit(
        SAMPLE_WORDS, Style("sans-bold", 6.4 * scale, 2.4 * scale, 1), area.width - 3 * scale
    )
    why = _fit(reason, Style("sans", 3.0 * scale, 2.2 * scale, 4), area.width - 5 * scale)
    first = 1.28 * words.size
    second = first + 1.4 * why.size
    last = second + (len(why.lines) - 1) * 1.3 * why.size
    height = last + 0.8 * why.size
    lines = [(SAMPLE_WORDS, "sans-bold", words.size, first)]
    lines += [
        (line, "sans", why.size, second + number * 1.3 * why.size)
        for number, line in enumerate(why.lines)
    ]
    box = _box(area.left, area.high - height, area.width, height, look)
    texts = (
        _text(text, role, size, look).moved(area.left + area.width / 2, area.high - down)
        for text, role, size, down in lines
    )
    return Notice((*box, *texts), height)


def beside_code(
    reason: str, at: Places, scale: float, look: Look
) -> tuple[tuple[Shape, ...], Area]:
    """The notice upright at the code's left edge, or over the code where that is taken; and the room left."""
    left, right = at.margin, at.main.left - at.main.bed - 0.5 * at.gap
    thick = min(right - left, 9.0 * scale)
    if not at.second and thick >= 2.4 * scale:
        return tuple(upright(at.main, right - thick, thick, look)), at.header
    made = notice(reason, replace(at.header, high=at.header.low), scale, look)
    shapes = tuple(shape.moved(0.0, made.height) for shape in made.shapes)
    return shapes, replace(at.header, low=at.header.low + made.height + at.gap)


def upright(panel: Panel, left: float, thick: float, look: Look) -> Iterator[Shape]:
    """The words alone, reading upwards, in a strip `thick` mm wide as high as the code."""
    yield from _box(left, panel.low, thick, panel.side, look)
    style = Style("sans-bold", 0.6 * thick, 0.2 * thick, 1)
    words = _fit(SAMPLE_WORDS, style, panel.side - thick)
    shape = _text(SAMPLE_WORDS, "sans-bold", words.size, look)
    middle = left + thick / 2 + 0.36 * words.size
    yield replace(shape, path=shape.path.turned()).moved(middle, panel.middle[1])


def _box(left: float, low: float, width: float, height: float, look: Look) -> Iterator[Shape]:
    yield Shape(Layer.SAMPLE, look.notice, rectangle(left, low, width, height))
    rim: Path = ring(left, low, width, height, RIM)
    yield Shape(Layer.SAMPLE, look.warning, rim, even_odd=True)


def _text(text: str, role: str, size: float, look: Look) -> Shape:
    """Words on a baseline through the origin, their middle at it."""
    words = letter(text, role, size)
    path = words.path.moved(-words.width / 2, 0.0)
    return Shape(Layer.SAMPLE, look.warning, path, text=words.text, language="vi")


def _fit(text: str, style: Style, width: float) -> Fitted:
    if fitted := fit(text, style, width):
        return fitted
    raise Refusal("plaque-line-too-long", text=text, lines=style.lines, least=f"{style.least:.1f}")
