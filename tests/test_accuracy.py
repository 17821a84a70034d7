"""The accuracy list: no unmarked claim of a story slips off the page that an official signs."""

from __future__ import annotations

from typing import Any

import pytest

from generator.accuracy import accuracy
from generator.model import Text
from generator.translation import spoken
from tests.make.pages import make_site, page_job, project, render, tree


@pytest.mark.parametrize(
    ("body", "unmarked"),
    [
        ("Một [^s1].\n\nHai.\n\nBa [^s1].", ["Hai."]),
        ("## Đầu đề\nMột\nhai.", ["Một hai."]),
        ("Đầu đề\n---\nMột.\n\n### Khác", ["Một."]),
        ("- Một.\n- Hai\n  ba.\n- Bốn [^s1].", ["Một.", "Hai ba."]),
        ("1. Một [^s1].\n2. Hai.", ["Hai."]),
        ("Một.\n \t\nHai [^s1].", ["Một."]),
        ("Một [^s1].\n\n[[bang]]\n\nHai.", ["Hai."]),
        ("Một [^s1]\nvà hai.", []),
        ("", []),
    ],
)
def test_each_paragraph_and_list_item_without_a_source_is_named(
    body: str, unmarked: list[str]
) -> None:
    """A mark vouches for the paragraph or list item it stands in, and for no other."""
    site = make_site(stories=[{"language": "vi", "lede": "Lời mở.", "body": body}])
    assert [words.vi for words in accuracy(site).unmarked] == unmarked


def told(**fields: Any) -> list[str]:
    """What the list says of each further language of a site in Vietnamese, English and Khmer."""
    site = make_site(**fields)
    job = page_job(site, edition="print", target="x.html", template="paper/accuracy.html",
                   project=project(languages=["vi", "en", "km"]))  # fmt: skip
    found = [part for part in tree(render(job)).css("section") if "Bản dịch" in part.text()]
    return [" ".join(item.text().split()) for part in found for item in part.css("li")]


OLD = {"translated_from": "t1:" + "0" * 12}


def test_translations_are_told_text_by_text() -> None:
    """What Vietnamese has and another lacks, what is behind, what nobody has read over."""
    vi = {"language": "vi", "lede": "Lời mở.", "body": "Chữ.", "share": "Mời xem."}
    en = {"language": "en", "lede": "Lede.", "body": "Words."}
    km = {"language": "km", "lede": "ប្រាសាទ", "body": ""}
    cues = [{"text": "Câu."}]
    aloud = [{"language": "vi", "cues": cues}, {"language": "en", "cues": cues, **OLD}]
    english, khmer = told(stories=[vi, en, km], narrations=aloud, blocks=[])
    assert english.startswith(
        "Tiếng Anh: theo bản tiếng Việt cũ: lời đọc; chưa có: lời chia sẻ, bản thu âm; "
        "đã có: câu mở đầu, bài viết; "
    )
    assert (
        "chưa có: bài viết, lời chia sẻ, lời đọc, bản thu âm; chờ hiệu đính: câu mở đầu; " in khmer
    )
    aloud.append({"language": "km", "cues": cues})
    khmer = told(stories=[vi, en, km], narrations=aloud, blocks=[])[1]
    assert "chờ hiệu đính: câu mở đầu, lời đọc; " in khmer
    (english, _) = told(stories=[vi, en | OLD], narrations=[], blocks=[])
    assert "theo bản tiếng Việt cũ: câu mở đầu, bài viết; " in english


def test_short_fields_without_a_translation_are_counted_where_they_stand() -> None:
    """Each part that lacks some is named; of Vietnamese none does."""
    names = [{"kind": "official", "text": {"vi": "Đình", "en": "House"}, "sources": ["s1"]}]
    old = {"kind": "former", "text": {"vi": "Đình Cũ"}, "sources": ["s1"]}
    before, after = make_site(names=names), make_site(names=[*names, old])
    assert (spoken(before, "vi").done, spoken(before, "vi").lacking) == (
        spoken(before, "vi").fields,
        (),
    )
    one, two = spoken(before, "en"), spoken(after, "en")
    assert (two.done, two.fields) == (one.done, one.fields + 1)
    assert dict(two.lacking).items() - dict(one.lacking).items() == {(LABEL, 1)}


LABEL = Text(vi="Tên gọi", en="Names", km=None)
