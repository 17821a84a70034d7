"""What is known of an original holds only for the bytes it was known of."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from generator import disk, tree
from generator.digests import Digests


def sha256(data: bytes) -> str:
    """As hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def on_a_coarse_disk(file: Path, data: bytes) -> None:
    """Write without a trace in the stat: same length, same second (a FAT disk has two-second steps)."""
    file.write_bytes(data)
    now = time.time_ns() // tree.SECOND * tree.SECOND
    os.utime(file, ns=(now, now))


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stat as such a disk gives it."""

    def seen(status: os.stat_result) -> tree.Seen:
        return status.st_size, status.st_mtime_ns, status.st_mtime_ns, status.st_ino

    monkeypatch.setattr(tree, "seen", seen)


@pytest.mark.usefixtures("coarse")
def test_a_picture_saved_twice_within_the_clocks_step_is_looked_at_again(tmp_path: Path) -> None:
    """The second bytes have the stat of the first; the next run must not believe it."""
    file = tmp_path / "a.png"
    on_a_coarse_disk(file, b"one")
    before = tree.seen(file.stat())
    first = Digests(tmp_path)
    assert first.of(file) == sha256(b"one")
    first.save()
    file.write_bytes(b"two")
    os.utime(file, ns=(before[1], before[1]))
    assert tree.seen(file.stat()) == before
    assert Digests(tmp_path).of(file) == sha256(b"two")


def test_an_old_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written long ago is known by its stat, run after run; in one run any file is."""
    old, new = tmp_path / "cu.png", tmp_path / "moi.png"
    old.write_bytes(b"old")
    os.utime(old, ns=(10**18, 10**18 + 1))
    new.write_bytes(b"new")
    known = Digests(tmp_path)
    for file in (old, new, new):
        known.of(file)
    known.save()
    read: list[Path] = []

    def noted(path: Path) -> str:
        read.append(path)
        return "0" * 64

    monkeypatch.setattr(disk, "digest_of", noted)
    again = Digests(tmp_path)
    assert again.of(old) == sha256(b"old")
    assert again.of(new) == again.of(new) == "0" * 64
    assert read == [new]
