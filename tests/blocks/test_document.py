"""A paper: title, number, date and issuer as known, its pages as pictures."""

from __future__ import annotations

from tests.make.pages import block_fields, block_of, faults, hostile, show, words

RAW = next(raw for raw in block_fields() if raw["kind"] == "document")


def test_a_document_says_what_it_is_and_shows_its_pages() -> None:
    """Title, number, date, issuer, summary and a picture one tap from its largest rendition."""
    block = block_of(show(RAW), "giay")
    assert "Tờ giấy [1] 1 · năm 1999 · Cơ quan Nội dung." in words(block).replace(
        "\u2060", ""
    ).replace("  ", " ")
    link = block.css_first("figure a")
    assert link is not None
    assert (link.attributes["href"] or "").endswith("-1080.jpg")


def test_what_is_not_known_leaves_no_trace() -> None:
    """A document with a title alone shows no empty separators."""
    block = block_of(show({"kind": "document", "id": "giay", "title": "Tờ giấy"}), "giay")
    assert "·" not in words(block)
    assert block.css_first("figure") is None


def test_hostile_documents_stay_words() -> None:
    """Foreign markup in a document's fields is inert."""
    raw = next(raw for raw in block_fields(hostile) if raw["kind"] == "document")
    assert not faults(show(raw, say=hostile))
