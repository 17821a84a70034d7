"""Without a finger on the glass: a keyboard or a switch reaches all, and letters find room on any screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kiosk.conftest import HALL, KHMER, Stand
from tests.kiosk.test_pause import stopped, wait_for_beats
from tests.make.hosted import until

pytestmark = pytest.mark.browser

CONTROLS = """() => [...document.querySelectorAll('a[href],button,input,summary,select,audio,video')].filter(
  e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled
    && !e.closest('.card'))"""
# A player's own buttons and a point on a picture show the focus in their own way.
REACHED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const framed = at.matches('audio,video,svg a') || style.outlineStyle !== 'none';
  const seen = box.bottom > 0 && box.top < innerHeight && framed;
  at.dataset.reached = seen || at === document.body ? 'seen' : 'unseen';
  return at.outerHTML.slice(0, 90) + at.dataset.reached;
}"""

PROVED = (
    "vi/", "start/", "vi/den-tho-bac-ho-luong-tam/", "vi/tim/", "vi/hanh-trinh/theo-nam-thang/",
    "vi/uy-ban-lien-hop-dinh-chien-nam-bo/", "vi/den-tho-bac-ho-luong-tam/hoc/",
)  # fmt: skip


@pytest.mark.parametrize("address", PROVED)
def test_a_keyboard_reaches_every_control_and_shows_where_it_is(
    stand: Stand, screen: Any, address: str
) -> None:
    """By Tab alone; what has the focus is in sight and framed."""
    screen.goto(stand.base + address)
    screen.wait_for_timeout(200)
    count = screen.evaluate(f"({CONTROLS})().length")
    said = []
    for _ in range(count + 12):
        screen.keyboard.press("Tab")
        said.append(screen.evaluate(REACHED))
    assert [words for words in said if words.endswith("unseen")] == []
    missed = f"({CONTROLS})().filter(e => !e.dataset.reached).map(e => e.outerHTML.slice(0, 90))"
    assert screen.evaluate(missed) == []


def test_a_visit_by_keys_alone(stand: Stand, screen: Any) -> None:
    """From the waiting screen to a place and back, with Tab and Enter."""
    page = screen
    page.goto(stand.base)
    for address in ("start/", "vi/", "vi/den-tho-bac-ho-luong-tam/"):
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.touch a,a[lang=vi],.tiles a')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(stand.base + address)
    page.focus("[data-do=back]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{stand.base}vi/")


def test_the_question_holds_the_focus_and_gives_it_back(stand: Stand, screen: Any) -> None:
    """Its first answer has it; Escape says the same as that."""
    page = stopped(screen, f"{stand.base}vi/")
    where = "document.activeElement.closest('#Still') ? 'asked' : document.activeElement.className"
    page.evaluate("document.querySelectorAll('.doors a')[1].className = 'mine'")
    for key in ("Enter", "Escape"):
        page.focus(".mine")
        page.clock.run_for(62_000)
        assert page.evaluate("document.activeElement.dataset.still") == "here"
        for _ in range(5):
            page.keyboard.press("Tab")
            assert page.evaluate(
                f"document.activeElement === document.body || ({where}) === 'asked'"
            )
        page.focus("[data-still=here]")
        page.keyboard.press(key)
        until(page, "!document.getElementById('Still').open")
        assert page.evaluate(where) == "mine"


def test_a_card_holds_the_focus_and_gives_it_back(stand: Stand, screen: Any) -> None:
    """The symbol to take home, opened and closed by keys."""
    screen.goto(f"{stand.base}vi/den-tho-bac-ho-luong-tam/")
    for key in ("Enter", "Escape"):
        screen.focus(".console a[href='#Take']")
        screen.keyboard.press("Enter")
        until(screen, "document.activeElement.matches('#Take:target .go')")
        screen.keyboard.press("Tab")
        assert screen.evaluate("document.activeElement.matches('#Take .go')")
        screen.keyboard.press(key)
        until(screen, "!document.querySelector('.card:target')")
        until(screen, "document.activeElement.getAttribute('href') === '#Take'")


def test_a_key_wakes_the_dark_screen_and_does_nothing_else(stand: Stand, screen: Any) -> None:
    """As a touch does."""
    stand.answers["beat"] = {"dark": True}
    page = stopped(screen, stand.base)
    wait_for_beats(page, stand, 1)
    page.clock.run_for(200_000)
    until(page, "!document.getElementById('Dark').hidden")
    page.focus(".touch a")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.is_hidden("#Dark")
    assert page.url == stand.base


ROWS = "[...document.querySelectorAll('#Letters div')].map(r => r.textContent.slice(0, 8))"


@pytest.mark.parametrize(("address", "kinds"), [("vi/tim/", 3), ("km/search/", 2)])
def test_letters_follow_the_size_of_the_screen(
    hamlet: Stand, screen: Any, address: str, kinds: int
) -> None:
    """Turned or made smaller while it stands: other rows, none broken, and the field is in sight."""
    page, seen = screen, []
    page.goto(hamlet.base + address)
    until(page, "document.getElementById('Letters')")
    for width, height in ((1920, 1080), (300, 1200), (1700, 500), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        seen.append(page.evaluate(ROWS))
        heights = "[...document.querySelectorAll('#Letters div')].map(r => r.offsetHeight)"
        assert len(set(page.evaluate(heights))) == 1, seen[-1]
        field = page.locator("#Query").bounding_box()
        board = page.locator("#Letters").bounding_box()
        assert field["y"] >= 0
        assert field["y"] + field["height"] <= board["y"]
    assert seen[0] == seen[3]
    assert len({str(rows) for rows in seen}) == kinds


def test_letters_come_with_the_field_and_go(hamlet: Stand, screen: Any) -> None:
    """On a page that is not all search; what they write finds a name."""
    screen.goto(f"{hamlet.base}vi/{HALL}/")
    until(screen, "document.getElementById('Letters')")
    assert screen.is_hidden("#Letters")
    screen.locator("input[type=search]").tap()
    until(screen, "!document.getElementById('Letters').hidden")
    for letter in "lea":
        screen.locator(f"#Letters button:text-is('{letter}')").tap()
    assert screen.input_value("input[type=search]") == "lea"
    screen.tap("h1")
    assert screen.is_hidden("#Letters")


@pytest.mark.parametrize("keys", ["l e Cách t h u", "l ê Cách t h ư hỏi", "LÊ Cách THỬ"])
@pytest.mark.parametrize("address", [f"vi/{HALL}/", "vi/tim-liet-si/"])
def test_a_name_on_a_roll_is_found_with_marks_and_without(
    hamlet: Stand, screen: Any, address: str, keys: str
) -> None:
    """By letters on the glass, or by those of a keyboard that somebody brings."""
    screen.goto(hamlet.base + address)
    until(screen, "document.getElementById('Letters')")
    screen.locator("input[type=search]").first.tap()
    for key in keys.split():
        if key.isupper():
            screen.keyboard.type(key)
        else:
            screen.locator(f"#Letters button:text-is('{key}')").tap()
    until(screen, "document.querySelectorAll('.find-name ol li').length")
    assert screen.locator(".find-name ol li").first.inner_text().startswith("Lê Thử")
    screen.keyboard.type("zz")
    until(screen, "!document.querySelectorAll('.find-name ol li').length")


def test_khmer_letters_find_a_khmer_name(hamlet: Stand, screen: Any) -> None:
    """Signs are written under and over the letter before them."""
    screen.goto(f"{hamlet.base}km/search/")
    until(screen, "document.getElementById('Letters')")
    for sign in KHMER[:5]:
        screen.locator("#Letters button", has_text=sign).first.tap()
    assert screen.input_value("#Query") == KHMER[:5]
    assert KHMER.split()[0] in screen.inner_text("#Found")
