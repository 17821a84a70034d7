"""Draw how high a kiosk's screen hangs, for the keeper's handbook: python docs/art/heights.py.

To scale, with numbers alone, so that one drawing serves every language; the handbook says what they are.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "pictures" / "kiosk-heights.svg"
LOW, HIGH = 380, 1220
"""mm above the floor that somebody seated reaches (ADA 308)."""

LEFT_FREE = 0.38
"""Part of the screen's height left free above what is lowered: `.reach-room` of templates/kiosk/site.css."""

SCALE = 0.4
"""Pixels per mm."""

TALL, WIDE = 1800, 3480
"""mm that are drawn; the floor is at the bottom, with room for its hatching."""

INK, PAPER, BAND, SCREEN, LOWERED, BAR = (
    "#3a2418",
    "#fbf5e9",
    "#f2dfb4",
    "#5b2c1f",
    "#b5532f",
    "#d9a441",
)


@dataclass(frozen=True)
class Hung:
    """A screen of 16:9: inches across, upright or not, its middle mm above the floor."""

    inches: float
    upright: bool
    middle: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        long, short = (self.inches * 25.4 * side / (16**2 + 9**2) ** 0.5 for side in (16, 9))
        return (short, long) if self.upright else (long, short)

    @property
    def middles(self) -> tuple[int, int]:
        """Lowest and highest middle in mm, whole centimetres, at which all is in reach, lowered or not."""
        height = self.size[1]
        most = height if height <= HIGH - LOW else height * (1 - LEFT_FREE)
        return -int(-(LOW + height / 2) // 10) * 10, int((HIGH - most + height / 2) // 10) * 10


SCREENS = (
    Hung(21.5, upright=False, middle=1080),
    Hung(32, upright=False, middle=1020),
    Hung(43, upright=True, middle=1000),
    Hung(55, upright=True, middle=1050),
)


def drawing() -> str:
    """The SVG."""
    parts = [
        box(0, TALL, WIDE, TALL + 100, PAPER),
        box(330, HIGH, WIDE - 330, HIGH - LOW, BAND),
        line(330, LOW, WIDE, LOW, "6 5"),
        line(330, HIGH, WIDE, HIGH, "6 5"),
        line(0, 0, WIDE, 0),
        *(line(x, 0, x - 50, -60) for x in range(60, WIDE + 60, 75)),
        *measured(110, HIGH),
        *measured(240, LOW),
    ]
    left = 420.0
    for hung in SCREENS:
        parts += screen(hung, left)
        left += hung.size[0] + 190
    inside = "\n".join(parts)
    size = f"{WIDE * SCALE:.0f} {(TALL + 100) * SCALE:.0f}"
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif">'
    return f"{root}\n{inside}\n</svg>\n"


def screen(hung: Hung, left: float) -> list[str]:
    """A screen whose left edge is there: its bar of keys, the part that is used when lowered, its middle."""
    width, height = hung.size
    top, bottom, middle = hung.middle + height / 2, hung.middle - height / 2, left + width / 2
    lowered = top - LEFT_FREE * height
    parts = [
        line(middle, 0, middle, bottom, wide=6),
        box(left - 14, top + 14, width + 28, height + 28, INK),
        box(left, top, width, height, SCREEN),
        box(left, bottom + 28, width, 28, BAR),
        line(left - 60, hung.middle, left + width + 14, hung.middle, "2 4"),
        words(middle, top + 40, f"{hung.inches:g}″", "middle"),
        *measured(left - 45, hung.middle),
    ]
    if top > HIGH:
        parts[3:3] = [
            box(left, lowered, width, lowered - bottom, LOWERED),
            words(left + width - 12, lowered - 60, f"{lowered:.0f}", "end", PAPER),
        ]
    return parts


def measured(x: float, height: int) -> list[str]:
    """A line from the floor to that height with its ends and its mm, written along it."""
    at, up = x * SCALE - 5, (TALL - height / 2) * SCALE
    turned = f'text-anchor="middle" transform="rotate(-90 {at:.1f} {up:.1f})"'
    return [
        line(x, 0, x, height),
        line(x - 18, 0, x + 18, 0, wide=2),
        line(x - 18, height, x + 18, height, wide=2),
        f'<text x="{at:.1f}" y="{up:.1f}" font-size="18" fill="{INK}" {turned}>{height}</text>',
    ]


def box(x: float, top: float, width: float, height: float, colour: str) -> str:
    """A rectangle; mm, `top` above the floor."""
    at = f'x="{x * SCALE:.1f}" y="{(TALL - top) * SCALE:.1f}"'
    return f'<rect {at} width="{width * SCALE:.1f}" height="{height * SCALE:.1f}" fill="{colour}"/>'


def line(x: float, y: float, x2: float, y2: float, dashes: str = "", wide: float = 1) -> str:
    """A line between two points; mm, heights above the floor."""
    x, x2, y, y2 = x * SCALE, x2 * SCALE, (TALL - y) * SCALE, (TALL - y2) * SCALE
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line {ends} stroke="{INK}" stroke-width="{wide:g}"{broken}/>'


def words(x: float, y: float, text: str, anchor: str, colour: str = INK) -> str:
    """A number at that point; mm."""
    at = f'x="{x * SCALE:.1f}" y="{(TALL - y) * SCALE:.1f}"'
    return f'<text {at} font-size="20" fill="{colour}" text-anchor="{anchor}">{text}</text>'


if __name__ == "__main__":
    PICTURE.write_text(drawing(), "utf-8")
    sys.stdout.write(f"{PICTURE}\n")
    for each in SCREENS:
        sys.stdout.write(f"{each.inches:g} {each.size[1]:.0f} mm, middle {each.middles}\n")
