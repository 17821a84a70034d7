"""Every size in every style opens in three programs without a word; its codes are on the K plate alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.make.pdf import SLUG, write_pdf
from generator.make.plaque import compose
from generator.make.scene import Layer
from generator.make.spots import spots_of
from generator.make.styles import LOOKS
from generator.make.symbol import symbol_for
from generator.model import PRESETS, Preset
from tests.make.plates import ADDRESS
from tests.make.test_arrange import SAMPLE, job_of, zones
from tests.make.test_shop import run

COARSE = 50
"""dpi at which 200 x 150 mm are opened; larger plates are opened coarser."""


def dpi_of(preset: Preset) -> int:
    """Two pixels a module at least, and no picture larger than that of a small plate need be."""
    return max(min(COARSE, round(COARSE * 300 / preset.width)), 12)


@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_plate_opens_and_its_codes_are_black_alone(
    tmp_path: Path, preset: Preset, style: str
) -> None:
    """poppler, MuPDF and Ghostscript say nothing; separated, C, M and Y are blank where codes stand."""
    job, dpi = job_of(preset, style, "vi+km+en", sample=SAMPLE), dpi_of(preset)
    scene = compose(job, symbol_for(ADDRESS, engraver=job.engraver))
    (tmp_path / "plate.pdf").write_bytes(write_pdf(scene, spots_of(scene, preset, job.spots)))
    assert run(tmp_path, "pdftoppm", "-r", f"{dpi}", "-png", "plate.pdf", "page") == []
    assert (
        run(tmp_path, "mutool", "draw", "-q", "-r", f"{dpi}", "-o", "page.png", "plate.pdf") == []
    )
    gs = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", f"-r{dpi}")
    assert run(tmp_path, *gs, "-sDEVICE=tiffsep", "-sOutputFile=s.tif", "plate.pdf") == []
    assert len([shape for shape in scene.shapes if shape.layer is Layer.QR]) == len(
        zones(scene, preset)
    )
    for left, low, right, high in zones(scene, preset):
        edges = (left, scene.height - high, right, scene.height - low)
        box = [(edge + SLUG) * dpi / 25.4 for edge in edges]
        inner = (int(box[0]) + 2, int(box[1]) + 2, int(box[2]) - 2, int(box[3]) - 2)
        for name in ("Cyan", "Magenta", "Yellow"):
            assert ink(tmp_path / f"s({name}).tif", inner) == 0
        assert ink(tmp_path / "s(Black).tif", inner) > 128


def ink(plate: Path, box: tuple[int, int, int, int]) -> int:
    """The most ink of a separation within `box` (px): 0 none, 255 full."""
    with Image.open(plate) as picture:
        return 255 - min(picture.convert("L").crop(box).tobytes())
