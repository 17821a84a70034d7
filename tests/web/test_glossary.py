"""A word explained where it stands: by touch, by key, without script, without network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.hosted import until
from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser

PAGE = "vi/khu-tru-mat-vi-thanh-hoa-luu/"
WORD = ".story a[href$='#T-khu-tru-mat']"
SENTENCE = "nhà ở của tới 10.000 người"


def opened(page: Any) -> bool:
    """Whether the sentence stands behind the word, and the link says so."""
    shown: bool = page.locator(f"{WORD} + span small").is_visible()
    assert page.get_attribute(WORD, "aria-expanded") == str(shown).lower()
    return shown


def test_a_tap_opens_one_sentence_and_another_closes_it(demo: Built, phone: Phone) -> None:
    """The page stays, and nothing is complained of; the sentence names its source, which is one tap away."""
    page, said = phone(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(demo.base + PAGE)
    page.tap(WORD)
    page.locator(f"{WORD} + span small").wait_for()
    assert opened(page)
    assert SENTENCE in page.inner_text(f"{WORD} + [role=status]")
    assert page.url == demo.base + PAGE
    page.tap(WORD)
    assert not opened(page)
    page.tap(WORD)
    assert opened(page)
    assert said == []
    page.tap(f"{WORD} + span a")
    page.wait_for_url("**/vi/tu-ngu/#T-khu-tru-mat")


def test_it_takes_no_other_link_of_the_story(demo: Built, phone: Phone) -> None:
    """A picture to be looked at closely, whose link names a script, too, stays what it is."""
    page = phone()
    page.goto(demo.base + PAGE)
    page.evaluate("""() => {
      const link = document.createElement("a");
      link.dataset.js = "../../assets/gallery-0.js";
      link.href = "anh.jpg";
      document.querySelector(".story").append(link);
    }""")
    page.tap(WORD)
    page.locator(f"{WORD} + span small").wait_for()
    assert page.get_attribute(".story a[href='anh.jpg']", "aria-expanded") is None


def test_a_key_does_the_same(demo: Built, phone: Phone) -> None:
    """Enter opens it, the focus stays on the word."""
    page = phone()
    page.goto(demo.base + PAGE)
    page.focus(WORD)
    page.keyboard.press("Enter")
    page.locator(f"{WORD} + span small").wait_for()
    assert page.evaluate("document.activeElement.hash") == "#T-khu-tru-mat"
    page.keyboard.press("Enter")
    assert not opened(page)


@pytest.mark.parametrize("lost", ["script", "assets", "page"])
def test_without_script_or_network_the_link_leads_to_the_word(
    demo: Built, phone: Phone, lost: str
) -> None:
    """Without script, without its own script, or where the sentence does not come, it is a link."""
    page = phone(java_script_enabled=lost != "script")
    page.goto(demo.base + PAGE)
    kept = "**/assets/glossary-*.js" if lost == "assets" else "**/vi/tu-ngu/"
    if lost != "script":
        page.route(
            kept, lambda r: r.continue_() if r.request.is_navigation_request() else r.abort()
        )
    page.tap(WORD)
    page.wait_for_url("**/vi/tu-ngu/#T-khu-tru-mat")
    assert SENTENCE in page.inner_text("#T-khu-tru-mat dd")
    assert page.locator("#T-khu-tru-mat sup a").get_attribute("href") == "#cong-dien-426"


def test_a_saved_page_explains_its_words_offline(demo: Built, phone: Phone) -> None:
    """What is saved with the page holds the sentences, too."""
    page = phone(service_workers="allow")
    page.goto(demo.base + PAGE)
    page.get_by_role("button", name="Lưu xem khi mất mạng").tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    until(page, "!!navigator.serviceWorker.controller")
    page.context.set_offline(True)
    page.goto(demo.base + PAGE)
    page.tap(WORD)
    page.locator(f"{WORD} + span small").wait_for()
    assert SENTENCE in page.inner_text(f"{WORD} + [role=status]")


def test_an_open_sentence_breaks_nothing(demo: Built, phone: Phone) -> None:
    """On 320 px in the largest text nothing runs off sideways."""
    page = phone(320)
    page.goto(demo.base + PAGE)
    for _ in range(3):
        page.click("[data-do=size]")
    page.tap(WORD)
    page.locator(f"{WORD} + span small").wait_for()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
