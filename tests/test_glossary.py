"""Words explained: which use of a word is linked, and in which pages."""

from __future__ import annotations

from typing import Any

import pytest

from generator.ledger import Ledger
from generator.make.glossed import glossed
from generator.model import Story
from generator.model.glossary import Glossary, Term
from generator.plan import Selected
from tests.make.pages import make_site, page_job, project, render, tree


def term(name: str, **words: str) -> Term:
    """A word in some languages, explained in each of them."""
    return Term.model_validate(
        {"id": name, "word": words, "text": dict.fromkeys(words, f"Nghĩa của {name}.")}
    )


LIET_SI = term("liet-si", vi="liệt sĩ", en="martyr", km="យុទ្ធជនពលី")
HANG = term("hang", vi="cấp quốc gia")
LONG = term("dac-biet", vi="cấp quốc gia đặc biệt")


def linked(html: str, *terms: Term, language: str = "vi") -> str:
    """The piece of a story with `<id>word</a>` where a word is linked."""
    return glossed((("html", html),), terms, language, lambda name: f"<{name}>")[0][1]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Các liệt sĩ và liệt sĩ.</p>", "<p>Các <liet-si>liệt sĩ</a> và liệt sĩ.</p>"),
        ("<p>Liệt\nsĩ ở đây.</p>", "<p><liet-si>Liệt\nsĩ</a> ở đây.</p>"),
        (
            "<h2>Liệt sĩ</h2><p><em>liệt sĩ</em></p>",
            "<h2>Liệt sĩ</h2><p><em><liet-si>liệt sĩ</a></em></p>",
        ),
        (
            '<p><sup><a href="#s">liệt sĩ</a></sup> <small class="x">liệt sĩ</small>.</p>',
            '<p><sup><a href="#s">liệt sĩ</a></sup> <small class="x">liệt sĩ</small>.</p>',
        ),
        ("<p>liệt sĩx, xliệt sĩ</p>", "<p>liệt sĩx, xliệt sĩ</p>"),
        (
            "<p>Cấp quốc gia đặc biệt, rồi cấp quốc gia.</p>",
            "<p><dac-biet>Cấp quốc gia đặc biệt</a>, rồi <hang>cấp quốc gia</a>.</p>",
        ),
        ('<p title="liệt sĩ">&lt;liệt</p>', '<p title="liệt sĩ">&lt;liệt</p>'),
    ],
)
def test_the_first_use_in_running_words_is_linked(html: str, said: str) -> None:
    """Whole words only, in any case and over a line end, the longest first; no heading, link or mark."""
    assert linked(html, LIET_SI, HANG, LONG) == said


def test_a_word_is_linked_once_in_the_whole_story() -> None:
    """Blocks between the pieces stay where they are."""
    pieces = (("html", "<p>liệt sĩ</p>"), ("block", "liet-si"), ("html", "<p>liệt sĩ</p>"))
    found = glossed(pieces, (LIET_SI,), "vi", lambda name: f"<{name}>")
    assert [value for _, value in found] == [
        "<p><liet-si>liệt sĩ</a></p>", "liet-si", "<p>liệt sĩ</p>",
    ]  # fmt: skip


def test_plural_and_khmer() -> None:
    """English adds an s; Khmer writes no spaces, but a sign that follows makes it another word."""
    assert linked("<p>Martyrs.</p>", LIET_SI, language="en") == "<p><liet-si>Martyrs</a>.</p>"
    assert "<liet-si>" in linked("<p>នៃយុទ្ធជនពលីនៅ</p>", LIET_SI, language="km")
    assert "<liet-si>" not in linked("<p>យុទ្ធជនពលី\u17c6</p>", LIET_SI, language="km")


def test_a_word_with_signs_of_html_finds_itself_and_makes_none() -> None:
    """What an editor writes is found as escaped text and stays so."""
    odd = term("le", vi="Lê & <b>")
    found = linked("<p>Nhà Lê &amp; &lt;b&gt; xưa</p>", odd)
    assert found == "<p>Nhà <le>Lê &amp; &lt;b&gt;</a> xưa</p>"


@pytest.mark.parametrize(
    ("changes", "body", "used"),
    [
        ({}, "Các liệt sĩ.", True),
        ({}, "## Liệt sĩ\n\nChữ.", False),
        ({}, "Liệt sĩ\n-------\n\nChữ.", False),
        ({"text": {"en": "The fallen."}}, "Các liệt sĩ.", False),
        ({"confidence": "low"}, "Các liệt sĩ.", False),
        ({"confidence": "low", "attributed": True}, "Các liệt sĩ.", True),
    ],
)
def test_only_a_word_that_can_be_explained_is_used(
    changes: dict[str, Any], body: str, *, used: bool
) -> None:
    """A language without the sentence explains nothing, nor does what may not be said."""
    one = Term.model_validate(LIET_SI.model_dump(exclude_defaults=True) | changes)
    found = Glossary(terms=(one,)).used_in(Story(language="vi", lede="Câu.", body=body))
    assert bool(found) is used


def test_the_link_leads_to_the_word() -> None:
    """On the page of a site, from whatever depth it lies in."""
    story = {"language": "vi", "lede": "Câu.", "body": "## Mục\n\nCác liệt sĩ.[^s1]"}
    job = page_job(make_site(stories=[story], blocks=[]), terms=(LIET_SI,))
    link = tree(render(job)).css_first('.story a[href*="#T-"]')
    assert link is not None
    assert (link.text(), link.attributes["href"]) == ("liệt sĩ", "../../vi/tu-ngu/#T-liet-si")


def test_another_word_makes_no_other_page_anew() -> None:
    """What every site's page knows of the project leaves the glossary out; its own page knows all."""
    plain = project()
    rich = plain.model_copy(update={"glossary": Glossary(terms=(LIET_SI,))})
    before, after = (Selected(one, (), (), Ledger()).digests for one in (plain, rich))
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)
