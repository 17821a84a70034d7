"""A thing in three dimensions: turned by keys and fingers; what it costs; what is left when it fails."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageStat

from tests.axe import violations
from tests.make.hosted import until
from tests.solids import COLOURS, cube, jar
from tests.web.conftest import Built, Phone
from tests.web.host import served
from tests.web.stage import held, middle, small
from tests.whole.project import SHRINE, found_town

pytestmark = pytest.mark.browser

VI = f"vi/{SHRINE}/"
MEDIA = """\
media:
  - id: hop
    file: hop.glb
    kind: model
    alt: {vi: "Cái hộp sáu mặt, mỗi mặt một màu", en: "A box of six sides, each of its colour"}
    author: Nhóm quét thử
    rights: CC BY 4.0
  - id: binh
    file: binh.glb
    kind: model
    alt: {vi: Cái bình thử, en: A jar for tests}
    author: Nhóm quét thử
    rights: CC BY 4.0
"""
BLOCKS = """\
blocks:
  - {kind: model, id: xoay, model: hop, picture: hinh}
  - {kind: model, id: binh, model: binh, picture: hinh}
"""
FRONT, RIGHT, BACK, LEFT, TOP, BELOW = COLOURS.values()


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A project with a box and a jar to be turned."""
    town = found_town(tmp_path_factory.mktemp("cabinet") / "t")
    site, media = f"sites/{SHRINE}/site.yaml", f"sites/{SHRINE}/media"
    town.edit(site, "media:\n", MEDIA)
    town.edit(site, "blocks:\n", BLOCKS)
    town.write(f"{media}/hop.glb", cube())
    town.write(f"{media}/binh.glb", jar())
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said
    with served(town.web) as host:
        yield Built(town, host)


def opened(cabinet: Built, phone: Phone, block: str = "xoay", **options: Any) -> Any:
    """The page with the thing there to be turned."""
    page = phone(**options)
    page.goto(cabinet.base + VI)
    page.locator(f"#B-{block} a[data-solid]").tap()
    until(page, "document.querySelector('.solid[open] [role=status]')?.textContent === ''")
    return page


def seen(page: Any) -> tuple[int, ...]:
    """The side of the box at the middle of the screen: the colour that it is nearest to, light aside."""
    page.wait_for_timeout(120)  # the next frame
    image = Image.open(io.BytesIO(page.locator(".solid canvas").screenshot())).convert("RGB")
    shown = ImageStat.Stat(image.crop(middle(image))).mean
    return min(COLOURS.values(), key=lambda one: _apart(one, shown))


def _apart(a: tuple[int, ...], b: list[float]) -> float:
    """How far amounts of light are from a colour of the screen, each by its brightest part."""
    light = [255 * (y / 255) ** 2.2 for y in b]
    parts = ((x / max(a) - y / max(*light, 1)) ** 2 for x, y in zip(a, light, strict=True))
    return float(sum(parts))


def test_one_turns_it_by_keys_and_buttons_all_the_way_round(cabinet: Built, phone: Phone) -> None:
    """First its front; right brings its left side, and round it goes; up and down do not tip over."""
    page = opened(cabinet, phone)
    assert (
        page.locator(".solid canvas").get_attribute("aria-label")
        == "Cái hộp sáu mặt, mỗi mặt một màu"
    )
    assert seen(page) == FRONT
    for _ in range(6):
        page.get_by_role("button", name="Sang phải").tap()
    sides = [seen(page)]
    for presses in (4, 5, 4):  # of 20 degrees
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
        sides.append(seen(page))
    assert sides == [LEFT, BACK, RIGHT, FRONT]
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert seen(page) == TOP
    for _ in range(20):
        page.get_by_role("button", name="Lên trên").tap()
    assert seen(page) == BELOW
    page.keyboard.press("Escape")
    until(page, "document.activeElement.hasAttribute('data-solid')")
    assert page.locator("dialog[open]").count() == 0


def width(page: Any) -> float:
    """The share of the middle row that is not the ground."""
    page.wait_for_timeout(120)
    image = Image.open(io.BytesIO(page.locator(".solid canvas").screenshot())).convert("RGB")
    row = np.asarray(image)[image.height // 2]
    return float((row.max(axis=1) > 60).mean())


def test_fingers_turn_and_spread(cabinet: Built, phone: Phone) -> None:
    """The side under the finger goes along with it; two fingers bring it nearer, and so does the button."""
    page = opened(cabinet, phone)
    held(page, [(100, 350)], [(180, 350)], [(260, 350)])
    assert seen(page) == LEFT
    whole = width(page)
    held(page, [(160, 350), (200, 350)], [(140, 350), (220, 350)], [(120, 350), (240, 350)])
    near = width(page)
    assert near > 1.2 * whole
    for _ in range(8):
        page.get_by_role("button", name="Thu nhỏ").tap()
    assert width(page) < 0.7 * whole


def test_a_tap_costs_what_was_said(cabinet: Built, phone: Phone) -> None:
    """Nothing of it comes before the tap; with it two scripts, their words and one file of the size told."""
    page, asked = phone(), []
    page.on(
        "requestfinished",
        lambda r: asked.append(r) if re.search(r"glb$|stage|model-", r.url) else None,
    )
    page.goto(cabinet.base + VI)
    page.wait_for_load_state("networkidle")
    assert not asked
    link = page.locator("#B-binh a[data-solid]")
    said = re.search(r"\((\d+)\sKB\)", link.inner_text())
    assert said
    link.tap()
    until(page, "document.querySelector('.solid[open] [role=status]')?.textContent === ''")
    assert sorted(re.sub(r".*/|-\w{10}(?=\.js)|\w{16}(?=\.glb)", "", r.url) for r in asked) == [
        ".glb", "model.js", "stage.js",
    ]  # fmt: skip
    (file,) = (r for r in asked if r.url.endswith("glb"))
    assert abs(len(file.response().body()) - int(said[1]) * 1000) <= 500


def test_a_picture_lies_on_it(cabinet: Built, phone: Phone) -> None:
    """Going round the jar one meets the red half of its picture and the white one."""
    page = opened(cabinet, phone, "binh")
    colours = set()
    for _ in range(9):
        page.wait_for_timeout(120)
        image = Image.open(io.BytesIO(page.locator(".solid canvas").screenshot())).convert("RGB")
        red, green, blue = ImageStat.Stat(image.crop(middle(image))).mean
        colours.add(
            "red" if red > 2 * green else "white" if min(red, green, blue) > 60 else "ground"
        )
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    assert {"red", "white"} <= colours


@pytest.mark.parametrize(
    "gone", ["**/model-*", "**/stage-*", "**/words-*", "**/*.glb", "webgl", "script"]
)
def test_what_cannot_be_turned_is_a_picture_with_its_words(
    cabinet: Built, phone: Phone, gone: str
) -> None:
    """Without script or WebGL the link fetches the file; where that does not come, a sentence says so."""
    page = phone(java_script_enabled=gone != "script")
    if gone == "webgl":
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    elif gone != "script":
        page.route(gone, lambda route: route.abort())
    page.goto(cabinet.base + VI)
    link = page.locator("#B-xoay a[data-solid]")
    if "glb" not in gone:
        with page.expect_download() as coming:
            link.tap()
        assert coming.value.suggested_filename.endswith(".glb")
        assert page.locator("#B-xoay figcaption").is_visible()
        return
    link.tap()
    page.locator(".solid [role=status]", has_text="Chưa tải được").wait_for()
    page.get_by_role("button", name="Đóng").tap()
    assert page.locator("#B-xoay figcaption").is_visible()


def test_from_a_folder_a_sentence_says_that_it_did_not_come(cabinet: Built, phone: Phone) -> None:
    """Opened by double click no script may read a file."""
    page = phone()
    page.goto((cabinet.town.web / VI / "index.html").as_uri())
    page.locator("#B-xoay a[data-solid]").tap()
    page.locator(".solid [role=status]", has_text="Chưa tải được").wait_for()


def test_turning_it_is_for_everybody(cabinet: Built, phone: Phone) -> None:
    """axe-core is silent; at 320 px and 200 % text every control is whole, at least 44 px each way."""
    page = phone(width=320)
    page.goto(cabinet.base + VI)
    for _ in range(3):
        page.locator("[data-do=size]").tap()
    page.locator("#B-xoay a[data-solid]").tap()
    until(page, "document.querySelector('.solid[open] [role=status]')?.textContent === ''")
    assert violations(page) == []
    assert not small(page, ".solid button, .solid canvas", 8)


COUNT = """
window.ended = 0;
document.addEventListener("close", () => setTimeout(() => ended++), true); // once all who listen have heard
window.held = { buffers: new Set(), textures: new Set() };
for (const [kind, name] of [["buffers", "Buffer"], ["textures", "Texture"]]) {
  const gl = WebGLRenderingContext.prototype, make = gl["create" + name], drop = gl["delete" + name];
  gl["create" + name] = function () { const one = make.call(this); held[kind].add(one); return one; };
  gl["delete" + name] = function (one) { held[kind].delete(one); drop.call(this, one); };
}
"""
HELD = "[held.buffers.size, held.textures.size]"
SHOWN = "document.querySelector('.solid[open] [role=status]')?.textContent === ''"
LOSE = """document.querySelector('.solid canvas').getContext('webgl')
    .getExtension('WEBGL_lose_context').loseContext()"""


def looks(page: Any, cabinet: Built) -> list[list[int]]:
    """Graphics buffers and textures held while two things are looked at in turn, and after each."""
    page.add_init_script(COUNT)
    page.goto(cabinet.base + VI)
    held = []
    for number, block in enumerate(("binh", "xoay", "binh"), 1):
        page.locator(f"#B-{block} a[data-solid]").tap()
        until(page, SHOWN)
        held.append(page.evaluate(HELD))
        page.get_by_role("button", name="Đóng").tap()
        until(page, f"ended === {number}")
        held.append(page.evaluate(HELD))
    return held


def test_graphics_memory_is_given_back(cabinet: Built, phone: Phone) -> None:
    """A thing that is shown holds buffers and a texture; closed, it holds none, whatever came before."""
    held = looks(phone(), cabinet)
    assert all(min(one) > 0 for one in held[::2])
    assert held[0] == held[4]
    assert held[1::2] == [[0, 0]] * 3


def test_graphics_memory_kept_is_noticed(cabinet: Built, phone: Phone) -> None:
    """The same count goes up and up where the script gives nothing back."""
    page = phone()

    def spoilt(route: Any) -> None:
        answer = route.fetch()
        text = answer.text()
        assert "asked++; drop();" in text
        assert "      drop();\n" in text
        route.fulfill(response=answer, body=text.replace("drop();", ""))

    page.route("**/model-*.js", spoilt)
    held = looks(page, cabinet)
    assert held[1] > [0, 0]
    assert held[5][0] > held[3][0] > held[1][0]


@pytest.mark.parametrize("when", ["open", "closed"])
def test_a_screen_that_the_system_took_is_built_anew(
    cabinet: Built, phone: Phone, when: str
) -> None:
    """Memory lost while it is shown, a sentence says so; the next look is whole anyway, on one canvas."""
    page = opened(cabinet, phone)
    if when == "open":
        page.evaluate(LOSE)
        page.locator(".solid [role=status]", has_text="Chưa tải được").wait_for()
    page.get_by_role("button", name="Đóng").tap()
    if when == "closed":
        page.evaluate(LOSE)
    until(page, "!document.querySelector('.solid')")
    page.locator("#B-xoay a[data-solid]").tap()
    until(page, SHOWN)
    assert seen(page) == FRONT
    assert page.locator("canvas").count() == 1
