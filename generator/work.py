"""Who does the jobs: this process, or a pool of processes; the same bytes either way.

A worker reads the inputs its job names, makes the outputs, puts them into the store and sends
back only `Made`. Jobs are batched so that small pages do not drown in messages.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import hashlib
import multiprocessing
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.disk import digest_of
from generator.jobs import Input, Job, Made, Revision
from generator.make import Output, Templates, make, recipe, renew
from generator.make.refusal import Refusal
from generator.model import Project
from generator.problems import PROJECT, MachineTrouble, Place, Problem
from generator.store import Index, Lost, Store

if TYPE_CHECKING:
    from generator.prove.memory import Spread

FEW = 12
"""Light jobs that one process does sooner than a pool starts (a fork costs about 10 ms)."""

HEAVY = ("picture", "screen", "sound", "card", "plaque", "scan")
"""Kinds of which each job takes long enough to be sent alone."""

SHIFT = 600
"""Tasks after which other workers take over: those before hold ever more, copies of the plan as they count
references in it, and what typst remembers (the papers of 200 plates: 93 MB each, of 20: 75 MB).
"""

MANY, PROOFS = 24, 6
"""Items from which on a `spread` starts processes: light ones, and proofs of plates, every other of an SVG.

Measured in CPU time: a PDF's proof takes 0.5 to 0.65 s, an SVG's 0.01 s; a worker that is forked costs
0.1 s, one that is spawned 1 s. From three plates on two processes are sooner done, or as soon.
"""

Needed = tuple[tuple[str, tuple[Made, ...]], ...]
Done = tuple[tuple[Made, ...], tuple[Problem, ...]]


@dataclass(frozen=True)
class Task:
    """A job with what earlier waves made of its needs, and where blobs go."""

    job: Job
    needs: Needed
    templates: Templates
    store: Path


_given: list[Sequence[Any]] = [()]
"""What the workers of the current pool work on: a forked worker has it already, nothing is sent."""


_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Parameters of mallopt (malloc.h)."""


@contextmanager
def workers(count: int, given: Sequence[Any] = ()) -> Iterator[Executor]:
    """An executor of `count` processes that know `given`."""
    # A fork is cheapest, but not safe beside other threads: the preview has some, and typst has, from the
    # first paper set in this very process on. They do not come along, and a child would wait for ever.
    alone = threading.active_count() == 1 and "typst" not in sys.modules
    forks = "fork" in multiprocessing.get_all_start_methods() and alone
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(
        count, mp_context=context, initializer=_settle_in, initargs=(given,)
    ) as pool:
        yield pool


def _settle_in(given: Sequence[Any]) -> None:
    """What a worker does first."""
    _given[0] = given
    gc.freeze()  # what came with the fork stays shared: a collector would touch all of it
    _thrifty()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    """End when the process that started this worker is gone, however it went.

    A forked worker holds the build lock, too; waiting for work for ever, it would never free it.
    """
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def _thrifty() -> None:
    """One heap for all threads of a worker, and large buffers given back at once (glibc's mallopt).

    Encoders else hold a heap each, and the buffers of one picture stay with the worker. Measured
    with 12 MP photographs: 160 instead of 200 MB at the peak for 4 % more CPU time. Elsewhere than
    on glibc there is nothing to set.
    """
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_ARENA_MAX, 1)
        libc.mallopt(_MMAP_THRESHOLD, 4 << 20)


@dataclass(frozen=True)
class Crew:
    """Who works and with what: the store, its index, the templates (and their digest), processes."""

    store: Store
    index: Index
    templates: Templates
    look: str
    count: int
    tell: Callable[[int, int], None]

    def wave(self, jobs: Iterable[Job], made: Mapping[tuple[str, str], tuple[Made, ...]]) -> Wave:
        """Do these jobs; what the store already has is taken from there."""
        done: list[tuple[Job, tuple[Made, ...]]] = []
        # What two editions show alike is made once.
        todo: dict[str, Task] = {}
        asked = defaultdict[str, list[Job]](list)
        for job in jobs:
            places = (
                (name, (edition, name)) for name in job.needs for edition in (job.edition, "")
            )
            needs = tuple((name, made[place]) for name, place in places if place in made)
            job = self._with_blobs(job, needs)  # noqa: PLW2901
            key = job_key(job, needs, self.look if job.styled else "")
            known = self.index.get(key)
            if known is not None and self.store.holds(known):
                done.append((job, known))
            else:
                todo.setdefault(key, Task(job, needs, self.templates, self.store.root))
                asked[key].append(job)
        if any(task.job.kind == "page" for task in todo.values()):
            renew(self.look)
        problems: list[tuple[str, Problem]] = []
        # The long ones first.
        ordered = sorted(todo.items(), key=lambda entry: not _is_heavy(entry[1]))
        results = self._do([task for _, task in ordered])
        for (key, _), (outputs, trouble) in zip(ordered, results, strict=True):
            problems += ((job.edition, problem) for job in asked[key] for problem in trouble)
            if not trouble:
                done += ((job, outputs) for job in asked[key])
                self.index.put(key, outputs)
        return Wave(tuple(done), tuple(problems), len(todo))

    def _with_blobs(self, job: Job, needs: Needed) -> Job:
        """The job with the blobs it reads among its inputs, each under its target's name."""
        if not job.reads:
            return job
        blobs = (
            Input(str(self.store.at(one.digest)), one.digest, one.target)
            for _, made in needs
            for one in made
        )
        return replace(job, inputs=(*job.inputs, *blobs))

    def _do(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """What became of each task, in order; heavy ones go to workers alone, light ones together."""
        if self.count <= 1 or (len(tasks) < FEW and not any(_is_heavy(t) for t in tasks[1:])):
            yield from self._here(tasks)
            return
        done = 0
        try:
            for shift in _shifts(tasks):
                with workers(self.count, shift) as pool:
                    for batch in pool.map(_labours, _batches(shift, self.count)):
                        done += len(batch)
                        self.tell(done, len(tasks))
                        yield from batch
        except BrokenProcessPool:
            # A worker was killed (out of memory, most likely): the rest is done here, one by one.
            yield from self._here(tasks[done:])

    def _here(self, tasks: Sequence[Task]) -> Iterator[Done]:
        for number, task in enumerate(tasks, start=1):
            yield labour(task)
            self.tell(number, len(tasks))


def _is_heavy(task: Task) -> bool:
    return task.job.kind in HEAVY


def _shifts(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    """The tasks in as few parts as can be, about as long as one another."""
    parts = -(-len(tasks) // SHIFT)
    size = -(-len(tasks) // parts)
    yield from (tasks[i : i + size] for i in range(0, len(tasks), size))


def _batch(items: int, count: int) -> int:
    """How many light items go together to one of `count` processes: each is asked a few times."""
    return max(1, min(16, items // (4 * count)))


def _batches(tasks: Sequence[Task], count: int) -> Iterator[range]:
    """Numbers of the tasks for one message: heavy ones alone, light ones up to 16 together."""
    size, start = _batch(len(tasks), count), 0
    for heavy, run in groupby(tasks, _is_heavy):
        end = start + sum(1 for _ in run)
        step = 1 if heavy else size
        yield from (range(i, min(i + step, end)) for i in range(start, end, step))
        start = end


@dataclass(frozen=True)
class Wave:
    """What a wave did: each job with what it made, (edition, problem), and how many were really made."""

    done: tuple[tuple[Job, tuple[Made, ...]], ...]
    problems: tuple[tuple[str, Problem], ...]
    remade: int


def job_key(job: Job, needs: Needed, templates_digest: str) -> str:
    """SHA-256 over all that may change what the job makes; never a path of this machine.

    Its scope only says whose a problem with it is; of its edition only templates know.
    """
    parts = [job.kind, recipe(job.kind), templates_digest]
    untold = {"scope"} if job.styled else {"scope", "edition"}
    names = (field.name for field in fields(job) if field.name not in untold)
    parts += [f"{name}={_plain(getattr(job, name))}" for name in names]
    parts += [
        f"{name}:{','.join(f'{m.target} {m.digest} {m.facts}' for m in outputs)}"
        for name, outputs in needs
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
        return (), tuple(_problem(one, job) for one in (why, *why.also))
    for given in job.inputs:
        if digest_of(Path(given.path)) != given.digest:
            if Path(given.path).is_relative_to(store.root):
                store.drop(given.digest)
                raise Lost(given.digest)
            # Saved anew while the build ran: what was made is named after bytes it was not made of.
            raise MachineTrouble("changed-while-building", file=given.path)
    return tuple(_stored(output, store) for output in outputs), ()


def _problem(why: Refusal, job: Job) -> Problem:
    """A refusal as a problem of the site, or of the whole project if a template is at fault."""
    params = dict(why.params)
    if why.template:
        name, line = why.template
        return Problem(Place(f"templates/{name}", line), why.kind, tuple(sorted(params.items())))
    file = next((i.name for i in job.inputs if Path(i.path).name == params.get("file")), "")
    if file:  # the editor's name for it, which in the store is another
        params["file"] = file.removeprefix("media/")
    whole = job.scope == PROJECT
    place = Place("content/project.yaml" if whole else f"sites/{job.scope}/{file or 'site.yaml'}")
    return Problem(place, why.kind, tuple(sorted(params.items())), job.scope)


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


def spread(count: int, many: int = MANY) -> Spread:
    """A `map` over `count` processes; fewer than `many` items, or what a killed worker left, here."""

    def over(look: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        done = 0
        if count > 1 and len(items) >= many:
            with contextlib.suppress(BrokenProcessPool), workers(count, (look, *items)) as pool:
                size = _batch(len(items), count)
                for found in pool.map(_nth, range(1, len(items) + 1), chunksize=size):
                    done += 1
                    yield found
        yield from map(look, items[done:])

    return over


def _nth(number: int) -> Any:
    look = _given[0][0]
    return look(_given[0][number])


def _labours(numbers: range) -> tuple[Done, ...]:
    return tuple(labour(_given[0][number]) for number in numbers)


def _plain(value: object) -> str:
    if isinstance(value, Revision):
        return f"{value.digest} {value.site.as_of} {value.stale} {value.files}"
    if isinstance(value, Project):
        return ""  # its digest is a field of its own
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, tuple) and value and isinstance(value[0], Input):
        return " ".join(item.digest for item in value)
    return repr(value)


def cores() -> int:
    """Processes that may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
