"""Afternoon: one relic in two places. Left the blocks, right the crossing canals and the leaf."""

from __future__ import annotations

from collections.abc import Mapping

from ink import Ink
from lacquer import (
    BAND,
    BAND_BOTTOM,
    BAND_EDGE,
    BAND_TOP,
    DEEP_RED,
    GOLD,
    LACQUER,
    LEAF,
    LIGHT_LEAF,
    PALE_GOLD,
    RED,
    RICE,
    SILVER,
    SOIL,
    WING,
    Panel,
    band_shape,
    glaze,
)
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapes import at, curve, frond, joined, ripples, stroke

RIB = curve(at("1088,706 1106,600 1130,492 1152,390 1166,290"), steps=16)
LEAFLETS = frond(RIB, 290, 24, 12, (0.98, 1.02), 0.16)


def seams(places: int) -> list[BaseGeometry]:
    """The gold seam(s) that join the panels: a mended edge, not quite straight."""
    found = []
    for i in range(1, places):
        x = 1600 * i / places
        line = curve(
            [
                (x + dx, y)
                for dx, y in (
                    (2, -20),
                    (-7, 180),
                    (6, 400),
                    (-4, 610),
                    (5, 800),
                    (-6, 1010),
                    (3, 1220),
                )
            ]
        )
        found.append(stroke(line, 15, 13))
    return found


def blocks(count: int) -> list[dict[str, BaseGeometry]]:
    """Plain upright blocks: their number is known, their shape is not."""
    found: list[dict[str, BaseGeometry]] = []
    step = min(176.0, 500 / max(1, count))
    for i in range(count):
        x = 430 + step * (i - (count - 1) / 2)
        w = step * 0.29
        found.append(
            {
                "face": box(x - w, 340, x + w * 0.8, BAND_TOP + 2),
                "side": Polygon(
                    [
                        (x + w * 0.8, 340),
                        (x + w * 1.25, 318),
                        (x + w * 1.25, BAND_TOP + 2),
                        (x + w * 0.8, BAND_TOP + 2),
                    ]
                ),
                "top": Polygon(
                    [(x - w, 340), (x - w * 0.55, 318), (x + w * 1.25, 318), (x + w * 0.8, 340)]
                ),
            }
        )
    return found


def canals(count: int) -> list[BaseGeometry]:
    """The canals of the right panel beside the band's own."""
    feet = ((1520, 930), (930, 1500), (1215, 1215))
    return [
        Polygon([(a - 20, 470), (a + 20, 470), (b + 150, 1205), (b - 150, 1205)]).intersection(
            box(812, 470, 1605, 1205)
        )
        for a, b in feet[: max(0, count - 1)]
    ]


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    left = box(-5, -5, 800, BAND_TOP)
    p.metal(
        left,
        (glaze(GOLD, WING, 0.42), glaze(GOLD, WING, 0.3), glaze(GOLD, WING, 0.5)),
        132,
        0.08,
        WING,
    )
    p.fill(box(-5, BAND_BOTTOM - 2, 1605, 1205), SOIL)
    p.polish(box(-5, BAND_BOTTOM, 800, 1205), LACQUER, 0.3, 14)
    right = box(800, -5, 1605, 1205)
    p.fill(right, LEAF)
    p.polish(right, glaze(LIGHT_LEAF, LEAF, 0.6), 0.3, 15)
    p.band()
    water = canals(int(n["canals"]))
    for canal in water:
        p.fill(canal, BAND)
        p.fill(
            canal.boundary.buffer(2).difference(band_shape()).difference(box(780, 460, 818, 1220)),
            BAND_EDGE,
        )
    p.fill(joined(water).intersection(box(0, BAND_TOP - 6, 1540, BAND_BOTTOM + 6)).buffer(-2), BAND)
    wet = joined([*water, box(812, BAND_TOP, 1540, BAND_BOTTOM)]).buffer(-7)
    p.fill(ripples(p.rng, wet, 34, 0.2, (30, 110), 4), glaze(SILVER, BAND, 0.7))
    for block in blocks(int(n["blocks"])):
        p.fill(block["side"], LACQUER, rub=RED)
        p.fill(block["face"], DEEP_RED, rub=PALE_GOLD)
        p.fill(block["top"], RED, rub=PALE_GOLD)
    p.fill(LEAFLETS.buffer(4), LACQUER)
    p.eggshell(LEAFLETS, 11)
    p.fill(stroke(RIB, 14, 5), RICE)
    for seam in seams(int(n["places"])):
        p.fill(seam.buffer(3), LACQUER)
        p.metal(seam, (GOLD, PALE_GOLD), 38, 0.03, WING)


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(
        joined(
            [
                box(800, BAND_TOP, 1540, BAND_BOTTOM),
                *(c.intersection(box(0, 0, 1600, 1020)) for c in canals(int(n["canals"]))),
            ]
        )
    )
    ink.line(LineString([(160, BAND_TOP), (800, BAND_TOP)]))
    for block in blocks(int(n["blocks"])):
        for part in ("side", "top", "face"):
            ink.outline(block[part])
    ink.solid(frond(RIB, 290, 24, 8, (0.98, 1.02), 0.16))
    ink.clear(stroke(RIB, 16, 9))
    for seam in seams(int(n["places"])):
        ink.solid(seam.intersection(box(0, 110, 1600, 1040)), 12)
