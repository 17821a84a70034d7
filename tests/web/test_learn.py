"""The page for schools in Chromium: by touch, by keyboard, without a script, without a network, on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.axe import RULES, violations
from tests.web.conftest import Built, Phone
from tests.web.test_demo_pages import complaints

pytestmark = pytest.mark.browser

PAGODA, MEMORIAL = "chua-doi-mahatup", "nha-bia-trung-doan-10-song-huong"
PAGES = {
    "pagoda": f"vi/{PAGODA}/hoc/", "pagoda in English": f"en/{PAGODA}/learn/",
    "memorial": f"vi/{MEMORIAL}/hoc/",
}  # fmt: skip


def opened(demo: Built, phone: Phone, kind: str = "pagoda", **options: Any) -> Any:
    """The page on a phone."""
    page = phone(**options)
    page.goto(demo.base + PAGES[kind], wait_until="load")
    return page


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_refused_and_no_rule_is_broken(demo: Built, phone: Phone, kind: str) -> None:
    """No complaint of policy or console; axe-core finds nothing, light, dark, in a large question."""
    page = phone(color_scheme="light")
    assert complaints(page, demo.base + PAGES[kind]) == []
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    ring = page.locator(".ring-in button")
    if ring.count():
        ring.tap()
        page.locator("[data-ring=show]").tap()
        assert violations(page, RULES) == []


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("size", [0, 3])
def test_nothing_scrolls_sideways(demo: Built, phone: Phone, kind: str, size: int) -> None:
    """At 320 px, with the usual text and at 200 %."""
    page = opened(demo, phone, kind, width=320)
    for _ in range(size):
        page.locator("[data-do=size]").tap()
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)


def test_an_answer_is_told_calmly_with_its_source(demo: Built, phone: Phone) -> None:
    """A tap on a wrong answer says so and opens the right one; each is at least 44 px high."""
    page = opened(demo, phone)
    first = page.locator(".quiz > li").first
    right = int(first.get_attribute("data-answer") or "0") - 1
    buttons = first.locator(".choices button")
    assert all(
        (buttons.nth(n).bounding_box() or {})["height"] >= 44 for n in range(buttons.count())
    )
    wrong = buttons.nth((right + 1) % buttons.count())
    wrong.tap()
    assert first.locator(".verdict").inner_text() == "Chưa đúng. Câu trả lời ở dưới."
    assert first.locator(".answer").is_visible()
    assert first.locator(".answer").inner_text() == buttons.nth(right).inner_text()
    assert first.locator(".from a").count() >= 1
    buttons.nth(right).tap()
    assert first.locator(".verdict").inner_text() == "Đúng."
    assert first.locator(".verdict").get_attribute("lang") is None
    page.evaluate("document.querySelector('.quiz').dataset.tongue = 'vi'")  # as on a Khmer page
    buttons.nth(right).tap()
    assert first.locator(".verdict").get_attribute("lang") == "vi"
    assert wrong.get_attribute("aria-pressed") == "false"


def test_every_answer_leads_to_its_source(demo: Built, phone: Phone) -> None:
    """The link under an answer opens the place where the source stands."""
    page = opened(demo, phone)
    page.locator(".quiz > li").first.locator("button").first.tap()
    page.locator(".quiz .from a").first.tap()
    page.wait_for_url(re.compile(r"/nguon/#s\d+$"))
    assert page.locator(":target").count() == 1


def test_large_questions_by_keyboard(demo: Built, phone: Phone) -> None:
    """Enter opens, the arrows go on and back, Enter shows the answer with its source, Escape closes."""
    page = opened(demo, phone, has_touch=False, is_mobile=False)
    start = page.locator(".ring-in button")
    start.focus()
    page.keyboard.press("Enter")
    count, ring = page.locator(".count b"), page.locator("#Ring")
    assert count.inner_text() == "1/4"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert count.inner_text() == "3/4"
    page.keyboard.press("ArrowLeft")
    assert count.inner_text() == "2/4"
    assert ring.locator(".told").inner_text() == ""
    page.locator("[data-ring=show]").focus()
    page.keyboard.press("Enter")
    told = ring.locator(".told")
    assert "Nguồn:" in told.inner_text()
    assert ring.locator(".choices .right").count() == 1
    page.keyboard.press("Escape")
    assert not ring.is_visible()
    assert page.evaluate("document.activeElement.closest('.ring-in') !== null")


def test_large_questions_fill_the_screen_and_work_without_a_network(
    demo: Built, phone: Phone
) -> None:
    """By touch, with the network gone: every question in turn, large, on the whole screen."""
    page = opened(demo, phone)
    page.context.set_offline(True)
    page.locator(".ring-in button").tap()
    box = page.locator("#Ring").bounding_box()
    assert (box["width"], box["height"]) == (360, 740)
    seen = []
    for n in range(4):
        seen.append(page.locator(".big p").inner_text())
        page.locator("[data-ring=show]").tap()
        assert page.locator("#Ring .told .answer").inner_text() in page.locator(".big").inner_text()
        if n < 3:
            page.locator("[data-ring=next]").tap()
    assert len(set(seen)) == 4
    assert page.locator("[data-ring=next]").is_disabled()
    keys = page.locator(".keys button")
    assert all((keys.nth(n).bounding_box() or {})["height"] >= 44 for n in range(4))
    page.locator("[data-ring=close]").tap()
    assert not page.locator("#Ring").is_visible()


BROKEN = """selector => [...document.querySelectorAll(selector)].flatMap(box => {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [];
  for (let node; (node = walk.nextNode());) for (const word of node.data.matchAll(/\\S+/g)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (range.getClientRects().length > 1) found.push(word[0]);
  }
  return found;
})"""
"""Words that stand in more than one line."""


@pytest.mark.parametrize("size", [(320, 568), (740, 360), (1280, 720)])
def test_large_questions_are_whole_on_every_screen(
    demo: Built, phone: Phone, size: tuple[int, int]
) -> None:
    """A small phone with 200 % text, one held sideways, a projector: no word is cut."""
    page = opened(demo, phone)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("wide => document.documentElement.classList.toggle('z3', !wide)", size[0] > 320)
    page.locator(".ring-in button").tap()
    assert page.evaluate(BROKEN, "#Ring") == []
    room, letters = page.locator("#Ring .choices").evaluate(
        "e => (s => [parseFloat(s.paddingLeft), parseFloat(s.fontSize)])(getComputedStyle(e))"
    )
    assert room >= 1.6 * letters
    usable, not_yet = (page.locator(f"[data-ring={key}]").evaluate("e => getComputedStyle(e).opacity")
                       for key in ("next", "back"))  # fmt: skip
    assert usable == "1"
    assert float(not_yet) < 1


def test_a_memorial_judges_nobody(demo: Built, phone: Phone) -> None:
    """No contest, no verdict: a chosen answer opens the sourced one, and a line asks to reflect."""
    page = opened(demo, phone, "memorial")
    assert page.locator(".ring-in, #Ring").count() == 0
    assert page.locator("h1").inner_text() == "Hỏi đáp"  # nothing is to be found here
    first = page.locator(".quiz > li").first
    first.locator("button").first.tap()
    assert first.locator(".verdict").inner_text() == ""
    assert first.locator(".answer").is_visible()
    said = page.locator("main").inner_text()
    assert "một phút yên lặng" in said
    assert not re.search("Đúng|Rung chuông|điểm số", said)


@pytest.mark.parametrize("kind", ["pagoda", "memorial"])
def test_without_a_script_the_page_is_whole(demo: Built, phone: Phone, kind: str) -> None:
    """Every answer opens by itself; no button that would do nothing is to be seen."""
    page = opened(demo, phone, kind, java_script_enabled=False)
    assert page.locator("main button:visible").count() == 0
    summary = page.locator(".quiz summary").first
    summary.tap()
    assert page.locator(".answer").first.is_visible()


def test_the_visitors_page_leads_there_by_one_line(demo: Built, phone: Phone) -> None:
    """One tap from the site's page; the quiz itself stands there no more."""
    page = phone()
    page.goto(demo.base + f"vi/{PAGODA}/", wait_until="load")
    assert page.locator(".quiz").count() == 0
    page.locator("a.go", has_text="Hỏi đáp và đi tìm").tap()
    page.wait_for_url("**/hoc/")


@pytest.mark.parametrize("address", [f"vi/{PAGODA}/", f"vi/{MEMORIAL}/hoc/"])
def test_on_paper_a_page_is_black_on_white(demo: Built, phone: Phone, address: str) -> None:
    """No bar, no button, nothing dark is printed, and the address of an official source is said."""
    page = phone(color_scheme="dark")
    page.goto(demo.base + address, wait_until="load")
    page.emulate_media(media="print")
    seen = page.evaluate("""() => [...document.querySelectorAll('body *')].filter(e =>
        e.getClientRects().length && !e.closest('svg')).map(e => getComputedStyle(e)).map(s =>
        [s.color, s.backgroundColor])""")
    assert {tuple(one) for one in seen} == {("rgb(0, 0, 0)", "rgb(255, 255, 255)")}
    assert not page.locator(".bar, .ways").first.is_visible()
    assert page.locator("button:visible:not(.choices button)").count() == 0
    after = "e => getComputedStyle(e, '::after').content"
    for link in page.locator(".sources a").all():
        assert link.get_attribute("href") in link.evaluate(after)
