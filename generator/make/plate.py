"""The plate of a code: all its files from one scene."""

from __future__ import annotations

from generator.jobs import Job, PlaqueJob
from generator.make import Needs, Output, Templates
from generator.make.plaque import make_plaque
from generator.make.qr import symbol_of


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Every file of `make_plaque`; Refusal where the texts do not fit the plate."""
    assert isinstance(job, PlaqueJob)
    files = make_plaque(job, symbol_of(job.address, needs.get(job.address, ())))
    return tuple(
        Output(f"{job.target}{suffix}", data, kind, facts=facts)
        for suffix, data, kind, facts in files
    )
