"""Files whose bytes the plan already knows: scripts, robots.txt, header snippets."""

from __future__ import annotations

from generator.jobs import BytesJob, Job
from generator.make import Needs, Output, Templates


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The bytes as they are."""
    assert isinstance(job, BytesJob)
    return (Output(job.target, job.data, job.media_type),)
