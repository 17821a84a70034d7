"""A quotation: the words in their own language, who and when, never without a source."""

from __future__ import annotations

from generator.blocks import build
from tests.make.pages import block_fields, block_of, make_site, show, words

RAW = next(raw for raw in block_fields() if raw["kind"] == "quote")


def test_words_speaker_date_and_source_stand_together() -> None:
    """Word for word, then who said it, when, and where it is printed."""
    block = block_of(show(RAW), "loi")
    quote = block.css_first("blockquote")
    assert quote is not None
    assert quote.text().strip() == "Nói đúng như vậy."
    assert "lang" not in quote.attributes
    assert "— Ông Thử, tháng 5/1999" in words(block)
    assert [a.attributes["href"] for a in block.css("figcaption sup a")] == ["#s1"]
    assert "bản dịch" not in words(block)


def test_another_language_has_the_words_marked_and_a_translation() -> None:
    """On an English page the Vietnamese words say that they are, and the translation that it is one."""
    block = block_of(show(RAW, language="en"), "loi")
    quote = block.css_first("blockquote")
    assert quote is not None
    assert quote.attributes["lang"] == "vi"
    assert "Just so. ( translated )" in words(block).replace("(translated)", "( translated )")


def test_no_translation_is_made_up() -> None:
    """A language without a translation shows the words alone, and says which language they are in."""
    raw = {k: v for k, v in RAW.items() if k != "meaning"}
    english = words(block_of(show(raw, language="en"), "loi"))
    assert "translated" not in english
    assert "(in Vietnamese)" in english
    assert "(in " not in words(block_of(show(RAW, language="en"), "loi"))
    assert "(bằng" not in words(block_of(show(raw), "loi"))


def test_a_quotation_needs_a_source() -> None:
    """Nobody is quoted from nowhere."""
    unsourced = build({k: v for k, v in RAW.items() if k != "sources"})
    assert [kind for kind, _ in unsourced.checks(make_site())] == ["quote-unsourced"]
    assert not build(RAW).checks(make_site())


def test_doubtful_words_are_put_in_nobodys_mouth() -> None:
    """A low-confidence quotation is neither shown nor found."""
    doubtful = RAW | {"confidence": "low"}
    assert 'id="B-loi"' not in show(doubtful)
    assert build(doubtful).plain_text(make_site(), "vi") == ""
    assert "Nói đúng" in build(RAW).plain_text(make_site(), "vi")
