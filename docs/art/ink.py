"""The one-ink vignette: black line on nothing, for plaque and booklet.

Drawn in the units of the master (1600 wide), cut to the drawing and written 60 mm wide; a line of 9
units is then at least 0.34 mm, above the 0.3 mm an engraver or a cheap printer can hold.
Lines are written as filled closed paths without stroke, curve or transform.
"""

from __future__ import annotations

from pathlib import Path

from lacquer import HEIGHT, WIDTH, polygons
from shapely import MultiPolygon, box, make_valid
from shapely.geometry.base import BaseGeometry

LINE = 9.0  # units: 60 mm / 1600 * 9 = 0.34 mm
FINE = 100  # steps per mm in the file


class Ink:
    """Shapes laid one over another, nearer ones hiding what is behind them."""

    def __init__(self) -> None:
        self.black: BaseGeometry = MultiPolygon()

    def clear(self, shape: BaseGeometry, gap: float = 0.0) -> None:
        """Hide everything behind `shape` (and `gap` units round it)."""
        self.black = self.black.difference(shape.buffer(gap) if gap else make_valid(shape))

    def line(self, shape: BaseGeometry, width: float = LINE) -> None:
        """Draw a path, or the outline of an area, as a line."""
        path = shape.boundary if polygons(shape) else shape
        self.black = self.black.union(path.buffer(width / 2, quad_segs=2))

    def outline(self, shape: BaseGeometry, gap: float = 0.0) -> None:
        """An empty shape in front of everything before."""
        self.clear(shape, gap)
        self.line(shape)

    def solid(self, shape: BaseGeometry, gap: float = LINE) -> None:
        """A black shape in front of everything before, with a clear margin of `gap`."""
        self.clear(shape, gap)
        self.black = self.black.union(make_valid(shape))

    def shape(self) -> BaseGeometry:
        """What is printed: no black and no white between blacks thinner than 0.3 mm."""
        left, top, wide, _ = self.window()
        thin = 0.15 * wide / 60
        page = box(left, top, left + wide, top + wide * 3 / 4)
        drawn = self.black.intersection(page)
        shut = (
            drawn.buffer(thin, quad_segs=2).buffer(-2 * thin, quad_segs=2).buffer(thin, quad_segs=2)
        )
        kept = [p for p in polygons(shut.intersection(page)) if p.area > 8 * thin * thin]
        return MultiPolygon(kept).simplify(thin / 5)

    def window(self) -> tuple[float, float, float, float]:
        """Left, top, width, height of the 4 : 3 part of the picture that holds the drawing."""
        x0, y0, x1, y1 = self.black.intersection(box(0, 0, WIDTH, HEIGHT)).buffer(12).bounds
        wide = min(float(WIDTH), max(x1 - x0, (y1 - y0) * 4 / 3))
        left = min(max(0.0, (x0 + x1 - wide) / 2), WIDTH - wide)
        top = min(max(0.0, (y0 + y1 - wide * 3 / 4) / 2), HEIGHT - wide * 3 / 4)
        return left, top, wide, wide * 3 / 4

    def svg(self) -> str:
        """The vignette as SVG text: one path, even-odd, 60 x 45 mm."""
        left, top, wide, _ = self.window()
        step = 60 * FINE / wide
        rings = [r for p in polygons(self.shape()) for r in (p.exterior, *p.interiors)]
        data = "".join(
            _path([(round((x - left) * step), round((y - top) * step)) for x, y in r.coords[:-1]])
            for r in rings
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="45mm" '
            f'viewBox="0 0 {60 * FINE} '
            f'{45 * FINE}"><path fill="#000" fill-rule="evenodd" d="{data}"/></svg>\n'
        )

    def save(self, path: Path) -> None:
        """Write the SVG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.svg(), encoding="utf-8", newline="\n")


def _path(points: list[tuple[int, int]]) -> str:
    """A closed path in relative steps, which are shorter than places."""
    (x, y), rest = points[0], points[1:]
    steps = [f"M{x} {y}l"]
    for nx, ny in rest:
        if (nx, ny) != (x, y):
            steps.append(f"{nx - x} {ny - y} ".replace(" -", "-"))
            x, y = nx, ny
    return "".join(steps).strip() + "z"
