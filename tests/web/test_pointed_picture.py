"""The tour over a picture's points: by touch, by keyboard, at twice the text, and without script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.conftest import Built, Phone

PAGE = "vi/uy-ban-lien-hop-dinh-chien-nam-bo/"


def opened(phone: Phone, demo: Built, **options: object) -> Page:
    """The page of a site whose picture has four points."""
    page: Page = phone(**options)
    page.goto(demo.base + PAGE)
    return page


def told(page: Page) -> list[str]:
    """The labels that can be seen in the list."""
    return [b.inner_text() for b in page.locator(".pointed ol > li b").all() if b.is_visible()]


def test_without_script_a_number_leads_to_its_words(phone: Phone, demo: Built) -> None:
    """All points stand in the list; no button is offered that could do nothing."""
    page = opened(phone, demo, java_script_enabled=False)
    assert len(told(page)) == 4
    expect(page.locator(".pointed > .go")).to_be_hidden()
    page.locator(".pointed svg a").nth(2).tap()
    assert page.url.endswith("#B-tren-hinh.3")


def test_a_tapped_number_is_lit_and_its_words_alone_are_shown(phone: Phone, demo: Built) -> None:
    """The very first tap, which brings the script, already counts."""
    page = opened(phone, demo)
    page.locator(".pointed svg a").nth(1).tap()
    expect(page.locator(".pointed nav")).to_contain_text("2 / 4")
    assert told(page) == ["Nhà sàn chữ U"]
    expect(page.locator(".pointed [aria-current]")).to_have_attribute(
        "aria-label", "2. Nhà sàn chữ U"
    )
    page.get_by_role("button", name="Xem tất cả").tap()
    assert len(told(page)) == 4
    assert page.locator(".pointed [aria-current]").count() == 0


def test_the_tour_goes_on_and_round(phone: Phone, demo: Built) -> None:
    """Buttons of at least 44 px go to the next and the previous point; the last leads to the first."""
    page = opened(phone, demo)
    page.locator(".pointed > .go").tap()
    expect(page.locator(".pointed nav")).to_contain_text("1 / 4")
    for name, count in (("Điểm trước", "4 / 4"), ("Điểm sau", "1 / 4")):
        button = page.get_by_role("button", name=name)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        button.tap()
        expect(page.locator(".pointed nav")).to_contain_text(count)


def test_keys_walk_the_points_and_focus_goes_along(phone: Phone, demo: Built) -> None:
    """Enter on a number, arrows, Escape: focus never falls back to the start of the page."""
    page = opened(phone, demo)
    page.locator(".pointed svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pointed ol > li").nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".pointed ol > li").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pointed > .go")).to_be_focused()


def test_large_text_does_not_scroll_sideways(phone: Phone, demo: Built) -> None:
    """At 320 px and twice the text the whole page, tour and all, stays within its width."""
    page = opened(phone, demo, width=320)
    page.evaluate("document.documentElement.classList.add('z3')")
    page.locator(".pointed > .go").tap()
    expect(page.locator(".pointed nav")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
