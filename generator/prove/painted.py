"""The painted paths of a PDF's content, in mm: what a press or a cutter would be told, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.printing import POINT

PAINTS = frozenset({"f", "f*", "S"})
"""Operators that paint the path before them."""

Box = tuple[float, float, float, float]
Outline = tuple[tuple[float, float], ...]

BLACK, BARE = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
"""Inks of the symbol and of what it stands on, CMYK."""


@dataclass(frozen=True)
class Painted:
    """One painted path: outlines in mm, `ink` as CMYK (empty: spot or stroke), `box` around it.

    An outline is its points, those between the ends of its `curves` control points; `spot` names the
    colour space where there is no CMYK, `stroked` is a line, `even_odd` how it is filled; `said` has words
    of its own (ActualText).
    """

    ink: tuple[float, ...]
    outlines: tuple[Outline, ...]
    curves: tuple[frozenset[int], ...]
    box: Box
    spot: str = ""
    stroked: bool = False
    said: bool = False
    even_odd: bool = False

    @property
    def curved(self) -> bool:
        """Whether any of its outlines is not straight."""
        return any(self.curves)

    def enters(self, zone: Box) -> bool:
        """Whether it paints anything in `zone`: an edge of it lies there, or it surrounds all of it."""
        if not touch(self.box, zone):
            return False
        middle = ((zone[0] + zone[2]) / 2, (zone[1] + zone[3]) / 2)
        edges = [edge for n in range(len(self.outlines)) for edge in self._edges(n)]
        crossed = sum(_above(edge[0], edge[-1], middle) for edge in edges)
        inside = not self.stroked and crossed % 2 == 1
        return inside or any(touch(around(edge), zone) for edge in edges)

    def _edges(self, number: int) -> Iterator[Outline]:
        """The edges of an outline with their control points, the closing one too."""
        outline, curves = self.outlines[number], self.curves[number]
        index = 1
        while index < len(outline):
            length = 3 if index in curves else 1
            yield outline[index - 1 : index + length]
            index += length
        yield outline[-1], outline[0]


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a hair."""
    hair = 0.005
    return (
        one[0] < other[2] - hair
        and other[0] < one[2] - hair
        and one[1] < other[3] - hair
        and other[1] < one[3] - hair
    )


def around(points: Outline) -> Box:
    """The box around points, control points of curves included."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _above(
    start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]
) -> bool:
    """Whether an edge crosses the ray that goes up from `point`."""
    (x, y), (x2, y2) = start, end
    if (x <= point[0]) == (x2 <= point[0]):
        return False
    return y + (point[0] - x) * (y2 - y) / (x2 - x) > point[1]


def painted_by(instructions: Iterable[Any]) -> Iterator[Painted]:
    """The paths that a page's content paints (as pikepdf parses it), in order, in mm on the page."""
    yield from _Painter().run(instructions)


@dataclass
class _Painter:
    """Walks the content and keeps what is painted. Boxes count curves by their control points."""

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    ink: tuple[float, ...] = BLACK
    spot: str = ""
    pen: str = ""
    saved: list[tuple[Any, ...]] = field(default_factory=list)
    outlines: list[list[tuple[float, float]]] = field(default_factory=list)
    curves: list[set[int]] = field(default_factory=list)
    thick: float = 1.0
    said: bool = False

    def run(self, instructions: Iterable[Any]) -> Iterator[Painted]:
        """The painted paths in order."""
        for instruction in instructions:
            name = str(instruction.operator)
            if name in PAINTS and self.outlines:
                yield self._painted(name)
            if name in PAINTS:
                self.outlines, self.curves = [], []
            elif name in {"m", "l", "c"}:
                self._draw(name, [float(number) for number in instruction.operands])
            elif name in {"BDC", "EMC"}:
                self.said = name == "BDC"
            else:
                self._state(name, instruction.operands)

    def _draw(self, name: str, numbers: list[float]) -> None:
        a, b, c, d, e, f = self.matrix
        points = [
            ((a * x + c * y + e) / POINT, (b * x + d * y + f) / POINT)
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if name == "m":
            self.outlines.append([])
            self.curves.append(set())
        if self.outlines:
            if name == "c":
                self.curves[-1].add(len(self.outlines[-1]))
            self.outlines[-1] += points

    def _state(self, name: str, operands: Any) -> None:
        if name == "q":
            self.saved.append((self.matrix, self.ink, self.spot, self.pen, self.thick))
        elif name == "Q" and self.saved:
            self.matrix, self.ink, self.spot, self.pen, self.thick = self.saved.pop()
        elif name == "cm":
            self.matrix = _times(tuple(float(number) for number in operands), self.matrix)
        elif name == "k":
            self.ink, self.spot = tuple(float(number) for number in operands), ""
        elif name == "K":
            self.pen = ""
        elif name == "w":
            self.thick = float(operands[0])
        elif name == "cs":
            self.ink, self.spot = (), str(operands[0])
        elif name == "CS":
            self.pen = str(operands[0])

    def _painted(self, operator: str) -> Painted:
        stroked = operator == "S"
        xs = [x for outline in self.outlines for x, _ in outline]
        ys = [y for outline in self.outlines for _, y in outline]
        edge = self.thick if stroked else 0.0
        box = (min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)
        return Painted(
            () if stroked else self.ink,
            tuple(map(tuple, self.outlines)),
            tuple(map(frozenset, self.curves)),
            box,
            self.pen if stroked else self.spot,
            stroked=stroked,
            said=self.said,
            even_odd=operator == "f*",
        )


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
