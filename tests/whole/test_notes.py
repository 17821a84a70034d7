"""What stops nothing is noted by `ditich check`, with the line and what to do."""

from __future__ import annotations

import pytest

from tests.whole.project import BRIDGE, Town


@pytest.mark.parametrize(("lang", "offer"), [("vi", "viết “cau-thu”"), ("en", "write “cau-thu”")])
def test_a_renamed_site_in_the_order_is_noted(town: Town, lang: str, offer: str) -> None:
    """The line that does nothing any more, and the folder most like it; the build goes on."""
    town.edit("content/project.yaml", f"mieu-thu, {BRIDGE}", "mieu-thu, cau-thuu")
    answer = town.run("--lang", lang, "check")
    assert answer.code == 0
    assert "content/project.yaml:6:29: " in answer.err
    assert "6 | order: [dinh-thu, mieu-thu, cau-thuu]" in answer.err
    assert "[order-unknown]" in answer.err
    assert offer in answer.err
    assert town.build().code == 0
