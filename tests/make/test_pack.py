"""What goes to a shop: certificate, pack, sheets of several plates, minutes in Word."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from generator.make import make as make_job
from generator.make.minutes import DOTS, FORM
from generator.make.zipped import zipped
from generator.model import PANEL, PRESETS
from generator.plan import CEREMONY, Ceremony, plan
from generator.plan.paper import plates_of
from generator.plan.papers import CERTIFICATE, ORDER, SHOP
from generator.plan.sheets import GAP, MARGIN, RULER, layouts, sheet_jobs
from generator.printing import NOTE
from generator.problems import Problems
from generator.scan.axes import AXES
from generator.scan.trial import read_trials
from generator.words import paper_word, shop_rules
from tests.make.papers import (
    GATE,
    POST,
    SLUG,
    TRIALS,
    WHOLE,
    Edition,
    codes,
    edition,
    selected,
    signed,
    site,
    sizes,
    words,
)
from tests.make.test_papers import printed

DOCS = Path(__file__).parents[2] / "docs"
NAME = f"{SLUG}-{WHOLE}-bien-200"
STEM = f"{SLUG}/{WHOLE}-bien-200"
"""How the files of a plate begin in its pack, and in the edition."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The print edition of a signed place, with a ceremony in a hall of 12 metres."""
    return edition(selected(ceremony=Ceremony(12.0)), tmp_path_factory.mktemp("pack"))


def test_the_certificate_says_what_was_tried(made: Edition) -> None:
    """PDF and JSON name payload, symbol, module, distance, digests of the very files, and every trial."""
    record = json.loads(made.files[f"{STEM}-{CERTIFICATE}.json"])
    digests = {f["name"]: f["sha256"] for f in record["files"]}
    beside = {t.replace("/", "-"): data for t, data in made.files.items()}
    for name, digest in digests.items():
        assert hashlib.sha256(beside[name]).hexdigest() == digest
    assert {f"{NAME}.pdf", f"{NAME}.svg"} <= set(digests)
    assert [t["axis"] for t in record["trials"]] == [t.axis for t in TRIALS]
    assert record["passed"] is True
    said = words(made.files[f"{STEM}-{CERTIFICATE}.pdf"])
    for text in (printed(WHOLE), "phiên bản 2-Q", "2 mm", "0,6 m", "2,2 điểm/ô", "vẫn đọc được", "ĐẠT",
                 "B-01", "thép chải đổ đen 49 %", "đồng đúc nổi 12 %", digests[f"{NAME}.pdf"]):  # fmt: skip
        assert text in said, text


@pytest.mark.parametrize("page", ["vi/tep-bien.md", "en/plate-files.md"])
def test_the_pages_name_every_file_of_a_plate(made: Edition, page: str) -> None:
    """How each file of a plate ends stands in the first column of the page's table, and nothing else does."""
    rows = re.findall(r"^\| (`.*?) \|", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    told = {name for row in rows for name in re.findall("`(.*?)`", row)}
    # The trial is planned, but not made here: these tests bring their own.
    planned = plan(selected(), ("print",), Problems())
    files = {*made.files, *(job.target for job in planned if job.kind == "scan")}
    found = {target.removeprefix(STEM) for target in files if target.startswith(STEM)}
    assert {name for name in told if not name.endswith(".zip")} == found
    assert f"{SLUG}/{NAME}.zip" in made.files


def test_the_certificate_tells_a_real_trial(tmp_path: Path) -> None:
    """A final plate and a sample, each before the camera: certificate and pack say what the camera found."""
    final = edition(selected(), tmp_path / "final", really=True)
    sample = edition(selected(site()), tmp_path / "sample", really=True)
    for made, verdict in ((final, "passed"), (sample, "passed-short")):
        trials, about = read_trials(made.files[f"{STEM}.json"])
        record = json.loads(made.files[f"{STEM}-{CERTIFICATE}.json"])
        assert about == record["trial"]
        assert about["pdf"] == hashlib.sha256(made.files[f"{STEM}.pdf"]).hexdigest()
        assert [t["axis"] for t in record["trials"]] == [t.axis for t in trials]
        assert {t.axis for t in trials} >= {axis.name for axis in AXES}
        assert record["passed"] is True
        said = words(made.files[f"{STEM}-{CERTIFICATE}.pdf"])
        assert paper_word(verdict, "vi") in said
        far = next(t for t in trials if t.axis == "far")
        assert " ".join(f"{count}/{far.frames}" for _, count in far.read) in said
    assert paper_word("breaks", "vi") in words(final.files[f"{STEM}-{CERTIFICATE}.pdf"])


def test_a_plate_that_was_not_tried_or_failed_says_so(tmp_path: Path) -> None:
    """Without a trial nothing is called passed; with a gate missed the certificate says CHƯA ĐẠT."""
    untried = edition(selected(), tmp_path / "untried", tried=False)
    said = words(untried.files[f"{STEM}-{CERTIFICATE}.pdf"])
    assert paper_word("no-trial", "vi") in said
    assert "ĐẠT" not in said
    assert json.loads(untried.files[f"{STEM}-{CERTIFICATE}.json"])["passed"] is False
    missed = tuple(
        replace(t, read=(("zxing-cpp", 8), ("zbar", 10))) if t.axis == "rest" else t for t in TRIALS
    )
    failed = edition(selected(), tmp_path / "failed", trials=missed)
    assert "CHƯA ĐẠT" in words(failed.files[f"{STEM}-{CERTIFICATE}.pdf"])
    assert json.loads(failed.files[f"{STEM}-{CERTIFICATE}.json"])["passed"] is False


def test_a_trial_in_short_is_called_so(tmp_path: Path) -> None:
    """What was tried with a few frames and no further says no word of what was not looked for."""
    short = words(edition(selected(), tmp_path, further=0).files[f"{STEM}-{CERTIFICATE}.pdf"])
    assert paper_word("passed-short", "vi") in short
    assert paper_word("short-note", "vi") in short
    for missing in (paper_word("unbroken", "vi"), paper_word("breaks", "vi"), "đồng đúc nổi"):
        assert missing not in short, missing


def test_a_missed_gate_is_not_passed() -> None:
    """Negative control of the verdict: eight frames of ten fail a gate, and a finder's six do not."""
    from generator.make.certificate import _told

    missed = replace(TRIALS[1], read=(("zxing-cpp", 8), ("zbar", 10)))
    assert _told(missed)["passed"] is False
    assert _told(TRIALS[1])["passed"] is True


def test_the_pack_holds_every_file_of_the_plate(made: Edition) -> None:
    """All files of the plate as they lie beside it, named after site, code and size; ASCII, of one date."""
    with zipfile.ZipFile(io.BytesIO(made.files[f"{SLUG}/{NAME}.zip"])) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        inside = {name: archive.read(name) for name in names}
        dates = {one.date_time for one in archive.infolist()}
    assert names[0] == f"{NAME}/{NAME}{NOTE}"
    assert names[1:] == sorted(names[1:])
    assert all(name.isascii() for name in names)
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    beside = {t: data for t, data in made.files.items() if t.startswith(STEM)}
    assert inside == {f"{NAME}/{t.replace('/', '-')}": data for t, data in beside.items()}
    ends = (".pdf", ".svg", "-khac.svg", ".dxf", ".plt", "-qr.png", "-300dpi.png", f"-{CERTIFICATE}.pdf",
            f"-{CERTIFICATE}.json", f"-{SHOP}.pdf", f"-{ORDER}.pdf", NOTE)  # fmt: skip
    assert {t.removeprefix(STEM) for t in beside} == {*ends}


def test_one_text_tells_the_shop_what_to_keep_to(made: Edition, tmp_path: Path) -> None:
    """The plain words and the sheet ask for the same, Vietnamese first; MẪU is there only for a sample."""
    plain = made.files[f"{STEM}{NOTE}"].decode()
    sheet = words(made.files[f"{STEM}-{SHOP}.pdf"])
    rules = shop_rules("vi", f"ditich.vn/{WHOLE}")
    assert len(rules) == 8
    for rule in (*rules, *shop_rules("en", f"ditich.vn/{WHOLE}")):
        assert rule in plain
        assert rule in sheet
    for text in ("200 × 150 mm", "không gửi dạng ảnh qua Zalo", "Không đảo màu", "Không đè logo"):
        assert text in plain
    assert plain.index("PHIẾU GỬI NHÀ IN") < plain.index("FOR THE PRINT SHOP")
    assert "MẪU" not in plain + sheet
    sample = edition(selected(site()), tmp_path)
    assert "MẪU – KHÔNG LẮP" in sample.files[f"{STEM}{NOTE}"].decode()
    assert "MẪU – KHÔNG LẮP" in words(sample.files[f"{STEM}-{SHOP}.pdf"])


def test_a_zip_is_the_same_whatever_order_files_come_in() -> None:
    """The bytes depend on names and contents alone."""
    files = {"b.txt": b"2", "a.txt": b"1", "z/first": b"0"}
    backwards = dict(reversed(files.items()))
    assert zipped(files, ("z/first",)) == zipped(backwards, ("z/first",))
    assert zipped(files) != zipped(files, ("z/first",))


# --- several on one sheet -------------------------------------------------------------------------


def test_layouts_keep_margins_gaps_and_the_ruler() -> None:
    """Small plates stand six and twelve to a sheet, the common one twice on A3, large ones not at all."""
    counts = {
        name: {one.name: len(one.places) for one in layouts(preset)}
        for name, preset in PRESETS.items()
    }
    assert counts["nhan-80"] == {"a4": 6, "a3": 12}
    assert counts["ban-a6"] == {"a4": 2, "a3": 4}
    assert counts["bien-200"] == {"a3": 2}
    assert not any(counts[name] for name in ("bien-300", "bia-400", "bien-600", "panel-1200"))
    for preset in PRESETS.values():
        for one in layouts(preset):
            for x, y in one.places:
                assert MARGIN <= x <= one.width - MARGIN - preset.width
                assert MARGIN + RULER <= y <= one.height - MARGIN - preset.height
            xs = sorted({x for x, _ in one.places})
            assert all(b - a == pytest.approx(preset.width + GAP) for a, b in pairwise(xs))


def test_plates_on_a_sheet_are_the_finished_ones(made: Edition) -> None:
    """Both plates of a size stand on one A4 sheet, both readers read each, and the ruler is 100 mm."""
    sheet = made.files["to-in/thu-140-a4.pdf"]
    assert sizes(sheet) == [(210.0, 297.0)]
    (page,) = codes(sheet, 1700)
    for reader in ("zxing-cpp", "zbar"):
        assert {GATE in text for text in page[reader]} == {True, False}
        assert len(page[reader]) == 2
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        ops = [
            (step.operands, str(step.operator))
            for step in pikepdf.parse_content_stream(pdf.pages[0])
        ]
        forms = pdf.pages[0].Resources.XObject
        bleed = [float(n) for n in forms["/P0"].BBox]
        day = str(pdf.docinfo["/CreationDate"])
    days = []  # the sheet's is that of the newest
    for code in (GATE, POST):  # in the order in which they stand on the sheet
        with pikepdf.open(io.BytesIO(made.files[f"{SLUG}/{code}-thu-140.pdf"])) as plate:
            days.append(str(plate.docinfo["/CreationDate"]))
    assert day == days[1] > days[0]
    assert bleed[2] - bleed[0] == pytest.approx((140 + 6) * 72 / 25.4, abs=0.01)
    lines = [
        float(b[0]) - float(a[0])
        for (a, first), (b, second) in pairwise(ops)
        if (first, second) == ("m", "l") and a[1] == b[1]
    ]
    assert max(lines) == pytest.approx(100.0)


def test_samples_and_final_plates_share_no_sheet() -> None:
    """Of two plates of a size one is final: each has a sheet of its own, and the sample's says so."""
    last = next(one for one in plates_of(selected()) if one.plate.part == "cot")
    final, sample = (replace(last, job=replace(last.job, sample=why)) for why in ("", "chưa duyệt"))
    jobs = {job.target: job for job in sheet_jobs((sample, final, sample))}
    assert set(jobs) == {f"to-in/thu-140-{name}.pdf" for name in ("a4", "a4-mau", "a3", "a3-mau")}
    assert [len(jobs[f"to-in/thu-140-{name}.pdf"].needs) for name in ("a4", "a4-mau")] == [1, 2]
    assert {target for target, job in jobs.items() if "MẪU" in getattr(job, "title", "")} == {
        "to-in/thu-140-a4-mau.pdf", "to-in/thu-140-a3-mau.pdf"
    }  # fmt: skip


def test_many_plates_are_files_of_whole_sheets() -> None:
    """50 labels, of which 6 stand on an A4 sheet: 24, 24 and 2, numbered in name and title."""
    last = next(one for one in plates_of(selected()) if one.plate.part == "cot")
    label = replace(last.job, preset=PRESETS["nhan-80"], sample="")
    many = [replace(last, job=replace(label, target=f"x/{n}")) for n in range(50)]
    jobs = [job for job in sheet_jobs(many) if "-a4" in job.target]
    assert [job.target for job in jobs] == [f"to-in/nhan-80-a4-{n}.pdf" for n in (1, 2, 3)]
    assert [len(job.needs) for job in jobs] == [24, 24, 2]
    assert [target for job in jobs for target in job.needs] == [one.job.target for one in many]
    titles = [getattr(job, "title", "") for job in jobs]
    assert [title.rpartition(" · ")[2] for title in titles] == ["1/3", "2/3", "3/3"]


def test_a_sheet_of_nothing_is_no_sheet(made: Edition) -> None:
    """Where no plate could be made there is no empty sheet."""
    from generator.make import Templates

    job = next(job for job in made.jobs if job.kind == "sheet")
    assert make_job(replace(job, inputs=()), {}, Templates(())) == ()


# --- minutes --------------------------------------------------------------------------------------


def said(data: bytes) -> str:
    """All words of a Word file, tables included."""
    paper = docx.Document(io.BytesIO(data))
    cells = (c.text for t in paper.tables for r in t.rows for c in r.cells)
    return "\n".join((*(p.text for p in paper.paragraphs), *cells))


def test_the_minutes_say_what_the_records_say(made: Edition) -> None:
    """Names, bodies, basis, codes and the ledger's events are there; what is not known is dotted."""
    text = said(made.ending("-ban-giao.docx"))
    for known in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Đình làng Ví Dụ", "Đoàn xã Ví Dụ", "Ủy ban xã Ví Dụ",
                  "Kế hoạch 00-KH/ĐTN", WHOLE, f"ditich.vn/{GATE}", "200 × 150 mm", "cột phải của cổng",
                  "số hiệu B-01: đã in ngày 22/11/2026", "Cổng Ẫ Ữ", "bàn giao 3 biển"):  # fmt: skip
        assert known in text, known
    assert DOTS in text
    assert "MẪU" not in text
    assert text.index("Bên giao") < text.index("Bên nhận")


def test_the_minutes_stand_on_their_page(made: Edition) -> None:
    """A4; grid and cells of every table agree and keep between the margins; it says it is a form."""
    paper = docx.Document(io.BytesIO(made.ending("-ban-giao.docx")))
    page: Any = paper.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    assert [round(side / 36_000) for side in (page.page_width, page.page_height, room)] == [
        210,
        297,
        165,
    ]
    for table in paper.tables:
        grid: list[Any] = [column.width for column in table.columns]
        assert sum(grid) <= room + 10_000
        assert all([cell.width for cell in row.cells] == grid for row in table.rows)
    assert FORM in said(made.ending("-ban-giao.docx"))


def test_minutes_invent_nothing(tmp_path: Path) -> None:
    """A place with no works and no events has dotted lines there, and its samples are called so."""
    bare = edition(selected(site(works=None), Ceremony()), tmp_path)
    text = said(bare.ending("bien-ban-nghiem-thu-ban-giao.docx"))
    assert f"1. Bên giao: {DOTS}" in text
    assert f"2. Bên nhận: {DOTS}" in text
    assert f"Căn cứ {DOTS}" in text
    assert "chưa ghi" in text
    assert "MẪU – KHÔNG LẮP" in text


# --- the ceremony ---------------------------------------------------------------------------------


def module_mm(pdf: bytes) -> float:
    """The module of the one symbol of a page, in mm: the least step between corners of its outlines."""
    best, steps = 0.0, list[float]()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for step in pikepdf.parse_content_stream(document.pages[0]):
            name = str(step.operator)
            if name in ("m", "l"):
                steps.append(round(float(step.operands[0]), 3))
            elif name in ("f*", "f"):
                xs = sorted(set(steps))
                best = min(b - a for a, b in pairwise(xs)) if len(xs) > 20 else best
                steps = []
    return best * 25.4 / 72


@pytest.mark.parametrize(("depth", "scale"), [(12.0, 1), (40.0, 10)])
def test_the_backdrops_module_is_a_three_hundredth_of_the_hall(
    depth: float, scale: int, tmp_path: Path
) -> None:
    """Measured on the finished page, to half a mm; a backdrop larger than a PDF page is drawn at 1:10."""
    told = {12.0: 40.0, 40.0: 133.5}[depth]
    every = edition(selected(ceremony=Ceremony(depth)), tmp_path)
    (name,) = (n for n in every.files if "phong-nen" in n)
    assert (scale == 10) == name.endswith("-ti-le-1-10.pdf")
    ((width, height),) = sizes(every.files[name])
    assert max(width, height) <= 5080
    assert module_mm(every.files[name]) * scale == pytest.approx(told, abs=0.2)
    assert f"1:{scale}" in words(every.files[name])
    assert height * scale >= PANEL * depth * 1000 / 300


def test_the_run_sheet_has_a_scan_test_for_every_plate(made: Edition) -> None:
    """Each plate of the ceremony is a row, with where it hangs and what the ledger says."""
    text = words(made.files["bang-viec.pdf"])
    for known in (WHOLE, GATE, "cột phải của cổng", "B-01: đã in", "Hội trường sâu 12 m"):
        assert known in text, known
    assert sizes(made.files["trinh-chieu.pdf"])[0] == (338.7, 190.5)


def test_without_a_ceremony_there_is_none() -> None:
    """Nothing is in its edition unless asked for, nor for a place that is not among those asked for."""
    for wish in (None, Ceremony(15.0, ("noi-khac",))):
        assert plan(selected(signed(site()), wish), (CEREMONY,), Problems()) == ()


def network(**changes: Any) -> str:
    """The payload of a visitors' network."""
    place = site(visit={"network": {"ssid": "DITICH", **changes}})
    assert place.visit
    assert place.visit.network
    return place.visit.network.payload


def test_wifi_codes_are_open_or_wpa_and_need_no_escaping() -> None:
    """Both forms of the URI; what phones escape in different ways is refused by the model."""
    from pydantic import ValidationError

    assert network() == "WIFI:T:nopass;S:DITICH;;"
    assert network(password="12345678") == "WIFI:T:WPA;S:DITICH;P:12345678;;"
    for wrong in ("a;b", "a:b", 'a"b', "a\\b", "a,b", "Đình", "", "x" * 33, "a b"):
        with pytest.raises(ValidationError):
            network(ssid=wrong)
    for wrong in ("1234567", "x" * 64, "1234;678"):
        with pytest.raises(ValidationError):
            network(password=wrong)
