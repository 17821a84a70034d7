"""A short text of its own, outside the story."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field


class TextBlock(Block):
    """Đoạn văn ngắn. / A short text."""

    usual_heading: ClassVar[Text] = Text(vi="Đọc thêm", en="Read more", km=None)
    order: ClassVar[int] = 10
    marked: ClassVar[tuple[str, ...]] = ("text",)
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["text"] = field("Loại khối", "Kind")
    text: Text = field(
        "Nội dung",
        "Text",
        help_vi="Viết thường, có thể dùng **chữ đậm** và [^s1]",
        help_en="Plain words; **bold** and [^s1] are understood",
    )
    sources: tuple[str, ...] = field("Nguồn", "Sources", ())

    def plain_text(self, site: Site, language: str) -> str:
        return self.text.get(language) or ""
