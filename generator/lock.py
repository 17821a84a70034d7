"""One build at a time, one keeper of a kiosk: a lock that the system frees however its holder dies."""

from __future__ import annotations

import contextlib
import errno
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
    with held(work, "lock", "already-building"):
        yield


@contextlib.contextmanager
def held(folder: Path, name: str, kind: str) -> Iterator[None]:
    """Hold the lock `name` in `folder`; raises MachineTrouble: `kind`, or why it cannot be written."""
    lock = FileLock(folder / name, timeout=0, mode=0o644)
    holder = folder / f"{name}.pid"
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise MachineTrouble(kind, holder=_read(holder)) from None
    try:
        with told(holder):
            _write(holder)
        yield
    finally:
        # Removed before the lock is given up, or the next holder's name would be lost.
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _write(holder: Path) -> None:
    """Our number, for whoever finds the lock held; a full disk does without."""
    try:
        holder.write_text(str(os.getpid()), "ascii")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise


def _read(holder: Path) -> str:
    try:
        return holder.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
