"""Pictures: alternative words, caption, author and rights; a strip where there are several."""

from __future__ import annotations

from tests.make.pages import block_of, faults, hostile, show, words

ONE = {"kind": "image", "id": "hinh", "pictures": ["tranh"]}
TWO = {"kind": "image", "id": "hinh", "pictures": ["tranh", "anh"]}


def test_a_picture_comes_with_its_words_author_and_rights() -> None:
    """Alt, size, caption, author and licence stand with the picture, a modern ladder before JPEG."""
    block = block_of(show(ONE), "hinh")
    image, source = block.css_first("img"), block.css_first("source")
    assert image is not None
    assert source is not None
    assert image.attributes["alt"] == "Bức tranh"
    assert (image.attributes["width"], image.attributes["height"]) == ("1080", "810")
    assert image.attributes["loading"] == "lazy"
    assert source.attributes["type"] == "image/avif"
    assert (source.attributes["srcset"] or "").count("w") == 3
    assert "Lời tranh" in words(block)
    assert "Hình vẽ: Người vẽ. CC BY 4.0" in words(block)


def test_several_pictures_make_a_strip_reached_by_keyboard() -> None:
    """Several pictures swipe sideways in a named region that takes the keyboard's focus."""
    strip = block_of(show(TWO), "hinh").css_first(".strip")
    assert strip is not None
    assert strip.attributes["tabindex"] == "0"
    assert strip.attributes["aria-label"] == "Hình ảnh"
    assert len(strip.css("figure")) == 2


def test_a_picture_that_is_not_published_is_not_spoken_of() -> None:
    """A picture without renditions leaves no frame; alone, it leaves no block."""
    assert 'id="B-hinh"' not in show(ONE | {"pictures": ["khong-co"]})
    assert (
        block_of(show(TWO | {"pictures": ["tranh", "khong-co"]}), "hinh").css_first(".strip")
        is None
    )


def test_alt_in_another_language_is_marked() -> None:
    """On an English page a Vietnamese alternative text says that it is Vietnamese."""
    images = block_of(show(TWO, language="en"), "hinh").css("img")
    assert [i.attributes.get("lang") for i in images] == [None, "vi"]


def test_hostile_captions_stay_words() -> None:
    """Foreign markup in alt, caption, author or rights is inert."""
    assert not faults(show(TWO, say=hostile))
