"""Share cards: every letter is the right one, in Khmer too, and all of it stays in its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from generator.jobs import Input, ShareCardJob
from generator.make import Templates
from generator.make.card import SIZE, make
from generator.make.lettering import font_file

KHMER = "វត្តពោធិវង្ស"
"""Stacked subscripts, and vowels that stand before and around what they follow."""

VIETNAMESE = "Đình Ủy Ấp Mỹ"
LONG = "Địa điểm ghi dấu một sự kiện có cái tên rất dài mà chẳng ai viết nổi trên một tấm thẻ " * 2
LONG_KHMER = "វត្តអារាមព្រះពុទ្ធសាសនារបស់ប្រជាជនខ្មែរនៅភូមិភាគខាងត្បូងប្រទេសវៀតណាម"
LINE = "ấp Mỹ Lợi, xã Vị Thanh 1, thành phố Cần Thơ"


def data(title: str, line: str = "", language: str = "vi", picture: Path | None = None) -> bytes:
    """The bytes of a card."""
    inputs = (Input(str(picture), "0"),) if picture else ()
    job = ShareCardJob("web", "vi/nha/share.jpg", "nha", inputs, title=title, line=line,
                       language=language)  # fmt: skip
    (made,) = make(job, {}, Templates(()))
    assert (made.width, made.height) == SIZE
    return made.data


def card(
    title: str, line: str = "", language: str = "vi", picture: Path | None = None
) -> Image.Image:
    """A card in grey."""
    return Image.open(io.BytesIO(data(title, line, language, picture))).convert("L")


def ink(image: Image.Image) -> Image.Image:
    """What is lettered, cut out: white where it is light."""
    light = image.point([255 * (level > 120) for level in range(256)])
    return light.crop(light.getbbox())


def reference(text: str, role: str) -> Image.Image:
    """The same text by Pillow's own shaping and filling at 64 px, in one font whatever it lacks."""
    font = ImageFont.truetype(str(font_file(role)), 64, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("L", SIZE)
    ImageDraw.Draw(image).text((60, 200), text, font=font, fill=255)
    return ink(image)


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Shared ink as a part of all ink, the other stretched to the size of the one; 1 is equal.

    Pillow rounds every advance to whole pixels, which adds up along a line.
    """
    stretched = other.resize(one.size).point([255 * (level > 127) for level in range(256)])
    shared, every = ImageChops.darker(one, stretched), ImageChops.lighter(one, stretched)
    return shared.histogram()[255] / every.histogram()[255]


@pytest.mark.skipif(
    not features.check("raqm"), reason="this Pillow cannot shape Khmer to compare with"
)
@pytest.mark.parametrize(
    ("text", "language", "role", "wrong"),
    [(KHMER, "km", "khmer-bold", "serif-bold"), (VIETNAMESE, "vi", "serif-bold", "khmer-bold")],
)
def test_a_title_is_drawn_as_another_renderer_draws_it(
    text: str, language: str, role: str, wrong: str
) -> None:
    """The card's letters cover those of Pillow in the right font; boxes for missing glyphs do not."""
    drawn = ink(card(text, language=language))
    assert likeness(drawn, reference(text, role)) > 0.8
    assert likeness(drawn, reference(text, wrong)) < 0.6


def test_each_word_finds_its_font() -> None:
    """A Vietnamese title with a Khmer word in it shows both, on the page of either language."""
    alone, mixed = ink(card("Chùa")), ink(card(f"Chùa {KHMER}"))
    assert mixed.width > alone.width + ink(card(KHMER)).width


def test_what_no_font_can_write_is_left_out_and_marked() -> None:
    """Words in a script without a font become …, once; a name all of them leaves the card bare."""
    assert data("Đình Tân Lân (新鄰 亭)") == data("Đình Tân Lân …")
    assert data("新鄰亭") == data("")
    assert data("Đình Tân Lân (亭)") != data("Đình Tân Lân")


@pytest.mark.parametrize(
    ("title", "language"),
    [(LONG, "vi"), (LONG_KHMER, "km"), (LONG_KHMER * 3, "km"), ("x" * 200, "vi")],
)
def test_nothing_leaves_its_place(tmp_path: Path, title: str, language: str) -> None:
    """However long the title, both margins stay empty and the picture above the band untouched."""
    photo = tmp_path / "anh.png"
    Image.new("RGB", (1200, 420), "#1a0f0c").save(photo)
    full, bare = card(title, LINE, language, photo), card("", "", language, photo)
    changed = ImageChops.difference(full, bare).point([255 * (d > 24) for d in range(256)])
    left, top, right, bottom = changed.getbbox() or (0, 0, 0, 0)
    assert 50 <= left < right <= SIZE[0] - 50
    assert SIZE[1] - 210 + 4 <= top < bottom <= SIZE[1] - 4


def test_a_long_khmer_title_is_whole_in_two_rows() -> None:
    """Without a space or break point in it, it breaks between syllables and is not cut."""
    one, two = ink(card(LONG_KHMER[:20], language="km")), ink(card(LONG_KHMER, language="km"))
    assert two.height > 1.6 * one.height
    assert data(LONG_KHMER, language="km") != data(f"{LONG_KHMER}ក្រុង", language="km")


def test_the_same_card_has_the_same_bytes() -> None:
    """Twice made, twice equal; with or without FriBiDi, for Pillow shapes nothing here."""
    assert data(KHMER, LINE, "km") == data(KHMER, LINE, "km")


def test_a_picture_that_is_one_long_line_is_cut_first(tmp_path: Path) -> None:
    """1 x 9000 px covers the card at once: scaled whole it would take tens of gigabytes."""
    line = tmp_path / "vach.png"
    Image.new("L", (1, 9000)).save(line)
    assert card("Đình", picture=line).size == SIZE
