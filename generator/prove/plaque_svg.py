"""A plate's SVG read back: size in mm, nothing active, and path by path the picture of the proved PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from xml.etree import ElementTree as ET

from generator.prove.painted import BARE, BLACK, Painted
from generator.prove.plaque_pdf import Fault, Page

SVG = "{http://www.w3.org/2000/svg}"

GROUP, PATH, TITLE = f"{SVG}g", f"{SVG}path", f"{SVG}title"

ALLOWED: Mapping[str, frozenset[str]] = {
    f"{SVG}svg": frozenset(("width", "height", "viewBox", "role", "lang")),
    TITLE: frozenset(),
    PATH: frozenset(("d", "fill-rule", "data-text", "lang")),
}
"""Attributes of each element we write, but of groups; whatever else stands there could hide or cover."""

PICTURE = frozenset(("class", "data-ink", "fill"))
"""Attributes of the groups of a plate as it looks."""

OFF = 0.01
"""mm that a point may be off."""

SCREEN: Mapping[tuple[float, ...], str] = {BLACK: "#000000", BARE: "#ffffff"}
"""How the inks of the code and of what it stands on look, whatever other inks look like."""

_SIZE = re.compile(r"(N)mm (N)mm 0 0 (N) (N)".replace("N", r"\d+(?:\.\d+)?"))
_DIGITS = str.maketrans("", "", "0123456789-. ")
_LETTERS = str.maketrans("MLCZ", "    ")


def prove_svg_bytes(svg: bytes, page: Page) -> Iterator[Fault]:
    """The faults of a plate's SVG, whose PDF is `page`.

    plaque-not-svg, -svg-size, -svg-active (active or foreign parts) and -svg-outline (the first path
    that is not that of the PDF).
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 - the generator's own bytes, just made
    except ET.ParseError as error:
        yield Fault("plaque-not-svg", str(error))
        return
    left, low, right, high = page.trim
    found = " ".join(root.get(name, "") for name in ("width", "height", "viewBox"))
    size, wanted = _SIZE.fullmatch(found), (right - left, high - low) * 2
    if not size or any(
        abs(float(n) - mm) > OFF for n, mm in zip(size.groups(), wanted, strict=True)
    ):
        yield Fault("plaque-svg-size", found)
    if foreign := tuple(active(root, PICTURE)):
        yield from foreign
        return
    groups = (group for group in root if group.tag != TITLE)
    drawn = ((group.get("fill", ""), path) for group in groups for path in list(group) or [group])
    for shape, path in zip_longest(drawn, (path for path in page.painted if path.ink)):
        if shape is None or path is None or not _same(shape, path, left, high):
            x, y = path.box[:2] if path else (left, low)
            yield Fault("plaque-svg-outline", f"({x - left:.2f}, {y - low:.2f})")
            return


def active(root: ET.Element, groups: frozenset[str]) -> Iterator[Fault]:
    """Elements and attributes we never write: styles, handlers, links; `groups` are those of groups."""
    for element in root.iter():
        known = groups if element.tag == GROUP else ALLOWED.get(element.tag)
        if known is None:
            yield Fault("plaque-svg-active", str(element.tag).rpartition("}")[2])
        for name in element.attrib:
            plain = name.rpartition("}")[2]
            if known is not None and plain not in known:
                yield Fault("plaque-svg-active", plain)


def _same(shape: tuple[str, ET.Element], path: Painted, left: float, high: float) -> bool:
    """Whether a fill and what is drawn in it are a path of the PDF, trimmed from `left`, up to `high` mm."""
    fill, drawn = shape
    data = drawn.get("d", "")
    if drawn.tag != PATH or data.translate(_DIGITS) != "".join(_steps(path)):
        return False
    if (drawn.get("fill-rule") == "evenodd") != path.even_odd or fill != SCREEN.get(path.ink, fill):
        return False
    try:
        numbers = [float(number) for number in data.translate(_LETTERS).split()]
    except ValueError:
        return False
    points = ((x - left, high - y) for outline in path.outlines for x, y in outline)
    wanted = [number for point in points for number in point]
    near = (abs(a - b) <= OFF for a, b in zip(numbers, wanted, strict=False))
    return len(numbers) == len(wanted) and all(near)


def _steps(path: Painted) -> Iterator[str]:
    """A path's steps as letters, each outline closed."""
    for outline, curves in zip(path.outlines, path.curves, strict=True):
        yield "M"
        for index in range(1, len(outline)):
            if index in curves:
                yield "C"
            elif not {index - 1, index - 2} & curves:
                yield "L"
        yield "Z"
