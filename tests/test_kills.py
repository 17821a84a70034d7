"""Killed at any instant: one whole generation is served, and the next run repairs and sweeps."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.lock import building
from generator.publish import publish, recover
from generator.store import Index, Store
from tests.tiny_build import EDITION, build, contents, leftovers, make, no_exchange, served, whole

KILLS = 500 if os.environ.get("DITICH_ORDEAL") else 20
STEP = 1 if os.environ.get("DITICH_ORDEAL") else 23
"""Every file operation of a build is killed at in the long form, every twenty-third in the short."""

PROGRAM = Path(__file__).with_name("tiny_build.py")
LONGEST = 0.25
"""Seconds a child may work before it is killed: some ten builds."""

pytestmark = pytest.mark.ordeal

Record = Callable[[str, object], None]
"""pytest's record_property: counts for docs/ordeal.md."""


def _kill_one(root: Path, first: int, seconds: float, *how: str) -> None:
    """Start builds from generation `first` on, and kill the process after `seconds` of work."""
    command = [sys.executable, str(PROGRAM), str(root), str(first), *how]
    environment = os.environ | {"PYTHONPATH": str(PROGRAM.parents[1])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        assert child.poll() is None, "it stopped by itself"
        child.send_signal(signal.SIGKILL)


def _enough(kills: int, fell: int) -> bool:
    """KILLS of them, or more, ten times as many at most, until one fell where it proves something."""
    return kills >= KILLS and (fell > 0 or kills >= 10 * KILLS)


class _Visitor(threading.Thread):
    """Reads whole trees: while the folder stays the same one, it must be one generation."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.stopped = threading.Event()
        self.seen: list[int] = []
        self.errors: list[str] = []

    def run(self) -> None:
        while not self.stopped.wait(0.005):
            held = os.open(self.folder, os.O_RDONLY)  # held open, its inode cannot be given away
            try:
                self._visit(os.fstat(held).st_ino)
            finally:
                os.close(held)

    def _visit(self, inode: int) -> None:
        generation, trouble = -1, ""
        try:
            generation = whole(served(self.folder))
        except (OSError, AssertionError) as error:
            trouble = repr(error)
        if self.folder.stat().st_ino != inode:
            return  # the next generation came in between: no tree was promised for that
        if trouble:
            self.errors.append(trouble)
        else:
            self.seen.append(generation)


def _sound(root: Path) -> None:
    """Every blob in the store that is named by the index has its digest, or is noticed."""
    store, index = Store(root / ".ditich" / "store"), Index(root / ".ditich" / "index")
    assert all(store.verified(d) for d in index.named() if store.has(d))


@pytest.mark.slow
def test_killed_builds_leave_one_whole_generation(tmp_path: Path, record_property: Record) -> None:
    """After each kill, and for a visitor all along, the tree is one; the next run sweeps."""
    moments = random.Random(1)  # noqa: S311 - a seed to repeat, not a secret
    generation, kills, swept = 0, 0, 0
    build(tmp_path, generation)
    visitor = _Visitor(tmp_path / "output" / EDITION)
    visitor.start()
    while not _enough(kills, swept):
        kills += 1
        _kill_one(tmp_path, generation + 1, moments.uniform(0, LONGEST))
        generation = whole(served(tmp_path / "output" / EDITION))
        swept += bool(leftovers(tmp_path))
        build(tmp_path, generation)  # the lock is free, and what was left is swept
        assert leftovers(tmp_path) == []
        assert whole(served(tmp_path / "output" / EDITION)) == generation
        _sound(tmp_path)
    record_property("kills", kills)
    visitor.stopped.set()
    visitor.join()
    assert visitor.errors == []
    assert len(set(visitor.seen)) > KILLS / 4, "the visitor saw too little to mean anything"
    assert visitor.seen == sorted(visitor.seen), "an older generation came back"
    assert swept > 0, "no kill fell into a build: the test proves nothing"


@pytest.mark.slow
def test_killed_file_by_file_the_next_run_completes_a_generation(
    tmp_path: Path, record_property: Record
) -> None:
    """Without an exchange every file is whole after a kill, and the next start mends the tree."""
    moments = random.Random(2)  # noqa: S311 - a seed to repeat, not a secret
    generation, kills, mixed = 0, 0, 0
    folder = tmp_path / "output" / EDITION
    build(tmp_path, generation, no_exchange)
    while not _enough(kills, mixed):
        kills += 1
        _kill_one(tmp_path, generation + 1, moments.uniform(0, LONGEST), "per-file")
        versions = [contents(g) for g in range(generation, generation + 200)]
        found = served(folder)
        assert all(any(v.get(t) == data for v in versions) for t, data in found.items())
        mixed += bool(list((tmp_path / ".ditich").glob("journal-*")))
        with building(tmp_path / ".ditich"):
            recover(tmp_path / ".ditich", tmp_path / "output")
        generation = whole(served(folder))
        assert [name for name in leftovers(tmp_path) if not name.endswith(".tmp")] == []
        build(tmp_path, generation, no_exchange)
        assert leftovers(tmp_path) == []
    record_property("kills", kills)
    assert mixed > 0, "no kill fell into a journal: the test proves nothing"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["exchange", "per-file"])
def test_killed_at_every_file_operation(tmp_path: Path, how: str, record_property: Record) -> None:
    """Killed before its 1st, 2nd, … last file operation, a build leaves the old tree or the new."""
    command = [sys.executable, str(PROGRAM), str(tmp_path), "1", how, str(STEP)]
    environment = os.environ | {"PYTHONPATH": str(PROGRAM.parents[1])}
    done = subprocess.run(command, capture_output=True, env=environment, text=True, check=False)
    assert done.stderr == ""
    old, new = (int(word) for word in done.stdout.splitlines()[-1].split())
    record_property("kills", old + new)
    assert old > 0, "no kill fell before the turn"
    assert new > 0, "no kill fell after the turn"


def test_a_visitor_does_see_a_mixture(tmp_path: Path) -> None:
    """Negative control: a publisher that rewrites files in place is caught by the same visitor."""
    build(tmp_path, 0)
    folder = tmp_path / "output" / EDITION
    visitor = _Visitor(folder)
    visitor.start()
    for generation in (1, 2) * 20:
        for target, data in contents(generation).items():
            if (folder / target).parent.is_dir():
                (folder / target).write_bytes(data)
    visitor.stopped.set()
    visitor.join()
    assert visitor.errors


def test_generations_do_not_hang_on_what_was_there(tmp_path: Path) -> None:
    """Reached through kills, edits and damage or built at once: a generation is the same tree."""
    _kill_one(tmp_path / "a", 1, 0.05)
    (tmp_path / "a" / "output").mkdir(parents=True, exist_ok=True)
    store = Store(tmp_path / "a" / ".ditich" / "store")
    with building(tmp_path / "a" / ".ditich"):
        publish(EDITION, make(store, contents(7)), store, tmp_path / "a" / "output")
    build(tmp_path / "b", 7)
    trees = [served(tmp_path / name / "output" / EDITION) for name in "ab"]
    assert trees[0] == trees[1] == contents(7)
