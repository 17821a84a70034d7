"""By `content` in kiosk.json a page notices that another edition is to be shown, and an update is tried."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.ledger import Ledger
from generator.model.kiosk import Kiosk
from generator.plan import kiosk as plan
from generator.plan.selection import Selected
from tests.make.pages import make_site, project, revision


def content(selected: Selected) -> str:
    """What the card of that edition says."""
    kiosk = Kiosk(screen_inches=21.5)
    return str(json.loads(plan._card(selected, kiosk).data)["content"])


def test_the_same_texts_shown_otherwise_are_another_content(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another style or another version of ditich is as much an update as another word; the same is none."""
    site = revision(make_site())
    none = Ledger((), (), ())
    chosen = Selected(project(), (site,), (), none, look="1" * 64)
    first = content(chosen)
    assert content(replace(chosen)) == first
    others = [
        content(replace(chosen, look="2" * 64)),
        content(replace(chosen, revisions=(replace(site, digest="1" * 64),))),
    ]
    monkeypatch.setattr(plan, "__version__", "9.9.9")
    assert len({first, *others, content(chosen)}) == 4
