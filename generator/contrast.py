"""How well two colours can be told apart: the contrast ratio of WCAG 2.2, success criterion 1.4.3."""

from __future__ import annotations

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (level AA) for text; asked of every size, for a plate is read in sun and rain."""


def contrast(one: str, other: str) -> float:
    """The ratio, 1 to 21, of two `#rrggbb` colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of sRGB, 0 to 1 (WCAG 2.2, definition)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
