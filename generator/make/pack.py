"""4 make · pack: everything of one plate in one zip, for the shop."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.jobs import Job, PackJob
from generator.make import Needs, Output, Templates
from generator.make.zipped import zipped

NOTE = "README-nha-in.txt"
"""What the shop reads first."""

BOM = "\ufeff"
"""Old Notepad takes a text file for UTF-8 only with it."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The zip: one folder, named as the zip is, the note first and then every file by name."""
    assert isinstance(job, PackJob)
    folder = PurePosixPath(job.target).stem
    files = {_name(given.name): Path(given.path).read_bytes() for given in job.inputs}
    note = (BOM + job.note.replace("\n", "\r\n")).encode()
    inside = {f"{folder}/{name}": data for name, data in {**files, NOTE: note}.items()}
    data = zipped(inside, first=(f"{folder}/{NOTE}",))
    return (Output(job.target, data, "application/zip", facts=(("pack", folder),)),)


def _name(target: str) -> str:
    """A file's name alone; names of the print edition are ASCII, carry site, size and code."""
    return PurePosixPath(target).name
