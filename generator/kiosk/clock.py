"""The machine's clock, which may be wrong: what hangs on the hour asks here and gets the safe answer.

A Raspberry Pi before its fifth model has no clock that runs without power, a battery dies, somebody
sets the wrong year. Whatever counts time that has passed uses the monotonic clock, which only runs
forward. Where the hour is doubtful the screen stays lit, the nightly reload comes once in 24 hours,
and counts are told without an hour.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

EARLIEST = 1_767_225_600
"""2026-01-01: nothing of ours ran before."""

DAY, YEAR = 86_400, 31_557_600
FARTHEST = 15 * YEAR
JUMP = 300.0
"""Seconds by which the clock may be set without being told of."""

NIGHT = timedelta(hours=3)
"""The hour from which on the page is loaded anew."""

SOON, LATE = timedelta(hours=6), timedelta(hours=30)
"""Between two reloads at least, whatever is done to the clock; and at most, if no night comes."""


def without_clock() -> bool:
    """Whether this is a Linux machine that has no clock of its own and has not asked the network yet."""
    device, asked = Path("/sys/class/rtc"), Path("/run/systemd/timesync/synchronized")
    try:
        return device.is_dir() and not any(device.iterdir()) and not asked.exists()
    except OSError:
        return False


@dataclass
class Clock:
    """The hour, and whether to believe it. Every source of time can be given, for tests."""

    wall: Callable[[], float] = time.time
    running: Callable[[], float] = time.monotonic
    local: Callable[[float], datetime] = datetime.fromtimestamp
    unset: Callable[[], bool] = without_clock
    made: int = 0
    """When what is shown was packed: it cannot be earlier now."""
    _offset: float | None = field(default=None, repr=False)

    def look(self) -> float:
        """Notice a clock that was set; returns by how many seconds, 0 where it was not."""
        offset = self.wall() - self.running()
        before, self._offset = self._offset, offset
        jump = offset - before if before is not None else 0.0
        return jump if abs(jump) >= JUMP else 0.0

    def doubt(self) -> str:
        """Why the hour is not believed: `past`, `future`, `unset`; '' where it is."""
        now = self.wall()
        if now < max(EARLIEST, self.made - DAY):
            return "past"
        if now > max(EARLIEST, self.made) + FARTHEST:
            return "future"
        return "unset" if self.unset() else ""

    def now(self) -> datetime | None:
        """The local time; None where the clock is not believed."""
        return None if self.doubt() else self.local(self.wall())

    def hour(self) -> str:
        """`2026-11-28T14`, local; '' where the clock is not believed."""
        now = self.now()
        return f"{now:%Y-%m-%dT%H}" if now else ""

    def dark(self, hours: tuple[str, str] | None) -> bool:
        """Whether it is outside `hours` (on, off; over midnight if off is the earlier)."""
        now = self.now()
        if hours is None or now is None:
            return False
        time_of_day = f"{now:%H:%M}"
        on, off = hours
        lit = on <= time_of_day < off if on < off else time_of_day >= on or time_of_day < off
        return not lit


@dataclass
class Nightly:
    """When the page is to be loaded anew: once a night, whatever is done to the clock.

    A night that the machine slept through is made up for when it wakes.
    """

    clock: Clock
    last: float
    """Running seconds of the last one, or of the start."""
    night: date | None = field(init=False)
    """The night of the last one; None until the clock is believed."""

    def __post_init__(self) -> None:
        self.night = self._night()

    def due(self) -> bool:
        """True once a night; where the hour is doubtful, once in 24 hours."""
        passed, night = timedelta(seconds=self.clock.running() - self.last), self._night()
        if night is None:
            return passed >= timedelta(days=1)
        self.night = self.night or night
        return passed >= (SOON if night != self.night else LATE)

    def done(self) -> None:
        """It was."""
        self.last, self.night = self.clock.running(), self._night() or self.night

    def _night(self) -> date | None:
        """The day whose night has begun last."""
        now = self.clock.now()
        return (now - NIGHT).date() if now else None
