"""Where things stand on a plate: four arrangements, chosen by its proportions and by how much it says.

All lengths are in *units* of half a module, so that letters grow with the distance a plate is read
from: a plate of 2 mm modules (0.6 m) has units of 1 mm, one of 5 mm modules (1.5 m) of 2.5 mm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from generator.make import ornament
from generator.make.field import (
    AIR,
    Arranged,
    Field,
    call_rows,
    header_rows,
    middle_rows,
    safety_rows,
    second_code,
    works_rows,
)
from generator.make.notice import Notice
from generator.make.plate_code import MODULE, SHELL
from generator.make.plate_text import Block, Row, draw, stack
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Shape, rectangle
from generator.make.standing import (
    ABOVE,
    LEAST_EDGE,
    NEAR,
    SIGNS,
    TOLD,
    beside,
    fall,
    fullest,
    goes_of,
    label,
    lying,
    standing,
)
from generator.make.styles import Look
from generator.make.symbol import QUIET
from generator.make.vignette import Art, Drawing
from generator.print_jobs import PlaqueJob, PlaqueLine

COLUMN, HEADER, FOOT, SAFETY = 60.0, 30.0, 44.0, 38.0
"""The least width of a column beside the panel; height of a header above it, of words above and below
it, and of words below it that speak of safety, too."""

NARROW, LYING = 40.0, 28.0
"""Width of a column that is tried where a plate is as wide as high, and beside the code of a label."""

STANDS, FLAT = 1.2, 2.0
"""A plate so many times as high as wide stands: its words go above and below the code. One so many times as
wide as high may have two columns of words beside its code."""

STRIP = 47.0
"""Width that words beside the second code and the vignette keep."""


def arrange(
    job: PlaqueJob, size: tuple[float, float], modules: int, look: Look, art: Art | None = None
) -> Arranged:
    """The words and the place of the panel on a plate of `size` units, its code `modules` a side.

    `art` is the site's one-ink drawing (`vignette_of`), for plates with room. Raises Refusal
    `plaque-preset-too-small` and -second-code, and as `plate_text.stack`; lengths in it are units, too.
    """
    width, height = size
    side = (modules + 2 * QUIET) * MODULE
    edge = 0.0625 * max(min(width, 1.5 * height), height)
    at = Field(
        width, height, edge, side, 0.0, 0.0, job.preset.hole * MODULE / job.preset.module, art=art
    )
    least = job.preset.least_side(modules + 2 * QUIET) * MODULE / job.preset.module
    if min(width, height) < least - 1e-9:
        raise Refusal("plaque-preset-too-small", name=job.preset.id, least=f"{least:g}")
    whole = side + 2 * SHELL
    column, above = width - 2 * at.margin - whole - AIR, height - 2 * at.margin - whole
    stands = height > STANDS * width
    right = replace(at, x=at.right - SHELL - side)
    if column >= COLUMN and not stands:
        if job.preset.whole_text or above - AIR < HEADER:
            flat = replace(at, edge=max(min(edge, (height - whole) / 2), LEAST_EDGE))
            return _beside(job, right, flat, look)
        low, notice = replace(right, y=at.margin + SHELL), Notice.of(job.sample, column)
        return _fullest(job, partial(_under_header, at=low, look=look, notice=notice))
    if column >= NARROW and above - AIR >= HEADER and not stands and not job.preset.whole_text:
        low = replace(right, y=at.margin + SHELL)
        for notice in (Notice.of(job.sample, column), Notice.bare(job.sample, column)):
            with suppress(Refusal):
                made = _under_header(job, low, look, notice)
                return replace(
                    made, at=replace(made.at, framed=False)
                )  # its words reach the corners
    at = replace(at, edge=max(7.5, 0.0625 * min(width, height)))
    if height - 2 * at.margin - whole >= FOOT:
        return standing(job, at, look)
    at = replace(at, edge=LEAST_EDGE)
    if width - whole - 2 * at.margin - NEAR >= LYING or job.preset.second:
        try:
            return _lying(job, at, look)
        except Refusal:
            if job.preset.second:
                raise
    off = at.margin + (SHELL if at.hole else 0.0)  # no screw's head over the panel's frame
    return label(job, replace(at, x=off, y=off), look)


def _fullest(
    job: PlaqueJob, setting: Callable[[PlaqueJob], Arranged], told: tuple[str, ...] = TOLD
) -> Arranged:
    """A wide plate with as many of its lines as have room in that `setting`."""

    def some(lines: tuple[PlaqueLine, ...]) -> Arranged:
        return setting(replace(job, lines=lines))

    made, left = fullest(job.lines, some, goes=goes_of(job), told=told)
    return replace(made, left=left)


def _beside(job: PlaqueJob, at: Field, flat: Field, look: Look) -> Arranged:
    """Words beside the panel, and where not even the least have room below it, as on a label that lies."""
    try:
        told = TOLD if at.width < FLAT * at.height else SIGNS
        return _fullest(job, partial(_wide, at=at, flat=flat, look=look), told)
    except Refusal as why:
        if why.kind in TOLD:
            raise
    return _lying(job, replace(at, edge=LEAST_EDGE), look)


def _lying(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    room = at.width - at.panel - 2 * (SHELL + at.margin) - NEAR
    return lying(job, replace(at, second=beside(job, at, room, LYING)), look)


def _wide(job: PlaqueJob, at: Field, flat: Field, look: Look) -> Arranged:
    """In two columns; a plate that is too flat for all its words there, in three."""
    try:
        return _columns(job, at, look)
    except Refusal:
        if at.width < FLAT * at.height:
            raise
    return _flat(job, flat, look)


def _under_header(job: PlaqueJob, at: Field, look: Look, notice: Notice | None) -> Arranged:
    """Owner, rank and name across the plate; the panel at the lower right, other words to its left."""
    shapes = [*_across(header_rows(job, look), at, look)]
    column = at.x - SHELL - AIR - at.left
    upper = middle_rows(job, look)
    lower = (*call_rows(job, look), *safety_rows(job, look), *works_rows(job, look))
    top, low = at.panel_top + SHELL, at.y - SHELL
    if notice:
        shapes += notice.draw(at.left, top, look)
        top -= notice.height + 4.0
    block = stack((*upper, *lower), column, top - low)
    above, below = Block(block.rows[: len(upper)]), Block(block.rows[len(upper) :])
    base = low + below.height
    between = (top - above.height + base) / 2
    shapes += draw(above, at.left, top, column)
    if not upper:
        base += (top - base) / 2
    elif base < between - 5.0:
        line = rectangle(at.left, between, 24.0, ornament.HAIRLINE)
        shapes.append(Shape(Layer.FRAME, look.rule, line))
    shapes += draw(below, at.left, base, column)
    return Arranged(at, tuple(shapes))


def _across(wanted: tuple[Row, ...], at: Field, look: Look) -> tuple[Shape, ...]:
    """Rows centred over the whole plate, between the panel and the frame."""
    room = at.top - at.panel_top - SHELL - AIR
    block = stack(wanted, at.right - at.left, room)
    spare = room - block.height
    return draw(block, at.left, at.top - spare / 2, at.right - at.left, centred=True)


def _columns(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """What the place is on the left; on the right the panel, and below it how to scan."""
    whole, height = at.panel + 2 * SHELL, at.top - at.margin
    aside = max(whole, 0.3 * (at.right - at.left))
    grow = min(max((at.right - at.left) / 180, 1.0), max(height / 115, 1.0), 2.4)
    below = height - whole - 4.0
    safety = safety_rows(job, look)
    near = safety if below >= SAFETY else ()
    calls = stack((*call_rows(job, look), *near), aside, below, grow=grow)
    y = at.margin + (below - calls.height) / 2 + calls.height + 4.0 + SHELL
    second = second_code(job, at.panel, at.left, at.margin)
    at = replace(at, x=at.right - (aside + at.panel) / 2, y=y, second=second)
    shapes = draw(calls, at.right - aside, y - SHELL - 4.0, aside, centred=True)
    last = (*(() if near else safety), *works_rows(job, look))
    column = at.right - aside - AIR - 2.0 - at.left
    return Arranged(at, (*shapes, *_told(job, at, look, column, grow, last)))


def _flat(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """What the place is, how to scan, and the panel side by side; the second code before them all."""
    y, height = (at.height - at.panel) / 2, at.top - at.margin
    second, begin = second_code(job, at.panel, at.left, 0.0), at.left
    if second:
        begin = second.x + second.side + second.rim + AIR
        second = second.moved(second.x, (at.height - second.side) / 2)
    at = replace(at, x=at.right - SHELL - at.panel, y=y, second=second, framed=False)
    column = (at.x - SHELL - 2 * AIR - begin) / 2
    grow = min(max(height / 78, 1.0), 2.4)
    notice = Notice.of(job.sample, min(column, 100.0 * grow), 0.75)
    taken = notice.height + 4.0 if notice else 0.0
    place = stack((*header_rows(job, look), *middle_rows(job, look)), column, height, grow=grow)
    scan = (*call_rows(job, look), *safety_rows(job, look), *works_rows(job, look))
    calls = stack(scan, column, height - taken, grow=grow)
    shapes = [*draw(place, begin, at.top - (height - place.height) / 2, column)]
    begin += column + AIR
    top = at.top - (height - taken - calls.height) / 2
    shapes += notice.draw(begin, top, look) if notice else ()
    shapes += draw(calls, begin, top - taken, column)
    return Arranged(at, tuple(shapes))


def _told(
    job: PlaqueJob, at: Field, look: Look, column: float, grow: float, last: tuple[Row, ...]
) -> Iterator[Shape]:
    """The left column: what the place is and the `last` rows, which stand beside the second code."""
    wanted, top, low = (*header_rows(job, look), *middle_rows(job, look)), at.top, at.margin
    begin = at.second.x + at.second.side + at.second.rim + 4.0 if at.second else at.left
    room = at.left + column - begin
    notice = Notice.of(job.sample, min(room, 100.0 * grow), (0.65 if at.second else 1.0) * grow)
    drawing = Drawing.of(at.art, MODULE / job.preset.module, look.rule)
    if at.second:
        strip = at.second.side + 2 * at.second.rim
        tall = min(strip, (room - STRIP * grow) / drawing.wide) if drawing else 0.0
        if drawing and tall >= drawing.least:
            yield from drawing.standing(at.left + column - drawing.wide * tall, low, tall)
            room, drawing = room - drawing.wide * tall - 4.0, None
            notice = Notice.of(job.sample, min(room, 100.0 * grow), 0.65 * grow)
        block = stack(last, room, strip, grow=grow)
        taken = notice.height + 4.0 if notice else 0.0
        free = max(strip - block.height - taken, 0.0)
        strip = block.height + taken + free
        yield from draw(block, begin, low + strip - free / 2, room)
        if notice:
            yield from notice.draw(begin, low + notice.height + free / 2, look)
        low += strip + ABOVE
    else:
        wanted += last
        if notice:
            yield from notice.draw(at.left, top, look)
            top -= notice.height + 5.0
    block = stack(wanted, column, top - low, grow=grow)
    if at.second and (hangs := fall(block, ABOVE)) > (top - low - block.height) / 2:
        low += hangs
        block = stack(wanted, column, top - low, grow=grow)
    spare = top - low - block.height
    tall = min(spare - 2 * AIR, column / drawing.wide) if drawing else 0.0
    if drawing and tall >= drawing.least:
        yield from drawing.standing(at.left, low + (spare - tall) / 2, tall)
        spare = (spare - tall) / 2 - AIR
    yield from draw(block, at.left, top - spare / 2, column)
