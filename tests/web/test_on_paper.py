"""What comes out of a printer: pictures that can be seen, rows that are not torn, few sheets."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageStat

from tests.web.conftest import Built, Phone
from tests.web.thousands import ROLL, SLUG

pytestmark = pytest.mark.browser

MEMORIAL = "vi/nha-bia-trung-doan-10-song-huong/"
MARGIN = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")


def printed(phone: Phone, address: str) -> tuple[Any, list[str]]:
    """The page as it stands on paper, and the words of each A4 sheet."""
    page = phone(1000, 1, is_mobile=False)
    page.goto(address, wait_until="networkidle")
    with pdfium.PdfDocument(page.pdf(format="A4", margin=MARGIN)) as sheets:
        return page, [sheet.get_textpage().get_text_range() for sheet in sheets]


def test_a_numbered_picture_is_seen_under_its_numbers(demo: Built, phone: Phone) -> None:
    """The drawing of the numbers lies over the picture and hides none of it."""
    page, sheets = printed(phone, demo.base + MEMORIAL)
    assert len(sheets) <= 8  # the words of a screen set for reading would need ten
    page.emulate_media(media="print")
    box = page.locator(".pointed figure > div")
    box.scroll_into_view_if_needed()
    seen = Image.open(io.BytesIO(box.screenshot())).convert("L")
    assert ImageStat.Stat(seen).mean[0] < 128  # the picture is dark, paper is not


def test_what_cannot_be_typed_into_is_not_printed(roll: Built, phone: Phone) -> None:
    """The field to look for a name stays on the screen; the letters and the office stand on paper."""
    page, sheets = printed(phone, roll.base + f"vi/{SLUG}/")
    assert "Tìm tên trong danh sách" not in "".join(sheets)
    page.emulate_media(media="print")
    assert not page.locator("input").first.is_visible()
    assert page.locator(".letters").first.is_visible()


def test_no_row_of_a_roll_is_torn(roll: Built, phone: Phone) -> None:
    """Each sheet begins with a name, never with the rest of one from the sheet before."""
    _, sheets = printed(phone, roll.base + ROLL + "aa/")
    firsts = [sheet.lstrip().split("\r\n")[0] for sheet in sheets[1:-1]]
    assert len(firsts) > 2
    assert not [
        line
        for line in firsts
        if line.startswith(("sinh", "nguyên quán", "bảng", "nguồn", "hy sinh"))
    ]
