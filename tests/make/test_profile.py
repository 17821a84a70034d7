"""The short official record of a place: Word and PDF say the same, in the offices' order, gaps told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

from generator.make import Output, Templates
from generator.make import make as make_job
from generator.make.profile import UNSIGNED
from generator.model import Site
from generator.plan.profile import LEFT_TO_OFFICES, NOT_PUBLIC, TITLES, profile_jobs
from generator.signing import review_digest
from tests.make.pages import make_site
from tests.make.papers import MARKUP, SHIPPED, inks, selected, sizes, words
from tests.test_data import guarded

KEPT_IN = ("HIỆN-TRẠNG-KÍN", "HIỆN-VẬT-KÍN", "KHÔNG-HIỆN", "GHI-CHÚ-KÍN", "NGƯỜI-KỂ", "ẢNH-KÍN")
"""Words that no paper of a place may say."""


def outputs(site: Site, **project: Any) -> dict[str, Output]:
    """Both papers by their ending."""
    chosen = selected(site, **project)
    found = {}
    for job in profile_jobs(chosen, chosen.revisions[0]):
        (made,) = make_job(job, {}, Templates((SHIPPED,)))
        found[made.target.rpartition(".")[2]] = made
    return found


def said_docx(data: bytes) -> str:
    """All words of the Word file."""
    paper = docx.Document(io.BytesIO(data))
    cells = (c.text for t in paper.tables for r in t.rows for c in r.cells)
    return " ".join(" ".join((*(p.text for p in paper.paragraphs), *cells)).split())


SAID: dict[str, Callable[[bytes], str]] = {
    "docx": said_docx,
    "pdf": lambda data: " ".join(words(data).split()),
}
kinds = pytest.mark.parametrize("kind", SAID)


@kinds
def test_it_says_what_the_records_say_in_the_order_of_offices(kind: str) -> None:
    """Eleven parts in order; names with their years, addresses, the decision, events, objects, sources."""
    site = guarded(point={"lat": 10.25, "lon": 105.7123, "precision_m": 5, "sources": ["s1"]})
    said = SAID[kind](outputs(site)[kind].data)
    places = [said.index(f"{n}. {title}") for n, title in enumerate(TITLES, start=1)]
    assert places == sorted(places)
    for known in ("LÝ LỊCH DI TÍCH", "Đình Ví Dụ", "Tên cũ: Đình cũ (đến năm 1950); lý do: đổi",
                  "Địa chỉ nay: xã Ví Dụ", "Địa chỉ trước đây: ấp Cũ, huyện Cũ", "ấp Giữa",
                  "10,25° vĩ độ Bắc; 105,7123° kinh độ Đông, sai số 5 m", "số 00/QĐ",
                  "Năm 1950: Dựng đình. [1, 2]", "Ông Nguyễn Ví Dụ: bí danh, tên thường gọi: Hai",
                  "Chuông: Chuông đồng", "(theo nguồn chưa chính thức)", "[1] Sách ví dụ",
                  "Ảnh cũ", "Năm dựng", UNSIGNED, "chưa được cơ quan nào thẩm định",
                  NOT_PUBLIC, LEFT_TO_OFFICES, "CƠ QUAN QUẢN LÝ"):  # fmt: skip
        assert known in said, known
    assert said.index("Còn thiếu") > said.index("11. Kết luận")


@kinds
def test_what_is_kept_in_stays_in(kind: str) -> None:
    """Condition, restricted things, notes and unsure claims are on neither paper; a sure one is."""
    said = SAID[kind](outputs(guarded())[kind].data)
    assert [word for word in KEPT_IN if word in said] == []
    sure = [{"id": "x", "label": "x", "text": "KHÔNG-HIỆN", "confidence": "high"}]
    assert "KHÔNG-HIỆN" in SAID[kind](outputs(guarded(facts=sure))[kind].data)


@kinds
def test_gaps_are_told_and_nothing_is_made_up(kind: str) -> None:
    """A place of which little is known says of each part what is missing, and what offices ask for first."""
    bare = Site.model_validate(
        {"slug": "noi-it", "kind": "memorial", "names": [{"text": "Nơi Ít"}]}
    )
    said = SAID[kind](outputs(bare)[kind].data)
    assert "LÝ LỊCH CÔNG TRÌNH" in said
    assert "Loại công trình: Công trình ghi công liệt sĩ" in said
    for gap in ("Còn thiếu: địa chỉ, đường đến.", "Còn thiếu: sự kiện, nhân vật.", "Tọa độ đo tại chỗ",
                "Ảnh tổng thể"):  # fmt: skip
        assert gap in said, gap
    assert "Số quyết định xếp hạng" not in said  # it is ranked by nobody
    ranked = bare.model_copy(update={"level": guarded().level})
    assert "Số quyết định xếp hạng" in SAID[kind](outputs(ranked)[kind].data)


@kinds
def test_who_verified_the_page_is_told_and_the_paper_stays_unsigned(kind: str) -> None:
    """A review of the content names its body; a signature on this paper it is not."""
    site = make_site()
    project = selected(site).project
    review = {"scope": "content", "language": "vi", "body": "Phòng Thử", "date": "2026-11-20",
              "digest": review_digest(site, project, "content", "vi", ())}  # fmt: skip
    said = SAID[kind](outputs(make_site(reviews=[review]))[kind].data)
    assert "đã được Phòng Thử thẩm định ngày 20/11/2026" in said
    assert UNSIGNED in said


@kinds
def test_words_stay_words_and_the_notice_of_the_project_stands_there(kind: str) -> None:
    """What typst would do something with is printed as it is written."""
    made = outputs(make_site(context=[{"text": MARKUP}]), notice="Bản thử, chưa thẩm định.")
    said = SAID[kind](made[kind].data)
    assert " ".join(MARKUP.split()) in said
    assert "Bản thử, chưa thẩm định." in said


def test_the_pdf_is_black_and_a4_and_both_are_the_same_again() -> None:
    """K alone; the same bytes for the same records; the Word file is small and carries no moment."""
    first, again = outputs(guarded()), outputs(guarded())
    assert {kind: out.data for kind, out in first.items()} == {
        k: out.data for k, out in again.items()
    }
    assert {(round(w), round(h)) for w, h in sizes(first["pdf"].data)} == {(210, 297)}
    assert inks(first["pdf"].data) == {"k"}
    assert len(first["docx"].data) < 120_000
    headings = [p.text for p in docx.Document(io.BytesIO(first["docx"].data)).paragraphs
                if p.style and p.style.name == "Heading 2"]  # fmt: skip
    assert headings[0] == f"1. {TITLES[0]}"
