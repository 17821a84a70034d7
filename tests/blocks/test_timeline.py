"""The timeline: earliest first, each date as exact as its source and no more."""

from __future__ import annotations

from tests.make.pages import block_of, faults, hostile, show, words

RAW = {"kind": "timeline", "id": "moc"}


def test_events_run_from_early_to_late_with_their_sources() -> None:
    """Events stand in the order of time, each with its source marks."""
    events = [
        {"date": "1975-04-30", "text": "Sau."},
        {"date": "1950", "text": "Trước.", "sources": ["s1"]},
    ]
    block = block_of(show(RAW, events=events), "moc")
    assert [p.text().split(".")[0] for p in block.css("li p")] == ["Trước", "Sau"]
    assert block.css_first("li sup a") is not None


def test_each_date_is_as_exact_as_its_source() -> None:
    """A year, a month, a day, an 'about', a range and a decade are each said as such, never more."""
    said = {"1950": "năm 1950", "1950-02": "tháng 2/1950", "1950-02-03": "ngày 3/2/1950",
            "1951~": "khoảng năm 1951",
            "1952/1953": "từ năm 1952 đến năm 1953", "196X": "những năm 1960"}  # fmt: skip
    events = [{"date": date, "text": f"Việc {date}"} for date in said]
    labels = [b.text() for b in block_of(show(RAW, events=events), "moc").css("li b")]
    assert labels == list(said.values())


def test_the_announced_and_the_lunar_date_stand_beside() -> None:
    """What was announced at the time, and the lunar date, are added and not merged."""
    said = words(block_of(show(RAW), "moc"))
    assert "tháng 4/1975 tháng Ba (khi đó công bố là tháng 5/1975)" in said


def test_undated_and_doubtful_events_stay_out() -> None:
    """An event without a date, or of low confidence, makes no dot on the line."""
    events = [{"text": "Không ngày."}, {"date": "1950", "text": "Ngờ.", "confidence": "low"}]
    assert 'id="B-moc"' not in show(RAW, events=events)


def test_hostile_events_stay_words() -> None:
    """Foreign markup in an event is inert."""
    assert not faults(show(RAW, say=hostile))
