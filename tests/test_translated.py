"""A translation made from older Vietnamese words: who finds it out, and what its readers are told."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import Cue, Narration, Story
from generator.model.translated import is_behind, text_digest
from tests.make.pages import make_site, page_job, project, render, tree

VI: dict[str, Any] = {
    "language": "vi",
    "lede": "Câu mở đầu.",
    "body": "## Mục\n\nChữ.[^s1]\n\n[[chu]]\n\nHết.",
}
NOTICE = {"vi": "Bản dịch này làm theo bản tiếng Việt cũ", "en": "follows an older Vietnamese text"}


def now(**changes: Any) -> str:
    """The digest of the Vietnamese text with these changes."""
    return text_digest(Story(**VI | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "## Mục\n\nChữ.\n\nHết."},
        {"body": "## Mục\nChữ. [^s2][^s1]\n\nHết.\n\n[[chu]]\n"},
        {"reviewer": "Người Thử", "date": "2026-11-28", "translated_from": "x"},
    ],
)
def test_what_leaves_nothing_to_translate_keeps_the_digest(changes: dict[str, Any]) -> None:
    """Other line ends, source marks, blocks elsewhere and who read it when are no words."""
    assert now(**changes) == now()


@pytest.mark.parametrize(
    "changes",
    [{"lede": "Câu mở đầu!"}, {"body": "## Mục\n\nChữ. Hết"}, {"share": "Mời đọc."}],
)
def test_one_word_changes_it(changes: dict[str, Any]) -> None:
    """Any word of any of the texts counts, one that was added as well."""
    assert now(**changes) != now()


def page(language: str, given: str | None) -> str:
    """The words of the page in `language`, whose text names `given` as its source."""
    other = {"language": language, "lede": "Lede.", "body": "Text.", "translated_from": given}
    site = make_site(stories=[VI, other], narrations=[], blocks=[])
    speaking = project(languages=["vi", "en", "km"])
    notices = tree(render(page_job(site, language=language, project=speaking))).css(".notice")
    return "".join(one.html or "" for one in notices)


def test_a_page_tells_its_readers_in_their_language() -> None:
    """Only where it is known: a text that names no digest, or today's, says nothing."""
    assert NOTICE["en"] in page("en", now(lede="Câu cũ."))
    for given in (now(), "q312", None):
        assert NOTICE["en"] not in page("en", given)


def test_where_there_is_no_khmer_for_it_the_notice_says_which_language_it_is() -> None:
    """Nobody has attested Khmer words for it, so they are Vietnamese and marked as such."""
    assert f'<span lang="vi">{NOTICE["vi"]}' in page("km", now(lede="Câu cũ."))


def test_the_vietnamese_text_is_behind_nothing() -> None:
    """Whatever stands in its own head; nor is a text whose Vietnamese one is not there."""
    old = now(lede="Câu cũ.")
    site = make_site(stories=[VI | {"translated_from": old}])
    assert not is_behind(site, site.story("vi"))
    alone = make_site(stories=[{"language": "en", "lede": "Lede.", "translated_from": old}])
    assert not is_behind(alone, alone.story("en"))


def heard(given: str | None, **changes: Any) -> str:
    """The English page's narration, whose head names `given` as its source."""
    spoken = {"language": "vi", "cues": [{"text": "Câu một."}, {"text": "Câu hai."}]} | changes
    other = {"language": "en", "cues": [{"text": "One."}], "translated_from": given}
    site = make_site(narrations=[spoken, other])
    return (
        render(page_job(site, language="en"))
        .partition('class="listen"')[2]
        .partition("</section>")[0]
    )


def test_what_is_read_aloud_says_so_too() -> None:
    """A narration made from older words is marked where it is read; when a cue begins is no word."""
    known = text_digest(Narration(language="vi", cues=(Cue(text="Câu một."), Cue(text="Câu hai."))))
    assert NOTICE["en"] in heard("t1:000000000000")
    assert NOTICE["en"] in heard(known, cues=[{"text": "Câu một."}])
    for given in (known, "nay", None):
        assert NOTICE["en"] not in heard(given)
    timed = [{"text": "Câu một.", "start": 2}, {"text": "Câu hai.", "start": 5}]
    assert NOTICE["en"] not in heard(known, cues=timed)
