"""The pages for whoever orders, prints or engraves a plate say what the program does, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model import LEAST_MODULE, PRESETS, Process
from generator.model.plate import REACH, TWO_CODES
from generator.printing import BLEED
from generator.words import decimal

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"vi": DOCS / "vi" / "in-bien.md", "en": DOCS / "en" / "plates-to-print.md"}
CODES = {"vi": ("một", "hai"), "en": ("one", "two")}


def rows(text: str) -> dict[str, tuple[str, ...]]:
    """Size, module, distance and number of codes of each preset in a page's table."""
    lines = re.findall(r"^\| `([a-z0-9-]+)` \|(.*)\|$", text, re.MULTILINE)
    cells = {name: [cell.strip() for cell in rest.split("|")] for name, rest in lines}
    return {name: (*row[:3], row[-1]) for name, row in cells.items()}


def wanted(language: str) -> dict[str, tuple[str, ...]]:
    """The same of the program's own presets."""

    def row(name: str) -> tuple[str, ...]:
        one = PRESETS[name]
        size = f"{one.width:g} × {one.height:g}"
        module, distance = decimal(one.module, language), decimal(one.distance, language)
        return size, f"{module} mm", f"{distance} m", CODES[language][bool(one.second)]

    return {name: row(name) for name in PRESETS}


@pytest.mark.parametrize("language", PAGES)
def test_the_table_of_sizes_is_that_of_the_program(language: str) -> None:
    """Every preset, in the program's order, with its own numbers; a number changed is seen."""
    text = PAGES[language].read_text("utf-8")
    assert list(rows(text).items()) == list(wanted(language).items())
    other = text.replace("| 300 × 200 |", "| 300 × 210 |")
    assert rows(other) != wanted(language)


@pytest.mark.parametrize("language", PAGES)
def test_lengths_in_words_are_those_of_the_program(language: str) -> None:
    """Bleed, where a second code begins, how far modules reach, the least module of each process."""
    text = PAGES[language].read_text("utf-8")
    least = (LEAST_MODULE[p] for p in Process if p is not Process.cnc)  # told by its cutter
    for length in (BLEED, TWO_CODES, *least):
        assert f"{decimal(length, language)} mm" in text
    assert re.search(rf"\b{REACH}\b", text)


def test_both_languages_have_the_same_parts() -> None:
    """As many headings, points, rows and pictures, in the same order."""

    def bones(page: Path) -> list[str]:
        found = re.findall(r"^(#+|-|\||!)", page.read_text("utf-8"), re.MULTILINE)
        return [str(mark) for mark in found]

    assert bones(PAGES["vi"]) == bones(PAGES["en"])
