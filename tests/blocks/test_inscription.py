"""Words cut on the spot: as they stand, line by line, in their own language."""

from __future__ import annotations

from tests.make.pages import block_fields, block_of, faults, hostile, show, words

RAW = next(raw for raw in block_fields() if raw["kind"] == "inscription")


def test_lines_stand_as_cut_in_their_own_language() -> None:
    """Each line is its own, marked with its language; reading and meaning follow."""
    block = block_of(show(RAW), "chu")
    quote = block.css_first("blockquote")
    assert quote is not None
    assert quote.attributes["lang"] == "fr"
    assert [p.text() for p in quote.css("p")] == ["PREMIÈRE", "SECONDE"]
    assert "Phiên âm đọc" in words(block)
    assert "Nghĩa nghĩa" in words(block)


def test_a_low_confidence_reading_is_not_shown() -> None:
    """What the sources do not bear out is not carved into a page, unless attributed."""
    doubtful = RAW | {"confidence": "low"}
    assert 'id="B-chu"' not in show(doubtful)
    assert 'id="B-chu"' in show(doubtful | {"attributed": True})


def test_a_vietnamese_line_is_not_explained_in_vietnamese() -> None:
    """A meaning known only in English is not offered to who reads the words themselves."""
    raw = RAW | {"script": "vi", "meaning": {"en": "For ever"}}
    assert "Nghĩa" not in words(block_of(show(raw), "chu"))
    assert "For ever" in words(block_of(show(raw, language="en"), "chu"))


def test_hostile_lines_stay_words() -> None:
    """Foreign markup in an inscription is inert."""
    raw = next(raw for raw in block_fields(hostile) if raw["kind"] == "inscription")
    assert not faults(show(raw, say=hostile))
