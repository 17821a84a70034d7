"""One picture, or a few, with caption, author and rights."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field


class ImageBlock(Block):
    """Hình ảnh. / Pictures."""

    usual_heading: ClassVar[Text] = Text(vi="Hình ảnh", en="Pictures", km="រូបភាព")
    order: ClassVar[int] = 30
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["image"] = field("Loại khối", "Kind")
    pictures: tuple[str, ...] = field(
        "Các hình (mã trong mục media)", "Pictures (ids in media)", min_length=1
    )

    def media(self) -> tuple[str, ...]:
        return self.pictures

    def plain_text(self, site: Site, language: str) -> str:
        found = [site.media_by_id(name) for name in self.pictures]
        return " ".join(m.caption.get(language) or "" for m in found if m and m.caption)
