"""A thing in three dimensions: a picture of it on the page, and after a tap it can be turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field
from generator.model.media import PICTURED


class ModelBlock(Block):
    """Hiện vật ba chiều (3D). / A thing in three dimensions."""

    usual_heading: ClassVar[Text] = Text(vi="Xem từ mọi phía", en="From all sides", km=None)
    order: ClassVar[int] = 36
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["model"] = field("Loại khối", "Kind")
    model: str = field(
        "Mô hình (mã trong mục media)",
        "The model (id in media)",
        help_vi="Mục ghi kind: model, tệp .glb nhiều nhất 65.535 điểm và 100.000 tam giác",
        help_en="One with kind: model, a .glb of at most 65,535 points and 100,000 triangles",
    )
    picture: str = field(
        "Ảnh của vật ấy (mã trong mục media)",
        "Picture of it (id in media)",
        help_vi="Đứng trên trang trước khi chạm, và ở lại khi máy không mở được mô hình",
        help_en="Stands on the page before the tap, and where a phone cannot show the model",
    )

    def media(self) -> tuple[str, ...]:
        return (self.picture, self.model)

    @property
    def solid(self) -> str:
        return self.model

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        return tuple(self._faults(site))

    def _faults(self, site: Site) -> Iterator[tuple[str, dict[str, str]]]:
        model, picture = site.media_by_id(self.model), site.media_by_id(self.picture)
        if model and model.kind != "model":
            yield "solid-not-one", {"name": self.model}
        if picture and picture.kind not in PICTURED:
            yield "solid-picture", {"name": self.picture, "file": picture.file}

    def plain_text(self, site: Site, language: str) -> str:
        media = site.media_by_id(self.model)
        return (media.caption.get(language) or "") if media and media.caption else ""
