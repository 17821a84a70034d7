"""Who counts as the reader of a Khmer page."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.readers import is_read, is_spoken, offered
from tests.make.pages import make_site

VI, KM = {"language": "vi", "lede": "Câu mở đầu."}, {"language": "km", "lede": "វត្តប្រចៀវ"}
VOICE = {
    "id": "tieng",
    "file": "tieng.m4a",
    "kind": "audio",
    "language": "km",
    "rights": "CC BY 4.0",
}
SIGNED = {
    "scope": "content",
    "language": "km",
    "digest": f"v2:{'0' * 64}",
    "body": "Cơ quan thử",
    "date": "2026-11-01",
}


@pytest.mark.parametrize(
    ("changes", "read", "spoken"),
    [
        ({}, False, False),
        ({"stories": [VI, KM | {"translator": "Người thử"}]}, False, False),
        ({"stories": [VI, KM | {"reviewer": "Người thử"}]}, True, False),
        ({"reviews": [SIGNED]}, True, False),
        ({"reviews": [SIGNED | {"scope": "plaque"}]}, False, False),
        ({"media": [VOICE]}, False, False),
        ({"media": [VOICE | {"author": "Người thử"}]}, False, True),
        ({"media": [VOICE | {"author": "Người thử", "machine_voice": True}]}, False, False),
        ({"media": [VOICE | {"author": "Người thử", "restricted": True}]}, False, False),
    ],
)
def test_a_name_behind_text_or_voice_makes_it_one(
    changes: dict[str, Any], *, read: bool, spoken: bool
) -> None:
    """Whoever reads, signs or speaks it, and is named; the first language is never kept back."""
    site = make_site(**{"stories": [VI, KM], "media": [], "reviews": [], "blocks": [], **changes})
    assert (is_read(site, "km"), is_spoken(site, "km")) == (read, spoken)
    assert ("km" in offered(site, ("vi", "en", "km"))) is (read or spoken)
    assert offered(site, ("km", "vi"))[0] == "km"
    assert is_read(site, "vi")
