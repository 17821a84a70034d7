"""Two pictures laid over each other, and points on pictures of extreme shape, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.web.conftest import Phone
from tests.web.host import Host, served
from tests.whole.project import Town

SLUG = "nha-thu-hai-hinh"
SIZES = {
    "cu": (1600, 1200),
    "moi": (1600, 1200),
    "dung": (700, 2100),
    "toan-canh": (3800, 200),
}
"""Media id → px; the last two are a portrait and a panorama near the longest that is taken (20:1)."""

SITE = f"""\
format: 1
slug: {SLUG}
kind: memorial
names:
  - {{kind: official, text: {{vi: Nhà thử hai hình, en: The house of two pictures}}, sources: [s1]}}
sources:
  - {{id: s1, class: book, title: Sổ ghi thử, date: 1995}}
blocks:
  - {{kind: before_after, id: xua-nay, before: cu, after: moi}}
  - {{kind: before_after, id: lech, before: cu, after: dung}}
  - kind: quote
    id: loi
    words: Nhà này đã lợp lại hai lần.
    who: Nguyễn Văn Thử Một
    date: 1990
    sources: [s1]
media:
"""

MEDIA = """\
  - {{id: {id}, file: {id}.png, alt: Hình thử {id}, author: thử, rights: CC0, date: {year}}}
"""

POINTS = """\
  - kind: pointed_picture
    id: diem-{id}
    picture: {id}
    points:
      - {{x: 0, y: 0, label: Góc trên, sources: [s1]}}
      - {{x: 50, y: 50, label: Chính giữa, sources: [s1]}}
      - {{x: 100, y: 100, label: Góc dưới, sources: [s1]}}
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The project above, built and served."""
    town = Town(tmp_path_factory.mktemp("compared"))
    town.write("content/project.yaml", "format: 1\ntitle: {vi: Thử}\nlanguages: [vi]\n")
    points = "".join(POINTS.format(id=name) for name in ("dung", "toan-canh"))
    media = "".join(MEDIA.format(id=n, year=1960 + i) for i, n in enumerate(SIZES))
    town.write(f"sites/{SLUG}/site.yaml", SITE.replace("media:\n", points + "media:\n") + media)
    town.write(f"sites/{SLUG}/vi.md", "---\nlede: Ngôi nhà thử.\n---\n\nChữ [^s1].\n")
    for name, size in SIZES.items():
        picture = Image.new("RGB", size, "#8899aa" if name == "moi" else "#443322")
        ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), outline="white", width=9)
        path = town.root / f"sites/{SLUG}/media/{name}.png"
        path.parent.mkdir(exist_ok=True)
        picture.save(path)
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said
    with served(town.web) as server:
        yield server


def opened(phone: Phone, host: Host, **options: object) -> Page:
    """The page of the one site."""
    page: Page = phone(**options)
    page.goto(f"{host.base}vi/{SLUG}/")
    return page


def test_without_script_both_stand_one_below_the_other(phone: Phone, host: Host) -> None:
    """Two figures with dates, and no button that could do nothing."""
    page = opened(phone, host, java_script_enabled=False)
    boxes = [f.bounding_box() for f in page.locator("#B-xua-nay figure").all()]
    assert [b and round(b["x"]) for b in boxes] == [boxes[0] and round(boxes[0]["x"])] * 2
    expect(page.locator("#B-xua-nay button")).to_be_hidden()
    expect(page.locator("#B-xua-nay")).to_contain_text("năm 1960")


def test_the_slider_takes_touch_and_keys(phone: Phone, host: Host) -> None:
    """One tap lays them over each other; arrows move the border; a second tap puts it away."""
    page = opened(phone, host)
    page.locator("#B-xua-nay .go").tap()
    slider = page.get_by_role("slider")
    expect(slider).to_be_focused()
    expect(slider).to_have_value("50")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "năm 1960: 51 %")
    box = slider.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    slider.tap(position={"x": box["width"] - 2, "y": box["height"] / 2})
    expect(slider).to_have_value("100")
    assert "inset(0" in page.locator("#B-xua-nay div div div").first.evaluate(
        "e => e.style.clipPath"
    )
    page.locator("#B-xua-nay .go").tap()
    expect(slider).to_be_hidden()


def test_other_frames_are_not_laid_over_each_other(phone: Phone, host: Host) -> None:
    """A landscape and a portrait stay two pictures."""
    page = opened(phone, host)
    assert page.locator("#B-lech figure").count() == 2
    assert page.locator("#B-lech button").count() == 0


@pytest.mark.parametrize("name", ["dung", "toan-canh"])
def test_marks_on_extreme_pictures_can_be_tapped(phone: Phone, host: Host, name: str) -> None:
    """Marks in the corners and on a strip 17 px high can be tapped, and nothing scrolls sideways."""
    page = opened(phone, host)
    for number in range(3):
        page.locator(f"#B-diem-{name} svg a").nth(number).tap()
        expect(page.locator(f"#B-diem-{name} nav")).to_contain_text(f"{number + 1} / 3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_large_text_stays_within_the_page(phone: Phone, host: Host) -> None:
    """At 320 px and twice the text the slider, the quotation and the tour fit."""
    page = opened(phone, host, width=320)
    page.evaluate("document.documentElement.classList.add('z3')")
    page.locator("#B-xua-nay .go").tap()
    expect(page.get_by_role("slider")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
