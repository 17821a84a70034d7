"""4 make · plaque: a plate of one code in every format, all from one scene in millimetres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.make import ornament
from generator.make.arrange import arrange
from generator.make.cutting import cutting, lines_of
from generator.make.dxf import write_dxf
from generator.make.field import CLEAR, HEAD, Arranged, Field
from generator.make.guides import guides
from generator.make.notice import SAMPLE_WORDS
from generator.make.pdf import write_pdf
from generator.make.plate_code import MODULE, panel, symbol_shape
from generator.make.plate_text import check_roles
from generator.make.plt import write_plt
from generator.make.refusal import Refusal
from generator.make.scene import Layer, Scene, Shape, rectangle, ring
from generator.make.shop import shop_words
from generator.make.spots import spots_of
from generator.make.styles import Look, look_of
from generator.make.svg import write_cutting_svg, write_svg
from generator.make.symbol import QUIET, Symbol, symbol_for
from generator.make.vignette import Art
from generator.print_jobs import PlaqueJob
from generator.printing import BLEED, CUTTING, DXF, NOTE, PDF, PLT, SVG
from generator.problems import written
from generator.words import decimal

__all__ = ["SAMPLE_WORDS", "compose", "facts_of", "make_plaque"]

Facts = tuple[tuple[str, str], ...]

LEAST_INSET = 2.0
"""Units: a line nearer to the edge would show how far off the knife was."""


def make_plaque(
    job: PlaqueJob, symbol: Symbol | None = None, art: Art | None = None, profile: bytes = b""
) -> tuple[tuple[str, bytes, str, Facts], ...]:
    """(suffix, bytes, media type, facts) of every file of the plate.

    PDF and SVG as it looks; outlines to be cut as SVG, DXF and PLT; a page of plain words for the
    shop. With the shop's ICC `profile` the PDF is a PDF/X-4. Raises Refusal for content that does
    not fit the plate and MachineTrouble without fonts.
    """
    symbol = symbol or symbol_for(job.address, engraver=job.engraver)
    scene = compose(job, symbol, art)
    facts = (*facts_of(job, symbol), ("left_out", ", ".join(scene.left)))
    spots = spots_of(scene, job.preset, job.spots)
    return (
        (PDF, write_pdf(scene, spots, profile=profile, day=job.dated), "application/pdf", facts),
        (SVG, write_svg(scene), "image/svg+xml", facts),
        *_cutting_files(cutting(scene, symbol, job.preset), facts),
        (NOTE, shop_words(job, symbol).encode(), "text/plain", ()),
    )


def _cutting_files(cut: Scene, facts: Facts) -> Iterator[tuple[str, bytes, str, Facts]]:
    """The outlines for engravers and cutters, kerf compensated; `CUTTING` tells their SVG apart."""
    yield CUTTING, write_cutting_svg(cut), "image/svg+xml", facts
    lines = lines_of(cut)
    yield DXF, write_dxf(lines, cut.width), "image/vnd.dxf", facts
    yield PLT, write_plt(lines), "application/vnd.hp-hpgl", facts


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
        ("second_mm", f"{preset.second:g}" if preset.second else ""),
        ("quiet_modules", str(QUIET)),
        ("width_mm", f"{preset.width:g}"),
        ("height_mm", f"{preset.height:g}"),
        ("bleed_mm", f"{BLEED:g}"),
        ("hole_mm", f"{preset.hole:g}"),
        ("white", "1" if preset.white else ""),
        ("distance_m", f"{preset.distance:g}"),
        ("sample", job.sample),
    )


def compose(job: PlaqueJob, symbol: Symbol, art: Art | None = None) -> Scene:
    """The whole plate as a scene; `art` is its vignette, 1 high. Raises Refusal as `make_plaque`."""
    check_roles(job.lines)
    preset, look = job.preset, look_of(job.style, job.preset)
    unit = preset.module / MODULE
    made = lay_out(job, symbol.size, look, art)
    drawn = guides(made.at, preset, unit)
    shapes = (
        *_ground(made.at, look, BLEED / unit),
        *made.shapes,
        *(shape for code in made.at.codes for shape in panel(code, look)),
        *(symbol_shape(symbol, code) for code in made.at.codes),
    )
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    edges = " × ".join(decimal(mm, "vi") for mm in (preset.width, preset.height))
    title = f"{name} · {job.code} · {edges} mm"
    sized, beside = (
        tuple(replace(shape, path=shape.path.scaled(unit)) for shape in some)
        for some in (shapes, drawn)
    )
    return Scene(preset.width, preset.height, BLEED, title, "vi", sized, beside, made.left)


def lay_out(job: PlaqueJob, modules: int, look: Look, art: Art | None = None) -> Arranged:
    """Where everything stands, in units; the code is `modules` a side. Raises Refusal, its lengths in mm."""
    unit = job.preset.module / MODULE
    try:
        return arrange(job, (job.preset.width / unit, job.preset.height / unit), modules, look, art)
    except Refusal as why:
        why.params |= _in_millimetres(why.params, unit)
        raise


def _in_millimetres(params: Mapping[str, str], unit: float) -> dict[str, str]:
    """The lengths of a refusal as an editor reads them: whoever arranges counts in units."""
    found: dict[str, str] = {}
    for name in ("least", "over"):
        if name in params:
            english = f"{name}_en"
            length = round(float(params.get(english, params[name])) * unit, 1)
            found |= {english: f"{length:g}", **written(name, length)}
    return found


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
    reach = at.drill + HEAD * at.hole + CLEAR if at.hole else 0.0
    gold = ornament.frame(at.width, at.height, at.inset, drilled=reach)
    yield Shape(Layer.FRAME, look.rule, gold, even_odd=True)
    if at.hole:
        return
    stones = ornament.corner_stones(at.width, at.height, at.inset)
    yield Shape(Layer.FRAME, look.shell, stones)
