"""*make*, watched from inside the process."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from generator.jobs import Job
from generator.make import Needs, Output, Templates, make


class Makers:
    """*make*, watched: which jobs were really done, and (if it shall `remember`) each slow one only once.

    What is remembered is remembered by the whole job, by what it needs and by the bytes of its inputs
    as they lie on the disk, so it knows nothing of the keys that are on trial here.
    """

    QUICK = ("page", "bytes")

    def __init__(self, *, remember: bool) -> None:
        self.remember = remember
        self.done: list[Job] = []
        self.known: dict[object, tuple[Output, ...]] = {}

    def make(self, job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
        """In the place of `generator.make.make`."""
        self.done.append(job)
        if not self.remember or job.kind in self.QUICK:
            return make(job, needs, templates)
        read = tuple(sha256(Path(one.path).read_bytes()).digest() for one in job.inputs)
        key = (replace(job, inputs=()), read, tuple(sorted(needs.items())))
        if key not in self.known:
            self.known[key] = make(job, needs, templates)
        return self.known[key]

    def kinds(self) -> Counter[str]:
        """How many jobs of each kind were done since last asked."""
        counted = Counter(job.kind for job in self.done)
        self.done.clear()
        return counted
