"""Worksheet, booklet and text for the loudspeaker: what they say and when they are not made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.jobs import BytesJob, Job
from generator.make import Output, Templates
from generator.make import make as make_job
from generator.make.handout import pieces
from generator.model import Site
from generator.plan.school import LONGEST, PACE, broadcast, handout_jobs, learn_jobs, share_line
from generator.print_jobs import HandoutJob
from generator.signing import review_digest
from tests.make.papers import MARKUP, SHIPPED, SLUG, inks, selected, site, sizes, words

A4, A5 = (210, 297), (148, 210)
STACKED = "Ẫ Ữ Ệ Ỗ ẵ ỡ ặ ợ ử"
"""Letters with two marks."""

KHMER = "វត្តមហាទប់"
"""Attested for another place; here it only has to be set."""

BODY = "## Mục **một**\n\nCâu có dấu.[^s1] *Nghiêng.*\n\n- mục a\n- mục b\n\n> Lời trích.\n\n[[khong-co]]\n"


def place(**changes: Any) -> Site:
    """A place with questions, things to find, events and a story in two languages."""
    about: dict[str, Any] = {
        "sources": [{"id": "s1", "class": "press", "title": f"Bài thử {KHMER}", "publisher": "Báo Thử"}],
        "quiz": [{"question": {"vi": f"Câu hỏi {STACKED}?", "en": "Which?"}, "right": 2, "sources": ["s1"],
                  "answers": [{"vi": "Điều sai", "en": "This"}, {"vi": "Điều phải", "en": "That"}]}],
        "finds": [{"text": {"vi": "Cây cột thử", "en": "The test pillar"}, "sources": ["s1"],
                   "where": {"vi": "Bên trái cổng", "en": "Left of the gate"}}],
        "events": [{"date": "1969", "text": "Việc không nói năm.", "sources": ["s1"]},
                   {"date": "1970", "text": "Năm 1970 có việc này.", "sources": ["s1"]}],
        "stories": [{"language": "vi", "lede": "Câu mở đầu thử. Câu thứ hai.", "body": BODY},
                    {"language": "en", "lede": "A test lede.", "body": "A test story.[^s1]"}],
    }  # fmt: skip
    return site(**about | changes)


def jobs(one: Site) -> dict[str, Job]:
    """Every job of the school's part, by target."""
    chosen = selected(one)
    made = (*learn_jobs(chosen, chosen.revisions[0]), *handout_jobs(chosen, chosen.revisions[0]))
    return {job.target: job for job in made}


def paper(one: Site, name: str) -> tuple[Output, ...]:
    """What is made of the paper of that name."""
    job = next(job for target, job in jobs(one).items() if name in target)
    assert isinstance(job, HandoutJob)
    return make_job(replace(job, inputs=()), {}, Templates((SHIPPED,)))


def pdf(one: Site, name: str) -> bytes:
    """The paper itself, which must have been made."""
    (made,) = paper(one, name)
    return made.data


def test_a_worksheet_asks_first_and_answers_on_its_last_page() -> None:
    """A4 in black; no name is asked for; the answer to a date stands only behind the questions."""
    data = pdf(place(), "phieu-hoc-tap")
    assert {(round(w), round(h)) for w, h in sizes(data)} == {A4}
    assert inks(data) == {"k"}
    said = words(data)
    asked, answered = said.split("ĐÁP ÁN VÀ NGUỒN")
    assert STACKED in asked
    assert "Cây cột thử – Bên trái cổng" in asked
    assert "Việc không nói năm." in asked
    assert "1969" not in asked
    assert "1970" not in said
    assert "năm 1969" in answered
    assert "Điều phải" in answered
    assert "Điều sai" not in answered
    assert "Báo Thử" in answered
    assert "Họ và tên" not in said


def test_a_booklet_tells_all_and_where_it_is_from() -> None:
    """A5 in black, every letter there, Khmer too; Vietnamese and English apart."""
    data = pdf(place(), "sach-nho")
    assert {(round(w), round(h)) for w, h in sizes(data)} == {A5}
    assert inks(data) == {"k"}
    said = words(data)
    for part in ("Mục một", "Câu có dấu.", "Nghiêng.", "mục a", "Lời trích.", "Việc không nói năm.",
                 "[1]", "Bài thử", "Báo Thử", "Mã: ", "chưa thẩm định"):  # fmt: skip
        assert part in said, part
    assert "វត" in said
    assert "[^" not in said
    assert "khong-co" not in said
    assert "A test story." in words(pdf(place(), "booklet"))


def test_only_what_is_there_is_made() -> None:
    """No worksheet without questions and things to find; no English paper without an English story."""
    bare = place(quiz=[], finds=[], stories=[{"language": "vi", "lede": "Câu mở đầu."}])
    assert list(jobs(bare)) == [
        f"{SLUG}/{name}-{SLUG}.{end}"
        for name, end in (("sach-nho", "pdf"), ("phat-thanh", "txt"), ("chia-se", "txt"))
    ]


def test_the_same_place_is_the_same_bytes() -> None:
    """Made twice, both papers are the same; another word is another paper."""
    for name in ("phieu-hoc-tap", "sach-nho"):
        assert pdf(place(), name) == pdf(place(), name)
    changed = place(finds=[{"text": "Cây cột khác", "sources": ["s1"]}])
    assert pdf(changed, "phieu-hoc-tap") != pdf(place(), "phieu-hoc-tap")


@pytest.mark.parametrize("name", ["phieu-hoc-tap", "sach-nho"])
def test_a_letter_without_a_font_makes_no_paper(name: str) -> None:
    """It would be left out without a word: then there is no such paper, and nothing is refused."""
    assert paper(place(names=[{"text": "Đình 漢"}]), name) == ()


def test_markup_is_only_words() -> None:
    """What typst would do something with is set as it was written."""
    hostile = place(
        stories=[{"language": "vi", "lede": MARKUP, "body": MARKUP}],
        finds=[{"text": MARKUP, "sources": ["s1"]}],
    )
    for name in ("phieu-hoc-tap", "sach-nho"):
        assert '#panic("x")' in words(pdf(hostile, name)).replace("“", '"').replace("”", '"')


def test_who_verified_is_said_as_on_pages() -> None:
    """With a review of the content as it stands, its body and day; else that nobody has."""
    one = place()
    review = {"scope": "content", "language": "vi", "body": "Bảo tàng Thử", "date": "2026-01-02",
              "digest": review_digest(one, None, "content", "vi", ())}  # fmt: skip
    signed = words(pdf(place(reviews=[review]), "sach-nho"))
    assert "Đã thẩm định: Bảo tàng Thử, ngày 2/1/2026." in signed
    assert "chưa thẩm định" not in signed


def test_a_story_comes_in_pieces() -> None:
    """Headings, paragraphs, items (also of a list in a list) and quotes, with the face of each run."""
    found = pieces("## A\n\nb **c**[^s1]\n\n- d\n    - e\n\n> f", {"s1": 7})
    assert [one["kind"] for one in found] == ["h2", "p", "li", "li", "blockquote"]
    assert [text for text, _ in found[1]["runs"]] == ["b ", "c", "\u2060", "[7]"]
    assert [face for _, face in found[1]["runs"]] == ["", "strong", "mark", "mark"]
    assert ["".join(t for t, _ in one["runs"]).strip() for one in found[2:]] == ["d", "e", "f"]


def test_what_is_read_aloud() -> None:
    """The editor's own text; else whole sentences of the narration within 90 seconds; else the lede."""
    own = place(
        stories=[{"language": "vi", "lede": "Câu mở.", "broadcast": "Thưa bà con.  Câu hai."}]
    )
    assert broadcast(own, "vi") == "Thưa bà con.\nCâu hai."
    sentence = "Một câu dài mười chữ để đọc trên loa xã."
    cues = [{"text": f"{sentence} {sentence}"} for _ in range(40)]
    long = broadcast(place(narrations=[{"language": "vi", "cues": cues}]), "vi")
    assert set(long.split("\n")) == {sentence}
    assert LONGEST - 10 <= len(long.split()) <= LONGEST
    assert len(long.split()) / PACE <= 1.5
    assert broadcast(place(), "vi") == "Câu mở đầu thử.\nCâu thứ hai."
    assert share_line(place(), "vi") == "Câu mở đầu thử."


def test_texts_for_volunteers_open_in_word_and_say_what_is_unsigned() -> None:
    """UTF-8 with its mark, for Windows; the text for the loudspeaker asks to be approved first."""
    made = jobs(place())
    spoken, sent = (made[f"{SLUG}/{name}-{SLUG}.txt"] for name in ("phat-thanh", "chia-se"))
    assert isinstance(spoken, BytesJob)
    assert isinstance(sent, BytesJob)
    assert spoken.data.decode("utf-8-sig").startswith("(Chưa thẩm định:")
    line, address = sent.data.decode("utf-8-sig").splitlines()
    assert (line, address.rpartition("/")[0]) == ("Câu mở đầu thử.", "https://ditich.vn")


def test_the_page_is_only_where_something_is_asked() -> None:
    """Questions or things to find: without both no page, and no line that leads there."""
    assert f"vi/{SLUG}/hoc/index.html" in jobs(place(quiz=[]))
    assert f"vi/{SLUG}/hoc/index.html" in jobs(place(finds=[]))
    bare = jobs(place(quiz=[], finds=[]))
    assert not [target for target in bare if target.endswith(".html")]
