"""5 prove · plaque: the finished files themselves, read again and decoded, as a stranger would.

Nothing here trusts what *make* remembers: the PDF is parsed operator by operator, its symbol's
outlines are turned back into modules, and the rasterised plate is decoded by two readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.make.symbol import QUIET, Symbol, payload_of, symbol_for
from generator.printing import INCH
from generator.problems import ERROR, WARNING, Place, Problems
from generator.prove.cutting import drawn_by, is_drilled, prove_cutting
from generator.prove.picture import parts_of, prove_spots, prove_words
from generator.prove.plaque_pdf import Found, Page, find_symbols, read_page
from generator.prove.plaque_svg import prove_svg_bytes
from generator.scan import decode
from generator.scan.raster import fits, rasterise

TOLERANCE = 0.01
"""mm that a box may differ."""

PIXELS, DPI, COARSE = 12, 150, 75
"""Raster for decoding: 12 px a module, at most 150 dpi (3 px of 0.5 mm, still read); vast plates 75 dpi."""

DENSE, DENSEST = 3, 5
"""Versions: above 3 the plate is read from nearer (a warning), above 5 it is not accepted."""


@dataclass(frozen=True)
class Wanted:
    """What the plate must be: trimmed `width` x `height`, `bleed` and `module` in mm, `address`.

    `known` is the address's symbol as *prove* itself computed it before; `engraved` says that it is
    cut, and `grow` the mm that each edge of it was moved by in the files for that. In each corner there
    is a screw hole `hole` mm wide; none for 0. `white` lies beneath it all.
    """

    address: str
    width: float
    height: float
    bleed: float
    module: float
    known: Symbol | None = None
    grow: float = 0.0
    engraved: bool = False
    second: float = 0.0
    hole: float = 0.0
    white: bool = False

    @property
    def modules(self) -> tuple[float, ...]:
        """The module of each code that must stand on it, mm: a large plate has a `second` one."""
        return (self.module, self.second) if self.second else (self.module,)

    @property
    def symbol(self) -> Symbol:
        """The symbol that must be on it, never what *make* says it is."""
        return self.known or symbol_for(self.address, engraver=self.engraved)


CutFile = tuple[bytes, str, Place]
"""A file for cutters: bytes, media type, and where its faults are told."""


def plate_of(
    address: str, facts: tuple[tuple[str, str], ...], known_symbol: Symbol | None = None
) -> Wanted:
    """The plate that `Made.facts` of a plaque describe."""
    known = dict(facts)
    sizes = (float(known[name]) for name in ("width_mm", "height_mm", "bleed_mm", "module_mm"))
    width, height, bleed, module = sizes
    grow = float(known.get("grow_mm", 0.0))
    engraved = bool(known.get("engraver"))
    second = float(known.get("second_mm") or 0.0)
    hole = float(known["hole_mm"])
    return Wanted(
        address, width, height, bleed, module, known_symbol, grow, engraved, second, hole,
        white=bool(known["white"]),
    )  # fmt: skip


def prove_pdf(
    pdf: bytes, plate: Wanted, place: Place, problems: Problems, cut: Iterable[CutFile] = ()
) -> Page | None:
    """Prove the finished PDF; every fault is added to `problems` at `place`. Returns its page, if it has one.

    The files for cutters, `cut`, are held against it (see `prove_cutting`), each at its own place.

    Adds plaque-not-pdf, -boxes, -operators, -fonts, -transparency, -symbol, -symbol-covered,
    -quiet-zone, -words-covered, -spot-symbol, -spot-engraving, -spot-white, -holes, -undecoded,
    -wrong-code, -code-count, -dense.
    """
    page = read_page(pdf)
    if page is None:
        problems.add("plaque-not-pdf", place)
        return None
    _boxes(page, plate, place, problems)
    for fault in page.faults:
        problems.add(fault.kind, place, found=fault.found)
    symbols = _symbols(page, plate, place, problems)
    parts = parts_of(page, symbols)
    spots = prove_spots(page, parts, engraved=plate.engraved, white=plate.white)
    for fault in (*prove_words(page, parts), *spots):
        problems.add(fault.kind, place, found=fault.found)
    drawn = drawn_by(page, symbols, parts)
    if not is_drilled(drawn, plate.hole):
        problems.add("plaque-holes", place, wanted=f"4 × {plate.hole:g} mm" if plate.hole else "0")
    for data, kind, there in cut:
        for fault in prove_cutting(data, kind, drawn, plate.grow):
            problems.add(fault.kind, there, found=fault.found)
    _decode(pdf, page, plate, len(symbols), place, problems)
    return page


def prove_svg(svg: bytes, page: Page, place: Place, problems: Problems) -> None:
    """Prove that the SVG draws the very picture of the proved PDF, in mm, and holds nothing active."""
    for fault in prove_svg_bytes(svg, page):
        problems.add(fault.kind, place, found=fault.found)


def _boxes(page: Page, plate: Wanted, place: Place, problems: Problems) -> None:
    trim, bleed, media = page.trim, page.bleed, page.media
    wide, high = trim[2] - trim[0], trim[3] - trim[1]
    if abs(wide - plate.width) > TOLERANCE or abs(high - plate.height) > TOLERANCE:
        found, wanted = f"{wide:.2f} × {high:.2f} mm", f"{plate.width:g} × {plate.height:g} mm"
        _box(problems, place, "TrimBox", found, wanted)
    signs = (-1, -1, 1, 1)
    outer = tuple(edge + sign * plate.bleed for edge, sign in zip(trim, signs, strict=True))
    if any(abs(a - b) > TOLERANCE for a, b in zip(outer, bleed, strict=True)):
        found = "; ".join(f"{edge:.2f}" for edge in bleed)
        _box(problems, place, "BleedBox", found, f"TrimBox + {plate.bleed:g} mm")
    if any((m - b) * sign < -TOLERANCE for m, b, sign in zip(media, bleed, signs, strict=True)):
        found = "; ".join(f"{edge:.2f}" for edge in media)
        _box(problems, place, "MediaBox", found, "≥ BleedBox")


def _box(problems: Problems, place: Place, box: str, found: str, wanted: str) -> None:
    """A box that is not where it should be, with the decimal sign of either language."""
    told = {"found_en": found, "wanted_en": wanted}
    told |= {"found": found.replace(".", ","), "wanted": wanted.replace(".", ",")}
    problems.add("plaque-boxes", place, box=box, **told)


def _symbols(page: Page, plate: Wanted, place: Place, problems: Problems) -> tuple[Found, ...]:
    """Each symbol as drawn: black ink alone, the very modules, bare all around, nothing over it."""
    symbol = plate.symbol
    if symbol.version > DENSE:
        severity = ERROR if symbol.version > DENSEST else WARNING
        problems.add("plaque-dense", place, severity=severity, version=symbol.version)
    sizes = sorted(set(plate.modules), reverse=True)
    symbols = tuple(found for size in sizes for found in find_symbols(page, symbol.matrix, size))
    if len(symbols) < len(plate.modules):
        problems.add("plaque-symbol", place, payload=payload_of(plate.address))
    for found in symbols:
        quiet, zone = QUIET * found.module, found.around(QUIET)
        if not page.bare_beneath(found.index, zone):
            problems.add("plaque-quiet-zone", place, modules=QUIET, quiet=quiet)
        if page.covered_after(found.index, zone):
            problems.add("plaque-symbol-covered", place)
        if not page.lines_keep_off(zone):
            problems.add("plaque-spot-symbol", place)
    return symbols


def _decode(
    pdf: bytes, page: Page, plate: Wanted, count: int, place: Place, problems: Problems
) -> None:
    """Decode the trimmed plate, as one sees it on the wall: its `count` symbols and no other code."""
    left, low = page.media[:2]
    trim = page.trim
    box = (trim[0] - left, trim[1] - low, trim[2] - left, trim[3] - low)
    dpi = min(PIXELS * INCH / plate.module, DPI)
    dpi = dpi if fits(plate.width, plate.height, dpi) else COARSE
    texts = decode(rasterise(pdf, box, dpi))
    wanted = payload_of(plate.address)
    whole = (wanted,) * max(count, 1)
    for name, found in sorted(texts.items()):
        if not found:
            problems.add("plaque-undecoded", place, decoder=name)
        elif set(found) == {wanted} and found != whole:
            problems.add(
                "plaque-code-count", place, decoder=name, found=len(found), wanted=len(whole)
            )
        elif found != whole:
            problems.add(
                "plaque-wrong-code", place, decoder=name, found=", ".join(found), wanted=wanted
            )
