"""One small web edition for all tests of its proof."""

from __future__ import annotations

import pytest

from generator import pipeline
from generator.store import Store
from tests.prove.edition import Edition
from tests.whole.project import BRIDGE, codes, found_town


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition as the makers made it: three sites, four codes, that of the bridge closed."""
    town = found_town(tmp_path_factory.mktemp("web-proof") / "goc")
    closed = next(code for code, place in codes(town).items() if place == BRIDGE)
    said = ("--by", "người thử", "--reason", "Biển không còn.")
    answer = town.run("codes", "record", closed, "tombstone", *said)
    assert answer.code == 0, answer.said
    outcome = pipeline.render(town.root, ("web",), jobs=1)
    assert outcome.selected is not None
    assert list(outcome.problems) == []
    scopes = {(job.edition, job.target): job.scope for job in outcome.planned}
    store = Store(town.root / ".ditich" / "store")
    return Edition(outcome.selected, outcome.made["web"], scopes, store, codes(town))
