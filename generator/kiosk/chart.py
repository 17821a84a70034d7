"""The counts as a picture: visits by day or month, and by hour of the day; SVG without a date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from generator.kiosk.stats import Summary
from generator.kiosk.words import words
from generator.words import whole

DAYS = 45
"""A longer time is drawn by months."""

WIDTH, HEIGHT = 900, 300
LEFT, RIGHT, TOP, FOOT = 60, 20, 46, 34
INK, BAR, LINE = "#2b2118", "#8a2b1d", "#d8cfc2"


def chart(found: Summary, lang: str) -> bytes:
    """Two rows of bars, one above the other; `lang` is vi or en."""
    bars, key = _days(found), "chart-days"
    if len(bars) > DAYS:
        bars, key = _months(found), "chart-months"
    hours = [(f"{hour}", found.by_hour[hour]) for hour in range(24)]
    panels = _panel(bars, words(lang, key), 0, lang) + _panel(
        hours, words(lang, "chart-hours"), HEIGHT, lang
    )
    title = escape(words(lang, "chart-title", visits=found.visits))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {2 * HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="14" fill="{INK}"><title>{title}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{panels}</svg>\n'
    ).encode()


def _days(found: Summary) -> list[tuple[str, int]]:
    """(label, visits) of every day from the first to the last, empty ones too."""
    if not found.by_day:
        return []
    first, last = (date.fromisoformat(day) for day in (min(found.by_day), max(found.by_day)))
    days = [first + timedelta(n) for n in range(min((last - first).days, DAYS) + 1)]
    return [(f"{day.day}/{day.month}", found.by_day[day.isoformat()]) for day in days]


def _months(found: Summary) -> list[tuple[str, int]]:
    """(label, visits) of every month that has any; those without an hour have no place here."""
    months = sorted((month, sums[0]) for month, sums in found.by_month.items() if month)
    return [(f"{int(month[5:])}/{month[:4]}", visits) for month, visits in months]


def _panel(bars: Sequence[tuple[str, int]], heading: str, down: int, lang: str) -> str:
    most = _round_up(max((count for _, count in bars), default=0))
    inner, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - FOOT
    parts = [f'<text x="{LEFT}" y="{down + 28}" font-size="18">{escape(heading)}</text>']
    for share in (0, 0.5, 1):
        y = down + TOP + tall * (1 - share)
        told = whole(round(most * share), lang)
        parts.append(f'<path d="M{LEFT} {y:g}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 5:g}" text-anchor="end">{told}</text>')
    step = inner / max(len(bars), 1)
    every = max(1, math.ceil(len(bars) / 16))
    for number, (label, count) in enumerate(bars):
        x, high = LEFT + number * step, tall * count / most
        wide = min(step * 0.7, 60)
        parts.append(
            f'<rect x="{x + (step - wide) / 2:.1f}" y="{down + TOP + tall - high:.1f}" '
            f'width="{wide:.1f}" height="{high:.1f}" fill="{BAR}"/>'
        )
        if number % every == 0:
            parts.append(
                f'<text x="{x + step / 2:.1f}" y="{down + HEIGHT - 12}" text-anchor="middle">{label}</text>'
            )
    return "".join(parts)


def _round_up(count: int) -> int:
    """An even round number not below it, such as 4, 10, 60, 200."""
    size = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if step * size >= count:
                return step * size
        size *= 10
