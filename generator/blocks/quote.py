"""What somebody said or wrote, word for word: who, when, and which source has it."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Sourced, Text, When, field


class QuoteBlock(Block, Sourced):
    """Lời trích. / A quotation."""

    usual_heading: ClassVar[Text] = Text(vi="Lời kể", en="In their words", km=None)
    order: ClassVar[int] = 12
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["quote"] = field("Loại khối", "Kind")
    words: str = field(
        "Nguyên văn",
        "The words as they are",
        min_length=1,
        help_vi="Chép đúng từng chữ như trong nguồn; bỏ bớt chỗ nào thì ghi […]",
        help_en="Word for word as in the source; what is left out is shown by […]",
    )
    script: str = field(
        "Ngôn ngữ của lời ấy",
        "Language of the words",
        "vi",
        pattern="^[a-z]{2,3}(-[A-Za-z]{4})?$",
        help_vi="vi là tiếng Việt, km là tiếng Khmer, fr là tiếng Pháp",
        help_en="vi is Vietnamese, km is Khmer, fr is French",
    )
    meaning: Text | None = field(
        "Bản dịch",
        "Translation",
        None,
        help_vi="Chỉ cần cho trang không cùng ngôn ngữ với lời ấy",
        help_en="Only needed for pages in another language than the words",
    )
    who: Text = field(
        "Ai nói, ai viết",
        "Who said or wrote it",
        help_vi="Tên và chức vụ khi ấy, như nguồn ghi",
        help_en="Name and office at the time, as the source gives them",
    )
    date: When | None = field("Khi nào", "When", None)

    def translation(self, language: str) -> str:
        """The words in the language of a page that is not their own, or ''."""
        own = self.script.split("-")[0] == language
        return "" if own or not self.meaning else self.meaning.get(language) or ""

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        return () if self.sources else (("quote-unsourced", {}),)

    def plain_text(self, site: Site, language: str) -> str:
        said = (self.words, self.translation(language), self.who.get(language))
        return " ".join(part for part in said if part) if self.shown else ""
