"""What the start pages say the tool prints is what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("docs/vi/bat-dau.md", "README.vi.md", "README.md")
BLOCK = re.compile(r"^```console\n\$ ditich (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
CHANGES = re.compile(r"\d+(?= tệp)|\b[1-9A-Z]{6}\b|(?<=issue-)[0-9a-f]{6}")
"""Counts of files, and the code that chance draws: they differ from run to run and release to release."""


def blocks(text: str) -> list[tuple[str, str]]:
    """(arguments, what is said to be printed) of every console block but the endless preview."""
    return [(words, said) for words, said in BLOCK.findall(text) if words != "xem"]


def run(words: str, folder: Path) -> str:
    """What `ditich` prints, the two streams one after the other as they come."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words.split()],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout


def alike(printed: str) -> list[str]:
    """Its lines without what changes, and without empty ones."""
    lines = (CHANGES.sub("…", line).rstrip() for line in printed.splitlines())
    return [line for line in lines if line]


def differences(text: str, folder: Path) -> list[str]:
    """Lines the page shows that the tool does not print, when its steps are followed in order."""
    wrong: list[str] = []
    project = folder / "di-tich-que-toi"
    if not text.count("$ ditich moi"):
        run("moi di-tich-que-toi", folder)
    for words, said in blocks(text):
        story = project / "sites" / "noi-vi-du" / "vi.md"
        mistaken = "unknown-source" in said
        if mistaken:
            story.write_text(story.read_text("utf-8").replace("[^s1]", "[^s2]"), "utf-8")
        printed = alike(run(words, folder if words.startswith("moi") else project))
        shown = alike(said)
        wrong += [line for line, real in zip(shown, printed, strict=False) if line != real]
        wrong += shown[len(printed) :]
        if mistaken:
            story.write_text(story.read_text("utf-8").replace("[^s2]", "[^s1]"), "utf-8")
    return wrong


@pytest.mark.parametrize("page", PAGES)
def test_the_page_shows_what_is_printed(page: str, tmp_path: Path) -> None:
    """Followed step by step, the commands of the page print the lines the page shows."""
    text = (ROOT / page).read_text("utf-8")
    assert blocks(text)
    assert differences(text, tmp_path) == []


def test_a_sentence_nobody_prints_is_noticed(tmp_path: Path) -> None:
    """One word changed in the page is found: the test above can fail."""
    start = (ROOT / PAGES[0]).read_text("utf-8").split("## 5.")[0]
    text = start.replace("Đã đọc 1 nơi: không", "Đã xem 1 nơi: không")
    assert [line[:8] for line in differences(text, tmp_path)] == ["✓ Đã xem"]
