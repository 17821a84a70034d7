"""A signed pack of one kiosk edition: what is in it, and how it is made.

    manifest.json   what follows, by name, size and SHA-256; what the signature is over
    manifest.sig    Ed25519, 64 bytes
    key.pub         the key, for a first installation to take over
    tree/…          the edition, file by file

The same tree packed again with the same settings folder is the same bytes: files are stored, no
clock is asked twice. `made` orders packs: the time of the first packing, and always more than the last.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import disk, names
from generator.kiosk import edition, keys
from generator.kiosk.refused import Refused

FORMAT = 1
MANIFEST, SIGNATURE, KEY, TREE = "manifest.json", "manifest.sig", keys.PUBLIC, "tree/"
MAX_FILES = 50_000
MAX_BYTES = 4_000_000_000
"""A FAT32 stick holds no larger file, and no zip below it needs 64-bit fields."""

MAX_MANIFEST = 16_000_000
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold (APPNOTE.TXT 4.4.6): no file in it has another."""

CHUNK = 1 << 20
REMEMBERED = 100
"""Packings remembered, so that the same tree stays the same pack."""


@dataclass(frozen=True)
class Part:
    """One file of the edition."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a pack says it holds."""

    content: str
    made: int
    """Seconds since 1970."""
    files: dict[str, Part]
    """By name below the tree."""

    def to_bytes(self) -> bytes:
        """Canonical JSON: what the signature is over."""
        files = {name: [part.size, part.sha256] for name, part in sorted(self.files.items())}
        data = {"kiosk-pack": FORMAT, "content": self.content, "made": self.made, "files": files}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def build(self) -> str:
        """Sixteen hexadecimal digits that name it."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:16]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in self.files.values())


def parsed(data: bytes) -> Manifest:
    """The manifest in these bytes, every name and number looked at; raises Refused."""
    try:
        given = json.loads(data)
        files = {
            str(name): Part(*map(_kind, pair, (int, str))) for name, pair in given["files"].items()
        }
        manifest = Manifest(_kind(given["content"], str), _kind(given["made"], int), files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as why:
        raise Refused("kiosk-not-a-pack", MANIFEST) from why
    if given.get("kiosk-pack") != FORMAT:
        raise Refused("kiosk-not-a-pack", MANIFEST)
    for name, part in files.items():
        if fault(name) or part.size < 0 or not _is_digest(part.sha256):
            raise Refused("kiosk-unsafe", name)
    if pair := names.clash(sorted(files)):
        raise Refused("kiosk-unsafe", pair[1])
    if len(files) > MAX_FILES or manifest.size > MAX_BYTES:
        raise Refused("kiosk-too-large")
    return manifest


def _kind(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(sign in "0123456789abcdef" for sign in text)


def fault(name: str) -> str:
    """Why no file may be called that; '' for a good name."""
    if any(ord(sign) < 32 for sign in name) or len(name) > 400 or name.startswith("/"):
        return names.LEAVES
    return names.fault(name)


def make(tree: Path, target: Path, folder: Path, now: Callable[[], float] = time.time) -> Manifest:
    """Write the pack of `tree` into the folder `target`; returns what is in it.

    Keys and what was packed before are kept in `folder`. Raises Refused for a tree that is no
    edition or too large, keys.BadKey, OSError.
    """
    shown = edition.read(tree)
    if shown is None:
        raise Refused("kiosk-no-pack", str(tree))
    files = {path.relative_to(tree).as_posix(): path for path in _files(tree)}
    parts = {name: Part(path.stat().st_size, disk.digest_of(path)) for name, path in files.items()}
    key = keys.own(folder)
    same = hashlib.sha256(Manifest(shown.content, 0, parts).to_bytes()).hexdigest()
    manifest = parsed(Manifest(shown.content, _moment(folder, same, now), parts).to_bytes())
    data = manifest.to_bytes()
    target.mkdir(parents=True, exist_ok=True)
    beside = target / f".{disk.own_name()}.tmp"
    try:
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_STORED) as archive:
            archive.writestr(_about(MANIFEST), data)
            archive.writestr(_about(SIGNATURE), key.sign(data))
            archive.writestr(_about(KEY), keys.public_pem(key))
            for name in sorted(files):
                _add(archive, TREE + name, files[name])
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target / name_of(manifest))
        disk.sync_folder(target)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def name_of(manifest: Manifest) -> str:
    """What its file is called."""
    return f"ditich-kiosk-{manifest.content}.zip"


def day(made: int) -> str:
    """`2026-11-28`, UTC; '' where nothing is known."""
    return datetime.fromtimestamp(made, UTC).date().isoformat() if made else ""


def _files(tree: Path) -> Iterator[Path]:
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not names.passed_over(path.name):
            yield path


def _about(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, MOMENT)
    about.create_system = 3  # else the zip would say on which system it was made
    about.external_attr = disk.FILE_MODE << 16
    return about


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    about = _about(name)
    about.file_size = path.stat().st_size  # so that no 64-bit fields are added in case of need
    with path.open("rb") as source, archive.open(about, "w") as copy:
        while data := source.read(CHUNK):
            copy.write(data)


def _moment(folder: Path, same: str, now: Callable[[], float]) -> int:
    """When this very tree was packed first; for a new one now, and more than ever before."""
    path = folder / "kiosk-packs.json"
    try:
        known = {str(k): int(v) for k, v in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        known = {}
    if same not in known:
        known[same] = max(int(now()), max(known.values(), default=0) + 1)
        kept = sorted(known.items(), key=lambda entry: entry[1])[-REMEMBERED:]
        disk.write(path, json.dumps(dict(kept), indent=1).encode())
    return known[same]
