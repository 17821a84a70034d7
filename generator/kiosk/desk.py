"""What the keeper knows and decides, between the pages that beat and the browser that shows them.

Called on one loop: by requests (`beat`, `visit`) and by the clock's ticks. It never lets a fault of the
disk out: what cannot be written is told in the log, and the screen goes on.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.kiosk import counts, edition, settings
from generator.kiosk.browser import Browser
from generator.kiosk.clock import Clock, Nightly
from generator.kiosk.edition import Edition
from generator.kiosk.home import Home
from generator.kiosk.refused import Refused
from generator.kiosk.settings import Settings
from generator.kiosk.watch import Watch

log = logging.getLogger("ditich.kiosk")

ATTRACT = "attract"
AGAIN = 5.0
"""Seconds until a rollback that the disk refused is tried again."""


@dataclass
class Desk:
    """One kiosk. Either `home` or `tree` says what is shown."""

    settings: Settings
    home: Home | None = None
    tree: Path | None = None
    browser: Browser | None = None
    clock: Clock = field(default_factory=Clock)
    told: Callable[[str], None] = lambda _line: None
    """Hears what the supervisor must know, `browser <pid>`."""
    address: str = ""
    shown: Edition | None = None
    restarts: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=20))
    """(hour, why) of the last browsers that were started anew."""
    restarted: int = 0
    """How many that were, since the start of the keeper."""

    def __post_init__(self) -> None:
        self.begun = self.clock.running()
        self.watch = Watch(self.settings)
        self.nightly = Nightly(self.clock, self.begun)
        self.reload_asked = False
        self._on_trial = False
        self._trial_until: float | None = None  # none while no browser has asked for its pages
        self._met = False  # whether any browser has asked for pages since the start
        self._start_at = 0.0
        self._stamp: object = None
        self._waits = False
        self._look_for_newer(self.begun)

    # --- what is shown ---------------------------------------------------------------------------

    def _look_for_newer(self, now: float) -> None:
        """Notice another generation; it is taken over when nobody is using the page."""
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._stamp, self._waits = stamp, True
        if self._waits and (self.shown is None or self.watch.silent(now)):
            self._take_over(now)

    def _read_stamp(self) -> object:
        path = self.home.root / "current" if self.home else self.tree and self.tree / edition.FILE
        try:
            stat = path.stat() if path else None
        except OSError:
            return None
        return stat and (stat.st_ino, stat.st_mtime_ns, stat.st_size)

    def _take_over(self, now: float) -> None:
        """Show what is to be shown now; a new generation has `trial_seconds` to prove itself.

        They begin when a browser asks for its pages: one that cannot start is no fault of theirs.
        """
        self._waits = False
        if self.home is None:
            found = edition.read(self.tree) if self.tree else None
        else:
            found = self.home.best()
            pointer = self.home.pointer()
            if found and found.build != pointer.build:
                log.warning("generation %s is not whole, showing %s", pointer.build, found.build)
            elif pointer.trials and (not self._on_trial or found != self.shown):
                self._on_trial = True
                self._trial_until = now + self.settings.trial_seconds if self.watch.came else None
        if found and found != self.shown:
            log.info("showing content %s build %s", found.content, found.build or "-")
        self.shown = found or self.shown
        self.clock.made = self.shown.made if self.shown else 0

    def start_trial(self) -> None:
        """Once in a keeper's life: a generation that has ended too many keepers is given up."""
        if self.home is not None and self.shown is not None:
            with _calm("trial"):
                if not self.home.tried():
                    self._give_up("keeper ended in every trial")

    def _judge_trial(self, now: float) -> None:
        if self._trial_until is not None and now > self._trial_until:
            self._give_up("no good beat in its trial")

    def _give_up(self, why: str) -> None:
        assert self.home is not None
        self._on_trial, self._trial_until = False, None
        try:
            self.home.roll_back(trial=False)
        except Refused as refused:  # there is nothing to go back to
            log.error("rollback: %s", refused)  # noqa: TRY400 - no traceback for keepers
        except OSError as error:
            log.error("rollback: %s", error)  # noqa: TRY400
            self._on_trial, self._trial_until = True, self.clock.running() + AGAIN
        else:
            log.error("rolled back: %s", why)
            self._take_over(self.clock.running())
            self.restart("rolled-back")

    # --- what pages say --------------------------------------------------------------------------

    def _is_own(self, start: str) -> bool:
        """Whether that start of a browser is the last one; without a browser of ours everybody's is."""
        return self.browser is None or (start == self.watch.start and start != "")

    def opened(self, start: str) -> None:
        """The first page was asked for below the address of that start: its browser lives."""
        if not self._is_own(start):
            return
        self.reload_asked = False
        if self.browser is None or self.watch.came:
            return
        self.watch.came = True
        if not self._met:
            self._met = True
            self.start_trial()
        if self._on_trial and self._trial_until is None:
            self._trial_until = self.clock.running() + self.settings.trial_seconds

    def beat(self, said: dict[str, Any], start: str = "") -> dict[str, Any]:
        """Answer a beat; that of another start, an old window say, proves nothing."""
        now, own, whole = self.clock.running(), self._is_own(start), said.get("whole") is True
        if own:
            self.watch.beat(now, whole=whole)
            if self._waits and said.get("state") == ATTRACT:
                self._take_over(now)
        content = self.shown.content if self.shown else ""
        same = said.get("content") == content
        if self._on_trial and own and same and whole:
            self._on_trial, self._trial_until = False, None
            log.info("generation passed its trial")
            with _calm("trial"):
                self.home.passed(self.shown.build) if self.home and self.shown else None
        dark = self.clock.dark(self.settings.hours or (self.shown.hours if self.shown else None))
        return {
            "dark": dark, "volume_limit": self.volume_limit, "beat_seconds": self.settings.beat_seconds,
            "reload": not same or self.reload_asked,
        }  # fmt: skip

    @property
    def volume_limit(self) -> int:
        """Percent."""
        if self.settings.volume_limit is not None:
            return min(self.settings.volume_limit, 100)
        return self.shown.volume_limit if self.shown else 100

    def visit(self, told: Any) -> None:
        """Count a visit that has ended; raises counts.BadVisit."""
        if self.home is None or self.shown is None:
            return
        looks = counts.looks(told, self.clock.hour(), self.shown.folder)
        with _calm("counts"):
            counts.add(self.home.root, looks, self.settings.counts_bytes)

    def keeps(self) -> bool:
        """Whether the machine's disk takes what is to be kept; never without a home. Slow, for a thread."""
        return self.home is not None and self.home.keeps()

    # --- time ------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Once in `tick_seconds`: whatever is due."""
        now = self.clock.running()
        if jump := self.clock.look():
            log.warning("the clock was set by %+.0f s", jump)
        if self.nightly.due():
            self.nightly.done()
            self.reload_asked = True
        self._look_for_newer(now)
        self._judge_trial(now)
        self._tend_browser(now)

    def _tend_browser(self, now: float) -> None:
        if self.browser is None or now < self._start_at:
            return
        if not self.browser.pid:
            self._start_browser(now)
        elif why := self.watch.verdict(now, running=self.browser.running()):
            self.restart(why)

    def restart(self, why: str) -> None:
        """End the browser; the next tick that may starts it anew."""
        self.restarted += 1
        self.restarts.append((self.clock.hour(), why))
        log.warning("browser restarted: %s", why)
        if self.browser:
            if not self.watch.came:
                self._trial_until = None
            self.browser.end()
            self.told("browser 0")
            self._start_at = self.clock.running() + self.watch.failed()

    def _start_browser(self, now: float) -> None:
        assert self.browser is not None
        self.watch.begin(now, secrets.token_hex(8))
        try:
            self.browser.start(f"{self.address}~{self.watch.start}/")
        except OSError as error:
            log.error("browser does not start: %s", error)  # noqa: TRY400 - no traceback for keepers
            self._start_at, self._trial_until = now + self.watch.failed(), None
            return
        self.told(f"browser {self.browser.pid}")

    def pin(self) -> str:
        """What was made of the PIN, as the home folder has it now; '' for none."""
        return settings.read(self.home.root).pin if self.home else self.settings.pin

    def set_volume(self, limit: int) -> None:
        """Set the limit for good; raises OSError if it cannot be kept, and then it holds till the end."""
        self.settings = replace(self.settings, volume_limit=limit)
        if self.home:
            settings.change(self.home.root, volume_limit=limit)


@contextlib.contextmanager
def _calm(what: str) -> Any:
    """Trouble with the disk is told in the log and stops nothing."""
    try:
        yield
    except (OSError, Refused) as error:
        log.error("%s: %s", what, error)  # noqa: TRY400 - no traceback for keepers
