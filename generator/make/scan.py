"""4 make · scan: every code of a finished plate before the camera; what it bore, as JSON."""

from __future__ import annotations

from pathlib import Path

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.refusal import Refusal
from generator.make.symbol import payload_of
from generator.print_jobs import ScanJob
from generator.printing import INCH


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """`<target>.json`: the trials, and what they were made with and on.

    The fact `trial` names the plate that was tried (its job's target), so that *prove* finds it.
    A plate that is still a sample is tried with `SHORT` frames, and not beyond what it must bear. Where
    no plate could be made there is nothing to try. Raises Refusal `plaque-too-fine` for a plate
    so large, of modules so small, that no machine could hold its picture.
    """
    import numpy as np

    from generator.scan.bench import LADDER_FRAMES, try_plate
    from generator.scan.raster import FINE, fits, rasterise_trimmed
    from generator.scan.trial import FRAMES, SHORT, Trial, worst, write_trials

    assert isinstance(job, ScanJob)
    plates = [m for m in needs.get(job.needs[0], ()) if m.media_type == "application/pdf"]
    if not plates:
        return ()
    plate = plates[0]
    (file,) = (given.path for given in job.inputs if given.name == plate.target)
    facts = dict(plate.facts)
    module, modules = float(facts["module_mm"]), 17 + 4 * int(facts["version"])
    sizes = sorted({module, float(facts["second_mm"] or module)}, reverse=True)
    width, height = float(facts["width_mm"]), float(facts["height_mm"])
    if not all(fits(width, height, FINE * INCH / size) for size in sizes):
        raise Refusal("plaque-too-fine", width=width, height=height, module=module)
    names = tuple(name for name, _ in job.readers)
    frames = SHORT if facts["sample"] else FRAMES
    trials: tuple[Trial, ...] = ()
    places = []
    for size in sizes:
        picture = np.asarray(rasterise_trimmed(Path(file).read_bytes(), FINE * INCH / size))
        tried, spots = try_plate(picture, modules, payload_of(job.address), names, frames)
        trials = worst(trials, tried) if trials else tried
        # Upper left corner of each code, mm from the trim's.
        places += [[round(at * size / FINE, 1) for at in (s.left, s.top)] for s in spots]
    about = {
        "payload": payload_of(job.address),
        "pdf": plate.digest,
        "readers": dict(job.readers),
        "module_mm": module,
        "seeds": frames,
        "seeds_beyond": LADDER_FRAMES if frames == FRAMES else 0,
        "codes": places,
    }
    told = (("trial", job.needs[0]),)
    return (Output(job.target, write_trials(trials, about), "application/json", facts=told),)
