"""Every plate that can be ordered, before the camera."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from generator.make.plaque import make_plaque
from generator.make.styles import LOOKS
from generator.model import PRESETS
from generator.scan import GATES
from generator.scan.bench import try_plate
from generator.scan.raster import FINE, rasterise_trimmed
from generator.scan.trial import Trial, failed
from tests.make.plates import PAYLOAD
from tests.make.test_arrange import TONGUES, job_of
from tests.scan.spoilt import SIZE

FEW = (
    ("nhan-80", "lacquer", "vi"),
    ("bia-400", "engraver", "vi+km+en"),
    ("panel-1200", "stone", "vi+en"),
)
PLATES = tuple(product(PRESETS, LOOKS, TONGUES)) if os.environ.get("DITICH_ORDEAL") else FEW


def borne(name: str, style: str, tongue: str) -> tuple[Trial, ...]:
    """The trial of a plate's finished PDF."""
    job = job_of(PRESETS[name], style, tongue)
    dpi = FINE * 25.4 / job.preset.module
    picture = np.asarray(rasterise_trimmed(make_plaque(job)[0][1], dpi))
    return try_plate(picture, SIZE, PAYLOAD, GATES)[0]


@pytest.mark.ordeal
def test_every_plate_bears_its_trial(record_property: Callable[[str, object], None]) -> None:
    """Every size in every style and language is read by both gates in nine of ten frames of each fault."""
    worst = 10
    for plate in PLATES:
        trials = borne(*plate)
        assert failed(trials) == (), plate
        counts = [count for t in trials if t.gate and t.frames > 1 for _, count in t.read]
        assert len(counts) > 20
        worst = min(worst, *counts)
    record_property("plates", len(PLATES))
    record_property("frames of ten at the worst", worst)
