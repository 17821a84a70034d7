"""What axe-core says of a page: WCAG 2.0 to 2.2, A and AA, and its best practices."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Of all those rules, the ones that colours alone can break."""


@cache
def _source() -> str:
    base = pytest.importorskip("axe_playwright_python.base")
    return Path(base.AXE_FILE_PATH).read_text("utf-8")


def violations(page: Any, rules: object = RULES) -> list[str]:
    """What breaks one of `rules` on the page as it stands, all of it unfolded: rule, place, HTML."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    # Of what is in order axe-core tells ten times as much: it stays in the page.
    found = page.evaluate(
        "async options => (await axe.run(options)).violations",
        {"runOnly": rules, "resultTypes": ["violations"]},
    )
    return [f"{v['id']}: {node['target']} {node['html']}" for v in found for node in v["nodes"]]
