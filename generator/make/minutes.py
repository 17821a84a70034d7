"""4 make · minutes: biên bản nghiệm thu – bàn giao as a Word file, to be finished by an office.

The form is that of Nghị định 30/2020/NĐ-CP, annex I: A4, Times New Roman, margins 20, 20, 30 and
15 mm, the state's name and motto at the upper right. Vietnamese alone, for it is signed. What the
records do not say stays a dotted line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.word import KIND, SIZE, blank, line, lines, row, saved, set_widths, state_head
from generator.print_jobs import MinutesJob

DOTS = "…" * 14
FORM = "(Mẫu tự soạn – sửa theo quy định của đơn vị, rồi xóa dòng này.)"
"""No regulation gives the words of these minutes; an office has its own."""

WIDTHS = (10, 52, 24, 34, 45)
"""mm of the columns of the table of plates: 165 in all, between the margins."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The .docx, the same bytes for the same records."""
    assert isinstance(job, MinutesJob)
    data, paper = json.loads(job.data), blank("Biên bản nghiệm thu – bàn giao")
    state_head(paper, data["body"] or data["owner"] or DOTS, "Số: ……/BB-……")
    _title(paper, data)
    _basis(paper, data)
    _sides(paper, data)
    _plates(paper, data)
    _judgement(paper)
    _signatures(paper)
    return (Output(job.target, saved(paper), KIND, facts=(("paper", "minutes"),)),)


def _title(paper: Any, data: dict[str, Any]) -> None:
    line(paper, "")
    line(paper, "BIÊN BẢN", bold=True, centred=True, size=14)
    line(paper, "Nghiệm thu – bàn giao biển gắn mã QR", bold=True, centred=True, size=14)
    line(paper, data["title"] or "; ".join(data["places"]), italic=True, centred=True)
    if data["sample"]:
        line(
            paper,
            f"MẪU – KHÔNG LẮP: {data['sample']}. Biển đang ở dạng mẫu thì chưa nghiệm thu được.",
            bold=True,
        )


def _basis(paper: Any, data: dict[str, Any]) -> None:
    line(paper, FORM, italic=True, size=SIZE - 2)
    line(paper, f"Căn cứ {data['basis'] or DOTS};")
    line(paper, f"Hôm nay, ngày …… tháng …… năm ………, tại {DOTS}, chúng tôi gồm:")


def _sides(paper: Any, data: dict[str, Any]) -> None:
    sides = (
        ("1. Bên giao", data["body"]),
        ("2. Bên nhận", data["handed_to"]),
        ("3. Bên thi công (nhà in, xưởng khắc)", ""),
    )
    for side, known in sides:
        line(paper, f"{side}: {known or DOTS}", bold=bool(known))
        line(paper, f"Ông/Bà: {DOTS}   Chức vụ: {DOTS}")
    about = data["date"] and f" (công trình ghi {data['date']})"
    line(paper, f"Cùng nghiệm thu và bàn giao {len(data['plates'])} biển dưới đây{about}:")


def _plates(paper: Any, data: dict[str, Any]) -> None:
    """Every plate with what the records and the ledger say; the last column is for what is seen."""
    heads = ("STT", "Nơi, chỗ gắn", "Mã", "Cỡ, vật liệu", "Sổ mã ghi; quét thử tại chỗ")
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    _fill(table.rows[0], heads, bold=True)
    for number, plate in enumerate(data["plates"], 1):
        _fill(table.add_row(), _cells(number, plate))
    set_widths(table, WIDTHS)
    line(paper, "")


def _cells(number: int, plate: dict[str, Any]) -> tuple[str, ...]:
    name = " – ".join(words for words in (plate["name"], plate["part"]) if words)
    sample = "\nMẪU – KHÔNG LẮP" if plate["sample"] else ""
    history = "\n".join(plate["history"]) or "chưa ghi"
    return (
        str(number),
        f"{name}\nChỗ gắn: {plate['hangs'] or '………………'}{sample}",
        f"{plate['code']}\n{plate['address']}",
        f"{plate['size']}\n{plate['material']}",
        f"{history}\n☐ Zalo  ☐ máy ảnh  ☐ đúng trang",
    )


def _fill(row: Any, words: Sequence[str], *, bold: bool = False) -> None:
    from docx.shared import Pt

    for cell, text in zip(row.cells, words, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(SIZE - 2)


def _judgement(paper: Any) -> None:
    for text in (
        f"Về chất lượng, độ bền, chữ trên biển: {DOTS}",
        f"Về việc quét mã (điện thoại, khoảng cách, ánh sáng): {DOTS}",
        "Kết luận:   ☐ đạt, nhận bàn giao     ☐ chưa đạt, phải sửa:  " + DOTS,
        f"Từ ngày bàn giao, bên nhận giữ gìn biển, báo cho {DOTS} khi biển hỏng, mất, bị dán đè mã khác.",
        "Biên bản lập thành …… bản, mỗi bên giữ …… bản.",
    ):
        line(paper, text)


def _signatures(paper: Any) -> None:
    names = ("BÊN NHẬN", "BÊN THI CÔNG", "BÊN GIAO")
    for cell, name in zip(row(paper, (55, 55, 55)), names, strict=True):
        lines(cell, ((name, True, False), ("(ký, ghi rõ họ tên)", False, True)))
