"""Visitor after visitor at one screen: the browser holds no more for the last than for an early one."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.kiosk.conftest import Stand

VISITORS = 500 if os.environ.get("DITICH_ORDEAL") else 50
MEASURES = ("JSHeapUsedSize", "Nodes", "Documents", "JSEventListeners")

AHEAD = """(() => {
  const told = performance.now.bind(performance), every = window.setInterval, ticks = [];
  let ahead = 0;
  performance.now = () => told() + ahead;
  window.setInterval = (act, ms) => { ticks.push(act); return every(act, ms); };
  window.jump = seconds => { ahead += 1000 * seconds; ticks.forEach(act => act()); };
})()"""
"""A clock to jump with. Playwright's own remembers every jump for every page to come, which is a leak."""

LEAK = """(() => {
  const kept = JSON.parse(window.name || '[]');
  kept.push('x'.repeat(5000));
  window.name = JSON.stringify(kept);
  addEventListener('DOMContentLoaded', () => kept.forEach(text => {
    const seen = document.createElement('i');
    seen.hidden = true;
    seen.title = text;
    seen.addEventListener('click', () => text);
    document.body.append(seen);
  }));
})()"""
"""A script that carries from page to page what it saw, in the one place that nobody clears."""

LEFT = """(async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
  ...(await indexedDB.databases()).map(one => one.name), document.cookie, window.name,
].filter(Boolean))()"""

pytestmark = [pytest.mark.browser, pytest.mark.ordeal, pytest.mark.slow]


@pytest.fixture
def glass(chromium: Browser) -> Any:
    """A touch screen that shows no motion, and whose time a test may move on."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, has_touch=True, reduced_motion="reduce"
    )
    context.add_init_script(AHEAD)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def tap(page: Any, target: str) -> None:
    """A finger on the first such control, and the page it leads to."""
    with page.expect_navigation(wait_until="load"):
        page.locator(target).first.tap()


def reads(page: Any) -> None:
    """A place with its pictures, in larger letters, and its questions."""
    tap(page, ".tiles a")
    page.tap(".hero a")
    page.tap(".gallery[open] [aria-label=Đóng]")
    page.tap("[data-do=size]")
    tap(page, "a[href$='/hoc/']")
    page.locator(".choices button").first.tap()


def seeks(page: Any) -> None:
    """What two letters find, and the same page in English."""
    tap(page, ".doors a[href$='/tim/']")
    for letter in "vi":
        page.tap(f"#Letters button:text-is('{letter}')")
    page.wait_for_url(
        "**/?q=vi"
    )  # the search follows the letters, and its address is no step to a page
    tap(page, "#Found a")
    tap(page, ".tongue-key")


def walks(page: Any) -> None:
    """A trail, and back."""
    tap(page, ".doors a[href$='/hanh-trinh/']")
    tap(page, "main h2 a")
    tap(page, "[data-do=back]")


WAYS: tuple[Callable[[Any], None], ...] = (reads, seeks, walks)
ROUND = len(WAYS)
"""After so many visitors everything has been seen once: scripts are compiled, caches are warm."""


def visit(page: Any, number: int) -> None:
    """From the first questions to the first questions: the last page is left alone.

    The first of each round finds the waiting screen, and after the last it waits again; the others come
    before it does.
    """
    if number % ROUND == 0:
        tap(page, ".touch a")
    tap(page, "a[lang=vi]")
    WAYS[number % ROUND](page)
    page.evaluate("jump(100)")
    assert page.evaluate("document.getElementById('Still').open")
    with page.expect_navigation(wait_until="load"):
        page.evaluate("jump(21)")
    if number % ROUND == ROUND - 1:
        with page.expect_navigation(wait_until="load"):
            page.evaluate("jump(181)")


def held(tools: Any) -> dict[str, float]:
    """What the renderer holds when all is let go that may go."""
    tools.send("HeapProfiler.collectGarbage")
    told = tools.send("Performance.getMetrics")["metrics"]
    return {m["name"]: m["value"] for m in told if m["name"] in MEASURES}


def soaked(page: Any, stand: Stand, visitors: int) -> tuple[list[dict[str, float]], list[str]]:
    """What is held after each visitor of the first two rounds and the last; what anyone left in a store."""
    tools, after, left = page.context.new_cdp_session(page), [], []
    tools.send("Performance.enable")
    page.goto(stand.base)
    for number in range(visitors):
        visit(page, number)
        assert page.url == stand.base + ("" if number % ROUND == ROUND - 1 else "start/")
        if number < 2 * ROUND or number >= visitors - ROUND:
            after.append(held(tools))
        left += page.evaluate(LEFT)
    assert len(stand.visits()) == visitors
    return after, left


def grown(after: list[dict[str, float]]) -> list[str]:
    """The measures that are larger after the last visitors than after those once all was warm.

    The least of a round of each way counts: a page not yet let go is no leak, one never let go is in all.
    """
    first, last = after[ROUND : 2 * ROUND], after[-ROUND:]
    return [
        name for name in MEASURES
        if min(one[name] for one in last) > 1.02 * min(one[name] for one in first)
    ]  # fmt: skip


def test_the_screen_is_the_same_for_the_last_visitor(
    stand: Stand, glass: Any, record_property: Callable[[str, object], None]
) -> None:
    """Visitor after visitor: heap, nodes, documents, listeners stay as they were, stores are empty."""
    after, left = soaked(glass, stand, VISITORS)
    assert left == []
    assert grown(after) == [], [after[ROUND], after[-1]]
    heap = [one["JSHeapUsedSize"] // 1024 for one in after]
    record_property("visitors", VISITORS)
    record_property("KiB of heap after an early one", f"{min(heap[ROUND : 2 * ROUND]):.0f}")
    record_property("after the last", f"{min(heap[-ROUND:]):.0f}")


def test_a_script_that_keeps_what_it_saw_is_found(stand: Stand, glass: Any) -> None:
    """Negative control: a page that carries its past along, in memory and in the window's name."""
    glass.context.add_init_script(LEAK)
    after, left = soaked(glass, stand, 3 * ROUND)
    assert left
    assert {"JSHeapUsedSize", "Nodes", "JSEventListeners"} <= set(grown(after))
