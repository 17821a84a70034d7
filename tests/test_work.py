"""Work shared out to processes: nothing is lost with a worker that is killed."""

from __future__ import annotations

import os
import time
from pathlib import Path

from generator.work import MANY, PROOFS, spread


def once_fatal(mark: Path) -> Path:
    """The path itself; the first process that is given the one of that name ends on the spot."""
    if mark.name == "40" and not mark.exists():
        mark.touch()
        os._exit(9)
    return mark


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    """What it left undone is done here, in order (out of memory kills so); the worker did die."""
    marks = [tmp_path / f"{number}" for number in range(3 * MANY)]
    assert list(spread(2)(once_fatal, marks)) == marks
    assert (tmp_path / "40").exists()


def who(_item: int) -> int:
    """The process that does it; it takes long enough for another one to begin."""
    time.sleep(0.2)
    return os.getpid()


def test_a_few_proofs_are_shared_out() -> None:
    """Three plates' worth is done by both processes, not by one that was given all; less is done here."""
    assert len({*spread(2, PROOFS)(who, range(PROOFS))} - {os.getpid()}) == 2
    assert {*spread(2, PROOFS)(who, range(PROOFS - 1))} == {os.getpid()}
