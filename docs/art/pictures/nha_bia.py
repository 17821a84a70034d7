"""Dusk: the stele house of Regiment 10. Its look is not on record: one slab, and incense."""

from __future__ import annotations

from collections.abc import Mapping

from ink import Ink
from lacquer import BAND_BOTTOM, BAND_TOP, GOLD, LACQUER, PALE_GOLD, SOIL, UMBER, WING, Panel, glaze
from shapely import LineString, Polygon, box
from shapes import at, curve, lens, thread

SLAB = Polygon([(548, 316), (758, 316), (764, BAND_TOP + 34), (542, BAND_TOP + 34)])
BOWL = Polygon(at("978,690 1066,690 1053,726 1036,738 1008,738 991,726"))
SMOKE = [
    thread((x, 688), top, sway, phase, 7)
    for x, top, sway, phase in ((996, 196, 64, 0.1), (1022, 118, 92, 1.2), (1048, 232, 72, 2.5))
]


def paint(p: Panel, _n: Mapping[str, float]) -> None:
    """The colour picture."""
    sky = box(-5, -5, 1605, BAND_TOP)
    p.fill(sky, UMBER)
    p.polish(box(-5, 250, 1605, BAND_TOP), glaze(WING, UMBER, 0.22), 0.26, 16)
    p.fill(
        Polygon([*curve(at("-20,604 420,598 900,606 1620,596")), (1620, 710), (-20, 710)]),
        glaze(WING, UMBER, 0.7),
    )
    p.polish(box(-5, 612, 1605, BAND_TOP), WING, 0.4, 9)
    p.fill(
        Polygon([*curve(at("-20,664 400,660 900,666 1620,660")), (1620, 710), (-20, 710)]),
        glaze(GOLD, WING, 0.55),
        rub=WING,
    )
    p.fill(box(-5, BAND_BOTTOM - 2, 1605, 1205), LACQUER)
    p.polish(box(-5, BAND_BOTTOM, 1605, 1205), SOIL, 0.3, 14)
    p.band()
    p.fill(lens(653, BAND_TOP + 36, 330, 14), LACQUER)
    p.fill(SLAB.buffer(5, join_style="mitre"), LACQUER)
    p.eggshell(SLAB, 13)
    p.fill(lens(1022, 740, 150, 9), LACQUER)
    for line in SMOKE:
        p.fill(line.buffer(2.5), UMBER)
        p.fill(line, PALE_GOLD)
    p.fill(BOWL, GOLD, rub=UMBER)
    p.fill(box(972, 684, 1072, 694), PALE_GOLD)
    p.flakes(box(200, 820, 1400, 1010), 26, (GOLD, glaze(GOLD, UMBER, 0.5)), (1.5, 3.5))


def engrave(ink: Ink, _n: Mapping[str, float]) -> None:
    """The one-ink vignette."""
    ink.line(LineString([(150, BAND_TOP + 36), (1450, BAND_TOP + 36)]))
    ink.outline(SLAB, 10)
    for line in SMOKE:
        ink.solid(line.buffer(3), 5)
    ink.solid(BOWL)
