"""Where things stand on a plate: four arrangements, chosen by its proportions and by how much it says.

All lengths are in *units* of half a module, so that letters grow with the distance a plate is read
from: a plate of 2 mm modules (0.6 m) has units of 1 mm, one of 5 mm modules (1.5 m) of 2.5 mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.jobs import PlaqueJob, PlaqueLine
from generator.make import ornament
from generator.make.notice import Notice
from generator.make.plate_code import MODULE, SHELL, Code
from generator.make.plate_text import Block, Row, draw, rows, stack
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Path, Shape, rectangle
from generator.make.styles import Look
from generator.make.symbol import QUIET
from generator.make.vignette import Drawing

AIR = 7.0
"""Between the panel and the words beside or above it."""

COLUMN, HEADER, FOOT, SAFETY = 60.0, 30.0, 44.0, 38.0
"""The least width of a column beside the panel; height of a header above it, of words above and below
it, and of words below it that speak of safety, too."""


HEAD, CLEAR = 1.0, 0.3
"""Radius of a screw's head, in diameters of its hole; the gap between it and the frame's rule."""


STRIP = 47.0
"""Width that words beside the second code and the vignette keep."""


@dataclass(frozen=True)
class Field:
    """A plate in units: its size, the panel (a side, its lower left corner), the margin without holes."""

    width: float
    height: float
    edge: float
    panel: float
    x: float
    y: float
    hole: float = 0.0
    framed: bool = True
    second: Code | None = None
    art: Path | None = None

    @property
    def margin(self) -> float:
        """From the edge to the words, which keep clear of screw heads (twice as wide as the holes)."""
        return max(self.edge, self.drill + HEAD * self.hole) if self.hole else self.edge

    @property
    def drill(self) -> float:
        """From both edges to the middle of a screw hole: its head lies inside the strong rule."""
        return self.inset + ornament.RULE + HEAD * self.hole + CLEAR

    @property
    def left(self) -> float:
        """Where words begin."""
        return self.margin

    @property
    def right(self) -> float:
        """Where words end."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """Where words begin from above."""
        return self.height - self.margin

    @property
    def codes(self) -> tuple[Code, ...]:
        """The first code, and the second where there is one."""
        first = Code(self.x, self.y, self.panel)
        return (first, self.second) if self.second else (first,)

    @property
    def panel_top(self) -> float:
        """The upper edge of the panel."""
        return self.y + self.panel

    @property
    def inset(self) -> float:
        """From the edge to the frame."""
        return 0.288 * self.edge


@dataclass(frozen=True)
class Arranged:
    """An arrangement: the field with its panel placed, and the shapes of the words."""

    at: Field
    shapes: tuple[Shape, ...]


def arrange(
    job: PlaqueJob, size: tuple[float, float], modules: int, look: Look, art: Path | None = None
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
    whole = side + 2 * SHELL
    if width - 2 * at.margin - whole - AIR >= COLUMN:
        above = height - 2 * at.margin - whole
        at = replace(at, x=at.right - SHELL - side)
        if job.preset.whole_text or above - AIR < HEADER:
            return _columns(job, at, look)
        return _under_header(job, replace(at, y=at.margin + SHELL), look)
    at = replace(at, edge=7.5)
    if height - 2 * at.margin - whole >= FOOT:
        return _above_words(job, at, look)
    at = replace(at, edge=4.0)
    if min(width, height) >= side + 4 * ornament.RULE:
        _beside(job, at, width - whole - 2 * at.margin)
        return _label(job, replace(at, x=at.margin, y=at.margin), look)
    raise Refusal("plaque-preset-too-small", name=job.preset.id, least=f"{side:g}")


def _header_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return (
        *rows(job.lines, "owner", look.body),
        *rows(job.lines, "rank", look.rule, gap=2.2),
        *(r for r in rows(job.lines, "name", look.title, gap=3.0) if r.language == "vi"),
    )


def _middle_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return (
        *(r for r in rows(job.lines, "name", look.body, gap=4.0) if r.language != "vi"),
        *rows(job.lines, "decision", look.body, gap=2.6),
        *rows(job.lines, "text", look.body, gap=4.0),
    )


def _call_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return (
        *rows(job.lines, "call", look.title, gap=3.6),
        *rows(address_lines(job), "address", look.body, gap=3.4),
    )


def _safety_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return rows(job.lines, "safety", look.body, gap=3.4)


def _works_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return rows(job.lines, "works", look.rule, gap=2.6)


def _under_header(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """Owner, rank and name across the plate; the panel at the lower right, other words to its left."""
    shapes = [*_across(_header_rows(job, look), at, look)]
    column = at.x - SHELL - AIR - at.left
    upper = _middle_rows(job, look)
    lower = (*_call_rows(job, look), *_safety_rows(job, look), *_works_rows(job, look))
    notice = Notice.of(job.sample, column)
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
    safety = _safety_rows(job, look)
    near = safety if below >= SAFETY else ()
    calls = stack((*_call_rows(job, look), *near), aside, below, grow=grow)
    y = at.margin + (below - calls.height) / 2 + calls.height + 4.0 + SHELL
    second = _second(job, at.panel, at.left, at.margin)
    at = replace(at, x=at.right - (aside + at.panel) / 2, y=y, second=second)
    shapes = draw(calls, at.right - aside, y - SHELL - 4.0, aside, centred=True)
    last = (*(() if near else safety), *_works_rows(job, look))
    column = at.right - aside - AIR - 2.0 - at.left
    return Arranged(at, (*shapes, *_told(job, at, look, column, grow, last)))


def _told(
    job: PlaqueJob, at: Field, look: Look, column: float, grow: float, last: tuple[Row, ...]
) -> Iterator[Shape]:
    """The left column: what the place is and the `last` rows, which stand beside the second code."""
    wanted, top, low = (*_header_rows(job, look), *_middle_rows(job, look)), at.top, at.margin
    begin = at.second.x + at.second.side + at.second.rim + 4.0 if at.second else at.left
    room = at.left + column - begin
    notice = Notice.of(job.sample, min(room, 100.0 * grow), (0.65 if at.second else 1.0) * grow)
    drawing = Drawing.of(at.art, MODULE / job.preset.module, look.rule)
    if at.second:
        strip = at.second.side + 2 * at.second.rim
        tall = min(strip, (room - STRIP * grow) / drawing.wide) if drawing else 0.0
        if drawing and tall >= drawing.least:
            yield drawing.standing(at.left + column - drawing.wide * tall, low, tall)
            room, drawing = room - drawing.wide * tall - 4.0, None
            notice = Notice.of(job.sample, min(room, 100.0 * grow), 0.65 * grow)
        block = stack(last, room, strip, grow=grow)
        taken = notice.height + 4.0 if notice else 0.0
        free = max(strip - block.height - taken, 0.0)
        strip = block.height + taken + free
        yield from draw(block, begin, low + strip - free / 2, room)
        if notice:
            yield from notice.draw(begin, low + notice.height + free / 2, look)
        low += strip + 4.0
    else:
        wanted += last
        if notice:
            yield from notice.draw(at.left, top, look)
            top -= notice.height + 5.0
    block = stack(wanted, column, top - low, grow=grow)
    spare = top - low - block.height
    tall = min(spare - 2 * AIR, column / drawing.wide) if drawing else 0.0
    if drawing and tall >= drawing.least:
        yield drawing.standing(at.left, low + (spare - tall) / 2, tall)
        spare = (spare - tall) / 2 - AIR
    yield from draw(block, at.left, top - spare / 2, column)


def _second(job: PlaqueJob, panel: float, left: float, low: float) -> Code | None:
    """The second code of a large plate, the corner of its rim at (`left`, `low`)."""
    if not job.preset.second:
        return None
    share = job.preset.second / job.preset.module
    rim = SHELL * share
    return Code(left + rim, low + rim, panel * share, MODULE * share, second=True)


def _above_words(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """A plate that stands: the name above the panel, how to scan below it, all centred.

    It is a small one that stands where the place has told its story already: no owner, no decision,
    and other languages only in the call.
    """
    width, whole = at.right - at.left, at.panel + 2 * SHELL
    room = at.top - at.margin - whole - 7.0
    header = tuple(r for r in _header_rows(job, look) if r.role != "owner")
    lower = (*_call_rows(job, look), *_safety_rows(job, look))
    block = stack((*header, *lower), width, room)
    above, under = Block(block.rows[: len(header)]), Block(block.rows[len(header) :])
    spare = (room - above.height - under.height) / 2
    notice = Notice.of(job.sample, at.panel)
    beside = notice.height + 2.0 if notice else 0.0
    x = (at.width - at.panel - beside) / 2
    y = at.top - spare - above.height - 4.0 - SHELL - at.panel
    second = _beside(job, at, width - whole - beside)
    if second:
        x += (second.side + 2 * second.rim + AIR) / 2
        second = second.moved(x - SHELL - AIR - second.rim - second.side, y + second.rim - SHELL)
    at = replace(at, x=x, y=y, second=second)
    shapes = [*draw(above, at.left, at.top - spare, width, centred=True)]
    shapes += draw(under, at.left, at.y - SHELL - 3.0, width, centred=True)
    if notice:
        drawn = notice.draw(0.0, notice.height, look)
        shapes += _up(drawn, at.x + at.panel + SHELL + 1.0 + notice.height, at.y)
    return Arranged(replace(at, framed=False), tuple(shapes))


def _beside(job: PlaqueJob, at: Field, room: float) -> Code | None:
    """The second code of a plate that stands, to be moved; Refusal if `room` is too narrow for it."""
    second = _second(job, at.panel, 0.0, 0.0)
    if second and (least := second.side + 2 * second.rim) > room - AIR:
        raise Refusal(
            "plaque-second-code",
            name=job.preset.id,
            least=f"{least:g}",
            over=f"{max(room - AIR, 0):g}",
        )
    return second


def _up(shapes: Iterable[Shape], right: float, bottom: float) -> Iterator[Shape]:
    """The shapes turned to read upwards, what was below them now at `right`."""
    return (replace(s, path=s.path.turned().moved(right, bottom)) for s in shapes)


def _label(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """Hardly more than the code: the name above it, the address up its side."""
    names = tuple(r for r in rows(job.lines, "name", look.title) if r.language == "vi")
    room, width = at.height - 2 * at.margin - at.panel - 3.0, at.right - at.left
    block = stack(names, width, room)
    top = at.height - at.margin - (room - block.height) / 2
    shapes = [*draw(block, at.left, top, width, centred=True)]
    strip = at.right - (at.x + at.panel) - 3.0
    notice = Notice.of(job.sample, at.panel)
    taken = notice.height + 2.0 if notice else 0.0
    safety = () if notice else _safety_rows(job, look)
    side = (*rows(address_lines(job), "address", look.body), *safety)
    words = stack(side, at.panel, strip - taken)
    spare = strip - taken - words.height
    turned = [*draw(words, 0.0, strip - taken - spare / 2, at.panel, centred=True)]
    if notice:
        turned += notice.draw(0.0, strip, look)
    shapes += _up(turned, at.right, at.y)
    return Arranged(replace(at, framed=False), tuple(shapes))


def address_lines(job: PlaqueJob) -> tuple[PlaqueLine, ...]:
    """The printed address in words: as given, else that of the symbol without its scheme."""
    given = tuple(line for line in job.lines if line.role == "address")
    return given or (PlaqueLine("address", job.address.removeprefix("https://")),)
