"""The page's pictures one by one, by touch and by keyboard; without the script each is a link."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.hosted import until
from tests.web import six_photos
from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser

PICTURES = 6
"""The hero and the strip of five."""


def opened(six: Built, phone: Phone, **options: Any) -> Any:
    """The Vietnamese page of the site with six photographs."""
    page = phone(**options)
    page.goto(six.base + f"vi/{six_photos.SLUG}/")
    return page


def counted(page: Any) -> str:
    """What the gallery says of where one is."""
    return str(page.locator("dialog [role=status]").inner_text())


def swipe(page: Any, start: int, end: int) -> None:
    """One finger over the picture from `start` to `end`, px from the left."""
    wire = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": start, "y": 350}]),
        ("touchMove", [{"x": (start + end) // 2, "y": 352}]),
        ("touchMove", [{"x": end, "y": 352}]),
        ("touchEnd", []),
    ):
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_tap_opens_the_picture_large(six: Built, phone: Phone) -> None:
    """The script comes with the tap; next and the count agree, and the end joins the beginning."""
    page = opened(six, phone)
    assert page.locator("script[src*=gallery]").count() == 0
    page.locator(".strip figure a").nth(1).tap()
    page.locator("dialog[open] img").wait_for()
    assert counted(page) == f"3 / {PICTURES}"
    page.get_by_role("button", name="Hình sau").tap()
    assert counted(page) == f"4 / {PICTURES}"
    for _ in range(4):
        page.get_by_role("button", name="Hình trước").tap()
    assert counted(page) == f"6 / {PICTURES}"
    until(page, "/-(750|1080)/.test(document.querySelector('dialog img').currentSrc)")
    assert page.locator("dialog figcaption").inner_text().strip()
    page.get_by_role("button", name="Đóng").tap()
    assert page.locator("dialog[open]").count() == 0


def test_a_swipe_leads_on_and_back(six: Built, phone: Phone) -> None:
    """To the left the next picture, to the right the one before."""
    page = opened(six, phone)
    page.locator(".hero a").tap()
    page.locator("dialog[open] img").wait_for()
    for start, end, number in ((300, 60, 2), (300, 60, 3), (60, 300, 2)):
        swipe(page, start, end)
        until(page, f"document.querySelector('dialog [role=status]').textContent[0] == '{number}'")


def test_keys_alone_do_it_all(six: Built, phone: Phone) -> None:
    """Enter opens, arrows lead on, Escape closes, and the focus is back at the picture last seen."""
    page = opened(six, phone)
    page.locator(".strip figure a").first.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open] img").wait_for()
    page.keyboard.press("ArrowRight")
    assert counted(page) == f"3 / {PICTURES}"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert counted(page) == f"1 / {PICTURES}"
    page.keyboard.press("Escape")
    until(
        page, "document.activeElement.parentNode.className == 'hero'"
    )  # "close" comes a task later


def test_back_closes_it_and_then_leaves_the_page(six: Built, phone: Phone) -> None:
    """The phone's "back" takes it away; closed by its own button it leaves no step behind."""
    page = opened(six, phone)
    page.goto(page.url.replace("/vi/", "/en/"))
    address = page.url
    for close in (page.go_back, page.get_by_role("button", name="Close").tap):
        page.locator(".strip figure a").first.tap()
        page.locator("dialog[open] img").wait_for()
        seen = page.evaluate("scrollY")
        close()
        until(page, "!document.querySelector('dialog[open]') && history.state === null")
        assert (page.url, page.evaluate("scrollY")) == (address, seen)
    page.go_back()
    assert page.url == address.replace("/en/", "/vi/")


def test_everything_in_it_is_large_enough_and_seen(six: Built, phone: Phone) -> None:
    """At 320 px with the largest text every control stays on the screen, at least 44 px each way."""
    page = opened(six, phone, width=320)
    for _ in range(3):
        page.locator("[data-do=size]").tap()
    page.locator(".hero a").tap()
    page.locator("dialog[open] img").wait_for()
    boxes = page.evaluate(
        "[...document.querySelectorAll('dialog button, dialog div a, dialog img')].map(e => {"
        "const b = e.getBoundingClientRect(); return [b.width, b.height, b.left, b.right, b.top, b.bottom]})"
    )
    assert len(boxes) == 5
    for width, height, left, right, top, bottom in boxes:
        assert (width >= 44, height >= 44, left >= 0, right <= 320, top >= 0, bottom <= 740) == (
            True,
        ) * 6


@pytest.mark.parametrize("why", ["gone", "slow"])
def test_without_its_script_the_picture_opens_alone(six: Built, phone: Phone, why: str) -> None:
    """A script that fails, or that a weak signal keeps away, leaves an ordinary link."""
    page = opened(six, phone)
    page.route("**/gallery-*", lambda route: route.abort() if why == "gone" else None)
    page.locator(".strip figure a").first.tap()
    page.wait_for_url("**/m/*.jpg")


def test_without_any_script_the_picture_opens_alone(six: Built, phone: Phone) -> None:
    """With scripts off the link is what it says."""
    page = opened(six, phone, java_script_enabled=False)
    page.locator(".strip figure a").first.click()
    page.wait_for_url("**/m/*.jpg")
