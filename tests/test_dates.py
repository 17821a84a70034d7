"""Dates: what is read can be compared and said, and what cannot be said is not read."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from generator.dates import bounds, day_fault, say, say_day, to_edtf

YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.integers(0, 42).map("{:02}".format)
DAYS = st.integers(0, 32).map("{:02}".format)
MARKS = st.sampled_from(["", "~", "?", "%"])
POINTS = st.one_of(
    st.builds("{}{}".format, YEARS, MARKS),
    st.builds("{}-{}{}".format, YEARS, MONTHS, MARKS),
    st.builds("{}-{}-{}{}".format, YEARS, MONTHS, DAYS, MARKS),
    st.builds("{}/{}/{}".format, DAYS, MONTHS, YEARS),
    st.builds("{}/{}".format, MONTHS, YEARS),
    st.builds("thế kỷ {}".format, st.one_of(st.integers(0, 99), st.sampled_from(["XIX", "IIX"]))),
    st.builds("{}{}".format, st.sampled_from(["189X", "19XX", "1XXX", "..", "", "19"]), MARKS),
)
ENDS = st.lists(POINTS, min_size=1, max_size=3).flatmap(
    lambda ends: st.sampled_from(["/", " - ", "-", " / ", " đến "]).map(
        lambda mark: mark.join(ends)
    )
)
FRONTS = st.sampled_from(
    ["", "khoảng ", "năm ", "từ ", "trước ", "sau ", "about ", "before khoảng ", "~"]
)
WRITTEN = st.one_of(
    st.builds("{}{}".format, FRONTS, ENDS), st.text("0123456789X/-.?~ ", max_size=14)
)


KINDS = (
    "date-unreadable", "date-impossible", "date-range-backwards", "date-lunar", "date-short",
    "date-season",
)  # fmt: skip


def read(written: str) -> str:
    """The EDTF, or the kind of problem the text is refused with; anything else is raised."""
    try:
        return to_edtf(written)
    except ValueError as why:
        if str(why) not in KINDS:
            raise
        return str(why)


@given(WRITTEN)
@example("trước 1900-1910")
@example("1900/1910/1920")
@example("sau 1975/1980")
@example("~1962-05")
@example("1962-21")
@example("thế kỷ 0")
def test_a_date_that_is_read_can_be_compared_and_said(written: str) -> None:
    """Any text is refused with a problem's kind, or its EDTF has days, words, and is read as itself."""
    edtf = read(written)
    if edtf in KINDS:
        return
    assert to_edtf(edtf) == edtf
    low, high = bounds(edtf)
    assert low <= high
    for language in ("vi", "en"):
        said = say(edtf, language)
        assert not set(said) & set("X~%?")
        assert any(char.isdigit() for char in said)


@pytest.mark.parametrize(
    ("written", "edtf", "vi", "en"),
    [
        ("2/9/1969", "1969-09-02", "ngày 2/9/1969", "2 September 1969"),
        ("9/1969", "1969-09", "tháng 9/1969", "September 1969"),
        ("khoảng 1890", "1890~", "khoảng năm 1890", "about 1890"),
        ("khoảng 1890-1895", "1890~/1895~", "từ khoảng năm 1890 đến khoảng năm 1895",
         "about 1890 to about 1895"),
        ("trước 1945", "../1945", "trước năm 1945", "before 1945"),
        ("sau khoảng 1975", "1975~/..", "sau khoảng năm 1975", "after about 1975"),
        ("1960-1975", "1960/1975", "từ năm 1960 đến năm 1975", "1960 to 1975"),
        ("thế kỷ XIX", "18XX", "thế kỷ 19", "19th century"),
        ("thế kỷ thứ 19", "18XX", "thế kỷ 19", "19th century"),
        ("thế kỷ thứ XIX", "18XX", "thế kỷ 19", "19th century"),
        ("thế kỷ 21", "20XX", "thế kỷ 21", "21st century"),
        ("thế kỷ 12", "11XX", "thế kỷ 12", "12th century"),
        ("189X", "189X", "những năm 1890", "the 1890s"),
        ("ngày 27 tháng 7 năm 1950", "1950-07-27", "ngày 27/7/1950", "27 July 1950"),
        ("27 tháng 7 năm 1950", "1950-07-27", "ngày 27/7/1950", "27 July 1950"),
        ("Tháng 9 năm 1969", "1969-09", "tháng 9/1969", "September 1969"),
        ("khoảng năm 1890", "1890~", "khoảng năm 1890", "about 1890"),
        ("27/7/1950 - 2/9/1951", "1950-07-27/1951-09-02", "từ ngày 27/7/1950 đến ngày 2/9/1951",
         "27 July 1950 to 2 September 1951"),
        ("1/1954 – 7/1954", "1954-01/1954-07", "từ tháng 1/1954 đến tháng 7/1954",
         "January 1954 to July 1954"),
    ],
)  # fmt: skip
def test_dates_of_dossiers_are_kept_as_edtf_and_said(
    written: str, edtf: str, vi: str, en: str
) -> None:
    """Each way of writing has its EDTF, which the `edtf` library parses too, and its words."""
    assert to_edtf(written) == edtf
    assert parse_edtf(edtf)
    assert (say(edtf, "vi"), say(edtf, "en")) == (vi, en)
    assert to_edtf(vi) == edtf


def test_a_date_marked_both_ways_says_both() -> None:
    """`%` of EDTF is approximate and uncertain, and neither is kept from a reader."""
    assert say(to_edtf("1960%")) == "khoảng năm 1960 (chưa chắc)"
    assert say("1960%", "en") == "about 1960 (uncertain)"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("1962-21", "date-season"),
        ("1962-24", "date-season"),
        ("1962-25", "date-impossible"),
        ("31/2/1890", "date-impossible"),
        ("thế kỷ 0", "date-impossible"),
        ("thế kỷ IIX", "date-impossible"),
        ("~1962-05", "date-unreadable"),
        ("1962-XX", "date-unreadable"),
        ("trước 1900-1910", "date-unreadable"),
        ("1900/1910/1920", "date-unreadable"),
        ("../..", "date-unreadable"),
        ("mùa nước nổi", "date-unreadable"),
        ("١٩٦٢", "date-unreadable"),
        ("1975-1960", "date-range-backwards"),
        ("năm 1975 - năm 1960", "date-range-backwards"),
        ("1950 - 1955 - 1960", "date-unreadable"),
        ("10/3 âm lịch", "date-lunar"),
        ("10/3 ÂL", "date-lunar"),
        ("2020-7", "date-short"),
    ],
)
def test_what_no_page_could_say_is_refused(written: str, kind: str) -> None:
    """Seasons, dates in part unknown, ranges of ranges: an editor hears of them before a build does."""
    with pytest.raises(ValueError, match=f"^{kind}$"):
        to_edtf(written)


@pytest.mark.parametrize(
    ("day", "calendar", "fault"),
    [
        ("05-19", "solar", ""),
        ("02-29", "solar", ""),
        ("02-30", "lunar", ""),
        ("02-30", "solar", "day-impossible"),
        ("05-31", "lunar", "day-impossible"),
        ("19-05", "solar", "day-swapped"),
        ("99-99", "solar", "day-impossible"),
        ("00-10", "lunar", "day-impossible"),
    ],
)
def test_a_day_of_every_year_exists_in_its_calendar(day: str, calendar: str, fault: str) -> None:
    """A lunar month has no 31st day; a day written before its month is told from one that is not."""
    assert day_fault(day, calendar) == fault


def test_a_day_of_every_year_is_said_without_a_year() -> None:
    """The day of a rite, the leap day among them, in both languages."""
    assert [say_day("05-19"), say_day("02-29", "en")] == ["ngày 19/5", "29 February"]
