"""Writing that lasts on a disk that may fail: whole files or none, and an OSError told in words."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from generator.problems import MachineTrouble

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Modes of all we write, whatever the umask: a web server under another user must read it."""

MANY = 32
"""From so many new files on, one `syncfs` beats fsync of each (1,000 files: 0.12 against 0.4 s)."""

_KINDS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "disk-read-only",
    errno.EFBIG: "file-too-big",
    errno.EIO: "disk-failing",
    errno.ENAMETOOLONG: "path-too-long",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.EBUSY: "file-in-use",
}
_SHARING_VIOLATIONS = (32, 33)  # Windows: another program holds the file open

_numbers = itertools.count()


def trouble(error: OSError, path: Path) -> MachineTrouble:
    """`error` as a MachineTrouble that names the file, for a person."""
    kind = _KINDS.get(error.errno or 0, "disk-trouble")
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        kind = "file-in-use"
    where = str(error.filename or path)
    return MachineTrouble(kind, file=where, reason=error.strerror or type(error).__name__)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an OSError inside into MachineTrouble; `path` is named where the error names no file."""
    try:
        yield
    except OSError as error:
        raise trouble(error, path) from error


def write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace `path` by `data` at once, or leave it as it was; raises OSError.

    `durable` also waits until the bytes are on the disk, which a mere cache can do without.
    """
    with _beside(path, data, durable=durable) as temporary:
        temporary.replace(path)
    if durable:
        sync_folder(path.parent)


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """`write` for each of the files, durable; many wait for the disk together, not one by one."""
    if len(files) < MANY or sys.platform != "linux":
        for path, data in files:
            write(path, data)
        return
    with contextlib.ExitStack() as stack:
        made = [(stack.enter_context(_beside(p, d, durable=False)), p) for p, d in files]
        sync_disk(made[0][0].parent)
        for temporary, path in made:
            temporary.replace(path)
        sync_disk(made[0][0].parent)


@contextlib.contextmanager
def _beside(path: Path, data: bytes, *, durable: bool) -> Iterator[Path]:
    """A temporary file of `data` in the folder of `path`; gone afterwards unless it was moved."""
    temporary = path.parent / f".{own_name()}.tmp"
    try:
        with _create(temporary) as file:
            file.write(data)
            file.flush()
            finish(file.fileno(), durable=durable)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _create(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def own_name() -> str:
    """`<pid>-<n>`: no other running process uses it, and leftovers of dead ones are known by it."""
    return f"{os.getpid()}-{next(_numbers)}"


def abandoned(name: str) -> bool:
    """Whether `…<pid>-<n>…` was left by a process that is gone (or is ours, from before)."""
    pid = name.removesuffix(".tmp").rpartition("-")[0].rpartition("-")[2].lstrip(".")
    if not pid.isdecimal() or int(pid) == os.getpid() or sys.platform == "win32":
        return (
            True  # Windows has no harmless question; the build lock is held, so nobody else writes
        )
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def finish(descriptor: int, *, durable: bool) -> None:
    """Give an open file its mode and, if asked, wait until it is on the disk."""
    if sys.platform != "win32":
        os.fchmod(descriptor, FILE_MODE)
    if durable:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_disk(folder: Path) -> bool:
    """Wait for all that was written to the disk of `folder`; False where it is not Linux."""
    if sys.platform != "linux":
        return False
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):  # not every C library has it
        os.sync()
        return True
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True


def remove(path: Path) -> None:
    """Remove a file, link or whole folder if it is there; raises OSError when it cannot."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes, 64 hexadecimal digits; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(path: Path, label: str, payload: bytes, *, durable: bool = True) -> None:
    """Write `payload` under a head line of `label` and its SHA-256, so that damage is noticed."""
    write(path, sealed(label, payload), durable=durable)


def sealed(label: str, payload: bytes) -> bytes:
    """The bytes that `seal` writes."""
    return f"ditich {label} {hashlib.sha256(payload).hexdigest()}\n".encode() + payload


def unseal(path: Path, label: str) -> bytes | None:
    """The payload sealed at `path`; None if it is missing, damaged or of another label."""
    try:
        head, _, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    good = f"ditich {label} {hashlib.sha256(payload).hexdigest()}".encode()
    return payload if head == good else None


BESIDE = Path(__file__).parent / "__pycache__"
"""Where Python keeps what it compiles of this package, and we what hangs on installed packages alone."""


def kept(name: str, label: str, make: Callable[[], bytes]) -> bytes:
    """What was made once for all projects, else what `make` says; a disk that keeps nothing costs only time.

    The `label` tells all that it hangs on.
    """
    path = BESIDE / name
    if (data := unseal(path, label)) is None:
        data = make()
        with contextlib.suppress(OSError):
            seal(path, label, data, durable=False)
    return data
