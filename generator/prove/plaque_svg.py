"""A plate's SVG read back: size in mm, the symbol turned into modules, nothing active."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from generator.make.symbol import Contour, Matrix, matrix_of
from generator.prove.plaque_pdf import Fault

SVG = "{http://www.w3.org/2000/svg}"

ALLOWED = frozenset(SVG + name for name in ("svg", "title", "g", "path"))

OFF = 0.01
"""mm that a corner of the symbol may be off its grid."""

_DATA = re.compile(r"[MLZ][-0-9. ]*")


def prove_svg_bytes(
    svg: bytes, width: float, height: float, modules: tuple[float, ...], matrix: Matrix
) -> Iterator[Fault]:
    """The faults of an SVG plate: not SVG, wrong size, active or foreign parts, wrong symbol.

    Lengths in mm, `modules` those of each code; the second of a large plate is turned by a quarter.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 - the generator's own bytes, just made
    except ET.ParseError as error:
        yield Fault("plaque-not-svg", str(error))
        return
    wanted = (f"{width:g}mm", f"{height:g}mm", f"0 0 {width:g} {height:g}")
    found = tuple(root.get(name, "") for name in ("width", "height", "viewBox"))
    if found != wanted:
        yield Fault("plaque-svg-size", " · ".join(found))
    yield from active(root)
    wanted_codes = (matrix, tuple(zip(*matrix, strict=True))[::-1])[: len(modules)]
    drawn = _symbols(root)
    read = (_matrix(*one, len(matrix)) for one in zip(drawn, modules, strict=False))
    if len(drawn) != len(modules) or tuple(read) != wanted_codes:
        yield Fault("plaque-svg-symbol", "")


def active(root: ET.Element) -> Iterator[Fault]:
    """Elements we never write, style attributes, handlers and links."""
    for element in root.iter():
        if element.tag not in ALLOWED:
            yield Fault("plaque-svg-active", str(element.tag).rpartition("}")[2])
        for name in element.attrib:
            plain = name.rpartition("}")[2].lower()
            if plain in {"style", "href", "transform"} or plain.startswith("on"):
                yield Fault("plaque-svg-active", plain)


def _symbols(root: ET.Element) -> list[str]:
    """The path data of each symbol: what is drawn in black in the QR layer."""
    return [
        path.get("d", "")
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "QR" and group.get("fill") == "#000000"
        for path in group.iter(f"{SVG}path")
        if path.get("fill-rule") == "evenodd"
    ]


def _matrix(data: str, module: float, size: int) -> Matrix:
    """The modules of one symbol; () if they are not on a grid of `module` mm."""
    outlines = tuple(_outlines(data))
    if not outlines:
        return ()
    left = min(x for outline in outlines for x, _ in outline)
    top = min(y for outline in outlines for _, y in outline)
    grid: list[Contour] = []
    for outline in outlines:
        places = [((x - left) / module, (y - top) / module) for x, y in outline]
        if any(abs(n - round(n)) * module > OFF for place in places for n in place):
            return ()
        grid.append(tuple((round(x), round(y)) for x, y in places))
    return matrix_of(grid, size)


def _outlines(data: str) -> Iterator[tuple[tuple[float, float], ...]]:
    outline: list[tuple[float, float]] = []
    for step in _DATA.findall(data):
        if step[0] == "Z":
            yield tuple(outline)
            outline = []
        else:
            x, y = map(float, step[1:].split())
            outline.append((x, y))
