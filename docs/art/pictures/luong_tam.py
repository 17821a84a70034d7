"""Dawn: Lương Tâm. Canals crossing, from above; on the north bank the hut of bamboo and leaf."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi

import numpy as np
from ink import Ink
from lacquer import (
    BAND,
    BAND_BOTTOM,
    BAND_EDGE,
    BAND_TOP,
    CINNABAR,
    GOLD,
    LACQUER,
    LEAF,
    LIGHT_LEAF,
    PALE_GOLD,
    RED,
    RICE,
    SILVER,
    SOIL,
    UMBER,
    WING,
    Panel,
    band_shape,
    glaze,
    polygons,
)
from shapely import LineString, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry
from shapes import at, blade, curve, frond, joined, ripples, stroke, thread, wavering

HORIZON = 168
FAR = (
    (1300, 0.165),
    (420, 0.16),
    (820, 0.15),
)  # where further canals vanish, and how wide they are
DOOR = box(0, 0, 112, 150)


def canals(count: int) -> list[BaseGeometry]:
    """The canals beside the band's own: each goes to its vanishing point on the horizon."""
    found: list[BaseGeometry] = []
    for x, wide in FAR[: max(0, count - 1)]:
        foot = x - (x - 880) * (1205 - HORIZON) / (730 - HORIZON)
        half = wide * (1205 - HORIZON)
        found.append(
            Polygon([(x - 5, HORIZON), (x + 5, HORIZON), (foot + half, 1205), (foot - half, 1205)])
        )
    return found


def hut() -> dict[str, BaseGeometry]:
    """One small hut: leaf roof, leaf wall between bamboo posts, an open door; foot y = 676."""
    roof = Polygon(
        curve([(300, 386), (470, 380), (640, 388)], steps=6)
        + curve([(716, 548), (480, 556), (226, 546)], steps=6)
    )
    rows = [
        LineString(
            curve(
                [(300 - 74 * t, 386 + 162 * t), (470, 392 + 166 * t), (640 + 76 * t, 388 + 160 * t)]
            )
        )
        for t in (0.26, 0.5, 0.74, 0.98)
    ]
    fringe = joined(
        blade((238 + i * 10.3, 544), pi / 2 + (i % 3 - 1) * 0.12, 24 + i * 7 % 11, 9)
        for i in range(46)
    )
    wall = box(268, 545, 676, 676)
    posts = joined(box(x - 5, 540, x + 5, 682) for x in (268, 346, 424, 548, 612, 676))
    parts = {
        "roof": roof.union(fringe),
        "thatch": roof,
        "rows": joined(r.buffer(1.8) for r in rows),
        "wall": wall,
        "posts": posts,
        "weave": joined(box(x, 548, x + 2.2, 676) for x in range(276, 676, 9)),
        "door": affinity.translate(DOOR, 434, 532),
    }
    return {
        name: affinity.scale(part, 1.10, 1.10, origin=(500, 690)) for name, part in parts.items()
    }


def nipa(shift: float = 0, pairs: int = 16) -> list[BaseGeometry]:
    """Water coconut at the near bank: long fronds that rise straight from the mud."""
    ribs = [
        ((1150, 1260), (1105, 1040), (990, 880)),
        ((1222, 1260), (1214, 990), (1150, 800)),
        ((1316, 1260), (1350, 990), (1352, 776)),
        ((1410, 1260), (1466, 1040), (1530, 896)),
        ((1100, 1260), (990, 1130), (870, 1064)),
    ]
    return [
        frond(curve([(x + shift, y) for x, y in rib], steps=12), 170, 15, pairs, (0.74, 0.74), 0.30)
        for rib in ribs
    ]


def bamboo() -> list[BaseGeometry]:
    """A clump behind the hut."""
    rng = np.random.default_rng(1969)
    parts = []
    for i, top in enumerate(((150, 236), (205, 190), (252, 160), (300, 214), (118, 300))):
        foot = (190 + i * 16, 640)
        culm = curve([foot, ((foot[0] * 2 + top[0]) / 3, 440), top], steps=14)
        parts.append(stroke(culm, 9, 4))
        for x, y in culm[9::2]:
            parts += [
                blade(
                    (x, y),
                    pi / 2 + side * float(rng.uniform(0.5, 1.5)),
                    float(rng.uniform(48, 80)),
                    13,
                    -side * 0.3,
                )
                for side in (-1, 1)
            ]
    return parts


def smoke() -> list[BaseGeometry]:
    """Three threads of incense."""
    return [
        thread((x, 640), top, sway, phase)
        for x, top, sway, phase in ((771, 60, 46, 0.3), (790, 30, 64, 1.5), (809, 84, 54, 2.6))
    ]


BOWL = affinity.translate(Polygon(at("728,640 792,640 783,668 770,678 750,678 737,668")), 30, 4)


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.metal(
        box(-5, -5, 1605, HORIZON),
        (
            glaze(CINNABAR, GOLD, 0.20),
            GOLD,
            glaze(CINNABAR, GOLD, 0.34),
            glaze(PALE_GOLD, GOLD, 0.55),
        ),
        101,
        0.06,
        glaze(GOLD, WING, 0.35),
    )
    land = box(-5, HORIZON, 1605, 1205)
    p.fill(land, glaze(LEAF, LACQUER, 0.82))
    p.polish(land, glaze(LEAF, LACQUER, 0.6), 0.3, 15)
    p.fill(box(-5, HORIZON - 16, 1605, HORIZON), RED)
    p.fill(box(-5, HORIZON - 2, 1605, HORIZON + 16), glaze(LEAF, LACQUER, 0.5))
    p.polish(box(-5, HORIZON + 20, 1605, 380), LIGHT_LEAF, 0.34, 10)
    p.band()
    water = canals(int(n["canals"]))
    for canal in water:
        p.fill(canal, BAND)
        p.fill(canal.boundary.buffer(2).difference(band_shape()), BAND_EDGE)
    crossing = joined([*water, band_shape()])
    p.fill(box(60, BAND_TOP + 4, 1540, BAND_BOTTOM - 4).intersection(crossing), BAND)
    p.fill(joined(water).intersection(box(0, BAND_TOP - 6, 1600, BAND_BOTTOM + 6)).buffer(-2), BAND)
    p.fill(
        ripples(
            p.rng,
            crossing.intersection(box(90, 240, 1510, 1200)).buffer(-6),
            60,
            0.20,
            (30, 110),
            4,
        ),
        glaze(SILVER, BAND, 0.8),
    )
    for i, leaf in enumerate(bamboo()):
        p.fill(
            leaf, (LIGHT_LEAF, glaze(LIGHT_LEAF, LEAF, 0.4), glaze(RICE, LIGHT_LEAF, 0.35))[i % 3]
        )
    _hut(p)
    for line in smoke():
        p.fill(line, PALE_GOLD)
    p.fill(BOWL, GOLD, rub=UMBER)
    for i, leaf in enumerate(nipa()):
        p.fill(
            leaf, (LEAF, glaze(LEAF, LACQUER, 0.55), LIGHT_LEAF)[i % 3], rub=glaze(RICE, LEAF, 0.55)
        )


def _hut(p: Panel) -> None:
    h = hut()
    p.fill(wavering(box(210, 668, 822, 694), 4), SOIL)
    p.fill(h["wall"], WING, rub=GOLD)
    p.fill(h["weave"], UMBER)
    p.fill(h["posts"], glaze(RICE, UMBER, 0.8))
    p.eggshell(h["door"], 12)
    p.fill(h["roof"], UMBER, rub=glaze(GOLD, UMBER, 0.6))
    p.fill(h["rows"], glaze(GOLD, UMBER, 0.45))
    p.eggshell(
        ripples(p.rng, box(400, BAND_TOP + 8, 580, BAND_BOTTOM - 8), 5, 0.6, (26, 84), 5), 10
    )


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    h = hut()
    ink.line(
        joined(
            [
                box(60, BAND_TOP, 1560, BAND_BOTTOM),
                *(c.intersection(box(0, 200, 1600, 1140)) for c in canals(int(n["canals"]))),
            ]
        )
    )
    for part in ("wall", "posts", "door", "thatch"):
        ink.outline(h[part])
    for row in polygons(h["rows"])[:3]:
        ink.solid(row.buffer(2), 0)
    for line in smoke():
        ink.solid(line.buffer(3), 4)
    ink.solid(BOWL)
    for leaf in nipa(60, 10)[1:3]:
        ink.solid(leaf.intersection(box(0, 0, 1570, 1140)), 10)
