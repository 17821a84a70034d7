"""4 make · plaque: a plate of one code, all its files from one scene in millimetres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.jobs import PlaqueJob
from generator.make import ornament
from generator.make.arrange import MODULE, SAMPLE_WORDS, Field, arrange, panel, symbol_shape
from generator.make.cutting import cutting
from generator.make.dxf import write_dxf
from generator.make.pdf import write_pdf
from generator.make.plate_text import check_roles
from generator.make.plt import write_plt
from generator.make.raster import preview_png, symbol_png
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Scene, Shape, rectangle, ring
from generator.make.shop import shop_words
from generator.make.styles import Look, look_of
from generator.make.svg import write_svg
from generator.make.symbol import QUIET, Symbol, symbol_for
from generator.model import Preset

__all__ = ["BLEED", "SAMPLE_WORDS", "compose", "facts_of", "make_plaque"]

Facts = tuple[tuple[str, str], ...]

BLEED = 3.0
"""mm drawn beyond the trim, so that a knife off by a hair shows no white."""

LEAST_INSET = 2.0
"""Units: a line nearer to the edge would show how far off the knife was."""


def make_plaque(
    job: PlaqueJob, symbol: Symbol | None = None
) -> tuple[tuple[str, bytes, str, Facts], ...]:
    """(suffix, bytes, media type, facts) of every file of the plate.

    PDF and SVG as it looks; outlines to be cut as SVG, DXF and PLT; the symbol alone and a preview
    as PNG; a page of plain words for the shop. Raises Refusal for content that does not fit the plate
    and MachineTrouble without fonts.
    """
    symbol = symbol or symbol_for(job.address)
    at, scene = _composed(job, symbol)
    facts, unit = facts_of(job, symbol), job.preset.module / MODULE
    pdf = write_pdf(scene)
    cuts = cutting(scene, job.preset, _hole_centres(at, job.preset, unit))
    return (
        (".pdf", pdf, "application/pdf", facts),
        (".svg", write_svg(scene), "image/svg+xml", facts),
        (
            "-khac.svg",
            write_svg(cuts),
            "image/svg+xml",
            (*facts, ("grow_mm", f"{job.preset.grow:g}")),
        ),
        ("-khac.dxf", write_dxf(cuts), "image/vnd.dxf", facts),
        ("-khac.plt", write_plt(cuts), "application/vnd.hp-hpgl", facts),
        ("-qr.png", symbol_png(symbol, job.preset.module), "image/png", ()),
        ("-xem-truoc.png", preview_png(pdf, scene), "image/png", ()),
        ("-nha-in.txt", shop_words(job, symbol).encode(), "text/plain", ()),
    )


def facts_of(job: PlaqueJob, symbol: Symbol) -> Facts:
    """What *prove* and the certificate must know of the plate, as text."""
    preset = job.preset
    return (
        ("code", job.code),
        ("payload", symbol.payload),
        ("version", str(symbol.version)),
        ("level", symbol.level),
        ("mask", str(symbol.mask)),
        ("module_mm", f"{preset.module:g}"),
        ("quiet_modules", str(QUIET)),
        ("width_mm", f"{preset.width:g}"),
        ("height_mm", f"{preset.height:g}"),
        ("bleed_mm", f"{BLEED:g}"),
        ("distance_m", f"{preset.distance:g}"),
        ("sample", job.sample),
    )


def compose(job: PlaqueJob, symbol: Symbol) -> Scene:
    """The whole plate as a scene. Raises Refusal as `make_plaque`."""
    return _composed(job, symbol)[1]


def _composed(job: PlaqueJob, symbol: Symbol) -> tuple[Field, Scene]:
    check_roles(job.lines)
    preset, look = job.preset, look_of(job.style)
    unit = preset.module / MODULE
    size = (preset.width / unit, preset.height / unit)
    try:
        made = arrange(job, size, symbol, look, columns=preset.whole_text)
    except Refusal as why:
        why.params |= _in_millimetres(why.params, unit)
        raise
    shapes = (
        *_ground(made.at, look, BLEED / unit),
        *made.shapes,
        *panel(made.at, look),
        symbol_shape(symbol, made.at),
    )
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    title = f"{name} · {job.code} · {preset.width:g} × {preset.height:g} mm"
    sized = tuple(replace(shape, path=shape.path.scaled(unit)) for shape in shapes)
    return made.at, Scene(preset.width, preset.height, BLEED, title, "vi", sized)


def _in_millimetres(params: Mapping[str, str], unit: float) -> dict[str, str]:
    """The lengths of a refusal as an editor reads them: whoever arranges counts in units."""
    lengths = {name: float(params[name]) for name in ("least", "over") if name in params}
    return {name: f"{round(length * unit, 1):g}" for name, length in lengths.items()}


def _hole_centres(at: Field, preset: Preset, unit: float) -> Iterator[tuple[float, float]]:
    """Where the screws go, mm: through the corners of the frame, far from any finder."""
    if preset.hole and at.framed:
        apart = (at.inset + ornament.APART + ornament.STONE) * unit
        for x in (apart, preset.width - apart):
            for y in (apart, preset.height - apart):
                yield x, y


def _ground(at: Field, look: Look, bleed: float) -> Iterator[Shape]:
    if look.plain:
        return
    whole = rectangle(-bleed, -bleed, at.width + 2 * bleed, at.height + 2 * bleed)
    yield Shape(Layer.GROUND, look.border, whole)
    inset = at.inset + ornament.RULE / 2 if at.framed else -bleed
    field = rectangle(inset, inset, at.width - 2 * inset, at.height - 2 * inset)
    yield Shape(Layer.GROUND, look.ground, field)
    if not at.framed:
        if at.inset >= LEAST_INSET:
            sides = (at.width - 2 * at.inset, at.height - 2 * at.inset)
            line = ring(at.inset, at.inset, *sides, ornament.RULE)
            yield Shape(Layer.FRAME, look.rule, line, even_odd=True)
        return
    gold = ornament.frame(at.width, at.height, at.inset)
    yield Shape(Layer.FRAME, look.rule, gold, even_odd=True)
    stones = ornament.corner_stones(at.width, at.height, at.inset)
    yield Shape(Layer.FRAME, look.shell, stones)
