"""4 make · imposition: finished plates on one sheet, with cut marks and a ruler of 100 mm.

The plates' own PDFs are placed, untouched, so that what stands on the sheet is what was proved.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.lettering import letter
from generator.make.pdf import (
    EVERY_INK,
    MARK_THICK,
    box,
    line,
    path_text,
    saved,
    separation,
)
from generator.print_jobs import SheetJob
from generator.printing import POINT
from generator.words import paper_word

MARK_GAP, MARK_LENGTH = 3.5, 4.0
"""Cut marks in mm: how far from the trim, how long."""

RULER = 100
"""mm, the length that a printer must keep."""

RULER_LOW = 9.0
"""mm from the sheet's lower edge to the ruler's line."""

_SAID = ("/CreationDate", "/ModDate", "/GTS_PDFXVersion")


@dataclass(frozen=True)
class Tile:
    """A finished plate: its page as a form, lower left of its trim, trim and bleed in mm."""

    form: pikepdf.Object
    origin: tuple[float, float]
    width: float
    height: float


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The sheets as one PDF: every plate that was made, once each, in the order of the job."""
    assert isinstance(job, SheetJob)
    paths = {given.name: given.path for given in job.inputs}
    wanted = [paths[name] for target in job.needs if (name := f"{target}.pdf") in paths]
    if not wanted:
        return ()
    pdf = Pdf.new()
    tiles = [_tile(pdf, FilePath(path).read_bytes()) for path in wanted]
    for start in range(0, len(tiles), len(job.places)):
        _add_sheet(pdf, job, tiles[start : start + len(job.places)])
    _declare(pdf, job.title, [FilePath(path) for path in wanted])
    facts = (("sheet", job.title), ("plates", str(len(tiles))))
    return (Output(job.target, saved(pdf, min_version="1.4"), "application/pdf", facts=facts),)


def _tile(pdf: Pdf, data: bytes) -> Tile:
    """The first page as a form cut at its bleed, so that its own crop marks stay off the sheet."""
    with Pdf.open(io.BytesIO(data)) as plate:
        page = plate.pages[0]
        trim = [float(edge) / POINT for edge in page.trimbox]
        bleed = page.obj.get("/BleedBox", page.trimbox)
        form = pdf.copy_foreign(page.as_form_xobject())
    form.BBox = Array([float(edge) for edge in bleed])
    return Tile(form, (trim[0], trim[1]), trim[2] - trim[0], trim[3] - trim[1])


def _add_sheet(pdf: Pdf, job: SheetJob, tiles: Sequence[Tile]) -> None:
    placed = tuple(zip(tiles, job.places, strict=False))
    forms = {f"/P{number}": tile.form for number, tile in enumerate(tiles)}
    content = b"\n".join((*_plates(placed), *_marks(job, placed), *_ruler(job)))
    whole = box((0.0, 0.0, job.width, job.height))
    everywhere = separation(pdf, "All", EVERY_INK)
    page = Dictionary(
        Type=Name.Page, MediaBox=whole, TrimBox=whole,
        Resources=Dictionary(XObject=Dictionary(forms), ColorSpace=Dictionary(All=everywhere)),
        Contents=pdf.make_stream(content),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _plates(placed: Sequence[tuple[Tile, tuple[float, float]]]) -> Iterator[bytes]:
    for number, (tile, (x, y)) in enumerate(placed):
        dx, dy = ((at - zero) * POINT for at, zero in zip((x, y), tile.origin, strict=True))
        yield f"q 1 0 0 1 {dx:.4f} {dy:.4f} cm /P{number} Do Q".encode()


def _marks(job: SheetJob, placed: Sequence[tuple[Tile, tuple[float, float]]]) -> Iterator[bytes]:
    """Hairlines in line with every trim, in the registration colour.

    At the outside of the block alone: between plates there is no room that is not bleed.
    """
    lines = {cut for tile, at in placed for cut in _cuts(tile, at)}
    left, right = min(at[0] for _, at in placed), max(at[0] + t.width for t, at in placed)
    low, high = min(at[1] for _, at in placed), max(at[1] + t.height for t, at in placed)
    near, far = MARK_GAP, MARK_GAP + MARK_LENGTH
    yield f"q {POINT:.9f} 0 0 {POINT:.9f} 0 0 cm /All CS 1 SCN {MARK_THICK} w".encode()
    for upright, where in sorted(lines):
        ends = ((low - near, low - far), (high + near, high + far))
        sides = ((left - near, left - far), (right + near, right + far))
        for start, end in ends if upright else sides:
            a, b = ((where, start), (where, end)) if upright else ((start, where), (end, where))
            yield line(*a, *b)
    yield b"Q"


def _cuts(tile: Tile, at: tuple[float, float]) -> Iterator[tuple[bool, float]]:
    """(upright, where in mm) of the four cuts of a plate."""
    for edge in (at[0], at[0] + tile.width):
        yield True, round(edge, 3)
    for edge in (at[1], at[1] + tile.height):
        yield False, round(edge, 3)


def _ruler(job: SheetJob) -> Iterator[bytes]:
    """100 mm with a stroke for each, in black alone, and what to do with it."""
    left = (job.width - RULER) / 2
    yield f"q {POINT:.9f} 0 0 {POINT:.9f} 0 0 cm 0 0 0 1 K 0 0 0 1 k {MARK_THICK} w".encode()
    yield line(left, RULER_LOW, left + RULER, RULER_LOW)
    for mm in range(RULER + 1):
        high = 4.0 if mm % 10 == 0 else 3.0 if mm % 5 == 0 else 2.0
        yield line(left + mm, RULER_LOW, left + mm, RULER_LOW + high)
    says = " · ".join(paper_word("sheet-ruler", language) for language in ("vi", "en"))
    for text, y in ((says, RULER_LOW - 3.4), (job.title, RULER_LOW + 5.6)):
        words = letter(text, "sans", 2.3)
        yield path_text(words.path.moved((job.width - words.width) / 2, y)) + b"\nf"
    yield b"Q"


def _declare(pdf: Pdf, title: str, plates: Sequence[FilePath]) -> None:
    """The intent of these plates, which all have one, and the day of the newest.

    Of the standards only X-1a is named: X-4 is told in XMP, and a sheet for a desk has none.
    """
    about: dict[str, str] = {}
    for path in plates:
        with Pdf.open(path) as plate:
            if not about:
                intents = plate.make_indirect(plate.Root.OutputIntents)
                pdf.Root.OutputIntents = pdf.copy_foreign(intents)
            for key in (key for key in _SAID if key in plate.docinfo):
                about[key] = max(about.get(key, ""), str(plate.docinfo[key]))
    pdf.Root.Lang = String("vi")
    for key, value in {**about, "/Title": title, "/Producer": "ditich"}.items():
        pdf.docinfo[key] = String(value)
    pdf.docinfo["/Trapped"] = Name("/False")
