"""Content once written builds for ever: `tests/formats/1` is a project in format 1, kept as it was."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from generator.model import FORMAT
from tests.whole.project import CHECKOUT, Town, codes

FORMATS = CHECKOUT / "tests" / "formats"
KEPT = {"1": "09b49c727bea3b9156b1d12d52698b0b16d482c40a8fdd5f176ed5a5096a36b6"}
"""SHA-256 of each folder, as `digest` counts it."""

WHY = """\
tests/formats/{name} has changed. It stands for content that people have written and that must build
for ever, so it is never edited: if the build no longer takes it, mend the build. Content in a new
form belongs into a new format, with a folder of its own here and `ditich migrate`."""

MARK = re.compile(r"\b[tkq]\d{3}\b", re.IGNORECASE)
"""How the words of these projects are told apart: t stands in the output, k on no web page, q may."""


def digest(folder: Path) -> str:
    """SHA-256 (hex) over the name and the bytes of every file."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(folder).as_posix()} {data}\n".encode())
    return found.hexdigest()


def changed(folder: Path) -> str:
    """Why the tests must fail, '' if the folder is as it was."""
    return "" if digest(folder) == KEPT[folder.name] else WHY.format(name=folder.name)


def marks(folder: Path, *endings: str) -> set[str]:
    """The marks in all files of these endings."""
    texts = (p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in endings)
    return {mark.lower() for text in texts for mark in MARK.findall(text)}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The project of format 1 in another place, after its first build."""
    town = Town(tmp_path_factory.mktemp("formats") / "1")
    shutil.copytree(FORMATS / "1", town.root)
    answer = town.build()
    assert answer.code == 0, answer.said
    return town


def test_every_format_has_its_project() -> None:
    """Each format this package has ever read has a project here, and a digest that guards it."""
    assert {p.name for p in FORMATS.iterdir()} == set(KEPT) == {str(n + 1) for n in range(FORMAT)}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_it_is_kept_as_it_was(name: str) -> None:
    """No file of it was edited, added or removed."""
    assert changed(FORMATS / name) == ""


@pytest.mark.parametrize("how", ["edited", "added", "removed"])
def test_a_change_is_noticed(tmp_path: Path, how: str) -> None:
    """The guard above fails for one byte more, one file more and one file less, and says why."""
    folder = tmp_path / "1"
    shutil.copytree(FORMATS / "1", folder)
    path = folder / "sites" / "noi-thu-ba" / "vi.md"
    if how == "edited":
        path.write_bytes(path.read_bytes() + b"\n")
    elif how == "added":
        path.with_name("en.md").write_bytes(path.read_bytes())
    else:
        path.unlink()
    assert "mend the build" in changed(folder)


def test_every_word_of_it_is_shown(old: Town) -> None:
    """Each text that belongs on a page or a plate is there, in each of its languages."""
    content = marks(FORMATS / "1", ".yaml", ".md", ".csv")
    output = marks(old.root / "output", ".html", ".svg")
    assert len(content) > 200
    assert sorted(mark for mark in content - output if mark[0] == "t") == []


def test_what_is_not_for_the_public_is_not(old: Town) -> None:
    """Internal notes, restricted things, doubtful claims and pictures without rights are on no web page."""
    assert marks(FORMATS / "1", ".yaml") & {"k100", "k105", "k107", "k600"} != set()
    assert sorted(mark for mark in marks(old.web, ".html", ".js", ".xml") if mark[0] == "k") == []


def test_every_code_answers(old: Town) -> None:
    """Each code of its ledger has a page: live, moved, suspended or closed."""
    known = codes(old)
    assert len(known) == 7
    assert [code for code in known if not (old.web / code / "index.html").is_file()] == []


def test_its_reviews_still_hold(old: Town) -> None:
    """A record signed in format 1 fits the same words for ever; one for other words does not."""
    assert "t600" in old.page("vi/noi-thu-mot/index.html")
    checked = old.run("check")
    assert checked.code == 0
    assert re.findall(r"reviews/(\S+?)\.yaml\S* \S+ ý \[review-stale\]", checked.said) == [
        "2026-01-01-content-en"
    ]
