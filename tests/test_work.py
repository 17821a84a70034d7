"""Work shared out to processes: nothing is lost with a worker that is killed."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from generator import work
from generator.jobs import BytesJob
from generator.make import Templates
from generator.problems import PROJECT
from generator.store import Index, Store
from generator.work import MANY, PROOFS, Crew, spread


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


def test_workers_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work is done by one pool after another: all of it, in order, and told as one."""
    jobs = [BytesJob("web", f"{i:02}.txt", PROJECT, data=b"%d" % i) for i in range(50)]
    told, pools = list[tuple[int, int]](), list[int]()
    real = work.workers

    def counted(count: int, given: Sequence[Any]) -> AbstractContextManager[Executor]:
        pools.append(len(given))
        return real(count, given)

    monkeypatch.setattr(work, "SHIFT", 20)
    monkeypatch.setattr(work, "workers", counted)
    store, index = Store(tmp_path / "store"), Index(tmp_path / "index")
    look = Templates((), tmp_path)
    crew = Crew(store, index, look, "", 2, lambda done, of: told.append((done, of)))
    wave = crew.wave(jobs, {})
    assert [job for job, _ in wave.done] == jobs
    assert [store.get(made.digest) for _, (made,) in wave.done] == [job.data for job in jobs]
    assert pools == [17, 17, 16]
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (50, 50)


def test_what_two_editions_show_alike_is_made_once(tmp_path: Path) -> None:
    """Both are given it; other bytes at the same address are made for themselves."""
    jobs = [
        BytesJob("web", "m/1.txt", PROJECT, data=b"alike"),
        BytesJob("kiosk", "m/1.txt", PROJECT, data=b"alike"),
        BytesJob("kiosk", "m/2.txt", PROJECT, data=b"another"),
    ]
    store, index = Store(tmp_path / "store"), Index(tmp_path / "index")
    crew = Crew(store, index, Templates((), tmp_path), "", 1, lambda _done, _of: None)
    wave = crew.wave(jobs, {})
    assert wave.remade == 2
    given = {(job.edition, job.target): store.get(made.digest) for job, (made,) in wave.done}
    assert given == {(job.edition, job.target): job.data for job in jobs}
