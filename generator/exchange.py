"""One atomic exchange of two folders, where the system has it.

Linux: `renameat2` with RENAME_EXCHANGE (renameat2(2), Linux 3.15); macOS: `renamex_np` with
RENAME_SWAP (rename(2), macOS 10.12). Windows has none, nor have FAT sticks and some network disks.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from generator import disk

RENAME_EXCHANGE = 2
RENAME_SWAP = 2
AT_FDCWD = -100

_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "armv7l": 382, "ppc64le": 357,
              "s390x": 347, "loongarch64": 276}  # fmt: skip
"""System call numbers, for C libraries older than the call (musl before 1.2.5)."""

_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EBUSY}
"""What kernels and file systems say when they cannot: overlays answer EXDEV, mount points EBUSY."""

Swap = Callable[[Path, Path], None]


class NoExchange(Exception):
    """This system or disk cannot exchange two folders at once."""


def swap(one: Path, other: Path) -> None:
    """Exchange two existing paths in one step; raises NoExchange or OSError.

    The environment's `DITICH_PER_FILE` refuses it, to take the other way on purpose.
    """
    if os.environ.get("DITICH_PER_FILE"):
        raise NoExchange("switched off")
    if sys.platform == "linux":
        _checked(_linux(os.fsencode(one), os.fsencode(other)), one)
    elif sys.platform == "darwin":
        libc = ctypes.CDLL(None, use_errno=True)
        _checked(libc.renamex_np(os.fsencode(one), os.fsencode(other), RENAME_SWAP), one)
    else:
        raise NoExchange(sys.platform)


def possible(folder: Path, how: Swap = swap) -> bool:
    """Try `how` on two empty folders in `folder`: can this disk do it? Raises OSError."""
    pair = tuple(folder / f".probe.stage-{disk.own_name()}" for _ in range(2))
    try:
        for path in pair:
            path.mkdir()
        how(pair[0], pair[1])
    except NoExchange:
        return False
    finally:
        for path in pair:
            if path.is_dir():
                path.rmdir()
    return True


def _linux(one: bytes, other: bytes) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    if hasattr(libc, "renameat2"):
        return int(libc.renameat2(*arguments))
    number = _RENAMEAT2.get(platform.machine())
    if number is None:
        raise NoExchange(platform.machine())
    return int(libc.syscall(ctypes.c_long(number), *arguments))


def _checked(result: int, path: Path) -> None:
    if result == 0:
        return
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        raise NoExchange(os.strerror(number))
    raise OSError(number, os.strerror(number), str(path))
