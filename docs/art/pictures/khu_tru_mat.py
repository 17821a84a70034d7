"""Noon: the plan of 1959, straight down, plots to scale; above it the people who came."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, sin

import numpy as np
from ink import Ink
from lacquer import (
    BAND_BOTTOM,
    BAND_TOP,
    EGGSHELL,
    GOLD,
    INDIGO,
    LIGHT_LEAF,
    PALE_GOLD,
    SOIL,
    UMBER,
    WIDTH,
    Panel,
    glaze,
)
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapes import at, blob, joined

WIDE = 1000.0  # units the length of the plan takes
MIDDLE = (BAND_TOP + BAND_BOTTOM) / 2
LAKE = blob(at("742,588 800,574 862,588 878,620 850,654 790,662 738,648 722,616"))
ISLAND = blob(at("786,608 812,604 828,616 816,630 788,630 776,620"))


def zones(n: Mapping[str, float]) -> list[BaseGeometry]:
    """The zones, half on each side of the band: how they really lay is not on record."""
    wide, deep = plot(n)
    columns = max(1, -(-int(n["zones"]) // 2))
    slot, far = WIDE / columns, WIDE / n["length_km"] * n["depth_km"]
    across = int(slot / wide - 0.5) * wide
    down = int((far - (BAND_BOTTOM - BAND_TOP) / 2) / deep) * deep
    found: list[BaseGeometry] = []
    for i in range(int(n["zones"])):
        side, column = (-1, 1)[i % 2], i // 2
        x = (WIDTH - WIDE) / 2 + slot * column + (slot - across) * column / max(1, columns - 1)
        y = MIDDLE - far if side < 0 else MIDDLE + far - down
        found.append(box(x, y, x + across, y + down))
    return found


def plot(n: Mapping[str, float]) -> tuple[float, float]:
    """Width and depth of one plot at the scale of the plan."""
    metre = WIDE / n["length_km"] / 1000
    return n["plot_width_m"] * metre, n["plot_depth_m"] * metre


def plots(zone: BaseGeometry, n: Mapping[str, float]) -> list[tuple[float, float, float, float]]:
    """The plots of one zone, to the scale of the plan."""
    w, h = plot(n)
    x0, y0, x1, y1 = zone.bounds
    return [
        (x0 + w * i, y0 + h * j, w, h)
        for j in range(round((y1 - y0) / h))
        for i in range(round((x1 - x0) / w))
    ]


def grains(count: int) -> list[tuple[float, float, float]]:
    """People gathering: loose at first, then close together round one place."""
    rng = np.random.default_rng(1959)
    placed: list[tuple[float, float, float]] = []
    for i in range(count):
        t = i / max(1, count - 1)
        if t < 0.62:
            r, a = 17.0 * (i + 0.4) ** 0.5, 2.39996 * i
            x, y = 1010 + 1.25 * r * cos(a), 280 + 0.74 * r * sin(a)
        else:
            far = (t - 0.62) / 0.38
            x = 838 - 610 * far + float(rng.uniform(-3, 3))
            y = 290 + 30 * sin(3.4 * far) + float(rng.uniform(-1, 1)) * (6 + 14 * far)
        placed.append((x, y, float(rng.uniform(6.5, 8.5))))
    return placed


def grain(x: float, y: float, r: float) -> BaseGeometry:
    """One grain of gold."""
    return Polygon(
        [
            (x - r, y + r * 0.2),
            (x - r * 0.3, y - r * 0.8),
            (x + r * 0.7, y - r * 0.6),
            (x + r, y + r * 0.3),
            (x + r * 0.1, y + r * 0.9),
        ]
    )


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.fill(box(-5, -5, 1605, 1205), UMBER)
    p.polish(box(-5, -5, 1605, 1205), SOIL, 0.35, 18)
    p.band()
    water = LAKE.buffer(16)
    for zone in zones(n):
        p.fill(zone, glaze(EGGSHELL[4], UMBER, 0.5))
        tiles: list[list[BaseGeometry]] = [[] for _ in EGGSHELL]
        for x, y, w, h in plots(zone, n):
            tone = int(p.rng.integers(len(EGGSHELL)))
            tiles[tone].append(box(x + 0.5, y + 0.5, x + w - 0.5, y + h - 0.5))
        for colour, parts in zip(EGGSHELL, tiles, strict=True):
            p.fill(joined(parts).difference(water), colour)
    p.fill(water, UMBER)
    p.fill(LAKE, INDIGO, rub=GOLD)
    p.fill(ISLAND, LIGHT_LEAF, rub=PALE_GOLD)
    for x, y, r in grains(int(n["petitioners"])):
        p.fill(grain(x, y, r), PALE_GOLD if int(x) % 3 else GOLD)


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    for zone in zones(n):
        ink.outline(zone)
        x0, y0, x1, y1 = zone.bounds
        columns, rows = round((x1 - x0) / 80), round((y1 - y0) / 40)
        for i in range(1, columns):
            ink.line(LineString([(x0 + (x1 - x0) * i / columns, y) for y in (y0, y1)]))
        for i in range(1, rows):
            ink.line(LineString([(x, y0 + (y1 - y0) * i / rows) for x in (x0, x1)]))
    ink.outline(LAKE, 16)
    ink.solid(ISLAND)
    for x, y, r in grains(int(n["petitioners"])):
        ink.solid(grain(x, y, r))
