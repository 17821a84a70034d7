"""4 make · minutes: biên bản nghiệm thu – bàn giao as a Word file, to be finished by an office.

The form is that of Nghị định 30/2020/NĐ-CP, annex I: A4, Times New Roman, margins 20, 20, 30 and
15 mm, the state's name and motto at the upper right. Vietnamese alone, for it is signed. What the
records do not say stays a dotted line.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from generator.jobs import Job, MinutesJob
from generator.make import Needs, Output, Templates
from generator.make.zipped import zipped

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, SIZE = "Times New Roman", 13
"""Face and points of the running text (annex I, section I)."""

DOTS = "…" * 14
FORM = "(Mẫu tự soạn – sửa theo quy định của đơn vị, rồi xóa dòng này.)"
"""No regulation gives the words of these minutes; an office has its own."""

MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's own properties carry no zone; always this one
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""mm (annex I, section I)."""

WIDTHS = (10, 52, 24, 34, 45)
"""mm of the columns of the table of plates: 165 in all, between the margins."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The .docx, the same bytes for the same records."""
    assert isinstance(job, MinutesJob)
    from docx import Document

    data, paper = json.loads(job.data), Document()
    _page(paper)
    _head(paper, data)
    _title(paper, data)
    _basis(paper, data)
    _sides(paper, data)
    _plates(paper, data)
    _judgement(paper)
    _signatures(paper)
    made = io.BytesIO()
    paper.save(made)
    return (Output(job.target, _steady(made.getvalue()), KIND, facts=(("paper", "minutes"),)),)


def _steady(data: bytes) -> bytes:
    """The same file without the moment it was written; a Word file's first part is its list of types."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts, first=("[Content_Types].xml",))


def _page(paper: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, length in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(length))
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    about = paper.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.title, about.language = "Biên bản nghiệm thu – bàn giao", "vi-VN"
    about.created = about.modified = MOMENT
    about.revision = 1


def _line(
    where: Any,
    text: str,
    size: int = SIZE,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
) -> None:
    """One paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = where.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _head(paper: Any, data: dict[str, Any]) -> None:
    """The issuing body at the left, the state's name and motto at the right."""
    left, right = _row(paper, (70, 95))
    _lines(
        left, ((data["body"] or data["owner"] or DOTS, True, False), ("Số: ……/BB-……", False, False))
    )
    _lines(right, (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False),
        ("Độc lập - Tự do - Hạnh phúc", True, False),
        ("……………, ngày …… tháng …… năm ………", False, True),
    ))  # fmt: skip


def _row(paper: Any, widths: Sequence[float]) -> Any:
    """The cells of a table of one row without lines, `widths` in mm."""
    table = paper.add_table(rows=1, cols=len(widths))
    _set_widths(table, widths)
    return table.rows[0].cells


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """Columns of `widths` mm: Word goes by the cells, LibreOffice by the table's grid."""
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _lines(cell: Any, lines: Sequence[tuple[str, bool, bool]]) -> None:
    """(words, bold, italic) one below the other, centred; the paragraph a cell comes with is used up."""
    for words, bold, italic in lines:
        _line(cell, words, bold=bold, italic=italic, centred=True, size=SIZE - 1)
    first = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way to take it out
    first.getparent().remove(first)


def _title(paper: Any, data: dict[str, Any]) -> None:
    _line(paper, "")
    _line(paper, "BIÊN BẢN", bold=True, centred=True, size=14)
    _line(paper, "Nghiệm thu – bàn giao biển gắn mã QR", bold=True, centred=True, size=14)
    _line(paper, data["title"] or "; ".join(data["places"]), italic=True, centred=True)
    if data["sample"]:
        _line(
            paper,
            f"MẪU – KHÔNG LẮP: {data['sample']}. Biển đang ở dạng mẫu thì chưa nghiệm thu được.",
            bold=True,
        )


def _basis(paper: Any, data: dict[str, Any]) -> None:
    _line(paper, FORM, italic=True, size=SIZE - 2)
    _line(paper, f"Căn cứ {data['basis'] or DOTS};")
    _line(paper, f"Hôm nay, ngày …… tháng …… năm ………, tại {DOTS}, chúng tôi gồm:")


def _sides(paper: Any, data: dict[str, Any]) -> None:
    sides = (
        ("1. Bên giao", data["body"]),
        ("2. Bên nhận", data["handed_to"]),
        ("3. Bên thi công (nhà in, xưởng khắc)", ""),
    )
    for side, known in sides:
        _line(paper, f"{side}: {known or DOTS}", bold=bool(known))
        _line(paper, f"Ông/Bà: {DOTS}   Chức vụ: {DOTS}")
    about = data["date"] and f" (công trình ghi {data['date']})"
    _line(paper, f"Cùng nghiệm thu và bàn giao {len(data['plates'])} biển dưới đây{about}:")


def _plates(paper: Any, data: dict[str, Any]) -> None:
    """Every plate with what the records and the ledger say; the last column is for what is seen."""
    heads = ("STT", "Nơi, chỗ gắn", "Mã", "Cỡ, vật liệu", "Sổ mã ghi; quét thử tại chỗ")
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    _fill(table.rows[0], heads, bold=True)
    for number, plate in enumerate(data["plates"], 1):
        _fill(table.add_row(), _cells(number, plate))
    _set_widths(table, WIDTHS)
    _line(paper, "")


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
        _line(paper, text)


def _signatures(paper: Any) -> None:
    names = ("BÊN NHẬN", "BÊN THI CÔNG", "BÊN GIAO")
    for cell, name in zip(_row(paper, (55, 55, 55)), names, strict=True):
        _lines(cell, ((name, True, False), ("(ký, ghi rõ họ tên)", False, True)))
