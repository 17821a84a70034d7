"""What a visitor comes for, counted from the scan of a plaque: by touch, by keyboard, large, without script.

Nothing is counted that is no act of the visitor's, and nothing of theirs is left out: each tap, each
Enter, each letter. Reading and scrolling are free. A tap that something else lies over fails, as does
one on a target too small for a finger.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.blocks.rolls import pages_named
from tests.make.hosted import until
from tests.web import thousands
from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser

VOICED, PINNED = "uy-ban-lien-hop-dinh-chien-nam-bo", "chien-thang-tam-vu"
MEMORIAL = "nha-bia-trung-doan-10-song-huong"
"""Sites of the demo: with a recording; with a point that deserves a pin."""

FINGER = 44
"""Least height and width of a target, CSS px."""

SCREEN = 740
"""Height of the phone's screen, CSS px."""

WAYS = tuple(
    by + how
    for by in ("touch", "keyboard")
    for how in ("", " at 200 %", " without script", " at 200 % without script")
)
"""How somebody comes; the page's own larger text alone is not there without script."""

TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}

LARGE = {"fontSizes": {"standard": 32, "fixed": 26}}
"""Text at 200 %: what somebody set who has twice the browser's usual size; it needs no script."""


@dataclass
class Walk:
    """One visitor on one page: `act` on things, `type` letters; `acts` and `letters` are what it took."""

    page: Any
    way: str
    acts: int = 0
    letters: int = 0
    small: list[str] = field(default_factory=list)
    patience: int = 300
    """Presses of Tab after which something counts as out of reach."""

    def act(self, target: Any) -> None:
        """Tap it, or go there with Tab alone, see that one can see where one is, and press Enter."""
        self.acts += 1
        if "keyboard" in self.way:
            self.reach(target)
            self.page.keyboard.press("Enter")
            return
        box = target.bounding_box()
        if min(box["height"], box["width"]) < FINGER:
            self.small.append(f"{target}: {box['width']:.0f} x {box['height']:.0f}")
        target.tap()

    def reach(self, target: Any) -> None:
        """Press Tab until it has the focus."""
        wanted, wire = target.element_handle(), self.page.context.new_cdp_session(self.page)
        for _ in range(self.patience):
            if wanted.evaluate("e => e === document.activeElement"):
                seen = wanted.evaluate(
                    "e => { const b = e.getBoundingClientRect(), s = getComputedStyle(e);"
                    "return b.bottom > 0 && b.top < innerHeight && s.outlineStyle != 'none' }"
                )
                assert seen, "the focus is where nobody sees it"
                return
            for kind in ("rawKeyDown", "keyUp"):
                wire.send("Input.dispatchKeyEvent", {"type": kind, **TAB})
        pytest.fail(f"{target} is out of the keyboard's reach")

    def type(self, words: str) -> None:
        """Type into what has the focus."""
        self.letters += len(words)
        self.page.keyboard.type(words, delay=20)

    def took(self, acts: int, letters: int = 0) -> None:
        """It took no more, and every target was large enough."""
        assert (self.acts, self.letters, self.small) == (acts, letters, [])


Scan = Callable[[Built, str, str], Walk]


@pytest.fixture(scope="module")
def scan(chromium: Browser) -> Iterator[Scan]:
    """Open the page of a site's plaque as somebody does who comes this `way` for the first time."""
    phones: dict[str, Any] = {}

    def opened(way: str) -> Any:
        desk = "keyboard" in way
        context = chromium.new_context(
            viewport={"width": 360, "height": SCREEN}, device_scale_factor=2, locale="vi-VN",
            is_mobile=not desk, has_touch=not desk, java_script_enabled="without" not in way,
            service_workers="block",
        )  # fmt: skip
        page = context.new_page()
        if "without" not in way:
            page.add_init_script("localStorage.clear()")
        if "200" in way:
            context.new_cdp_session(page).send("Page.setFontSizes", LARGE)
        return page

    def scanned(built: Built, slug: str, way: str) -> Walk:
        page = phones.setdefault(way, None) or opened(way)
        phones[way] = page
        page.goto(f"{built.base}{code(built, slug)}/", wait_until="load")
        letters = page.locator("html").evaluate("e => getComputedStyle(e).fontSize")
        assert letters == ("36px" if "200" in way else "18px")
        return Walk(page, way)

    yield scanned
    for page in phones.values():
        page.context.close()


def code(built: Built, slug: str) -> str:
    """The code of the site's own plaque, from the ledger."""
    for event in sorted((built.town.root / "content" / "codes").glob("*/001-issue-*.json")):
        said = json.loads(event.read_text("utf-8"))
        if said["site"] == slug and not said.get("part"):
            return event.parent.name
    raise LookupError(slug)


@pytest.mark.parametrize("way", WAYS)
def test_the_first_sound_is_one_tap_away(demo: Built, scan: Scan, way: str) -> None:
    """The large button, without scrolling; without script the browser's own player."""
    walk = scan(demo, VOICED, way)
    audio = walk.page.locator("audio").first
    if "without" not in way:
        play = walk.page.locator("[data-do=play]")
        box = play.bounding_box()
        assert "200" in way or box["y"] + box["height"] <= SCREEN
        walk.act(play)
        until(walk.page, "document.querySelector('audio').currentTime > 0")
    elif "keyboard" in way:
        walk.act(audio)
        hears(walk, audio)
    else:
        box = audio.bounding_box()
        walk.acts += 1
        audio.tap(position={"x": 28, "y": box["height"] / 2})  # the player's own button
        hears(walk, audio)
    walk.took(1)


def hears(walk: Walk, audio: Any) -> None:
    """Wait for sound where the page may run no script: what a locator evaluates is not the page's."""
    for _ in range(100):
        if audio.evaluate("a => a.currentTime > 0"):
            return
        walk.page.wait_for_timeout(50)
    pytest.fail("no sound")


@pytest.mark.parametrize("way", WAYS)
def test_another_language_is_one_tap_away(demo: Built, scan: Scan, way: str) -> None:
    """The link in the bar leads to the same place in English."""
    walk = scan(demo, VOICED, way)
    walk.act(walk.page.locator(".tongues a[lang=en]"))
    walk.page.wait_for_url(f"**/en/{VOICED}/")
    assert walk.page.locator("html").get_attribute("lang") == "en"
    walk.took(1)


@pytest.mark.parametrize("way", [way for way in WAYS if "without" not in way])
def test_larger_text_is_one_tap_away(demo: Built, scan: Scan, way: str) -> None:
    """The story grows with the first tap (without script the browser's own setting does it)."""
    walk = scan(demo, VOICED, way)
    size = "parseFloat(getComputedStyle(document.querySelector('.story p')).fontSize)"
    before = walk.page.evaluate(size)
    walk.act(walk.page.locator("[data-do=size]"))
    assert walk.page.evaluate(size) > before
    walk.took(1)


@pytest.mark.parametrize("way", WAYS)
def test_the_way_there_is_one_tap_away(demo: Built, scan: Scan, way: str) -> None:
    """The ways in words stand on the page; one tap hands the point to the phone's map."""
    walk = scan(demo, PINNED, way)
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(body="map")

    walk.page.context.route("https://www.google.com/**", answer)
    assert walk.page.locator(".way p").first.inner_text()
    walk.act(walk.page.locator("a.go[href*=maps]"))
    walk.page.wait_for_url("https://www.google.com/maps/**")
    assert "9.91333" in asked[0]
    walk.took(1)


@pytest.mark.parametrize("way", WAYS)
def test_who_verified_is_one_tap_away(demo: Built, scan: Scan, way: str) -> None:
    """The line under the name leads to body, date and paper, or to the plain statement that nobody did."""
    walk = scan(demo, VOICED, way)
    walk.act(walk.page.locator(".place a[href='#Sources']"))
    seal = walk.page.locator("#Sources .seal")
    for _ in range(40):
        if 0 <= seal.bounding_box()["y"] < SCREEN:
            break
        walk.page.wait_for_timeout(50)
    assert 0 <= seal.bounding_box()["y"] < SCREEN
    assert "thẩm định" in seal.inner_text()
    walk.took(1)


@pytest.mark.parametrize("way", WAYS)
def test_a_name_on_the_stone_is_three_taps_and_four_letters_away(
    roll: Built, scan: Scan, way: str
) -> None:
    """Of 10,000 names: the field, four letters, the name; without script initial, page, name.

    Without script it is the last name of the page that the given name is cut on.
    """
    walk, name = scan(roll, thousands.SLUG, way), "Lê Thử Ngoằn"
    if "without" in way:
        name = re.findall(
            "<li id=.*?<b>(.*?)</b>", roll.town.page(f"{thousands.ROLL}t/index.html")
        )[-1]
        walk.act(walk.page.locator(".letters a", has_text="T").first)
        walk.page.wait_for_url("**/t/")
        labels = walk.page.locator(".pages a small").all_inner_texts()
        assert len(labels) > 20
        spans = [(x.partition(" – ")[0], x.rpartition(" – ")[2]) for x in labels]
        (number,) = pages_named(spans, name)
        walk.act(walk.page.locator(".pages a").nth(number - 1))
        walk.act(walk.page.locator("ol > li > a", has_text=name).last)
        walk.took(3)
    else:
        field = walk.page.locator(".find-name input")
        walk.act(field)
        walk.type("ngoă")
        hit = walk.page.locator(".find-name li a").first
        hit.wait_for()
        walk.act(hit)
        walk.took(2, 4)
    walk.page.wait_for_url(f"**/{thousands.SLUG}/ten/ten/**")
    assert name in walk.page.locator("li:target").inner_text()


def below(page: Any) -> list[str]:
    """What of a scanned page's beginning is not whole on the first screen."""
    boxes = {
        part: page.locator(part).first.bounding_box() for part in ("h1", ".lede", ".listen .head")
    }
    return [part for part, box in boxes.items() if box["y"] + box["height"] > SCREEN]


def test_every_scan_shows_on_the_first_screen_where_one_is_and_how_to_listen(
    demo: Built, phone: Phone
) -> None:
    """Name, what it is in a sentence, and the button that plays or opens the narration."""
    page = phone()
    seen = list[str]()
    for folder in sorted((demo.town.root / "content" / "codes").iterdir()):
        page.goto(f"{demo.base}{folder.name}/", wait_until="load")
        if not page.locator(".listen").count():
            continue  # a closed code's calm page
        seen.append(folder.name)
        assert below(page) == [], folder.name
    assert len(seen) >= 8
    page.goto(f"{demo.base}{seen[-1]}/", wait_until="load")
    page.evaluate("document.querySelector('h1').textContent += ' rất dài'.repeat(20)")
    assert ".listen .head" in below(page), "what is pushed off the screen would not be seen"


def test_a_hindrance_is_felt(demo: Built, scan: Scan) -> None:
    """A target too small, one that Tab never meets and a focus nobody sees fail the same walk."""
    walk = scan(demo, VOICED, "touch")
    walk.page.evaluate("""() => {
      const style = document.querySelector('style').sheet;
      style.insertRule('.bar .tongues a { min-height: 0; height: 20px }', style.cssRules.length);
    }""")
    english = walk.page.locator(".tongues a[lang=en]")
    walk.act(english)
    with pytest.raises(AssertionError, match="x 20"):
        walk.took(1)
    walk = scan(demo, VOICED, "keyboard")
    walk.patience = 12
    walk.page.evaluate("document.querySelector('.tongues a[lang=en]').tabIndex = -1")
    with pytest.raises(pytest.fail.Exception, match="out of the keyboard's reach"):
        walk.act(walk.page.locator(".tongues a[lang=en]"))
    walk = scan(demo, VOICED, "keyboard")
    size = walk.page.locator("[data-do=size]")
    size.evaluate("e => { e.style.outline = 'none' }")
    with pytest.raises(AssertionError, match="nobody sees"):
        walk.act(size)


def test_a_minute_of_silence_is_still_and_can_be_left(demo: Built, phone: Phone) -> None:
    """At a memorial alone, for whoever taps it: sixty seconds, no sound, over by itself or left at once."""
    page = phone()
    page.clock.install()
    page.goto(demo.base + f"vi/{MEMORIAL}/")
    begin = page.get_by_role("button", name="Một phút mặc niệm")
    begin.tap()
    still = page.locator("dialog[open]")
    still.wait_for()
    assert still.get_by_role("timer").inner_text() == "Còn 60 giây"
    page.clock.run_for(30_000)
    assert still.get_by_role("timer").inner_text() in {"Còn 30 giây", "Còn 29 giây"}
    assert still.get_by_role("status").inner_text() == ""
    page.clock.run_for(31_000)
    assert still.get_by_role("status").inner_text() == "Đã hết một phút."
    assert page.evaluate("[...document.querySelectorAll('audio,video')].every(a => a.paused)")
    page.keyboard.press("Escape")
    assert still.count() == 0
    begin.press("Enter")
    still.get_by_role("button", name="Đóng").tap()
    assert still.count() == 0
    until(page, "history.state === null")  # whoever leaves while it goes back stays here
    page.goto(demo.base + f"vi/{VOICED}/")
    assert page.locator("[data-do=silence]").count() == 0
