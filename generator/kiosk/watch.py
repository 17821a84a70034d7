"""Is the page alive? Judged by its beats alone, on the monotonic clock; pure, so that it can be tried.

A renderer that died, a page that stayed white, a browser that hangs: all of them miss beats or
beat without being whole, and the remedy is the same, a fresh browser.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.kiosk.settings import Settings

WELL = 60.0
"""Seconds of good beats after which earlier failures are forgotten."""

LONGEST = 60
"""Times `pause_seconds`: the longest pause between two starts."""


@dataclass
class Watch:
    """What is known of the browser that runs now."""

    settings: Settings
    start: str = ""
    """Name of the last start: only pages below its address tell of this browser."""
    came: bool = False
    """Whether it has asked for a page."""
    started: float = 0.0
    heard: float | None = None
    """The last beat."""
    good_since: float | None = None
    blank: int = 0
    """Beats in a row of a page that is not whole."""
    failures: int = 0
    """Browsers in a row that did not live long."""

    def begin(self, now: float, start: str = "") -> None:
        """A browser is started; `start` is this start's own name."""
        self.start, self.came = start, False
        self.started, self.heard, self.good_since, self.blank = now, None, None, 0

    def beat(self, now: float, *, whole: bool) -> None:
        """A page said that it is there."""
        self.heard = now
        self.blank = 0 if whole else self.blank + 1
        self.good_since = (self.good_since or now) if whole else None
        if self.good_since is not None and now - self.good_since >= WELL:
            self.failures = 0

    def silent(self, now: float) -> bool:
        """Whether nobody has beaten for as long as `misses` beats take, with some grace."""
        longest = (self.settings.misses + 0.5) * self.settings.beat_seconds
        return self.heard is None or now - self.heard > longest

    def verdict(self, now: float, *, running: bool) -> str:
        """Why the browser must be started anew: `ended`, `blank`, `silent`, `no-beat`; '' to go on.

        `no-start` of one that never asked for a page, and so is itself at fault.
        """
        if not running:
            return "ended" if self.came else "no-start"
        if self.blank >= self.settings.misses:
            return "blank"
        if self.heard is None:
            late = now - self.started > self.settings.start_seconds
            return ("no-beat" if self.came else "no-start") if late else ""
        return "silent" if self.silent(now) else ""

    def failed(self) -> float:
        """Note a failure; returns the seconds to wait before the next start.

        None for the first two in a row, then 1, 2, 4… up to 60: a browser that cannot run must not
        keep the machine busy, and one that dies once a day is back at once.
        """
        self.failures += 1
        steps = 0 if self.failures < 3 else min(2 ** (self.failures - 3), LONGEST)
        return steps * self.settings.pause_seconds
