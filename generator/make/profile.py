"""4 make · profile: lý lịch rút gọn as a Word file, which an office corrects, completes and signs."""

from __future__ import annotations

import json
from typing import Any

from generator.jobs import Job
from generator.make import Needs, Output, Templates
from generator.make.word import FONT, KIND, SIZE, blank, line, lines, row, saved, state_head
from generator.print_jobs import ProfileJob

FORM = (
    "Theo thứ tự của lý lịch di tích (Điều 6 Thông tư 09/2011/TT-BVHTTDL);"
    " xin đối chiếu với quy định hiện hành. Số trong ngoặc vuông là số của nguồn ở cuối bản."
)
UNSIGNED = "BẢN RÚT GỌN – CHƯA KÝ"
DOTS = "…" * 14


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The .docx, the same bytes for the same records."""
    assert isinstance(job, ProfileJob)
    data = json.loads(job.data)
    paper = blank(f"Lý lịch {data['kind']} (rút gọn) – {data['name']}")
    _headings(paper)
    state_head(paper, data["body"] or DOTS, "")
    _title(paper, data)
    for number, section in enumerate(data["sections"], start=1):
        _heading(paper, f"{number}. {section['title']}")
        for item in section["items"]:
            _item(paper, item)
        if not section["items"]:
            line(paper, f"Còn thiếu: {section['gap']}.", italic=True)
    _behind(paper, data)
    for cell, name in zip(row(paper, (82, 83)), ("NGƯỜI LẬP", "CƠ QUAN QUẢN LÝ"), strict=True):
        lines(cell, ((name, True, False), ("(ký, ghi rõ họ tên)", False, True)))
    return (Output(job.target, saved(paper), KIND, facts=(("paper", "profile"),)),)


def _headings(paper: Any) -> None:
    """Headings are real ones, so that Word lists them; black and in the paper's own face."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = paper.styles["Heading 2"]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(SIZE), True
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for face in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{face}"), None)  # a theme's face would go before ours
    fonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(3)


def _heading(paper: Any, words: str) -> None:
    paper.add_paragraph(words, style="Heading 2")


def _title(paper: Any, data: dict[str, Any]) -> None:
    line(paper, "")
    line(paper, f"LÝ LỊCH {data['kind'].upper()}", bold=True, centred=True, size=14)
    line(paper, data["name"], bold=True, centred=True, size=14)
    line(paper, UNSIGNED, bold=True, centred=True)
    if data["notice"]:
        line(paper, data["notice"], bold=True, centred=True, size=SIZE - 2)
    line(paper, FORM, italic=True, size=SIZE - 2)
    line(paper, data["review"], italic=True, size=SIZE - 2)
    if data["address"]:
        line(paper, f"Trang của nơi này: {data['address']}", size=SIZE - 2)


def _item(where: Any, item: dict[str, Any]) -> None:
    """Label in bold, words, numbers of sources, and what must be said of them."""
    paragraph = where.add_paragraph()
    if item["label"]:
        paragraph.add_run(f"{item['label']}{': ' if item['text'] else ''}").bold = True
    marks = f" [{', '.join(map(str, item['sources']))}]" if item["sources"] else ""
    paragraph.add_run(f"{item['text']}{marks}")
    if item["hedge"]:
        paragraph.add_run(f" ({item['hedge']})").italic = True


def _behind(paper: Any, data: dict[str, Any]) -> None:
    """What stands behind the eleven parts: disputes, pictures, gaps, sources."""
    if data["disputed"]:
        _heading(paper, "Điểm các nguồn còn khác nhau")
        for dispute in data["disputed"]:
            line(paper, dispute["about"], bold=True)
            for side in dispute["sides"]:
                _item(paper, side | {"text": f"– {side['text']}"})
    for title, words in (("Hình ảnh", "pictures"), ("Còn thiếu", "missing")):
        if data[words]:
            _heading(paper, title)
            for one in data[words]:
                line(paper, f"– {one}")
    _heading(paper, "Nguồn")
    for number, source in enumerate(data["sources"], start=1):
        line(paper, f"[{number}] {source}", size=SIZE - 2)
    line(paper, "")
