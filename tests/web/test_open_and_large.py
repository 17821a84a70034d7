"""Pages as somebody uses them: dialogs open, a search answered, a page saved, spaced letters, no motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.axe import COLOUR, violations
from tests.web import six_photos
from tests.web.conftest import Built, Phone
from tests.web.test_demo_pages import LONG, MEMORIAL, TOO_WIDE, UNFOLD

pytestmark = pytest.mark.browser

SIX = f"vi/{six_photos.SLUG}/"


def gallery(page: Any) -> None:
    """A picture, large."""
    page.locator(".strip figure a").first.tap()
    page.locator("dialog[open] img").wait_for()


def saved(page: Any) -> None:
    """The page kept on the phone."""
    page.locator("[data-do=save]").tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()


def player(page: Any) -> None:
    """The recording begun: speed, ten seconds back, sentences that can be tapped."""
    page.locator(".play").tap()
    page.locator(".pace button").first.wait_for()


def shared(page: Any) -> None:
    """The address copied, the largest text, strong contrast, and the offer of another language."""
    page.evaluate("localStorage.clear()")
    page.locator("[data-do=size]").tap()
    page.locator("[data-do=share]").tap()


def searched(page: Any) -> None:
    """A search with answers."""
    page.fill("#Query", "nha thu")
    page.locator("#Found a").first.wait_for()


def typed(page: Any) -> None:
    """A code that is wrong."""
    page.fill("#Code", "AAAAAB")


STATES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "gallery": (SIX, gallery),
    "saved": (SIX, saved),
    "player": (f"en/{six_photos.SLUG}/", player),
    "shared": (SIX, shared),
    "searched": ("vi/tim/", searched),
    "wrong code": ("vi/ma/", typed),
}


@pytest.mark.parametrize("state", STATES)
def test_what_opens_breaks_no_rule(six: Built, phone: Phone, state: str) -> None:
    """axe-core A, AA, 2.2 AA and best practices in light, its colours again in dark."""
    address, act = STATES[state]
    page = phone(color_scheme="light", service_workers="allow", permissions=["clipboard-write"])
    page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined })")
    page.goto(six.base + address, wait_until="load")
    act(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOUR) == []


def test_a_minute_of_silence_breaks_no_rule(demo: Built, phone: Phone) -> None:
    """At a memorial, with the largest text: axe-core is content, and all of it is on the screen."""
    page = phone(width=320)
    page.goto(demo.base + f"vi/{MEMORIAL}/", wait_until="load")
    for _ in range(3):
        page.locator("[data-do=size]").tap()
    page.locator("[data-do=silence]").tap()
    page.locator("dialog[open]").wait_for()
    assert violations(page) == []
    assert page.evaluate(CUT) == []


def test_a_fault_in_a_dialog_is_found(six: Built, phone: Phone) -> None:
    """The same look at the open gallery sees a nameless button and pale words in it."""
    page = phone(color_scheme="light")
    page.goto(six.base + SIX, wait_until="load")
    gallery(page)
    page.evaluate("document.querySelector('dialog button').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('dialog button').textContent = ''")
    page.evaluate("document.querySelector('dialog figcaption').style.color = '#333'")
    found = {one.partition(":")[0] for one in violations(page)}
    assert {"button-name", "color-contrast"} <= found


MOVES = """() => {
  const still = list => list.split(",").every(t => parseFloat(t) === 0);
  const seen = [...document.querySelectorAll("*")].filter(e => e.getClientRects().length);
  return seen.flatMap(e => ["", "::before", "::after"].map(part => {
    const s = getComputedStyle(e, part);
    return still(s.transitionDuration) && (s.animationName === "none" || still(s.animationDuration))
      && s.scrollBehavior === "auto" ? "" : e.tagName + "." + e.className + part;
  })).filter(Boolean);
}"""
"""Whatever moves by itself or glides when it changes."""


def test_nothing_moves_for_those_who_asked_for_less(six: Built, phone: Phone) -> None:
    """With reduced motion no transition, no animation, no gliding scroll, in page and gallery."""
    page = phone(reduced_motion="reduce")
    page.goto(six.base + SIX, wait_until="load")
    gallery(page)
    assert page.evaluate(MOVES) == []
    page.evaluate("document.querySelector('dialog').style.transition = 'opacity 1s'")
    assert len(page.evaluate(MOVES)) == 1


SPACED = """() => { for (const e of document.querySelectorAll("*")) {
  e.style.setProperty("line-height", "1.5", "important");
  e.style.setProperty("letter-spacing", "0.12em", "important");
  e.style.setProperty("word-spacing", "0.16em", "important");
  if (e.tagName === "P") e.style.setProperty("margin-bottom", "2em", "important");
} }"""
"""WCAG 1.4.12."""

CUT = """() => [...document.querySelectorAll("main *,header *,footer *,dialog *")].filter(e => {
  const s = getComputedStyle(e), hides = s.overflowX !== "visible" || s.overflowY !== "visible";
  return hides && e.innerText && e.innerText.trim() && !e.closest(".vh,.skip,.strip,figcaption,audio")
    && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
}).map(e => e.tagName + "." + e.className)"""
"""Words that a box cuts off."""


@pytest.mark.parametrize("address", [f"vi/{LONG}/", "vi/", "vi/tim/?q=long+my", "en/code/"])
def test_spaced_letters_at_twice_the_size_lose_nothing(
    demo: Built, phone: Phone, address: str
) -> None:
    """Lines, words, letters and paragraphs spaced as WCAG 1.4.12 has it, 200 %: nothing cut or wide."""
    page = phone(is_mobile=False)
    page.goto(demo.base + address, wait_until="load")
    page.evaluate(UNFOLD, "225%")
    page.evaluate(SPACED)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT) == []


TORN = r"""() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), torn = [];
  for (let node; (node = walk.nextNode());)
    for (const word of node.data.matchAll(/(?<=^|\s)\p{L}{2,6}(?=\s|$)/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.y))).size > 1) torn.push(word[0]);
    }
  return torn;
}"""
"""Words of at most six letters, as nearly all Vietnamese ones are, that go on in the next line."""


@pytest.mark.parametrize("address", ["hanh-trinh/theo-nam-thang/", f"{LONG}/hoc/", "danh-sach/"])
def test_short_words_are_whole_at_320_px_and_twice_the_size(
    demo: Built, phone: Phone, address: str
) -> None:
    """Where numbers, buttons and pictures stand beside the words, these still have room; else it is seen."""
    page = phone(width=320)
    page.goto(f"{demo.base}vi/{address}", wait_until="load")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate(TORN) == []
    page.evaluate("document.querySelector('main').style.width = '6rem'")
    assert len(page.evaluate(TORN)) > 3


def test_a_cut_word_is_found(demo: Built, phone: Phone) -> None:
    """A box that is too low for its spaced words is seen by the same look."""
    page = phone(is_mobile=False)
    page.goto(demo.base + "vi/", wait_until="load")
    page.evaluate(SPACED)
    page.evaluate("document.querySelector('h1').style.cssText = 'height: 1rem; overflow: hidden'")
    assert page.evaluate(CUT) == ["H1."]
