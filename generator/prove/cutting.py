"""What a cutter follows, read back: SVG, DXF and PLT must draw the very outlines of the proved PDF.

The three readers know no more than what our own writers may say; whatever else stands in a file
is a fault. Only the symbol may differ, by the kerf that its size asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.make.symbol import Matrix, matrix_of
from generator.prove.cutting_files import Ring, Rings, flat, read_dxf, read_plt, read_svg
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

GUIDES = frozenset({"TACTILE", "NFC"})
"""What shows a place and is not cut; the PDF and old cutters' files are without it."""

CELL = 0.1
"""mm: outlines that begin further apart are not compared."""


@dataclass(frozen=True)
class Drawn:
    """What the PDF draws, trim at the origin: its symbols, its outlines, and which of them are words."""

    width: float
    height: float
    symbols: tuple[Found, ...]
    outlines: Outlines
    words: frozenset[int]


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


def drawn_by(page: Page, symbols: tuple[Found, ...]) -> Drawn:
    """What a plate's PDF draws, to hold files for cutters against."""
    left, low, right, high = page.trim
    rings: list[Ring] = []
    words = set[int]()
    for index, path in enumerate(page.painted):
        if path.spot and not path.stroked:
            continue  # ENGRAVE repeats the picture, white is no outline
        first = len(rings)
        rings += [
            tuple((x - left, y - low) for x, y in flat(outline, curves))
            for outline, curves in zip(path.outlines, path.curves, strict=True)
        ]
        if path.said and index not in {found.index for found in symbols}:
            words |= set(range(first, len(rings)))
    moved = tuple(found.moved(-left, -low) for found in symbols)
    return Drawn(right - left, high - low, moved, Outlines(rings), frozenset(words))


def prove_cutting(data: bytes, kind: str, of: Drawn, grow: float) -> Iterator[Fault]:
    """The faults of one file for cutters of media type `kind`; the symbol grew `grow` mm a side.

    plaque-cutting-unreadable, -symbol (not the modules, or not widened so) and -outline (one that
    the PDF does not draw, or words of it that are missing).
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
    if not _is_trim(rings.get("CUT", []), of, off):
        yield Fault("plaque-cutting-outline", "CUT")
    yield from _others(rings, of, off)


def _is_trim(rings: list[Ring], of: Drawn, off: float) -> bool:
    """Whether the one outline that is cut is the trim, or what the PDF cuts to that size (notched)."""
    if len(rings) != 1:
        return False
    trim = Outlines([((0, 0), (of.width, 0), (of.width, of.height), (0, of.height))])
    _, _, left, low, right, high, *_ = _print(rings[0])
    edges = zip((left, low, right, high), (0.0, 0.0, of.width, of.height), strict=True)
    whole = all(abs(a - b) <= off for a, b in edges)
    return bool(trim.find(rings[0], off)) or (whole and bool(of.outlines.find(rings[0], off)))


def _others(rings: Rings, of: Drawn, off: float) -> Iterator[Fault]:
    """Outlines beside the symbol and the trim: each is the PDF's, and no word of it is missing."""
    seen = set[int]()
    for layer in sorted(LAYERS - {"QR", "CUT", *GUIDES}):
        for ring in rings.get(layer, []):
            same = of.outlines.find(ring, off)
            seen.update(same)
            if not same:
                x, y = ring[0]
                yield Fault("plaque-cutting-outline", f"{layer} ({x:.2f}, {y:.2f})")
                return
    if missing := of.words - seen:
        x, y, *_ = of.outlines.prints[min(missing)]
        yield Fault("plaque-cutting-outline", f"TEXT ({x:.2f}, {y:.2f})")


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
