"""After sunset: Chùa Dơi. Afterglow between the leaves, a few bats leaving, the pond."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, pi, sin

import numpy as np
from ink import Ink
from lacquer import (
    BAND_BOTTOM,
    BAND_TOP,
    GOLD,
    LACQUER,
    LEAF,
    LIGHT_LEAF,
    PALE_GOLD,
    RICE,
    SILVER,
    SOIL,
    UMBER,
    WATER,
    WING,
    Panel,
    glaze,
    scatter,
)
from shapely import LineString, Point, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry
from shapes import at, blade, blob, curve, joined, ripples, stroke, wavering

POND = wavering(
    Polygon([(800 + 500 * cos(a), 968 + 118 * sin(a)) for a in np.arange(0, 2 * pi, 0.06)]), 4
)
GLOW = (500.0, 430.0)  # where the last light stands behind the leaves
CROWNS = (
    (40, 150, 300, 250),
    (310, 90, 330, 240),
    (590, 120, 320, 260),
    (820, 140, 240, 230),
    (900, 240, 160, 170),
    (180, 340, 260, 170),
    (490, 350, 300, 170),
    (770, 360, 230, 150),
    (10, 400, 170, 130),
    (920, 400, 120, 90),
)


def bat() -> BaseGeometry:
    """A flying fox from below, wings spread, about 224 wide."""
    arm = curve(at("0,-16 14,-15 34,-26 56,-40 84,-30 106,-6 122,30"), steps=6)
    webs = [
        curve(way, steps=6)
        for way in (
            [(122, 30), (104, 12), (84, 28)],
            [(84, 28), (62, 15), (46, 34)],
            [(46, 34), (28, 22), (12, 40)],
        )
    ]
    half = [*arm, *(q for web in webs for q in web), (0, 36)]
    head = blob(at("0,-44 7,-36 10,-24 8,-10 -8,-10 -10,-24 -7,-36"), 5)
    ears = [Polygon([(s * 4, -32), (s * 11, -38), (s * 10, -26)]) for s in (-1, 1)]
    return joined([Polygon(half + [(-x, y) for x, y in half[::-1]]).buffer(0), head, *ears])


def bats() -> list[BaseGeometry]:
    """A few bats on one arc out of the canopy: no count."""
    found = []
    for i, (x, y, size) in enumerate(
        (
            (1088, 584, 0.29),
            (1166, 548, 0.35),
            (1246, 490, 0.43),
            (1308, 406, 0.52),
            (1330, 308, 0.62),
            (1286, 212, 0.70),
        )
    ):
        one = affinity.scale(bat(), size, size * (0.8, 1.0, 0.66)[i % 3], origin=(0, 0))
        found.append(affinity.translate(affinity.rotate(one, 24 - 9 * i, origin=(0, 0)), x, y))
    return found


def crowns() -> list[BaseGeometry]:
    """The dark masses of the canopy, lobed."""
    rng = np.random.default_rng(1569)
    return [
        joined(
            [affinity.scale(Point(x, y).buffer(1), w * 0.82, h * 0.8)]
            + [
                Point(x + w * 0.74 * cos(a), y + h * 0.72 * sin(a)).buffer(
                    float(rng.uniform(0.2, 0.32)) * h
                )
                for a in np.arange(0, 6.28, 0.42) + float(rng.uniform(0, 0.3))
            ]
        )
        for x, y, w, h in CROWNS
    ]


def sprays(
    rng: np.random.Generator, area: BaseGeometry, count: int, size: float
) -> list[BaseGeometry]:
    """Small sprays of oval leaves on a hanging twig, anywhere in `area`."""
    found: list[BaseGeometry] = []
    for x, y in scatter(rng, area, count):
        down = pi / 2 + float(rng.uniform(-1.1, 1.1))
        for i in range(5):
            foot = (x + cos(down) * size * 0.3 * i, y + sin(down) * size * 0.3 * i)
            found.append(
                blade(
                    foot,
                    down + (0.85 if i % 2 else -0.85) * (i < 4),
                    size * (1 - 0.08 * i),
                    size * 0.4,
                    0.15,
                )
            )
    return found


def apart(places: list[tuple[float, float]], room: float) -> list[tuple[float, float]]:
    """Those places that keep at least `room` from every one before."""
    kept: list[tuple[float, float]] = []
    for x, y in places:
        if all(hypot(x - q, y - s) >= room for q, s in kept):
            kept.append((x, y))
    return kept


def gleams(area: BaseGeometry) -> BaseGeometry:
    """The afterglow: gaps between leaves, thick near its middle and rarer outward."""
    rng = np.random.default_rng(18)
    found: list[BaseGeometry] = []
    while len(found) < 230:
        a, r = float(rng.uniform(0, 2 * pi)), 330 * float(rng.random()) ** 0.62
        x, y = GLOW[0] + 1.25 * r * cos(a), GLOW[1] + 0.62 * r * sin(a)
        size = float(rng.uniform(26, 46)) * (1.15 - 0.6 * r / 330)
        found.append(blade((x, y), float(rng.uniform(0, 2 * pi)), size, size * 0.5))
    return joined(found).intersection(area)


def kerb() -> list[BaseGeometry]:
    """The stones round the pond."""
    ring, line = POND.buffer(19).difference(POND.buffer(3)), POND.boundary
    found = []
    for i in range(74):
        here, there = (line.interpolate((i + d) / 74, normalized=True) for d in (0.04, 0.96))
        wedge = Polygon(
            [(800, 968)]
            + [(800 + 1.6 * (q.x - 800), 968 + 1.6 * (q.y - 968)) for q in (here, there)]
        )
        found.append(ring.intersection(wedge))
    return found


def trunks() -> list[BaseGeometry]:
    """Tall straight trunks."""
    return [
        stroke(
            curve([(x, BAND_TOP + 6), (x + lean * 0.4, 480), (x + lean, 120)], steps=8),
            wide,
            wide * 0.55,
        )
        for x, lean, wide in (
            (92, 14, 46),
            (286, -12, 30),
            (452, 10, 60),
            (640, -8, 34),
            (800, 10, 48),
            (930, -10, 26),
        )
    ]


def paint(p: Panel, _n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.metal(
        box(-5, -5, 1605, BAND_TOP),
        (WING, glaze(GOLD, WING, 0.14), glaze(UMBER, WING, 0.25)),
        140,
        0.06,
        UMBER,
    )
    p.fill(
        Polygon([*curve(at("-20,600 500,590 1000,606 1620,596")), (1620, 720), (-20, 720)]),
        glaze(GOLD, WING, 0.6),
        rub=WING,
    )
    p.fill(
        Polygon([*curve(at("-20,662 400,650 900,664 1620,652")), (1620, 720), (-20, 720)]),
        glaze(LEAF, LACQUER, 0.7),
    )
    for trunk in trunks():
        p.fill(trunk, glaze(UMBER, LACQUER, 0.7), rub=GOLD)
    mass = joined(crowns())
    p.fill(mass, glaze(LEAF, LACQUER, 0.55))
    for colour, size, count in (
        (LEAF, 44, 170),
        (LIGHT_LEAF, 38, 110),
        (glaze(RICE, LIGHT_LEAF, 0.3), 32, 36),
    ):
        p.fill(joined(sprays(p.rng, mass.buffer(-14), count, size)), colour)
    p.eggshell(gleams(mass.buffer(-6)), 10.5)
    for one in bats():
        p.fill(affinity.translate(one, 0, -2.5).buffer(1), PALE_GOLD)
        p.fill(one, LACQUER)
    p.fill(box(-5, BAND_BOTTOM - 2, 1605, 1205), SOIL)
    p.polish(box(-5, BAND_BOTTOM, 1605, 1205), LACQUER, 0.3, 14)
    p.band()
    for i, stone in enumerate(kerb()):
        p.fill(stone, glaze(SILVER, UMBER, (0.30, 0.38, 0.24)[i * 5 % 3]))
    p.fill(POND, WATER)
    p.eggshell(
        ripples(
            p.rng, POND.buffer(-30).intersection(box(380, 850, 900, 1100)), 9, 0.2, (40, 130), 6
        ),
        10,
    )


def engrave(ink: Ink, _n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(LineString([(60, BAND_TOP), (1440, BAND_TOP)]))
    for trunk in trunks():
        ink.outline(trunk)
    mass = joined(crowns()).intersection(box(70, 60, 1600, 1200))
    ink.clear(mass)
    ink.line(mass.boundary.difference(box(70, 60, 1600, 1200).boundary.buffer(4)))
    rng = np.random.default_rng(7)
    for x, y in apart(scatter(rng, mass.buffer(-66), 900), 78):
        turn = float(rng.uniform(0.2, 2.9))
        for side in (-0.5, 0.5):
            ink.solid(blade((x, y), turn + side, 58, 24, side / 3), 7)
    for one in bats():
        ink.solid(one)
    ink.outline(POND)
