"""The test bench: every code of a finished plate before the camera, axis by axis, both gates reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from generator.scan.axes import AXES, Axis
from generator.scan.camera import Grey, Shot, Subject, frame, subject
from generator.scan.decoders import ADVISER, GATES, decode, find_codes
from generator.scan.raster import FINE
from generator.scan.trial import FRAMES, Trial, worst

LADDER_FRAMES = 4
"""Seeds for each level beyond the gate: enough to say where a code breaks, one failure being a break."""

DARK = 128
"""Grey value below which a pixel of the artwork is ink."""


@dataclass(frozen=True)
class Spot:
    """A code on the plate's picture: upper left corner in px at `FINE` px a module."""

    left: float
    top: float


def try_plate(
    picture: Grey, modules: int, wanted: str, readers: tuple[str, ...], frames: int = FRAMES
) -> tuple[tuple[Trial, ...], tuple[Spot, ...]]:
    """Try every code of a plate's picture that is `modules` of `FINE` px a side; larger ones are read only.

    Each axis tells of the worst code. With fewer `frames` than `FRAMES` nothing looks for where a code
    breaks. Where no reader finds the code as drawn, or one reads something else, the artwork's own
    trial is the only one, and it failed.
    """
    art, spots = _artwork(picture, modules, wanted, readers)
    if not art.passed:
        return (art,), spots
    subjects = (subject(picture, spot.left, spot.top, modules) for spot in spots)
    rows = (
        try_code(one, wanted, readers, frames, further=number == 0 and frames == FRAMES)
        for number, one in enumerate(subjects)
    )
    return (art, *reduce(worst, rows)), spots


def try_code(
    of: Subject, wanted: str, readers: tuple[str, ...], frames: int, *, further: bool
) -> tuple[Trial, ...]:
    """Try one code on every axis; `readers` are those that are here.

    `further` looks for where it breaks, too; the same code a second time on a plate does without.
    """
    return tuple(_try_axis(of, axis, wanted, readers, frames, further=further) for axis in AXES)


def _artwork(
    picture: Grey, modules: int, wanted: str, readers: tuple[str, ...]
) -> tuple[Trial, tuple[Spot, ...]]:
    """The plate as drawn, without any fault: every reader must read every code of it, and no other."""
    seen = np.ascontiguousarray(picture).data
    quads = [one.corners for one in find_codes(seen) if one.reader == GATES[0]]
    spots, texts = tuple(_spots(picture, modules, quads)), decode(seen)
    here = [name for name in readers if name in GATES]
    right = ((n, int(bool(spots) and texts[n] == (wanted,) * len(quads))) for n in here)
    return Trial("artwork", 0.0, "", 1, tuple(right)), spots


def _spots(
    picture: Grey, modules: int, quads: list[tuple[tuple[float, float], ...]]
) -> Iterator[Spot]:
    """Where the codes are, to the pixel: the box of ink where a reader saw one."""
    for quad in sorted(quads, key=lambda corners: min((y, x) for x, y in corners)):
        left, top = round(min(x for x, _ in quad)), round(min(y for _, y in quad))
        side, spare = modules * FINE, 2 * FINE
        if abs(max(x for x, _ in quad) - left - side) > FINE:
            continue  # a code of another size has a picture of its own
        near, low = max(left - spare, 0), max(top - spare, 0)
        ink = picture[low : top + side + spare, near : left + side + spare] < DARK
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        if rows.size and abs(int(columns[-1] - columns[0]) + 1 - side) < FINE / 2:
            yield Spot(float(near + columns[0]), float(low + rows[0]))
        else:  # something else is dark around it: the reader's own word
            yield Spot(float(left), float(top))


def _try_axis(
    of: Subject,
    axis: Axis,
    wanted: str,
    readers: tuple[str, ...],
    frames: int,
    *,
    further: bool,
) -> Trial:
    names = tuple(name for name in readers if name in GATES or axis.advise)
    counts = dict.fromkeys(names, 0)
    for seed in range(frames):
        seen = frame(of, axis.shot(axis.level), seed).data
        found = decode(seen, advise=ADVISER in names)
        for name in names:
            counts[name] += found.get(name) == (wanted,)
    trial = Trial(axis.name, axis.level, axis.unit, frames, tuple(counts.items()), gate=axis.gate)
    if not trial.passed:
        return replace(trial, breaks_at=axis.level)
    return replace(trial, breaks_at=_breaks_at(of, axis, wanted)) if further else trial


def _breaks_at(of: Subject, axis: Axis, wanted: str) -> float | None:
    """The first level of the ladder at which a gate misses a frame; found by halving."""
    low, high = 0, len(axis.ladder)
    while low < high:
        middle = (low + high) // 2
        if _bears(of, axis.shot(axis.ladder[middle]), wanted):
            low = middle + 1
        else:
            high = middle
    return axis.ladder[low] if low < len(axis.ladder) else None


def _bears(of: Subject, shot: Shot, wanted: str) -> bool:
    """Whether every gate that is here reads the shot of each seed; the first miss decides."""
    for seed in range(LADDER_FRAMES):
        found = decode(frame(of, shot, seed).data)
        if any(texts != (wanted,) for texts in found.values()):
            return False
    return True
