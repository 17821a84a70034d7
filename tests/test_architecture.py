"""The map and the house agree: modules, stages, folders, commands."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import ditich
from generator.cli.frame import ALIASES
from generator.pipeline import __doc__ as pipeline_doc

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "generator"
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

ROW = re.compile(r"^\| `([\w/]+\.py)` \| ([1-6–]) \| (\S.*) \|$", re.MULTILINE)
FOLDER = re.compile(r"^\| `(\w+)/` \| \S", re.MULTILINE)
STAGE = re.compile(r"^(\d)\. \*\*(\w+)\*\* · `generator/([\w./]+)` · ", re.MULTILINE)
NUMBERED = re.compile(r"^(?:Stage )?(\d)(?:, | )\*?(\w+)\*?[,:· ]")
"""How a docstring begins that carries a stage's number: 'Stage 4, make: …' or '4 make · …'."""


def modules() -> dict[str, str]:
    """Docstring of every module of generator/, by its path there."""
    found = {}
    for path in sorted(HOUSE.rglob("*.py")):
        name = path.relative_to(HOUSE).as_posix()
        if not name.startswith("templates/"):
            found[name] = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return found


def unmapped(text: str) -> tuple[set[str], set[str]]:
    """(modules that the table lacks, rows without a module)."""
    told = {name for name, _, _ in ROW.findall(text)}
    return set(modules()) - told, told - set(modules())


def disagreements(docs: dict[str, str], text: str) -> list[str]:
    """Modules whose docstring gives another stage number than the table does."""
    stage_of = {name: stage for name, stage, _ in ROW.findall(text)}
    numbered = ((name, NUMBERED.match(doc)) for name, doc in docs.items())
    return [name for name, m in numbered if m and stage_of.get(name) != m[1]]


def test_every_module_is_on_the_map() -> None:
    """ARCHITECTURE.md names every module once and no module that is gone."""
    assert unmapped(MAP) == (set(), set())
    names = [name for name, _, _ in ROW.findall(MAP)]
    assert len(names) == len(set(names))


def test_a_forgotten_or_invented_module_is_noticed() -> None:
    """The check above fails for a row taken out and for one made up."""
    assert unmapped(MAP.replace("| `store.py` |", "| `stove.py` |")) == ({"store.py"}, {"stove.py"})


def test_stage_numbers_agree() -> None:
    """Where a docstring carries a stage's number, the table gives the same."""
    docs = modules()
    assert sum(1 for doc in docs.values() if NUMBERED.match(doc)) >= 6
    assert disagreements(docs, MAP) == []
    assert disagreements({"publish.py": "Stage 5, publish: …"}, MAP) == ["publish.py"]


def test_stages_are_the_pipelines() -> None:
    """The numbered list has the pipeline's own six verbs in its order, each at a place that exists."""
    stages = STAGE.findall(MAP)
    assert [int(number) for number, _, _ in stages] == [1, 2, 3, 4, 5, 6]
    assert " → ".join(name for _, name, _ in stages) in (pipeline_doc or "")
    assert [place for _, _, place in stages if not (HOUSE / place).exists()] == []
    told = re.findall(r'tell\((\d), "(\w+)"', (HOUSE / "pipeline.py").read_text("utf-8"))
    assert told
    assert set(told) <= {(number, name) for number, name, _ in stages}


def test_paths_in_the_text_exist() -> None:
    """Every file of the package that the text points to is there."""
    named = set(re.findall(r"`((?:generator/)?(?:[a-z_]+/)*[a-z_]+\.py)`", MAP))
    places = (ROOT, HOUSE)
    assert [n for n in sorted(named) if not any((place / n).is_file() for place in places)] == []


def test_layers_are_those_that_are_enforced() -> None:
    """The layers drawn are, line by line, the contract that import-linter checks."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    drawn = MAP.split("## Layers")[1].split("```")[1].strip().splitlines()
    assert drawn == layers


def test_every_folder_is_on_the_map() -> None:
    """Each top-level folder that git knows is told, and each folder told is there or is made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a Git checkout")
    tops = {name.split("/")[0] for name in listed.stdout.split("\0") if "/" in name}
    told = set(FOLDER.findall(MAP))
    assert {name for name in tops if not name.startswith(".")} <= told
    assert told <= tops | {"output"}


# --- every command is told to those who type it ---------------------------------------------------


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command as the words to type, by its English names and by its aliases."""
    other = {english: alias for alias, english in ALIASES.items()}
    for name, command in group.commands.items():
        for word in {name, other.get(name, name)}:
            if isinstance(command, click.Group):
                yield from commands(command, (*path, word))
            yield (*path, word)


def pages() -> str:
    """README.vi.md and everything in docs/vi."""
    paths = [ROOT / "README.vi.md", *sorted((ROOT / "docs" / "vi").glob("*.md"))]
    return "\n".join(path.read_text("utf-8") for path in paths)


def untold(group: click.Group, text: str) -> list[str]:
    """Commands and aliases that the text never spells out; mixed forms (`ma show`) need not be."""
    other = {english: alias for alias, english in ALIASES.items()}
    pure = (
        path for path in commands(group)
        if all(word in ALIASES.values() for word in path)
        or all(word in ALIASES or word not in other for word in path)
    )  # fmt: skip
    typed = sorted({f"ditich {' '.join(path)}" for path in pure})
    return [words for words in typed if not re.search(rf"{words}\b", text)]


def test_every_command_and_alias_is_documented() -> None:
    """Each command stands in the Vietnamese pages by its English name and by its alias."""
    assert untold(ditich, pages()) == []


def test_every_option_is_documented() -> None:
    """Each option of each command stands in the Vietnamese pages."""
    text = pages()
    names = {
        option
        for group in (ditich, *(c for c in ditich.commands.values() if isinstance(c, click.Group)))
        for command in (group, *group.commands.values())
        for param in command.params
        if isinstance(param, click.Option)
        for option in param.opts
    }
    assert "--edition" in names
    assert [name for name in sorted(names) if f"`{name}" not in text] == []


def test_a_command_nobody_told_of_is_noticed() -> None:
    """A command added without a word in the pages is found by both its names."""
    group = click.Group("ditich", commands=dict(ditich.commands))
    group.add_command(click.Command("frobnicate"))
    assert untold(group, pages()) == ["ditich frobnicate"]
