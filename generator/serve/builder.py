"""Builds, one after another, in a thread of their own beside the loop that answers requests."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from generator import disk
from generator.model import AFTER_ALL
from generator.pipeline import render
from generator.problems import MachineTrouble, Place, Problem
from generator.serve.memory import Warm
from generator.serve.shown import Shown, failing, following

EDITIONS = ("web",)
FAULTS = ".ditich/loi.txt"
"""Where the details of a mistake of ours are kept, as for every command."""

Done = Callable[[Shown, Shown], None]
"""Told the state before and after each build, in the builder's thread."""


class Builder:
    """Runs stages 1-5 whenever asked; what is asked during a build is built right after it.

    So no edit is lost: a build reads every file after the request it answers.
    """

    def __init__(self, root: Path, done: Done) -> None:
        self.root = root
        self.shown = Shown()
        self.as_of = AFTER_ALL
        """The day whose names and addresses are shown."""
        self.warm = Warm(root / "content")
        self._done = done
        self._paths: frozenset[str] = frozenset()
        self._wanted = threading.Condition()
        self._since = 0.0
        """Monotonic seconds of the first request not yet answered; 0: none."""
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="build", daemon=True)

    def start(self) -> None:
        """Start the thread, and with it the first build."""
        self.ask()
        self._thread.start()

    def ask(self, paths: frozenset[str] = frozenset()) -> None:
        """Ask for a build, `paths` having changed; returns at once."""
        with self._wanted:
            self._paths |= paths
            self._since = self._since or time.monotonic()
            self._wanted.notify()

    def stop(self) -> None:
        """Build no more; a build that runs is given a moment to end."""
        with self._wanted:
            self._stopped = True
            self._wanted.notify()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while (since := self._next()) is not None:
            before, self.shown = self.shown, self._build(since)
            try:
                self._done(before, self.shown)
            except Exception:  # nobody may be reading the terminal any more; the pages go on
                logging.getLogger("ditich.serve").exception("a build could not be told")

    def _next(self) -> float | None:
        """When the next build was asked for, as soon as one is; None to end."""
        with self._wanted:
            self._wanted.wait_for(lambda: self._since or self._stopped)
            since, self._since = self._since, 0.0
            self.warm.forget(self._paths)
            self._paths = frozenset()
            return None if self._stopped else since

    def _build(self, since: float) -> Shown:
        try:
            outcome = render(
                self.root, EDITIONS, jobs=1, once=self.warm.once, sound=self.warm.sound,
                as_of=self.as_of,
            )  # fmt: skip
        except MachineTrouble as why:
            return failing(self.shown, why.problem())
        except OSError as why:
            return failing(self.shown, disk.trouble(why, self.root).problem())
        except Exception:  # the preview must outlive a mistake of ours; the log keeps it
            logging.getLogger("ditich.serve").exception("a build failed")
            trouble = Problem(Place("ditich"), "our-fault", (("file", FAULTS),))
            return failing(self.shown, trouble)
        self.warm.remember(outcome)
        return following(self.shown, outcome, time.monotonic() - since)
