"""The words of a plate: which role may be how large, in which order they stand, how they stack.

Order by Vietnamese custom (owner, rank, name, decision, code, works) and by language: Vietnamese,
then a minority language, then foreign ones below it at no more than three quarters of its size
(after Luật Quảng cáo 2012, article 18.2, which binds advertising and is the safe habit here).
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
from generator.model import Preset

LANGUAGES = ("vi", "km", "en")
"""The order on a plate; any other language follows."""

FOREIGN_SHARE = 0.75
"""How large another language may be, of the size the Vietnamese line beside it has."""

ROLES = {
    "owner": Style("sans-bold", 4.5, 4.0, 2, tracking=0.06),
    "rank": Style("sans-bold", 4.7, 4.0, 2, tracking=0.1),
    "name": Style("serif-bold", 19.0, 8.5, 3, title=True),
    "decision": Style("sans", 4.4, 3.6, 4),
    "text": Style("serif", 4.6, 2.6, 10),
    "call": Style("serif", 6.4, 4.4, 4),
    "address": Style("sans-bold", 7.2, 4.4, 2, tracking=0.01),
    "safety": Style("sans", 4.2, 3.6, 4),
    "works": Style("sans", 4.2, 3.6, 3),
}
"""Role: font, best and least size in mm, lines at most, for a module of 2 mm, read from 0.6 m.

A name of 8.5 mm is the 24 points the US National Park Service asks of the smallest exhibit type;
3.6 mm gives an x-height of 1.9 mm, 11 arc minutes at the 0.6 m such a plate is read from. The plaque
text may come down to 8 arc minutes (2.6 mm): whoever reads sixty words steps nearer than to scan,
and 5 arc minutes are what a sound eye can just tell apart. Other distances: `Sizes`.
"""

LABEL_NAME = 4.7
"""mm: the least a name may be on a label or card, in place of the exhibit's 8.5 (for 2 mm modules)."""

CAPITAL, CROWN = 0.73, 0.22
"""em: the height of a capital, and what stacked Vietnamese marks (Ẫ) take above it."""

DESCENT = 0.26
"""em: what descenders and dots below take under the baseline."""

LEAST_SCALE = 0.25
"""Letters at their best may shrink to their least; nothing is set smaller than its role allows."""

CAPITALS = ("owner", "rank")
"""Roles set in capitals, as on Vietnamese name boards."""


@dataclass(frozen=True)
class Sizes:
    """What a plate makes of `ROLES`: factors on the least and the best sizes; `label` lets names shrink.

    The least grows with the distance the plate is read from, the best with the plate itself.
    """

    least: float = 1.0
    best: float = 1.0
    label: bool = False


USUAL = Sizes()
"""Those of a plate with modules of 2 mm."""


def sizes_of(preset: Preset) -> Sizes:
    """The sizes of a plate: least by module (that is by distance), best by the plate."""
    near, far = preset.module / 2.0, math.sqrt(preset.width * preset.height / (200 * 150))
    return Sizes(near, max(far, math.sqrt(near * far)), label=preset.terse)


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
    """One text of the plate: `style` sized for its language; `gap` mm above it."""

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
        """From the top of the first capitals to the last baseline, in mm."""
        return sum(
            _drop(row, fitted, first=index == 0) for index, (row, fitted) in enumerate(self.rows)
        )


def rows(
    lines: Iterable[Line], role: str, ink: Ink, *, gap: float = 2.0, sizes: Sizes = USUAL
) -> tuple[Row, ...]:
    """The rows of one role, Vietnamese first; raises KeyError for a role that no plate has."""
    mine = [line for line in lines if line.role.partition("_")[0] == role and line.text.strip()]
    ordered = sorted(mine, key=lambda line: _rank(_language(line)))
    return tuple(
        Row(
            role,
            _as_set(role, line.text),
            _language(line),
            _sized(role, _language(line), sizes),
            ink,
            leading=1.62 if _language(line) == "km" else 1.3,
            gap=sizes.least * (gap if index == 0 else min(gap, 2.0)),
        )
        for index, line in enumerate(ordered)
    )


def check_roles(lines: Iterable[Line]) -> None:
    """Raise KeyError for a role that no plate has: a programmer's mistake, not an editor's."""
    for line in lines:
        ROLES[line.role.partition("_")[0]]


def stack(wanted: Iterable[Row], width: float, height: float, spare: float = 2.0) -> Block:
    """The rows set in `width` mm at the largest common scale that keeps within `height` mm.

    At most `spare` mm are added between two rows.

    Raises Refusal `plaque-line-too-long` (a name: `plaque-name-too-long`) for a row too wide at
    its least size, and `plaque-too-much-text` when all of them together are too high.
    """
    wanted = tuple(wanted)
    scale, over = 1.0, 0.0
    while scale > LEAST_SCALE:
        scaled = tuple(_scaled(row, scale) for row in wanted)
        block = Block(tuple(_settled(scaled, width)))
        over = block.height - height
        if over <= 0:
            return _loosened(block, -over, spare)
        scale *= STEP
    for row in wanted:
        if row.role == "name" and row.language == "vi":
            raise _too_long(row)
    raise Refusal(
        "plaque-too-much-text",
        over=f"{math.ceil(over)}",
        text=max((row.text for row in wanted), key=len),
    )


def draw(
    block: Block, left: float, top: float, width: float, *, centred: bool = False
) -> tuple[Shape, ...]:
    """The block as shapes, its first capitals hanging from `top`."""
    shapes = []
    base = top
    for index, (row, fitted) in enumerate(block.rows):
        base -= _drop(row, fitted, first=index == 0, lines=1)
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


def _drop(row: Row, fitted: Fitted, *, first: bool, lines: int = 0) -> float:
    """From the baseline before (or the top) to that of the row's last (or given) line, in mm."""
    count = lines or len(fitted.lines)
    above = 0.0 if first else row.gap + _crown(row) * fitted.size
    return above + CAPITAL * fitted.size + (count - 1) * row.leading * fitted.size


def _crown(row: Row) -> float:
    """Room in em above a row's capitals: Khmer vowels stand higher, and so do marks on capitals."""
    if row.language == "km":
        return 2 * CROWN
    return 1.5 * CROWN if row.role in CAPITALS else CROWN


def _settled(wanted: Iterable[Row], width: float) -> Iterator[tuple[Row, Fitted]]:
    """Each row fitted; one in another language at most `FOREIGN_SHARE` of its role's Vietnamese."""
    leading: dict[str, float] = {}
    before = 0.0
    for row in wanted:
        most = FOREIGN_SHARE * leading.get(row.role, math.inf)
        style = row.style
        if row.language != "vi":
            style = replace(style, best=min(style.best, most), least=min(style.least, most))
        capped = replace(row, style=style)
        fitted = _fitted(capped, width)
        if row.language == "vi":
            leading[row.role] = fitted.size
        # Below much larger letters their descenders (g, ị) need room of their own.
        deep = DESCENT * before if before > 1.5 * fitted.size else 0.0
        before = fitted.size
        yield replace(capped, gap=capped.gap + deep), fitted


def _loosened(block: Block, spare: float, most: float) -> Block:
    """The block with half of the `spare` mm shared out between its rows, at most `most` mm each."""
    more = min(spare / 2 / max(len(block.rows) - 1, 1), most)
    return Block(tuple((replace(row, gap=row.gap + more), fitted) for row, fitted in block.rows))


def _fitted(row: Row, width: float) -> Fitted:
    if found := fit(row.text, row.style, width, row.language):
        return found
    raise _too_long(row)


def _too_long(row: Row) -> Refusal:
    kind = "plaque-name-too-long" if row.role == "name" else "plaque-line-too-long"
    return Refusal(kind, text=row.text, lines=row.style.lines, least=f"{row.style.least:g}")


def _scaled(row: Row, scale: float) -> Row:
    style = row.style
    best = max(style.best * scale, style.least)
    return replace(row, gap=row.gap * max(scale, 0.6), style=replace(style, best=best))


def _as_set(role: str, text: str) -> str:
    if role in CAPITALS:
        return text.upper()
    # A long host may stand on a line of its own, before the code.
    return text.replace("/", f"/{ZWSP}") if role == "address" else text


def _language(line: Line) -> str:
    return line.role.partition("_")[2] or line.language


def _sized(role: str, language: str, sizes: Sizes) -> Style:
    """The style for the plate's distance and size.

    A label may set its name smaller than an exhibit does. A name in another language may stand apart
    from the Vietnamese one, so it keeps to three quarters of the least that one can be.
    """
    style = _style(role, language)
    label = LABEL_NAME / ROLES["name"].least if sizes.label and role == "name" else 1.0
    least = style.least * label * sizes.least
    best = style.best * sizes.best
    if role == "name" and language != "vi":
        best = min(best, FOREIGN_SHARE * ROLES["name"].least * label * sizes.least)
    return replace(style, least=least, best=max(best, least))


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
