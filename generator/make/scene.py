"""A plate before it is a file: filled paths in millimetres, y up, origin at the trim's lower left.

One scene feeds every back end (PDF, SVG, DXF, PLT), so that what is engraved is what was proved.
Nothing is stroked: frames and rules are outlines too, because a cutter follows outlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

TAKES = {"M": 1, "L": 1, "C": 3, "Z": 0}
"""Points each path step takes: move, line, cubic Bézier curve, close."""

Box = tuple[float, float, float, float]
"""left, bottom, right, top in mm."""


class Layer(StrEnum):
    """What a shape is to the shop: the name of its group in SVG and its layer in DXF."""

    GROUND = "GROUND"
    FRAME = "FRAME"
    PANEL = "PANEL"
    QR = "QR"
    TEXT = "TEXT"
    SAMPLE = "SAMPLE"
    CUT = "CUT"
    HOLES = "HOLES"
    TACTILE = "TACTILE"
    NFC = "NFC"


@dataclass(frozen=True)
class Ink:
    """A colour: `cmyk` 0-1 each for print and `screen` #rrggbb for SVG."""

    name: str
    cmyk: tuple[float, float, float, float]
    screen: str


BLACK = Ink("black", (0.0, 0.0, 0.0, 1.0), "#000000")
"""Black ink alone, never rich black: a shifted second ink would eat modules."""

BARE = Ink("bare", (0.0, 0.0, 0.0, 0.0), "#ffffff")
"""The bare (white) plate."""


@dataclass(frozen=True)
class Path:
    """Outlines: one letter of `TAKES` a step in `steps`, and x, y, x, y … in mm in `numbers`."""

    steps: str
    numbers: tuple[float, ...]

    def moved(self, dx: float, dy: float) -> Path:
        """The same outlines `dx` mm to the right and `dy` mm up."""
        numbers = self.numbers
        moved = [0.0] * len(numbers)
        moved[::2] = [x + dx for x in numbers[::2]]
        moved[1::2] = [y + dy for y in numbers[1::2]]
        return Path(self.steps, tuple(moved))

    def scaled(self, factor: float) -> Path:
        """The same outlines `factor` times as large about the origin."""
        return Path(self.steps, tuple(number * factor for number in self.numbers))

    def turned(self) -> Path:
        """The same outlines a quarter turn to the left about the origin."""
        numbers = self.numbers
        turned = [0.0] * len(numbers)
        turned[::2] = [-y for y in numbers[1::2]]
        turned[1::2] = list(numbers[::2])
        return Path(self.steps, tuple(turned))

    @property
    def bounds(self) -> Box:
        """The box around all points, control points of curves included (never too small)."""
        xs, ys = self.numbers[::2], self.numbers[1::2]
        return min(xs), min(ys), max(xs), max(ys)

    def parts(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        """Each step with its own numbers, in order."""
        at = 0
        for step in self.steps:
            end = at + 2 * TAKES[step]
            yield step, self.numbers[at:end]
            at = end


@dataclass(frozen=True)
class Shape:
    """A filled path. `text` is what it says (ActualText) in `language`; '' for an ornament."""

    layer: Layer
    ink: Ink
    path: Path
    even_odd: bool = False
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Scene:
    """One plate of `width` x `height` mm, drawn `bleed` mm over the edge; shapes back to front.

    `guides` are outlines for the shop alone, never printed: holes, a raised frame, the place of a tag.
    `left` names lines that had no room (role and language).
    """

    width: float
    height: float
    bleed: float
    title: str
    language: str
    shapes: tuple[Shape, ...]
    guides: tuple[Shape, ...] = ()
    left: tuple[str, ...] = ()


def polygon(*corners: tuple[float, float]) -> Path:
    """One closed outline through `corners` in mm."""
    numbers = tuple(number for corner in corners for number in corner)
    return Path("M" + "L" * (len(corners) - 1) + "Z", numbers)


def rectangle(left: float, bottom: float, width: float, height: float) -> Path:
    """An upright rectangle in mm."""
    right, top = left + width, bottom + height
    return polygon((left, bottom), (right, bottom), (right, top), (left, top))


def ring(left: float, bottom: float, width: float, height: float, thick: float) -> Path:
    """The band of `thick` mm inside an upright rectangle; fill even-odd."""
    inner = rectangle(left + thick, bottom + thick, width - 2 * thick, height - 2 * thick)
    return joined((rectangle(left, bottom, width, height), inner))


ROUND = 0.5522847498
"""Handle of a quarter circle drawn as one cubic, in radii: off by 0.03 % of the radius at most."""


def circle(x: float, y: float, radius: float) -> Path:
    """A circle about (x, y) as four cubics; lengths in mm."""
    arm = ROUND * radius
    quarters = []
    around = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    for (ax, ay), (bx, by) in pairwise(around):
        quarters += [
            x + radius * ax + arm * bx, y + radius * ay + arm * by,
            x + radius * bx + arm * ax, y + radius * by + arm * ay,
            x + radius * bx, y + radius * by,
        ]  # fmt: skip
    return Path("MCCCCZ", (x + radius, y, *quarters))


def joined(paths: Iterable[Path]) -> Path:
    """Several paths as one."""
    steps: list[str] = []
    numbers: list[float] = []
    for path in paths:
        steps.append(path.steps)
        numbers.extend(path.numbers)
    return Path("".join(steps), tuple(numbers))
