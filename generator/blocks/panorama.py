"""A view all round from one spot: flat on the page, and after a tap as if one stood there and turned."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field


class PanoramaBlock(Block):
    """Ảnh toàn cảnh 360°. / A view all round."""

    usual_heading: ClassVar[Text] = Text(vi="Nhìn quanh", en="All around", km=None)
    order: ClassVar[int] = 34
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["panorama"] = field("Loại khối", "Kind")
    picture: str = field(
        "Ảnh toàn cảnh (mã trong mục media)",
        "The picture (id in media)",
        help_vi="Ảnh ghi kind: panorama, trọn một vòng, chiều ngang gấp đôi chiều cao",
        help_en="One with kind: panorama, the whole way round, twice as wide as high",
    )

    def media(self) -> tuple[str, ...]:
        return (self.picture,)

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        media = site.media_by_id(self.picture)
        flat = media is not None and media.kind != "panorama"
        return (("panorama-not-one", {"name": self.picture}),) if flat else ()

    def plain_text(self, site: Site, language: str) -> str:
        media = site.media_by_id(self.picture)
        return (media.caption.get(language) or "") if media and media.caption else ""
