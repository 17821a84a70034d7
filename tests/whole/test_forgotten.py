"""What is kept of a site that is gone goes too, unless a code of it may still be scanned."""

from __future__ import annotations

import shutil

import pytest

from tests.whole.project import BRIDGE, HOUSE, SHRINE, Town, codes

EXTRA = "cho-thu"


def kept(town: Town) -> set[str]:
    """The sites of which a good revision is kept."""
    return {path.name for path in (town.root / ".ditich" / "good").iterdir()}


def test_a_removed_site_without_a_code_is_forgotten(town: Town) -> None:
    """Broken, it keeps its last good revision; gone, it keeps nothing, and the others all they had."""
    town.add_site(EXTRA, "Chợ Thử")
    assert town.build().code == 0
    town.edit(f"sites/{EXTRA}/site.yaml", "kind: inventoried", "kind: inventored")
    assert town.build().code == 1
    assert kept(town) == {HOUSE, SHRINE, BRIDGE, EXTRA}
    shutil.rmtree(town.site(EXTRA))
    assert town.build().code == 0
    assert kept(town) == {HOUSE, SHRINE, BRIDGE}


@pytest.mark.parametrize(("verb", "stays"), [("suspend", True), ("tombstone", False)])
def test_a_removed_site_is_kept_as_long_as_its_code(town: Town, verb: str, stays: bool) -> None:  # noqa: FBT001
    """A suspended code may be opened again; a closed one says for ever that its page is gone."""
    code = {place: code for code, place in codes(town).items()}[BRIDGE]
    assert town.run("codes", "record", code, verb, "--reason", "thử").code == 0
    shutil.rmtree(town.site(BRIDGE))
    town.edit("content/project.yaml", f", {BRIDGE}", "")
    answer = town.build()
    assert answer.code == 0, answer.said
    assert (BRIDGE in kept(town)) == stays
    assert {HOUSE, SHRINE} <= kept(town)
    assert code in town.page(f"{code}/index.html")


def test_nothing_is_forgotten_while_nothing_is_published(town: Town) -> None:
    """The folder of a site with a live code is missing: the build stops, and the record stays."""
    shutil.rmtree(town.site(BRIDGE))
    assert town.build().code == 1
    assert kept(town) == {HOUSE, SHRINE, BRIDGE}
