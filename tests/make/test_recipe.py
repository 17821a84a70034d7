"""The store makes again whatever other code would make otherwise: recipes name all the code behind a job."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator
from generator.make import KINDS

HOUSE = Path(generator.__file__).parent
NO_BYTES = {
    "problems.py",
    "disk.py",
    "names.py",
    "make/__init__.py",
    "make/refusal.py",
    "__init__.py",
}
"""Modules that a maker uses and that never change what it makes (messages, writing to the disk)."""


NOUNS = {"jobs.py", "print_jobs.py", "entries.py", "codes.py", "dates.py", "text.py"}
"""What the models and jobs are made of."""


def imported(path: Path) -> set[Path]:
    """Files of the package that this one imports when it is loaded or used."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            place = HOUSE.parent.joinpath(*name.split("."))
            candidates = (place.with_suffix(".py"), place / "__init__.py")
            found |= {c for c in candidates if c.is_file() and c.is_relative_to(HOUSE)}
    return found


def closure(start: Path) -> set[str]:
    """Everything of the package that `start` can reach, itself included."""
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop()
        if path not in seen and path.relative_to(HOUSE).as_posix() not in NO_BYTES:
            seen.add(path)
            waiting += imported(path)
    return {path.relative_to(HOUSE).as_posix() for path in seen}


def missing(kind: str) -> set[str]:
    """Modules behind a kind of job that its recipe does not name."""
    about = KINDS[kind]
    named = closure(HOUSE / "make" / f"{about.module}.py")
    if kind != "page":  # others read nothing of the models but what the job carries
        named = {name for name in named if not name.startswith("model/") and name not in NOUNS}
    return {name for name in named if not any(f"{name}/".startswith(f"{p}/") for p in about.parts)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_recipe_names_all_code_behind_its_job(kind: str) -> None:
    """A change in any module that can change a job's bytes changes the job's key."""
    assert missing(kind) == set()


def test_the_check_sees_a_module_that_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the models in its recipe, the page's is found wanting."""
    kind = KINDS["page"]
    parts = tuple(part for part in kind.parts if part != "model")
    monkeypatch.setitem(KINDS, "page", type(kind)(kind.module, kind.packages, parts))
    assert "model/site.py" in missing("page")
