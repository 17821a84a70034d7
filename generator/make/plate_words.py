"""The words of a plate put in their places: which block each role stands in, for both arrangements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.jobs import PlaqueJob, PlaqueLine
from generator.make import ornament, sample
from generator.make.plate_layout import Area, Places, is_below, places
from generator.make.plate_text import (
    FOREIGN_SHARE,
    ROLES,
    Block,
    Row,
    Sizes,
    draw,
    rows,
    sizes_of,
    stack,
)
from generator.make.refusal import Refusal
from generator.make.scene import Ink, Layer, Path, Shape, rectangle
from generator.make.styles import Look
from generator.make.symbol import QUIET, Symbol
from generator.make.vignette import fitted

NOT_FITTING = frozenset({"plaque-name-too-long", "plaque-line-too-long", "plaque-too-much-text"})
"""Refusals that fewer words may answer."""

FOOT = (0.5, 0.4, 0.3, 0.2)
"""Shares of the height for words that what stands under the code is given, one tried after another."""

LEADS = 1.4
"""How much larger than every other line the name is: below that a plate has no head."""

LEAST_DRAWING = 8
"""Modules: a vignette lower than this is a smudge, and is left out."""

Laid = tuple[tuple[Shape, ...], Places, tuple[str, ...]]


@dataclass(frozen=True)
class Copy:
    """What stands on the plate: its lines, how they are inked and sized, its drawing, why it is a sample."""

    lines: tuple[PlaqueLine, ...]
    look: Look
    sizes: Sizes
    vignette: Path | None
    sample: str

    def rows(self, role: str, ink: Ink, gap: float = 2.0) -> tuple[Row, ...]:
        """The rows of one role."""
        return rows(self.lines, role, ink, gap=gap, sizes=self.sizes)

    def name(self, *, foreign: bool) -> tuple[Row, ...]:
        """The name in Vietnamese, or in the other languages."""
        ink = self.look.body if foreign else self.look.title
        wanted = self.rows("name", ink, 3.0)
        return tuple(row for row in wanted if (row.language != "vi") == foreign)


def lay_words(
    job: PlaqueJob, symbol: Symbol, look: Look, gone: frozenset[str], vignette: Path | None
) -> Laid:
    """The words as shapes, where everything stands, and the roles of `gone` that the job had.

    Raises Refusal of a kind in `NOT_FITTING`, or as `places`.
    """
    lines = tuple(line for line in job.lines if not _is_gone(line, gone))
    left_out = sorted({line.role for line in job.lines if _is_gone(line, gone)})
    if not any(line.role == "address" for line in lines):
        lines = (*lines, PlaqueLine("address", job.address.removeprefix("https://")))
    copy = Copy(lines, look, sizes_of(job.preset), vignette, job.sample)
    lay = _below if is_below(job.preset, symbol.size + 2 * QUIET) else _beside
    shapes, at = lay(job, symbol, copy)
    return tuple(shapes), at, tuple(left_out)


def _is_gone(line: PlaqueLine, gone: frozenset[str]) -> bool:
    role, _, language = line.role.partition("_")
    foreign = (language or line.language) != "vi"
    return role in gone or (foreign and f"{role}_foreign" in gone)


def _head(copy: Copy) -> tuple[Row, ...]:
    """Owner, rank and name."""
    look = copy.look
    return (
        *copy.rows("owner", look.body),
        *copy.rows("rank", look.rule, 2.2),
        *copy.name(foreign=False),
    )


def _tail(copy: Copy) -> tuple[Row, ...]:
    """Address, safety and works."""
    look = copy.look
    return (
        *copy.rows("address", look.body, 3.4),
        *copy.rows("safety", look.body, 3.4),
        *copy.rows("works", look.rule, 2.6),
    )


def _told(copy: Copy, head: Block | None = None) -> tuple[Row, ...]:
    """The name in other languages, the decision and the plaque text; `head` holds the Vietnamese name."""
    look = copy.look
    text = (replace(row, leading=1.38) for row in copy.rows("text", look.body, 3.6))
    names = tuple(_beside_name(row, copy.sizes, head) for row in copy.name(foreign=True))
    return (*names, *copy.rows("decision", look.body, 2.6), *text)


def _beside_name(row: Row, sizes: Sizes, head: Block | None) -> Row:
    """A foreign name as large as the Vietnamese one, as set, allows: at most three quarters of it."""
    set_in = next((f.size for r, f in head.rows if r.role == "name"), 0.0) if head else 0.0
    most = min(0.3 * ROLES["name"].best * sizes.best, FOREIGN_SHARE * set_in)
    return replace(row, style=replace(row.style, best=max(row.style.best, most)))


def _beside(job: PlaqueJob, symbol: Symbol, copy: Copy) -> tuple[Iterable[Shape], Places]:
    """Owner, rank and name over the whole plate; everything else in the column beside the code."""
    at = places(job.preset, symbol)
    area, drawn = at.header, tuple[Shape, ...]()
    if at.second and copy.vignette:
        area, drawn = _pendant(at, copy)
    head = stack(_head(copy), area.width, area.height, _spare(copy))
    if copy.sizes.label:
        _leads(head, _head(copy))
    spare = area.height - head.height
    if copy.vignette and not at.second and spare >= LEAST_DRAWING * job.preset.module + 2 * at.gap:
        drawn = (_drawing(copy, replace(area, high=area.low + spare - 1.5 * at.gap)),)
        copy, spare = replace(copy, vignette=None), 0.0
    header = draw(head, area.left, area.high - spare / 2, area.width, centred=True)
    return (*header, *drawn, *_column(job, at, copy, head)), at


def _pendant(at: Places, copy: Copy) -> tuple[Area, tuple[Shape, ...]]:
    """The drawing at the upper right, as high as the second code at the left; the header between."""
    assert at.second is not None
    assert copy.vignette is not None
    high, bed = at.header.high, at.second.bed
    low = at.second.low - bed
    wide = copy.vignette.bounds[2] * (high - low)
    wide = min(wide, 1.5 * (high - low))
    left = at.header.right - wide
    area = replace(at.header, right=left - at.gap)
    if area.width < at.header.width / 2:
        raise Refusal("plaque-too-much-text", over="0", text="")
    return area, (_drawing(copy, Area(left, low, at.header.right, high)),)


def _drawing(copy: Copy, area: Area) -> Shape:
    """The vignette in the middle of `area`, in the ink of rules."""
    assert copy.vignette is not None
    path = fitted(copy.vignette, area.left, area.low, area.right, area.high)
    return Shape(Layer.FRAME, copy.look.rule, path, even_odd=True)


def _column(job: PlaqueJob, at: Places, copy: Copy, head: Block) -> Iterator[Shape]:
    """Names and text above, call and address below; between them the drawing, or a short rule."""
    upper, lower = _told(copy, head), (*copy.rows("call", copy.look.title, 3.6), *_tail(copy))
    module = job.preset.module
    notice, box, block = _with_notice((*upper, *lower), at, copy)
    yield from notice
    above, below = Block(block.rows[: len(upper)]), Block(block.rows[len(upper) :])
    top, base = box.high, box.low + below.height
    yield from draw(above, box.left, top, box.width)
    end = top - above.height
    room = Area(box.left, base + 1.2 * at.gap, box.right, end - (at.gap if upper else 0.0))
    if copy.vignette and not at.second and room.height >= LEAST_DRAWING * module:
        drawn = _drawing(copy, room)
        yield drawn.moved(room.left - drawn.path.bounds[0], 0.0)
    elif not upper:
        base += (top - base) / 2
    elif end - base > 5.0 * module:
        middle, thin = (end + base) / 2, ornament.HAIRLINE * max(copy.sizes.least, 1.0)
        rule = rectangle(box.left, middle, 12.0 * module, thin)
        yield Shape(Layer.FRAME, copy.look.rule, rule)
    yield from draw(below, box.left, base, box.width)


def _with_notice(
    wanted: tuple[Row, ...], at: Places, copy: Copy
) -> tuple[tuple[Shape, ...], Area, Block]:
    """What says that the plate is a sample: over the column, else upright at its right; the room left."""
    box, spare = at.words, _spare(copy)
    if not copy.sample:
        return (), box, stack(wanted, box.width, box.height, spare)
    try:
        made = sample.notice(copy.sample, box, copy.sizes.least, copy.look)
        left = replace(box, high=box.high - made.height - at.gap)
        return made.shapes, left, stack(wanted, left.width, left.height, spare)
    except Refusal as why:
        if why.kind not in NOT_FITTING:
            raise
        thick = sample.UPRIGHT * copy.sizes.least
        left = replace(box, right=box.right - thick - at.gap / 2)
        shapes = sample.upright(at.main, box.right - thick, thick, copy.look)
        return tuple(shapes), left, stack(wanted, left.width, left.height, spare)


def _below(job: PlaqueJob, symbol: Symbol, copy: Copy) -> tuple[Iterable[Shape], Places]:
    """Everything in one axis: words, code, address and what belongs under it."""
    refused: Refusal | None = None
    whole = places(job.preset, symbol).header.height - places(job.preset, symbol).gap
    for share in FOOT:
        try:
            return _axis(job, symbol, copy, share * whole)
        except Refusal as why:
            if why.kind not in NOT_FITTING:
                raise
            refused = why
    assert refused is not None
    raise refused


def _axis(
    job: PlaqueJob, symbol: Symbol, copy: Copy, room: float
) -> tuple[Iterable[Shape], Places]:
    wide = places(job.preset, symbol).words.width
    foot = stack(_tail(copy), wide, room, _spare(copy))
    at = places(job.preset, symbol, foot.height)
    area = at.header
    shapes: list[Shape] = []
    if copy.sample:
        notice, area = sample.beside_code(copy.sample, at, copy.sizes.least, copy.look)
        shapes += notice
    wanted = (*_head(copy), *_told(copy), *copy.rows("call", copy.look.title, 3.6))
    head = stack(wanted, area.width, area.height, _spare(copy))
    _leads(head, wanted)
    spare = area.height - head.height
    if copy.vignette and spare >= LEAST_DRAWING * job.preset.module + at.gap:
        shapes.append(_drawing(copy, replace(area, high=area.low + spare - at.gap)))
        spare = 0.0
    shapes += draw(head, area.left, area.high - spare / 2, area.width, centred=True)
    shapes += draw(foot, at.words.left, at.words.high, at.words.width, centred=True)
    return shapes, at


def _leads(head: Block, wanted: Iterable[Row]) -> None:
    """Refuse a block whose name is hardly larger than what stands around it: fewer words, larger name."""
    sizes = {row.role: fitted.size for row, fitted in reversed(head.rows)}
    others = max((size for role, size in sizes.items() if role != "name"), default=0.0)
    if sizes.get("name", others * LEADS) < others * LEADS:
        raise Refusal("plaque-too-much-text", over="1", text=max((r.text for r in wanted), key=len))


def _spare(copy: Copy) -> float:
    """Room in mm that may be added between two rows: 2 on a plate with modules of 2 mm."""
    return 2.0 * max(copy.sizes.least, copy.sizes.best)
