"""A finished plate, sound and spoilt in the six ways that the trial must not let through."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generator.make.pdf import write_pdf
from generator.make.plaque import compose
from generator.make.scene import BARE, BLACK, Ink, Layer, Scene, Shape, rectangle
from generator.make.symbol import symbol_for
from generator.scan.camera import Grey
from generator.scan.raster import FINE, rasterise_trimmed
from tests.make.plates import ADDRESS, plaque_job

MODULE = 2.0
"""mm."""

SIZE = 29
"""Modules a side: the plate under test is of version 3."""

SPOT = (585.0, 335.0)
"""Upper left corner of its symbol, px at `FINE` px a module."""


@cache
def scene() -> Scene:
    """The sound plate."""
    return compose(plaque_job(), symbol_for(ADDRESS))


def picture(of: Scene, share: float = 1.0) -> Grey:
    """The finished PDF of a plate as the trial looks at it, `share` times as large."""
    return np.array(rasterise_trimmed(write_pdf(of), share * FINE * 25.4 / MODULE))


def reinked(symbol: Ink, panel: Ink) -> Scene:
    """With other inks for the symbol and for what it lies on."""
    shapes = []
    for shape in scene().shapes:
        if shape.layer is Layer.QR:
            shapes.append(replace(shape, ink=symbol))
        else:
            shapes.append(replace(shape, ink=panel) if shape.ink == BARE else shape)
    return replace(scene(), shapes=tuple(shapes))


def with_logo(share: float) -> Scene:
    """With a logo of `share` of the symbol's area in its middle, in a halo of one module."""
    left, low, right, high = scene().shapes[-1].path.bounds
    x, y = (left + right) / 2, (low + high) / 2
    logo = math.sqrt(share) * (right - left)
    halo = logo + 2 * MODULE
    grey = Ink("logo", (0.0, 0.8, 0.8, 0.2), "#c03030")
    more = tuple(
        Shape(Layer.PANEL, ink, rectangle(x - side / 2, y - side / 2, side, side))
        for ink, side in ((BARE, halo), (grey, logo))
    )
    return replace(scene(), shapes=(*scene().shapes, *more))


def without_quiet_zone() -> Scene:
    """With the dark plate right up to the symbol."""
    shapes = scene().shapes
    left, low, right, high = shapes[-1].path.bounds
    dark = tuple(replace(s, ink=BLACK) if s.layer is Layer.PANEL else s for s in shapes[:-1])
    tight = Shape(Layer.PANEL, BARE, rectangle(left, low, right - left, high - low))
    return replace(scene(), shapes=(*dark, tight, shapes[-1]))


def with_dotted_finders(radius: float) -> Grey:
    """With the finder patterns drawn as dots of `radius` modules."""
    drawn = Image.fromarray(picture(scene()))
    pen, dots = ImageDraw.Draw(drawn), []
    for column, row in ((0, 0), (SIZE - 7, 0), (0, SIZE - 7)):
        for number in range(49):
            x = SPOT[0] + FINE * (column + number % 7 + 0.5)
            y = SPOT[1] + FINE * (row + number // 7 + 0.5)
            dots.append((x, y, drawn.getpixel((round(x), round(y)))))
            pen.rectangle((x - FINE / 2, y - FINE / 2, x + FINE / 2, y + FINE / 2), fill=255)
    for x, y, ink in dots:
        reach = radius * FINE
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=ink)
    return np.array(drawn)


def grown(modules: float) -> Grey:
    """With every dark edge moved outwards."""
    steps = 2 * round(modules * FINE) + 1
    return np.array(Image.fromarray(picture(scene())).filter(ImageFilter.MinFilter(steps)))


def _grey(black: float) -> Ink:
    return Ink("grey", (0.0, 0.0, 0.0, black), "#808080")


SPOILT: Mapping[str, Callable[[], Any]] = {
    "inverted": lambda: picture(reinked(BARE, BLACK)),
    "logo of 15 %": lambda: picture(with_logo(0.15)),
    "dotted finders": lambda: with_dotted_finders(0.4),
    "no quiet zone": lambda: picture(without_quiet_zone()),
    "contrast 0.05": lambda: picture(reinked(_grey(0.525), _grey(0.475))),
    "growth 0.4": lambda: grown(0.4),
}
"""The six, each made of the finished plate."""
