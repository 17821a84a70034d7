"""The recording: one tap to the first sound, speed, ten seconds back, and going on where one stopped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.hosted import until
from tests.web import six_photos
from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser


def opened(six: Built, phone: Phone, language: str = "vi", **options: Any) -> Any:
    """The page of the site with six photographs and a recording of `six_photos.SECONDS`."""
    page = phone(**options)
    page.goto(six.base + f"{language}/{six_photos.SLUG}/")
    return page


def heard(page: Any, condition: str) -> None:
    """Wait until `condition` holds of the recording `a`."""
    until(page, f"(() => {{ const a = document.querySelector('audio'); return {condition} }})()")


def test_one_tap_to_the_first_sound(six: Built, phone: Phone) -> None:
    """The large button plays, says so, and pauses; it stands on the first screen."""
    page = opened(six, phone)
    button = page.get_by_role("button", name="Nghe thuyết minh")
    place = button.bounding_box()
    assert place["y"] + place["height"] <= 740
    assert min(place["width"], place["height"]) >= 64
    button.tap()
    heard(page, "a.currentTime > 0 && !a.paused")
    page.wait_for_selector(".play[aria-pressed=true]")
    button.tap()
    heard(page, "a.paused")
    page.wait_for_selector(".play[aria-pressed=false]")


def test_the_keyboard_plays_too(six: Built, phone: Phone) -> None:
    """Focus and Enter do what a tap does."""
    page = opened(six, phone)
    page.get_by_role("button", name="Nghe thuyết minh").press("Enter")
    heard(page, "a.currentTime > 0")


def test_the_speed_is_remembered(six: Built, phone: Phone) -> None:
    """1, 1.25, 1.5, 0.8 and round again; the next page reads at the speed chosen here."""
    page = opened(six, phone)
    page.locator(".play").tap()
    speed = page.get_by_role("button", name="Tốc độ đọc")
    seen = [speed.inner_text()]
    for _ in range(4):
        speed.tap()
        seen.append(speed.inner_text())
    assert seen == ["1×", "1,25×", "1,5×", "0,8×", "1×"]
    speed.tap()
    page.goto(six.base + f"en/{six_photos.SLUG}/")
    page.locator(".play").tap()
    heard(page, "a.playbackRate === 1.25")
    assert page.get_by_role("button", name="Reading speed 1.25×").is_visible()


def test_it_goes_on_where_one_stopped(six: Built, phone: Phone) -> None:
    """On the next visit the first play goes on there, says so, and one tap starts anew."""
    page = opened(six, phone)
    page.evaluate(
        "document.querySelectorAll('audio source').forEach(s => "
        "localStorage.setItem('ditich-at-' + s.src.split('/').pop(), 2.5))"
    )
    page.locator(".play").tap()
    heard(page, "a.currentTime >= 1.5")
    assert "Nghe tiếp từ 0:02" in page.locator(".pace [role=status]").inner_text()
    page.get_by_role("button", name="Nghe từ đầu").tap()
    heard(page, "a.currentTime < 1.4 && !a.paused")


def test_ten_seconds_back(six: Built, phone: Phone) -> None:
    """From less than ten seconds it goes to the beginning."""
    page = opened(six, phone)
    page.locator(".play").tap()
    heard(page, "a.currentTime > 1")
    page.locator(".play").tap()
    page.get_by_role("button", name="Lùi 10 giây").tap()
    heard(page, "a.currentTime === 0")


def test_the_lock_screen_knows_what_is_read(six: Built, phone: Phone) -> None:
    """Title, collection and picture are told to the phone."""
    page = opened(six, phone)
    page.locator(".play").tap()
    until(page, "navigator.mediaSession.metadata !== null")
    told = page.evaluate(
        "[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artwork.length]"
    )
    assert told[0] in page.title()
    assert told[1] == 1


def test_the_button_finds_its_place_kept(six: Built, phone: Phone) -> None:
    """What follows stands where it stood before the script; without any script no gap is left for it."""
    top = "document.querySelector('.listen + *').getBoundingClientRect().top"
    page = phone(width=412)
    page.route("**/site-*.js", lambda route: route.abort())
    page.goto(f"{six.base}vi/{six_photos.SLUG}/")
    before = page.evaluate(top)
    assert not page.locator(".play").is_visible()
    page.unroute("**/site-*.js")
    page.reload()
    page.wait_for_selector(".play")
    assert page.evaluate(top) == before
    page = phone(width=412, java_script_enabled=False)
    page.goto(f"{six.base}vi/{six_photos.SLUG}/")
    assert page.locator(".listen + *").bounding_box()["y"] < before
