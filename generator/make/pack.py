"""4 make · pack: everything of one plate in one zip, for the shop."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.zipped import zipped
from generator.print_jobs import PackJob
from generator.printing import NOTE, packed


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The zip: one folder, named as the zip is, the plain words for the shop first."""
    assert isinstance(job, PackJob)
    folder = PurePosixPath(job.target).stem
    files = {inside(folder, given.name): Path(given.path).read_bytes() for given in job.inputs}
    first = tuple(name for name in files if name.endswith(NOTE))
    data = zipped(files, first=first)
    return (Output(job.target, data, "application/zip", facts=(("pack", folder),)),)


def inside(folder: str, target: str) -> str:
    """What a file of the edition is called in a pack."""
    return f"{folder}/{packed(target)}"
