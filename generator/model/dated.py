"""What is in force on a day, of names and addresses that have years.

The clock is no input: unless somebody asks for a day, everything written with an end has ended and
everything written with a beginning has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.dates import NEVER, bounds

AFTER_ALL = "~"
"""A day that compares as later than every YYYY-MM-DD; `DAY~` is the moment after that day."""


class Dated(Protocol):
    """Something in force between two EDTF dates, either of which may be unknown."""

    @property
    def since(self) -> str | None:
        """From when on."""

    @property
    def until(self) -> str | None:
        """Until when, that time included."""


def begun(item: Dated, day: str) -> bool:
    """Whether it is in force on `day`, or was before."""
    return not item.since or bounds(item.since)[0] <= day


def ended(item: Dated, day: str) -> bool:
    """Whether it was in force only before `day`."""
    return bool(item.until) and _last(item.until or "") < day


def holds(item: Dated, day: str) -> bool:
    """Whether it is in force on `day`."""
    return begun(item, day) and not ended(item, day)


def era(items: Iterable[Dated], day: str) -> str:
    """The beginning of the time around `day` in which none of these items begins or ends.

    All days of one era give the same answers, so what was made for one of them is good for all.
    """
    turns = sorted(turn for item in items for turn in _turns(item))
    if not any(turn > day for turn in turns):
        return AFTER_ALL
    return max((turn for turn in turns if turn <= day), default="")


def _turns(item: Dated) -> Iterator[str]:
    if item.since:
        yield bounds(item.since)[0]
    if item.until:
        yield _last(item.until) + AFTER_ALL


def _last(until: str) -> str:
    """The last day it is surely in force: of an open end ('after 1975') the day it opens."""
    first, last = bounds(until)
    return first if last == NEVER else last
