"""What `ditich kiosk stats` says on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from generator.kiosk import stats
from generator.kiosk.stats import Summary
from generator.kiosk.words import words
from generator.problems import display_width
from generator.words import whole


def lines(found: Summary, lang: str) -> list[str]:
    """Totals, then a table by month, one by language and one of the pages looked at most."""
    if not found.visits and not found.pages:
        return [words(lang, "stats-none")]
    told = [
        words(lang, "stats-total", visits=_count(found.visits, lang),
              length=_length(found.seconds, found.visits))
    ]  # fmt: skip
    months = [
        (f"{int(month[5:])}/{month[:4]}" if month else words(lang, "stats-no-hour"),
         _count(visits, lang), _length(spent, visits))
        for month, (visits, spent) in sorted(found.by_month.items(), key=lambda row: row[0] or "~")
    ]  # fmt: skip
    told += _table([_heads(lang, "month", "visits", "average"), *months])
    languages = [(code, _count(n, lang)) for code, n in sorted(found.by_language.items())]
    told += _table([_heads(lang, "language", "visits"), *languages])
    pages = [(page, _count(n, lang), _length(spent, n)) for page, n, spent in stats.top(found)]
    return told + _table([_heads(lang, "page", "times", "average"), *pages])


def _heads(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(words(lang, f"stats-{key}") for key in keys)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """An empty line, then the rows in columns, the first to the left and numbers to the right."""
    wide = [max(display_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    told = [""]
    for row in rows:
        first = row[0] + " " * (wide[0] - display_width(row[0]))
        rest = (" " * (w - display_width(t)) + t for w, t in zip(wide[1:], row[1:], strict=True))
        told.append("  ".join(("", first, *rest)))
    return told


def _count(number: int, lang: str) -> str:
    return whole(number, lang)


def _length(seconds: int, times: int) -> str:
    """The average as minutes and seconds, 2:05."""
    minutes, rest = divmod(round(seconds / max(times, 1)), 60)
    return f"{minutes}:{rest:02}"
