"""What is in force on a day: ends count, the day of an era answers as every day of it does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.dates import one_day
from generator.model.dated import AFTER_ALL, begun, ended, era, holds


@dataclass(frozen=True)
class Span:
    """Something with a beginning and an end, or without."""

    since: str | None = None
    until: str | None = None


DATES = st.sampled_from(
    ("1975", "1975-04", "1975-04-30", "1975-05-01", "18XX", "198X", "1990~", "1975/..", "../1975",
     "1970/1980", "9999", "0001", None)
)  # fmt: skip
SPANS = st.lists(st.builds(Span, DATES, DATES), max_size=4)
DAYS = st.sampled_from(
    ("0001-01-01", "1900-01-01", "1974-12-31", "1975-01-01", "1975-04-30", "1975-05-01", "1975-12-31",
     "1976-01-01", "1990-12-31", "2026-11-27", "9999-12-31")
)  # fmt: skip


def said(spans: list[Span], day: str) -> list[tuple[bool, bool, bool]]:
    """All that may be asked of each on a day."""
    return [(begun(s, day), ended(s, day), holds(s, day)) for s in spans]


@given(SPANS, DAYS)
@example([Span(until="1975/..")], "2026-11-27")
@example([Span(until="9999")], "9999-12-31")
def test_an_era_answers_as_its_days_do(spans: list[Span], day: str) -> None:
    """The day that stands for an era gives of everything the answers of the day asked for."""
    assert said(spans, era(spans, day)) == said(spans, day)


@given(SPANS, DAYS, DAYS)
def test_days_that_differ_have_eras_that_differ(spans: list[Span], one: str, other: str) -> None:
    """Two days with different answers are never one era."""
    if said(spans, one) != said(spans, other):
        assert era(spans, one) != era(spans, other)


def test_ends_belong_to_it() -> None:
    """It is in force on its first and on its last day, as far as these are known, and not a day beyond."""
    span = Span("1975-04", "1980")
    days = ("1975-03-31", "1975-04-01", "1980-12-31", "1981-01-01", AFTER_ALL)
    assert [holds(span, day) for day in days] == [False, True, True, False, False]
    assert holds(Span(), "")


@pytest.mark.parametrize(
    ("written", "day"), [("30/6/2025", "2025-06-30"), (" 2025-06-30 ", "2025-06-30")]
)
def test_a_day_as_people_write_it(written: str, day: str) -> None:
    """Both forms of a day are the same day."""
    assert one_day(written) == day


@pytest.mark.parametrize("written", ["2025", "6/2025", "", "sau 2025", "30/2/2025", "nay"])
def test_what_is_not_a_day(written: str) -> None:
    """A month, a year, an open end and nonsense are no single day."""
    with pytest.raises(ValueError, match="date-"):
        one_day(written)
