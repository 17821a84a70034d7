"""Files for cutters: PDF, SVG, DXF and PLT hold the same closed outlines, widened where asked."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.filemanagement import read
from PIL import Image
from shapely import LinearRing, Polygon, union_all
from shapely.geometry.base import BaseGeometry

from generator.make.cutting import CHORD, cutting, lines_of, rings
from generator.make.dxf import CHECK
from generator.make.plaque import compose, make_plaque
from generator.make.plt import PENS, UNIT
from generator.make.raster import preview_dpi, symbol_png
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Path, circle
from generator.make.symbol import Symbol, contours, matrix_of, symbol_for
from generator.model import PRESETS
from generator.print_jobs import PlaqueJob
from generator.printing import CUTTING
from generator.problems import Place, Problem
from tests.make.plates import ADDRESS, ENGLISH, KHMER, VIETNAMESE, plaque_job

Ring = list[tuple[float, float]]
JOB = plaque_job(*VIETNAMESE, *ENGLISH, *KHMER, sample="thử")
SLUG, MM = 12.0, 72 / 25.4


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every file of one plate, by suffix."""
    return {suffix: data for suffix, data, _, _ in make_plaque(JOB)}


@cache
def weights(count: int) -> list[tuple[float, float, float, float]]:
    """What each of a cubic's four points weighs at each of `count` places along it."""
    parts = [number / count for number in range(1, count + 1)]
    return [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in parts]


def along(start: tuple[float, float], numbers: list[float], count: int = 24) -> Ring:
    """Points on a cubic, far denser than any chord of ours."""
    (x0, y0), (x1, y1, x2, y2, x3, y3) = start, numbers
    return [
        (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
        for a, b, c, d in weights(count)
    ]


def drawn(steps: list[tuple[str, list[float]]]) -> list[Ring]:
    """Closed outlines from steps M, L, C, Z."""
    found: list[Ring] = []
    for step, numbers in steps:
        if step == "M":
            found.append([(numbers[0], numbers[1])])
        elif step == "L":
            found[-1].append((numbers[0], numbers[1]))
        elif step == "C":
            found[-1] += along(found[-1][-1], numbers)
    return found


def svg_rings(svg: bytes, key: str, height: float = 150.0) -> dict[str, list[Ring]]:
    """Outlines of an SVG by the `key` of their group, in mm with y up."""
    found: dict[str, list[Ring]] = defaultdict(list)
    root = ET.fromstring(svg)  # noqa: S314 - the generator's own bytes, just made
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        for path in group:
            steps = re.findall(r"([MLCZ])([^MLCZ]*)", path.get("d", ""))
            for ring in drawn([(step, [float(n) for n in rest.split()]) for step, rest in steps]):
                found[group.get(key, "")].append([(x, height - y) for x, y in ring])
    return found


def pdf_rings(pdf: bytes) -> tuple[list[Ring], list[Ring], list[Ring]]:
    """Outlines of a PDF in mm from the trim: of the picture, of ENGRAVE, of CutContour."""
    picture: list[Ring] = []
    engrave: list[Ring] = []
    cut: list[Ring] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        ink, steps = "", []
        for done in pikepdf.parse_content_stream(opened.pages[0]):
            name, operands = str(done.operator), list(done.operands)
            if name in {"m", "l", "c"}:
                steps.append((name.upper(), [float(number) for number in operands]))
            elif name in {"f", "f*"}:
                (engrave if ink == "/ENGRAVE" else picture).extend(drawn(steps))
                steps = []
            elif name == "S":
                if ink == "/CutContour":
                    cut += drawn(steps)
                steps = []
            elif name in {"cs", "CS"}:
                ink = str(operands[0])
            elif name == "k":
                ink = ""
    return picture, engrave, cut


def dxf_rings(dxf: bytes) -> dict[str, list[Ring]]:
    """Outlines of a DXF by layer; every one must be closed."""
    found: dict[str, list[Ring]] = defaultdict(list)
    for line in read(io.StringIO(dxf.decode("cp1252"))).modelspace().query("LWPOLYLINE"):
        assert isinstance(line, LWPolyline)
        assert line.closed
        found[line.dxf.layer].append([(x, y) for x, y, *_ in line.get_points()])
    return found


def plt_rings(plt: bytes) -> dict[str, list[Ring]]:
    """Outlines of an HPGL file by layer; each must come back to where it began."""
    names = {str(pen): str(layer) for layer, pen in PENS.items()}
    found: dict[str, list[Ring]] = defaultdict(list)
    pen, start = "", ""
    for command in plt.decode("ascii").replace("\n", "").split(";"):
        if command.startswith("SP"):
            pen = command[2:]
        elif command.startswith("PU"):
            start = command[2:]
        elif command.startswith("PD"):
            units = [int(unit) * UNIT for unit in f"{start},{command[2:]}".split(",")]
            ring = list(zip(units[::2], units[1::2], strict=True))
            assert ring[0] == ring[-1]
            found[names[pen]].append(ring[:-1])
    return found


def apart(one: list[Ring], other: list[Ring]) -> float:
    """The largest distance in mm between outlines of the same place in two lists."""
    assert len(one) == len(other) > 0
    pairs = zip(one, other, strict=True)
    return max(LinearRing(a).hausdorff_distance(LinearRing(b)) for a, b in pairs)


@pytest.fixture(scope="module")
def rings_of_pdf(files: dict[str, bytes]) -> tuple[list[Ring], list[Ring], list[Ring]]:
    """What `pdf_rings` finds in that plate's PDF."""
    return pdf_rings(files[".pdf"])


def test_pdf_and_svg_draw_the_same_outlines(
    files: dict[str, bytes], rings_of_pdf: tuple[list[Ring], list[Ring], list[Ring]]
) -> None:
    """Path by path, over all layers, the PDF's picture and the SVG agree within 0.01 mm."""
    picture, _, _ = rings_of_pdf
    svg = svg_rings(files[".svg"], "fill")
    painted = compose(JOB, symbol_for(ADDRESS, engraver=True)).shapes
    by_ink: dict[str, list[Ring]] = defaultdict(list)
    rest = iter(picture)
    for shape in painted:
        by_ink[shape.ink.screen] += [next(rest) for _ in range(shape.path.steps.count("M"))]
    assert next(rest, None) is None
    assert svg.keys() == by_ink.keys()
    assert max(apart(svg[ink], by_ink[ink]) for ink in svg) <= 0.01


def test_cutting_svg_pdf_plates_dxf_and_plt_agree_in_every_layer(
    files: dict[str, bytes], rings_of_pdf: tuple[list[Ring], list[Ring], list[Ring]]
) -> None:
    """Within 0.01 mm; the PLT by the rounding of its own unit more, 0.0125 mm each way."""
    outlines = svg_rings(files[CUTTING], "id")
    dxf, plt = dxf_rings(files[".dxf"]), plt_rings(files[".plt"])
    drawing = svg_rings(files[".svg"], "class")
    assert outlines.keys() == dxf.keys() - {CHECK} == plt.keys() == set(map(str, PENS))
    for layer, wanted in outlines.items():
        assert apart(wanted, dxf[layer]) <= 0.01
        assert apart(wanted, plt[layer]) <= 0.01 + 0.0125 * 2**0.5
        if layer in drawing:
            assert apart(wanted, drawing[layer]) <= 0.01
    _, engrave, cut = rings_of_pdf
    assert apart(outlines["CUT"], cut[-5:-4]) <= 0.01
    assert apart(outlines["HOLES"], cut[-4:]) <= 0.01
    symbol = len(outlines["QR"])
    assert apart(outlines["QR"], engrave[-symbol:]) <= 0.01


def test_the_comparison_sees_a_shift_of_two_hundredths(files: dict[str, bytes]) -> None:
    """An outline moved by 0.02 mm is beyond what the comparison lets pass."""
    symbol = svg_rings(files[CUTTING], "id")["QR"]
    moved = [[(x + 0.02, y) for x, y in ring] for ring in symbol]
    assert apart(symbol, moved) > 0.01


def test_the_dxf_is_sound_and_in_millimetres(files: dict[str, bytes]) -> None:
    """R2000, $INSUNITS 4, an audit without a word, our layers, and a square of 100.00 mm to measure."""
    drawing = read(io.StringIO(files[".dxf"].decode("cp1252")))
    audit = drawing.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    assert (drawing.dxfversion, drawing.header["$INSUNITS"]) == ("AC1015", 4)
    assert {layer.dxf.name for layer in drawing.layers} >= {*map(str, PENS), CHECK}
    (square,) = dxf_rings(files[".dxf"])[CHECK]
    assert {round(abs(x - a) + abs(y - b), 4) for (x, y), (a, b) in pairwise(square)} == {100.0}
    assert min(x for x, _ in square) > 200


def test_the_audit_sees_a_spoilt_file(files: dict[str, bytes]) -> None:
    """An outline in a line type that is not defined does not pass the audit."""
    spoilt = files[".dxf"].decode("cp1252").replace("  8\nQR\n", "  8\nQR\n  6\nNOWHERE\n", 1)
    audit = read(io.StringIO(spoilt)).audit()
    assert audit.errors or audit.fixes


def test_chords_are_as_near_as_they_say() -> None:
    """A large circle is flattened within the stated chord error."""
    path = circle(0, 0, 100)
    (ring,) = rings(path)
    true: Ring = [(100.0, 0.0)]
    for step, numbers in path.parts():
        true += along(true[-1], list(numbers), 3000) if step == "C" else []
    assert LinearRing(true).hausdorff_distance(LinearRing(ring)) <= CHORD
    assert list(rings(Path("MLLLZ", (0, 0, 0, 0, 1, 0, 1, 1)))) == [((0, 0), (1, 0), (1, 1))]


def with_growth(grow: float) -> PlaqueJob:
    """The plate with a kerf compensation of `grow` mm."""
    return replace(JOB, preset=JOB.preset.model_copy(update={"grow": grow}))


def grown(grow: float) -> list[Ring]:
    """The symbol's outlines in the cutting scene."""
    symbol, job = symbol_for(ADDRESS, engraver=True), with_growth(grow)
    lines = lines_of(cutting(compose(job, symbol), symbol, job.preset))
    return [list(ring) for layer, ring in lines if layer is Layer.QR]


def inked(found: list[Ring]) -> BaseGeometry:
    """What outlines enclose by the even-odd rule."""
    area: BaseGeometry = Polygon()
    for ring in found:
        area = area.symmetric_difference(Polygon(ring))
    return area


@pytest.mark.parametrize("grow", [0.15, -0.15, 0.4])
def test_kerf_moves_every_edge_by_exactly_that_much(grow: float) -> None:
    """A geometry library's own offset of the modules, square at corners, covers the same ground."""
    plain, moved = inked(grown(0.0)), inked(grown(grow))
    wanted = plain.buffer(grow, join_style="mitre", mitre_limit=10)
    assert moved.symmetric_difference(wanted).area < 1e-6 * plain.area
    assert all(LinearRing(ring).is_simple for ring in grown(grow))
    assert union_all([LinearRing(ring) for ring in grown(grow)]).length == pytest.approx(
        sum(LinearRing(ring).length for ring in grown(grow))
    )


def test_only_cutting_files_are_widened() -> None:
    """The printed PDF and the SVG to look at stay what was proved."""
    plain, wide = ({s: d for s, d, _, _ in make_plaque(with_growth(g))} for g in (0.0, 0.2))
    assert [s for s in plain if plain[s] != wide[s]] == [CUTTING, ".dxf", ".plt", "-nha-in.txt"]


def test_too_wide_a_kerf_is_refused_with_a_sentence() -> None:
    """Above a fifth of a module scanners give up: the problem names size, kerf and limit."""
    make_plaque(with_growth(-0.4))
    with pytest.raises(Refusal) as caught:
        make_plaque(with_growth(0.41))
    assert caught.value.kind == "plaque-grow-too-large"
    params = tuple(sorted(caught.value.params.items()))
    told = Problem(Place("x"), caught.value.kind, params)
    assert "0,41 mm" in told.sentence("vi")
    assert "0.4 mm" in told.sentence("en")


@pytest.mark.parametrize("module", [0.75, 1.5, 2.0, 6.0])
def test_the_raster_has_whole_pixels_a_module_and_its_size_in_mm(module: float) -> None:
    """1 bit, every module one square of equal pixels, pHYs that prints it `module` mm wide."""
    symbol = symbol_for(ADDRESS)
    with Image.open(io.BytesIO(symbol_png(symbol, module))) as picture:
        assert picture.mode == "1"
        side = symbol.size + 8
        pixels, rest = divmod(picture.width, side)
        assert rest == 0
        assert pixels / module >= 12
        assert picture.info["dpi"][0] == pytest.approx(pixels / module * 25.4, rel=1e-4)
        small = picture.resize((side, side), Image.Resampling.NEAREST)
        assert small.resize(picture.size, Image.Resampling.NEAREST).tobytes() == picture.tobytes()
        for y, row in enumerate(symbol.matrix):
            assert tuple(not small.getpixel((x + 4, y + 4)) for x in range(symbol.size)) == row


def test_the_preview_is_300_dpi_but_for_giants() -> None:
    """A panel of 1200 x 800 mm would be 134 megapixels; its file name says the dpi it has."""
    assert (preview_dpi(200, 150), preview_dpi(400, 300)) == (300, 300)
    assert preview_dpi(1200, 800) == 75


def test_bridged_outlines_are_the_same_modules() -> None:
    """Traced through touching corners a symbol is the same, in fewer outlines."""
    symbol: Symbol = symbol_for(ADDRESS)
    bridged = contours(symbol.matrix, bridged=True)
    assert matrix_of(bridged, symbol.size) == symbol.matrix
    assert bridged != contours(symbol.matrix)


@pytest.mark.parametrize(("name", "guide"), [("ban-a6", "NFC"), ("bia-400", "TACTILE")])
def test_guides_are_no_lines_to_cut(name: str, guide: str) -> None:
    """The place of a tag lies over the code: it is in DXF and SVG alone, never on the cutting plate."""
    job = replace(plaque_job(), preset=PRESETS[name])
    made = {suffix: data for suffix, data, *_ in make_plaque(job)}
    assert guide in svg_rings(made[CUTTING], "id")
    assert guide in dxf_rings(made[".dxf"])
    assert plt_rings(made[".plt"]).keys() <= {*map(str, PENS)}
    assert guide not in map(str, PENS)
    *_, cut = pdf_rings(made[".pdf"])
    assert len(cut) == 1  # the trim: neither size has holes
