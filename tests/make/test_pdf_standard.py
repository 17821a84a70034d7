"""Which standard a plate's PDF names: X-1a by itself, X-4 with the shop's profile; and its day."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageCms

from generator.check import check_project
from generator.disk import digest_of
from generator.jobs import Input
from generator.make import Templates, make
from generator.make.plaque import make_plaque
from generator.problems import Place, Problems
from generator.prove.plaque import plate_of, prove_pdf
from generator.read import profile_fault
from tests.make.plates import ADDRESS, plaque_job
from tests.make.press import back, press, there

BASE = Path(__file__).parents[1] / "broken" / "base"


def made(profile: bytes, dated: str = "") -> bytes:
    """The PDF of the plate under test."""
    return make_plaque(replace(plaque_job(), dated=dated), profile=profile)[0][1]


def content(pdf: bytes) -> bytes:
    """What its page paints."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.pages[0].Contents.read_bytes()


def test_the_press_of_these_tests_is_a_profile() -> None:
    """Little CMS opens it and finds an output profile in CMYK."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(press())).profile
    assert (profile.device_class, profile.xcolor_space.strip()) == ("prtr", "CMYK")


def test_without_a_profile_the_condition_is_named() -> None:
    """X-1a:2003 in PDF 1.4: a registered name, no profile in the file."""
    with pikepdf.open(io.BytesIO(made(b""))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (pdf.pdf_version, str(pdf.docinfo.GTS_PDFXVersion)) == ("1.4", "PDF/X-1a:2003")
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert "/DestOutputProfile" not in intent


def test_with_a_profile_it_is_the_same_plate_as_x4(tmp_path: Path) -> None:
    """PDF 1.6, named in the XMP alone, the shop's very bytes inside; not one mark painted differently."""
    path = tmp_path / "press.icc"
    path.write_bytes(press())
    job = replace(plaque_job(), inputs=(Input(str(path), digest_of(path), "content/press.icc"),))
    outputs = {Path(one.target).suffix: one.data for one in make(job, {}, Templates(()))}
    with pikepdf.open(io.BytesIO(outputs[".pdf"])) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (pdf.pdf_version, "/GTS_PDFXVersion" in pdf.docinfo) == ("1.6", False)
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</" in pdf.Root.Metadata.read_bytes()
        assert intent.DestOutputProfile.read_bytes() == press()
        assert int(intent.DestOutputProfile.N) == 4
    assert content(outputs[".pdf"]) == content(made(b""))


@pytest.mark.parametrize("profile", [b"", press()])
def test_both_pass_the_proof(profile: bytes) -> None:
    """The same bytes twice, and nothing in them that the proof refuses."""
    _, pdf, _, facts = make_plaque(plaque_job(), profile=profile)[0]
    assert pdf == made(profile)
    problems = Problems()
    prove_pdf(pdf, plate_of(ADDRESS, facts), Place("plate.pdf"), problems)
    assert list(problems) == []


@pytest.mark.parametrize("command", [
    ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage"),
    ("pdfinfo",),
])  # fmt: skip
@pytest.mark.parametrize("profile", [b"", press()])
def test_other_readers_have_nothing_to_say(
    profile: bytes, command: tuple[str, ...], tmp_path: Path
) -> None:
    """Ghostscript and poppler open both without a warning."""
    if not shutil.which(command[0]):
        pytest.skip(f"no {command[0]}")
    path = tmp_path / "plate.pdf"
    path.write_bytes(made(profile))
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert command[0] != "gs" or done.stdout == ""


@pytest.mark.parametrize(
    ("dated", "told"), [("", "D:20000101000000Z"), ("2026-11-21", "D:20261121000000Z")]
)
def test_its_day_is_that_of_its_newest_paper(dated: str, told: str) -> None:
    """In the document's facts and in the XMP; a plate without any paper bears the same day for ever."""
    with pikepdf.open(io.BytesIO(made(b"", dated))) as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == told
        day = (dated or "2000-01-01").encode()
        assert b"<xmp:CreateDate>" + day + b"T00:00:00Z<" in pdf.Root.Metadata.read_bytes()


def with_bytes(data: bytes, at: int, new: bytes) -> bytes:
    """The data with some of its bytes replaced."""
    return data[:at] + new + data[at + len(new) :]


def shortened(data: bytes, size: int) -> bytes:
    """The first `size` bytes, and a header that calls them the whole."""
    return with_bytes(data[:size], 0, size.to_bytes(4, "big"))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (press(), ""),
        (press()[:-1], f"{len(press()) - 1} ≠ {len(press())} byte"),
        (press(b"mntr", b"RGB "), "mntr RGB"),
        (press(b"scnr"), "scnr CMYK"),
        (with_bytes(press(), 8, b"\5"), "ICC 5"),
        (b"", "ICC?"),
    ],
)
def test_only_a_whole_profile_of_a_press_is_taken(tmp_path: Path, data: bytes, found: str) -> None:
    """Anything else is told at its line; the build then stops before a plate is made."""
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    file = root / "content" / "project.yaml"
    file.write_text(f"{file.read_text('utf-8')}plaque:\n  profile: press.icc\n", "utf-8")
    (root / "content" / "press.icc").write_bytes(data)
    problems = Problems()
    profile = check_project(root, problems, digest_of).profile
    assert [dict(problem.params).get("found") for problem in problems] == [found] * bool(found)
    assert bool(profile) == (not found)
    assert all(str(p.place).startswith("content/project.yaml:") for p in problems)


TAGS = 128 + 4
"""Where the table of tags begins: twelve bytes each, the fourth is A2B0 and the fifth B2A0."""


@pytest.mark.parametrize(
    "data",
    [
        shortened(press(), 128),
        shortened(press(), len(press()) // 2),
        shortened(press(), len(press()) - 4),
        with_bytes(press(), 128, b"\xff\xff\xff\xff"),
        with_bytes(press(), TAGS + 3 * 12, b"xxxx"),
        with_bytes(press(), TAGS + 4 * 12, b"xxxx"),
        press().replace(b"mft1", b"mft9"),
        press().replace(there(), bytes(len(there()))),
        press().replace(back(), bytes(len(back()))),
    ],
    ids=("header", "half", "end", "count", "no-A2B0", "no-B2A0", "type", "dark", "inkless"),
)
def test_a_profile_whose_inside_is_broken_is_refused(tmp_path: Path, data: bytes) -> None:
    """Its header is right, class and size too: only who reads its tags can tell; a sound one passes."""
    assert profile_fault(written(tmp_path / "press.icc", press())) == ("", "")
    assert profile_fault(written(tmp_path / "broken.icc", data)) == ("profile-broken", "")


def written(path: Path, data: bytes) -> Path:
    """The data as a file."""
    path.write_bytes(data)
    return path
