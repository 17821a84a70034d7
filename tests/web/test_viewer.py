"""A closer look: by touch, keys and buttons; what it costs; what is left when it fails."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageStat

from tests.axe import violations
from tests.make.hosted import until
from tests.web import closer
from tests.web.conftest import Built, Phone
from tests.web.stage import held, middle, small

pytestmark = pytest.mark.browser

VI = f"vi/{closer.SLUG}/"
MIDDLE = "(c => Array.from(c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data))"
SEEN = f"{MIDDLE}(document.querySelector('.viewer canvas'))"


def opened(near: Built, phone: Phone, **options: Any) -> Any:
    """The page with the viewer open and its first level there."""
    page = phone(**options)
    page.goto(near.base + VI)
    page.locator("figcaption a[data-tiles]").tap()
    until(page, f"document.querySelector('.viewer[open] canvas') && {SEEN}[3] === 255")
    return page


def quiet(page: Any, heard: list[Any]) -> None:
    """Until nothing more was heard for half a second: "networkidle" tells of a page's load alone."""
    count = -1
    while count != len(heard):
        count = len(heard)
        page.wait_for_timeout(500)


def magnified(page: Any) -> float:
    """How many times larger than whole the picture is, as the viewer says it."""
    said = page.locator(".viewer [role=status]").inner_text()
    return float(said.rstrip("×").replace(",", "."))


def square(page: Any) -> tuple[int, int]:
    """(column, row) of the square whose ground is nearest to the colour at the middle of the screen."""
    red, green, _, _ = page.evaluate(SEEN)
    return round((red - 120) / 8), round((green - 120) / 11)


def test_a_tap_costs_what_was_said_and_no_more(near: Built, phone: Phone) -> None:
    """Before the tap no tile is fetched; with it the first level, whose bytes the link states."""
    page, fetched = phone(), []
    page.on("requestfinished", lambda r: fetched.append(r) if "/tiles/" in r.url else None)
    page.goto(near.base + VI)
    link = page.locator("figcaption a[data-tiles]")
    said = re.search(r"\((\d+)\sKB khi mở, tối đa (\d+)\sKB\)", link.inner_text())
    assert said
    page.wait_for_load_state("networkidle")
    assert not fetched
    link.tap()
    until(page, f"document.querySelector('.viewer[open] canvas') && {SEEN}[3] === 255")
    quiet(page, fetched)
    assert len(fetched) == 4
    sizes = [len(request.response().body()) for request in fetched]
    assert abs(sum(sizes) - int(said[1]) * 1000) <= 500
    everything = sum(p.stat().st_size for p in near.town.web.rglob("tiles/**/*.jpg"))
    assert sum(sizes) < int(said[2]) * 1000 < everything


def test_buttons_and_keys_reach_every_corner(near: Built, phone: Phone) -> None:
    """Nearer, then along with the arrows: what stands in the middle is the square that lies there."""
    page = opened(near, phone)
    assert (magnified(page), page.locator(".viewer canvas").get_attribute("aria-label")) == (
        1.0, "Tờ giấy kẻ ô, mỗi ô một số",
    )  # fmt: skip
    for _ in range(4):
        page.get_by_role("button", name="Phóng to").tap()
    until(page, "document.querySelector('.viewer [role=status]').textContent > '5'")
    assert square(page)[0] == 7
    page.get_by_role("button", name="Sang trái").tap()
    until(page, f"({SEEN}[0] - 120) / 8 < 6.6")
    for key, at in (("ArrowRight", 14), ("ArrowLeft", 0)):
        for _ in range(20):
            page.keyboard.press(key)
        until(page, f"Math.abs(({SEEN}[0] - 120) / 8 - {at}) < 1.6")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    until(page, f"({SEEN}[1] - 120) / 11 > 7.4")
    for _ in range(5):
        page.keyboard.press("-")
    until(page, "document.querySelector('.viewer [role=status]').textContent === '1,0×'")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.hasAttribute('data-tiles')")
    assert page.locator("dialog[open]").count() == 0


def test_fingers_pinch_and_drag(near: Built, phone: Phone) -> None:
    """Two fingers apart enlarge what is between them; one finger moves it; all tiles asked for exist."""
    page = phone()
    missed: list[str] = []
    page.on("response", lambda r: missed.append(r.url) if r.status >= 400 else None)
    page.goto(near.base + VI)
    page.locator("figcaption a[data-tiles]").tap()
    until(page, f"document.querySelector('.viewer[open] canvas') && {SEEN}[3] === 255")
    held(page, [(170, 350), (190, 350)], [(120, 350), (240, 350)], [(60, 350), (300, 350)])
    until(page, "parseFloat(document.querySelector('.viewer [role=status]').textContent) > 9")
    before = square(page)
    held(page, [(300, 350)], [(200, 350)], [(40, 350)])
    until(page, f"({SEEN}[0] - 120) / 8 > {before[0] + 0.6}")
    quiet(page, missed)
    assert not missed


def test_sharp_tiles_come_where_one_looks(near: Built, phone: Phone) -> None:
    """Enlarged, tiles of the finest level are fetched, and only those near the middle."""
    page = phone()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/tiles/" in r.url else None)
    page.goto(near.base + VI)
    page.locator("figcaption a[data-tiles]").tap()
    page.locator(".viewer[open]").wait_for()
    for _ in range(4):
        page.keyboard.press("+")
    quiet(page, asked)
    fine = [url for url in asked if url.endswith(",512,512/512,512/0/default.jpg")]
    assert any("/1536,1024,512,512/" in url for url in fine)
    assert not any("/tiles/0,0,512,512/" in url for url in fine)


def test_the_gallery_leads_on_to_it(near: Built, phone: Phone) -> None:
    """The words under the large picture bring the link along; closed, the gallery is there again."""
    page = phone()
    page.goto(near.base + VI)
    page.locator("#B-giay figure > a").tap()
    page.locator("dialog.gallery[open] a[data-tiles]").tap()
    page.locator(".viewer[open]").wait_for()
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('.viewer[open]')")
    assert page.locator("dialog.gallery[open]").count() == 1
    page.go_back()
    until(page, "!document.querySelector('dialog[open]')")
    assert page.url == near.base + VI


@pytest.mark.parametrize(
    "gone", ["**/viewer-*", "**/stage-*", "**/words-*", "**/tiles/**", "script"]
)
def test_what_fails_leaves_the_picture_and_its_words(near: Built, phone: Phone, gone: str) -> None:
    """No script of its own, none at all: one large file. No tiles: a sentence; the page is as it was."""
    page = phone(java_script_enabled=gone != "script")
    if gone != "script":
        page.route(gone, lambda route: route.abort())
    page.goto(near.base + VI)
    page.locator("figcaption a[data-tiles]").tap()
    if "tiles" not in gone:
        page.wait_for_url("**/full/max/0/default.jpg")
        return
    said = "Chưa tải được. Hình và lời vẫn ở trên trang."
    page.locator(".viewer [role=status]", has_text=said).wait_for()
    page.get_by_role("button", name="Đóng").tap()
    assert page.locator("figcaption", has_text="Tờ giấy kẻ ô.").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_for_everybody(near: Built, phone: Phone, scheme: str) -> None:
    """axe-core is silent; at 320 px and 200 % text each control is whole, at least 44 px each way."""
    page = phone(width=320, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.goto(near.base + VI)
    for _ in range(3):
        page.locator("[data-do=size]").tap()
    page.locator("figcaption a[data-tiles]").tap()
    page.locator(".viewer [role=status]", has_text="1,0×").wait_for()
    assert violations(page) == []
    assert not small(page, ".viewer button, .viewer canvas", 8)
    assert not said


def test_without_the_network_no_other_picture_stands_in_for_a_tile(
    near: Built, phone: Phone
) -> None:
    """A page saved for places without signal keeps no tiles: its viewer says so and shows none."""
    page = phone(service_workers="allow")
    page.goto(near.base + VI)
    page.get_by_role("button", name="Lưu xem khi mất mạng").tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    until(page, "!!navigator.serviceWorker.controller")
    page.context.set_offline(True)
    page.goto(near.base + VI)
    page.locator("figcaption a[data-tiles]").tap()
    page.locator(".viewer [role=status]", has_text="Chưa tải được").wait_for()
    assert page.evaluate(SEEN) == [0, 0, 0, 0]


def test_from_a_folder_tiles_come_and_the_view_stays_flat(near: Built, phone: Phone) -> None:
    """Opened by double click the tiles are drawn; WebGL may read no picture, which a sentence says."""
    page = phone()
    page.goto((near.town.web / VI / "index.html").as_uri())
    page.locator("figcaption a[data-tiles]").tap()
    page.locator(".viewer [role=status]", has_text="1,0×").wait_for()
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.locator(".viewer canvas").screenshot())).convert("RGB")
    assert (
        ImageStat.Stat(image.crop(middle(image))).mean[1] > 100
    )  # a square of the paper, not the ground
    page.keyboard.press("Escape")
    page.locator("a[data-round]").tap()
    page.locator(".around [role=status]", has_text="Chưa tải được").wait_for()
