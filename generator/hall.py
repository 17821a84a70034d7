"""What the papers of the last ceremony were made from: other builds leave them, and say when they are old."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

from generator import disk
from generator.jobs import Job
from generator.plan import CEREMONY, PLANNERS, Ceremony, Selected

LABEL = "ceremony 1"


def remember(work: Path, wish: Ceremony, as_of: str, jobs: Iterable[Job]) -> None:
    """Keep what was ordered and a digest of what it says, for later builds; no harm if the disk refuses."""
    data = asdict(wish) | {"as_of": as_of, "said": _said(jobs)}
    with suppress(OSError):
        disk.seal(work / "ceremony", LABEL, json.dumps(data).encode(), durable=False)


def outdated(work: Path, output: Path, selected: Selected, as_of: str) -> Ceremony | None:
    """What was ordered, if its papers lie in `output` and would say something else today.

    None, too, where nothing is remembered or they are of another day.
    """
    payload = disk.unseal(work / "ceremony", LABEL)
    if payload is None or not (output / CEREMONY).is_dir():
        return None
    kept = json.loads(payload)
    wish = Ceremony(kept["depth"], tuple(kept["sites"]))
    jobs = PLANNERS[CEREMONY](replace(selected, ceremony=wish))
    return wish if kept["as_of"] == as_of and kept["said"] != _said(jobs) else None


def _said(jobs: Iterable[Job]) -> str:
    of_it = (job for job in jobs if job.edition == CEREMONY)
    return sha256("\n".join(sorted(map(repr, of_it))).encode()).hexdigest()
