"""A wrong clock darkens no screen, reloads nothing twice, and counts without an hour."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.kiosk import counts
from generator.kiosk.clock import DAY, YEAR, Nightly
from generator.kiosk.desk import Desk
from generator.kiosk.settings import Settings, parsed
from generator.kiosk.watch import WELL, Watch
from tests.kiosk.work import NOON, Hands, edition, home_of

A = "a" * 12
HOUR = 3600.0


@pytest.mark.parametrize(
    ("wall", "unset", "doubt"),
    [
        (NOON, False, ""),
        (NOON - 2 * DAY + 60, False, ""),
        (NOON - 3 * DAY, False, "past"),
        (0, False, "past"),
        (NOON + 14 * YEAR, False, ""),
        (NOON + 20 * YEAR, False, "future"),
        (NOON, True, "unset"),
    ],
)
def test_an_hour_that_cannot_be_is_not_believed(wall: float, unset: bool, doubt: str) -> None:  # noqa: FBT001
    """Before what is shown was packed, far ahead, or never set: no hour, and the screen stays lit."""
    hands = Hands(wall=wall, unset=unset)
    assert hands.clock.doubt() == doubt
    assert bool(hands.clock.hour()) == (not doubt)
    if doubt:
        assert not hands.clock.dark(("03:00", "03:01"))


@pytest.mark.parametrize(
    ("hours", "lit"),
    [
        (("06:00", "21:00"), range(6, 21)),
        (("18:00", "02:00"), (18, 19, 20, 21, 22, 23, 0, 1)),
        (None, range(24)),
    ],
)
def test_the_screen_is_dark_outside_its_hours(hours: tuple[str, str] | None, lit: range) -> None:
    """From `off` to `on`, over midnight too; never without hours."""
    hands, seen = Hands(), []
    for _ in range(24):
        if not hands.clock.dark(hours):
            seen.append(datetime.fromtimestamp(hands.wall, UTC).hour)
        hands.pass_(HOUR)
    assert sorted(seen) == sorted(lit)


def nights(hands: Hands, hours: int) -> list[int]:
    """Hours after now in which a reload was due, looked at every five minutes."""
    nightly, found = Nightly(hands.clock, hands.running), []
    for step in range(hours * 12):
        if nightly.due():
            nightly.done()
            found.append(step // 12)
        hands.pass_(300)
    return found


def test_the_page_is_loaded_anew_once_a_night() -> None:
    """From three o'clock on, six hours after the start at the earliest."""
    assert nights(Hands(), 72) == [15, 39, 63]
    assert nights(Hands(wall=NOON - 9 * HOUR), 73) == [24, 48, 72]
    assert nights(Hands(wall=NOON + 10 * HOUR), 78) == [6, 29, 53, 77]


@pytest.mark.parametrize("wall", [0, NOON + 30 * YEAR])
def test_with_a_wrong_clock_once_in_a_day(wall: float) -> None:
    """1970 or 2056: every 24 hours of running, as nobody knows when it is night."""
    assert nights(Hands(wall=wall), 73) == [24, 48, 72]


def test_a_clock_set_back_and_forth_reloads_nothing_twice() -> None:
    """Three o'clock comes ten times in a day: one reload."""
    hands = Hands(wall=NOON - 10 * HOUR)
    nightly, found = Nightly(hands.clock, hands.running - 21 * HOUR), 0
    for _ in range(10):
        hands.wall += 1.5 * HOUR
        hands.running += 900
        if nightly.due():
            nightly.done()
            found += 1
        hands.wall -= 1.5 * HOUR
    assert found == 1


def test_a_night_slept_through_is_made_up_for() -> None:
    """Asleep from 21 to 7, when running seconds stand still: anew in the morning, once a day."""
    hands = Hands(wall=NOON - 4 * HOUR)
    nightly, found = Nightly(hands.clock, hands.running), []
    for day in range(4):
        for step in range(14 * 12):
            if nightly.due():
                nightly.done()
                found.append((day, step // 12))
            hands.pass_(300)
        hands.wall += 10 * HOUR
    assert found == [(1, 0), (2, 0), (3, 0)]


def test_a_clock_that_comes_late_is_no_night() -> None:
    """A machine that learns the hour a minute after its start has missed nothing."""
    hands = Hands(unset=True)
    nightly = Nightly(hands.clock, hands.running)
    hands.pass_(60)
    hands.unset = False
    for hour in range(15):
        assert not nightly.due(), hour
        hands.pass_(HOUR)


def test_a_clock_that_is_set_is_noticed() -> None:
    """By more than five minutes, either way; time going by is none."""
    hands, seen = Hands(), []
    for jump in (0.0, 0.0, 7 * HOUR, 0.0, -NOON + 5.0, 200.0):
        hands.pass_(60)
        hands.wall += jump
        seen.append(round(hands.clock.look()))
    assert seen == [0, 0, 25200, 0, -NOON + 5, 0]


def test_visits_of_a_wrong_clock_are_counted_without_an_hour(tmp_path: Path) -> None:
    """Through the desk: counted under no hour, and again with one when the clock is right."""
    home = home_of(tmp_path, A)
    hands = Hands()
    desk = Desk(parsed({}), home=home, clock=hands.clock)
    hands.clock.made = NOON - DAY
    told = {"language": "vi", "seconds": 61, "pages": [["vi/", 9]]}
    for wall in (0, NOON):
        hands.wall = wall
        desk.tick()
        desk.visit(told)
    assert {look.hour for look in counts.read(home.root)} == {"", "2026-11-28T12"}
    assert sorted(p.name for p in (home.root / "counts").iterdir()) == [
        "2026-11.jsonl",
        "unknown.jsonl",
    ]


def test_the_page_is_told_when_it_is_dark(tmp_path: Path) -> None:
    """The edition's hours, the machine's before them, and none with a wrong clock."""
    tree = edition(tmp_path / "tree", hours={"on": "06:00", "off": "11:00"})
    hands = Hands()
    desk = Desk(parsed({}), tree=tree, clock=hands.clock)
    beat = {"state": "attract", "whole": True, "content": A}
    assert desk.beat(beat) == {
        "dark": True, "reload": False, "volume_limit": 70, "beat_seconds": 10,
    }  # fmt: skip
    hands.wall = 0
    assert desk.beat(beat)["dark"] is False
    hands.wall = NOON
    machine = Desk(parsed({"hours": ["08:00", "20:00"]}), tree=tree, clock=hands.clock)
    assert machine.beat(beat)["dark"] is False


def test_a_reload_is_asked_for_until_it_was_done(tmp_path: Path) -> None:
    """Busy, or too young to obey, the page is told again; only the first page fetched anew ends it."""
    hands = Hands(wall=NOON - 10 * HOUR)
    desk = Desk(parsed({}), tree=edition(tmp_path / "tree"), clock=hands.clock)
    beat = {"state": "use", "whole": True, "content": A}
    assert desk.beat(beat)["reload"] is False
    hands.pass_(8 * HOUR)
    desk.tick()
    told = [desk.beat(beat | {"state": state})["reload"] for state in ("use", "attract", "attract")]
    assert told == [True] * 3
    desk.opened("")
    assert desk.beat(beat)["reload"] is False


# --- the watch, on the same hands ---------------------------------------------------------------


def test_beats_that_stop_or_tell_of_a_blank_page_are_judged() -> None:
    """Three missed, three blank ones in a row, none at all, a browser gone or never there: by name."""
    watch = Watch(Settings())
    watch.begin(0)
    assert watch.verdict(1, running=False) == "no-start"
    assert watch.verdict(61, running=True) == "no-start"
    watch.came = True
    assert watch.verdict(59, running=True) == ""
    assert watch.verdict(61, running=True) == "no-beat"
    watch.beat(60, whole=True)
    assert watch.verdict(94, running=True) == ""
    assert watch.verdict(96, running=True) == "silent"
    for now, whole in ((70, False), (80, False), (90, True), (100, False), (110, False)):
        watch.beat(now, whole=whole)
    assert watch.verdict(111, running=True) == ""
    watch.beat(120, whole=False)
    assert watch.verdict(121, running=True) == "blank"
    assert watch.verdict(121, running=False) == "ended"


def test_a_browser_that_dies_at_once_is_started_ever_more_slowly() -> None:
    """Twice at once, then 1, 2, 4… seconds and a minute at most; a minute of good beats forgives."""
    watch = Watch(Settings())
    assert [watch.failed() for _ in range(11)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    watch.begin(0)
    watch.beat(1, whole=True)
    watch.beat(WELL + 2, whole=True)
    assert watch.failed() == 0
