"""The tour over a picture's points: by touch, by keyboard, at twice the text, and without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.web import closer
from tests.web.conftest import Built, Phone
from tests.web.host import served

PAGE = "vi/uy-ban-lien-hop-dinh-chien-nam-bo/"
POINTED = """\
  - kind: pointed_picture
    id: o
    picture: to-giay
    points:
      - {x: 25, y: 25, label: {vi: Ô trên, en: A square above}, sources: [s1]}
      - {x: 75, y: 75, label: {vi: Ô dưới, en: A square below}, sources: [s1]}
"""


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A project with points on a picture that can be looked at closely."""
    town = closer.write(tmp_path_factory.mktemp("pointed") / "town")
    site = f"sites/{closer.SLUG}/site.yaml"
    text = (town.root / site).read_text("utf-8")
    (document,) = (line for line in text.splitlines() if "kind: document" in line)
    town.edit(site, f"{document}\n", POINTED)
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said
    with served(town.web) as host:
        yield Built(town, host)


def opened(phone: Phone, demo: Built, **options: object) -> Page:
    """The page of a site whose picture has four points."""
    page: Page = phone(**options)
    page.goto(demo.base + PAGE)
    return page


def told(page: Page) -> list[str]:
    """The labels that can be seen in the list."""
    return [b.inner_text() for b in page.locator(".pointed ol > li b").all() if b.is_visible()]


def test_without_script_a_number_leads_to_its_words(phone: Phone, demo: Built) -> None:
    """All points stand in the list; no button is offered that could do nothing."""
    page = opened(phone, demo, java_script_enabled=False)
    assert len(told(page)) == 4
    expect(page.locator(".pointed > .go")).to_be_hidden()
    page.locator(".pointed svg a").nth(2).tap()
    assert page.url.endswith("#B-tren-hinh.3")


def test_a_tapped_number_is_lit_and_its_words_alone_are_shown(phone: Phone, demo: Built) -> None:
    """The very first tap, which brings the script, already counts."""
    page = opened(phone, demo)
    page.locator(".pointed svg a").nth(1).tap()
    expect(page.locator(".pointed nav")).to_contain_text("2 / 4")
    assert told(page) == ["Nhà sàn chữ U"]
    expect(page.locator(".pointed [aria-current]")).to_have_attribute(
        "aria-label", "2. Nhà sàn chữ U"
    )
    page.get_by_role("button", name="Xem tất cả").tap()
    assert len(told(page)) == 4
    assert page.locator(".pointed [aria-current]").count() == 0


def test_the_tour_goes_on_and_round(phone: Phone, demo: Built) -> None:
    """Buttons of at least 44 px go to the next and the previous point; the last leads to the first."""
    page = opened(phone, demo)
    page.locator(".pointed > .go").tap()
    expect(page.locator(".pointed nav")).to_contain_text("1 / 4")
    for name, count in (("Điểm trước", "4 / 4"), ("Điểm sau", "1 / 4")):
        button = page.get_by_role("button", name=name)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        button.tap()
        expect(page.locator(".pointed nav")).to_contain_text(count)


def test_keys_walk_the_points_and_focus_goes_along(phone: Phone, demo: Built) -> None:
    """Enter on a number, arrows, Escape: focus never falls back to the start of the page."""
    page = opened(phone, demo)
    page.locator(".pointed svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pointed ol > li").nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".pointed ol > li").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pointed > .go")).to_be_focused()


def test_large_text_does_not_scroll_sideways(phone: Phone, demo: Built) -> None:
    """At 320 px and twice the text the whole page, tour and all, stays within its width."""
    page = opened(phone, demo, width=320)
    page.evaluate("document.documentElement.classList.add('z3')")
    page.locator(".pointed > .go").tap()
    expect(page.locator(".pointed nav")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_browser_zoom_of_200_percent_parts_the_numbers_and_cuts_none(
    phone: Phone, demo: Built
) -> None:
    """A window of 640 px zoomed to 200 %: all numbers on the picture, apart, each tells its own words."""
    page = opened(phone, demo, width=320, scale=2, is_mobile=False, has_touch=False)
    frame = page.locator(".pointed picture img").bounding_box()
    assert frame is not None
    assert frame["width"] <= 320
    marks = page.locator(".pointed svg a")
    boxes = [one.bounding_box() for one in page.locator(".pointed circle + circle").all()]
    assert len(boxes) == 4
    for n, box in enumerate(boxes):
        assert box is not None
        assert box["x"] >= frame["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, target size
        others = [other for other in boxes[:n] if other is not None]
        assert not [other for other in others if overlap(box, other)]
    for n, label in enumerate(told(page)):
        marks.nth(n).click()
        expect(page.locator(".pointed nav")).to_contain_text(f"{n + 1} / 4")
        assert told(page) == [label]


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes have more than an edge in common."""
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (beside or above)


def test_under_two_fingers_a_tap_still_meets_its_number(phone: Phone, demo: Built) -> None:
    """Pinched to 200 %, the numbers grow with the picture and the tapped one is lit, no other."""
    page = opened(phone, demo)
    wire = page.context.new_cdp_session(page)
    page.locator(".pointed figure").scroll_into_view_if_needed()
    wire.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    x, y = (
        page.locator(".pointed svg a")
        .nth(2)
        .evaluate("""a => {
      const box = () => a.getBoundingClientRect();
      const middle = (b = box()) => [b.x + b.width / 2, b.y + b.height / 2];
      scrollBy(0, middle()[1] - 200); // into the glass that lies over the page
      return middle();
    }""")
    )
    assert page.evaluate("visualViewport.scale") == 2
    page.touchscreen.tap(x, y)
    expect(page.locator(".pointed nav")).to_contain_text("3 / 4")
    expect(page.locator(".pointed [aria-current]")).to_have_count(1)


def between(page: Page) -> tuple[float, float]:
    """A place on the pointed picture at least 60 px from the middle of every number."""
    box = page.locator(".pointed picture img").bounding_box()
    assert box is not None
    marks = [one.bounding_box() for one in page.locator(".pointed svg a").all()]
    middles = [(m["x"] + m["width"] / 2, m["y"] + m["height"] / 2) for m in marks if m is not None]
    for down in range(30, int(box["height"]) - 30, 10):
        for right in range(30, int(box["width"]) - 30, 10):
            x, y = box["x"] + right, box["y"] + down
            if all(abs(x - a) > 60 or abs(y - b) > 60 for a, b in middles):
                return x, y
    raise AssertionError("numbers everywhere")


def enlarged(page: Page) -> str:
    """Taps the picture between its numbers: the file that the gallery showed on this very page."""
    at = page.url
    page.locator(".pointed figure").scroll_into_view_if_needed()
    page.touchscreen.tap(*between(page))
    shown = page.locator(".gallery[open] img")
    shown.wait_for()
    assert page.url == at
    file = str(shown.get_attribute("src"))
    page.get_by_role("button", name="Đóng").tap()
    expect(page.locator(".gallery[open]")).to_have_count(0)
    expect(page.locator(".pointed figure > div > span > a")).to_be_focused()
    return file


def test_a_tap_between_the_numbers_enlarges_the_picture(phone: Phone, demo: Built) -> None:
    """It strands nobody at a bare file: the picture opens large on the page; the numbers go on working."""
    page = opened(phone, demo)
    assert enlarged(page) == page.locator(".pointed picture img").get_attribute("src")
    page.locator(".pointed svg a").nth(1).tap()
    expect(page.locator(".pointed nav")).to_contain_text("2 / 4")
    enlarged(page)


def test_a_picture_with_points_can_be_looked_at_closely_too(near: Built, phone: Phone) -> None:
    """With `zoom` the words under it lead to the viewer, here and in the gallery, whatever the tour hides."""
    page = phone()
    page.goto(f"{near.base}vi/{closer.SLUG}/")
    enlarged(page)
    page.locator(".pointed figure").scroll_into_view_if_needed()
    page.touchscreen.tap(*between(page))
    page.locator(".gallery[open] figcaption a[data-tiles]").tap()
    page.locator(".viewer[open] canvas").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator(".pointed svg a").first.tap()
    expect(page.locator(".pointed nav")).to_contain_text("1 / 2")
    page.locator(".pointed figcaption a[data-tiles]").tap()
    page.locator(".viewer[open] canvas").wait_for()
