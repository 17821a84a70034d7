"""What a cutter follows, read back: SVG, DXF and PLT must draw the very outlines of the proved PDF.

The three readers know no more than what our own writers may say; whatever else stands in a file
is a fault. Only the symbol may differ, by the kerf that its size asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from operator import sub

from generator.make.symbol import QUIET, Matrix, matrix_of
from generator.prove.cutting_files import Ring, Rings, flat, read_dxf, read_plt, read_svg
from generator.prove.painted import Painted
from generator.prove.picture import Parts
from generator.prove.plaque_pdf import Fault, Found, Page

OFF, COARSE = 0.01, 0.018
"""mm that an outline may be off; in PLT half a plotter unit (0.0125) more than rounding elsewhere."""

READERS: Mapping[str, tuple[Callable[[bytes, float], Rings], float]] = {
    "image/svg+xml": (read_svg, OFF),
    "image/vnd.dxf": (read_dxf, OFF),
    "application/vnd.hp-hpgl": (read_plt, COARSE),
}
"""How each file for cutters is read (bytes, height of the plate in mm), and how exact it is."""

LAYERS = frozenset({"QR", "TEXT", "FRAME", "SAMPLE", "CUT", "HOLES", "TACTILE", "NFC"})

MARKS = "/All"
"""The colour of the marks beside a plate, which stand on every plate of the PDF."""

CELL = 0.1
"""mm: outlines that begin further apart are not compared."""


@dataclass(frozen=True)
class Drawn:
    """What the PDF draws, trim at the origin: its symbols, its picture and what its cutter's plate holds.

    `words` and `frames` are the outlines of the picture that are to be engraved: all but the symbols,
    the grounds and the panels.
    """

    width: float
    height: float
    symbols: tuple[Found, ...]
    picture: Outlines
    words: frozenset[int]
    frames: frozenset[int]
    cut: Outlines


class Outlines:
    """Outlines that are found again by where they begin, reach and how much they hold."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        self.prints = [_print(ring) for ring in rings]
        self.places: dict[tuple[int, int], list[int]] = {}
        for number, (x, y, *_) in enumerate(self.prints):
            self.places.setdefault((round(x / CELL), round(y / CELL)), []).append(number)

    def find(self, ring: Ring, off: float) -> list[int]:
        """Numbers of the outlines that are `ring` within `off` mm."""
        wanted = _print(ring)
        column, row = round(wanted[0] / CELL), round(wanted[1] / CELL)
        near = (
            number
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for number in self.places.get((x, y), ())
        )
        return [number for number in near if _same(self.prints[number], wanted, off)]


def drawn_by(page: Page, symbols: tuple[Found, ...], parts: Parts) -> Drawn:
    """What a plate's PDF draws, to hold files for cutters against."""
    left, low, right, high = page.trim
    picture, cut = list[Ring](), list[Ring]()
    words, frames = set[int](), set[int]()
    for index, path in enumerate(page.painted):
        if path.stroked != bool(path.spot) or path.spot == MARKS:
            continue  # ENGRAVE repeats the picture, white is no outline
        rings = [
            tuple((x - left, y - low) for x, y in flat(outline, curves))
            for outline, curves in zip(path.outlines, path.curves, strict=True)
        ]
        if path.stroked:
            cut += rings
            continue
        numbers = range(len(picture), len(picture) + len(rings))
        picture += rings
        if index in parts.words:
            words.update(numbers)
        elif index in parts.frames:
            frames.update(numbers)
    moved = tuple(found.moved(-left, -low) for found in symbols)
    engraved = (Outlines(picture), frozenset(words), frozenset(frames))
    return Drawn(right - left, high - low, moved, *engraved, Outlines(cut))


def is_drilled(of: Drawn, hole: float) -> bool:
    """Whether beside its trim the PDF cuts a round hole of `hole` mm in each corner, or nothing for 0."""
    plate = (0.0, 0.0, of.width, of.height)
    inner = [one for one in of.cut.prints if max(map(abs, map(sub, one[2:6], plate))) > OFF]
    corners = {(one[2] + one[4] > of.width, one[3] + one[5] > of.height) for one in inner}
    alike = all(_is_round(one, hole) for one in inner)
    return alike and len(inner) == len(corners) == (4 if hole else 0)


def _is_round(one: Print, width: float) -> bool:
    """Whether an outline is a circle `width` mm wide: by its box, and by what it holds."""
    sides = (one[4] - one[2], one[5] - one[3])
    holds = abs(abs(one[6]) - pi * width * width / 4) <= OFF * one[7]
    return holds and all(abs(side - width) <= OFF for side in sides)


def prove_cutting(data: bytes, kind: str, of: Drawn, grow: float) -> Iterator[Fault]:
    """The faults of one file for cutters of media type `kind`; the symbol grew `grow` mm a side.

    plaque-cutting-unreadable, -symbol (not the modules, or not widened so) and -outline (one that the
    PDF does not draw or cut, one of it that is missing, or a raised frame in a code's quiet zone).
    """
    read, off = READERS[kind]
    try:
        rings = read(data, of.height)
    except ValueError as wrong:
        yield Fault("plaque-cutting-unreadable", str(wrong))
        return
    if strange := sorted(set(rings) - LAYERS):
        yield Fault("plaque-cutting-unreadable", ", ".join(strange))
    if not _draws(rings.get("QR", []), of.symbols, grow, off):
        yield Fault("plaque-cutting-symbol", "")
    yield from _cut(rings, of, off)
    yield from _engraved(rings, of, off)
    raised = rings.get("TACTILE", [])
    if raised and any(_filled(raised).enters(found.around(QUIET)) for found in of.symbols):
        yield Fault("plaque-cutting-outline", "TACTILE")


def _cut(rings: Rings, of: Drawn, off: float) -> Iterator[Fault]:
    """The trim and the holes: one outline as large as the plate, all of them just those the PDF cuts."""
    trim, holes = rings.get("CUT", []), rings.get("HOLES", [])
    whole = len(trim) == 1 and _is_whole(trim[0], of, off)
    if not whole or not of.cut.find(trim[0], off):
        yield Fault("plaque-cutting-outline", "CUT")
    missing = set(range(len(of.cut.prints)))
    missing -= {number for ring in trim for number in of.cut.find(ring, off)}
    for ring in holes:
        same = set(of.cut.find(ring, off))
        if not same & missing:
            yield _at("HOLES", ring[0])  # not of the PDF, or drilled twice
            return
        missing -= same
    if missing and trim:
        yield _at("HOLES", of.cut.prints[min(missing)])


def _is_whole(ring: Ring, of: Drawn, off: float) -> bool:
    """Whether an outline reaches to every edge of the plate and no further; it may have a notch."""
    _, _, left, low, right, high, *_ = _print(ring)
    edges = zip((left, low, right, high), (0.0, 0.0, of.width, of.height), strict=True)
    return all(abs(a - b) <= off for a, b in edges)


def _engraved(rings: Rings, of: Drawn, off: float) -> Iterator[Fault]:
    """Words and frames: each of the PDF's outlines once, in its own layer or the sample's, and no other."""
    missing = of.words | of.frames
    for layer, own in (("FRAME", of.frames), ("TEXT", of.words), ("SAMPLE", missing)):
        for ring in rings.get(layer, []):
            same = missing & own & set(of.picture.find(ring, off))
            if not same:
                yield _at(layer, ring[0])
                return
            missing -= {min(same)}
    if missing:
        layer = "TEXT" if min(missing) in of.words else "FRAME"
        yield _at(layer, of.picture.prints[min(missing)])


def _at(layer: str, place: tuple[float, ...]) -> Fault:
    return Fault("plaque-cutting-outline", f"{layer} ({place[0]:.2f}, {place[1]:.2f})")


def _filled(rings: list[Ring]) -> Painted:
    """Outlines as a path that fills what lies between them."""
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    return Painted((), tuple(rings), (frozenset(),) * len(rings), box)


def _draws(rings: list[Ring], symbols: tuple[Found, ...], grow: float, off: float) -> bool:
    """Whether the rings are the symbols' modules, where they stand in the PDF, each edge moved by `grow`."""
    left = list(rings)
    for found in symbols:
        near, low, far, high = found.box
        reach = abs(grow) + off
        mine = [r for r in left if all(near - reach <= x <= far + reach and
                                       low - reach <= y <= high + reach for x, y in r)]  # fmt: skip
        left = [ring for ring in left if ring not in mine]
        placed = [tuple((x - near, high - y) for x, y in ring) for ring in mine]
        if not _is_symbol(placed, found, grow, off):
            return False
    return bool(symbols) and not left


def _is_symbol(rings: list[Ring], found: Found, grow: float, off: float) -> bool:
    """Whether rings (mm from the symbol's upper left, y down) are its modules with every edge moved."""
    matrix, module = found.matrix, found.module
    grid = [tuple((round(x / module), round(y / module)) for x, y in ring) for ring in rings]
    if matrix_of(grid, len(matrix)) != matrix:
        return False
    turned = tuple(zip(*matrix, strict=True))
    for ring, corners in zip(rings, grid, strict=True):
        around = zip(pairwise((*ring, ring[0])), pairwise((*corners, corners[0])), strict=True)
        for ((x, y), (x2, y2)), ((column, row), (column2, row2)) in around:
            if column == column2:
                edges, wanted = (x, x2), _edge(matrix, min(row, row2), column, module, grow)
            elif row == row2:
                edges, wanted = (y, y2), _edge(turned, min(column, column2), row, module, grow)
            else:
                return False
            if max(abs(edge - wanted) for edge in edges) > off:
                return False
    return True


def _edge(matrix: Matrix, row: int, column: int, module: float, grow: float) -> float:
    """Where the edge before `column` of a row must be: moved `grow` mm away from what is dark."""
    dark_before = column > 0 and matrix[row][column - 1]
    return column * module + (grow if dark_before else -grow)


Print = tuple[float, float, float, float, float, float, float, float]
"""First corner, box, area and length of an outline (mm, mm²)."""


def _print(ring: Ring) -> Print:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    area = length = 0.0
    for (x, y), (x2, y2) in pairwise((*ring, ring[0])):
        area += x * y2 - x2 * y
        length += abs(x2 - x) + abs(y2 - y)
    return xs[0], ys[0], min(xs), min(ys), max(xs), max(ys), area / 2, length


def _same(one: Print, other: Print, off: float) -> bool:
    near = all(abs(a - b) <= off for a, b in zip(one[:6], other[:6], strict=True))
    return near and abs(one[6] - other[6]) <= off * one[7]
