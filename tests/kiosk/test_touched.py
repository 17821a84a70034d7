"""What a finger brings to life at a kiosk: it opens, is as large as all else, and leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from generator.model.kiosk import Kiosk
from tests.axe import violations
from tests.kiosk.conftest import Stand
from tests.kiosk.fair import FAIR
from tests.kiosk.test_screens import MEASURE, SCREENS, SMALL
from tests.make.hosted import until
from tests.web.stage import held

pytestmark = pytest.mark.browser

PLACE = f"vi/{FAIR}/"
LEARN = f"vi/{FAIR}/hoc/"
OPENS = {
    "gallery": (PLACE, ".hero a", ".gallery[open] img"),
    "closer look": (PLACE, "a[data-tiles]", ".viewer[open] canvas"),
    "all round": (PLACE, "a[data-round]", ".around[open] canvas"),
    "all sides": (PLACE, "a[data-solid]", ".solid[open] canvas"),
    "then and now": (PLACE, ".both button.go", ".both input[type=range]"),
    "points": (PLACE, ".pointed button.go", ".pointed nav:not([hidden])"),
    "recording": (PLACE, ".listen [data-do=play]", ".listen .pace button"),
    "stop": (PLACE, ".parts .press", ".parts .pace button"),
    "film": (PLACE, ".film .press", ".film .press[aria-pressed=true]"),
    "answer": (LEARN, ".choices button", ".quiz [open]"),
    "large questions": (LEARN, ".ring-in button", "#Ring[open] [data-ring=show]"),
}
"""What is touched where, and what is there then."""

CLOSE = "dialog[open] :is([aria-label=Đóng],[data-ring=close])"

HIGH = """() => [...document.querySelectorAll('a[href],button,input,summary')].filter(e => {
  const over = document.querySelector('dialog[open]');
  const box = e.getBoundingClientRect();
  return e.checkVisibility({visibilityProperty: true}) && box.width > 2 && (!over || over.contains(e))
    && box.bottom > 0 && box.top < 0.38 * innerHeight - 1 && (over || !e.closest('main'));
}).map(e => e.outerHTML.slice(0, 90))"""
"""Controls that a lowered screen has left above: what scrolls is below whatever its boxes say."""


def opened(page: Any, stand: Stand, what: str) -> None:
    """The page with that touched and there."""
    address, target, there = OPENS[what]
    page.goto(stand.base + address)
    page.locator(target).first.tap()
    page.locator(there).first.wait_for()


@pytest.mark.parametrize("kind", SCREENS)
def test_what_comes_with_a_touch_is_as_large_as_all_else(
    hamlet: Stand, screen: Any, kind: str
) -> None:
    """Every control that a script adds, at every size of screen; no player brings small ones of its own."""
    inches, width, height = SCREENS[kind]
    kiosk, page = Kiosk(screen_inches=inches), screen
    page.set_viewport_size({"width": width, "height": height})
    small: dict[str, list[str]] = {}
    for what in OPENS:
        opened(page, hamlet, what)
        page.evaluate(MEASURE, [inches, kiosk.letter, kiosk.touch])
        page.evaluate("dispatchEvent(new Event('resize'))")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if found := page.evaluate(SMALL, [kiosk.touch, 12]):
            small[what] = found
        assert page.locator("[controls]").count() == 0
        assert page.evaluate("Main.scrollWidth <= Main.clientWidth + 1"), what
        said = page.evaluate("document.body.innerText")
        assert not re.search(r"\d\s[KM]B\b", said), "nobody pays for bytes here"
    assert small == {}


@pytest.mark.parametrize("what", OPENS)
def test_it_opens_and_leads_nowhere(hamlet: Stand, screen: Any, what: str) -> None:
    """The same page, no step of a history, axe silent; lowered, all of it is below."""
    page = screen
    page.goto(hamlet.base + OPENS[what][0])
    page.tap("[data-do=reach]")
    opened(page, hamlet, what)
    assert page.evaluate("document.documentElement.matches('.reach')")
    assert page.url == hamlet.base + OPENS[what][0]
    assert page.evaluate(HIGH) == []
    assert violations(page) == []
    before = page.evaluate("history.length")
    if page.locator(CLOSE).count():
        page.locator(CLOSE).tap()
        until(page, "!document.querySelector('dialog[open]')")
    page.tap("[data-do=reach]")
    assert page.evaluate("history.length") == before
    assert page.url.split("#")[0] == hamlet.base + OPENS[what][0]


def test_a_picture_alone_is_no_screen(hamlet: Stand, screen: Any) -> None:
    """Where its script does not come a picture stays where it is: it had no way back."""
    page = screen
    page.route("**/assets/gallery-*", lambda route: route.abort())
    page.goto(hamlet.base + PLACE)
    page.locator(".hero a").tap()
    page.wait_for_timeout(3000)
    page.locator(".hero a").tap()
    page.wait_for_timeout(300)
    assert page.url == hamlet.base + PLACE


def test_nothing_is_sent_on_by_the_machine(hamlet: Stand, screen: Any) -> None:
    """A name stands without the button by which a phone shares it: a system's sheet would open."""
    page = screen
    page.add_init_script(
        "navigator.share = () => { window.shared = true; return Promise.resolve() }"
    )
    page.goto(f"{hamlet.base}vi/nha-thu/ten/ten/a/")
    anchor = page.evaluate("document.querySelector('ol > li[id^=N]').id")
    page.goto(f"{hamlet.base}vi/nha-thu/ten/ten/a/#{anchor}")
    page.wait_for_timeout(200)
    assert page.locator("main button").count() == 0


def test_two_fingers_make_nothing_larger(hamlet: Stand, screen: Any) -> None:
    """Nor does a finger that rests select a word; in a closer look two fingers do their work."""
    page = screen
    page.goto(hamlet.base + PLACE)
    spread = [[(900 - n, 500), (1000 + n, 500)] for n in range(0, 240, 40)]
    held(page, *spread)
    page.wait_for_timeout(200)
    assert page.evaluate("visualViewport.scale") == 1
    box = page.locator(".lede").bounding_box()
    held(
        page,
        [(int(box["x"]) + 60, int(box["y"]) + 15)],
        *[[(int(box["x"]) + 60, int(box["y"]) + 15)]] * 2,
    )
    page.mouse.dblclick(box["x"] + 60, box["y"] + 15)
    assert page.evaluate("String(getSelection())") == ""
    opened(page, hamlet, "closer look")
    until(page, "document.querySelector('.viewer [role=status]').textContent === '1,0×'")
    held(page, *spread)
    until(page, "document.querySelector('.viewer [role=status]').textContent > '2'")
    assert page.evaluate("visualViewport.scale") == 1


def heard(page: Any, media: str) -> list[float]:
    """Its volume now, and what is left of a hand's change to full."""
    page.evaluate(f"document.querySelector('{media}').volume = 1")
    page.wait_for_timeout(100)
    return [round(page.evaluate(f"document.querySelector('{media}').volume"), 2)]


def test_nothing_is_louder_than_the_place_allows(hamlet: Stand, screen: Any) -> None:
    """60 % of 80; set by the browser's own keys it comes back; a limit of 0 is silence."""
    page = screen
    page.goto(hamlet.base + PLACE)
    until(page, "document.querySelector('audio').volume < 0.5")
    assert heard(page, "audio") == [0.48]
    assert heard(page, "video") == [0.48]
    page.evaluate("document.querySelector('audio').muted = true")
    page.wait_for_timeout(100)
    assert not page.evaluate("document.querySelector('audio').muted")
    hamlet.answers["beat"] = {"volume_limit": 0}
    page.goto(hamlet.base + PLACE)
    until(page, "document.querySelector('audio').muted")
    for _ in range(4):
        page.tap("[data-do=volume]")
        assert page.evaluate(
            "[...document.querySelectorAll('audio,video')].every(m => m.muted && !m.volume)"
        )


def playing(page: Any, button: str) -> Iterator[str]:
    """What the button says before it is pressed, after, and pressed again."""
    for _ in range(3):
        yield page.get_attribute(button, "aria-pressed")
        page.locator(button).tap()
        page.wait_for_timeout(400)


@pytest.mark.parametrize(
    ("button", "media"), [(".parts .press", ".parts audio"), (".film .press", "video")]
)
def test_a_player_has_a_button_and_a_slider(
    hamlet: Stand, screen: Any, button: str, media: str
) -> None:
    """It plays, stops and goes on; keys move it, too; a touch on a film is as one on its button."""
    page = screen
    page.goto(hamlet.base + PLACE)
    assert list(playing(page, button)) == ["false", "true", "false"]
    until(page, f"document.querySelector('{media}').currentTime > 0.2")
    page.locator(button).tap()
    page.focus(button.replace(".press", ".player input"))
    for _ in range(3):
        page.keyboard.press("Home")
    assert page.evaluate(f"document.querySelector('{media}').currentTime") < 0.2
    if media == "video":
        page.locator(media).tap()
        until(page, "!document.querySelector('video').paused")
