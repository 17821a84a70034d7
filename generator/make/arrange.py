"""Where things stand on a plate: four arrangements, chosen by its proportions and by how much it says.

All lengths are in *units* of half a module, so that letters grow with the distance a plate is read
from: a plate of 2 mm modules (0.6 m) has units of 1 mm, one of 5 mm modules (1.5 m) of 2.5 mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.jobs import PlaqueJob, PlaqueLine
from generator.make import ornament
from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import letter
from generator.make.plate_text import Block, Row, draw, rows, stack
from generator.make.refusal import Refusal
from generator.make.scene import BARE, BLACK, Layer, Path, Shape, joined, rectangle, ring
from generator.make.styles import Look
from generator.make.symbol import QUIET, Symbol, contours

MODULE = 2.0
"""Units in a module."""

SHELL = 2.2
"""Width of the eggshell around the panel."""

AIR = 7.0
"""Between the panel and the words beside or above it."""

COLUMN, HEADER, FOOT, SAFETY = 60.0, 30.0, 44.0, 38.0
"""The least width of a column beside the panel; height of a header above it, of words above and below
it, and of words below it that speak of safety, too."""

SAMPLE_WORDS = "MẪU – KHÔNG LẮP"
"""What a plate that is not final says beside its symbol, in every format."""


@dataclass(frozen=True)
class Field:
    """A plate in units: its size, the symbol's panel (a side, its lower left corner), the words' margin."""

    width: float
    height: float
    margin: float
    panel: float
    x: float
    y: float
    framed: bool = True

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
    def panel_top(self) -> float:
        """The upper edge of the panel."""
        return self.y + self.panel

    @property
    def inset(self) -> float:
        """From the edge to the frame."""
        return 0.288 * self.margin


@dataclass(frozen=True)
class Arranged:
    """An arrangement: the field with its panel placed, and the shapes of the words."""

    at: Field
    shapes: tuple[Shape, ...]


def arrange(
    job: PlaqueJob, size: tuple[float, float], symbol: Symbol, look: Look, *, columns: bool
) -> Arranged:
    """The words and the place of the panel on a plate of `size` units.

    With `columns` the plate says more than fits beside the code under a header. Raises Refusal
    `plaque-preset-too-small`, and as `plate_text.stack`; lengths in it are units, too.
    """
    width, height = size
    panel = (symbol.size + 2 * QUIET) * MODULE
    margin = 0.0625 * max(min(width, 1.5 * height), height)
    whole = panel + 2 * SHELL
    if width - 2 * margin - whole - AIR >= COLUMN:
        above = height - 2 * margin - whole
        if columns or above - AIR < HEADER:
            at = Field(width, height, margin, panel, width - margin - SHELL - panel, 0.0)
            return _columns(job, at, look)
        x, y = width - margin - SHELL - panel, margin + SHELL
        return _under_header(job, Field(width, height, margin, panel, x, y), look)
    if height - 2 * margin - whole >= FOOT:
        return _above_words(job, Field(width, height, 7.5, panel, 0.0, 0.0), look)
    if min(width, height) >= panel + 4 * ornament.RULE:
        return _label(job, Field(width, height, 4.0, panel, 4.0, 4.0), look)
    raise Refusal("plaque-preset-too-small", name=job.preset.id, least=f"{panel:g}")


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
    at = replace(at, x=at.right - (aside + at.panel) / 2, y=y)
    shapes = [*draw(calls, at.right - aside, y - SHELL - 4.0, aside, centred=True)]
    column, top = at.right - aside - AIR - 2.0 - at.left, at.top
    notice = Notice.of(job.sample, min(column, 100.0 * grow), grow)
    if notice:
        shapes += notice.draw(at.left, top, look)
        top -= notice.height + 5.0
    far = () if near else safety
    wanted = (*_header_rows(job, look), *_middle_rows(job, look), *far, *_works_rows(job, look))
    block = stack(wanted, column, top - at.margin, grow=grow)
    spare = top - at.margin - block.height
    shapes += draw(block, at.left, top - spare / 2, column)
    return Arranged(at, tuple(shapes))


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
    at = replace(at, x=x, y=at.top - spare - above.height - 4.0 - SHELL - at.panel)
    shapes = [*draw(above, at.left, at.top - spare, width, centred=True)]
    shapes += draw(under, at.left, at.y - SHELL - 3.0, width, centred=True)
    if notice:
        drawn = notice.draw(0.0, notice.height, look)
        shapes += _up(drawn, at.x + at.panel + SHELL + 1.0 + notice.height, at.y)
    return Arranged(replace(at, framed=False), tuple(shapes))


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


def panel(at: Field, look: Look) -> Iterator[Shape]:
    """The bare ground the symbol stands on, and what frames it."""
    whole = at.panel + 2 * SHELL
    if not look.plain:
        bed = rectangle(at.x - SHELL, at.y - SHELL, whole, whole)
        yield Shape(Layer.PANEL, look.rule, bed)
        shell = ornament.inlay_ring(at.x, at.y, at.panel, at.panel, SHELL)
        yield Shape(Layer.PANEL, look.shell, shell)
    yield Shape(Layer.PANEL, BARE, rectangle(at.x, at.y, at.panel, at.panel))


def symbol_shape(symbol: Symbol, at: Field) -> Shape:
    """The symbol in its panel, in black ink alone."""
    left, top = at.x + QUIET * MODULE, at.panel_top - QUIET * MODULE
    outlines = []
    for outline in contours(symbol.matrix):
        numbers = [n for x, y in outline for n in (left + x * MODULE, top - y * MODULE)]
        outlines.append(Path("M" + "L" * (len(outline) - 1) + "Z", tuple(numbers)))
    return Shape(Layer.QR, BLACK, joined(outlines), even_odd=True, text=symbol.payload, language="")


@dataclass(frozen=True)
class Notice:
    """MẪU – KHÔNG LẮP and why, in a box beside the symbol, never over it; `grow` times as large."""

    reason: Fitted
    width: float
    grow: float

    @classmethod
    def of(cls, sample: str, width: float, grow: float = 1.0) -> Notice | None:
        """The box for that reason, None for a final plate. Raises Refusal `plaque-line-too-long`."""
        if not sample:
            return None
        style = Style("sans", 3.0 * grow, 2.4 * grow, 3)
        fitted = fit(sample, style, width - 5.0)
        if fitted is None:
            least = f"{style.least:g}"
            raise Refusal("plaque-line-too-long", text=sample, lines=style.lines, least=least)
        return cls(fitted, width, grow)

    @property
    def height(self) -> float:
        """Of the box, units."""
        return 14.6 * self.grow + (len(self.reason.lines) - 1) * 1.3 * self.reason.size

    def draw(self, left: float, top: float, look: Look) -> Iterator[Shape]:
        """The box hanging from `top`."""
        bottom = top - self.height
        box = rectangle(left, bottom, self.width, self.height)
        yield Shape(Layer.SAMPLE, look.notice, box)
        if look.plain:
            rule = ring(left, bottom, self.width, self.height, ornament.RULE)
            yield Shape(Layer.SAMPLE, look.warning, rule, even_odd=True)
        base = bottom + self.height - 8.2 * self.grow
        texts = [(SAMPLE_WORDS, "sans-bold", 6.4 * self.grow, base)]
        for number, line in enumerate(self.reason.lines):
            below = base - 4.2 * self.grow - number * 1.3 * self.reason.size
            texts.append((line, "sans", self.reason.size, below))
        for text, role, size, y in texts:
            words = letter(text, role, size)
            path = words.path.moved(left + (self.width - words.width) / 2, y)
            yield Shape(Layer.SAMPLE, look.warning, path, text=words.text, language="vi")
