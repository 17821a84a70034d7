"""A place inside a site that can have a plaque and a code of its own."""

from __future__ import annotations

from generator.model.base import Frozen, Id, Line, Text, field
from generator.model.source import Address, Point


class Part(Frozen):
    """A component site or a stop inside the site: it can carry its own plaque and code."""

    id: Id = field("Mã", "Id")
    number: int | None = field(
        "Số thứ tự",
        "Number",
        None,
        ge=1,
        le=999,
        help_vi="Số ghi ở điểm này hoặc trên sơ đồ, nếu có",
        help_en="The number shown at the spot or on the plan, if there is one",
    )
    name: Line = field("Tên", "Name")
    where: Text | None = field(
        "Ở đâu (bằng lời)",
        "Where, in words",
        None,
        help_vi="Ví dụ: bên trái cổng, cạnh bến nước",
        help_en="Such as: left of the gate, by the landing",
    )
    text: Text | None = field(
        "Lời thuyết minh",
        "Text",
        None,
        help_vi="Vài câu kể cho khách đang đứng ở đó",
        help_en="Some sentences for a visitor standing there",
    )
    picture: str | None = field(
        "Hình",
        "Picture",
        None,
        help_vi="Mã của một hình trong mục media, ví dụ cong-chinh",
        help_en="Id of a picture in media, such as main-gate",
    )
    audio: str | None = field(
        "Âm thanh",
        "Audio",
        None,
        help_vi="Mã của một bản ghi trong mục media, ví dụ nghe-cong-chinh",
        help_en="Id of a recording in media, such as main-gate-spoken",
    )
    places: tuple[Address, ...] = field("Địa chỉ qua các thời kỳ", "Dated addresses", ())
    point: Point | None = field("Tọa độ", "Point", None)
    sources: tuple[str, ...] = field("Nguồn", "Sources", ())
