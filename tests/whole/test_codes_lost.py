"""A record of a code that is gone: what is advised works, with git and without."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.whole.project import BRIDGE, SHRINE, Town, codes


def code_of(town: Town, place: str) -> str:
    """The code of a place."""
    return next(code for code, there in codes(town).items() if there == place)


def commands(said: str) -> list[list[str]]:
    """What the program tells people to run, without its own name."""
    return [found.rstrip(" .").split() for found in re.findall(r"ditich (ma [^.:;\n]*)", said)]


@pytest.fixture
def lost(town: Town) -> tuple[Town, str, dict[str, str]]:
    """A built project, no repository, without the bridge's code; the code; the ledger before."""
    code = code_of(town, BRIDGE)
    before = {name: (town.root / name).read_text("utf-8") for name in records(town)}
    shutil.rmtree(town.root / "content" / "codes" / code)
    return town, code, before


def records(town: Town) -> list[str]:
    """The files of the ledger."""
    return [name for name in town.ledger_files() if name.endswith(".json")]


def test_the_advice_for_a_lost_code_brings_it_back(lost: tuple[Town, str, dict[str, str]]) -> None:
    """One command, no git; until then no second code is offered or drawn."""
    town, code, before = lost
    answer = town.build()
    assert answer.code == 1
    assert "[code-dropped]" in answer.err
    assert "git " not in answer.said
    first, *_ = commands(answer.err)
    assert first == ["ma", "lay-lai", code]
    assert "ma cap" not in answer.said
    refused = town.run("codes", "issue", BRIDGE)
    assert refused.code == 1
    assert "[code-dropped]" in refused.err
    listed = town.run("codes", "list")
    assert "[code-dropped]" in listed.err
    assert town.run(*first).code == 0
    assert {name: (town.root / name).read_text("utf-8") for name in records(town)} == before
    assert town.build().code == 0
    again = town.run(*first)
    assert (again.code, again.err) == (0, "")


def test_a_code_that_came_back_can_be_closed(lost: tuple[Town, str, dict[str, str]]) -> None:
    """The second half of the advice is no dead end either."""
    town, code, _ = lost
    town.run("codes", "restore", code.lower())
    answer = town.run("codes", "record", code, "tombstone", "--reason", "không còn trang")
    assert answer.code == 0, answer.said


@pytest.mark.parametrize("spoiled", ['{"by": "ai đó"', ""])
def test_a_record_that_was_edited_comes_back_as_it_was(town: Town, spoiled: str) -> None:
    """Changed or unreadable: the last build knows every word of it."""
    code = code_of(town, SHRINE)
    path = next((town.root / "content" / "codes" / code).glob("*.json"))
    good = path.read_text("utf-8")
    path.write_text(spoiled or good.replace("người thử", "ai đó"), "utf-8")
    answer = town.build()
    assert answer.code == 1
    assert commands(answer.err)[0] == ["ma", "lay-lai", code]
    assert town.run("ma", "lay-lai", code).code == 0
    assert path.read_text("utf-8") == good


def test_what_nobody_knew_cannot_come_back(lost: tuple[Town, str, dict[str, str]]) -> None:
    """After the last generation's memory is gone as well: a sentence, and nothing is written."""
    town, code, _ = lost
    Path(town.root / ".ditich" / "ledger.json").unlink()
    names = town.ledger_files()
    answer = town.run("codes", "restore", code)
    assert answer.code == 1
    assert "[code-restore-unknown]" in answer.err
    assert town.ledger_files() == names


def test_a_renamed_folder_is_not_offered_a_second_code(town: Town) -> None:
    """Its code is to follow it; beside that advice no other code is spoken of."""
    town.site(BRIDGE).rename(town.site("cau-moi"))
    town.edit("sites/cau-moi/site.yaml", f"slug: {BRIDGE}", "slug: cau-moi")
    answer = town.build()
    assert answer.code == 1
    assert "[code-site-missing]" in answer.err
    assert "ma cap" not in answer.said
