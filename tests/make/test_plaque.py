"""The plate: order, sizes, sample marking, what does not fit, and bytes that never change."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.make.plaque import SAMPLE_WORDS, compose, make_plaque
from generator.make.plate_text import FOREIGN_SHARE, ROLES, rows, stack
from generator.make.refusal import Refusal
from generator.make.scene import BLACK, Layer, Scene, Shape
from generator.make.symbol import QUIET, symbol_for
from generator.print_jobs import PlaqueLine
from generator.problems import Place, Problem
from tests.make.plates import (
    ADDRESS,
    CODE,
    ENGLISH,
    HOST,
    KHMER,
    LONG_NAME,
    VIETNAMESE,
    plaque_job,
    with_name,
)

ROOT = Path(__file__).parents[2]


def scene_of(*lines: PlaqueLine, sample: str = "") -> Scene:
    """The scene of a plate."""
    return compose(plaque_job(*lines, sample=sample), symbol_for(ADDRESS))


def texts(scene: Scene) -> list[Shape]:
    """The lines of text, in the order they are painted."""
    return [shape for shape in scene.shapes if shape.layer in {Layer.TEXT, Layer.SAMPLE}]


def line(scene: Scene, start: str) -> Shape:
    """The one line that begins with `start`."""
    (found,) = [shape for shape in texts(scene) if shape.text.startswith(start)]
    return found


def height(shape: Shape) -> float:
    """The height of what is drawn, mm."""
    return shape.path.bounds[3] - shape.path.bounds[1]


def test_drawings_come_with_the_facts_that_prove_needs() -> None:
    """A PDF and an SVG of one scene, each with payload, version, module and size."""
    pdf, svg = make_plaque(plaque_job())[:2]
    assert (pdf[0], pdf[2]) == (".pdf", "application/pdf")
    assert (svg[0], svg[2]) == (".svg", "image/svg+xml")
    assert pdf[1].startswith(b"%PDF-1.4")
    facts = dict(pdf[3])
    assert pdf[3] == svg[3]
    assert (facts["version"], facts["level"], facts["module_mm"]) == ("3", "H", "2")
    assert (facts["width_mm"], facts["height_mm"], facts["distance_m"]) == ("200", "150", "0.6")


def test_lines_stand_in_the_vietnamese_order() -> None:
    """Owner, rank, name, decision, call, address, safety, works, from top to bottom."""
    scene = scene_of()
    starts = ["ỦY BAN", "DI TÍCH", "Đình", "Xếp hạng", "Quét", "ditich", "Trang này", "Công trình"]
    heights = [line(scene, start).path.bounds[1] for start in starts]
    assert heights == sorted(heights, reverse=True)


def test_order_of_input_does_not_matter() -> None:
    """The same lines in any order are the same plate."""
    assert scene_of(*reversed(VIETNAMESE)).shapes == scene_of(*VIETNAMESE).shapes


def test_other_languages_stand_below_in_order() -> None:
    """The Khmer call follows the Vietnamese one, the English one follows both."""
    scene = scene_of(*ENGLISH, *VIETNAMESE, *KHMER)
    tops = [line(scene, start).path.bounds[3] for start in ("Quét", "ស្កេន", "Scan")]
    assert tops == sorted(tops, reverse=True)


@pytest.mark.parametrize("room", [40.0, 24.0])
def test_other_languages_are_at_most_three_quarters_as_large(room: float) -> None:
    """Beside a Vietnamese line that had to shrink, the others shrink with it."""
    lines = (*ENGLISH, *VIETNAMESE, *KHMER)
    block = stack(rows(lines, "call", BLACK), 86.0, room)
    sizes = {row.language: fitted.size for row, fitted in block.rows}
    assert list(sizes) == ["vi", "km", "en"]
    assert max(sizes["km"], sizes["en"]) <= FOREIGN_SHARE * sizes["vi"]


def test_a_foreign_name_is_never_larger_than_three_quarters_of_the_least_vietnamese() -> None:
    """The names stand apart, so the limit must hold whatever size each finds."""
    foreign = [row for row in rows(ENGLISH, "name", BLACK) if row.language == "en"]
    assert [row.style.best <= FOREIGN_SHARE * ROLES["name"].least for row in foreign] == [True]


def test_quiet_zone_is_four_modules_of_bare_plate() -> None:
    """The bare panel reaches four modules beyond the symbol on every side."""
    scene = scene_of()
    (symbol,) = [shape for shape in scene.shapes if shape.layer is Layer.QR]
    panel = scene.shapes[scene.shapes.index(symbol) - 1]
    margins = [abs(a - b) for a, b in zip(panel.path.bounds, symbol.path.bounds, strict=True)]
    assert panel.ink.cmyk == (0.0, 0.0, 0.0, 0.0)
    assert margins == pytest.approx([QUIET * 2.0] * 4)


def test_sample_plate_says_so_beside_the_symbol() -> None:
    """MẪU – KHÔNG LẮP and the reason stand left of the panel, level with it; else nowhere."""
    scene = scene_of(sample="chưa có phiếu duyệt")
    words, reason = line(scene, SAMPLE_WORDS), line(scene, "chưa có")
    (symbol,) = [shape for shape in scene.shapes if shape.layer is Layer.QR]
    for shape in (words, reason):
        assert shape.path.bounds[2] < symbol.path.bounds[0] - QUIET * 2.0
        assert symbol.path.bounds[1] < shape.path.bounds[1] < symbol.path.bounds[3] + QUIET * 2.0
    assert height(words) > 2 * height(reason)
    assert not [shape for shape in scene_of().shapes if shape.layer is Layer.SAMPLE]


def test_missing_lines_leave_a_plate_all_the_same() -> None:
    """A site with only its name still has a plate, and the plate its address in words."""
    name, *_ = (entry for entry in VIETNAMESE if entry.role == "name")
    assert [shape.text for shape in texts(scene_of(name))] == ["Đình làng Ví Dụ", f"{HOST}/{CODE}"]


def test_a_long_name_fits() -> None:
    """The longest name of the demo takes two or three lines."""
    scene = compose(with_name(LONG_NAME), symbol_for(ADDRESS))
    pieces = [shape.text for shape in texts(scene) if shape.text in LONG_NAME]
    assert " ".join(pieces) == LONG_NAME


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (" ".join(["Khu di tích lịch sử"] * 8), "plaque-name-too-long"),
        ("Đình 中", "plaque-glyph-missing"),
    ],
)
def test_a_name_that_cannot_be_set_is_refused_with_the_way_out(name: str, kind: str) -> None:
    """What does not fit is a Refusal whose sentence quotes the name and says what to do."""
    with pytest.raises(Refusal) as caught:
        make_plaque(with_name(name))
    assert caught.value.kind == kind
    assert name in caught.value.params["text"]
    problem = Problem(Place("x"), kind, tuple(sorted(caught.value.params.items())))
    for language in ("vi", "en"):
        assert name in problem.sentence(language)
        assert problem.advice(language)


def test_a_long_host_breaks_before_the_code_and_a_short_one_does_not() -> None:
    """The address in words is one line if it can be, else the code has its own."""
    host = "ditich.mot-huyen-rat-dai.gov.vn"
    job = plaque_job(PlaqueLine("address", f"{host}/7KQ4M2"), address=f"https://{host}/7KQ4M2")
    long = compose(job, symbol_for(job.address))
    assert [shape.text for shape in texts(long)] == [f"{host}/", "7KQ4M2"]
    assert line(scene_of(), "ditich").text == "ditich.example/7KQ4M2"


def test_unknown_role_is_a_programmers_mistake() -> None:
    """A line no plate has a place for is not dropped in silence."""
    with pytest.raises(KeyError):
        make_plaque(plaque_job(PlaqueLine("slogan", "Xin chào")))


SCRIPT = """
import hashlib, sys
from generator.make.plaque import make_plaque
from tests.make.plates import ENGLISH, KHMER, VIETNAMESE, plaque_job
made = make_plaque(plaque_job(*VIETNAMESE, *ENGLISH, *KHMER, sample="thử"))
sys.stdout.write(" ".join(hashlib.sha256(data).hexdigest() for _, data, _, _ in made))
"""


def test_same_job_same_bytes_in_other_processes_and_settings(tmp_path: Path) -> None:
    """Hash seed, time zone, locale and folder change nothing."""
    here = make_plaque(plaque_job(*VIETNAMESE, *ENGLISH, *KHMER, sample="thử"))
    wanted = " ".join(hashlib.sha256(data).hexdigest() for _, data, _, _ in here)
    for seed, zone, tongue in (("1", "Asia/Ho_Chi_Minh", "C"), ("77", "UTC", "vi_VN.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": tongue,
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == wanted


def test_another_text_is_other_bytes_and_another_id() -> None:
    """The document ID follows the content."""
    one, other = (make_plaque(job)[0][1] for job in (plaque_job(), with_name("Chùa Ví Dụ")))
    assert ids(one) != ids(other)


def ids(pdf: bytes) -> bytes:
    """The /ID entry of a PDF's trailer."""
    return pdf[pdf.rindex(b"/ID") :].split(b"]")[0]
