"""A paper shown page by page, with what it says."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, When, field


class DocumentBlock(Block):
    """Văn bản, tư liệu. / A document."""

    usual_heading: ClassVar[Text] = Text(vi="Tư liệu", en="Documents", km=None)
    order: ClassVar[int] = 62
    marked: ClassVar[tuple[str, ...]] = ("summary",)
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["document"] = field("Loại khối", "Kind")
    title: Text = field("Tên văn bản", "Title")
    number: str | None = field(
        "Số, ký hiệu",
        "Number",
        None,
        help_vi="Chép đúng như trên văn bản",
        help_en="As on the paper",
    )
    date: When | None = field("Ngày", "Date", None)
    issuer: Text | None = field("Cơ quan ban hành", "Issuer", None)
    pages: tuple[str, ...] = field("Các trang (mã trong mục media)", "Pages (ids in media)", ())
    summary: Text | None = field("Nội dung chính", "What it says", None)
    sources: tuple[str, ...] = field("Nguồn", "Sources", ())

    def media(self) -> tuple[str, ...]:
        return self.pages

    def plain_text(self, site: Site, language: str) -> str:
        parts = (self.title.get(language), self.number, self.summary and self.summary.get(language))
        return " ".join(part for part in parts if part)
