"""The handbook for keepers names what stands on the screen, in both languages alike."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from docs.art import heights
from generator.cli.frame import ALIASES
from generator.cli.kiosk import kiosk
from generator.kiosk.settings import Settings, parsed
from generator.words import word

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"vi": DOCS / "vi" / "ki-ot.md", "en": DOCS / "en" / "kiosk.md"}
BUTTONS = (
    "kiosk-reach", "home", "text-size", "contrast", "kiosk-volume", "kiosk-take", "kiosk-still",
    "kiosk-touch", "roll-find-title",
)  # fmt: skip


@pytest.mark.parametrize("language", PAGES)
def test_a_button_is_called_what_stands_on_it(language: str) -> None:
    """In bold letters, as it is read on the glass."""
    text = PAGES[language].read_text("utf-8")
    missing = [key for key in BUTTONS if f"**{word(key, language)}**" not in text]
    assert missing == []


@pytest.mark.parametrize("language", PAGES)
def test_every_command_is_there(language: str) -> None:
    """By the name that the page's language has for it, with the options it is told with."""
    told = re.findall(
        r"ditich (?:ki-ot|kiosk) ([a-z-]+)([^`\n]*)", PAGES[language].read_text("utf-8")
    )
    assert {ALIASES.get(name, name) for name, _ in told} == set(kiosk.commands)
    for name, rest in told:
        known = {opt for p in kiosk.commands[ALIASES.get(name, name)].params for opt in p.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= known


@pytest.mark.parametrize("language", PAGES)
def test_every_setting_is_there(language: str) -> None:
    """In the order of the program, with what holds where it is left out; the example is one that is taken."""
    text = PAGES[language].read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \| .", text, re.MULTILINE)
    known = json.loads(json.dumps(asdict(Settings())))
    assert [(name, json.loads(value)) for name, value in rows] == list(known.items())
    example = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    read = asdict(parsed(example))
    assert {name: read[name] for name in example} == example | {"hours": tuple(example["hours"])}


def test_both_languages_have_the_same_parts_and_pictures() -> None:
    """As many headings, points, rows and commands; every picture is there."""

    def bones(page: Path) -> list[str]:
        text = page.read_text("utf-8")
        found = re.findall(r"^(?:#+|-|\d\.|\||!.*\((.*)\)|```)", text, re.MULTILINE)
        marks = re.findall(r"^(#+|-|\d\.|\||!|```)", text, re.MULTILINE)
        return [*marks, *found]

    assert bones(PAGES["vi"]) == bones(PAGES["en"])
    shown = re.findall(r"\]\((\.\./pictures/[^)]+)\)", PAGES["vi"].read_text("utf-8"))
    assert len(shown) == 9
    assert [name for name in shown if not (PAGES["vi"].parent / name).is_file()] == []


def test_the_drawing_of_heights_is_the_programs_own() -> None:
    """Redrawn it is the same; the table says its numbers; lowered is what the screen does."""
    assert heights.drawing() == heights.PICTURE.read_text("utf-8"), "python docs/art/heights.py"
    style = (DOCS.parent / "templates" / "kiosk" / "site.css").read_text("utf-8")
    assert f".reach .reach-room{{height:{heights.LEFT_FREE * 100:g}vh}}" in style
    for page in PAGES.values():
        text = page.read_text("utf-8")
        rows = re.findall(r"^\| [\d,.]+ inch.*?" + 3 * r"\| (\d+) " + r"\|", text, re.MULTILINE)
        said = [(round(one.size[1]), *one.middles) for one in heights.SCREENS]
        assert [tuple(map(int, row)) for row in rows] == said
    for one in heights.SCREENS:
        low, high = one.middles
        assert low <= one.middle <= high
