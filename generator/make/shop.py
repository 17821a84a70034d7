"""One page of plain words for the print shop or engraver, Vietnamese first; it lies beside the files.

What it asks for is what the sheet for the shop asks for (templates/paper/shop.typ): the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.make.symbol import QUIET, Symbol
from generator.print_jobs import PlaqueJob
from generator.printing import CUT, PDF, PREVIEW, SVG, SYMBOL
from generator.words import decimal, paper_word, shop_rules

LANGUAGES = ("vi", "en")

FILES = (
    (PDF, "file-pdf"), (SVG, "file-svg"), (", ".join(CUT), "file-cut"), (SYMBOL, "file-qr"),
    (PREVIEW, "file-png"),
)  # fmt: skip
"""How the files of a plate end, and what each is for (locale/paper.toml)."""


def shop_words(job: PlaqueJob, symbol: Symbol) -> str:
    """What is to be made, of what, at which size, and what must not be done to it."""
    return "\n\n".join("\n".join(_page(job, symbol, language)) for language in LANGUAGES) + "\n"


def _page(job: PlaqueJob, symbol: Symbol, language: str) -> Iterator[str]:
    name = next((line.text for line in job.lines if line.role == "name"), job.code)
    yield paper_word("shop", language).upper()
    yield f"{name} – {job.code}"
    if job.sample:
        yield paper_word("sample", language)
    yield ""
    for key, value in _about(job, symbol, language):
        yield f"{paper_word(key, language)}: {value}"
    yield f"\n{paper_word('rules', language)}:"
    rules = shop_rules(language, job.address.removeprefix("https://"))
    yield from (f"{number}. {rule}" for number, rule in enumerate(rules, start=1))
    yield f"\n{paper_word('files', language)}:"
    for ending, key in FILES:
        if ending != SYMBOL or not job.sample:  # a plate that is a sample has no code alone
            yield f"{ending}: {paper_word(key, language)}"


def _about(job: PlaqueJob, symbol: Symbol, language: str) -> Iterator[tuple[str, str]]:
    """(key of its label, value) of what the shop must know of the plate."""
    preset = job.preset

    def said(key: str, **lengths: float) -> str:
        values = {name: decimal(length, language) for name, length in lengths.items()}
        return paper_word(key, language, **values)

    yield "size", " × ".join(decimal(mm, language) for mm in (preset.width, preset.height)) + " mm"
    side, quiet = symbol.size * preset.module, QUIET * preset.module
    yield "module", said("shop-module", module=preset.module, side=side, quiet=quiet)
    yield "material", preset.material.best(language)[0] if preset.material else "…"
    yield "process", said(f"process-{preset.process}")
    if preset.hole:
        yield "holes", said("holes-are", hole=preset.hole)
    if preset.second:
        yield "second", said("second-is", second=preset.second)
    if preset.white:
        yield "white", paper_word("white-is", language, white=job.spots.white)
    if preset.tactile:
        yield "tactile", said("tactile-is")
    if preset.nfc:
        yield "nfc", said("nfc-is")
    if preset.grow:
        yield "kerf", said("kerf-is", grow=preset.grow)
    yield "mount", said("mount-is", centre=preset.centre / 1000, distance=preset.distance)
