"""What a phone's camera makes of a symbol: a finished plate's picture → grey frames, seeded.

The order of things is that of the light: damage on the plate, shake and lack of focus, perspective,
the sensor's pixels, light and material, noise, JPEG. A pinhole of 65 degrees across 1280 px stands
for a cheap phone, so `pixels` per module also says how far away it is. Written for numpy and Pillow
alone; the same picture, shot and seed give the same bytes on one machine.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from generator.scan.raster import FINE

FOCAL = 1280 / 2 / math.tan(math.radians(65 / 2))
"""Focal length in px of the phone that is assumed (1280 px across 65 degrees: a cheap one)."""

AROUND = 6
"""Modules of surroundings on each side of a symbol in a frame."""

FIELD = 12
"""Modules of the world kept on each side of a symbol, for what a tilt lets in."""

FINDER = 8
"""Modules a side of a finder pattern with its separator (ISO/IEC 18004, 6.3.3 and 6.3.4)."""

Grey = np.ndarray[Any, np.dtype[np.uint8]]
Light = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Shot:
    """The circumstances of one photograph; the defaults are an ordinary one.

    `pixels` a module; `blur` (sigma) and `motion` in modules, `blur_px` (sigma) in px; `tilt` in
    degrees; `dark` and `light` the grey values (0-255) of black and white on the material;
    `contrast` how much of their difference is left; `gradient` and `shadow` shares of light lost
    across and in a shadow; `glare` width of a white reflection as a share of the symbol's side; `noise`
    sigma of 255; `jpeg` quality; `grow` modules each edge of dark is moved outwards; `blot` share of
    the symbol covered; `finder` modules of one finder pattern turned over.
    """

    pixels: float = 5.0
    blur: float = 0.2
    blur_px: float = 0.0
    motion: float = 0.0
    tilt: float = 0.0
    dark: float = 0.0
    light: float = 255.0
    contrast: float = 1.0
    gradient: float = 0.0
    shadow: float = 0.0
    glare: float = 0.0
    noise: float = 4.0
    jpeg: float = 85.0
    grow: float = 0.0
    blot: float = 0.0
    finder: float = 0.0

    @property
    def sigma(self) -> float:
        """Sigma of all lack of focus together, in modules."""
        return math.hypot(self.blur, self.blur_px / self.pixels)


@dataclass(frozen=True)
class Hand:
    """How one seed holds the phone: the same for every shot, so that levels can be compared."""

    roll: float
    turn: float
    shift: tuple[float, float]
    spot: tuple[float, float]
    pick: tuple[float, ...]


@lru_cache(maxsize=64)
def hand(seed: int) -> Hand:
    """The hand of a seed: rolled by ±3 degrees, shifted by parts of a pixel, turned any way."""
    rng = np.random.default_rng(seed)
    numbers = [float(number) for number in rng.uniform(0, 1, 12)]
    return Hand(
        roll=math.radians(6 * numbers[0] - 3),
        turn=2 * math.pi * numbers[1],
        shift=(numbers[2] - 0.5, numbers[3] - 0.5),
        spot=(numbers[4], numbers[5]),
        pick=tuple(numbers[6:]),
    )


@dataclass(frozen=True)
class Subject:
    """A symbol in its surroundings at `FINE` px a module, `modules` a side, `FIELD` around it."""

    fine: Grey
    modules: int
    drawn: dict[tuple[float, ...], Image.Image] = field(default_factory=dict, compare=False)
    sensed: dict[tuple[float, ...], Grey] = field(default_factory=dict, compare=False)

    @cached_property
    def side(self) -> int:
        """Of the whole picture, in px."""
        return FINE * (self.modules + 2 * FIELD)


def subject(picture: Grey, left: float, top: float, modules: int) -> Subject:
    """The symbol whose upper left corner is at (`left`, `top`) px of a picture at `FINE` px a module.

    Beyond the picture's edge lies a cluttered wall, always the same.
    """
    side = FINE * (modules + 2 * FIELD)
    world = _clutter(side).copy()
    x, y = round(left) - FINE * FIELD, round(top) - FINE * FIELD
    low, near = max(y, 0), max(x, 0)
    part = picture[low : y + side, near : x + side]
    world[low - y : low - y + part.shape[0], near - x : near - x + part.shape[1]] = part
    return Subject(world, modules)


def frame(of: Subject, shot: Shot, seed: int) -> Grey:
    """One photograph: (rows, columns) of grey values, 0 dark."""
    held = hand(seed)
    light = _lit(_sensed(of, shot, seed), of.modules, shot, held)
    if shot.noise:
        light += np.float32(shot.noise) * _noise(seed, light.shape)
    grey = np.clip(light + 0.5, 0, 255).astype(np.uint8)
    return _through_jpeg(grey, round(shot.jpeg))


def _sensed(of: Subject, shot: Shot, seed: int) -> Light:
    """The sharp or unsharp plate on the sensor; shots that differ in light alone share it."""
    held = hand(seed)
    key = (seed, shot.pixels, shot.sigma, shot.motion, shot.tilt, shot.grow)
    if shot.blot or shot.finder:
        drawn = _blurred(Image.fromarray(_damaged(of, shot, held)), shot.sigma)
        return _on_sensor(of, drawn, shot, held).astype(np.float32)
    if key not in of.sensed:
        of.sensed[key] = _on_sensor(of, _drawn(of, shot), shot, held)
    return of.sensed[key].astype(np.float32)


def _drawn(of: Subject, shot: Shot) -> Image.Image:
    """The whole plate as the lens draws it: no seed changes it."""
    key = (shot.grow, shot.sigma)
    if key not in of.drawn:
        of.drawn[key] = _blurred(_grown(Image.fromarray(of.fine), shot.grow), shot.sigma)
    return of.drawn[key]


def _blurred(picture: Image.Image, sigma: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(sigma * FINE)) if sigma else picture


def _grown(picture: Image.Image, grow: float) -> Image.Image:
    """Dark widened (below 0: narrowed) on every edge, as ink or a hot beam does.

    The darkest (lightest) of a square around each pixel, rows first, then columns: ten times as
    fast as Pillow's filter of the same name, which looks at every pixel of every square.
    """
    steps = round(abs(grow) * FINE)
    pick, pixels = np.minimum if grow > 0 else np.maximum, np.asarray(picture)
    for _ in range(2 if steps else 0):
        wide, length = np.pad(pixels, ((steps, steps), (0, 0)), "edge"), pixels.shape[0]
        pixels = wide[:length]
        for shift in range(1, 2 * steps + 1):
            pixels = pick(pixels, wide[shift : shift + length])
        pixels = np.ascontiguousarray(pixels.T)
    return Image.fromarray(pixels)


def _damaged(of: Subject, shot: Shot, held: Hand) -> Grey:
    fine = of.fine.copy()
    if shot.blot:
        _stain(fine, of.modules, shot.blot, held)
    for number in range(round(shot.finder)):
        _turn_over(fine, of.modules, number, held)
    return fine


def _stain(fine: Grey, modules: int, share: float, held: Hand) -> None:
    """A round blot on the data area, of `share` of the symbol: dirt in one half of the cases, else bare."""
    radius = modules * math.sqrt(share / math.pi)
    x, y = _on_data(modules, radius, held.spot)
    rows, columns = np.ogrid[: fine.shape[0], : fine.shape[1]]
    centre = FINE * (FIELD + x), FINE * (FIELD + y)
    inside = (columns - centre[0]) ** 2 + (rows - centre[1]) ** 2 < (radius * FINE) ** 2
    fine[inside] = 40 if held.pick[0] < 0.5 else 230


def _on_data(modules: int, radius: float, spot: tuple[float, float]) -> tuple[float, float]:
    """A place for a disc on the data area, in modules: of all there are the one that `spot` chooses.

    It touches no finder and no alignment pattern (whose loss zbar forgives less than any data's).
    """
    steps = np.arange(radius, modules - radius + 1e-9, 0.5)
    y, x = (places.ravel() for places in np.meshgrid(steps, steps, indexing="ij"))
    if not x.size:
        return modules / 2, modules / 2
    far = modules - FINDER
    corners = ((FINDER, FINDER, 1, 1), (far, FINDER, -1, 1), (FINDER, far, 1, -1))
    gaps = [
        np.hypot(np.maximum((x - cx) * sx, 0), np.maximum((y - cy) * sy, 0))
        for cx, cy, sx, sy in corners
    ]
    if modules > 21:  # version 1 has no alignment pattern (ISO/IEC 18004, annex E)
        middle, half = modules - 6.5, 2.5
        aside = (np.maximum(abs(at - middle) - half, 0) for at in (x, y))
        gaps.append(np.hypot(*aside))
    gap = np.min(gaps, axis=0)
    clear = np.flatnonzero(gap >= radius)
    # So large that it must touch one: as far from all three as can be.
    at = clear[int(spot[0] * clear.size) % clear.size] if clear.size else int(np.argmax(gap))
    return float(x[at]), float(y[at])


def _turn_over(fine: Grey, modules: int, number: int, held: Hand) -> None:
    """One module of a finder pattern of the other colour; which, the seed says."""
    far = modules - 7
    corner = ((0, 0), (far, 0), (0, far))[int(held.pick[1] * 3) % 3]
    at = (int(held.pick[2] * 49) + 11 * number) % 49  # 11 and 49 share no factor: never twice
    x = FINE * (FIELD + corner[0] + at % 7)
    y = FINE * (FIELD + corner[1] + at // 7)
    fine[y : y + FINE, x : x + FINE] = 255 - fine[y : y + FINE, x : x + FINE]


def _on_sensor(of: Subject, drawn: Image.Image, shot: Shot, held: Hand) -> Grey:
    """The drawn plate on the sensor: perspective, shake, and light gathered over each pixel's area."""
    several = max(2, round(FINE / shot.pixels))
    side = round(shot.pixels * (of.modules + 2 * AROUND))
    there = _homography(of, shot.pixels * several, side * several, shot, held)
    back = np.linalg.inv(there)
    numbers = tuple(float(n) for n in (back / back[2, 2]).ravel()[:8])
    size = (side * several, side * several)
    seen = drawn.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR)
    if shot.motion:
        seen = _shaken(seen, shot.motion * shot.pixels * several, held.turn)
    return np.asarray(seen.reduce(several))


def _homography(
    of: Subject, scale: float, side: int, shot: Shot, held: Hand
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Source px → sensor px, for a plate `tilt` degrees away about an axis that the seed chose."""
    away = FOCAL / shot.pixels  # modules from the phone to the plate
    tilt, axis = math.radians(shot.tilt), held.turn
    cos, sin = math.cos(axis), math.sin(axis)
    turned = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    tipped = np.array([[1, 0], [0, math.cos(tilt)], [0, math.sin(tilt)]])
    rolled = np.array([
        [math.cos(held.roll), -math.sin(held.roll), 0],
        [math.sin(held.roll), math.cos(held.roll), 0],
        [0, 0, 1],
    ])  # fmt: skip
    plane = rolled @ turned.T @ tipped @ turned[:2, :2]
    middle = of.side / 2
    to_modules = np.array([[1 / FINE, 0, -middle / FINE], [0, 1 / FINE, -middle / FINE], [0, 0, 1]])
    to_space = np.column_stack((plane, (0.0, 0.0, away)))
    lens = np.array([
        [scale * away, 0, side / 2 + held.shift[0] * scale / shot.pixels],
        [0, scale * away, side / 2 + held.shift[1] * scale / shot.pixels],
        [0, 0, 1],
    ])  # fmt: skip
    return np.asarray(lens @ to_space @ to_modules)


def _shaken(seen: Image.Image, length: float, turn: float) -> Image.Image:
    """Mean of the picture at even steps along `length` px."""
    pixels = np.asarray(seen)
    steps = max(2, math.ceil(length))
    total = np.zeros(pixels.shape, np.uint16)
    for step in range(steps):
        way = length * (step / (steps - 1) - 0.5)
        shift = (round(way * math.sin(turn)), round(way * math.cos(turn)))
        total += np.roll(pixels, shift, (0, 1))
    return Image.fromarray((total // steps).astype(np.uint8))


def _lit(seen: Light, modules: int, shot: Shot, held: Hand) -> Light:
    """The light that comes back: the material's two tones, what is left of contrast, light and shade."""
    light = seen * np.float32((shot.light - shot.dark) / 255) + np.float32(shot.dark)
    if shot.contrast != 1.0:
        light = np.float32(127.5) + np.float32(shot.contrast) * (light - np.float32(127.5))
    side = seen.shape[0]
    rows, columns = np.ogrid[:side, :side]
    cos, sin = math.cos(held.turn), math.sin(held.turn)
    along = (((columns - side / 2) * cos + (rows - side / 2) * sin) / side).astype(np.float32)
    if shot.gradient:
        light *= 1 - np.float32(shot.gradient) * np.clip(along + np.float32(0.5), 0, 1)
    if shot.shadow:
        edge = np.float32(0.5 * (held.spot[0] - 0.5))
        light *= np.where(along > edge, np.float32(1 - shot.shadow), np.float32(1))
    if shot.glare:
        light += _glare(side, modules, shot, held)
    return light


def _glare(side: int, modules: int, shot: Shot, held: Hand) -> Light:
    """A soft reflection somewhere on the symbol: white over its width, gone at twice that."""
    rows, columns = np.ogrid[:side, :side]
    spread = shot.pixels * modules
    place = _on_data(modules, shot.glare * modules / 2, held.spot)
    x, y = (side / 2 + (at - modules / 2) * shot.pixels for at in place)
    far = np.hypot(columns - x, rows - y) / (shot.glare * spread / 2)
    return (255 * np.clip(2 - far, 0, 1)).astype(np.float32)


@lru_cache(maxsize=64)
def _noise(seed: int, shape: tuple[int, ...]) -> Light:
    """Noise of sigma 1 (read only): drawn once for each size of frame."""
    drawn = np.random.default_rng((seed, 1)).standard_normal(shape, dtype=np.float32)
    drawn.flags.writeable = False
    return drawn


def _through_jpeg(grey: Grey, quality: int) -> Grey:
    if quality >= 100:
        return grey
    held = io.BytesIO()
    Image.fromarray(grey).save(held, "JPEG", quality=quality)
    return np.asarray(Image.open(held))


@lru_cache(maxsize=4)
def _clutter(side: int) -> Grey:
    """A wall of stones in all greys, the same for every plate."""
    rng = np.random.default_rng(2)
    stones = rng.integers(40, 230, (side // 17 + 1, side // 23 + 1), dtype=np.uint8)
    wall = np.repeat(np.repeat(stones, 17, axis=0), 23, axis=1)[:side, :side]
    wall.flags.writeable = False
    return wall
