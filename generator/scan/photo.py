"""A photograph of a mounted plate: every code in it, and how each of them has aged.

What is measured here is computed from one photograph with whatever light there was. It follows the
ideas of ISO/IEC 15415 (symbol contrast, modulation, fixed pattern damage, error correction used) and is no
grade under it: that needs a calibrated light and aperture.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from generator.scan.codewords import used_correction
from generator.scan.decoders import GATES, Quad, Read, find_codes
from generator.scan.rectify import Flat, Numbers, Photo, lay_flat

Matrix = tuple[tuple[bool, ...], ...]
"""The modules of a symbol, rows from the top; True is dark."""

SIDES = (4000, 2000, 1000)
"""px of the longer side at which a photograph is read: a code too near is found in a smaller one."""

LEAST_FIT = 0.55
"""Correlation below which what lies between the corners is not the symbol it should be.

Two codes of one version share their patterns and correlate by about 0.35; a badly damaged one by 0.8.
"""

REPAINT, FADING = 20, 40
"""Contrast in whole per cent: grade C asks for 40 at installation, D ends at 20 (ISO/IEC 15415)."""

WORN, WORN_OUT = 0.5, 0.75
"""Error correction used: beyond them the unused part is below grade B (50 %), below D (25 %)."""

LOST_FINDER = 4
"""Damaged modules of one finder at which zxing-cpp reads 12 % of the pictures (1: 62 %)."""

NEAR = 3.0
"""px a module below which nothing can be said for sure: the trial's own limit from afar."""

SOFT = 0.45
"""Median modulation of modules that stand alone below which the picture is out of focus, and no finding."""

SAME = 0.7
"""Two quads are one square if the smaller has so much of the larger's diagonal: readers differ by modules."""

OFF, PATCHY = 0.3, 0.03
"""Stained: further than `OFF` of the contrast from its kind; so many of the modules in plain areas may be."""

DIM = 100.0
"""Grey value of the light modules below which the photograph, not the plate, is too dark.

Light scattered in a lens lifts the dark modules by up to 50: below 100 that alone could pass for fading.
"""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a photograph upright, by its orientation (Exif 2.32, tag 0x0112)."""


@dataclass(frozen=True)
class Seen:
    """One code in a photograph: its text, who read it, and its corners (px) by each reader."""

    text: str
    readers: tuple[str, ...]
    quads: tuple[Quad, ...]


@dataclass(frozen=True)
class Health:
    """How a code looks in a photograph: shares of 1, `contrast` in per cent, `pixels` a module.

    `contrast` is between dark and light modules, as a share of the light ones' grey value: no calibrated
    white is in the picture, and so a sound plate in a dark photograph is not called pale. `finders`
    counts damaged modules of the upper left, upper right and lower left finder (of 49);
    `wrong` all damaged modules; `light` is the grey value (0-255) of the light ones; `sharp` the
    modulation of modules that stand alone, `patches` the share of stained ones in plain areas; `turn`
    is where the symbol's upper edge points to, in degrees clockwise from the right; `mirrored` that its
    left is its right.
    """

    pixels: float
    contrast: float
    modulation: float
    used: float
    finders: tuple[int, int, int]
    wrong: int
    patches: float
    sharp: float
    light: float
    turn: float
    mirrored: bool


class PhotoTrouble(Exception):
    """What cannot be looked at: the kind of problem it is, proof-unreadable, -pixels or -cut."""


def open_photo(data: bytes, formats: tuple[str, ...], most_pixels: int) -> tuple[Photo, str]:
    """(grey rows and columns, day it was taken as YYYY-MM-DD or '') of a photograph, upright.

    Raises PhotoTrouble for what is no picture in one of `formats`, before it is decoded for one of
    more than `most_pixels`, and for one of which a part is missing. A damaged record in the photograph
    (Exif) is no record.
    """
    try:
        # What Pillow has to say of an odd file is for programmers, and goes to stderr.
        with warnings.catch_warnings(action="ignore"):
            opened = Image.open(io.BytesIO(data), formats=formats)
    except Image.DecompressionBombError as trap:
        raise PhotoTrouble("proof-pixels") from trap
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as wrong:
        raise PhotoTrouble("proof-unreadable") from wrong
    if opened.width * opened.height > most_pixels:
        raise PhotoTrouble("proof-pixels")
    try:
        with warnings.catch_warnings(action="ignore"):
            opened.load()
            turn, day = _record(opened)
            upright = opened.transpose(TURNS[turn]) if turn in TURNS else opened
            return np.asarray(upright.convert("L")), day
    except (OSError, SyntaxError, ValueError) as wrong:  # what Pillow raises for broken pictures
        raise PhotoTrouble("proof-cut") from wrong


def _record(opened: Image.Image) -> tuple[int, str]:
    """(orientation, day) of the photograph's own record (Exif 2.32); (0, '') where it is damaged.

    Nothing but these two is read: Pillow stumbles over other entries in many ways.
    """
    try:
        exif = opened.getexif()
        turn = exif.get(0x0112)
        return turn if isinstance(turn, int) else 0, _day(exif)
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error):
        return 0, ""


def _day(exif: Image.Exif) -> str:
    """The day it was taken: DateTimeOriginal, else DateTime."""
    told = str(exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or "")
    try:  # a camera whose clock was never set writes zeros, some programs other strokes
        day = datetime.strptime(told[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007 - a day
    except ValueError:
        return ""
    return day if day > "1990" else ""


def codes_in(photo: Photo) -> tuple[Seen, ...]:
    """Every QR code in the photograph, read at several sizes, sorted by text and place."""
    reads: list[Read] = []
    longer = max(photo.shape)
    whole = Image.fromarray(photo.astype(np.uint8, copy=False))
    for side in sorted({min(side, longer) for side in SIDES}, reverse=True):
        scale = side / longer
        size = (max(1, round(photo.shape[1] * scale)), max(1, round(photo.shape[0] * scale)))
        small = whole if scale == 1 else whole.resize(size, Image.Resampling.BOX)
        for read in find_codes(np.ascontiguousarray(small).data):
            corners = tuple((x / scale, y / scale) for x, y in read.corners)
            reads.append(replace(read, corners=corners))
    return tuple(_together(reads))


def _together(reads: Iterable[Read]) -> list[Seen]:
    """Reads of one code joined: the same text about the same place, or whatever text in the same square.

    zbar guesses at the alphabet of what is not ASCII, so a stranger's code may be two texts; the first
    gate's is taken.
    """
    found: list[Seen] = []
    for read in reads:
        for number, seen in enumerate(found):
            if _one_code(seen, read):
                better = read.reader == GATES[0] and GATES[0] not in seen.readers
                text = read.text if better else seen.text
                readers = tuple(sorted({*seen.readers, read.reader}))
                found[number] = Seen(text, readers, (*seen.quads, read.corners))
                break
        else:
            found.append(Seen(read.text, (read.reader,), (read.corners,)))
    return sorted(found, key=lambda seen: (seen.text, seen.quads))


def _one_code(seen: Seen, read: Read) -> bool:
    same_text = seen.text == read.text and _apart(seen.quads[0], read.corners) < 1
    return same_text or any(_same_square(quad, read.corners) for quad in seen.quads)


def _same_square(one: Quad, other: Quad) -> bool:
    """Whether no second symbol could lie there: the middles agree, and the sizes."""
    size, beside = _across(one), _across(other)
    return _apart(one, other) < SAME / 2 and SAME * beside < size < beside / SAME


def _apart(one: Quad, other: Quad) -> float:
    """How far the middles are apart, in halves of the first one's diagonal."""
    (x, y), (u, v) = (np.mean(np.array(quad), axis=0) for quad in (one, other))
    return math.hypot(x - u, y - v) / max(_across(one) / 2, 1e-9)


def _across(quad: Quad) -> float:
    return math.dist(quad[0], quad[2])


def examine(photo: Photo, seen: Seen, matrices: Iterable[Matrix], level: str) -> Health | None:
    """How the code looks whose symbol should be one of `matrices` (of one size) at `level`: the nearest.

    None if another lies there.
    """
    flat = lay_flat(photo, seen.quads, [np.array(matrix, dtype=float) for matrix in matrices])
    return _health(flat, level) if flat.fit >= LEAST_FIT else None


def _health(flat: Flat, level: str) -> Health:
    ink = flat.wanted > 0
    plain = _alike(ink) == 4  # a blur hardly reaches their middle
    dark, light = _plane(flat.values, ink & plain), _plane(flat.values, ~ink & plain)
    middle, span = (dark + light) / 2, np.maximum(light - dark, 1.0)
    wrong = (flat.values < middle) != ink
    # A wrong module has modulation 0 at best (ISO/IEC 15415, 7.8.4).
    margin = np.where(wrong, 0.0, np.minimum(2 * abs(flat.values - middle) / span, 1.0))
    size = ink.shape[0]
    corners = ((0, 0), (0, size - 7), (size - 7, 0))
    finders = tuple(int(wrong[y : y + 7, x : x + 7].sum()) for y, x in corners)
    away = abs(flat.values - np.where(ink, dark, light)) / span
    return Health(
        pixels=flat.pixels,
        contrast=100 * float(1 - np.median(dark) / max(np.median(light), 1.0)),
        modulation=float(np.percentile(margin, 5)),
        used=used_correction(wrong.astype(int), (size - 17) // 4, level),
        finders=(finders[0], finders[1], finders[2]),
        wrong=int(wrong.sum()),
        patches=float(np.mean(away[plain] > OFF)),
        sharp=float(np.median(margin[_alike(ink) <= 1])),
        light=float(np.median(light)),
        turn=_turn(flat.corners),
        mirrored=_mirrored(flat.corners),
    )


def _turn(corners: Quad) -> float:
    (x, y), (u, v) = corners[:2]
    return math.degrees(math.atan2(v - y, u - x)) % 360


def _mirrored(corners: Quad) -> bool:
    """Whether the corners, upper left first and then clockwise, go round the other way."""
    (x, y), (u, v), _, (s, t) = corners
    return (u - x) * (t - y) < (v - y) * (s - x)


def lies_on_its_side(health: Health) -> bool:
    """Whether the symbol is turned by a quarter against the picture."""
    return 45 < health.turn % 180 < 135


def quarter_turned(one: Health, other: Health) -> bool:
    """Whether one symbol is turned by a quarter against the other, as the second code of a plate is."""
    return 45 < (one.turn - other.turn) % 180 < 135


def _plane(values: Numbers, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> Numbers:
    """The level of the chosen modules over the whole symbol, as light that falls evenly off would have it.

    Modules far from it (damaged ones) are left out twice.
    """
    rows, columns = np.indices(values.shape)
    ground = np.stack((np.ones(values.size), columns.ravel(), rows.ravel()), axis=1)
    keep, level = chosen.ravel().copy(), values.ravel()
    for _ in range(3):
        slope = np.linalg.lstsq(ground[keep], values.ravel()[keep], rcond=None)[0]
        level = np.asarray(ground @ slope, dtype=np.float64)
        away = abs(values.ravel() - level)
        keep = chosen.ravel() & (away <= 2.5 * np.median(away[keep]) + 1)
    return level.reshape(values.shape)


def _alike(ink: np.ndarray[Any, np.dtype[np.bool_]]) -> np.ndarray[Any, np.dtype[np.int_]]:
    """How many of its four neighbours have a module's own colour; around the symbol it is light."""
    around = np.pad(ink, 1)
    sides = (around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:])
    return np.asarray(np.sum([side == ink for side in sides], axis=0))


def verdicts(health: Health, readers: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...]:
    """What there is to do, most urgent first; empty where all is well. `here` are the gates there are.

    Contrast is judged in whole per cent, as it is told: no sentence says that 20 is below 20. Of a
    photograph from too far away, too dark or out of focus only that is said: no other finding holds.
    """
    if health.pixels < NEAR:
        return ("nearer",)
    if health.light < DIM:
        return ("brighter",)
    if health.sharp < SOFT:
        return ("sharper",)
    lost, contrast, found = max(health.finders), round(health.contrast), []
    if health.used > WORN_OUT or lost >= LOST_FINDER:
        found.append("replace")
    if contrast < REPAINT:
        found.append("repaint")
    if not found and (health.used > WORN or lost):
        found.append("worn")
    if REPAINT <= contrast < FADING:
        found.append("fading")
    if health.patches > PATCHY:
        found.append("wipe")
    if set(here) & set(GATES) - set(readers):
        found.append("one-reader")
    return tuple(found)
