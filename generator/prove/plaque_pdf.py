"""A plate's PDF read back: its boxes, what is forbidden in it, and every painted path in mm."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pikepdf

from generator.make.symbol import Matrix, matrix_of
from generator.printing import POINT
from generator.prove.painted import BARE, BLACK, PAINTS, Box, Painted, painted_by, touch

ALLOWED = frozenset(("q", "Q", "cm", "m", "l", "c", "h", "f", "f*", "S", "w", "k", "K", "gs"))
ALLOWED |= {"cs", "CS", "scn", "SCN", "BDC", "EMC"}
"""Paths, DeviceCMYK and Separation: no text, picture, grey, RGB, shading or transparency."""

PAGE_KEYS = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox", "/Resources", "/Contents")
)
"""What a page of ours holds: nothing turns it, scales it or lies over it (UserUnit, Annots)."""

OVERPRINT = {"/OP": True, "/op": True, "/OPM": 0}
"""The one graphics state of ours: spot plates stay whole beneath the picture, C M Y K do not mix."""

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
class Found:
    """A symbol among the painted paths: which one, its box in mm, and its modules as they stand there."""

    index: int
    box: Box
    matrix: Matrix

    @property
    def module(self) -> float:
        """Mm of a module."""
        return (self.box[2] - self.box[0]) / len(self.matrix)

    def around(self, modules: float) -> Box:
        """Its box with so many modules on each side, mm."""
        left, low, right, high = self.box
        off = modules * self.module
        return left - off, low - off, right + off, high + off

    def moved(self, dx: float, dy: float) -> Found:
        """The same symbol `dx` mm to the right and `dy` mm up."""
        left, low, right, high = self.box
        return replace(self, box=(left + dx, low + dy, right + dx, high + dy))


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
            if touch(path.box, zone):
                return path.ink == BARE and is_rectangle(path) and inside(zone, path.box)
        return False

    def lines_keep_off(self, zone: Box) -> bool:
        """Whether no line of a spot plate, such as a cutter's, enters `zone`."""
        return not any(p.spot and p.stroked and p.enters(zone) for p in self.painted)

    def is_ground(self, index: int) -> bool:
        """Whether path `index` is one whole rectangle that something is painted on."""
        path = self.painted[index]
        return is_rectangle(path) and self.covered_after(index, path.box)

    def covered_after(self, index: int, zone: Box) -> bool:
        """Whether anything is painted into `zone` after path `index`."""
        return any(touch(path.box, zone) for path in self.painted[index + 1 :])


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
    return tuple(Found(n, path.box, modules) for n, path, modules in drawn if modules in turns)


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
    painted, bleed = tuple(painted_by(instructions)), _box(page.obj.get("/BleedBox"))
    faults = (
        *_object_faults(pdf, page),
        *_space_faults(spaces),
        *_operator_faults(instructions, frozenset((*spaces, *_states(page)))),
        *_outline_faults(instructions),
        *_stroke_faults(painted, bleed, spaces),
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
    if _only_overprint(page):
        resources.discard("/ExtGState")
    for key in sorted((set(page.obj.keys()) - PAGE_KEYS) | (resources - {"/ColorSpace"})):
        yield Fault(KINDS.get(key, "plaque-operators"), key)
    if "/OutputIntents" not in pdf.Root:
        yield Fault("plaque-operators", "no OutputIntent")


def _only_overprint(page: pikepdf.Page) -> bool:
    """Whether the graphics states set overprint (OPM 0: of spot plates only) and nothing else."""
    return all(dict(state.items()) == OVERPRINT for state in _states(page).values())


def _states(page: pikepdf.Page) -> dict[str, Any]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    return dict(resources.get("/ExtGState", pikepdf.Dictionary()).items())


def _spaces(page: pikepdf.Page) -> dict[str, Any]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    return dict(resources.get("/ColorSpace", pikepdf.Dictionary()).items())


def _space_faults(spaces: dict[str, Any]) -> Iterator[Fault]:
    """Colour spaces other than a Separation whose stand-in is CMYK."""
    for name, space in sorted(spaces.items()):
        kind = [str(part) for part in list(space)[:3:2]] if isinstance(space, pikepdf.Array) else []
        if kind != ["/Separation", "/DeviceCMYK"]:
            yield Fault("plaque-operators", f"ColorSpace {name}")


def _operator_faults(instructions: tuple[Any, ...], known: frozenset[str]) -> Iterator[Fault]:
    """Operators not of ours, and colour spaces or states that are not `known` resources."""
    for instruction in instructions:
        name = str(instruction.operator)
        if name not in ALLOWED:
            yield Fault("plaque-operators", name)
        elif name in {"cs", "CS", "gs"} and str(instruction.operands[0]) not in known:
            yield Fault("plaque-operators", f"{instruction.operands[0]} {name}")


def _stroke_faults(
    painted: tuple[Painted, ...], bleed: Box, spaces: dict[str, Any]
) -> Iterator[Fault]:
    """Lines drawn on the plate itself, but on a plate of their own: there only the cutter's line is one."""
    for path in painted:
        name = str(spaces[path.spot][1]) if path.spot in spaces else ""
        if path.stroked and name in {"", "/All"} and touch(path.box, bleed):
            yield Fault("plaque-operators", "S")


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


def _box(value: Any) -> Box:
    if value is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, low, right, high = (float(number) / POINT for number in value)
    return left, low, right, high


def is_rectangle(path: Painted) -> bool:
    """Whether a path is one upright rectangle."""
    if path.curved or len(path.outlines) != 1 or len(path.outlines[0]) != 4:
        return False
    ring = (*path.outlines[0], path.outlines[0][0])
    return all(abs(x - x2) < 1e-6 or abs(y - y2) < 1e-6 for (x, y), (x2, y2) in pairwise(ring))


def inside(inner: Box, outer: Box) -> bool:
    """Whether a box reaches beyond another by no more than a hair."""
    hair = 0.01
    return (
        outer[0] <= inner[0] + hair
        and outer[1] <= inner[1] + hair
        and outer[2] >= inner[2] - hair
        and outer[3] >= inner[3] - hair
    )
