"""What a print shop does with a plate's PDF: opens it without a warning, and separates its inks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from generator.make.pdf import SLUG, X4, write_pdf
from generator.make.plaque import compose, make_plaque
from generator.make.scene import BLACK, Ink, Layer, Scene
from generator.make.spots import spots_of
from generator.make.symbol import symbol_for
from generator.model import Spots
from generator.print_jobs import PlaqueJob
from generator.problems import ERROR, Place, Problems
from generator.prove.plaque import plate_of, prove_pdf
from tests.make.plates import ADDRESS, ENGLISH, KHMER, VIETNAMESE, plaque_job

JOB = plaque_job(*VIETNAMESE, *ENGLISH, *KHMER)
SYMBOL = symbol_for(ADDRESS, engraver=True)
DPI = 100
NO_ICC = "warning: ICC support is not available"
"""What a mutool built without colour profiles says of every file, an empty one too."""

GS = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", f"-r{DPI}")
OPENERS = (
    ("pdftoppm", "-r", "50", "-png", "plate.pdf", "page"),
    ("mutool", "draw", "-q", "-r", "50", "-o", "page.png", "plate.pdf"),
    (*GS, "-sDEVICE=png16m", "-sOutputFile=page.png", "plate.pdf"),
)


def run(folder: Path, *command: str) -> list[str]:
    """What a program says of a file; skipped, but never where CI counts, if it is not here."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]}: tools/test-needs installs it")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    said = [*done.stderr.splitlines(), *done.stdout.splitlines()]
    return [line for line in said if line != NO_ICC] + [f"exit {done.returncode}"] * (
        done.returncode != 0
    )


@pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: opener[0])
def test_each_opener_tells_a_broken_plate(tmp_path: Path, opener: tuple[str, ...]) -> None:
    """A colour space that is not there makes every one of them speak."""
    pdf = write_pdf(compose(JOB, SYMBOL)).replace(b"/All CS", b"/Alx CS")
    (tmp_path / "plate.pdf").write_bytes(pdf)
    assert run(tmp_path, *opener)


def separated(folder: Path, scene: Scene, job: PlaqueJob = JOB) -> dict[str, Image.Image]:
    """Grey pictures of every plate of the symbol's zone; 255 is no ink."""
    pdf = write_pdf(scene, spots_of(scene, job.preset, job.spots))
    (folder / "plate.pdf").write_bytes(pdf)
    assert run(folder, *GS, "-sDEVICE=tiffsep", "-sOutputFile=s.tif", "plate.pdf") == []
    (symbol,) = [shape for shape in scene.shapes if shape.layer is Layer.QR]
    left, low, right, high = symbol.path.bounds
    quiet = 4 * job.preset.module - 0.5
    edges = (left - quiet, scene.height - high - quiet, right + quiet, scene.height - low + quiet)
    left, low, right, high = (round((edge + SLUG) * DPI / 25.4) for edge in edges)
    found = {}
    for path in sorted(folder.glob("s(*).tif")):
        with Image.open(path) as plate:
            found[path.stem[2:-1]] = plate.convert("L").crop((left, low, right, high))
    return found


def blank(plates: dict[str, Image.Image]) -> set[str]:
    """Plates without any ink in the symbol's zone."""
    return {name for name, plate in plates.items() if plate.getextrema() == (255, 255)}


def test_the_symbol_is_on_the_black_plate_alone(tmp_path: Path) -> None:
    """Separated, C, M and Y are blank in the symbol's zone; K carries it, ENGRAVE the very same."""
    plates = separated(tmp_path, compose(JOB, SYMBOL))
    assert plates.keys() == {"Cyan", "Magenta", "Yellow", "Black", "ENGRAVE", "CutContour"}
    assert blank(plates) == {"Cyan", "Magenta", "Yellow", "CutContour"}
    assert plates["Black"].tobytes() == plates["ENGRAVE"].tobytes()


def test_a_symbol_in_rich_black_fails_the_separation(tmp_path: Path) -> None:
    """With other inks under the black, their plates are not blank."""
    scene = compose(JOB, SYMBOL)
    rich = Ink("rich", (0.6, 0.5, 0.5, 1.0), "#000000")
    shapes = tuple(replace(s, ink=rich) if s.layer is Layer.QR else s for s in scene.shapes)
    assert not blank(separated(tmp_path, replace(scene, shapes=shapes))) & {
        "Cyan",
        "Magenta",
        "Yellow",
    }


def test_white_lies_under_all_of_a_clear_plate_and_names_are_the_shops(tmp_path: Path) -> None:
    """On acrylic the white plate is whole, symbol and all, and called as the project says."""
    preset = JOB.preset.model_copy(update={"white": True})
    job = replace(JOB, preset=preset, spots=Spots(white="Trang_1", cut="Thru-cut"))
    plates = separated(tmp_path, compose(job, SYMBOL), job)
    assert {"Trang_1", "Thru-cut"} < plates.keys()
    assert plates["Trang_1"].getextrema() == (0, 0)


def test_a_plate_with_spot_plates_passes_its_proof() -> None:
    """Overprinting spot plates beneath the picture are no fault; any other state is."""
    _, pdf, _, facts = make_plaque(JOB)[0]
    for data, wanted in (
        (pdf, set()),
        (pdf.replace(b"/OPM 0", b"/OPM 1"), {"plaque-transparency"}),
    ):
        problems = Problems()
        prove_pdf(data, plate_of(ADDRESS, facts), Place("plate.pdf"), problems)
        assert {problem.kind for problem in problems if problem.severity == ERROR} == wanted


def test_marks_stand_outside_the_bleed_and_on_every_plate() -> None:
    """Four crossed circles and eight crop marks, all in /All, none nearer than the bleed."""
    content = write_pdf(compose(JOB, SYMBOL)).decode("latin-1").rpartition("/All CS")[2]
    strokes = re.findall(r"^(?:\S+ \S+ m \S+ \S+ l )?S$", content, re.MULTILINE)
    assert len(strokes) == 8 + 4 * 3
    assert content.count(" c\n") == 16
    for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) [mlc]\b", content):
        assert not (-3 < float(x) < 203 and -3 < float(y) < 153)


def test_x_4_carries_the_shops_profile_and_says_what_it_is() -> None:
    """With an ICC profile the file is PDF 1.6, its XMP says PDF/X-4, and X-1a is nowhere in it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf = write_pdf(compose(JOB, SYMBOL), profile=profile)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == profile
        assert X4.encode() in opened.Root.Metadata.read_bytes()
        assert opened.pdf_version == "1.6"
    assert b"X-1a" not in pdf
    assert BLACK.cmyk == (0, 0, 0, 1)
