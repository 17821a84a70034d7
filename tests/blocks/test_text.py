"""A short text: a little Markdown, source marks, nothing else."""

from __future__ import annotations

from tests.make.pages import block_of, faults, hostile, show, words

RAW = {
    "kind": "text",
    "id": "them",
    "text": {"vi": "**Đậm** và chữ.[^s1] <b>thô</b>"},
    "sources": ["s1"],
}


def test_bold_and_source_marks_are_understood() -> None:
    """Bold becomes strong, a source mark a link to the source's place on this page."""
    block = block_of(show(RAW), "them")
    strong, mark = block.css_first("strong"), block.css_first("sup a")
    assert strong is not None
    assert mark is not None
    assert strong.text() == "Đậm"
    assert mark.attributes["href"] == "#s1"


def test_raw_markup_is_shown_not_obeyed() -> None:
    """HTML in a text stays visible as typed."""
    block = block_of(show(RAW), "them")
    assert block.css_first("p b") is None
    assert "<b>thô</b>" in words(block)


def test_a_text_in_another_language_is_marked() -> None:
    """On an English page a Vietnamese text carries its language."""
    assert block_of(show(RAW, language="en"), "them").css_first('div[lang="vi"]') is not None


def test_hostile_text_stays_words() -> None:
    """Foreign markup in a text is inert."""
    raw = RAW | {"text": {"vi": hostile("Chữ")}, "heading": {"vi": hostile("Tên")}}
    assert not faults(show(raw))
