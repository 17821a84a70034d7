"""The words of a plate: which role may be how large, in which order they stand, how they stack.

Order by Vietnamese custom (owner, rank, name, decision, code, works) and by language: Vietnamese,
then a minority language, then foreign ones below it at no more than three quarters of its size
(after Luật Quảng cáo 2012, article 18.2, which binds advertising and is the safe habit here). Lengths are
in units (`arrange`): 1 mm on a plate of 2 mm modules.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from generator.make.fitting import STEP, Fitted, Style, fit
from generator.make.lettering import ZWSP, letter
from generator.make.refusal import Refusal
from generator.make.scene import Ink, Layer, Shape

LANGUAGES = ("vi", "km", "en")
"""The order on a plate; any other language follows."""

FOREIGN_SHARE = 0.75
"""How large another language may be, of the size the Vietnamese line beside it has."""

ROLES = {
    "owner": Style("sans-bold", 4.5, 4.0, 2, tracking=0.06),
    "rank": Style("sans-bold", 4.7, 4.0, 2, tracking=0.1),
    "name": Style("serif-bold", 19.0, 8.5, 3, title=True),
    "decision": Style("sans", 4.4, 3.6, 4),
    "text": Style("serif", 4.6, 2.8, 14),
    "call": Style("serif", 6.4, 4.4, 4),
    "address": Style("sans-bold", 7.2, 4.4, 2, tracking=0.01),
    "safety": Style("sans", 4.2, 3.6, 4),
    "works": Style("sans", 4.2, 3.6, 3),
}
"""Role: font, best and least size, lines at most.

On a plate of 2 mm modules a name of 8.5 mm is the 24 points the US National Park Service asks of the
smallest exhibit type; 3.6 mm gives an x-height of 1.9 mm, 11 arc minutes at the 0.6 m such a plate is
read from.
"""

CAPITAL, CROWN, FALL = 0.73, 0.22, 0.24
"""em: the height of a capital, what stacked Vietnamese marks (Ẫ) take above it, what hangs below (ụ)."""

LEAST_SCALE = 0.44
"""A name at its best may shrink to its least; nothing is set smaller than its role allows."""

CAPITALS = ("owner", "rank")
"""Roles set in capitals, as on Vietnamese name boards."""


class Line(Protocol):
    """What a line of a plate must have (jobs.PlaqueLine)."""

    @property
    def role(self) -> str:
        """One of `ROLES`, perhaps with a language added: `name_en`."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def language(self) -> str:
        """BCP 47 tag."""


@dataclass(frozen=True)
class Row:
    """One text of the plate: `style` sized for its language; `gap` above it."""

    role: str
    text: str
    language: str
    style: Style
    ink: Ink
    leading: float = 1.3
    gap: float = 3.0


@dataclass(frozen=True)
class Block:
    """Rows that stand together, each as fitted."""

    rows: tuple[tuple[Row, Fitted], ...]

    @property
    def height(self) -> float:
        """From the top of the first capitals to the last baseline."""
        return sum(_drop(row, fitted, before) for row, fitted, before in self.falls())

    def falls(self) -> Iterator[tuple[Row, Fitted, Fitted | None]]:
        """Each row with the one above it, None above the first."""
        before: Fitted | None = None
        for row, fitted in self.rows:
            yield row, fitted, before
            before = fitted


def rows(lines: Iterable[Line], role: str, ink: Ink, *, gap: float = 2.0) -> tuple[Row, ...]:
    """The rows of one role, Vietnamese first; raises KeyError for a role that no plate has."""
    mine = [line for line in lines if line.role.partition("_")[0] == role and line.text.strip()]
    ordered = sorted(mine, key=lambda line: _rank(language_of(line)))
    return tuple(
        Row(
            role,
            _as_set(role, line.text),
            language_of(line),
            _style(role, language_of(line)),
            ink,
            leading=1.62 if language_of(line) == "km" else 1.3,
            gap=gap if index == 0 else min(gap, 2.0),
        )
        for index, line in enumerate(ordered)
    )


def check_roles(lines: Iterable[Line]) -> None:
    """Raise KeyError for a role that no plate has: a programmer's mistake, not an editor's."""
    for line in lines:
        ROLES[line.role.partition("_")[0]]


def stack(wanted: Iterable[Row], width: float, height: float, *, grow: float = 1.0) -> Block:
    """The rows set in `width` at the largest common scale, up to `grow`, that keeps within `height`.

    Raises Refusal `plaque-line-too-long` (a name: `plaque-name-too-long`) for a row too wide at
    its least size, and `plaque-too-much-text` when all of them together are too high.
    """
    wanted = tuple(wanted)
    scale, over, block = grow, 0.0, Block(())
    while scale > LEAST_SCALE:
        scaled = tuple(_scaled(row, scale) for row in wanted)
        block = Block(tuple(_settled(scaled, width)))
        over = block.height - height
        if over <= 0:
            return _loosened(block, -over)
        scale *= STEP
    for row, fitted in block.rows:
        if row.role == "name" and over <= (len(fitted.lines) - 1) * row.leading * fitted.size:
            raise _too_long(row)  # on fewer lines it would go
    longest = max(wanted, key=lambda row: len(row.text))
    raise _told("plaque-too-much-text", longest, over=math.ceil(over))


def draw(
    block: Block, left: float, top: float, width: float, *, centred: bool = False
) -> tuple[Shape, ...]:
    """The block as shapes, its first capitals hanging from `top`."""
    shapes = []
    base = top
    for row, fitted, before in block.falls():
        base -= _drop(row, fitted, before, lines=1)
        for number, text in enumerate(fitted.lines):
            base -= row.leading * fitted.size if number else 0.0
            line = letter(text, row.style.role, fitted.size, row.language, row.style.tracking)
            x = left + (width - line.width) / 2 if centred else left
            shapes.append(
                Shape(
                    Layer.TEXT,
                    row.ink,
                    line.path.moved(x, base),
                    text=line.text,
                    language=row.language,
                )
            )
    return tuple(shapes)


def _drop(row: Row, fitted: Fitted, before: Fitted | None, *, lines: int = 0) -> float:
    """From the baseline before (or the top) to that of the row's last (or given) line."""
    count = lines or len(fitted.lines)
    hangs = max(FALL * before.size - 1.0, 0.0) if before else 0.0
    above = row.gap + hangs + CROWN * fitted.size if before else 0.0
    return above + CAPITAL * fitted.size + (count - 1) * row.leading * fitted.size


def _settled(wanted: Iterable[Row], width: float) -> Iterator[tuple[Row, Fitted]]:
    """Each row fitted; one in another language at most `FOREIGN_SHARE` of its role's Vietnamese."""
    leading: dict[str, float] = {}
    for row in wanted:
        most = FOREIGN_SHARE * leading.get(row.role, math.inf)
        style = row.style
        if row.language != "vi":
            style = replace(style, best=min(style.best, most), least=min(style.least, most))
        capped = replace(row, style=style)
        fitted = _fitted(capped, width)
        if row.language == "vi":
            leading[row.role] = fitted.size
        yield capped, fitted


def _loosened(block: Block, spare: float) -> Block:
    """The block with half of the `spare` shared out between its rows, at most 2 each."""
    more = min(spare / 2 / max(len(block.rows) - 1, 1), 2.0)
    return Block(tuple((replace(row, gap=row.gap + more), fitted) for row, fitted in block.rows))


def _fitted(row: Row, width: float) -> Fitted:
    try:
        found = fit(row.text, row.style, width, row.language)
    except Refusal as why:  # a missing glyph
        why.params |= _told(why.kind, row).params
        raise
    if found is None:
        raise _too_long(row)
    return found


def _too_long(row: Row) -> Refusal:
    kind = "plaque-name-too-long" if row.role == "name" else "plaque-line-too-long"
    return _told(kind, row, lines=row.style.lines, least=f"{row.style.least:g}")


def _told(kind: str, row: Row, **more: object) -> Refusal:
    """A refusal with the words of a row, and which of the plate's lines they are."""
    text = row.text.replace(ZWSP, "")
    why = Refusal(kind, text=text, role=row.role, language=row.language)
    why.params |= {name: str(value) for name, value in more.items()}
    return why


def _scaled(row: Row, scale: float) -> Row:
    style = row.style
    best = max(style.best * scale, style.least)
    least = (
        best if row.role == "text" else style.least
    )  # a long text is set at one size, or it takes long
    return replace(row, gap=row.gap * max(scale, 0.6), style=replace(style, best=best, least=least))


def _as_set(role: str, text: str) -> str:
    if role in CAPITALS:
        return text.upper()
    # A long host may stand on a line of its own, before the code.
    return text.replace("/", f"/{ZWSP}") if role == "address" else text


def language_of(line: Line) -> str:
    """Its language, which may stand in its role: `name_en`."""
    return line.role.partition("_")[2] or line.language


def _rank(language: str) -> tuple[int, str]:
    known = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return known, language


def _style(role: str, language: str) -> Style:
    style = ROLES[role]
    if language == "vi":
        return style
    font = style.role
    if language == "km":
        font = "khmer-bold" if font.endswith("bold") else "khmer"
    elif role == "name":
        font = "serif"
    share = FOREIGN_SHARE if role != "name" else 0.3
    return replace(
        style,
        role=font,
        best=style.best * share,
        least=style.least * FOREIGN_SHARE if role != "name" else 4.0,
        lines=style.lines + 1,
    )
