"""One build at a time: a lock that the system frees when its holder dies, however it dies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from generator.disk import told
from generator.problems import MachineTrouble


@contextlib.contextmanager
def building(work: Path) -> Iterator[None]:
    """Hold the build lock in `work` (the project's `.ditich`).

    Raises MachineTrouble `already-building` at once, naming the holder, if another build runs,
    and the kinds of `generator.disk` if `work` cannot be written.
    """
    lock = FileLock(work / "lock", timeout=0, mode=0o644)
    holder = work / "lock.pid"
    with told(work):
        work.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise MachineTrouble("already-building", holder=_read(holder)) from None
    try:
        with told(holder):
            holder.write_text(str(os.getpid()), "ascii")
        yield
    finally:
        # Removed before the lock is given up, or the next holder's name would be lost.
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
