"""Files for cutters read into closed outlines by layer, in mm, y up; ValueError for anything not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, hypot, sqrt
from xml.etree import ElementTree as ET

from generator.prove.painted import Outline
from generator.prove.plaque_svg import GROUP, PATH, active

Ring = tuple[tuple[float, float], ...]
"""Corners of one closed outline; the last joins the first."""

Rings = dict[str, list[Ring]]
"""Outlines by layer."""

PENS = ("QR", "TEXT", "FRAME", "SAMPLE", "CUT", "HOLES")
"""Layers by the number of their HPGL pen, from 1."""

UNIT = 0.025
"""mm in a plotter unit (HP-GL, 1977)."""

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
"""The square beside a DXF that shows a wrong scale, from its own lower left, mm."""

CHORD = 0.003
"""mm between a curve and its chords."""

GROUPS = frozenset(("id", "fill", "stroke", "stroke-width"))
"""Attributes of the groups of a cutting SVG."""

_STEP = re.compile(r"([MLCZ])([-0-9. ]*)")
_MOVE, _DRAW = re.compile(r"PU(-?\d+,-?\d+)"), re.compile(r"PD(-?\d+(?:,-?\d+)*)")


def flat(outline: Outline, curves: frozenset[int]) -> Ring:
    """An outline with its curves as chords; `curves` are the indices at which three points are one."""
    found: list[tuple[float, float]] = []
    index = 0
    while index < len(outline):
        if index in curves:
            found += _chords(found[-1], *outline[index : index + 3])
            index += 3
        else:
            found.append(outline[index])
            index += 1
    return tuple(found)


def _chords(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> list[tuple[float, float]]:
    """Points on a cubic after `a`; so many by the bound on second differences (G. Wang, 1984)."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    # Once, twice and three times the parameter: a plate has 100,000 points.
    fx, fy, gx, gy = 3 * (bx - ax), 3 * (by - ay), 3 * (ax - 2 * bx + cx), 3 * (ay - 2 * by + cy)
    hx, hy = dx - ax + 3 * (bx - cx), dy - ay + 3 * (by - cy)
    bend = max(hypot(gx, gy) / 3, hypot(bx - 2 * cx + dx, by - 2 * cy + dy))
    count = max(ceil(sqrt(0.75 * bend / CHORD)), 1)
    steps = [number / count for number in range(1, count + 1)]
    return [(((hx * t + gx) * t + fx) * t + ax, ((hy * t + gy) * t + fy) * t + ay) for t in steps]


def read_svg(data: bytes, height: float) -> Rings:
    """The groups of a cutting SVG: outlines alone, every one closed, in mm."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - the generator's own bytes, just made
    except ET.ParseError as wrong:
        raise ValueError(str(wrong)) from wrong
    if strange := [fault.found for fault in active(root, GROUPS)]:
        raise ValueError(", ".join(strange))
    box = (root.get("viewBox") or "").split()
    if [f"{n}mm" for n in box[2:]] != [root.get("width"), root.get("height")] or box[:2] != [
        "0"
    ] * 2:
        raise ValueError("viewBox")
    if root.find(PATH) is not None:
        raise ValueError("path")  # of no layer
    found: Rings = {}
    for group in root.iter(GROUP):
        for path in group.iter(PATH):
            rings = _svg_outlines(path.get("d") or "", height)
            found.setdefault(group.get("id") or "", []).extend(rings)
    return found


def _svg_outlines(data: str, height: float) -> Iterator[Ring]:
    if _STEP.sub("", data).strip():
        raise ValueError("path")
    points: list[tuple[float, float]] = []
    curves = set[int]()
    for step, rest in _STEP.findall(data):
        numbers = [float(number) for number in rest.split()]
        if step == "M" and points:
            raise ValueError("open path")
        if step == "C":
            curves.add(len(points))
        points += [(x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if step == "Z":
            yield flat(tuple(points), frozenset(curves))
            points, curves = [], set()
    if points:
        raise ValueError("open path")


def read_dxf(data: bytes, height: float) -> Rings:  # noqa: ARG001 - as of every reader
    """The outlines of a DXF in mm: closed LWPOLYLINE alone, and the square that shows a wrong scale."""
    lines = data.decode("cp1252").splitlines()
    pairs = list(zip((line.strip() for line in lines[::2]), lines[1::2], strict=False))
    if _after(pairs, ("9", "$INSUNITS")) != ("70", "4") or ("2", "ENTITIES") not in pairs:
        raise ValueError("$INSUNITS")
    found: Rings = {}
    for entity in _entities(pairs[pairs.index(("2", "ENTITIES")) + 1 :]):
        kind, layer = entity[0][1], dict(entity).get("8", "")
        if kind == "LWPOLYLINE":
            found.setdefault(layer, []).append(_polyline(entity))
        elif (kind, layer) != ("TEXT", "KIEM-TRA"):
            raise ValueError(kind)
    _check_square(found.pop("KIEM-TRA", []))
    return found


def _after(pairs: list[tuple[str, str]], one: tuple[str, str]) -> tuple[str, str] | None:
    """The pair behind `one`, its value without spaces."""
    if one not in pairs or pairs.index(one) + 1 >= len(pairs):
        return None
    code, value = pairs[pairs.index(one) + 1]
    return code, value.strip()


def _entities(pairs: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The pairs of each entity up to the section's end."""
    entity: list[tuple[str, str]] = []
    for code, value in pairs:
        if code == "0":
            if entity:
                yield entity
            entity = []
            if value == "ENDSEC":
                return
        entity.append((code, value))
    raise ValueError("ENDSEC")


def _polyline(entity: list[tuple[str, str]]) -> Ring:
    if ("70", "1") not in [(code, value.strip()) for code, value in entity]:
        raise ValueError("open LWPOLYLINE")
    xs = [float(value) for code, value in entity if code == "10"]
    ys = [float(value) for code, value in entity if code == "20"]
    if {"40", "41", "42", "43"} & {code for code, _ in entity} or not xs:
        raise ValueError("LWPOLYLINE")  # width or bulge: not straight any more
    return tuple(zip(xs, ys, strict=True))


def _check_square(rings: list[Ring]) -> None:
    if len(rings) != 1 or len(rings[0]) != len(SQUARE):
        raise ValueError("KIEM-TRA")
    (ring,) = rings
    x, y = ring[0]
    apart = [
        max(abs(u - x - a), abs(v - y - b)) for (u, v), (a, b) in zip(ring, SQUARE, strict=True)
    ]
    if max(apart) > 0.005:
        raise ValueError("KIEM-TRA")


def read_plt(data: bytes, height: float) -> Rings:  # noqa: ARG001 - as of every reader
    """The outlines of an HPGL file in mm by pen: each drawn back to where it began."""
    commands = data.decode("ascii").replace("\n", "").split(";")
    if commands[:2] != ["IN", "PA"] or commands[-3:] != ["PU", "SP0", ""]:
        raise ValueError("IN;PA;")
    found: Rings = {}
    layer, start = "", ""
    for command in commands[2:-3]:
        if command.startswith("SP") and command[2:] in {str(n) for n in range(1, len(PENS) + 1)}:
            layer = PENS[int(command[2:]) - 1]
        elif moved := _MOVE.fullmatch(command):
            start = moved[1]
        elif (drawn := _DRAW.fullmatch(command)) and layer and start:
            found.setdefault(layer, []).append(_units(f"{start},{drawn[1]}"))
            start = ""
        else:
            raise ValueError(command[:20])
    return found


def _units(text: str) -> Ring:
    units = [int(number) * UNIT for number in text.split(",")]
    ring = tuple(zip(units[::2], units[1::2], strict=True))
    if ring[0] != ring[-1]:
        raise ValueError("open PD")
    return ring[:-1]
