"""Every screen as it is shown: measured in millimetres, closed to the outside, for all to use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.model.kiosk import Kiosk
from tests.axe import COLOUR, violations
from tests.kiosk.conftest import HALL, LANDSCAPE, PORTRAIT, Stand
from tests.make.hosted import until

pytestmark = pytest.mark.browser

SCREENS = {"small upright": (10.1, 800, 1280), "desk": (21.5, *LANDSCAPE), "wall": (55, *PORTRAIT)}

MEASURE = """([inches, letter, touch]) => {
  const style = document.documentElement.style;
  style.setProperty('--mm', `calc(hypot(100vw,100vh)/${inches * 25.4})`);
  style.setProperty('--letter', letter);
  style.setProperty('--touch', touch);
}"""
"""What `make/page.py` says of the screen, for another screen than the demo's."""

SMALL = """([touch, key]) => {
  const mm = Math.hypot(innerWidth, innerHeight) / Number(
    getComputedStyle(document.documentElement).getPropertyValue('--mm').match(/\\/ ?([\\d.]+)/)[1]);
  const found = [];
  for (const e of document.querySelectorAll('a[href],button,input,summary,select')) {
    const box = e.getBoundingClientRect();
    if (!e.checkVisibility({visibilityProperty: true}) || box.width < 2) continue;
    if (getComputedStyle(e).pointerEvents === 'none') continue;
    const least = e.closest('#Letters') ? key : touch;
    if (Math.min(box.width, box.height) / mm < least - 0.2)
      found.push(`${e.outerHTML.slice(0, 90)} ${box.width / mm} x ${box.height / mm} mm`);
  }
  return found;
}"""

GAPS = """() => {
  const boxes = [...document.querySelectorAll('#Letters button')].map(b => b.getBoundingClientRect());
  const mm = Math.hypot(innerWidth, innerHeight) / Number(
    getComputedStyle(document.documentElement).getPropertyValue('--mm').match(/\\/ ?([\\d.]+)/)[1]);
  let least = 99;
  for (const a of boxes) for (const b of boxes) if (a !== b)
    least = Math.min(least, Math.hypot(Math.max(0, a.left - b.right, b.left - a.right),
                                       Math.max(0, a.top - b.bottom, b.top - a.bottom)) / mm);
  return least;
}"""


VI = (
    "", "start/", "test/", "vi/", "vi/uy-ban-lien-hop-dinh-chien-nam-bo/", "vi/khu-tru-mat-vi-thanh-hoa-luu/",
    "vi/nha-bia-trung-doan-10-song-huong/", "vi/chua-doi-mahatup/", "vi/chua-doi-mahatup/nguon/",
    "vi/nha-bia-trung-doan-10-song-huong/hoc/", "vi/den-tho-bac-ho-luong-tam/hoc/", "vi/danh-sach/",
    "vi/tim/", "vi/hanh-trinh/", "vi/hanh-trinh/theo-nam-thang/", "vi/tu-ngu/", "vi/gioi-thieu/",
)  # fmt: skip
"""A screen of each kind: with a recording, points, a memorial, the one with most sources, and so on."""

EN = (
    "en/",
    "en/khu-tru-mat-vi-thanh-hoa-luu/",
    "en/search/",
    "en/trails/theo-nam-thang/",
    "en/list/",
)


def opened(page: Any) -> None:
    """Everything foldable unfolded, every card of a code shown one by one by the caller."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


@pytest.mark.parametrize("kind", SCREENS)
def test_every_control_of_every_screen_has_the_size_of_a_finger(
    stand: Stand, screen: Any, kind: str
) -> None:
    """20 mm from 15 inches on, 15 below, keys 12; and nothing goes sideways."""
    inches, width, height = SCREENS[kind]
    kiosk, page = Kiosk(screen_inches=inches), screen
    page.set_viewport_size({"width": width, "height": height})
    small: dict[str, list[str]] = {}
    for address in (*VI, *EN):
        page.goto(stand.base + address)
        page.evaluate(MEASURE, [inches, kiosk.letter, kiosk.touch])
        page.evaluate("dispatchEvent(new Event('resize'))")
        opened(page)
        found = page.evaluate(SMALL, [kiosk.touch, 12])
        for card in page.locator(".card").all()[:1]:
            page.evaluate("id => location.replace('#' + id)", card.get_attribute("id"))
            found += page.evaluate(SMALL, [kiosk.touch, 12])
        if found:
            small[address] = found
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.evaluate("Main.scrollWidth <= Main.clientWidth + 1"), address
    assert small == {}


def test_a_control_that_is_too_small_is_seen(stand: Stand, screen: Any) -> None:
    """The measure can fail."""
    screen.goto(f"{stand.base}vi/")
    screen.evaluate(
        "document.querySelector('.console a').style.cssText = 'height:30px;min-width:0'"
    )
    assert len(screen.evaluate(SMALL, [20, 12])) == 1


def test_a_millimetre_is_a_millimetre(stand: Stand, screen: Any) -> None:
    """The rule of the self-test, by the screen's diagonal."""
    screen.goto(f"{stand.base}test/")
    pixels = screen.locator(".rule").bounding_box()["width"]
    assert pixels == pytest.approx(100 * (1920**2 + 1080**2) ** 0.5 / (21.5 * 25.4), rel=0.001)


def test_tiles_are_large_and_the_code_is_read_from_afar(stand: Stand, screen: Any) -> None:
    """40 mm for a tile, capitals of 20 mm for a code."""
    page, mm = screen, (1920**2 + 1080**2) ** 0.5 / (21.5 * 25.4)
    page.goto(f"{stand.base}vi/")
    for tile in page.locator(".tiles a").all():
        box = tile.bounding_box()
        assert min(box["width"], box["height"]) >= 40 * mm
    page.goto(f"{stand.base}vi/den-tho-bac-ho-luong-tam/#Take")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.code')).fontSize)")
    assert 0.7 * size >= 19 * mm  # capitals are 0.7 em and more


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_axe_has_nothing_to_say(stand: Stand, screen: Any, size: tuple[int, int]) -> None:
    """On any kind of screen, everything unfolded."""
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    found = []
    for address in VI if size == LANDSCAPE else EN:
        screen.goto(stand.base + address)
        found += [f"{address}: {said}" for said in violations(screen)]
    assert found == []


def test_what_is_pressed_can_be_read_in_high_contrast(stand: Stand, screen: Any) -> None:
    """And the place's picture fills its frame however little of it is left."""
    screen.goto(f"{stand.base}vi/den-tho-bac-ho-luong-tam/")
    for act in ("contrast", "reach", "size", "size", "size"):
        screen.tap(f"[data-do={act}]")
    until(screen, "document.documentElement.matches('.z3.hc')")
    assert screen.evaluate("Main.scrollWidth <= Main.clientWidth + 1"), (
        "the largest letters fit, too"
    )
    assert violations(screen, COLOUR) == []
    widths = "['.stage', '.hero', '.hero img'].map(css => document.querySelector(css).clientWidth)"
    assert len(set(screen.evaluate(widths))) == 1


def test_nothing_is_asked_of_another_host_and_nothing_breaks(stand: Stand, screen: Any) -> None:
    """Over every screen there is."""
    asked: list[str] = []
    said: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.on("pageerror", lambda error: said.append(str(error)))
    screen.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    for address in stand.screens():
        screen.goto(stand.base + address)
    assert [url for url in asked if not url.startswith(stand.base)] == []
    assert [words for words in said if "favicon" not in words] == []


def test_nothing_of_saving_is_on_a_screen(tree: Path) -> None:
    """Neither a button, nor the words for what is not on a phone, nor a script for either."""
    found = [page.read_text("utf-8") for page in sorted(tree.rglob("*.html"))]
    assert len(found) > 20
    assert not [page for page in found if 'id="Unkept"' in page or 'data-do="save"' in page]


FIRST = {"": 1400, "start/": 45, "vi/": 650, "vi/den-tho-bac-ho-luong-tam/": 260, "vi/tim/": 110}
"""KiB that a screen of the demo may ask for, pictures and all; what is shown at once is light."""


@pytest.mark.parametrize("address", FIRST)
def test_a_screen_asks_for_little(stand: Stand, screen: Any, address: str) -> None:
    """Two scripts, one that waits or two for sound and cards, three for a search; few pictures."""
    answers: list[Any] = []
    screen.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - no built-in may listen
    screen.goto(stand.base + address, wait_until="networkidle")
    got = [a for a in answers if a.request.method == "GET"]
    weight = sum(int(a.headers.get("content-length", 0)) for a in got)
    assert 0.3 * FIRST[address] < weight / 1024 < FIRST[address]
    scripts = [a.url for a in got if a.url.endswith(".js")]
    assert len(scripts) == {"": 3, "start/": 2, "vi/tim/": 7}.get(address, 4)
    assert len([a for a in got if a.url.endswith(".jpg")]) <= 8


def test_a_way_out_is_a_symbol_for_ones_own_phone(stand: Stand, screen: Any) -> None:
    """A source's link opens a card, which closes again."""
    screen.goto(f"{stand.base}vi/uy-ban-lien-hop-dinh-chien-nam-bo/")
    screen.locator(".sources a").first.tap()
    card = screen.locator(".card:target")
    assert card.is_visible()
    assert "haugiang" in card.inner_text()
    card.locator(".go").tap()
    until(screen, "!document.querySelector('.card:target')")
    assert screen.evaluate("history.length") == 1 or screen.url.endswith("#Main")


def test_the_glass_answers_taps_alone(stand: Stand, screen: Any) -> None:
    """No selection, no pinch, no menu, no translation bar, no download."""
    screen.goto(f"{stand.base}vi/den-tho-bac-ho-luong-tam/")
    asked = "(s => [s.userSelect, s.touchAction, s.overscrollBehaviorX])"
    style = screen.evaluate(f"{asked}(getComputedStyle(document.documentElement))")
    assert style == ["none", "pan-x pan-y", "none"]
    prevented = screen.evaluate(
        "['contextmenu', 'dragstart'].map(name => !document.body.dispatchEvent("
        "new Event(name, {bubbles: true, cancelable: true})))"
    )
    assert prevented == [True, True]
    assert screen.get_attribute("meta[name=google]", "content") == "notranslate"
    players = screen.goto(f"{stand.base}vi/uy-ban-lien-hop-dinh-chien-nam-bo/") and screen.locator(
        "audio"
    )
    assert "nodownload" in players.first.get_attribute("controlslist")


def test_letters_on_the_glass_find_with_and_without_marks(stand: Stand, screen: Any) -> None:
    """Tones fall on vowels; keys keep their distance."""
    screen.goto(f"{stand.base}vi/tim/")
    until(screen, "document.getElementById('Letters')")

    def press(*keys: str) -> str:
        for key in keys:
            screen.locator("#Letters button", has_text=key).filter(
                has_text=re.compile(f"^{key}$")
            ).tap()
        return str(screen.input_value("#Query"))

    assert press(*"vinh") == "vinh"
    without = screen.inner_text("#Found")
    assert "Vịnh Chèo" in without
    assert press("Xóa hết") == ""
    assert press("v", "i", "nặng", "n", "h") == "vịnh"
    assert "Vịnh Chèo" in screen.inner_text("#Found")
    assert press("⌫ Xóa") == "vịn"
    assert press("nặng") == "vịn"  # a consonant bears no tone
    assert screen.evaluate(GAPS) >= 1.9
    assert screen.get_attribute("#Query", "inputmode") == "none"


KM = ("start/", "km/", f"km/{HALL}/", "km/search/", "km/list/", f"vi/{HALL}/")


@pytest.mark.parametrize("kind", SCREENS)
def test_khmer_screens_are_as_large_as_others_and_for_all(
    hamlet: Stand, screen: Any, kind: str
) -> None:
    """Controls in millimetres, nothing sideways, the letters that the edition brings, axe silent."""
    inches, width, height = SCREENS[kind]
    kiosk, page = Kiosk(screen_inches=inches), screen
    page.set_viewport_size({"width": width, "height": height})
    found: list[str] = []
    for address in KM:
        page.goto(hamlet.base + address)
        page.evaluate(MEASURE, [inches, kiosk.letter, kiosk.touch])
        page.evaluate("dispatchEvent(new Event('resize'))")
        opened(page)
        found += page.evaluate(SMALL, [kiosk.touch, 12])
        assert page.evaluate("Main.scrollWidth <= Main.clientWidth + 1"), address
        if kind == "desk":
            found += [f"{address}: {said}" for said in violations(page)]
    assert found == []
    for address in (
        "start/",
        f"vi/{HALL}/",
        f"km/{HALL}/",
    ):  # each says the language's name in its letters
        page.goto(hamlet.base + address)
        until(page, "[...document.fonts].some(f => f.family === 'K' && f.status === 'loaded')")
        shown = "getComputedStyle(document.querySelector('[lang=km]')).fontFamily.startsWith('K,')"
        assert page.evaluate(shown)


def test_captions_of_a_film_show_without_being_asked_for(hamlet: Stand, screen: Any) -> None:
    """And again for the next visitor, who finds the page as if nobody had been there."""
    screen.goto(f"{hamlet.base}vi/{HALL}/")
    shown = "(t => t.mode + ' ' + [...(t.activeCues || [])].map(c => c.text))"
    shown += "(document.querySelector('video').textTracks[0])"
    for _ in range(2):
        assert screen.evaluate(shown).startswith("showing")
        screen.evaluate("document.querySelector('video').play()")
        until(screen, f"{shown} === 'showing Câu một.'")
        screen.evaluate("document.querySelector('video').textTracks[0].mode = 'disabled'")
        screen.reload()


def test_what_a_voice_says_stands_beside_it(stand: Stand, screen: Any) -> None:
    """From the moment it speaks."""
    screen.goto(f"{stand.base}vi/uy-ban-lien-hop-dinh-chien-nam-bo/")
    assert screen.is_hidden(".listen .cues")
    screen.evaluate("document.querySelector('.listen audio').play()")
    until(screen, "document.querySelector('.listen details').open")
    assert screen.is_visible(".listen .cues")


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_a_trail_is_a_line_of_places_to_touch(
    stand: Stand, screen: Any, size: tuple[int, int]
) -> None:
    """In their order along the long side of the screen; a touch on a picture opens its place."""
    trail, along = f"{stand.base}vi/hanh-trinh/theo-nam-thang/", "xy"[size == PORTRAIT]
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    screen.goto(trail)
    spots = [spot.bounding_box() for spot in screen.locator(".steps .spot").all()]
    assert len(spots) == 5
    assert [spot[along] for spot in spots] == sorted({spot[along] for spot in spots})
    assert "không theo tỉ lệ" in screen.inner_text("main")
    assert screen.locator("main button").count() == 0  # where one has been, a phone remembers
    screen.touchscreen.tap(spots[1]["x"] + 40, spots[1]["y"] + 40)
    screen.wait_for_url("**/uy-ban-lien-hop-dinh-chien-nam-bo/")
