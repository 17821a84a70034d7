"""Trouble with the machine is told by its name, and what was published stays."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import disk, exchange, names
from generator.lock import building
from generator.problems import MachineTrouble, Place, Problem
from generator.publish import publish, recover
from generator.store import Store
from tests.tiny_build import (
    EDITION,
    build,
    contents,
    leftovers,
    make,
    no_exchange,
    served,
    whole,
)

WAYS = pytest.mark.parametrize("swap", [exchange.swap, no_exchange], ids=["exchange", "per-file"])


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 600 KB; skipped where this user may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="ditich-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=600k,mode=755", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        if not mounted:
            pytest.skip("may not mount a small disk here (a limit on file size is tested)")
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@WAYS
@pytest.mark.parametrize("free", [4, 20, 60, 100])
def test_a_full_disk_is_told_and_changes_nothing(
    small_disk: Path, tmp_path: Path, swap: exchange.Swap, free: int
) -> None:
    """With `free` KB left the build stops with `disk-full`, the old tree whole; then it goes on."""
    root = tmp_path
    (root / "output").symlink_to(small_disk / "output")
    (small_disk / "output").mkdir()
    build(root, 0, swap)
    filler = small_disk / "filler"
    left = shutil.disk_usage(small_disk).free
    filler.write_bytes(bytes(max(left - free * 1024, 0)))
    with pytest.raises(MachineTrouble) as full:
        build(root, 9, swap)
    assert full.value.kind == "disk-full"
    assert whole(served(root / "output" / EDITION)) == 0
    assert leftovers(root) == []
    filler.unlink()
    build(root, 9, swap)
    assert whole(served(root / "output" / EDITION)) == 9


def test_a_full_disk_under_the_store_is_told(small_disk: Path) -> None:
    """A blob that does not fit is `disk-full` and leaves no part; what is there stays good."""
    store = Store(small_disk / ".ditich" / "store")
    digest = store.put(b"fits" * 1000)
    with pytest.raises(MachineTrouble) as full:
        store.put(bytes(700_000))
    assert full.value.kind == "disk-full"
    assert not list(store.root.rglob("*.tmp"))
    assert store.get(digest) == b"fits" * 1000


def test_a_file_size_limit_is_told(tmp_path: Path) -> None:
    """A limit of the system on a file's size is `file-too-big`; the old generation stays whole."""
    build(tmp_path, 0)
    store = Store(tmp_path / ".ditich" / "store")
    made = make(store, contents(4) | {"film.mp4": bytes(100_000)})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(MachineTrouble) as refused:
            publish(EDITION, made, store, tmp_path / "output")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.kind == "file-too-big"
    assert refused.value.params["file"].endswith("film.mp4")
    assert whole(served(tmp_path / "output" / EDITION)) == 0
    assert leftovers(tmp_path) == []


_AS_NOBODY = """
import os, sys
from pathlib import Path
from tests.tiny_build import build
from generator.problems import MachineTrouble, Place, Problem
build(Path(sys.argv[2]), 1)  # loads every module while we may
if os.getuid() == 0:  # root may write everywhere: be nobody
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    build(Path(sys.argv[1]), 2)
except MachineTrouble as trouble:
    print(trouble.kind, trouble.params["file"])
"""


@pytest.mark.parametrize(
    ("shut", "mode"), [("output", 0o555), (".ditich", 0o500), (".ditich/store", 0o555)]
)
def test_a_folder_one_may_not_write_is_told(tmp_path: Path, shut: str, mode: int) -> None:
    """Without permission on a folder the build stops with `no-permission`, the tree whole."""
    root = Path(tempfile.mkdtemp(prefix="ditich-"))
    try:
        root.chmod(0o777)
        build(root, 1)
        if os.getuid() == 0:
            for path in [root, *root.rglob("*")]:
                os.chown(path, 65534, 65534)
        (root / shut).chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(root), str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        (root / shut).chmod(0o755)
        assert (done.stderr, done.returncode) == ("", 0)
        assert done.stdout.startswith(f"no-permission {root / shut}")
        assert whole(served(root / "output" / EDITION)) == 1
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EFBIG]
)
def test_every_kind_of_trouble_has_its_name(number: int) -> None:
    """Each error a disk is known for becomes its own kind of trouble, with the file's name."""
    trouble = disk.trouble(OSError(number, "words", "a/b"), Path("c"))
    assert trouble.kind != "disk-trouble"
    assert trouble.params["file"] == "a/b"


def test_a_second_build_is_refused_at_once_and_names_the_first(tmp_path: Path) -> None:
    """While another process holds the lock a build is refused at once, with its number."""
    program = (
        "import sys, time; from pathlib import Path; from generator.lock import building\n"
        "with building(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / ".ditich")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        begun = time.monotonic()
        with pytest.raises(MachineTrouble) as refused:
            build(tmp_path, 1)
        assert time.monotonic() - begun < 5  # the other holds it for 60
        assert (refused.value.kind, refused.value.params) == (
            "already-building",
            {"holder": str(holder.pid)},
        )
        holder.kill()
    build(tmp_path, 1)  # free again, though nobody gave it back


def test_a_killed_builds_orphan_worker_does_not_hold_the_lock(tmp_path: Path) -> None:
    """A worker forked by a build that was killed may live on: the lock is free all the same."""
    program = (
        "import os, sys, time; from pathlib import Path; from generator.lock import building\n"
        "with building(Path(sys.argv[1])):\n"
        "    if os.fork() == 0: print(os.getpid(), flush=True)\n"
        "    time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / ".ditich")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        orphan = int(holder.stdout.readline())
        holder.kill()
        holder.wait()
    try:
        with building(tmp_path / ".ditich"):
            os.kill(orphan, 0)  # it does live
    finally:
        os.kill(orphan, 9)


def test_leftovers_of_the_living_stay(tmp_path: Path) -> None:
    """Stages of dead processes are swept, one of a process that lives is left alone."""
    build(tmp_path, 1)
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    for pid in (child.pid, os.getppid()):
        (tmp_path / "output" / f".{EDITION}.stage-{pid}-0" / "vi").mkdir(parents=True)
    recover(tmp_path / ".ditich", tmp_path / "output")
    assert leftovers(tmp_path) == [f".{EDITION}.stage-{os.getppid()}-0"]


def test_all_trouble_can_be_told_in_both_languages() -> None:
    """Every kind raised on the way to disk has sentence and advice, in Vietnamese and English."""
    params = {"file": "a", "reason": "b", "folder": "c", "holder": "1"}
    params |= {"target": "d", "one": "e", "other": "f"}
    kinds = {*disk._KINDS.values(), "disk-trouble", "half-published", "already-building"}
    for kind in sorted(kinds | {names.LEAVES, names.RESERVED, "targets-clash"}):
        told = Problem(Place("output"), kind, tuple(params.items()))
        for lang in ("vi", "en"):
            assert told.sentence(lang)
            assert told.advice(lang)
            assert "{" not in told.render(lang)
