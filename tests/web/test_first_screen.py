"""The first screen of a place: is this the right place, and can one listen here."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser

FIRST = (
    ".home", ".tongues", ".tools", ".rank", "h1", ".title .place", ".lede", ".listen .head",
)  # fmt: skip
"""What a phone of 360 x 740 px shows at once; the last is the large button, with its minutes or KB."""

BELOW = """parts => parts.filter(part => {
  const e = document.querySelector(part), box = e && e.getBoundingClientRect();
  return !box || !box.height || box.top < 0 || box.bottom > innerHeight || box.right > innerWidth;
})"""


def places(demo: Built) -> list[str]:
    """Addresses of the pages of places, and of the codes that lead to them."""
    folders = [at for at in demo.pages() if at.endswith("/")]
    return [at for at in folders if 'class="listen"' in demo.town.page(f"{at}index.html")]


def test_name_rank_lede_and_the_large_button_stand_on_the_first_screen(
    demo: Built, phone: Phone
) -> None:
    """On every place of the demo, in Vietnamese and in English, and where a plaque leads."""
    found = places(demo)
    assert (
        sum(at.startswith("vi/") for at in found) == sum(at.startswith("en/") for at in found) == 8
    )
    assert len(found) >= 24
    page = phone()
    below: dict[str, Any] = {}
    for at in found:
        page.goto(demo.base + at)
        assert page.inner_text(".listen .head").rstrip().endswith(("phút", "min", "KB")), at
        assert page.locator(
            ".in > .notice", has_text=re.compile("minh họa|Demonstr")
        ).is_visible(), at
        below[at] = page.evaluate(BELOW, FIRST)
    assert {at: parts for at, parts in below.items() if parts} == {}


def test_what_slips_below_is_seen(demo: Built, phone: Phone) -> None:
    """With the picture as high as it was before, the longest lede pushes the button out of sight."""
    page = phone()
    page.goto(demo.base + "en/den-tho-bac-ho-luong-tam/")
    page.evaluate("document.querySelector('.hero img').style.height = '47vw'")
    assert page.evaluate(BELOW, FIRST) == [".listen .head"]


def test_the_offer_of_another_language_covers_no_word(demo: Built, phone: Phone) -> None:
    """It lies over the picture, which is low; rank and name stand below it."""
    page = phone(locale="en-GB")
    page.goto(demo.base + "vi/chien-thang-tam-vu/")
    offer, rank = (page.locator(part).bounding_box() for part in (".tongue", ".rank"))
    assert offer["y"] + offer["height"] <= rank["y"]
    assert page.evaluate(BELOW, FIRST) == []
