"""What is not text on a plate: the gold frame with indented corners, and the eggshell inlay.

Sơn mài: flat layers, eggshell broken into small pieces, thin gold lines; nothing figurative, so
that no plate claims anything about a site that its text does not. Lengths are in units (`arrange`): 1 mm
on a plate of 2 mm modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.make.scene import Path, joined, polygon, rectangle, ring

CRACK = 0.25
"""Between pieces of eggshell: wide enough to print and to etch."""

RULE, HAIRLINE = 0.9, 0.3
"""The strong outer rule and the fine inner one (0.25 mm is the least a press keeps)."""

APART = 1.9
"""From the outer edge of the rule to that of the hairline."""

NOTCH, STONE = 5.0, 1.7
"""How far the hairline steps in at each corner, as on a lacquered board (hoành phi), and the
side of the eggshell square that sits there."""


def frame(width: float, height: float, inset: float, *, drilled: float = 0.0) -> Path:
    """The gold frame `inset` inside the trim: closed outlines without overlap; fill even-odd.

    On a plate with screws the hairline begins `drilled` from each corner, and no squares stand there.
    """
    near = inset + APART
    rule = ring(inset, inset, width - 2 * inset, height - 2 * inset, RULE)
    if drilled:
        wide, high, far = width - 2 * drilled, height - 2 * drilled, near + HAIRLINE
        level = (rectangle(drilled, y, wide, HAIRLINE) for y in (near, height - far))
        upright = (rectangle(x, drilled, HAIRLINE, high) for x in (near, width - far))
        return joined((rule, *level, *upright))
    return joined(
        (
            rule,
            _notched(width, height, near, NOTCH),
            _notched(width, height, near + HAIRLINE, NOTCH),
            *_in_corners(
                ring(0.0, 0.0, 2 * STONE, 2 * STONE, HAIRLINE), 2 * STONE, width, height, near
            ),
        )
    )


def corner_stones(width: float, height: float, inset: float) -> Path:
    """A small square of eggshell inside each corner of `frame`."""
    shift = inset + APART + STONE / 2
    return joined(_in_corners(rectangle(0.0, 0.0, STONE, STONE), STONE, width, height, shift))


def inlay_ring(left: float, bottom: float, side: float, height: float, thick: float) -> Path:
    """A band of broken eggshell `thick` wide around a panel of `side` x `height`."""
    low = inlay(side + 2 * thick, thick, seed=7)
    rise = inlay(height, thick, seed=11).turned()
    return joined(
        (
            low.moved(left - thick, bottom - thick),
            inlay(side + 2 * thick, thick, seed=13).moved(left - thick, bottom + height),
            rise.moved(left, bottom),
            inlay(height, thick, seed=17).turned().moved(left + side + thick, bottom),
        )
    )


def inlay(length: float, thick: float, seed: int) -> Path:
    """A strip of broken eggshell from (0, 0), `length` to the right and `thick` up.

    Pieces 1.4-3.6 long between slanting cracks, about half of them broken once more; the
    same seed breaks the same way for ever.
    """
    dice = _dice(seed)
    joints = tuple(_joints(length, thick, dice))
    pieces: list[Path] = []
    for index, (here, after) in enumerate(pairwise(joints)):
        first, last = index == 0, index == len(joints) - 2
        start = tuple(x + (0.0 if first else CRACK / 2) for x in here)
        end = tuple(x - (0.0 if last else CRACK / 2) for x in after)
        pieces += _piece(start, end, thick, dice)
    return joined(pieces)


def _joints(length: float, thick: float, dice: Iterator[float]) -> Iterator[tuple[float, float]]:
    """Where each crack meets the lower and the upper edge."""
    yield 0.0, 0.0
    at = 1.4 + 2.2 * next(dice)
    while at < length - 1.4:
        lean = (next(dice) - 0.5) * min(thick, 1.6)
        yield at - lean / 2, at + lean / 2
        at += 1.4 + 2.2 * next(dice)
    yield length, length


def _piece(
    start: tuple[float, ...], end: tuple[float, ...], thick: float, dice: Iterator[float]
) -> Iterator[Path]:
    """One piece of shell, or the two it breaks into; corners in order around it."""
    whole = ((start[0], 0.0), (end[0], 0.0), (end[1], thick), (start[1], thick))
    broken, left, right = next(dice), 0.3 + 0.4 * next(dice), 0.3 + 0.4 * next(dice)
    if broken > 0.6 or thick < 1.5:
        yield polygon(*whole)
        return
    half = CRACK / 2 / thick
    for low, high in (
        ((0.0, 0.0), (left - half, right - half)),
        ((left + half, right + half), (1.0, 1.0)),
    ):
        yield polygon(
            _between(start, low[0], thick),
            _between(end, low[1], thick),
            _between(end, high[1], thick),
            _between(start, high[0], thick),
        )


def _between(joint: tuple[float, ...], share: float, thick: float) -> tuple[float, float]:
    return joint[0] + (joint[1] - joint[0]) * share, thick * share


def _notched(width: float, height: float, near: float, notch: float) -> Path:
    """An upright rectangle `near` inside the trim whose corners step in by `notch`."""
    left, right, low, high = near, width - near, near, height - near
    return polygon(
        (left + notch, low),
        (right - notch, low),
        (right - notch, low + notch),
        (right, low + notch),
        (right, high - notch),
        (right - notch, high - notch),
        (right - notch, high),
        (left + notch, high),
        (left + notch, high - notch),
        (left, high - notch),
        (left, low + notch),
        (left + notch, low + notch),
    )


def _in_corners(
    path: Path, side: float, width: float, height: float, near: float
) -> Iterator[Path]:
    for x in (near, width - near - side):
        for y in (near, height - near - side):
            yield path.moved(x, y)


def _dice(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1, the same on every machine (the Numerical Recipes congruence)."""
    while True:
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed / 2**32
