"""What counts say: totals, months, pages, languages, hours of the day; as lines, as CSV, for a chart."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field

from generator.kiosk.counts import WHOLE_VISIT, Look

TOP = 10
BOM = "\ufeff"
"""By which Excel knows UTF-8."""


@dataclass
class Summary:
    """Sums over all looks."""

    visits: int = 0
    seconds: int = 0
    """Of all visits together."""
    by_month: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(visits, seconds) by `2026-11`; '' for those without an hour."""
    by_day: Counter[str] = field(default_factory=Counter)
    by_hour: Counter[int] = field(default_factory=Counter)
    """Visits by hour of the day, 0 to 23."""
    by_language: Counter[str] = field(default_factory=Counter)
    pages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(times, seconds) by page."""


def summary(looks: Counter[Look]) -> Summary:
    """The sums."""
    found = Summary()
    for look, times in sorted(looks.items()):
        spent = look.seconds * times
        if look.page != WHOLE_VISIT:
            found.pages[look.page] = _more(found.pages.get(look.page), times, spent)
            continue
        found.visits += times
        found.seconds += spent
        found.by_month[look.hour[:7]] = _more(found.by_month.get(look.hour[:7]), times, spent)
        found.by_language[look.language] += times
        if look.hour:
            found.by_day[look.hour[:10]] += times
            found.by_hour[int(look.hour[11:13])] += times
    return found


def _more(before: tuple[int, int] | None, times: int, spent: int) -> tuple[int, int]:
    return (before[0] + times, before[1] + spent) if before else (times, spent)


def top(found: Summary) -> list[tuple[str, int, int]]:
    """(page, times, seconds) of the pages looked at most."""
    rows = ((page, times, spent) for page, (times, spent) in found.pages.items())
    return sorted(rows, key=lambda row: (-row[1], row[0]))[:TOP]


def table(looks: Counter[Look]) -> bytes:
    """CSV: hour, page (`*` for whole visits), language, times, seconds in all."""
    rows: dict[tuple[str, str, str], tuple[int, int]] = {}
    for look, times in looks.items():
        key = look.hour, look.page, look.language
        rows[key] = _more(rows.get(key), times, look.seconds * times)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("hour", "page", "language", "times", "seconds"))
    writer.writerows((*key, *rows[key]) for key in sorted(rows))
    return f"{BOM}{out.getvalue()}".encode()
