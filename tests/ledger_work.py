"""What the tests of the ledger share: a small project, real git, short words for both."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from generator.codes import draw
from generator.ledger import (
    FOLDER,
    Event,
    Ledger,
    append,
    gate,
    issue_event,
    next_event,
    read_ledger,
)
from generator.problems import Problem, Problems

CODES = sorted(draw((), (), Random(seed)) for seed in range(40))  # noqa: S311 - fixed on purpose
A, B, C = CODES[:3]
SITES = frozenset({"den-tho", "dinh-lang", "chua-co"})
NAMES = frozenset({"vi", "en", "assets", "index.html"})
AT, BY = "2026-11-21", "Ban quản lý di tích"


def kinds(problems: Iterable[Problem]) -> list[str]:
    """The kinds of the problems, as a sorted list."""
    return sorted(problem.kind for problem in problems)


def read(root: Path) -> tuple[Ledger, list[str]]:
    """The ledger of a project and the kinds of problems in it; every message renders in full."""
    problems = Problems()
    ledger = read_ledger(root / FOLDER, problems)
    for problem in problems:
        assert problem.place.file.startswith(FOLDER)
        for lang in ("vi", "en"):
            assert problem.sentence(lang)
            assert "?}" not in problem.render(lang)
    return ledger, kinds(problems)


def sound(root: Path) -> Ledger:
    """The ledger of a project that must have no problem."""
    ledger, found = read(root)
    assert found == []
    return ledger


def issue(root: Path, code: str = A, site: str = "den-tho", **said: str) -> Event:
    """Issue a code in the project at `root`."""
    event = issue_event(code, site, at=AT, by=BY, **said)
    append(root / FOLDER, event)
    return event


def add(root: Path, code: str, verb: str, by: str = BY, **said: str) -> Event:
    """Append one more event to a code that has no disagreement."""
    event = next_event(sound(root).by_code[code], verb, said, at=AT, by=by)
    append(root / FOLDER, event)
    return event


def names_in(folder: Path) -> list[str]:
    """The names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def write(root: Path, name: str, data: bytes | str | dict[str, object]) -> Path:
    """Put raw bytes at content/codes/<A>/name."""
    path = root / FOLDER / A / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, dict):
        data = json.dumps(data)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def gates(project: Path, before: Ledger | None = None, **said: frozenset[str]) -> list[str]:
    """The kinds that all gates find in the project as it lies there."""
    ledger, _ = read(project)
    sites, names = said.get("sites", SITES), said.get("names", NAMES)
    problems = gate(before, ledger, sites, names, said.get("parts"))
    assert all(problem.render("vi") and problem.render("en") for problem in problems)
    return kinds(problems)


def git(root: Path, *words: str) -> str:
    """Run git as a fixed author, without the machine's own settings."""
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = [
        "-c",
        "user.name=Thu",
        "-c",
        "user.email=thu@ditich.example",
        "-c",
        "core.autocrlf=false",
    ]
    done = subprocess.run(
        ["git", *who, *words], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def start(root: Path) -> Path:
    """Code A printed at den-tho, B issued for dinh-lang."""
    issue(root)
    add(root, A, "print", serial="1")
    issue(root, B, "dinh-lang")
    return root


def start_repo(root: Path) -> Path:
    """The same in a real repository, committed on `main`."""
    start(root)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


def branches(repo: Path, **work: Callable[[], object]) -> None:
    """Do each piece of work on its own branch from main, then merge all into main in turn."""
    for name, do in work.items():
        git(repo, "checkout", "-q", "-b", name, "main")
        do()
        commit(repo)
    git(repo, "checkout", "-q", "main")
    for name in work:
        git(repo, "merge", "-q", "--no-edit", name)
