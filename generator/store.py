"""The store: finished blobs under their SHA-256, and the index from a job's key to what it made.

Everything here can be made again, so nothing is trusted: a blob that no longer has its digest is
dropped and reported `Lost`, a damaged index is an empty one. Only *good revisions* name blobs that
cannot be made again; `keep` protects those from pruning.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from generator import disk
from generator.jobs import Made

DAY = 86_400
CHUNK = 1 << 20
LIMIT = 2 << 30
"""Default size bound in bytes: ample for one district, small beside anybody's disk."""

FORGET = 30
"""Builds after which the index forgets a job nobody asked for: undoing an edit stays cheap."""

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_FIELDS = tuple(f.name for f in fields(Made))


class Lost(Exception):
    """Blobs (`digests`) that are gone or damaged, and dropped: make them again."""

    def __init__(self, *digests: str) -> None:
        super().__init__(", ".join(digests))
        self.digests = digests


@dataclass(frozen=True)
class Store:
    """Blobs below `root` as `<2 hex>/<62 hex>`; any number of processes may use it at once."""

    root: Path
    _checked: dict[str, tuple[int, int, int]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def at(self, digest: str) -> Path:
        """Where the blob of `digest` lies, if it does; ValueError for what is no SHA-256."""
        if not _DIGEST.match(digest):
            raise ValueError(f"not a SHA-256 in hex: {digest!r}")
        return self.root / digest[:2] / digest[2:]

    def put(self, data: bytes, *, durable: bool = False) -> str:
        """Keep `data` and return its digest; raises MachineTrouble if it cannot be written.

        Not `durable` by default: what a power cut tears is noticed by its digest.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self.at(digest)
        with disk.told(path):
            if not _same(path, data):
                disk.write(path, data, durable=durable)
        return digest

    def has(self, digest: str, size: int = -1) -> bool:
        """The cheap question: is there a blob (of `size` bytes)? Sees loss and cuts, not flips."""
        try:
            status = self.at(digest).stat()
        except OSError:
            return False
        if size not in (-1, status.st_size):
            return False
        _touch(self.at(digest), status)
        return True

    def holds(self, made: Iterable[Made]) -> bool:
        """Whether every blob of `made` is there, by the cheap question."""
        return all(self.has(one.digest, one.size) for one in made)

    def verified(self, digest: str) -> bool:
        """The full question: are the bytes those of the digest? If not, the blob is dropped.

        Read once per process; asked again only if size, mtime or inode changed since. Raises
        MachineTrouble, and drops nothing, where the machine cannot say (too many open files).
        """
        path = self.at(digest)
        with disk.told(path), _unless_gone(path):
            status = path.stat()
            if self._checked.get(digest) == _signature(status):
                return True
            if disk.digest_of(path) == digest:
                _touch(path, status)
                self._checked[digest] = _signature(path.stat())
                return True
        self.drop(digest)
        return False

    def path(self, digest: str) -> Path:
        """The verified blob's own file, to be read and never written; raises as `get`."""
        if not self.verified(digest):
            raise Lost(digest)
        return self.at(digest)

    def open(self, digest: str) -> BinaryIO:
        """The verified blob, open for reading; raises as `get`."""
        path = self.path(digest)
        with disk.told(path):
            return path.open("rb")

    def get(self, digest: str) -> bytes:
        """The blob's bytes, always checked; raises Lost, or MachineTrouble as `verified`."""
        path = self.at(digest)
        with disk.told(path), _unless_gone(path):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == digest:
                return data
        self.drop(digest)
        raise Lost(digest)

    def copy(self, digest: str, target: Path, *, durable: bool = False) -> None:
        """Write the blob to the new file `target`, checking every byte on the way.

        Raises Lost (and removes `target`) for a damaged blob, OSError for a failing target or a
        machine that cannot read the blob now.
        """
        found = hashlib.sha256()
        with target.open("xb") as to:
            for chunk in self._chunks(digest):
                found.update(chunk)
                to.write(chunk)
            to.flush()
            disk.finish(to.fileno(), durable=durable)
        if found.hexdigest() != digest:
            target.unlink()
            self.drop(digest)
            raise Lost(digest)

    def drop(self, digest: str) -> None:
        """Forget a blob; silent if it is gone already."""
        self._checked.pop(digest, None)
        path = self.at(digest)
        with disk.told(path), contextlib.suppress(FileNotFoundError):
            disk.remove(path)

    def prune(self, limit: int = LIMIT, keep: Collection[str] = frozenset()) -> int:
        """Drop the least recently used blobs until ≤ `limit` bytes are left; returns bytes freed.

        Never drops one named in `keep`, even above the limit. Call it under the build lock, and not
        every time: it looks at each blob (10 microseconds). Sweeps dead processes' temporary files.
        """
        blobs = sorted(self._blobs())
        total, freed = sum(size for _, size, _ in blobs), 0
        for _, size, digest in blobs:
            if total - freed <= limit:
                break
            if digest not in keep:
                self.drop(digest)
                freed += size
        return freed

    def _blobs(self) -> Iterator[tuple[float, int, str]]:
        """(last use in seconds, size in bytes, digest) of every blob."""
        for folder in _scan(self.root):
            for entry in _scan(Path(folder.path)):
                digest = folder.name + entry.name
                if _DIGEST.match(digest):
                    status = entry.stat(follow_symlinks=False)
                    yield status.st_mtime, status.st_size, digest
                elif entry.name.endswith(".tmp") and disk.abandoned(entry.name):
                    with contextlib.suppress(OSError):
                        Path(entry.path).unlink()

    def _chunks(self, digest: str) -> Iterator[bytes]:
        path = self.at(digest)
        with _unless_gone(path), path.open("rb") as source:
            while chunk := source.read(CHUNK):
                yield chunk
            _touch(path, os.fstat(source.fileno()))


class Index:
    """Which job made what, by the job's key: `get` and `put`, then `save` after a build.

    A file that is damaged, or of another version of the format or of `Made`, is an empty index.
    """

    LABEL = "index 1"

    def __init__(self, path: Path, *, ages: bool = True) -> None:
        """`ages` is False for a run of some editions only: the jobs of others are not growing old."""
        self.path = path
        self._entries, run = _load(path, self.LABEL)
        self.run = run + 1 if ages or not run else run

    def get(self, key: str) -> tuple[Made, ...] | None:
        """What the job made last time, or None; whether the blobs are there, ask the store."""
        if key not in self._entries:
            return None
        rows = self._entries[key][1]
        self._entries[key] = (self.run, rows)
        return tuple(_made(row) for row in rows)

    def put(self, key: str, made: Iterable[Made]) -> None:
        """Remember what the job made."""
        self._entries[key] = (self.run, [list(attrgetter(*_FIELDS)(one)) for one in made])

    def named(self, runs: int = 2) -> frozenset[str]:
        """Digests that the last `runs` builds asked for: the part of `keep` that is ours."""
        at = _FIELDS.index("digest")
        recent = (rows for run, rows in self._entries.values() if run > self.run - runs)
        return frozenset(row[at] for rows in recent for row in rows)

    def save(self) -> None:
        """Write the index at once or not at all; raises MachineTrouble."""
        fresh = {k: e for k, e in self._entries.items() if e[0] > self.run - FORGET}
        body = {"fields": _FIELDS, "run": self.run, "entries": dict(sorted(fresh.items()))}
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        with disk.told(self.path):
            # Not durable: a torn index is an empty one, and a build is quicker for it.
            disk.seal(self.path, self.LABEL, data, durable=False)

    def restrict(self, keep: Collection[str]) -> None:
        """Forget every job that made a blob not in `keep`."""
        at = _FIELDS.index("digest")
        self._entries = {
            key: entry
            for key, entry in self._entries.items()
            if all(row[at] in keep for row in entry[1])
        }


def clean(work: Path, keep: Collection[str] = frozenset()) -> int:
    """`ditich clean`: empty the store but for `keep` (good revisions' blobs); returns bytes freed.

    `work` is the project's `.ditich`, whose `good/` and lock stay. Call it under the build lock.
    """
    freed = Store(work / "store").prune(0, keep)
    index = Index(work / "index")
    index.restrict(keep)
    index.save()
    with disk.told(work):
        disk.remove(work / "state")
    return freed


_Row = list[Any]
_Entry = tuple[int, list[_Row]]


def _load(path: Path, label: str) -> tuple[dict[str, _Entry], int]:
    payload = disk.unseal(path, label)
    if payload is None:
        return {}, 0
    body = json.loads(payload)
    if body["fields"] != list(_FIELDS):
        return {}, 0
    return {key: (run, rows) for key, (run, rows) in body["entries"].items()}, body["run"]


def _made(row: _Row) -> Made:
    return Made(*(_frozen(value) for value in row))


def _frozen(value: Any) -> Any:
    """JSON's lists as tuples again, all the way down."""
    return tuple(_frozen(v) for v in value) if isinstance(value, (list, tuple)) else value


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


@contextlib.contextmanager
def _unless_gone(path: Path) -> Iterator[None]:
    """Pass over an OSError that says the blob is not there to be read, ever; raise any other.

    A machine out of file handles, or a virus scanner that holds the file, says nothing of the blob.
    """
    try:
        yield
    except OSError as error:
        # EIO: the disk cannot read it back. Windows calls a folder a lack of permission.
        gone = isinstance(error, FileNotFoundError) or error.errno == errno.EIO or path.is_dir()
        if not gone:
            raise


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _touch(path: Path, status: os.stat_result) -> None:
    """Note the use in the mtime, once a day: access times are switched off on most disks."""
    if abs(time.time() - status.st_mtime) > DAY:
        with contextlib.suppress(OSError):
            os.utime(path)
