"""What looks wrong on a roll of honour and may yet be so: days, lives, numbers and places of its rows.

None of it is refused: what is cut in stone is copied as it stands, and a stone may err.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import findall

from generator.dates import NEVER, bounds, to_edtf
from generator.model import Doubt
from generator.model.roll import Martyr
from generator.roll import identity, spot_number
from generator.text import fold

SHOWN = 20
"""Rows told of one kind; the last of them says how many more there are."""

_SPOTS = {"panel": ("Bảng", "Panel"), "column": ("Cột", "Column"), "line": ("Dòng", "Line")}


def doubts(people: Sequence[Martyr]) -> Iterator[Doubt]:
    """Each doubt in the order of the rows, kind by kind, and of each kind no more than `SHOWN`."""
    for found in (_days(people), _lives(people), _numbers(people), _spots(people)):
        listed = list(found)
        for kind, row, cell, told in listed[: SHOWN - 1]:
            yield kind, row, cell, told
        for kind, row, cell, told in listed[SHOWN - 1 : SHOWN]:
            more = len(listed) - SHOWN
            yield kind, row, cell, told | ({"more": str(more)} if more else {})


def _days(people: Sequence[Martyr]) -> Iterator[Doubt]:
    for number, row in enumerate(people):
        for cell in filter(None, (row.born, row.died)):
            if _edtf(cell) in {"date-impossible", "date-range-backwards"}:
                yield "roll-day", number, cell, {"name": row.name, "day": cell}


def _lives(people: Sequence[Martyr]) -> Iterator[Doubt]:
    for number, row in enumerate(people):
        if row.born and row.died and _bounds(row.died)[1] < _bounds(row.born)[0]:
            told = {"name": row.name, "born": row.born, "died": row.died}
            yield "roll-life", number, row.died, told


def _numbers(people: Sequence[Martyr]) -> Iterator[Doubt]:
    """Panels may have names (A, Đông) where none has a number and the name is not the column's own."""
    numbered = any(spot_number(row.panel) for row in people)
    for number, row in enumerate(people):
        for field, (vi, en) in _SPOTS.items():
            cell = str(getattr(row, field))
            named = field == "panel" and not numbered and not _says(cell, vi, en)
            if cell and not spot_number(cell) and not named:
                told = {"name": row.name, "column": vi, "column_en": en, "cell": cell}
                yield "roll-number", number, cell, told


def _spots(people: Sequence[Martyr]) -> Iterator[Doubt]:
    """Of a list that counts lines: a line holds one name, unless the column or the panel is another."""
    taken: dict[tuple[str | int, ...], int] = {}
    for number, row in enumerate(people):
        spot = tuple(spot_number(x) or x for x in (row.panel, row.column, row.line))
        first = taken.setdefault(spot, number)
        if row.line and first != number and identity(people[first]) != identity(row):
            told = {"name": row.name or "–", "other": people[first].name or "–"}
            told |= {field: str(getattr(row, field)) for field in _SPOTS}
            yield "roll-spot-twice", number, row.name or row.line, told


def _says(cell: str, *heads: str) -> bool:
    return fold(cell).startswith(tuple(f"{fold(head)} " for head in heads))


@lru_cache(maxsize=50_000)
def _edtf(cell: str) -> str:
    """The date's EDTF, or the kind of what is wrong with it."""
    try:
        return to_edtf(cell)
    except ValueError as why:
        return str(why)


@lru_cache(maxsize=50_000)
def _bounds(cell: str) -> tuple[str, str]:
    """First and last day it may mean; of words that are no date by the years they name."""
    edtf = _edtf(cell)
    if not edtf.startswith("date-"):
        return bounds(edtf)
    years = findall(r"\d{4}", cell)
    return (f"{min(years)}-01-01", f"{max(years)}-12-31") if years else ("", NEVER)
