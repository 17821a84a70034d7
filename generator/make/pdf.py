"""A scene as a one-page PDF that a print shop can use untouched (content after PDF/X-1a:2003).

DeviceCMYK and Separation only, no transparency, no fonts, boxes exact, crop marks on every plate.
The same scene gives the same bytes: no clock, no compressor whose version could differ.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.make.scene import Ink, Path, Scene, Shape

POINT = 72 / 25.4
"""PDF units in a millimetre."""

SLUG = 12.0
"""mm around the trim: bleed, then the marks."""

MARK_GAP, MARK_LENGTH, MARK_THICK = 4.0, 6.0, 0.09
"""Crop marks in mm: how far from the trim (beyond the bleed), how long, how thick (0.25 pt)."""

CONDITION, REGISTRY = "FOGRA39", "http://www.color.org"
"""Coated offset, ISO 12647-2:2004, by its name in the ICC registry: no profile need be shipped."""

DATE = "D:20000101000000Z"
"""PDF/X wants a date; a plate that is the same must be the same file, so it is always this one."""

_STEPS = {"M": "%.3f %.3f m", "L": "%.3f %.3f l", "C": "%.3f " * 6 + "c", "Z": "h"}


def write_pdf(scene: Scene) -> bytes:
    """The scene as PDF 1.4 bytes: MediaBox `SLUG` mm beyond the TrimBox, BleedBox between."""
    pdf = Pdf.new()
    page = pdf.make_indirect(_page(pdf, scene))
    pdf.pages.append(pikepdf.Page(page))
    _declare(pdf, scene)
    made = io.BytesIO()
    pdf.save(
        made,
        force_version="1.4",
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return made.getvalue()


def _page(pdf: Pdf, scene: Scene) -> Dictionary:
    width, height = scene.width, scene.height
    trim = (SLUG, SLUG, SLUG + width, SLUG + height)
    bleed = scene.bleed
    outer = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    spots = sorted({shape.ink.spot: shape.ink for shape in scene.shapes if shape.ink.spot}.items())
    spaces = {f"/{_spot_name(name)}": _separation(pdf, name, ink.cmyk) for name, ink in spots}
    spaces["/All"] = _separation(pdf, "All", (1.0, 1.0, 1.0, 1.0))
    return Dictionary(
        Type=Name.Page,
        MediaBox=_box((0.0, 0.0, width + 2 * SLUG, height + 2 * SLUG)),
        BleedBox=_box(outer),
        TrimBox=_box(trim),
        Resources=Dictionary(ColorSpace=Dictionary(spaces)),
        Contents=pdf.make_stream(b"\n".join(_content(scene))),
    )


def _declare(pdf: Pdf, scene: Scene) -> None:
    pdf.Root.Lang = String(scene.language)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(CONDITION),
                RegistryName=String(REGISTRY),
                Info=String("Coated FOGRA39 (ISO 12647-2:2004)"),
            )
        ]
    )
    for key, value in (
        ("/Title", scene.title),
        ("/CreationDate", DATE),
        ("/ModDate", DATE),
        ("/GTS_PDFXVersion", "PDF/X-1a:2003"),
        ("/Producer", "ditich"),
    ):
        pdf.docinfo[key] = String(value)
    pdf.docinfo["/Trapped"] = Name("/False")


def _content(scene: Scene) -> Iterator[bytes]:
    """Page content in mm: one matrix first, then every shape, then the crop marks."""
    yield b"q"
    yield f"{POINT:.9f} 0 0 {POINT:.9f} {SLUG * POINT:.6f} {SLUG * POINT:.6f} cm".encode()
    ink: Ink | None = None
    for shape in scene.face:
        if shape.ink != ink:
            ink = shape.ink
            yield _fill(ink)
        yield from _shape(shape)
    yield from _crop_marks(scene)
    yield b"Q"


def _shape(shape: Shape) -> Iterator[bytes]:
    if shape.text:
        said = b"\xfe\xff" + shape.text.encode("utf-16-be")
        tongue = f"/Lang ({shape.language}) " if shape.language else ""
        yield f"/Span <<{tongue}/ActualText <{said.hex()}>>> BDC".encode()
    yield _path(shape.path)
    yield b"f*" if shape.even_odd else b"f"
    if shape.text:
        yield b"EMC"


def _path(path: Path) -> bytes:
    template = "\n".join(map(_STEPS.__getitem__, path.steps))
    return (template % path.numbers).encode()


def number_text(number: float) -> str:
    """A length in mm to a thousandth, as short as it goes, the same on every machine."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _fill(ink: Ink) -> bytes:
    if ink.spot:
        return f"/{_spot_name(ink.spot)} cs 1 scn".encode()
    return (" ".join(number_text(part) for part in ink.cmyk) + " k").encode()


def _crop_marks(scene: Scene) -> Iterator[bytes]:
    """Two hairlines at every corner in the registration colour (Separation /All)."""
    yield f"/All CS 1 SCN {MARK_THICK} w".encode()
    near, far = MARK_GAP, MARK_GAP + MARK_LENGTH
    for x, outward in ((0.0, -1), (scene.width, 1)):
        for y, upward in ((0.0, -1), (scene.height, 1)):
            yield _line(x + outward * near, y, x + outward * far, y)
            yield _line(x, y + upward * near, x, y + upward * far)


def _line(x: float, y: float, x2: float, y2: float) -> bytes:
    a, b, c, d = map(number_text, (x, y, x2, y2))
    return f"{a} {b} m {c} {d} l S".encode()


def _separation(pdf: Pdf, name: str, cmyk: tuple[float, float, float, float]) -> pikepdf.Object:
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[_real(part) for part in cmyk], N=1
    )
    space = Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])
    return pdf.make_indirect(space)


def _spot_name(name: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in name)


def _box(corners: tuple[float, float, float, float]) -> Array:
    return Array([_real(corner * POINT) for corner in corners])


def _real(number: float) -> pikepdf.Object:
    return pikepdf.Object.parse(f"{number:.5f}".rstrip("0").rstrip(".").encode())
