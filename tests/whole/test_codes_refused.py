"""A record that is refused was never written: what is said of it names no file of it."""

from __future__ import annotations

import re

import pytest

from tests.whole.project import BRIDGE, HOUSE, Town, codes


@pytest.mark.parametrize(
    ("words", "kind", "hint"),
    [
        (("tombstone",), "record-no-reason", "--reason"),
        (("print",), "record-field-missing", "--serial"),
        (("install", "--serial", "9"), "code-plate-unknown", "9"),
        (("tombston", "--reason", "x"), "code-verb-unknown", "tombstone"),
        (("retarget", "--site", HOUSE, "--part", "cogn", "--reason", "x"), "record-part-unknown", "cong"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_refused_record_names_only_what_is_there(
    town: Town, words: tuple[str, ...], kind: str, hint: str, lang: str
) -> None:
    """The place is the command as typed; every path that is said exists; nothing was written."""
    code = next(code for code, place in codes(town).items() if place == BRIDGE)
    before = town.ledger_files()
    answer = town.run("--lang", lang, "codes", "record", code, *words)
    assert answer.code == 1
    assert answer.err.startswith(f"ditich codes record {code} {words[0]}: ")
    assert f"[{kind}]" in answer.err
    assert hint in answer.err
    for path in re.findall(r"(?:content|sites)/[\w./-]*\w", answer.err):
        assert (town.root / path).exists(), path
    assert town.ledger_files() == before


def test_a_refused_code_names_the_place_asked_for(town: Town) -> None:
    """A first code for a stop that is not there: no code is drawn into the words."""
    before = town.ledger_files()
    answer = town.run("codes", "issue", f"{HOUSE}#cogn")
    assert answer.code == 1
    assert answer.err.startswith(f"ditich codes issue {HOUSE}#cogn: ")
    assert "[record-part-unknown]" in answer.err
    assert "content/codes" not in answer.err
    assert town.ledger_files() == before
