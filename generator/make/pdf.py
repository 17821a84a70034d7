"""A scene as a one-page PDF that a print shop can use untouched (content after PDF/X-1a:2003).

DeviceCMYK and Separation only, no transparency, no fonts, boxes exact, marks on every plate.
The same scene gives the same bytes: no clock, no compressor whose version could differ.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.make.scene import Ink, Path, Scene, Shape, circle
from generator.make.spots import Spot
from generator.printing import POINT

SLUG = 12.0
"""mm around the trim: bleed, then the marks."""

MARK_GAP, MARK_LENGTH, MARK_THICK = 4.0, 6.0, 0.09
"""Crop marks in mm: how far from the trim (beyond the bleed), how long, how thick (0.25 pt)."""

TARGET, CROSS = 1.5, 2.5
"""Registration marks in mm: radius of the circle and half the cross, in the middle of each side."""

HAIR = 0.25
"""mm: width of the cutting line on its plate."""

X1A, X4 = "PDF/X-1a:2003", "PDF/X-4"
"""The standards a file may name: ISO 15930-4 (PDF 1.4) and ISO 15930-7 (PDF 1.6)."""

CONDITION, REGISTRY = "FOGRA39", "http://www.color.org"
"""Coated offset, ISO 12647-2:2004, by its name in the ICC registry: no profile need be shipped."""

DAY = "2000-01-01"
"""PDF/X wants a date, and the same plate must be the same file: without a paper's day it is this one."""

EVERY_INK = (1.0, 1.0, 1.0, 1.0)
"""What the registration colour, the Separation /All, looks like on a screen."""

_STEPS = {"M": "%.3f %.3f m", "L": "%.3f %.3f l", "C": "%.3f " * 6 + "c", "Z": "h"}


def write_pdf(
    scene: Scene, spots: tuple[Spot, ...] = (), *, profile: bytes = b"", day: str = ""
) -> bytes:
    """The scene as PDF/X bytes: MediaBox `SLUG` mm beyond the TrimBox, BleedBox between.

    It says it was made on `day` (YYYY-MM-DD; `DAY` if ''): that of its newest paper, never the clock's.

    X-1a, whose output intent is a registered name; with the ICC `profile` of a shop (CMYK), which
    X-4 asks for inside the file, X-4.
    """
    pdf = Pdf.new()
    content = b"\n".join(_content(scene, spots))
    page = pdf.make_indirect(_page(pdf, scene, spots, content))
    pdf.pages.append(pikepdf.Page(page))
    _declare(pdf, scene, sha256(content).hexdigest(), profile, day or DAY)
    return saved(pdf, force_version="1.6" if profile else "1.4")


def saved(pdf: Pdf, *, force_version: str = "", min_version: str = "") -> bytes:
    """The bytes of `pdf`: the same whenever it is saved, whatever compressor this machine has."""
    made = io.BytesIO()
    pdf.save(
        made,
        force_version=force_version,
        min_version=min_version,
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return made.getvalue()


def _page(pdf: Pdf, scene: Scene, plates: tuple[Spot, ...], content: bytes) -> Dictionary:
    width, height = scene.width, scene.height
    trim = (SLUG, SLUG, SLUG + width, SLUG + height)
    bleed = scene.bleed
    outer = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    spaces = {f"/{plate.name}": separation(pdf, plate.name, plate.cmyk) for plate in plates}
    spaces["/All"] = separation(pdf, "All", EVERY_INK)
    resources = Dictionary(ColorSpace=Dictionary(spaces))
    if plates:
        resources.ExtGState = Dictionary(Over=Dictionary(OP=True, op=True, OPM=0))
    return Dictionary(
        Type=Name.Page,
        MediaBox=box((0.0, 0.0, width + 2 * SLUG, height + 2 * SLUG)),
        BleedBox=box(outer),
        TrimBox=box(trim),
        Resources=resources,
        Contents=pdf.make_stream(content),
    )


def _declare(pdf: Pdf, scene: Scene, digest: str, profile: bytes, day: str) -> None:
    standard = X4 if profile else X1A
    pdf.Root.Lang = String(scene.language)
    pdf.Root.OutputIntents = Array([_intent(pdf, profile)])
    date = f"D:{day.replace('-', '')}000000Z"
    facts = {"Title": scene.title, "CreationDate": date, "ModDate": date, "Producer": "ditich"}
    if not profile:  # X-4 is named in the XMP alone
        facts["GTS_PDFXVersion"] = standard
    for key, value in facts.items():
        pdf.docinfo[f"/{key}"] = String(value)
    pdf.docinfo["/Trapped"] = Name("/False")
    moment = f"{day}T00:00:00Z"
    told = _XMP.format(title=escape(scene.title), day=moment, digest=digest[:32], standard=standard)
    pdf.Root.Metadata = pdf.make_stream(told.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _intent(pdf: Pdf, profile: bytes) -> Dictionary:
    """The printing condition: by its registered name, or by the shop's own profile."""
    if profile:
        return Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String("Custom"),
            Info=String("Profile of the print shop"),
            DestOutputProfile=pdf.make_stream(profile, N=4),
        )
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        RegistryName=String(REGISTRY),
        Info=String("Coated FOGRA39 (ISO 12647-2:2004)"),
    )


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{digest}</xmpMM:DocumentID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
<pdf:Producer>ditich</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def _content(scene: Scene, spots: tuple[Spot, ...]) -> Iterator[bytes]:
    """Page content in mm: one matrix first, the spot plates, then every shape, then the marks."""
    yield b"q"
    yield f"{POINT:.9f} 0 0 {POINT:.9f} {SLUG * POINT:.6f} {SLUG * POINT:.6f} cm".encode()
    if spots:
        yield b"/Over gs"
    for spot in spots:
        yield from _spot(spot)
    ink: Ink | None = None
    for shape in scene.shapes:
        if shape.ink != ink:
            ink = shape.ink
            yield _fill(ink)
        yield from _shape(shape)
    yield from _crop_marks(scene)
    yield from _registration_marks(scene)
    yield b"Q"


def _spot(spot: Spot) -> Iterator[bytes]:
    yield f"/{spot.name} cs 1 scn /{spot.name} CS 1 SCN {HAIR} w".encode()
    for path, even_odd in spot.paths:
        yield path_text(path)
        yield b"S" if spot.thin else b"f*" if even_odd else b"f"


def _shape(shape: Shape) -> Iterator[bytes]:
    if shape.text:
        said = b"\xfe\xff" + shape.text.encode("utf-16-be")
        tongue = f"/Lang ({shape.language}) " if shape.language else ""
        yield f"/Span <<{tongue}/ActualText <{said.hex()}>>> BDC".encode()
    yield path_text(shape.path)
    yield b"f*" if shape.even_odd else b"f"
    if shape.text:
        yield b"EMC"


def path_text(path: Path) -> bytes:
    """The outlines in the words of a page, neither filled nor stroked yet."""
    template = "\n".join(map(_STEPS.__getitem__, path.steps))
    return (template % path.numbers).encode()


def number_text(number: float) -> str:
    """A length in mm to a thousandth, as short as it goes, the same on every machine."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _fill(ink: Ink) -> bytes:
    return (" ".join(number_text(part) for part in ink.cmyk) + " k").encode()


def _crop_marks(scene: Scene) -> Iterator[bytes]:
    """Two hairlines at every corner in the registration colour (Separation /All)."""
    yield f"/All CS 1 SCN {MARK_THICK} w".encode()
    near, far = MARK_GAP, MARK_GAP + MARK_LENGTH
    for x, outward in ((0.0, -1), (scene.width, 1)):
        for y, upward in ((0.0, -1), (scene.height, 1)):
            yield line(x + outward * near, y, x + outward * far, y)
            yield line(x, y + upward * near, x, y + upward * far)


def _registration_marks(scene: Scene) -> Iterator[bytes]:
    """A circle with a cross outside the middle of each side, in the registration colour."""
    off = MARK_GAP + MARK_LENGTH / 2
    for x, y in (
        (scene.width / 2, -off),
        (scene.width / 2, scene.height + off),
        (-off, scene.height / 2),
        (scene.width + off, scene.height / 2),
    ):
        yield line(x - CROSS, y, x + CROSS, y)
        yield line(x, y - CROSS, x, y + CROSS)
        yield path_text(circle(x, y, TARGET)) + b"\nS"


def line(x: float, y: float, x2: float, y2: float) -> bytes:
    """A stroke from (x, y) to (x2, y2)."""
    a, b, c, d = map(number_text, (x, y, x2, y2))
    return f"{a} {b} m {c} {d} l S".encode()


def separation(pdf: Pdf, name: str, cmyk: tuple[float, float, float, float]) -> pikepdf.Object:
    """The colour space of a plate beside C, M, Y and K; `cmyk` stands for its full tint on a screen."""
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[_real(part) for part in cmyk], N=1
    )
    space = Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])
    return pdf.make_indirect(space)


def box(corners: tuple[float, float, float, float]) -> Array:
    """left, bottom, right, top in mm as a box of a page."""
    return Array([_real(corner * POINT) for corner in corners])


def _real(number: float) -> pikepdf.Object:
    return pikepdf.Object.parse(f"{number:.5f}".rstrip("0").rstrip(".").encode())
