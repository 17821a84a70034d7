"""Night: Vịnh Chèo. Creek, paddy, full moon; a lotus pond carries one light per fallen."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, pi, sin

import numpy as np
from ink import Ink
from lacquer import (
    BAND_BOTTOM,
    BAND_TOP,
    EGGSHELL,
    GOLD,
    INDIGO,
    LACQUER,
    LEAF,
    LIGHT_LEAF,
    PALE_GOLD,
    RICE,
    SILVER,
    SOIL,
    WATER,
    Panel,
    glaze,
)
from shapely import Point, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry
from shapes import blade, joined, lens, ripples, wavering

# Full: on 29/12/1974 the moon was full at 10:52 (UTC+7), so 99.8 % of the disc was lit that night.
MOON = Point(1010, 322).buffer(132, quad_segs=24)
TONES = (INDIGO, glaze(INDIGO, LACQUER, 0.72), glaze(WATER, INDIGO, 0.4))


def pond(middle: float = 906, half: float = 134) -> BaseGeometry:
    """The lotus pond, seen from its bank."""
    rim = [(800 + 640 * cos(a), middle + half * sin(a)) for a in np.arange(0, 2 * pi, 0.05)]
    return wavering(Polygon(rim), 5)


def lights(count: int, middle: float = 910, half: float = 97) -> list[tuple[float, float]]:
    """Places on the pond, far ones first; each new one lies farthest from the others."""
    rng = np.random.default_rng(1974)
    places: list[tuple[float, float]] = []
    while len(places) < count:
        r, a = rng.random((2, 700)) ** ((0.5,), (1,))
        tries = np.stack(
            [800 + 572 * r * np.cos(2 * pi * a), middle + half * r * np.sin(2 * pi * a)], axis=-1
        )
        room = [
            min((hypot(x - q, (y - s) * 200 / half) for q, s in places), default=1.0)
            for x, y in tries
        ]
        places.append(tuple(float(v) for v in tries[int(np.argmax(room))]))  # type: ignore[arg-type]
    return sorted(places, key=lambda p: p[1])


def pad(x: float, y: float, size: float, turn: float) -> BaseGeometry:
    """A lotus leaf lying on the water, with its notch."""
    return Polygon(
        [
            (x + size * cos(a + turn), y + size * 0.36 * sin(a + turn))
            for a in np.arange(0.28, 2 * pi - 0.2, 0.3)
        ]
        + [(x, y)]
    )


def flame(x: float, y: float, size: float) -> BaseGeometry:
    """One light: a small upright petal."""
    return Polygon(
        [
            (x, y - size * 1.9),
            (x + size * 0.42, y - size * 0.75),
            (x + size * 0.5, y - size * 0.3),
            (x + size * 0.25, y),
            (x - size * 0.25, y),
            (x - size * 0.5, y - size * 0.3),
            (x - size * 0.42, y - size * 0.75),
        ]
    )


def paddy() -> BaseGeometry:
    """Tufts of rice in rows that draw together towards the horizon."""
    rng = np.random.default_rng(51)
    parts = []
    for row in range(9):
        y = 560 + 132 * (row / 8) ** 1.4
        step = 15 + row * 5
        for i in range(int(1700 / step)):
            x = -40 + i * step + float(rng.uniform(-3, 3)) + row * 7
            high = (9 + row * 2.6) * rng.uniform(0.8, 1.1, 3)
            parts += [
                blade((x, y), -pi / 2 + lean, float(tall), 2.2 + row * 0.25)
                for lean, tall in zip((-0.5, 0.0, 0.45), high, strict=True)
            ]
    return joined(parts)


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.metal(box(-5, -5, 1605, 560), TONES, size=152, wear=0.05, ground=glaze(LACQUER, INDIGO, 0.6))
    p.flakes(box(0, 0, 1600, 520), 70, (SILVER, glaze(SILVER, INDIGO, 0.5)), (1.2, 2.6))
    p.eggshell(MOON, 12.5, ground=glaze(INDIGO, EGGSHELL[4], 0.6))
    p.fill(box(-5, 548, 1605, 700), glaze(LEAF, LACQUER, 0.55))
    p.fill(paddy(), glaze(RICE, LEAF, 0.45))
    p.fill(box(-5, BAND_BOTTOM, 1605, 1205), SOIL)
    p.polish(box(-5, BAND_BOTTOM, 1605, 1205), LACQUER, 0.3, 14)
    p.band()
    glint = ripples(p.rng, box(840, BAND_TOP + 8, 1180, BAND_BOTTOM - 8), 6, 0.55, (24, 90), 4)
    p.eggshell(glint, 10)
    p.fill(pond(), INDIGO, rub=RICE)
    p.fill(pond().buffer(-10), glaze(INDIGO, LACQUER, 0.8))
    spots = lights(int(n["fallen"]))
    for x, y in spots:
        size = 23 + 17 * (y - 820) / 176
        leaf = pad(x, y + size * 0.1, size * 0.95, x * 0.7 % 6.28)
        p.fill(leaf, LEAF if int(x) % 3 else LIGHT_LEAF, rub=glaze(RICE, LEAF, 0.6))
    for x, y in spots:
        size = 12 + 6 * (y - 820) / 176
        p.fill(lens(x, y + size * 1.2, size * 2.2, size * 0.22), GOLD)
        p.fill(flame(x, y, size), PALE_GOLD, rub=GOLD)


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(affinity.translate(MOON, 0, 110))
    ink.outline(pond(900, 236))
    for x, y in lights(int(n["fallen"]), 912, 172):
        ink.solid(flame(x, y, 23), 8)
        ink.solid(lens(x, y + 15, 46, 12), 4)
