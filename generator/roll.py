"""Order, anchors and places of the names on a roll of honour.

A name's address is printed and sent around, so it hangs on nothing that another row can change:
on the list's own id, else on what the row says of the person (`identity`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from re import findall
from struct import unpack

from generator.model.roll import Letter, Martyr, NamedRow
from generator.text import name_order, normal

TELEX = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
"""Letters that an address cannot hold, as they are typed in Telex."""

NAMELESS = "0"
"""The initial, in addresses, of rows whose given name begins with no letter of the alphabet."""

PAGE_BYTES, PAGE_ROWS = 45_000, 120
"""Bytes of rows, and rows, on a page: with its frame and style it then keeps 60 KB."""

ROW_BYTES = 560
"""Bytes of a row beside its words."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TALL, _WIDE, _GAP, _LEAST, _MOST = 60.0, 10.0, 4.0, 1.2, 500


def entries(rows: Iterable[Martyr]) -> tuple[NamedRow, ...]:
    """The rows as pages show them, in Vietnamese order of given names, those without one last."""
    ordered = sorted(rows, key=_order)
    names = Counter(row.name.lower() for row in ordered if row.name)
    stamps = ["" if row.id else f"N{stamp(identity(row))}" for row in ordered]
    alike = Counter(stamps)
    stones, seen = _Stones(ordered), Counter[str]()
    made = []
    for row, mark in zip(ordered, stamps, strict=True):
        anchor, also = (mark, "") if mark else (f"N-{row.id}", "")
        if mark and alike[mark] > 1:
            also = "" if seen[mark] else mark
            anchor = f"{mark}-{stamp(_rest(row))[:5]}"
            seen[mark] += 1
        seen[anchor] += 1
        if seen[anchor] > 1:  # two rows of which all is the same
            anchor = f"{anchor}-{seen[anchor]}"
        same = names[row.name.lower()] or 1
        spot = stones.spot(row)
        view = stones.view(row.panel) if spot else ""
        made.append(NamedRow(row, _page_of(row.name), anchor, also, same, spot, view))
    return tuple(made)


def identity(row: Martyr) -> str:
    """What makes a row's anchor: name and native place without marks, years of birth and of death.

    So a mended tone mark, a day found later, or another row moves no address.
    """
    return "|".join((bare(row.name), year(row.born), year(row.died), bare(row.native_place)))


def year(date: str) -> str:
    """The last number of four digits in a date as the list writes it; '' if there is none."""
    return next(reversed(findall(r"\d{4}", date)), "")


def bare(words: str) -> str:
    """Small letters without Vietnamese marks, single spaces, as `blocks/roll_of_honour.js` folds."""
    split = unicodedata.normalize("NFD", normal(words).lower()).replace("đ", "d")
    return " ".join("".join(c for c in split if not "\u0300" <= c <= "\u036f").split())


def stamp(words: str) -> str:
    """Eight signs (0-9, a-z) that stand for the words: cyrb53 (public domain), which a phone can do too.

    Of 10,000 rows two differ and have the same with a chance of 2 in 100,000; they then count as alike.
    """
    one, two = 0xDEADBEEF, 0x41C6CE57
    data = words.encode("utf-16-le")
    for unit in unpack(f"<{len(data) // 2}H", data):
        one = (one ^ unit) * 2654435761 & 0xFFFFFFFF
        two = (two ^ unit) * 1597334677 & 0xFFFFFFFF
    one = ((one ^ one >> 16) * 2246822507 ^ (two ^ two >> 13) * 3266489909) & 0xFFFFFFFF
    two = ((two ^ two >> 16) * 2246822507 ^ (one ^ one >> 13) * 3266489909) & 0xFFFFFFFF
    number = (0x100000000 * (two & 0x1FFFFF) + one) % 36**8
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    return "".join(signs[number // 36**power % 36] for power in range(7, -1, -1))


def initial(name: str) -> str:
    """The first letter of the given name, small, without its tone; '' where it is none of the alphabet."""
    given = name.split()[-1:] or [""]
    split = unicodedata.normalize("NFD", normal(given[0]).lower()[:1])
    letter = unicodedata.normalize("NFC", "".join(c for c in split if c not in _TONES))
    return letter if letter in TELEX or "a" <= letter <= "z" else ""


def by_page(
    listed: tuple[NamedRow, ...],
) -> Iterator[tuple[Letter, tuple[tuple[NamedRow, ...], ...]]]:
    """Each initial in order with the rows of its pages."""
    for slug, group in groupby(listed, key=attrgetter("letter")):
        pages = tuple(_pages(group))
        before = (None, *(page[-1] for page in pages[:-1]))
        after = (*(page[0] for page in pages[1:]), None)
        spans = tuple(
            (_edge(page[0], left), _edge(page[-1], right))
            for page, left, right in zip(pages, before, after, strict=True)
        )
        sign = initial(pages[0][0].row.name).upper()
        yield Letter(slug, sign, sum(map(len, pages)), spans), pages


def stele(rows: Iterable[Martyr]) -> str:
    """Outline of the stones as the list numbers them, as SVG path data; '' where no row tells its place.

    Nothing is to scale: a list knows panels, columns and lines, and no lengths.
    """
    return _Stones(rows).outline()


def spot_number(cell: str) -> int:
    """The panel, column or line that a cell counts; 0 where it says no number that a stone can have."""
    number = int(cell) if cell.isascii() and cell.isdigit() else 0
    return number if number <= _MOST else 0


def _pages(group: Iterable[NamedRow]) -> Iterator[tuple[NamedRow, ...]]:
    """Those who bear one name stand on one page, unless they fill more than one."""
    page: list[NamedRow] = []
    weight = 0
    for _, run in groupby(group, key=lambda entry: entry.row.name):
        alike = [(entry, _heavy(entry)) for entry in run]
        whole, many = sum(heavy for _, heavy in alike), len(alike)
        for entry, heavy in alike:
            if page and (weight + whole > PAGE_BYTES or len(page) + many > PAGE_ROWS):
                yield tuple(page)
                page, weight = [], 0
            whole, many = heavy, 1  # of a run that is on its page, or fills more, one after another
            page.append(entry)
            weight += heavy
    yield tuple(page)


def _heavy(entry: NamedRow) -> int:
    words = " ".join(entry.row.model_dump().values())
    return ROW_BYTES + len(words.encode()) + len(entry.spot)


def _order(row: Martyr) -> tuple[object, ...]:
    return (not initial(row.name), name_order(row.name), year(row.born), repr(row))


def _rest(row: Martyr) -> str:
    """What tells rows apart that say the same of the person; how far they are checked is no part of it."""
    told = (row.alias, row.born, row.died, row.rank, row.unit, row.panel, row.column, row.line)
    return "|".join(bare(words) for words in told)


def _page_of(name: str) -> str:
    sign = initial(name)
    return TELEX.get(sign, sign) or NAMELESS


def _edge(entry: NamedRow, beside: NamedRow | None) -> str:
    """What tells where a page begins or ends: the given name; the whole where it goes on beside it."""
    here, there = (one.row.name.split()[-1:] if one else [] for one in (entry, beside))
    return "".join(here) if here != there else entry.row.name


class _Stones:
    """Panels side by side, each with its columns; as many lines as the longest column has."""

    def __init__(self, rows: Iterable[Martyr]) -> None:
        placed = [row for row in rows if spot_number(row.column) or spot_number(row.line)]
        names = sorted(
            {row.panel for row in placed}, key=lambda name: (spot_number(name), name_order(name))
        )
        self.lines = max((spot_number(row.line) for row in placed), default=0)
        self.panels: dict[str, tuple[float, float]] = {}
        left = 1.0
        for name in names:
            columns = max(spot_number(row.column) or 1 for row in placed if row.panel == name)
            self.panels[name] = (left, columns * _WIDE)
            left += columns * _WIDE + _GAP

    def spot(self, row: Martyr) -> str:
        """Where the row stands: its line (or its column, where no line is told), column and panel framed."""
        column, line = spot_number(row.column), spot_number(row.line)
        if row.panel not in self.panels or not (column or line):
            return ""
        high = _TALL / self.lines if line else _TALL
        top, shown = 1 + (high * (line - 1) if line else 0), max(high, _LEAST)
        start, wide = self.panels[row.panel]
        left = start + _WIDE * max(column - 1, 0)
        line_of = f"M{left:g} {top:.4g}h{_WIDE:g}v{shown:.3g}h-{_WIDE:g}z"
        column_of = f"M{left:g} 1v{_TALL:g}m{_WIDE:g} 0v-{_TALL:g}"
        return f"{line_of}{column_of}M{start:g} 1h{wide:g}m0 {_TALL:g}h-{wide:g}"

    def view(self, panel: str) -> str:
        """What of the drawing to show: the panel and those beside it, for all would be too small."""
        names = list(self.panels)
        if panel not in self.panels:
            return ""
        at = min(max(names.index(panel), 1), max(len(names) - 2, 0))
        first, last = (
            self.panels[names[max(at - 1, 0)]],
            self.panels[names[min(at + 1, len(names) - 1)]],
        )
        return f"{first[0] - 1:g} 0 {sum(last) - first[0] + 2:g} {_TALL + 2:g}"

    def outline(self) -> str:
        """Each panel as a frame with lines between its columns."""
        parts = []
        for left, wide in self.panels.values():
            parts.append(f"M{left:g} 1h{wide:g}v{_TALL:g}h-{wide:g}z")
            parts += [f"M{left + _WIDE * n:g} 1v{_TALL:g}" for n in range(1, int(wide / _WIDE))]
        return "".join(parts)
