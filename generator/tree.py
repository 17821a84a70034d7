"""What is in a folder, told by stat: the eyes of *publish* and of the no-change decision.

Light on purpose: imports nothing that a bare interpreter has not loaded already.
"""

# pathlib would cost more than the whole decision:
# ruff: noqa: PTH110, PTH116

from __future__ import annotations

import os
import stat

Seen = tuple[int, int, int, int]
"""Size in bytes, mtime and ctime in nanoseconds, inode; all zero for what is not a regular file."""

FOLDER: Seen = (0, 0, 0, 0)

FINE, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds: coarser than any system tick (15.6 ms on Windows), and FAT's two-second steps."""

SECOND = 1_000_000_000

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def never(_name: str) -> bool:
    """The filter that skips nothing."""
    return False


def seen(status: os.stat_result) -> Seen:
    """The part of a stat that changes whenever the file does."""
    if not stat.S_ISREG(status.st_mode):
        return FOLDER
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def racy(one: Seen, moment: int) -> bool:
    """Whether a file seen at `moment` (ns) could change again and keep its stat.

    How far apart two writes must be to differ in time is the clock's grain; whole seconds betray a
    coarse one.
    """
    coarse = one[1] % SECOND == 0 and one[2] % SECOND == 0
    return one[1] >= moment - (COARSE if coarse else FINE)


def look(
    folder: str, skip: Callable[[str], bool] = never, *, follow: bool = False
) -> dict[str, Seen]:
    """Everything below `folder`: POSIX path → `Seen`; a folder's path ends in `/`.

    A missing folder is empty. With `follow`, symbolic links are looked through (an editor's
    choice in inputs), each folder once; otherwise a link counts as something not regular.
    Raises OSError for a folder that cannot be read.
    """
    found: dict[str, Seen] = {}
    waiting, visited = [""], set()
    while waiting:
        below = waiting.pop()
        if follow and (identity := _identity(folder + "/" + below)) in visited:
            continue
        if follow:
            visited.add(identity)
        _list(folder, below, skip, found, waiting, follow=follow)
    return found


def _list(
    folder: str,
    below: str,
    skip: Callable[[str], bool],
    found: dict[str, Seen],
    waiting: list[str],
    *,
    follow: bool,
) -> None:
    try:
        entries = os.scandir(folder + "/" + below if below else folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if skip(entry.name):
                continue
            path = below + entry.name
            if entry.is_dir(follow_symlinks=follow):
                found[path + "/"] = FOLDER
                waiting.append(path + "/")
            else:
                found[path] = seen(_stat(entry, follow=follow))


def _stat(entry: os.DirEntry[str], *, follow: bool) -> os.stat_result:
    if follow and entry.is_symlink() and not os.path.exists(entry.path):
        return entry.stat(follow_symlinks=False)  # a dangling link: there, and not regular
    if os.name == "nt":  # DirEntry.stat has no inode there and may be stale for hard links
        return os.stat(entry.path, follow_symlinks=follow)
    return entry.stat(follow_symlinks=follow)


def _identity(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return (0, 0)
    return status.st_dev, status.st_ino
