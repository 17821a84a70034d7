"""Word files of offices: their form, and the same bytes for the same words.

The form is that of Nghị định 30/2020/NĐ-CP, annex I: A4, Times New Roman, margins 20, 20, 30 and 15 mm.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from generator.make.zipped import zipped

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, SIZE = "Times New Roman", 13
"""Face and points of the running text (annex I, section I)."""

MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's own properties carry no zone; always this one
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""mm (annex I, section I)."""


TITLE = 255
"""Characters of a title in the properties of a file, at most (python-docx refuses more)."""


def blank(title: str) -> Any:
    """An empty paper of the form of Nghị định 30/2020/NĐ-CP, called `title` in its properties."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paper = Document(io.BytesIO(_template()))
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
    about.title, about.language = title[:TITLE], "vi-VN"
    about.created = about.modified = MOMENT
    about.revision = 1
    return paper


_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Kinds of parts of python-docx's own template that no paper needs."""

_TABLES = ("Normal Table", "Table Grid")


@cache
def _template() -> bytes:
    """The template without its thumbnail, its styles twice over and a hundred of tables: 0.05 of 0.85 MB.

    Made once in each process: that alone takes 50 ms.
    """
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    paper: Any = Document()
    for owner in (paper.part, paper.part.package):
        for name in [n for n, rel in owner.rels.items() if rel.reltype.endswith(_UNUSED)]:
            del owner.rels[name]
    for style in list(paper.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLES:
            style.delete()
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def saved(paper: Any) -> bytes:
    """The finished file."""
    made = io.BytesIO()
    paper.save(made)
    return _steady(made.getvalue())


def _steady(data: bytes) -> bytes:
    """The same file without the moment it was written; a Word file's first part is its list of types."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts, first=("[Content_Types].xml",))


def line(
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


def state_head(paper: Any, body: str, number: str) -> None:
    """The issuing body at the left, the state's name and motto at the right."""
    left, right = row(paper, (70, 95))
    lines(left, ((body, True, False), (number, False, False)))
    lines(right, (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False),
        ("Độc lập - Tự do - Hạnh phúc", True, False),
        ("……………, ngày …… tháng …… năm ………", False, True),
    ))  # fmt: skip


def row(paper: Any, widths: Sequence[float]) -> Any:
    """The cells of a table of one row without lines, `widths` in mm."""
    table = paper.add_table(rows=1, cols=len(widths))
    set_widths(table, widths)
    return table.rows[0].cells


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Columns of `widths` mm: Word goes by the cells, LibreOffice by the table's grid."""
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def lines(cell: Any, told: Sequence[tuple[str, bool, bool]]) -> None:
    """(words, bold, italic) one below the other, centred; the paragraph a cell comes with is used up."""
    for words, bold, italic in told:
        line(cell, words, bold=bold, italic=italic, centred=True, size=SIZE - 1)
    first = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way to take it out
    first.getparent().remove(first)
