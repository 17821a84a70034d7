"""Words in another language than the page's say so to the eye: by a note, or a sentence for many."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup, escape

from generator.make.borrowed import borrow, told
from generator.words import word
from tests.make.pages import make_site, page_job, render, tree
from tests.make.test_lent_pages import pages


def say(key: str, **values: object) -> str:
    """An interface word in English."""
    return word(key, "en", **values)


def vi(words: str) -> str:
    """Vietnamese words in an English page."""
    return borrow(escape(words), "vi")


def shown(inside: str) -> str:
    """What becomes of a page with these insides."""
    whole = told(f"<main>{inside}</main>", say)
    assert whole.isprintable()
    return whole.removeprefix("<main>").removesuffix("</main>")


NOTE = '<small class="hedge">(in Vietnamese)</small>'
SENTENCE = '<p><small class="hedge">Some of this is only in Vietnamese so far.</small></p>'
CUA = '<span lang="vi">Cửa</span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>{0}<sup>1</sup>", f"<p>{CUA} {NOTE}<sup>1</sup>"),
        ("<h3>{0}</h3><p>a", f"<h3>{CUA}</h3> {NOTE}<p>a"),
        ("<h2><a href=x>{0} b</a></h2>", f"<h2><a href=x>{CUA} b</a></h2> {NOTE}"),
        ("<li><a href=x><b>{0}</b> {0}</a>", f"<li><a href=x><b>{CUA}</b> {CUA}</a> {NOTE}"),
        ("<p>{0} or <a href=x>b</a>", f"<p>{CUA} {NOTE} or <a href=x>b</a>"),
        ("<summary><h2>{0}</h2></summary>", f"<summary><h2>{CUA}</h2></summary> {NOTE}"),
    ],
)
def test_a_note_follows_and_is_no_part_of_a_link_or_heading(before: str, after: str) -> None:
    """It stands right behind the words, or behind all that is named by them."""
    assert shown(before.format(vi("Cửa"))) == after


def test_what_stands_in_paragraphs_is_noted_below_them() -> None:
    """A text of several paragraphs has its note after the last."""
    text = borrow(Markup("<p>Một</p><p>Hai</p>"), "vi", "div")
    assert shown(text) == f'<div lang="vi"><p>Một</p><p>Hai</p></div> {NOTE}'


def test_many_of_a_section_share_one_sentence_below_its_heading() -> None:
    """Two have a note each; three have a sentence, what is folded among them; other sections are apart."""
    two, three = f"<p>{vi('Một')}<p>{vi('Hai')}", f"<p>{vi('Ba')}"
    folded = f"<details><summary>a</summary>{three}</details>"
    section = "<section><h2>A</h2>{}</section><section><h2>B</h2>" + f"{vi('Cửa')}</section>"
    assert shown(section.format(two)).count(NOTE) == 3
    many = shown(f"<h1>C</h1>{vi('Cửa')}{section.format(two + folded)}")
    assert many.count("(in ") == 2
    assert f"<section><h2>A</h2>{SENTENCE}<p>" in many
    fold = f'<details class="fold"><summary><h2>D</h2></summary>{two}{three}</details>'
    assert f"<h2>D</h2></summary>{SENTENCE}<p>" in shown(fold)


def test_a_section_without_a_heading_begins_with_the_sentence() -> None:
    """The heading of the next one is not its own."""
    many = "".join(f"<p>{vi(str(n))}" for n in "abc")
    assert shown(f"<section>{many}<section><h3>B</h3></section></section>").startswith(
        f"<section>{SENTENCE}"
    )


def test_each_language_is_counted_and_named_by_itself() -> None:
    """Khmer among Vietnamese words has its own note."""
    many = "".join(vi(n) for n in "abc")
    found = shown(f"<section><h2>A</h2>{many}{borrow(Markup('ខ'), 'km')}</section>")
    assert SENTENCE in found
    assert f'<span lang="km">ខ</span> {NOTE.replace("Vietnamese", "Khmer")}' in found


def test_a_page_without_borrowed_words_stays_as_it_is() -> None:
    """And the bar and foot of a page, which repeat the project's title, have no notes."""
    assert told('<main><p>a <span lang="vi">b</span></main>', say).count("(in ") == 0
    assert told(f"<header>{vi('Cửa')}</header><main></main>", say) == (
        f"<header>{CUA}</header><main></main>"
    )


def unnoted(html: str) -> list[str]:
    """What sections with words in Vietnamese begin with that have neither note nor sentence."""
    return [
        section.text()[:20]
        for section in tree(html).css("section")
        if section.css("dd > span[lang=vi], h3 > span[lang=vi], li > b > span[lang=vi]")
        and not any("in Vietnamese" in note.text() for note in section.css("small.hedge"))
    ]


def test_every_page_of_a_place_told_in_vietnamese_alone_says_so() -> None:
    """The story is English, all facts are Vietnamese: its pages name the language in each section."""
    found = pages("en")
    for name in ("site", "learn", "report", "sources"):
        assert re.search(r"in Vietnamese( so far)?\b", found[name]), name
        assert "\ufdd2" not in found[name]
    assert not unnoted(found["site"])
    bare = re.sub(r'<small class="hedge">.*?</small>', "", found["site"])
    assert unnoted(bare)


def test_a_page_in_the_language_of_its_words_has_no_notes() -> None:
    """In Vietnamese the same place says nothing of languages."""
    assert "hedge" not in re.sub(r"<style>.*?</style>", "", pages("vi")["learn"])


def test_words_in_english_alone_are_noted_on_a_vietnamese_page() -> None:
    """The other way round, in Vietnamese; on a Khmer page the note itself is Vietnamese and says so."""
    hall = {"id": "nha", "name": {"en": "The hall"}}
    assert "(bằng tiếng Anh)</small>" in render(page_job(make_site(components=[hall])))
    khmer = pages("km")["site"]
    assert '<span lang="vi">Có những chỗ dưới đây mới chỉ có tiếng </span>' in khmer
