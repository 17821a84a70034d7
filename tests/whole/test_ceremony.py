"""The papers of a ceremony are ordered once, and what comes after leaves them alone."""

from __future__ import annotations

import pytest

from tests.whole.project import BRIDGE, HOUSE, Town, copy


@pytest.fixture(scope="module")
def hall(built: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The project with a ceremony for its bridge in a hall of 12 metres."""
    town = copy(built, tmp_path_factory.mktemp("hall") / "du-an")
    assert town.run("plaques", BRIDGE, "--ceremony", "--depth", "12").code == 0
    return town


def test_a_plain_build_takes_nothing_away(hall: Town) -> None:
    """Neither a build nor the plates alone touch what was ordered; asked for again, it is the same."""
    ordered = hall.tree("ceremony")
    files = {
        "bang-viec.pdf",
        "bien-ban-nghiem-thu-ban-giao.docx",
        "phong-nen.pdf",
        "trinh-chieu.pdf",
    }
    assert ordered.keys() == {".", *files}
    for words in (("build",), ("plaques",), ("plaques", BRIDGE, "--depth", "12")):
        assert hall.run(*words).code == 0
        assert hall.tree("ceremony") == ordered, words


def test_the_command_names_what_to_send(hall: Town) -> None:
    """The pack of the site asked for and the papers of the ceremony, and nothing of other sites."""
    said = hall.run("plaques", BRIDGE, "--ceremony", "--depth", "12").out
    assert f"output/print/{BRIDGE}/{BRIDGE}-" in said
    assert "output/ceremony/bang-viec.pdf" in said
    assert HOUSE not in said.partition("output/print/")[2]
    assert "ceremony" not in hall.run("plaques", BRIDGE).out


@pytest.mark.parametrize("depth", ["1", "sâu"])
def test_a_hall_no_code_could_be_made_for_is_wrong_use(hall: Town, depth: str) -> None:
    """Too shallow, or no number at all."""
    assert hall.run("plaques", "--depth", depth).code == 2
