"""Late morning: the seat of 1954 as told. Flagpoles, stilt house, landing, and the boat."""

from __future__ import annotations

from collections.abc import Mapping

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
    UMBER,
    WATER,
    WING,
    Panel,
    glaze,
)
from shapely import LineString, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry
from shapes import at, blob, curve, joined, ripples

SKY = (
    SILVER,
    glaze(EGGSHELL[4], SILVER, 0.16),
    glaze(INDIGO, SILVER, 0.10),
    glaze(RICE, SILVER, 0.14),
)


def dove() -> BaseGeometry:
    """A white dove in flight, facing right, about 230 wide round (0, 0)."""
    body = blob(
        at("104,-16 84,-38 58,-34 20,-16 -40,0 -118,-6 -126,14 -104,34 -50,30 10,44 56,32 84,4")
    )
    near = blob(at("44,-22 14,-84 -30,-128 -84,-150 -74,-112 -66,-76 -44,-34 -6,8"))
    far = blob(at("54,-24 66,-80 52,-136 26,-104 16,-60 16,-20"))
    return joined([body, near, far])


def boat() -> dict[str, BaseGeometry]:
    """A plain river boat with a roof; the form is not on record, so it has no more than that."""
    hull = Polygon(
        curve(at("604,846 670,884 900,898 1200,884 1384,812"), steps=8)
        + curve(at("1384,812 1310,908 1200,962 960,976 740,964 652,922 604,846"), steps=8)
    )
    cabin = Polygon(at("730,700 1150,700 1172,912 716,912"))
    roof = Polygon(curve(at("684,700 700,676 930,664 1180,676 1200,700"), steps=6))
    parts = {
        "cabin": cabin,
        "hull": hull.buffer(0),
        "roof": roof,
        "dove": affinity.translate(affinity.scale(dove(), 0.86, 0.86, origin=(0, 0)), 956, 838),
    }
    return {name: affinity.translate(part, 10, 46) for name, part in parts.items()}


def poles(count: int) -> list[BaseGeometry]:
    """Bare flagpoles."""
    return [
        joined(
            [
                Polygon([(x - 6, 668), (x - 4, 208), (x + 4, 208), (x + 6, 668)]),
                Polygon([(x, 188), (x + 8, 199), (x, 210), (x - 8, 199)]),
            ]
        )
        for x in (960 + 230 * (i - (count - 1) / 2) for i in range(count))
    ]


def stilts() -> dict[str, BaseGeometry]:
    """A house on posts in the form of a U, seen from above, open to the river."""
    top = Polygon(at("170,470 560,470 600,592 492,592 472,522 276,522 262,592 150,592"))
    walls = joined([box(150, 588, 262, 640), box(492, 588, 600, 640), box(274, 520, 474, 566)])
    posts = joined(
        box(x - 4, y - 80, x + 4, y)
        for x, y in (
            (158, 690),
            (206, 690),
            (254, 690),
            (500, 690),
            (546, 690),
            (592, 690),
            (300, 640),
            (350, 640),
            (400, 640),
            (450, 640),
        )
    )
    return _moved({"posts": posts, "walls": walls, "top": top})


def landing() -> dict[str, BaseGeometry]:
    """The wooden landing before it."""
    deck = Polygon(at("296,690 452,690 500,800 270,800"))
    planks = joined(
        LineString([(296 - 26 * t, 690 + 110 * t), (452 + 48 * t, 690 + 110 * t)]).buffer(1.6)
        for t in (0.14, 0.3, 0.48, 0.68, 0.9)
    )
    posts = joined(
        box(x - 6, 796, x + 6, y) for x, y in ((276, 850), (352, 856), (424, 856), (494, 850))
    )
    return _moved({"posts": posts, "deck": deck, "planks": planks})


def _moved(parts: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    return {name: affinity.translate(part, 64, 0) for name, part in parts.items()}


def paint(p: Panel, n: Mapping[str, float]) -> None:
    """The colour picture."""
    p.metal(box(-5, -5, 1605, 640), SKY, 126, 0.045, glaze(INDIGO, SILVER, 0.3))
    bank = Polygon(
        [*curve(at("-20,626 260,612 640,622 980,610 1300,624 1620,612")), (1620, 720), (-20, 720)]
    )
    p.fill(bank, LEAF, rub=RICE)
    p.polish(bank, LIGHT_LEAF, 0.25, 7)
    p.fill(box(-5, BAND_BOTTOM - 2, 1605, 1205), INDIGO)
    p.band()
    p.fill(
        box(70, BAND_BOTTOM - 5, 1530, BAND_BOTTOM + 60).intersection(
            joined(
                [
                    ripples(
                        p.rng,
                        box(60, BAND_BOTTOM - 30, 1540, BAND_BOTTOM + 70),
                        12,
                        0.5,
                        (120, 320),
                        9,
                    )
                ]
            )
        ),
        WATER,
    )
    p.fill(
        ripples(p.rng, box(20, BAND_BOTTOM + 12, 1580, 1190), 24, 0.16, (60, 220), 6),
        glaze(SILVER, INDIGO, 0.55),
    )
    for pole in poles(int(n["flagpoles"])):
        p.fill(pole.buffer(2.5), glaze(INDIGO, SILVER, 0.5))
        p.fill(pole, GOLD, rub=PALE_GOLD)
    _house(p)
    _boat(p)


def _house(p: Panel) -> None:
    s, d = stilts(), landing()
    p.fill(s["posts"], LACQUER)
    p.fill(s["walls"], UMBER, rub=GOLD)
    p.fill(s["top"], WING, rub=PALE_GOLD)
    p.fill(d["posts"], LACQUER)
    p.fill(d["deck"], glaze(WING, UMBER, 0.6), rub=PALE_GOLD)
    p.fill(d["planks"], UMBER)


def _boat(p: Panel) -> None:
    b = boat()
    p.fill(b["cabin"], UMBER, rub=GOLD)
    p.fill(b["hull"], SOIL, rub=PALE_GOLD)
    p.fill(b["roof"], WING, rub=PALE_GOLD)
    p.eggshell(b["dove"], 11, ground=WING)
    p.eggshell(ripples(p.rng, box(850, 1046, 1090, 1114), 5, 0.45, (30, 120), 6), 10)


def engrave(ink: Ink, n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(LineString([(120, BAND_TOP), (1400, BAND_TOP)]))
    for pole in poles(int(n["flagpoles"])):
        ink.solid(pole.buffer(4), 0)
    for part in ("posts", "walls", "top"):
        ink.outline(stilts()[part].buffer(1.5))
    ink.outline(landing()["deck"])
    b = boat()
    ink.clear(joined(b.values()), 22)
    for part in ("cabin", "hull", "roof"):
        ink.outline(b[part])
    ink.solid(b["dove"])
