"""A view all round: turned by keys, buttons and fingers; what is left when it fails."""

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


def turned(near: Built, phone: Phone, **options: Any) -> Any:
    """The page with the view all round open and its picture there."""
    page = phone(**options)
    page.goto(near.base + VI)
    page.locator("a[data-round]").tap()
    page.locator(".around[open] .more").wait_for()
    return page


def looked_at(page: Any) -> tuple[float, float]:
    """(band, row) of the view all round at the middle of the screen."""
    page.wait_for_timeout(100)  # the next frame
    image = Image.open(io.BytesIO(page.locator(".around canvas").screenshot())).convert("RGB")
    red, green, _ = ImageStat.Stat(image.crop(middle(image))).mean
    return red / 7, green / 40


def test_one_turns_by_keys_and_buttons_all_the_way_round(near: Built, phone: Phone) -> None:
    """First the middle of the picture; left and right go round without end, up and down do not tip over."""
    page = turned(near, phone)
    shut = page.locator(".around").get_by_role("button", name="Đóng").bounding_box()
    assert shut["x"] + shut["width"] > 350  # in its corner, as in every other view
    band, row = looked_at(page)
    assert (17 < band < 19, 1.9 < row < 3.1) == (True, True)
    page.get_by_role("button", name="Sang phải").tap()
    assert looked_at(page)[0] > band + 1
    for _ in range(2):
        page.get_by_role("button", name="Sang trái").tap()
    assert looked_at(page)[0] < band - 1
    page.keyboard.press("ArrowRight")
    for _ in range(27):  # 360 degrees and a little more than 13 of them
        page.keyboard.press("ArrowRight")
    assert abs(looked_at(page)[0] - band) < 1.7
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    assert looked_at(page)[1] < 0.6
    for _ in range(13):
        page.keyboard.press("ArrowDown")
    assert looked_at(page)[1] > 4.5
    page.keyboard.press("Escape")
    until(page, "document.activeElement.hasAttribute('data-round')")


def test_one_turns_by_dragging_and_asks_for_a_sharper_picture(near: Built, phone: Phone) -> None:
    """The finger takes the view along; the heavier picture comes when it is asked for, its size told."""
    page = phone()
    asked: list[str] = []
    page.on(
        "request", lambda r: asked.append(r.url) if re.search(r"-(2048|4096)\.", r.url) else None
    )
    page.goto(near.base + VI)
    page.wait_for_load_state("networkidle")
    assert not asked
    page.locator("a[data-round]").tap()
    page.locator(".around[open] .more").wait_for()
    assert [url.rpartition("-")[2] for url in asked] == ["2048.avif"]
    band, _ = looked_at(page)
    held(page, [(180, 350)], [(120, 350)], [(40, 350)])
    assert looked_at(page)[0] > band + 0.9
    sharper = page.get_by_role("button", name=re.compile(r"Rõ hơn \(không quá \d+\sKB\)"))
    with page.expect_response(re.compile(r"-4096\.avif$")):
        sharper.click()  # by mouse: a tap may belong to the drag before it
    until(page, "document.querySelector('.around [role=status]').textContent === ''")
    assert len(asked) == 2
    assert page.locator(".around .more").count() == 0
    assert looked_at(page)[0] > band + 0.9


@pytest.mark.parametrize("gone", ["**/panorama-*", "**/words-*", "**/*-2048.*", "webgl", "script"])
def test_what_cannot_be_turned_is_a_picture_laid_flat(near: Built, phone: Phone, gone: str) -> None:
    """Without script or WebGL the link opens the picture; where it does not come, a sentence says so."""
    page = phone(java_script_enabled=gone != "script")
    if gone == "webgl":
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    elif gone != "script":
        page.route(gone, lambda route: route.abort())
    page.goto(near.base + VI)
    page.locator("a[data-round]").tap()
    if "2048" not in gone:
        page.wait_for_url("**/m/*-2048.jpg")
        return
    page.locator(".around [role=status]", has_text="Chưa tải được").wait_for()
    page.get_by_role("button", name="Đóng").tap()
    assert page.locator("#B-quanh figcaption").is_visible()


def test_a_picture_that_comes_late_stands_in_no_other_view(near: Built, phone: Phone) -> None:
    """Closed before its picture was there, opened again: what comes late is left, one button is offered."""
    page = phone()
    late: list[Any] = []
    page.route("**/*-2048.*", lambda route: late.append(route) if not late else route.continue_())
    page.goto(near.base + VI)
    page.locator("a[data-round]").tap()
    page.locator(".around[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("a[data-round]").tap()
    page.locator(".around[open]").wait_for()
    late[0].continue_()
    page.locator(".around[open] .more").first.wait_for()
    page.wait_for_timeout(400)
    assert page.locator(".around .more").count() == 1


def test_taps_before_its_script_is_there_count_once(near: Built, phone: Phone) -> None:
    """However often one taps a slow button, the view opens once."""
    page = phone()
    held_back: list[Any] = []
    page.route("**/panorama-*", lambda route: held_back.append(route))  # noqa: PLW0108 - no builtin
    page.goto(near.base + VI)
    for _ in range(3):
        page.locator("a[data-round]").tap()
        page.wait_for_timeout(80)
    held_back[0].continue_()
    page.locator(".around[open] .more").wait_for()
    page.wait_for_timeout(300)
    assert page.locator(".around .more").count() == 1


def test_a_screen_whose_memory_was_taken_is_built_anew(near: Built, phone: Phone) -> None:
    """The system takes WebGL's memory from a page behind others: a sentence, and the next look is whole."""
    page = turned(near, phone)
    page.evaluate(
        "document.querySelector('.around canvas').getContext('webgl')"
        ".getExtension('WEBGL_lose_context').loseContext()"
    )
    page.locator(".around [role=status]", has_text="Chưa tải được").wait_for()
    page.get_by_role("button", name="Đóng").tap()
    page.locator("a[data-round]").tap()
    page.locator(".around[open] .more").wait_for()
    band, _ = looked_at(page)
    assert 17 < band < 19


def test_turning_is_for_everybody(near: Built, phone: Phone) -> None:
    """axe-core is silent; at 320 px and 200 % text every control is whole, at least 44 px each way."""
    page = phone(width=320)
    page.goto(near.base + VI)
    for _ in range(3):
        page.locator("[data-do=size]").tap()
    page.locator("a[data-round]").tap()
    page.locator(".around[open] .more").wait_for()
    assert violations(page) == []
    assert not small(page, ".around button, .around canvas", 9)
