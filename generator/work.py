"""Who does the jobs: this process, or a pool of processes; the same bytes either way.

A worker reads the inputs its job names, makes the outputs, puts them into the store and sends
back only `Made`. Jobs are batched so that small pages do not drown in messages.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from generator.jobs import Job, Made, Revision
from generator.make import Output, make, recipe, renew
from generator.make.refusal import Refusal
from generator.model import Project
from generator.problems import Place, Problem
from generator.store import Index, Store

FEW = 12
"""Light jobs that one process does sooner than a pool starts (a fork costs about 10 ms)."""

HEAVY = ("picture", "sound", "card", "plaque")
"""Kinds of which each job takes long enough to be sent alone."""

Needs = tuple[tuple[str, tuple[Made, ...]], ...]
Done = tuple[tuple[Made, ...], tuple[Problem, ...]]


@dataclass(frozen=True)
class Task:
    """A job with what earlier waves made of its needs, and where blobs go."""

    job: Job
    needs: Needs
    templates: tuple[Path, ...]
    store: Path


class Serial(Executor):
    """Everything at once, here: for few jobs, tests and the preview."""

    def submit(self, fn: Callable[..., Done], /, *args: object, **kwargs: object) -> Future[Done]:  # type: ignore[override]
        """Do it now."""
        future: Future[Done] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as trouble:  # noqa: BLE001 - the future carries whatever the job raised
            future.set_exception(trouble)
        return future


@contextmanager
def workers(count: int) -> Iterator[Executor]:
    """An executor of `count` processes; 1 is this process."""
    if count <= 1:
        yield Serial()
        return
    # A fork is cheapest, but not safe beside other threads (the preview has some).
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield pool


@dataclass(frozen=True)
class Crew:
    """Who works and with what: the store, its index, the templates (and their digest), processes."""

    store: Store
    index: Index
    templates: tuple[Path, ...]
    look: str
    count: int
    tell: Callable[[int, int], None]

    def wave(self, jobs: Iterable[Job], made: Mapping[str, tuple[Made, ...]]) -> Wave:
        """Do these jobs; what the store already has is taken from there."""
        done: list[tuple[Job, tuple[Made, ...]]] = []
        todo: list[tuple[str, Task]] = []
        for job in jobs:
            needs = tuple((name, made[name]) for name in job.needs if name in made)
            key = job_key(job, needs, self.look if job.kind == "page" else "")
            known = self.index.get(key)
            if known is not None and self.store.holds(known):
                done.append((job, known))
            else:
                todo.append((key, Task(job, needs, self.templates, self.store.root)))
        if any(task.job.kind == "page" for _, task in todo):
            renew(self.look)
        problems: list[Problem] = []
        for (key, task), (outputs, trouble) in zip(todo, self._do(todo), strict=True):
            problems += trouble
            if not trouble:
                done.append((task.job, outputs))
                self.index.put(key, outputs)
        return Wave(tuple(done), tuple(problems), len(todo))

    def _do(self, todo: Sequence[tuple[str, Task]]) -> Iterator[Done]:
        tasks = [task for _, task in todo]
        heavy = len(tasks) > 1 and tasks[0].job.kind in HEAVY
        count = self.count if heavy or len(tasks) >= FEW else 1
        size = 1 if heavy else max(1, min(16, len(tasks) // (4 * count)))
        batches = [tuple(tasks[i : i + size]) for i in range(0, len(tasks), size)]
        done = 0
        try:
            with workers(count) as pool:
                for batch in pool.map(_labours, batches):
                    done += len(batch)
                    self.tell(done, len(tasks))
                    yield from batch
        except BrokenProcessPool:
            # A worker was killed (out of memory, most likely): the rest is done here, one by one.
            for task in tasks[done:]:
                done += 1
                self.tell(done, len(tasks))
                yield labour(task)


@dataclass(frozen=True)
class Wave:
    """What a wave did: each job with what it made, problems, and how many were really made."""

    done: tuple[tuple[Job, tuple[Made, ...]], ...]
    problems: tuple[Problem, ...]
    remade: int


def job_key(job: Job, needs: Needs, templates_digest: str) -> str:
    """SHA-256 over all that may change what the job makes; never a path of this machine."""
    parts = [job.kind, recipe(job.kind), templates_digest]
    parts += [f"{field.name}={_plain(getattr(job, field.name))}" for field in fields(job)]
    parts += [
        f"{name}:{','.join(f'{m.target} {m.digest}' for m in outputs)}" for name, outputs in needs
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def labour(task: Task) -> Done:
    """Do one task in whatever process this is; content that cannot be made so becomes a Problem.

    MachineTrouble (disk full, fonts missing) is nobody's content and is raised.
    """
    job, store = task.job, Store(task.store)
    try:
        outputs = make(job, dict(task.needs), task.templates)
    except Refusal as why:
        return (), (_problem(why, job),)
    return tuple(_stored(output, store) for output in outputs), ()


def _problem(why: Refusal, job: Job) -> Problem:
    """A refusal as a problem of the site, or of the whole project if a template is at fault."""
    params = tuple(sorted(why.params.items()))
    if why.template:
        name, line = why.template
        return Problem(Place(f"templates/{name}", line), why.kind, params)
    file = why.params.get("file")
    place = Place(f"sites/{job.scope}/{f'media/{file}' if file else 'site.yaml'}")
    return Problem(place, why.kind, params, job.scope)


def _stored(one: Output, store: Store) -> Made:
    digest = store.put(one.data)
    return Made(
        one.target,
        digest,
        len(one.data),
        one.media_type,
        one.width,
        one.height,
        one.seconds,
        one.facts,
    )


def _labours(tasks: tuple[Task, ...]) -> tuple[Done, ...]:
    return tuple(labour(task) for task in tasks)


def _plain(value: object) -> str:
    if isinstance(value, Revision):
        return f"{value.digest} {value.stale} {value.files}"
    if isinstance(value, Project):
        return ""  # its digest is a field of its own
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, tuple) and value and type(value[0]).__name__ == "Input":
        return " ".join(item.digest for item in value)
    return repr(value)


def cores() -> int:
    """Processes that may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
