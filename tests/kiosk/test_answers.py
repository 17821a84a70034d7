"""How soon a finger is answered on a machine of a quarter of this one's speed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.screens import SCREENS, SLOWER, WATCH, drawn, look, spent
from tests.kiosk.conftest import Stand
from tests.make.hosted import until

pytestmark = pytest.mark.browser

MOST = 100
"""Milliseconds until the first frame that shows the tap was taken."""

SHOWN = 1000
"""Milliseconds until a screen shows its largest part."""


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_there_within_a_second(
    stand: Stand, screen: Any, chromium: Browser, name: str, record_property: Any
) -> None:
    """By processor time, as the taps below; what seems slow is tried once more."""
    took = 0
    for _ in range(2):
        took = round(drawn(chromium, screen, stand.base + SCREENS[name][0]))
        if took <= SHOWN:
            break
    record_property(name, took)
    assert 0 < took <= SHOWN


def test_a_screen_that_works_before_it_shows_is_seen(
    stand: Stand, screen: Any, chromium: Browser
) -> None:
    """Negative control: some hundred million sums before the page is read."""
    screen.add_init_script(
        "let sum = 0; for (let n = 0; n < 5e8; n++) sum += n % 7; window.sum = sum;"
    )
    assert drawn(chromium, screen, f"{stand.base}start/") > SHOWN


@pytest.mark.judge
@pytest.mark.parametrize("name", SCREENS)
def test_a_slow_machine_shows_and_answers_in_time(
    stand: Stand, screen: Any, name: str, *, judging: bool, record_property: Any
) -> None:
    """By the clock, the processor held at a quarter of its speed (CDP): where nothing else is running."""
    if not judging:
        pytest.skip("only `make judge` leaves the processors alone")
    address, taps = SCREENS[name]
    screen.add_init_script(WATCH)
    tools = screen.context.new_cdp_session(screen)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    largest, answers = 0.0, {"": 0.0}
    for _ in range(2):
        (_, largest), answers = look(screen, stand.base + address, taps)
        if largest <= SHOWN and all(ms <= MOST for ms in answers.values()):
            break
    record_property(name, [round(largest), {tap: round(ms) for tap, ms in answers.items()}])
    assert 0 < largest <= SHOWN
    assert all(ms <= MOST for ms in answers.values()), answers


@pytest.mark.parametrize("name", [name for name, (_, taps) in SCREENS.items() if taps])
def test_a_tap_is_answered_within_a_tenth_of_a_second(
    stand: Stand, screen: Any, chromium: Browser, name: str, record_property: Any
) -> None:
    """By processor time, which a busy machine lengthens little; what seems slow is tried once more."""
    address, taps = SCREENS[name]
    took: dict[str, int] = {}
    for _ in range(2):
        screen.goto(stand.base + address, wait_until="networkidle")
        took = {target: round(spent(chromium, screen, target)[0]) for target in taps}
        if max(took.values()) <= MOST:
            break
    record_property(name, took)
    assert max(took.values()) <= MOST, took


def test_an_answer_that_waits_for_the_whole_page_is_seen(
    stand: Stand, screen: Any, chromium: Browser
) -> None:
    """Negative control: larger letters with the key's own words, on a page three times as long."""
    screen.goto(f"{stand.base}vi/chua-doi-mahatup/", wait_until="networkidle")
    screen.evaluate(
        "() => { ditich.soon = act => act(); const all = document.querySelector('main > .in');"
        " all.append(all.cloneNode(true), all.cloneNode(true)); }"
    )
    screen.wait_for_timeout(500)
    assert spent(chromium, screen, "[data-do=size]")[0] > MOST


def test_the_first_frame_says_what_was_done(stand: Stand, screen: Any) -> None:
    """The key tells the size before the letters have it; a key of the keyboard writes before it finds."""
    screen.goto(f"{stand.base}vi/den-tho-bac-ho-luong-tam/", wait_until="networkidle")
    screen.evaluate("ditich.soon = act => { window.later = act }")
    screen.tap("[data-do=size]")
    assert screen.inner_text("[data-do=size] span") == "Cỡ chữ 120\u00a0%"
    assert screen.evaluate("document.documentElement.className") == ""
    screen.evaluate("later()")
    assert screen.evaluate("document.documentElement.className") == "z1"
    screen.tap("[data-do=contrast]")
    assert screen.get_attribute("[data-do=contrast]", "aria-pressed") == "true"
    screen.goto(f"{stand.base}vi/tim/", wait_until="networkidle")
    screen.evaluate("ditich.soon = act => { window.later = act }")
    for letter in "vi":
        screen.tap(f"#Letters button:text-is('{letter}')")
    assert screen.input_value("#Query") == "vi"
    assert screen.locator("#Found li").count() == 0
    screen.evaluate("later()")
    until(screen, "document.querySelectorAll('#Found li').length")
