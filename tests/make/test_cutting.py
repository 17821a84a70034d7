"""The files for engravers: the same closed outlines in every format, in mm, and a code that reads."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import ezdxf
import numpy as np
import pytest
from ezdxf.document import Drawing
from ezdxf.entities.lwpolyline import LWPolyline
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from generator.jobs import PlaqueJob
from generator.make.cutting import grown
from generator.make.plaque import make_plaque
from generator.make.plt import PENS, UNITS
from generator.make.refusal import Refusal
from generator.make.scene import rectangle
from generator.make.symbol import symbol_for
from generator.model import PRESETS
from generator.problems import Place, Problems
from generator.prove.plaque import plate_of, prove_svg
from generator.scan import decode
from tests.make.plates import ADDRESS, PAYLOAD, plaque_job

ROOT = Path(__file__).parents[2]
Points = NDArray[np.float64]


def files(job: PlaqueJob) -> dict[str, bytes]:
    """Every file of a plate by its suffix."""
    return {suffix: data for suffix, data, _, _ in make_plaque(job)}


@pytest.fixture(scope="module")
def plate() -> dict[str, bytes]:
    """One plate of 200 x 150 mm."""
    return files(plaque_job())


def drawing(data: bytes) -> Drawing:
    """The DXF, read by ezdxf."""
    return ezdxf.read(io.StringIO(data.decode()))  # type: ignore[attr-defined]


def dxf_outlines(data: bytes, layer: str) -> list[Points]:
    """The closed polylines of a layer, mm."""
    found = [e for e in drawing(data).modelspace() if isinstance(e, LWPolyline)]
    mine = [entity for entity in found if entity.dxf.layer == layer]
    assert all(entity.closed for entity in mine)
    return [np.array([point[:2] for point in entity.get_points()]) for entity in mine]


def plt_outlines(data: bytes, layer: str) -> list[Points]:
    """The outlines of a layer's pen, mm, from the lowest corner of all."""
    part = re.search(rf"SP{PENS.index(layer) + 1};(.*?)SP", data.decode())
    assert part
    found = []
    for start, rest in re.findall(r"PU([-\d]+,[-\d]+);PD([-\d,]+);", part[1]):
        numbers = [int(n) for n in f"{start},{rest}".split(",")]
        points = np.array(numbers).reshape(-1, 2) / UNITS
        assert (points[0] == points[-1]).all()
        found.append(points[:-1])
    return found


def svg_outlines(data: bytes, layer: str, height: float) -> list[Points]:
    """The outlines of a group, y up, curves in 64 pieces each."""
    found: list[Points] = []
    for group in re.findall(rf'<g class="{layer}".*?</g>', data.decode(), re.DOTALL):
        for path in re.findall(r' d="([^"]+)"', group):
            outlines = path.split("Z")[:-1]
            found += [_traced(outline) * (1, -1) + (0, height) for outline in outlines]
    return found


def _traced(outline: str) -> Points:
    points: list[tuple[float, float]] = []
    for step, words in re.findall(r"([MLC])([-\d. ]+)", outline):
        xy = np.array(words.split(), float).reshape(-1, 2)
        if step == "C":
            t = np.linspace(0, 1, 65)[1:, None]
            a, b, c, d = np.array(points[-1]), *xy
            bend = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d
            points += [tuple(p) for p in bend]
        else:
            points += [tuple(p) for p in xy]
    return np.array(points)


def strays(one: Points, other: Points) -> float:
    """How far a corner of `one` lies from the outline `other` at most, mm."""
    start, end = other, np.roll(other, -1, axis=0)
    along = end - start
    length = np.maximum((along**2).sum(1), 1e-12)
    part = ((one[:, None] - start) * along).sum(2) / length
    nearest = start + np.clip(part, 0, 1)[..., None] * along
    return float(np.sqrt(((one[:, None] - nearest) ** 2).sum(2)).min(1).max())


@pytest.mark.parametrize("layer", ["QR", "TEXT", "FRAME", "CUT", "HOLES", "KIEM-TRA"])
def test_formats_agree(plate: dict[str, bytes], layer: str) -> None:
    """Every outline of the SVG is in the DXF, 0.01 mm off at most, and in the PLT within its own grid."""
    svg = svg_outlines(plate["-khac.svg"], layer, 150.0)
    dxf, plt = dxf_outlines(plate["-khac.dxf"], layer), plt_outlines(plate["-khac.plt"], layer)
    assert len(svg) == len(dxf) == len(plt) > 0
    corner = np.array((0.0, -120.0))  # the lowest of all: that of the square for checking
    for curve, polyline, plotted in zip(svg, dxf, plt, strict=True):
        assert (
            strays(curve, polyline) <= 0.0115
        )  # chord of 0.01, three decimals in SVG, four in DXF
        assert strays(polyline, curve) <= 0.0115
        assert np.abs(plotted - (polyline - corner)).max() <= 0.5 / UNITS + 1e-4


def test_outlines_apart_are_noticed(plate: dict[str, bytes]) -> None:
    """The measure tells an outline that was moved by a twentieth of a millimetre."""
    (trim,) = dxf_outlines(plate["-khac.dxf"], "CUT")
    assert strays(trim + 0.05, trim) > 0.04


def test_the_cutting_svg_is_of_the_very_outlines_of_the_pictured_one(
    plate: dict[str, bytes],
) -> None:
    """Letters and code in both SVG files are the same curves."""
    for layer in ("QR", "TEXT"):
        cut, seen = (svg_outlines(plate[s], layer, 150.0) for s in ("-khac.svg", ".svg"))
        assert [o.tolist() for o in cut] == [o.tolist() for o in seen]


def test_the_dxf_is_sound_and_in_millimetres(plate: dict[str, bytes]) -> None:
    """R2000, no fault in ezdxf's audit, units mm, and the square of 100 mm measures 100 mm."""
    found = drawing(plate["-khac.dxf"])
    assert found.dxfversion == "AC1015"
    assert found.header["$INSUNITS"] == 4
    assert not found.audit().errors
    assert {e.dxftype() for e in found.modelspace()} == {"LWPOLYLINE"}
    (square,) = dxf_outlines(plate["-khac.dxf"], "KIEM-TRA")
    assert np.ptp(square, axis=0).tolist() == [100.0, 100.0]


@pytest.mark.parametrize("grow", [-0.3, 0.0, 0.3])
def test_what_is_cut_decodes(grow: float) -> None:
    """The code of the DXF, filled as a machine would, reads; widened or narrowed for the cutter, too."""
    job = replace(plaque_job(), preset=PRESETS["bien-200"].model_copy(update={"grow": grow}))
    outlines = dxf_outlines(files(job)["-khac.dxf"], "QR")
    low = np.min([o.min(0) for o in outlines], axis=0) - 8
    image = Image.new("1", (900, 900), 1)
    for outline in outlines:
        layer = Image.new("1", image.size)
        corners = [(float(x), float(y)) for x, y in (outline - low) * (12, 12)]
        ImageDraw.Draw(layer).polygon([(x, 899 - y) for x, y in corners], fill=1)
        image = Image.fromarray(np.asarray(image) ^ np.asarray(layer))
    grey = image.convert("L")
    for found in decode(memoryview(grey.tobytes()).cast("B", (900, 900))).values():
        assert found == (PAYLOAD,)


def test_kerf_moves_each_edge_outwards() -> None:
    """A square of dark grows on every side by what is asked; a hole in it shrinks."""
    square = rectangle(10.0, 10.0, 20.0, 20.0)
    assert grown(square, 0.25).bounds == pytest.approx((9.75, 9.75, 30.25, 30.25))
    numbers = square.numbers
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))[::-1]
    hole = replace(square, numbers=tuple(n for corner in corners for n in corner))
    assert grown(hole, 0.25).bounds == pytest.approx((10.25, 10.25, 29.75, 29.75))


def test_the_symbol_keeps_its_modules_when_it_is_grown() -> None:
    """The proof finds the very modules in a grown symbol, and a wrong address all the same."""
    preset = PRESETS["bien-200"].model_copy(update={"grow": 0.3})
    made = {s: (d, f) for s, d, _, f in make_plaque(replace(plaque_job(), preset=preset))}
    data, facts = made["-khac.svg"]
    for address, wrong in ((ADDRESS, False), (ADDRESS[:-1] + "9", True)):
        problems = Problems()
        prove_svg(data, plate_of(address, facts), Place("x.svg"), problems)
        assert bool(list(problems)) is wrong


def test_too_much_kerf_is_refused() -> None:
    """More than a fifth of a module is refused: readers fail beyond it."""
    preset = PRESETS["bien-200"].model_copy(update={"grow": 0.5})
    with pytest.raises(Refusal) as refused:
        make_plaque(replace(plaque_job(), preset=preset))
    assert refused.value.kind == "plaque-kerf"


def test_a_sample_says_so_in_every_format() -> None:
    """MẪU stands in the cutting files and in the words for the shop, and in no final plate's."""
    sample, final = files(plaque_job(sample="chưa duyệt")), files(plaque_job())
    assert dxf_outlines(sample["-khac.dxf"], "SAMPLE")
    assert "MẪU" in sample["-nha-in.txt"].decode()
    assert not dxf_outlines(final["-khac.dxf"], "SAMPLE")
    assert "MẪU" not in final["-nha-in.txt"].decode()


def test_the_picture_of_the_symbol_is_whole_pixels(plate: dict[str, bytes]) -> None:
    """1 bit a pixel, whole pixels a module, its size in mm stated, and it decodes."""
    image = Image.open(io.BytesIO(plate["-qr.png"]))
    modules = symbol_for(ADDRESS).size + 8
    assert (image.mode, image.width % modules) == ("1", 0)
    assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(modules * 2.0, abs=0.02)
    grey = image.convert("L")
    read = decode(memoryview(grey.tobytes()).cast("B", (grey.height, grey.width)))
    assert set(read.values()) == {(PAYLOAD,)}


def test_the_preview_is_the_trimmed_plate(plate: dict[str, bytes]) -> None:
    """300 dpi, 200 x 150 mm, no crop marks around it."""
    image = Image.open(io.BytesIO(plate["-xem-truoc.png"]))
    assert image.size == pytest.approx((200 / 25.4 * 300, 150 / 25.4 * 300), abs=2)
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)


def test_the_same_plate_has_the_same_bytes_elsewhere(plate: dict[str, bytes]) -> None:
    """Another process with another hash seed, time zone and locale makes the same files."""
    program = (
        "import hashlib, sys; from generator.make.plaque import make_plaque;"
        "from tests.make.plates import plaque_job;"
        "print([hashlib.sha256(d).hexdigest() for _, d, _, _ in make_plaque(plaque_job())])"
    )
    env = {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str([hashlib.sha256(d).hexdigest() for d in plate.values()])
