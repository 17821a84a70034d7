"""Pictures for a kiosk's screen: wider than any phone shows, as JPEG, for no network is in between."""

from __future__ import annotations

from pathlib import Path

from generator.jobs import CEILING, Job, PictureJob, ScreenPictureJob
from generator.make import Needs, Output, Templates
from generator.make.picture import encode, ladder, open_picture

QUALITY = 82
"""Of the JPEG: looked at from arm's length on a large screen, 72 shows its blocks in a sky."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The ladder of `job.inputs[0]`, the narrowest first; nothing of a picture that phones show whole."""
    assert isinstance(job, ScreenPictureJob)
    image = open_picture(Path(job.inputs[0].path), max(job.widths))
    if image.width <= max(CEILING):
        return ()
    stem = job.target.partition("/screen")[0]
    rungs = ladder(image, PictureJob("", stem, "", widths=job.widths))
    return tuple(
        Output(f"{stem}-{rung.width}.jpg", encode(rung.image, "JPEG", QUALITY), "image/jpeg",
               rung.image.width, rung.image.height, facts=(("kind", "picture"),))
        for rung in reversed(tuple(rungs))
    )  # fmt: skip
