"""By ear, by eye or in easy words: chosen with a tap, remembered at the next plaque, whole without script."""

from __future__ import annotations

import pytest

from tests.make.pages import hostile, make_site, page_job, render, show, tree
from tests.web.conftest import Built, Phone

VOICED, MEMORIAL, NEITHER = (
    "vi/uy-ban-lien-hop-dinh-chien-nam-bo/",
    "vi/nha-bia-trung-doan-10-song-huong/",
    "vi/chien-thang-tam-vu/",
)
"""Two places of the demo with an easy text, the first with a recording; one with none."""

SEEN = """() => ({
  easy: document.querySelector(".easy").checkVisibility(),
  story: document.querySelector(".story > p").checkVisibility(),
  block: document.querySelector(".story > section").checkVisibility(),
  now: [...document.querySelectorAll(".ways [aria-current]")].map(a => a.dataset.way),
})"""
BOTH = {"easy": True, "story": True, "block": True, "now": []}
EASY = {"easy": True, "story": False, "block": True, "now": ["easy"]}
READ = {"easy": False, "story": True, "block": True, "now": ["read"]}

browser = pytest.mark.browser


@browser
def test_the_choice_is_taken_at_the_next_plaque(demo: Built, phone: Phone) -> None:
    """One tap leaves the easy text and the story's blocks, here and at another place; a key undoes it."""
    page = phone()
    page.goto(demo.base + VOICED)
    assert page.evaluate(SEEN) == BOTH
    page.tap("[data-way=easy]")
    assert page.evaluate(SEEN) == EASY
    top = page.evaluate("document.querySelector('.easy').getBoundingClientRect().top")
    assert -2 < top < 370  # the tap leads there
    page.goto(demo.base + MEMORIAL)
    assert page.evaluate(SEEN) == EASY
    assert page.evaluate("scrollY") == 0  # a choice remembered leads nowhere by itself
    page.focus("[data-way=read]")
    page.keyboard.press("Enter")
    assert page.evaluate(SEEN) == READ
    page.goto(demo.base + VOICED)
    assert page.evaluate(SEEN) == READ


@browser
def test_who_listens_is_led_to_the_player_and_nothing_sounds(demo: Built, phone: Phone) -> None:
    """The tap leads to the recording and leaves the story; without a recording there is no such choice."""
    page = phone()
    page.goto(demo.base + VOICED)
    page.tap("[data-way=listen]")
    assert page.evaluate(SEEN) == READ | {"now": ["listen"]}
    assert page.evaluate("document.querySelector('audio').paused")
    page.goto(demo.base + MEMORIAL)
    assert page.evaluate(SEEN) == BOTH
    assert page.locator("[data-way=listen]").count() == 0


@browser
def test_without_script_both_texts_are_there(demo: Built, phone: Phone) -> None:
    """The three are links to what stands on the page."""
    page = phone(java_script_enabled=False)
    page.goto(demo.base + VOICED)
    for way, place in (("easy", ".easy h2"), ("read", ".story h2"), ("listen", ".listen")):
        page.tap(f"[data-way={way}]")
        assert page.locator(place).first.is_visible()
        box = page.locator(place).first.bounding_box()
        assert -100 < box["y"] < 370, way


@browser
def test_a_phone_that_keeps_nothing_can_choose_all_the_same(demo: Built, phone: Phone) -> None:
    """With storage refused the tap still works, and the next page shows both."""
    page = phone()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page.goto(demo.base + VOICED)
    page.tap("[data-way=easy]")
    assert page.evaluate(SEEN) == EASY
    page.goto(demo.base + MEMORIAL)
    assert page.evaluate(SEEN) == BOTH


@browser
@pytest.mark.parametrize("zoom", [0, 3])
def test_every_choice_is_large_and_fits(demo: Built, phone: Phone, zoom: int) -> None:
    """Targets of 44 px and more on 320 px, in the largest text too; nothing runs off sideways."""
    page = phone(320)
    page.goto(demo.base + VOICED)
    for _ in range(zoom):
        page.click("[data-do=size]")
    boxes = [one.bounding_box() for one in page.locator(".ways a").all()]
    assert len(boxes) == 3
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@browser
def test_the_longest_choice_breaks_into_lines(phone: Phone) -> None:
    """The words "Ngôn ngữ ký hiệu" at 320 px in the largest text: no wider than the screen."""
    film = {"kind": "video", "id": "ky-hieu", "video": "phim", "sign": True}
    page = phone(320)
    page.set_content(show(film, stories=[{"language": "vi", "lede": "Câu mở.", "body": "Đoạn."}]))
    page.evaluate("document.documentElement.classList.add('z3')")
    assert page.locator("[data-way=sign]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@browser
def test_a_place_without_easy_text_is_as_it_was(demo: Built, phone: Phone) -> None:
    """No choice where there is none, whatever was chosen elsewhere."""
    page = phone()
    page.goto(demo.base + VOICED)
    page.tap("[data-way=easy]")
    page.goto(demo.base + NEITHER)
    assert page.locator(".ways, .easy").count() == 0
    assert page.locator(".story > p").first.is_visible()


def page_of(easy: str | None) -> str:
    """The Vietnamese page of the made-up place with that easy text."""
    story = {"language": "vi", "lede": "Câu mở đầu.", "body": "Chữ.", "easy": easy}
    return render(page_job(make_site(stories=[story], blocks=[])))


@pytest.mark.parametrize(
    ("written", "paragraphs"),
    [
        ("Câu một.\nCâu hai.\n\nCâu ba.\n", ["Câu một.\nCâu hai.", "Câu ba."]),
        ("Câu một.  Câu hai.\nCâu ba.", ["Câu một. Câu hai.", "Câu ba."]),
        ("  \n", []),
        (None, []),
    ],
)
def test_lines_and_paragraphs_are_those_of_the_editor(
    written: str | None, paragraphs: list[str]
) -> None:
    """As `|` leaves them, and as `>-` does; nothing at all makes no section."""
    page = tree(page_of(written))
    assert [p.text() for p in page.css(".easy p")] == paragraphs
    assert bool(page.css_first(".ways")) is bool(paragraphs)


def test_an_easy_text_is_words_and_never_markup() -> None:
    """Whatever is pasted into it is shown as it is written."""
    page = tree(page_of(hostile("Câu một.")))
    easy = page.css_first(".easy")
    assert easy is not None
    assert {node.tag for node in easy.css("*")} <= {"section", "h2", "p"}
    assert "<script>" in easy.text()
