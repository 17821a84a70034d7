"""4 make · plaque: a plate of one code as PDF and SVG, both from one scene in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from generator.jobs import PlaqueJob
from generator.make import plate_parts
from generator.make.pdf import write_pdf
from generator.make.plate_layout import Places
from generator.make.plate_text import check_roles
from generator.make.plate_words import NOT_FITTING, lay_words
from generator.make.refusal import Refusal
from generator.make.scene import Path, Scene
from generator.make.styles import look_of
from generator.make.svg import write_svg
from generator.make.symbol import QUIET, Symbol, symbol_for
from generator.make.vignette import vignette_of
from generator.model import Preset

Facts = tuple[tuple[str, str], ...]

BLEED = 3.0
"""mm drawn beyond the trim, so that a knife off by a hair shows no white."""

FIRST_TO_GO = ("works", "owner", "decision rank", "name_foreign", "call_foreign", "safety", "call")
"""What leaves a label or a card, in this order, until the rest fits: name and address never do.

On every larger plate nothing leaves but the one sentence of plaque text (docs/decisions/0014).
"""


@dataclass(frozen=True)
class Laid:
    """A plate as laid out: its scene, its places, and the roles that found no room on it."""

    scene: Scene
    at: Places
    left_out: tuple[str, ...]


def make_plaque(
    job: PlaqueJob, symbol: Symbol | None = None
) -> tuple[tuple[str, bytes, str, Facts], ...]:
    """(suffix, bytes, media type, facts) of the plate's PDF and SVG.

    Raises Refusal for content that does not fit the plate and MachineTrouble without fonts.
    """
    symbol = symbol or symbol_for(job.address)
    laid = lay_out(job, symbol)
    facts = facts_of(job, symbol, laid)
    return (
        (".pdf", write_pdf(laid.scene), "application/pdf", facts),
        (".svg", write_svg(laid.scene), "image/svg+xml", facts),
    )


def facts_of(job: PlaqueJob, symbol: Symbol, laid: Laid | None = None) -> Facts:
    """What *prove* and the certificate must know of the plate, as text."""
    preset = job.preset
    laid = laid or lay_out(job, symbol)
    second = laid.at.second
    return (
        ("code", job.code),
        ("payload", symbol.payload),
        ("version", str(symbol.version)),
        ("level", symbol.level),
        ("mask", str(symbol.mask)),
        ("module_mm", f"{preset.module:g}"),
        ("second_module_mm", f"{second.module:g}" if second else ""),
        ("quiet_modules", str(QUIET)),
        ("width_mm", f"{preset.width:g}"),
        ("height_mm", f"{preset.height:g}"),
        ("bleed_mm", f"{BLEED:g}"),
        ("distance_m", f"{preset.distance:g}"),
        ("left_out", " ".join(laid.left_out)),
        ("missing", " ".join(job.missing)),
        ("sample", job.sample),
    )


def compose(job: PlaqueJob, symbol: Symbol) -> Scene:
    """The whole plate as a scene. Raises Refusal as `make_plaque`."""
    return lay_out(job, symbol).scene


def lay_out(job: PlaqueJob, symbol: Symbol) -> Laid:
    """The plate with all its words, else with those that fit. Raises Refusal as `make_plaque`."""
    check_roles(job.lines)
    drawing = _drawing(job)
    refused: Refusal | None = None
    for gone in _trials(job):
        for vignette in (drawing, None) if drawing else (None,):
            try:
                return _laid(job, symbol, gone, vignette)
            except Refusal as why:
                if why.kind not in NOT_FITTING:
                    raise
                refused = why
    assert refused is not None
    raise refused


def _trials(job: PlaqueJob) -> Iterator[frozenset[str]]:
    """Sets of roles to leave out, from none to all that may go from a plate of this size."""
    yield frozenset()
    if job.preset.whole_text:
        return
    gone = {"text"}
    if any(line.role == "text" for line in job.lines):
        yield frozenset(gone)
    if job.preset.terse:
        for roles in FIRST_TO_GO:
            gone |= set(roles.split())
            yield frozenset(gone)


def _laid(job: PlaqueJob, symbol: Symbol, gone: frozenset[str], vignette: Path | None) -> Laid:
    preset, look = job.preset, look_of(job.style, job.preset)
    words, at, left_out = lay_words(job, symbol, look, gone, vignette)
    shapes = (  # the code last: nothing may come over it
        *plate_parts.guides(preset, at),
        *plate_parts.ground(preset, look, BLEED),
        *words,
        *(plate_parts.code(at.second, symbol, look, turned=True) if at.second else ()),
        *plate_parts.code(at.main, symbol, look),
    )
    scene = Scene(preset.width, preset.height, BLEED, _title(job, preset), "vi", shapes)
    return Laid(scene, at, left_out)


def _title(job: PlaqueJob, preset: Preset) -> str:
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    return f"{name} · {job.code} · {preset.width:g} × {preset.height:g} mm"


def _drawing(job: PlaqueJob) -> Path | None:
    """The site's vignette, if the job brings one: its one input."""
    if not job.inputs:
        return None
    (file,) = job.inputs
    return vignette_of(FilePath(file.path).read_bytes(), file.name)
