"""4 make · record: what machines read of a site, in every language: linked data, Dublin Core, IIIF."""

from __future__ import annotations

import json
from typing import Any

from generator.addresses import DUBLIN, MANIFEST, RECORD
from generator.jobs import Job, RecordJob
from generator.make import Needs, Output, Templates, dublin, iiif, linked_whole
from generator.make.view import View


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The files of one site; `job.target` is their stem."""
    assert isinstance(job, RecordJob)
    view = View(job, needs)
    graph = linked_whole.site(view, job)
    made = (
        Output(f"{job.target}{RECORD}", _json(graph), "application/ld+json"),
        Output(f"{job.target}{DUBLIN}", dublin.site(view, job), "application/xml"),
    )
    manifest = iiif.site(view, job)
    if manifest is None:
        return made
    return (*made, Output(f"{job.target}{MANIFEST}", _json(manifest), "application/ld+json"))


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
