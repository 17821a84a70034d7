"""What a hint points to is there for everybody, not only in the program's own checkout."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from generator.cli.frame import ALIASES
from generator.starter import FILES
from tests.whole.project import CHECKOUT, Town

LOCALE = CHECKOUT / "generator" / "locale"
COMMAND = re.compile(r": ditich (?:--lang en )?([a-z][a-z-]+)")


def words() -> list[str]:
    """Every sentence of every surface."""
    found = []
    for name in ("problems.toml", "cli.toml", "preview.toml"):
        waiting = [tomllib.loads((LOCALE / name).read_text("utf-8"))]
        while waiting:
            for value in waiting.pop().values():
                if isinstance(value, dict):
                    waiting.append(value)
                else:
                    found.append(str(value))
    return found


def test_no_hint_points_into_the_programs_own_checkout() -> None:
    """A project begun by `ditich new` has no docs/; so no sentence sends anybody there."""
    assert not (FILES / "docs").exists()
    sentences = words()
    assert len(sentences) > 500
    assert [s for s in sentences if re.search(r"\bdocs/|ARCHITECTURE|CONTRIBUTING", s)] == []


def test_a_command_in_a_hint_is_a_command() -> None:
    """Whatever a hint tells people to run, the program knows it."""
    known = {*ALIASES, *ALIASES.values()}
    named = {m[1] for s in words() for m in COMMAND.finditer(s)}
    assert {"luoc-do", "schema"} <= named
    assert named <= known


def test_a_wrong_form_is_explained_in_a_new_project(tmp_path: Path) -> None:
    """The field's own help, and a command that lists them all and answers."""
    assert Town(tmp_path).run("new", "moi").code == 0
    town = Town(tmp_path / "moi")
    facts = next(town.root.glob("sites/*/site.yaml")).relative_to(town.root).as_posix()
    town.edit(facts, "slug: ", "slug: Có dấu ")
    answer = town.run("check")
    assert answer.code == 1
    assert "[wrong-form]" in answer.err
    assert "ditich luoc-do" in answer.err
    assert '"description"' in town.run("luoc-do").out
