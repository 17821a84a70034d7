"""Work shared out to processes: nothing is lost with a worker that is killed."""

from __future__ import annotations

import os
from pathlib import Path

from generator.work import MANY, spread


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
