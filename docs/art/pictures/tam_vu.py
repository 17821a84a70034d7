"""Tầm Vu: two buffaloes and the 105 mm gun, as it is told; below, one road with its ambushes."""

from __future__ import annotations

from collections.abc import Mapping

from ink import Ink
from lacquer import (
    BAND_BOTTOM,
    BAND_TOP,
    GOLD,
    LACQUER,
    LEAF,
    PALE_GOLD,
    RICE,
    SOIL,
    UMBER,
    WING,
    Panel,
    glaze,
)
from shapely import LineString, Point, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry
from shapes import at, blade, blob, curve, joined, ripples, stroke

GROUND = BAND_TOP + 2
SKY = (glaze(GOLD, WING, 0.86), GOLD, glaze(PALE_GOLD, GOLD, 0.35), glaze(PALE_GOLD, GOLD, 0.7))


def buffalo() -> BaseGeometry:
    """A water buffalo that leans into its load, facing right; feet at y = 0, about 460 long."""
    torso = blob(
        at(
            "-170,-160 -142,-196 -76,-192 0,-184 60,-196 112,-214 146,-192 152,-140 "
            "118,-102 44,-78 -50,-76 -112,-98 -164,-118"
        )
    )
    head = blob(
        at(
            "92,-208 150,-208 196,-200 226,-184 262,-134 292,-102 292,-76 270,-66 "
            "244,-78 212,-96 164,-92 112,-116"
        )
    )
    ways = (
        at("116,-136 138,-70 122,-32 134,0"),
        at("74,-124 62,-66 24,-32 20,0"),
        at("-122,-140 -112,-92 -158,-50 -160,0"),
        at("-92,-128 -60,-84 -84,-44 -66,0"),
    )
    legs = [stroke(curve(way), 66, 19, 27) for way in ways]
    hooves = [
        Polygon(
            [(w[-1][0] - 14, -15), (w[-1][0] + 12, -15), (w[-1][0] + 21, 0), (w[-1][0] - 16, 0)]
        )
        for w in ways
    ]
    horns = [
        stroke(curve(at("212,-184 164,-196 116,-226 100,-280")), 34, 2, 22),
        stroke(curve(at("220,-186 234,-228 214,-276 166,-304")), 32, 2, 20),
    ]
    tail = stroke(curve(at("-166,-162 -192,-120 -190,-80 -184,-56")), 13, 8)
    ear = blade((196, -168), 2.75, 52, 22)
    return joined(
        [torso, head, *legs, *hooves, *horns, tail, ear, blade((-186, -66), 1.45, 38, 17)]
    ).buffer(0)


def team(count: int) -> list[BaseGeometry]:
    """The animals, farthest first, each a step ahead of the nearer one."""
    one = buffalo()
    return [
        affinity.translate(
            affinity.scale(one, 0.94, 0.94, origin=(0, 0)), 918 + 212 * i, GROUND - 3 * i
        )
        for i in reversed(range(count))
    ]


WHEEL = Point(405, GROUND - 82).buffer(82, quad_segs=20)
HUB = Point(405, GROUND - 82).buffer(16)


def gun() -> list[BaseGeometry]:
    """The gun on tow: barrel low and level to the rear, trail forward to the traces."""
    y = GROUND
    barrel = joined([box(96, y - 134, 400, y - 110), box(86, y - 139, 122, y - 105)])
    sleeve = joined([box(196, y - 154, 420, y - 132), box(236, y - 112, 410, y - 92)])
    breech = Polygon(
        [(372, y - 156), (470, y - 152), (482, y - 132), (476, y - 102), (372, y - 96)]
    )
    trail = Polygon(
        [(390, y - 104), (450, y - 100), (676, y - 62), (700, y - 50), (680, y - 40), (420, y - 58)]
    )
    spade = Polygon([(630, y - 54), (664, y - 48), (654, y - 6), (624, y - 12)])
    shield = Polygon([(322, y - 196), (350, y - 201), (400, y - 60), (370, y - 58)])
    return [trail, spade, sleeve, barrel, breech, shield]


def traces(count: int) -> list[BaseGeometry]:
    """For each animal, farthest first: the rope from the trail to its yoke."""
    y, found = GROUND, []
    for x in reversed([1004 + 212 * i for i in range(count)]):
        rope = LineString(
            curve([(698, y - 50), (760 + 0.24 * (x - 760), y - 74), (x + 6, y - 150)])
        ).buffer(2.6)
        yoke = stroke(
            curve([(x - 8, y - 206), (x + 6, y - 186), (x + 12, y - 150), (x + 8, y - 116)]), 9, 6
        )
        found.append(joined([rope, yoke]))
    return found


ROAD = curve(at("-60,866 220,892 520,958 840,958 1130,888 1400,884 1680,944"), steps=16)


def ambushes(count: int) -> list[BaseGeometry]:
    """Gold marks along the one road."""
    line = LineString(ROAD)
    marks: list[BaseGeometry] = []
    for i in range(count):
        here = line.interpolate(0.20 + 0.60 * i / max(1, count - 1), normalized=True)
        marks.append(
            Polygon(
                [
                    (here.x - 30, here.y),
                    (here.x, here.y - 36),
                    (here.x + 30, here.y),
                    (here.x, here.y + 36),
                ]
            )
        )
    return marks


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.metal(box(-5, -5, 1605, 640), SKY, 118, 0.07, glaze(GOLD, WING, 0.45))
    p.fill(
        Polygon(
            [
                *curve(at("-20,640 200,606 420,622 700,602 1000,620 1300,598 1620,616")),
                (1620, 720),
                (-20, 720),
            ]
        ),
        glaze(LEAF, UMBER, 0.7),
        rub=GOLD,
    )
    p.fill(box(-5, 650, 1605, 700), UMBER)
    p.fill(box(-5, BAND_BOTTOM - 2, 1605, 1205), SOIL)
    p.polish(box(-5, BAND_BOTTOM, 1605, 1205), LACQUER, 0.3, 14)
    p.band()
    p.fill(
        ripples(p.rng, box(90, BAND_TOP + 10, 1510, BAND_BOTTOM - 10), 5, 0.22, (40, 130), 4),
        glaze(GOLD, LEAF, 0.6),
    )
    p.fill(stroke(ROAD, 74, 74), glaze(WING, UMBER, 0.7), rub=RICE)
    p.fill(LineString(ROAD).buffer(2.5), GOLD)
    for mark in ambushes(int(n["ambushes"])):
        p.fill(mark.buffer(7), UMBER)
        p.fill(mark, GOLD)
        p.fill(affinity.scale(mark, 0.55, 0.55), PALE_GOLD)
    _haul(p, int(n["buffaloes"]))


def _haul(p: Panel, buffaloes: int) -> None:
    rim = glaze(PALE_GOLD, GOLD, 0.4)
    for i, (animal, rope) in enumerate(zip(team(buffaloes), traces(buffaloes), strict=True)):
        p.fill(animal.buffer(4), rim)
        p.fill(animal, LACQUER if i == buffaloes - 1 else UMBER, rub=WING)
        p.fill(rope, RICE)
    whole = joined(gun())
    p.fill(whole.buffer(4), rim)
    p.fill(whole, LACQUER)
    for part in gun()[2:]:
        p.rub(part, WING, 2, 0.8)
    p.fill(WHEEL.buffer(4), LACQUER)
    p.eggshell(WHEEL.difference(WHEEL.buffer(-30)), 11)
    p.fill(WHEEL.buffer(-30), LACQUER)
    p.fill(WHEEL.buffer(-36).boundary.buffer(2), GOLD)
    p.eggshell(HUB, 10)


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(LineString([(80, GROUND), (1440, GROUND)]))
    for animal, rope in zip(team(int(n["buffaloes"])), traces(int(n["buffaloes"])), strict=True):
        ink.solid(animal)
        ink.clear(rope.buffer(4).intersection(animal))
        ink.solid(rope.buffer(2).difference(animal), 0)
    for part in gun():
        ink.solid(part, 0)
    ink.outline(WHEEL)
    ink.outline(WHEEL.buffer(-32))
    ink.solid(HUB, 0)
    ink.line(LineString([q for q in ROAD if 120 < q[0] < 1480]), 14)
    for mark in ambushes(int(n["ambushes"])):
        ink.solid(mark)
