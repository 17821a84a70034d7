"""The roll of honour: verified names or a plain sentence that there are none; nobody is 'vô danh'."""

from __future__ import annotations

from generator.blocks import build
from tests.make.pages import block_of, faults, hostile, page_job, render, show, with_blocks, words

RAW = {"kind": "roll_of_honour", "id": "ten", "verified_by": {"vi": "Sở Ví Dụ"}, "file": "ten.csv"}
ROWS = (
    {"Họ và tên": "Nguyễn Văn Bình", "Bí danh": "Ba", "Nguyên quán": "làng Cũ", "Hy sinh": "1968"},
    {"Họ và tên": "", "Đơn vị": "C1"},
)


def with_rows(*rows: dict[str, str]) -> str:
    """A page whose roll holds these rows."""
    return render(page_job(with_blocks(build(RAW).with_rows(rows))))


def test_no_verified_list_is_said_with_dignity() -> None:
    """Without a list the page says so, that absence proves nothing, and where to ask."""
    said = words(block_of(show({"kind": "roll_of_honour", "id": "ten"}), "ten"))
    assert "Chưa có danh sách được xác minh." in said
    assert "không có nghĩa là không có" in said
    assert "thongtinlietsi.gov.vn" in said


def test_names_stand_with_what_is_known_of_them() -> None:
    """Each line has its own anchor; unknown fields leave nothing; who verified the list is said."""
    block = block_of(with_rows(*ROWS), "ten")
    lines = [" ".join(li.text(separator=" ").split()) for li in block.css("li")]
    assert "Nguyễn Văn Bình (Ba) nguyên quán làng Cũ · hy sinh 1968" in lines
    assert {li.attributes["id"] for li in block.css("li")} == {"B-ten-1", "B-ten-2"}
    assert "Danh sách do Sở Ví Dụ xác minh." in words(block)


def test_names_that_nobody_verified_are_not_published() -> None:
    """A list without `verified_by` puts no name on the page: it reads as if there were no list."""
    unverified = {key: value for key, value in RAW.items() if key != "verified_by"}
    html = render(page_job(with_blocks(build(unverified).with_rows(ROWS))))
    assert "Nguyễn Văn Bình" in with_rows(*ROWS)
    assert "Nguyễn Văn Bình" not in html
    block = block_of(html, "ten")
    assert not block.css("li")
    assert "Chưa có danh sách được xác minh." in words(block)


def test_a_fallen_soldier_without_a_name_is_never_nameless() -> None:
    """A row without a name reads 'chưa xác định được thông tin', and 'vô danh' is nowhere."""
    html = with_rows(*ROWS)
    assert "Liệt sĩ chưa xác định được thông tin C1" in words(block_of(html, "ten"))
    assert "vô danh" not in html.lower()


def test_hostile_rows_stay_words() -> None:
    """Foreign markup in a row of the CSV is inert."""
    assert not faults(
        with_rows(*({key: hostile(value) for key, value in row.items()} for row in ROWS))
    )
