"""Words cut or painted on the spot: as they stand, how they read, what they mean."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Sourced, Text, field


class InscriptionBlock(Block, Sourced):
    """Bi ký, câu đối, dòng chữ. / An inscription."""

    usual_heading: ClassVar[Text] = Text(vi="Dòng chữ tại di tích", en="Inscription", km=None)
    order: ClassVar[int] = 60
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["inscription"] = field("Loại khối", "Kind")
    where: Text | None = field(
        "Ở đâu",
        "Where it stands",
        None,
        help_vi="Ví dụ: trên hai cột cổng",
        help_en="Such as: on the two gate posts",
    )
    script: str = field(
        "Ngôn ngữ của dòng chữ",
        "Language of the words",
        "vi",
        pattern="^[a-z]{2,3}(-[A-Za-z]{4})?$",
        help_vi="lzh-Hant là chữ Hán, km là chữ Khmer",
        help_en="lzh-Hant is classical Chinese, km is Khmer",
    )
    lines: tuple[str, ...] = field(
        "Nguyên văn, từng dòng",
        "As cut, line by line",
        min_length=1,
        help_vi="Đúng từng chữ, kể cả lỗi trên bia",
        help_en="Letter for letter, errors included",
    )
    reading: str | None = field(
        "Phiên âm",
        "Reading",
        None,
        help_vi="Chữ Hán, Nôm, Khmer đọc ra sao, viết bằng chữ quốc ngữ",
        help_en="How Chinese, Nôm or Khmer letters are read, in Latin letters",
    )
    meaning: Text | None = field("Dịch nghĩa", "Meaning", None)
    picture: str | None = field("Hình (mã trong mục media)", "Picture (id in media)", None)

    def media(self) -> tuple[str, ...]:
        return (self.picture,) if self.picture else ()

    def plain_text(self, site: Site, language: str) -> str:
        meaning = self.meaning.get(language) if self.meaning else None
        return " ".join((*self.lines, meaning or "")) if self.shown else ""
