"""The plate of a code: all its files from one scene, pictures of it from the finished PDF."""

from __future__ import annotations

from pathlib import Path

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.pdf import SLUG
from generator.make.plaque import make_plaque
from generator.make.plate_faults import plate_faults
from generator.make.qr import symbol_of
from generator.make.raster import preview_dpi, preview_png, symbol_png
from generator.make.refusal import Refusal
from generator.make.vignette import Art, vignette_of
from generator.print_jobs import PlaqueJob
from generator.printing import PREVIEW, SYMBOL


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Drawing, cutting files and pictures; Refusal where the texts do not fit the plate."""
    assert isinstance(job, PlaqueJob)
    made = next((needs[name] for name in job.needs if name in needs), ())
    symbol = symbol_of(job.address, made, engraver=job.engraver)
    art = drawing_of(job)
    shops = (file for file in job.inputs if file.name.startswith("content/"))
    profile = next((Path(file.path).read_bytes() for file in shops), b"")
    try:
        files = make_plaque(job, symbol, art, profile)
    except Refusal as why:
        raise _all_told(why, job, art) from why
    facts = files[0][3]
    preset = job.preset
    trim = (preset.width, preset.height)
    # The code alone cannot say MẪU, so a plate that is none yet has no such file.
    alone = () if job.sample else ((SYMBOL, symbol_png(symbol, preset.module), "image/png", facts),)
    pictures = (
        *alone,
        (
            f"-{preview_dpi(*trim)}{PREVIEW}",
            preview_png(files[0][1], trim, SLUG),
            "image/png",
            facts,
        ),
    )
    return tuple(
        Output(f"{job.target}{suffix}", data, kind, facts=facts)
        for suffix, data, kind, facts in (*files, *pictures)
    )


def drawing_of(job: PlaqueJob) -> Art | None:
    """The site's one-ink drawing, 1 high, if it has one."""
    drawn = (file for file in job.inputs if file.name.startswith("media/"))
    return next((vignette_of(Path(file.path).read_bytes(), file.name) for file in drawn), None)


def _all_told(why: Refusal, job: PlaqueJob, art: Art | None) -> Refusal:
    """The first of all reasons, with the others."""
    first, *others = [*plate_faults(job, art)] or [why]
    first.also = tuple(others)
    return first
