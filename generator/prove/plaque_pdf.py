"""A plate's PDF read back: its boxes, what is forbidden in it, and every painted path in mm."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

from generator.make.symbol import Matrix, matrix_of

POINT = 72 / 25.4

ALLOWED = frozenset(("q", "Q", "cm", "m", "l", "c", "h", "f", "f*", "S", "w", "k", "K"))
ALLOWED |= {"cs", "CS", "scn", "SCN", "BDC", "EMC"}
"""Paths, DeviceCMYK and Separation: no text, picture, grey, RGB, shading or transparency."""

PAINTS = frozenset({"f", "f*", "S"})

PAGE_KEYS = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox", "/Resources", "/Contents")
)
"""What a page of ours holds: nothing turns it, scales it or lies over it (UserUnit, Annots)."""

Box = tuple[float, float, float, float]
Outline = tuple[tuple[float, float], ...]

BLACK, BARE = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)


KINDS = {
    "/Font": "plaque-fonts",
    "/ExtGState": "plaque-transparency",
    "/Group": "plaque-transparency",
}
"""The problem that an entry of the page or its resources is; plaque-operators for others."""


@dataclass(frozen=True)
class Fault:
    """Something a plate's file must not hold: a problem kind and what was found."""

    kind: str
    found: str


@dataclass(frozen=True)
class Painted:
    """One painted path: outlines in mm, `ink` as CMYK (empty: spot or stroke), `box` around it.

    Only crop marks are stroked, and they lie outside the bleed.
    """

    ink: tuple[float, ...]
    outlines: tuple[Outline, ...]
    curved: bool
    box: Box
    stroked: bool = False


@dataclass(frozen=True)
class Found:
    """The symbol among the painted paths: which one, and its box in mm."""

    index: int
    box: Box


@dataclass(frozen=True)
class Page:
    """The one page, lengths in mm: boxes, faults, paths in the order they are painted."""

    media: Box
    bleed: Box
    trim: Box
    faults: tuple[Fault, ...]
    painted: tuple[Painted, ...]

    def bare_beneath(self, index: int, zone: Box) -> bool:
        """Whether the last thing under all of `zone` before path `index` is the bare plate."""
        for path in reversed(self.painted[:index]):
            if _touch(path.box, zone):
                return path.ink == BARE and _is_rectangle(path) and _inside(zone, path.box)
        return False

    def covered_after(self, index: int, zone: Box) -> bool:
        """Whether anything is painted into `zone` after path `index`."""
        return any(_touch(path.box, zone) for path in self.painted[index + 1 :])


def read_page(data: bytes) -> Page | None:
    """The page of a plate's PDF, or None if it is no PDF of exactly one page."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _page(pdf) if len(pdf.pages) == 1 else None
    except pikepdf.PdfError:
        return None


def find_symbols(page: Page, matrix: Matrix, module: float) -> tuple[Found, ...]:
    """Each path that is `matrix` in black ink alone at `module` mm, every edge within 0.01 mm.

    A second code on a large plate is turned by a quarter, so all four turns count.
    """
    turns = [matrix]
    while len(turns) < 4:
        turns.append(tuple(zip(*turns[-1][::-1], strict=True)))
    paths = enumerate(page.painted)
    drawn = ((n, path, _modules(path, len(matrix), module)) for n, path in paths)
    return tuple(Found(n, path.box) for n, path, modules in drawn if modules in turns)


def _modules(path: Painted, size: int, module: float) -> Matrix | None:
    """The modules that a path of black ink draws, if it is a symbol of `size` modules a side."""
    left, _, right, high = path.box
    if path.ink != BLACK or path.curved or abs(right - left - size * module) > 0.01:
        return None
    grid = [[_grid(x - left, high - y, module) for x, y in outline] for outline in path.outlines]
    corners = [tuple(corner for corner in outline if corner is not None) for outline in grid]
    whole = all(len(a) == len(b) for a, b in zip(grid, corners, strict=True))
    return matrix_of(corners, size) if whole else None


def _grid(x: float, y: float, module: float) -> tuple[int, int] | None:
    """The corner of the module grid at (x, y) mm; None if it is off the grid by over 0.01 mm."""
    column, row = round(x / module), round(y / module)
    off = max(abs(column * module - x), abs(row * module - y))
    return (column, row) if off <= 0.01 else None


def _page(pdf: pikepdf.Pdf) -> Page:
    page = pdf.pages[0]
    instructions = tuple(pikepdf.parse_content_stream(page))
    spaces = _spaces(page)
    painted, bleed = tuple(_Painter().run(instructions)), _box(page.obj.get("/BleedBox"))
    faults = (
        *_object_faults(pdf, page),
        *_space_faults(spaces),
        *_operator_faults(instructions, frozenset(spaces)),
        *_outline_faults(instructions),
        *(Fault("plaque-operators", "S") for p in painted if p.stroked and _touch(p.box, bleed)),
    )
    return Page(
        media=_box(page.obj.get("/MediaBox")),
        bleed=bleed,
        trim=_box(page.obj.get("/TrimBox")),
        faults=tuple(sorted(set(faults), key=lambda fault: (fault.kind, fault.found))),
        painted=painted,
    )


def _object_faults(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Iterator[Fault]:
    """Fonts, pictures and transparency anywhere in the file; a missing output intent."""
    for thing in pdf.objects:
        if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if thing.get("/Type") == pikepdf.Name.Font:
            yield Fault("plaque-fonts", "Font")
        if thing.get("/Subtype") in {pikepdf.Name.Image, pikepdf.Name.Form}:
            yield Fault("plaque-operators", str(thing.Subtype))
    resources = set(page.obj.get("/Resources", pikepdf.Dictionary()).keys())
    for key in sorted((set(page.obj.keys()) - PAGE_KEYS) | (resources - {"/ColorSpace"})):
        yield Fault(KINDS.get(key, "plaque-operators"), key)
    if "/OutputIntents" not in pdf.Root:
        yield Fault("plaque-operators", "no OutputIntent")


def _spaces(page: pikepdf.Page) -> dict[str, Any]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    return dict(resources.get("/ColorSpace", pikepdf.Dictionary()).items())


def _space_faults(spaces: dict[str, Any]) -> Iterator[Fault]:
    """Colour spaces other than a Separation whose stand-in is CMYK."""
    for name, space in sorted(spaces.items()):
        kind = [str(part) for part in list(space)[:3:2]] if isinstance(space, pikepdf.Array) else []
        if kind != ["/Separation", "/DeviceCMYK"]:
            yield Fault("plaque-operators", f"ColorSpace {name}")


def _operator_faults(instructions: tuple[Any, ...], spaces: frozenset[str]) -> Iterator[Fault]:
    for instruction in instructions:
        name = str(instruction.operator)
        if name not in ALLOWED:
            yield Fault("plaque-operators", name)
        elif name in {"cs", "CS"} and str(instruction.operands[0]) not in spaces:
            yield Fault("plaque-operators", f"{instruction.operands[0]} {name}")


def _outline_faults(instructions: tuple[Any, ...]) -> Iterator[Fault]:
    """Filled outlines that are not closed: a press closes them by itself, a cutter does not."""
    unclosed = broken = False
    for instruction in instructions:
        name = str(instruction.operator)
        broken = broken or (name == "m" and unclosed)
        unclosed = name == "m" or (unclosed and name != "h")
        if name in PAINTS:
            if name != "S" and (unclosed or broken):
                yield Fault("plaque-operators", "open outline")
            unclosed = broken = False


@dataclass
class _Painter:
    """Walks the content and keeps what is painted. Curves count by their control points."""

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    ink: tuple[float, ...] = BLACK
    saved: list[tuple[tuple[float, ...], tuple[float, ...]]] = field(default_factory=list)
    outlines: list[list[tuple[float, float]]] = field(default_factory=list)
    curved: bool = False
    thick: float = 1.0

    def run(self, instructions: tuple[Any, ...]) -> Iterator[Painted]:
        """The painted paths in order, in mm on the page."""
        for instruction in instructions:
            name = str(instruction.operator)
            if name in PAINTS and self.outlines:
                yield self._painted(stroked=name == "S")
            if name in PAINTS:
                self.outlines, self.curved = [], False
            elif name in {"m", "l", "c"}:
                self._draw(name, [float(number) for number in instruction.operands])
            elif name in {"q", "Q", "cm", "k", "cs", "scn", "w"}:
                self._state(name, instruction.operands)

    def _draw(self, name: str, numbers: list[float]) -> None:
        points = [self._at(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if name == "m":
            self.outlines.append([])
        self.curved = self.curved or name == "c"
        if self.outlines:
            self.outlines[-1] += points

    def _state(self, name: str, operands: Any) -> None:
        if name == "q":
            self.saved.append((self.matrix, self.ink))
        elif name == "Q" and self.saved:
            self.matrix, self.ink = self.saved.pop()
        elif name == "cm":
            self.matrix = _times(tuple(float(number) for number in operands), self.matrix)
        elif name == "k":
            self.ink = tuple(float(number) for number in operands)
        elif name == "w":
            self.thick = float(operands[0])
        elif name in {"cs", "scn"}:
            self.ink = ()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e) / POINT, (b * x + d * y + f) / POINT

    def _painted(self, *, stroked: bool) -> Painted:
        xs = [x for outline in self.outlines for x, _ in outline]
        ys = [y for outline in self.outlines for _, y in outline]
        outlines = tuple(map(tuple, self.outlines))
        edge = self.thick if stroked else 0.0
        box = (min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)
        return Painted(() if stroked else self.ink, outlines, self.curved, box, stroked)


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


def _box(value: Any) -> Box:
    if value is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, low, right, high = (float(number) / POINT for number in value)
    return left, low, right, high


def _is_rectangle(path: Painted) -> bool:
    if path.curved or len(path.outlines) != 1 or len(path.outlines[0]) != 4:
        return False
    ring = (*path.outlines[0], path.outlines[0][0])
    return all(abs(x - x2) < 1e-6 or abs(y - y2) < 1e-6 for (x, y), (x2, y2) in pairwise(ring))


def _touch(one: Box, other: Box) -> bool:
    hair = 0.005
    return (
        one[0] < other[2] - hair
        and other[0] < one[2] - hair
        and one[1] < other[3] - hair
        and other[1] < one[3] - hair
    )


def _inside(inner: Box, outer: Box) -> bool:
    hair = 0.01
    return (
        outer[0] <= inner[0] + hair
        and outer[1] <= inner[1] + hair
        and outer[2] >= inner[2] - hair
        and outer[3] >= inner[3] - hair
    )
