"""4 make · plaque: a plate of one code in every format, all from one scene in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.jobs import CUTTING, PlaqueJob, PlaqueLine
from generator.make import ornament
from generator.make.cutting import cutting, lines_of
from generator.make.dxf import write_dxf
from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import letter
from generator.make.pdf import write_pdf
from generator.make.plate_text import Block, check_roles, draw, rows, stack
from generator.make.plt import write_plt
from generator.make.refusal import Refusal
from generator.make.scene import BARE, BLACK, Ink, Layer, Path, Scene, Shape, joined, rectangle
from generator.make.spots import spots_of
from generator.make.svg import write_cutting_svg, write_svg
from generator.make.symbol import QUIET, Symbol, contours, symbol_for
from generator.model import Preset

Facts = tuple[tuple[str, str], ...]

BLEED = 3.0
"""mm drawn beyond the trim, so that a knife off by a hair shows no white."""

SAMPLE_WORDS = "MẪU – KHÔNG LẮP"
"""What a plate that is not final says beside its symbol, in every format."""


@dataclass(frozen=True)
class Look:
    """The inks of a style."""

    ground: Ink
    border: Ink
    rule: Ink
    title: Ink
    body: Ink
    shell: Ink
    warning: Ink


LOOKS = {
    "lacquer": Look(
        ground=Ink("lacquer", (0.32, 1.0, 0.92, 0.46), "#5f120f"),
        border=Ink("dark lacquer", (0.5, 0.8, 0.75, 0.74), "#1f0d0a"),
        rule=Ink("gold", (0.15, 0.36, 0.76, 0.05), "#c9973a"),
        title=Ink("pale gold", (0.07, 0.18, 0.5, 0.0), "#ebcf8e"),
        body=Ink("eggshell", (0.02, 0.04, 0.12, 0.0), "#f8f1e2"),
        shell=Ink("shell", (0.06, 0.09, 0.2, 0.0), "#eee2c8"),
        warning=Ink("cinnabar", (0.1, 0.9, 0.95, 0.0), "#b5301f"),
    )
}
"""Styles by name (lacquer, gold, eggshell and cinnabar, as in docs/art/lacquer.py)."""


def make_plaque(
    job: PlaqueJob, symbol: Symbol | None = None
) -> tuple[tuple[str, bytes, str, Facts], ...]:
    """(suffix, bytes, media type, facts) of the plate's PDF and SVG, then what a cutter needs.

    Raises Refusal for content that does not fit the plate and MachineTrouble without fonts.
    """
    symbol = symbol or symbol_for(job.address, engraver=job.engraver)
    scene = compose(job, symbol)
    facts = facts_of(job, symbol)
    spots = spots_of(scene, job.preset, job.spots)
    return (
        (".pdf", write_pdf(scene, spots), "application/pdf", facts),
        (".svg", write_svg(scene), "image/svg+xml", facts),
        *_cutting_files(cutting(scene, symbol, job.preset), facts),
    )


def _cutting_files(cut: Scene, facts: Facts) -> Iterator[tuple[str, bytes, str, Facts]]:
    """The outlines for engravers and cutters, kerf compensated; `CUTTING` tells their SVG apart."""
    yield CUTTING, write_cutting_svg(cut), "image/svg+xml", facts
    lines = lines_of(cut)
    yield ".dxf", write_dxf(lines, cut.width), "image/vnd.dxf", facts
    yield ".plt", write_plt(lines), "application/vnd.hp-hpgl", facts


def facts_of(job: PlaqueJob, symbol: Symbol) -> Facts:
    """What *prove* and the certificate must know of the plate, as text."""
    preset = job.preset
    return (
        ("code", job.code),
        ("payload", symbol.payload),
        ("version", str(symbol.version)),
        ("level", symbol.level),
        ("mask", str(symbol.mask)),
        ("engraver", "1" if job.engraver else ""),
        ("grow_mm", f"{preset.grow:g}"),
        ("module_mm", f"{preset.module:g}"),
        ("quiet_modules", str(QUIET)),
        ("width_mm", f"{preset.width:g}"),
        ("height_mm", f"{preset.height:g}"),
        ("bleed_mm", f"{BLEED:g}"),
        ("distance_m", f"{preset.distance:g}"),
        ("sample", job.sample),
    )


def look_of(name: str) -> Look:
    """The style `name`. Raises Refusal `plaque-style-unknown`."""
    if name not in LOOKS:
        raise Refusal("plaque-style-unknown", name=name, known=", ".join(sorted(LOOKS)))
    return LOOKS[name]


@dataclass(frozen=True)
class Places:
    """Where things stand on the plate, mm from the trim's lower left."""

    left: float
    right: float
    low: float
    high: float
    panel: float
    panel_left: float
    column: float

    @property
    def panel_top(self) -> float:
        """The upper edge of the panel, level with the first line of the column."""
        return self.low + self.panel


def _inset(preset: Preset) -> float:
    """From the edge to the frame, mm."""
    return 0.018 * preset.width


def _margin(preset: Preset) -> float:
    """From the edge to the words, mm."""
    return 0.0625 * preset.width


SHELL = 2.2
"""Width in mm of the eggshell around the panel."""


def places(preset: Preset, symbol: Symbol) -> Places:
    """The places for a symbol: panel at the lower right, column of text to its left."""
    panel = (symbol.size + 2 * QUIET) * preset.module
    left, right = _margin(preset), preset.width - _margin(preset)
    panel_left = right - SHELL - panel
    return Places(
        left=left,
        right=right,
        low=_margin(preset) + SHELL,
        high=preset.height - _margin(preset),
        panel=panel,
        panel_left=panel_left,
        column=panel_left - SHELL - 7.0 - left,
    )


def compose(job: PlaqueJob, symbol: Symbol) -> Scene:
    """The whole plate as a scene. Raises Refusal as `make_plaque`."""
    check_roles(job.lines)
    preset, look = job.preset, look_of(job.style)
    at = places(preset, symbol)
    shapes = (
        *_ground(preset, look),
        *_header(job, at, look),
        *_column(job, at, look),
        *_panel(at, look),
        _symbol_shape(symbol, at, preset.module),
    )
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    title = f"{name} · {job.code} · {preset.width:g} × {preset.height:g} mm"
    return Scene(preset.width, preset.height, BLEED, title, "vi", shapes)


def _ground(preset: Preset, look: Look) -> Iterator[Shape]:
    width, height = preset.width, preset.height
    whole = rectangle(-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED)
    yield Shape(Layer.GROUND, look.border, whole)
    inset = _inset(preset) + ornament.RULE / 2
    field = rectangle(inset, inset, width - 2 * inset, height - 2 * inset)
    yield Shape(Layer.GROUND, look.ground, field)
    gold = ornament.frame(width, height, _inset(preset))
    yield Shape(Layer.FRAME, look.rule, gold, even_odd=True)
    stones = ornament.corner_stones(width, height, _inset(preset))
    yield Shape(Layer.FRAME, look.shell, stones)


def _panel(at: Places, look: Look) -> Iterator[Shape]:
    whole = at.panel + 2 * SHELL
    bed = rectangle(at.panel_left - SHELL, at.low - SHELL, whole, whole)
    yield Shape(Layer.PANEL, look.rule, bed)
    shell = ornament.inlay_ring(at.panel_left, at.low, at.panel, at.panel, SHELL)
    yield Shape(Layer.PANEL, look.shell, shell)
    yield Shape(Layer.PANEL, BARE, rectangle(at.panel_left, at.low, at.panel, at.panel))


def _symbol_shape(symbol: Symbol, at: Places, module: float) -> Shape:
    left, top = at.panel_left + QUIET * module, at.panel_top - QUIET * module
    outlines = []
    for outline in contours(symbol.matrix):
        numbers = [n for x, y in outline for n in (left + x * module, top - y * module)]
        outlines.append(Path("M" + "L" * (len(outline) - 1) + "Z", tuple(numbers)))
    return Shape(Layer.QR, BLACK, joined(outlines), even_odd=True, text=symbol.payload, language="")


def _header(job: PlaqueJob, at: Places, look: Look) -> tuple[Shape, ...]:
    """Owner, rank and name, centred over the whole plate, between the panel and the frame."""
    wanted = (
        *rows(job.lines, "owner", look.body),
        *rows(job.lines, "rank", look.rule, gap=2.2),
        *(r for r in rows(job.lines, "name", look.title, gap=3.0) if r.language == "vi"),
    )
    room = at.high - at.panel_top - SHELL - 7.0
    block = stack(wanted, at.right - at.left, room)
    spare = room - block.height
    return draw(block, at.left, at.high - spare / 2, at.right - at.left, centred=True)


def _column(job: PlaqueJob, at: Places, look: Look) -> Iterator[Shape]:
    """Beside the symbol: other languages and decision above; call, address, safety, works below."""
    upper = (
        *(r for r in rows(job.lines, "name", look.body) if r.language != "vi"),
        *rows(job.lines, "decision", look.body, gap=2.6),
    )
    lower = (
        *rows(job.lines, "call", look.title, gap=3.6),
        *rows(_address(job), "address", look.body, gap=3.4),
        *rows(job.lines, "safety", look.body, gap=3.4),
        *rows(job.lines, "works", look.rule, gap=2.6),
    )
    reason = _reason(job.sample, at) if job.sample else None
    taken = _notice_height(reason) + 4.0 if reason else 0.0
    block = stack((*upper, *lower), at.column, at.panel + 2 * SHELL - taken)
    above, below = Block(block.rows[: len(upper)]), Block(block.rows[len(upper) :])
    top, base = at.panel_top + SHELL - taken, at.low - SHELL + below.height
    between = (top - above.height + base) / 2
    if reason:
        yield from _notice(reason, at, look)
    yield from draw(above, at.left, top, at.column)
    if not upper:
        base += (top - base) / 2
    elif base < between - 5.0:
        yield Shape(Layer.FRAME, look.rule, rectangle(at.left, between, 24.0, ornament.HAIRLINE))
    yield from draw(below, at.left, base, at.column)


def _address(job: PlaqueJob) -> tuple[PlaqueLine, ...]:
    """The printed address in words: as given, else that of the symbol without its scheme."""
    given = tuple(line for line in job.lines if line.role == "address")
    return given or (PlaqueLine("address", job.address.removeprefix("https://")),)


def _notice(reason: Fitted, at: Places, look: Look) -> Iterator[Shape]:
    """MẪU – KHÔNG LẮP and why, in a box beside the symbol, never over it."""
    height = _notice_height(reason)
    bottom = at.panel_top + SHELL - height
    yield Shape(Layer.SAMPLE, look.body, rectangle(at.left, bottom, at.column, height))
    base = bottom + height - 8.2
    texts = [(SAMPLE_WORDS, "sans-bold", 6.4, base)]
    for number, line in enumerate(reason.lines):
        texts.append((line, "sans", reason.size, base - 4.2 - number * 1.3 * reason.size))
    for text, role, size, y in texts:
        words = letter(text, role, size)
        path = words.path.moved(at.left + (at.column - words.width) / 2, y)
        yield Shape(Layer.SAMPLE, look.warning, path, text=words.text, language="vi")


def _notice_height(reason: Fitted) -> float:
    return 14.6 + (len(reason.lines) - 1) * 1.3 * reason.size


def _reason(reason: str, at: Places) -> Fitted:
    style = Style("sans", 3.0, 2.4, 3)
    if fitted := fit(reason, style, at.column - 5.0):
        return fitted
    raise Refusal("plaque-line-too-long", text=reason, lines=style.lines, least=f"{style.least:g}")
