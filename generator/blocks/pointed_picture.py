"""A picture with numbered points, each telling one thing that is to be seen there, with its sources."""

from __future__ import annotations

from itertools import combinations
from typing import Any, ClassVar, Literal

from generator.model import Block, Site, Sourced, Text, field

APART = 5.0
"""Per cent of the picture by which two points must differ in x or y: nearer, one number covers the other."""


class Spot(Sourced):
    """One numbered point on a picture."""

    x: float = field(
        "Từ mép trái (%)",
        "From the left edge (%)",
        ge=0,
        le=100,
        help_vi="0 là mép trái, 50 là chính giữa, 100 là mép phải",
        help_en="0 is the left edge, 50 the middle, 100 the right edge",
    )
    y: float = field(
        "Từ mép trên (%)",
        "From the top edge (%)",
        ge=0,
        le=100,
        help_vi="0 là mép trên, 50 là chính giữa, 100 là mép dưới",
        help_en="0 is the top edge, 50 the middle, 100 the bottom edge",
    )
    label: Text = field(
        "Tên điểm",
        "Label",
        help_vi="Vài chữ, ví dụ: Bến gỗ",
        help_en="A few words, such as: The landing",
    )
    text: Text | None = field("Lời chỉ dẫn", "What is told of it", None)


class PointedPictureBlock(Block):
    """Chỉ dẫn trên ảnh. / A picture with numbered points."""

    usual_heading: ClassVar[Text] = Text(vi="Xem từng điểm trên hình", en="Look closer", km=None)
    order: ClassVar[int] = 32
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["pointed_picture"] = field("Loại khối", "Kind")
    picture: str = field("Hình (mã trong mục media)", "Picture (id in media)")
    points: tuple[Spot, ...] = field(
        "Các điểm",
        "Points",
        min_length=1,
        help_vi="Đánh số theo thứ tự viết ở đây",
        help_en="Numbered in the order in which they stand here",
    )

    def media(self) -> tuple[str, ...]:
        return (self.picture,)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The points that may be shown, in the order of their numbers."""
        return tuple(point for point in self.points if point.shown)

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        return tuple(
            ("points-overlap", {"first": str(a), "second": str(b), "apart": f"{APART:g}"})
            for (a, one), (b, two) in combinations(enumerate(self.points, start=1), 2)
            if max(abs(one.x - two.x), abs(one.y - two.y)) < APART
        )

    def plain_text(self, site: Site, language: str) -> str:
        said = (text for p in self.spots for text in (p.label, p.text) if text)
        return " ".join(text.get(language) or "" for text in said)

    def annotations(self, media: str, canvas: str, width: int, height: int) -> list[dict[str, Any]]:
        """The points as Web Annotations on the IIIF canvas of that media, if it is this picture.

        Web Annotation Data Model (W3C, 2017) with IIIF's PointSelector (IIIF Presentation 3,
        Annex "selectors"); one annotation a point, one body a language, `canvas` an absolute address.
        """
        if media != self.picture:
            return []
        return [
            {
                "id": f"{canvas}/{self.id}/{number}",
                "type": "Annotation",
                "motivation": "commenting",
                "body": [_body(*words) for words in _told(spot)],
                "target": {
                    "type": "SpecificResource",
                    "source": canvas,
                    "selector": {
                        "type": "PointSelector",
                        "x": round(spot.x * width / 100),
                        "y": round(spot.y * height / 100),
                    },
                },
            }
            for number, spot in enumerate(self.spots, start=1)
        ]


def _told(spot: Spot) -> list[tuple[str, str]]:
    """(language, words) of a point in each language that its label has."""
    return [
        (language, f"{label}. {more}" if spot.text and (more := spot.text.get(language)) else label)
        for language, label in spot.label.items()
    ]


def _body(language: str, words: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "language": language, "format": "text/plain"}
