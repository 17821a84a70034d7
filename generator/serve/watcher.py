"""livereload's watcher, told by the operating system instead of looking every 0.8 seconds."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles
from livereload.watcher import Watcher as PollingWatcher

STEP = 25
"""Milliseconds without an event after which a burst of events counts as over: an editor that
writes, renames and touches gives one build, at most 50 ms after its last event."""

LONGEST = 400
"""Milliseconds after which a burst that does not end is passed on all the same."""

LOOK = 1_000
"""Milliseconds between looks whether the watched folders themselves are still the same ones."""

GIVE_UP = 2
"""Watches that fail in a row before files are looked at instead: a folder may go while one begins."""


class Watcher(PollingWatcher):  # type: ignore[misc]
    """Calls `changed` (in its own thread) with the paths of each burst of events.

    `folders` names what to watch, asked again whenever one of those folders came, went or was
    replaced: a branch switched in git may do that, and the system's watch dies with the folder.
    """

    def __init__(
        self, folders: Callable[[], tuple[Path, ...]], changed: Callable[[frozenset[str]], None]
    ) -> None:
        super().__init__()
        self._folders = folders
        self._changed = changed
        self._failures = 0
        """Watches in a row that did not stand."""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self, _callback: Callable[[], None]) -> bool:
        """Start to watch; True tells livereload that it need not poll."""
        self._thread.start()
        return True

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()
        self._thread.join(timeout=1)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._watch()
            except (OSError, RuntimeError):  # no watch left, no events, a folder gone
                self._failures += 1
                self._stopped.wait(LOOK / 1_000)

    def _watch(self) -> None:
        """Watch until stopped or the folders are no longer the same; OSError or RuntimeError if not."""
        folders = self._folders()
        known, closed = _identities(folders), _closed(folders)
        first = True
        for burst in self._bursts(folders):
            self._failures = 0
            opened = any(_open(folder) for folder in closed)  # what lies there is not watched yet
            same = _identities(self._folders()) == known and not opened
            # What was written before the watch stood is seen by the build asked for here.
            if burst or first or not same:
                self._changed(burst)
            first = False
            if not same:
                return

    def _bursts(self, folders: tuple[Path, ...]) -> Iterator[frozenset[str]]:
        """The paths of each burst of events, and an empty set about once a second."""
        # Else watchfiles decides, by WATCHFILES_FORCE_POLLING and for WSL.
        force = True if self._failures >= GIVE_UP else None
        events = watchfiles.watch(
            *folders, watch_filter=None, debounce=LONGEST, step=STEP, stop_event=self._stopped,
            rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=False, force_polling=force,
            ignore_permission_denied=True,
        )  # fmt: skip
        with contextlib.closing(events):
            for changes in events:
                yield frozenset(path for _, path in changes)


def _identities(folders: tuple[Path, ...]) -> tuple[tuple[Path, int, int], ...]:
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            status = folder.stat()
            found.append((folder, status.st_dev, status.st_ino))
    return tuple(found)


def _closed(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Folders anywhere below that may not be read, and so are not watched."""
    below = (
        Path(at, name) for folder in folders for at, names, _ in os.walk(folder) for name in names
    )
    return tuple(folder for folder in below if not _open(folder))


def _open(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)
