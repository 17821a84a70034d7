"""A pack that somebody brought, read as hostile: nothing is believed before the signature, and then little.

Order: sizes of the zip's own lists, the manifest's signature, its names and numbers, room on the disk,
and only then the files, each cut off at its told size and held against its digest.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from generator import disk
from generator.kiosk import keys, pack
from generator.kiosk.refused import Refused

SPARE = 32_000_000
"""Bytes that stay free on the disk, for logs and counts."""

_END, _END_SIZE, _LONGEST_COMMENT = b"PK\5\6", 22, 0xFFFF
_LONG_END, _LONG_END_SIZE = b"PK\6\7", 20
"""What leads to an end record of 64-bit numbers (APPNOTE.TXT 4.3.15), which zipfile believes more."""

_LISTED_BYTES = 24_000_000
"""Of the zip's list of files, at most."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    LookupError, OverflowError,
)  # fmt: skip
"""All that zipfile says of a zip that is none, is cut off, encrypted, or packed in an unknown way."""


class Pack:
    """An open pack whose manifest is properly signed."""

    def __init__(self, archive: zipfile.ZipFile, manifest: pack.Manifest, key: bytes) -> None:
        self._archive = archive
        self.manifest = manifest
        self.key = key
        """The public key that signed it, as PEM."""

    def extract(self, folder: Path) -> None:
        """Write every file below `folder`, which is there and empty; raises Refused, OSError."""
        if shutil.disk_usage(folder).free < self.manifest.size + SPARE:
            raise Refused("disk-full", str(folder))
        for name, part in self.manifest.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                told(name),
                self._archive.open(pack.TREE + name) as source,
                path.open("xb") as copy,
            ):
                _copy(source, copy, part, name)
                copy.flush()
                disk.finish(copy.fileno(), durable=os.name == "nt")
        if not disk.sync_disk(folder) and os.name != "nt":
            os.sync()


def _copy(source: IO[bytes], copy: BinaryIO, part: pack.Part, name: str) -> None:
    """Copy one file, never more than its size, and hold it against its digest."""
    digest, left = hashlib.sha256(), part.size
    while data := source.read(min(pack.CHUNK, left + 1)):
        left -= len(data)
        if left < 0:
            break
        digest.update(data)
        copy.write(data)
    if left or digest.hexdigest() != part.sha256:
        raise Refused("kiosk-damaged", name)


@contextlib.contextmanager
def told(name: str, kind: str = "kiosk-damaged") -> Iterator[None]:
    """Whatever zipfile says of damage, as Refused."""
    try:
        yield
    except _BROKEN as broken:
        raise Refused(kind, name) from broken
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the file's beginning
            raise
        raise Refused(kind, name) from error


@contextlib.contextmanager
def opened(path: Path, key: bytes | None) -> Iterator[Pack]:
    """The pack at `path`, signed by the key `key` (PEM; None takes the key it brings along).

    Raises Refused for whatever is wrong with it, OSError if it cannot be read.
    """
    with path.open("rb") as file:
        _look_at_end(file, path.name)
        with _archive(file, path.name) as archive:
            brought = _read(archive, pack.KEY, 1_000)
            data = _read(archive, pack.MANIFEST, pack.MAX_MANIFEST)
            signature = _read(archive, pack.SIGNATURE, keys.SIGNATURE_BYTES)
            try:
                known = keys.public(brought if key is None else key)
            except keys.BadKey as why:
                raise Refused("kiosk-wrong-key", path.name) from why
            if not keys.signed_by(known, signature, data):
                raise Refused("kiosk-wrong-key", path.name)
            manifest = pack.parsed(data)
            _look_at_list(archive, manifest)
            yield Pack(archive, manifest, brought if key is None else key)


@contextlib.contextmanager
def _archive(file: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    with told(name, "kiosk-not-a-pack"):
        archive = zipfile.ZipFile(file)
    with archive:
        yield archive


def _look_at_end(file: BinaryIO, name: str) -> None:
    """Refuse a zip whose list of files is longer than any of ours, before zipfile reads it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LONG_END_SIZE))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Refused("kiosk-not-a-pack", name)
    entries, listed = struct.unpack_from("<HL", tail, at + 10)
    long = tail[max(0, at - _LONG_END_SIZE) : at].startswith(_LONG_END)
    if long or entries > pack.MAX_FILES + 3 or listed > _LISTED_BYTES or size >= 1 << 32:
        raise Refused("kiosk-too-large", name)
    file.seek(0)


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A small file of the zip, `most` bytes at most."""
    with told(name, "kiosk-not-a-pack"), archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Refused("kiosk-not-a-pack", name)
    return data


def _look_at_list(archive: zipfile.ZipFile, manifest: pack.Manifest) -> None:
    """Refuse a zip that holds other files than its manifest, one twice, or a link."""
    expected = {pack.TREE + name for name in manifest.files} | {
        pack.MANIFEST,
        pack.SIGNATURE,
        pack.KEY,
    }
    seen: set[str] = set()
    for entry in archive.infolist():
        mode = entry.external_attr >> 16
        if entry.filename in seen or entry.filename not in expected:
            raise Refused("kiosk-unsafe", entry.filename)
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            raise Refused("kiosk-unsafe", entry.filename)
        seen.add(entry.filename)
    if missing := expected - seen:
        raise Refused("kiosk-damaged", min(missing))
