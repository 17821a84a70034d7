"""A trail: places in the order in which one is led through them."""

from __future__ import annotations

from generator.model.base import FORMAT, Frozen, Id, Line, Text, field
from generator.model.source import Source
from generator.text import SLUG


class TrailStop(Frozen):
    """One place of a trail: a site, or a part of it."""

    at: str = field(
        "Nơi",
        "Place",
        pattern=rf"^{SLUG}(#{SLUG})?$",
        help_vi="Tên thư mục của nơi ấy; một điểm bên trong thì thêm # và mã, ví dụ dinh-thu#cong",
        help_en="The place's folder name; for a part of it add # and the id, such as dinh-thu#cong",
    )
    text: Text | None = field(
        "Lời dẫn",
        "Words on the way",
        None,
        help_vi="Một hai câu vì sao dừng ở đây",
        help_en="A sentence or two on why the trail halts here",
    )

    @property
    def site(self) -> str:
        """The site's slug."""
        return self.at.partition("#")[0]

    @property
    def part(self) -> str:
        """The part's id, '' for the site itself."""
        return self.at.partition("#")[2]


class Trail(Frozen):
    """`content/trails/<id>.yaml`."""

    id: Id
    format: int = field(
        "Phiên bản nội dung",
        "Content format",
        FORMAT,
        ge=1,
        le=FORMAT,
        help_vi="Luôn ghi 1",
        help_en="Always 1",
    )
    name: Line = field("Tên hành trình", "Name")
    text: Text = field(
        "Lời giới thiệu",
        "Introduction",
        help_vi="Hành trình kể điều gì, đi trong bao lâu nếu biết",
        help_en="What the trail tells, and how long it takes if that is known",
    )
    stops: tuple[TrailStop, ...] = field(
        "Các nơi theo thứ tự",
        "Places in order",
        min_length=2,
        help_vi="Mỗi nơi một mục",
        help_en="One entry each",
    )
    sources: tuple[Source, ...] = field("Nguồn tư liệu", "Sources", ())
