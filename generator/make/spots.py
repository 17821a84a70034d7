"""Plates of a PDF beside C, M, Y and K: what is cut, what is engraved, white beneath.

All of them overprint and stand beneath the picture, which overprints them in turn (OPM 0): no spot
plate takes a module from K, and no black takes one from a spot plate (PDF 1.4, 4.5.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.make.cutting import outside
from generator.make.scene import Layer, Path, Scene, rectangle
from generator.model import Preset, Spots


@dataclass(frozen=True)
class Spot:
    """A plate called `name`, shown as `cmyk` where there is none; `thin` paths are hairlines."""

    name: str
    cmyk: tuple[float, float, float, float]
    paths: tuple[tuple[Path, bool], ...]
    thin: bool = False


ENGRAVED = (Layer.QR, Layer.TEXT, Layer.FRAME, Layer.SAMPLE)
"""What is engraved: the ground and the panel are the bare plate."""


CUT = (Layer.CUT, Layer.HOLES)
"""What is cut; a cutter that followed the other guides would spoil the code."""


def spots_of(scene: Scene, preset: Preset, names: Spots) -> tuple[Spot, ...]:
    """The plates that `preset` needs, in the order they are painted."""
    return tuple(_spots(scene, preset, names))


def _spots(scene: Scene, preset: Preset, names: Spots) -> Iterator[Spot]:
    if preset.white:
        bleed = scene.bleed
        flood = rectangle(-bleed, -bleed, scene.width + 2 * bleed, scene.height + 2 * bleed)
        yield Spot(names.white, (0.2, 0.0, 0.0, 0.0), ((flood, False),))
    if preset.process.cuts:
        engraved = tuple(
            (shape.path, shape.even_odd) for shape in scene.shapes if shape.layer in ENGRAVED
        )
        yield Spot(names.engrave, (0.0, 0.5, 1.0, 0.0), engraved)
    lines = [shape for shape in scene.shapes if shape.layer in CUT]
    lines += [shape for shape in outside(scene) if shape.layer in CUT]
    yield Spot(
        names.cut, (0.0, 1.0, 0.0, 0.0), tuple((line.path, False) for line in lines), thin=True
    )
