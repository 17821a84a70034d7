"""A new generation is given up for its own faults, never for a browser's; each beat belongs to one start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.kiosk import browser
from generator.kiosk.desk import Desk
from generator.kiosk.facts import facts
from generator.kiosk.home import TRIALS, Home
from generator.kiosk.settings import Settings
from tests.kiosk.work import Hands, content, home_of, packed

A, B = "a" * 12, "b" * 12
BEAT = {"page": "", "state": "attract", "whole": True, "content": B}


class Tried:
    """A browser that runs, and remembers where it was started."""

    def __init__(self) -> None:
        self.pid = 0
        self.starts: list[str] = []
        self.gone = False

    def running(self) -> bool:
        """As long as it was started."""
        return self.pid != 0

    def start(self, address: str) -> None:
        """Remember the name of the start; OSError once it is gone."""
        if self.gone:
            raise OSError
        self.pid = 1
        self.starts.append(address.split("~")[1].strip("/"))

    def end(self) -> None:
        """It has ended."""
        self.pid = 0


def on_trial(folder: Path) -> Home:
    """A home whose new generation B has yet to prove itself; A is the one before."""
    home = home_of(folder, A)
    home.update(packed(folder, B))
    return home


def desk_at(home: Home, shows: object, hands: Hands) -> Desk:
    """The keeper of that home."""
    return Desk(Settings(), home=home, browser=shows, clock=hands.clock)  # type: ignore[arg-type]


def ticks(desk: Desk, hands: Hands, seconds: int) -> None:
    """So much time goes by."""
    for _ in range(seconds):
        hands.pass_(1)
        desk.tick()


class Ends(Tried):
    """A browser that ends at once, as one does without a display."""

    def running(self) -> bool:
        """Never."""
        return False


def missing(folder: Path) -> object:
    """A browser that is not there."""
    return browser.Browser("/there/is/none", str(folder))


def ends(_folder: Path) -> object:
    """One that does not stay."""
    return Ends()


def hangs(_folder: Path) -> object:
    """One that runs and asks for nothing."""
    return Tried()


@pytest.mark.parametrize("make", [missing, ends, hangs])
def test_a_browser_that_cannot_start_is_no_fault_of_the_pages(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    """Half an hour without one, and more keepers than a trial has: B waits, and passes at last."""
    home, hands = on_trial(tmp_path), Hands()
    desk = desk_at(home, None, hands)
    for _ in range(TRIALS + 1):
        desk = desk_at(home, make(tmp_path), hands)
        ticks(desk, hands, 450)
        assert {why for _, why in desk.restarts} == (set() if make is missing else {"no-start"})
        assert (content(home), home.pointer().trials) == (B, TRIALS)
    lives = Tried()
    desk.browser = lives  # type: ignore[assignment]
    ticks(desk, hands, 61)
    desk.opened(lives.starts[-1])
    desk.beat(BEAT, lives.starts[-1])
    assert (content(home), home.pointer().trials) == (B, 0)


def test_pages_that_do_not_beat_are_given_up_once_a_browser_has_asked_for_them(
    tmp_path: Path,
) -> None:
    """The control: from its first request on they have a minute, however many browsers that takes."""
    home, hands, one = on_trial(tmp_path), Hands(), Tried()
    desk = desk_at(home, one, hands)
    for _ in range(4):
        ticks(desk, hands, 1)
        desk.opened(one.starts[-1])
        ticks(desk, hands, 14)
        assert content(home) == B
        desk.restart("blank")
    ticks(desk, hands, 3)
    assert content(home) == A


def test_a_browser_that_is_lost_in_a_trial_stops_it(tmp_path: Path) -> None:
    """Asked for, then no browser starts for ten minutes: the next one that comes has the whole time."""
    home, hands, one = on_trial(tmp_path), Hands(), Tried()
    desk = desk_at(home, one, hands)
    ticks(desk, hands, 1)
    desk.opened(one.starts[-1])
    one.gone = True
    desk.restart("ended")
    ticks(desk, hands, 600)
    one.gone = False
    ticks(desk, hands, 61)
    desk.opened(one.starts[-1])
    ticks(desk, hands, 40)
    assert content(home) == B
    ticks(desk, hands, 30)
    assert content(home) == A


def test_starts_are_counted_when_a_browser_comes(tmp_path: Path) -> None:
    """A generation that ends keeper after keeper is given up, and only one whose pages were asked for."""
    home, hands = on_trial(tmp_path), Hands()
    for number in range(TRIALS):
        assert content(home) == B, number
        one = Tried()
        desk = desk_at(home, one, hands)
        ticks(desk, hands, 1)
        desk.opened(one.starts[-1])
        desk.opened(one.starts[-1])
    assert content(home) == A


def test_a_beat_of_another_start_proves_nothing(tmp_path: Path) -> None:
    """An old window, or somebody's own, beats on: the dead browser is replaced, the trial is not passed."""
    home, hands, one = on_trial(tmp_path), Hands(), Tried()
    desk = desk_at(home, one, hands)
    ticks(desk, hands, 1)
    desk.opened(one.starts[0])
    desk.restart("asked")
    ticks(desk, hands, 1)
    for _ in range(70):
        for stranger in (one.starts[0], "", "0" * 16):
            desk.beat(BEAT, stranger)
        ticks(desk, hands, 1)
    assert len(one.starts) > 2, "nobody of its own has beaten: another browser"
    assert content(home) == A
    for _ in range(70):
        desk.beat(BEAT | {"content": A}, one.starts[-1])
        ticks(desk, hands, 1)
    count = len(one.starts)
    for _ in range(70):
        desk.beat(BEAT | {"content": A}, one.starts[-1])
        ticks(desk, hands, 1)
    assert len(one.starts) == count, "the control: its own beats keep it"


def test_all_restarts_are_told(tmp_path: Path) -> None:
    """Of thirty the last three by their reasons, and that there were thirty."""
    desk = desk_at(home_of(tmp_path, A), Tried(), Hands())
    for _ in range(30):
        desk.restart("blank")
    desk.restart("no-start")
    told = dict(facts(desk, "en"))["Browser restarts"]
    assert told.startswith("31; ")
    assert told.endswith("the browser did not start")
