"""One page of plain words for the print shop or engraver, Vietnamese first; it lies beside the files."""

from __future__ import annotations

from generator.jobs import PlaqueJob
from generator.make.symbol import QUIET, Symbol
from generator.words import word

LANGUAGES = ("vi", "en")


def shop_words(job: PlaqueJob, symbol: Symbol) -> str:
    """What is to be made, of what, at which size, and what must not be done to it."""
    return "\n\n".join(_page(job, symbol, language) for language in LANGUAGES) + "\n"


def _page(job: PlaqueJob, symbol: Symbol, language: str) -> str:
    preset = job.preset
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    material = preset.material.best(language)[0] if preset.material else "…"
    lines = [
        word("shop-title", language, name=name, code=job.code),
        word("shop-sample", language) if job.sample else "",
        word("shop-size", language, width=f"{preset.width:g}", height=f"{preset.height:g}",
             module=f"{preset.module:g}", side=f"{symbol.size * preset.module:g}",
             quiet=f"{QUIET * preset.module:g}"),
        word("shop-material", language, material=material),
        word("shop-holes", language, hole=f"{preset.hole:g}") if preset.hole else "",
        word("shop-kerf", language, grow=f"{preset.grow:g}") if preset.grow else "",
        word("shop-mount", language, centre=f"{preset.centre / 1000:g}", distance=f"{preset.distance:g}"),
        word("shop-files", language),
        word("shop-rules", language, payload=symbol.payload),
    ]  # fmt: skip
    return "\n".join(line.strip() for line in lines if line)
