"""Plates that stand and labels: words above, below or beside the code; and what any plate leaves out.

Where not every line has room at its least size, lines are left out in one order (`goes_of`), and the plate
says which (`Arranged.left`), so that the editor is told. Lengths are in units (`arrange`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

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
from generator.make.plate_code import SHELL, Code
from generator.make.plate_text import (
    CAPITAL,
    CROWN,
    FALL,
    ROLES,
    Block,
    Line,
    Row,
    draw,
    language_of,
    stack,
)
from generator.make.refusal import Refusal
from generator.make.scene import Shape
from generator.make.styles import Look
from generator.print_jobs import PlaqueJob

CARD = (110.0, 165.0)
"""A plate that stands and is no larger is a card (A6 with modules of 2 mm): it lies where the place has
told its story already, so it says rank, name, call, address and safety, and nothing else."""

ON_CARD = ("rank", "name", "call", "address", "safety")
ON_LABEL = ("name", "address", "safety")
"""What a card and a label say: a label is hardly more than the code."""

GOES = ("works", "name_", "decision", "owner", "text", "rank")
"""What a larger plate without room leaves out, one after the other; `name_` is the name in other languages.
Name, call, address and safety stay, or the plate is refused. A label that lies leaves out the call, too."""

SIGNS = ("plaque-glyph-missing",)
TOLD = (*SIGNS, "plaque-line-too-long")
"""What is a fault of the line wherever it stands, so that it is told and not left out; in a narrow column
beside a code a line may be too long for the column, too."""

LEAST_EDGE = 4.0
"""From the edge to what a label and a very flat plate say."""

AT_FOOT = ("safety", "works")
"""What stands beside the second code of a label that lies."""

NEAR = 4.0
"""Between the panel's shell and the words of a label beside it."""

OVER = 3.0
"""Between a label's panel and the words above it and at its side."""

ABOVE, BELOW = 4.0, 3.0
"""Between the panel's shell and the words above and below it."""

Said = TypeVar("Said", bound=Line)
Setting = TypeVar("Setting")


def standing(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """What the place is above the panel, how to scan below it, all centred."""
    width, whole = at.right - at.left, at.panel + 2 * SHELL
    second = beside(job, at, width - whole - AIR)
    aside = second.side + 2 * second.rim + AIR if second else 0.0
    upright, lying = _notices(job, at, whole + aside)
    room = at.top - at.margin - whole - ABOVE - BELOW - (lying.height + ABOVE if lying else 0.0)
    card = at.width <= CARD[0] and at.height <= CARD[1]
    grow = 1.0 if card else min(max(width / 90, 1.0), 2.4)
    rows, only = _all(job, look), ON_CARD if card else ()
    block, left = fullest(rows, partial(_stacked, width, room, grow), only, goes_of(job))
    hangs = 0.0 if card else fall(block, ABOVE)
    if hangs:
        room -= hangs
        block, left = fullest(rows, partial(_stacked, width, room, grow), (), goes_of(job))
    above = Block(tuple(one for one in block.rows if one[0].role in _ABOVE))
    under = Block(block.rows[len(above.rows) :])
    spare = (room - above.height - under.height) / 2
    strip = upright.height + 2.0 if upright else 0.0
    top = at.top - spare
    shapes: list[Shape] = []
    if lying:
        shapes += lying.draw(at.left + (width - lying.width) / 2, top, look)
        top -= lying.height + ABOVE
    x = (at.width - at.panel - strip + aside) / 2
    y = top - above.height - hangs - ABOVE - SHELL - at.panel
    if second:
        second = second.moved(x - SHELL - AIR - second.rim - second.side, y + second.rim - SHELL)
    at = replace(at, x=x, y=y, second=second, framed=False)
    shapes += draw(above, at.left, top, width, centred=True)
    shapes += draw(under, at.left, at.y - SHELL - BELOW, width, centred=True)
    if upright:
        drawn = upright.draw(0.0, upright.height, look)
        shapes += _up(drawn, at.x + at.panel + SHELL + 1.0 + upright.height, at.y)
    return Arranged(at, tuple(shapes), left)


def _stacked(width: float, height: float, grow: float, kept: tuple[Row, ...]) -> Block:
    return stack(kept, width, height, grow=grow)


def fall(block: Block, gap: float) -> float:
    """How far what hangs from the last line above the panel would reach beyond `gap`."""
    sizes = [fitted.size for row, fitted in block.rows if row.role in _ABOVE]
    return max(FALL * sizes[-1] + 0.5 - gap, 0.0) if sizes else 0.0


_ABOVE = ("owner", "rank", "name", "decision", "text")


def _notices(job: PlaqueJob, at: Field, taken: float) -> tuple[Notice | None, Notice | None]:
    """The notice up the side of the panel; else lying above all words, where the frame leaves no room."""
    clear = at.inset + ornament.RULE
    for grow in (1.0, 0.75):
        upright = Notice.of(job.sample, at.panel, grow)
        if not upright or taken + upright.height + 2.0 <= at.width - 2 * clear:
            return upright, None
    return None, Notice.of(job.sample, at.right - at.left)


def goes_of(job: PlaqueJob) -> tuple[str, ...]:
    """`GOES` on that size: the one sentence of a smaller plate drives off no other line."""
    return GOES if job.preset.whole_text else ("text", *(role for role in GOES if role != "text"))


def fullest(
    wanted: tuple[Said, ...],
    setting: Callable[[tuple[Said, ...]], Setting],
    only: tuple[str, ...] = (),
    goes: tuple[str, ...] = GOES,
    told: tuple[str, ...] = TOLD,
) -> tuple[Setting, tuple[str, ...]]:
    """As many of the `wanted` lines as have room, or those whose role is among `only`; and what was left out.

    Roles go in the order of `goes` until the rest has room; what went earlier comes back if it still fits.
    Raises the Refusal of the fewest lines, where not even those have room, and any whose kind is `told`.
    """
    kept, gone = wanted, list[str]()
    if only:
        kept = tuple(line for line in wanted if _short(line) in only)
    more = iter(() if only else [role for role in goes if role in map(_short, wanted)])
    while (made := _tried(setting, kept, told)) is None:
        role = next(more, "")
        if not role:
            setting(kept)  # which refuses it, and says why
        gone.append(role)
        kept = tuple(line for line in kept if _short(line) != role)
    for role in reversed(gone[:-1]):
        fuller = tuple(line for line in wanted if line in kept or _short(line) == role)
        alone = role == "decision" and "rank" in gone  # the paper of a rank that is not told
        if not alone and (found := _tried(setting, fuller, told)):
            made, kept = found, fuller
    return made, tuple(_named(line) for line in wanted if line not in kept)


def _tried(
    setting: Callable[[tuple[Said, ...]], Setting], kept: tuple[Said, ...], told: tuple[str, ...]
) -> Setting | None:
    try:
        return setting(kept)
    except Refusal as why:
        if why.kind in told:
            raise
        return None


def _short(line: Line) -> str:
    """The line's role; that of a name in another language ends with `_`."""
    role = line.role.partition("_")[0]
    return "name_" if role == "name" and language_of(line) != "vi" else role


def _named(line: Line) -> str:
    return f"{line.role.partition('_')[0]} {language_of(line)}"


def lying(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """A label that lies: the panel at the right, words in one column beside it, and none above it.

    A second code stands at the foot of that column, the last words beside it where they have room.
    """
    y, second = (at.height - at.panel) / 2, at.second
    if second:
        second = second.moved(at.left + second.rim, at.margin + second.rim)
    at = replace(at, x=at.right - SHELL - at.panel, y=y, second=second, framed=False)
    column, height = at.x - SHELL - NEAR - at.left, at.top - at.margin
    wide = second.side + 2 * second.rim if second else 0.0
    ways: list[tuple[tuple[Block, Block], tuple[str, ...], Notice | None]] = []
    found: Refusal | None = None
    goes = (*goes_of(job), "call")
    for notice in (Notice.of(job.sample, column), Notice.bare(job.sample, column)):
        room = height - (notice.height + ABOVE if notice else CROWN * ROLES["rank"].best)
        try:
            setting = fullest(_all(job, look), partial(_over, column, room, wide), (), goes, SIGNS)
        except Refusal as why:
            found = why
        else:
            ways.append((*setting, notice))
    if not ways and found:
        raise found
    (block, last), left, notice = min(ways, key=lambda way: len(way[1]))
    taken = notice.height + ABOVE if notice else CROWN * ROLES["rank"].best
    foot = wide + ABOVE if second else 0.0
    top = at.top - (height - foot - taken - block.height) / 2
    shapes = [*notice.draw(at.left, top, look)] if notice else []
    shapes += draw(block, at.left, top - taken, column)
    begin = at.margin + (wide + last.height) / 2
    shapes += draw(last, at.left + foot, begin, column - foot)
    return Arranged(at, tuple(shapes), left)


def _over(column: float, height: float, wide: float, kept: tuple[Row, ...]) -> tuple[Block, Block]:
    """The rows over a second code so `wide` (0 for none), and those that have room beside it."""
    if not wide:
        return stack(kept, column, height), Block(())
    height -= wide + ABOVE
    others = tuple(row for row in kept if row.role not in AT_FOOT)
    with suppress(Refusal):
        last = stack((row for row in kept if row.role in AT_FOOT), column - wide - ABOVE, wide)
        return stack(others, column, height), last
    return stack(kept, column, height), Block(())


def label(job: PlaqueJob, at: Field, look: Look) -> Arranged:
    """Hardly more than the code: the name above it, address and safety up its side.

    A sample says so in what room is left, shorter if need be, so that it shows what the final one will;
    where it cannot, safety is left out, and told. Raises Refusal `plaque-no-room-for-words`
    where a name of one line has no room.
    """
    if CAPITAL * ROLES["name"].least > at.top - at.panel_top - OVER:
        size = f"{job.preset.width:g} × {job.preset.height:g}"
        raise Refusal("plaque-no-room-for-words", preset=job.preset.id, size=size)
    # What the final plate has no room for is told of its sample, too.
    _label(job, at, look, None, None, ON_LABEL)
    found: Refusal | None = None
    for over, side, only in _samples(job.sample, at):
        try:
            return _label(job, at, look, over, side, only)
        except Refusal as why:
            found = found or why
    assert found
    raise found


def _samples(
    sample: str, at: Field
) -> Iterator[tuple[Notice | None, Notice | None, tuple[str, ...]]]:
    """Where a label's notice may stand, the best way first: (above the name, up the side, what is said)."""
    if not sample:
        yield None, None, ON_LABEL
        return
    wide = at.right - at.left
    whole, small = (Notice.of(sample, at.panel, grow) for grow in (1.0, 0.75))
    bare, least = (Notice.bare(sample, at.panel, grow) for grow in (0.8, 0.6))
    for only in (ON_LABEL, ON_LABEL[:-1]):
        yield None, whole, only
        yield None, small, only
        yield Notice.of(sample, wide), None, only
        yield None, bare, only
        yield None, least, only
        yield Notice.bare(sample, wide, 0.8), None, only
        yield Notice.bare(sample, wide, 0.6), None, only


def _label(
    job: PlaqueJob,
    at: Field,
    look: Look,
    over: Notice | None,
    side: Notice | None,
    only: tuple[str, ...],
) -> Arranged:
    wanted = _all(job, look)
    said = tuple(row for row in wanted if _short(row) in only)
    names = tuple(row for row in said if row.role == "name")
    high, deep = (notice.height + 2.0 if notice else 0.0 for notice in (over, side))
    room, width = at.top - at.panel_top - OVER - high, at.right - at.left
    block = stack(names, width, room)
    hangs = fall(block, OVER - SHELL)
    if (room - block.height) / 2 < hangs:
        room -= hangs
        block = stack(names, width, room)
    top = at.height - at.margin - high - (room - block.height) / 2
    shapes = [*draw(block, at.left, top, width, centred=True)]
    strip = at.right - (at.x + at.panel) - OVER
    words = stack((row for row in said if row.role != "name"), at.panel, strip - deep)
    spare = strip - deep - words.height
    turned = [*draw(words, 0.0, strip - deep - spare / 2, at.panel, centred=True)]
    if over:
        shapes += over.draw(at.left, at.height - at.margin, look)
    if side:
        turned += side.draw(0.0, strip, look)
    shapes += _up(turned, at.right, at.y)
    left = tuple(_named(row) for row in wanted if row not in said)
    return Arranged(replace(at, framed=False), tuple(shapes), left)


def _all(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    return (
        *header_rows(job, look),
        *middle_rows(job, look),
        *call_rows(job, look),
        *safety_rows(job, look),
        *works_rows(job, look),
    )


def beside(job: PlaqueJob, at: Field, room: float, words: float = 0.0) -> Code | None:
    """The second code of a plate, to be moved; Refusal if `room` is too narrow for it, or for `words`."""
    second = second_code(job, at.panel, 0.0, 0.0)
    if second and (least := max(second.side + 2 * second.rim, words)) > room:
        raise Refusal(
            "plaque-second-code", name=job.preset.id, least=f"{least:g}", over=f"{max(room, 0):g}"
        )
    return second


def _up(shapes: Iterable[Shape], right: float, bottom: float) -> Iterator[Shape]:
    """The shapes turned to read upwards, what was below them now at `right`."""
    return (replace(s, path=s.path.turned().moved(right, bottom)) for s in shapes)
