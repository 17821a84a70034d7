"""Khmer pages: their weight, their letters, the language of each word, and how a reader is led there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.axe import COLOUR, violations
from tests.make.hosted import until
from tests.web.conftest import Built, Phone
from tests.web.load import FONTS, HEADERS, load
from tests.web.six_photos import SLUG, SPOKEN
from tests.web.test_demo_pages import TOO_WIDE, UNFOLD, complaints

pytestmark = pytest.mark.browser

HERE, HEARD = f"km/{SLUG}/", f"km/{SPOKEN}/"
PAGES = (HERE, HEARD, "km/", "km/code/", "km/search/", "km/list/", "km/data/")
FONT = 20 * 1024
"""Bytes a web font may weigh, on Khmer pages alone (design.md, section 5)."""

STRANGERS = r"""() => {
  const khmer = /[\u1780-\u17ff]/, vietnamese = /[ăâđêôơư\u00c0-\u00c3\u00e0-\u00fd\u1ea0-\u1ef9]/i;
  const tongue = e => e.closest("[lang]").lang, found = [];
  const named = e => e.closest(".sources,figcaption small,.credit small"); // names of books and people
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const words = node.data.trim(), says = tongue(node.parentElement);
    if (named(node.parentElement)) continue;
    const wrong = khmer.test(words) ? says !== "km" : vietnamese.test(words) && says !== "vi";
    if (wrong) found.push(says + ": " + words);
  }
  document.querySelectorAll("body *").forEach(e => [...e.attributes].forEach(({ name, value }) => {
    const kept = /^data-/.test(name), unsaid = /^(href|data-(title|album))$/.test(name); // of lock screens
    const says = kept && e.dataset.tongue || tongue(kept && e.querySelector("p > [lang]") || e);
    if (!unsaid && vietnamese.test(value) && says !== "vi") found.push(`${says}: ${name} ${value}`);
  }));
  return found;
}"""
"""Words and labels in a script or with letters of another language than they say."""


def test_a_khmer_page_keeps_every_budget_and_brings_its_letters(six: Built, phone: Phone) -> None:
    """All budgets of six photographs, and a font of 20 KB at most, which no other page may bring."""
    found, _ = load(phone(412, 2.625, locale="km-KH"), six.base + HERE)
    (font,) = [answer for answer in found.answers if answer.path.endswith(FONTS)]
    assert FONT / 4 < font.bytes <= FONT + HEADERS
    assert found.faults() == ("web font",)


def test_the_link_to_khmer_is_read_on_a_phone_without_its_letters(six: Built, phone: Phone) -> None:
    """Below the Khmer word stands "Khmer", whole at 320 px and as tall as a finger; not in Khmer itself."""
    page = phone(width=320)
    for address, seen in ((f"vi/{SLUG}/", 1), (f"en/{SLUG}/", 1), (HERE, 0)):
        page.goto(six.base + address)
        latin = page.locator(".tongues a[lang=km] > :text-is('Khmer')")
        assert latin.count() == seen, address
        link = page.locator(".tongues a[lang=km]").bounding_box()
        assert (link["x"] + link["width"] <= 320, link["height"] >= 44) == (True, True)
        for word in latin.all():
            box = word.bounding_box()
            assert box["width"] > 20
            assert box["x"] >= link["x"]
            assert box["x"] + box["width"] <= link["x"] + link["width"]


def test_no_other_page_fetches_a_font(six: Built, phone: Phone) -> None:
    """Nor does a Vietnamese page that shows the word for Khmer, on a phone set to Khmer."""
    page = phone(locale="km-KH")
    files: list[str] = []
    page.on("response", lambda answer: files.append(answer.url))
    for address in (f"vi/{SLUG}/", "en/list/", HEARD):
        assert not [url for url in files if url.endswith(FONTS)], address
        page.goto(six.base + address, wait_until="networkidle")
    assert [url for url in files if url.endswith(FONTS)]


@pytest.mark.parametrize("address", PAGES)
def test_khmer_pages_break_no_rule(six: Built, phone: Phone, address: str) -> None:
    """axe-core light and dark, console and policy silent, nothing sideways, each word in its language."""
    page = phone(locale="km-KH", color_scheme="light", width=320)
    assert complaints(page, six.base + address) == []
    assert violations(page) == []
    assert page.evaluate(STRANGERS) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOUR) == []
    page.evaluate(UNFOLD, "225%")
    assert page.evaluate(TOO_WIDE) == []


def test_what_scripts_say_is_in_its_language(six: Built, phone: Phone) -> None:
    """Words that no Khmer text attests are lent from Vietnamese, and say so: player, gallery, saving."""
    page = phone(locale="km-KH", service_workers="allow")
    page.goto(six.base + HERE)
    before = page.locator("button").count()
    page.locator(".play").tap()
    until(page, "document.querySelector('.pace')")
    page.locator("[data-do=save]").tap()
    page.locator("[data-do=save][aria-pressed=true]").wait_for()
    page.locator("[data-js*='/gallery-'] > a").first.tap()
    page.locator("dialog.gallery[open]").wait_for()
    assert page.locator("button").count() >= before + 5
    assert page.evaluate(STRANGERS) == []
    page.evaluate(
        "document.querySelectorAll('dialog,.pace').forEach(e => e.removeAttribute('lang'))"
    )
    assert page.evaluate(STRANGERS)


def test_a_word_in_the_wrong_language_is_found(six: Built, phone: Phone) -> None:
    """Vietnamese words without their language, and Khmer called Vietnamese, are seen by the same look."""
    page = phone(locale="km-KH")
    page.goto(six.base + HERE)
    page.evaluate("document.querySelector('.rank [lang]').removeAttribute('lang')")
    page.evaluate("document.querySelector('h1').lang = 'vi'")
    page.evaluate("document.querySelector('.play').removeAttribute('lang')")
    assert len(page.evaluate(STRANGERS)) == 3


def test_the_letters_are_ours_and_joined(six: Built, phone: Phone) -> None:
    """The font is in use where no phone's own is: a stacked word is narrower than its letters one by one."""
    page = phone(locale="km-KH")
    page.goto(six.base + HERE, wait_until="networkidle")
    until(page, "[...document.fonts].some(f => f.status === 'loaded')")
    wide = """words => { const s = document.createElement('span'); s.textContent = words;
      document.querySelector('.lede').append(s); return s.getBoundingClientRect().width }"""
    assert page.evaluate(wide, "ស្ត្រី") < 0.8 * page.evaluate(wide, "ស\u200cត\u200cរ\u200cី")


def test_the_letters_hold_up_nothing(six: Built, phone: Phone) -> None:
    """They are fetched when the page and its first picture are there, for they would share the line."""
    page = phone(locale="km-KH")
    page.goto(six.base + HERE)
    until(page, "[...document.fonts].some(f => f.status === 'loaded')")
    begun, loaded = page.evaluate(
        "[performance.getEntriesByType('resource').find(r => /woff/.test(r.name)).startTime,"
        " performance.getEntriesByType('navigation')[0].loadEventStart]"
    )
    assert begun >= loaded > 0


def test_the_letters_come_without_script(six: Built, phone: Phone) -> None:
    """A browser without scripts asks for them, too."""
    page = phone(locale="km-KH", java_script_enabled=False)
    with page.expect_request(lambda request: request.url.endswith(FONTS)):
        page.goto(six.base + HERE)


@pytest.mark.parametrize(("address", "told"), [(SLUG, "km"), (SPOKEN, "km")])
def test_a_phone_set_to_khmer_is_offered_khmer(
    six: Built, phone: Phone, address: str, told: str
) -> None:
    """One line in Khmer, never a redirect; it leads to the page, and closed it stays away."""
    page = phone(locale="km-KH")
    page.goto(f"{six.base}vi/{address}/")
    offer = page.locator(".tongue")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert offer.get_attribute("lang") == told
    assert offer.locator("a").inner_text() == "ភាសាខ្មែរ →"
    offer.locator("a").tap()
    page.wait_for_url(f"**/km/{address}/")
    page.goto(f"{six.base}vi/{address}/")
    page.locator(".tongue button").tap()
    page.reload()
    assert page.locator(".tongue").count() == 0


def test_khmer_that_is_only_spoken_is_heard_with_one_tap(six: Built, phone: Phone) -> None:
    """Its few written words say that nobody has read them over; the recording is Khmer and plays."""
    page: Any = phone(locale="km-KH")
    page.goto(six.base + HEARD)
    assert page.locator(".unread[lang=vi]").is_visible()
    page.locator(".play").tap()
    until(page, "document.querySelector('audio').currentTime > 0")


def test_a_saved_page_keeps_its_letters(six: Built, phone: Phone) -> None:
    """A phone that had to fetch them finds them without signal, too."""
    page = phone(locale="km-KH", service_workers="allow")
    page.goto(six.base + HERE, wait_until="networkidle")
    page.locator("[data-do=save]").tap()
    page.locator("[data-do=save][aria-pressed=true]").wait_for()
    kept = page.evaluate(
        "caches.keys().then(all => caches.open(all[0])).then(c => c.keys()).then(all => all.map(r => r.url))"
    )
    assert len([url for url in kept if url.endswith(FONTS)]) == 1
