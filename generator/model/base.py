"""What every part of the content shares: frozen models, text in three languages, sourced claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from generator.dates import to_edtf
from generator.text import SLUG

FORMAT = 1
"""The content format this package reads and writes."""

LANGUAGES = ("vi", "en", "km")
"""Languages a project may publish, source language first (BCP 47)."""

Id = Annotated[str, Field(pattern=f"^{SLUG}$", max_length=60)]
"""A name inside one site: small letters, digits, hyphens and underscores."""

When = Annotated[str, AfterValidator(to_edtf)]
"""A date in EDTF (ISO 8601-2); also read as d/m/yyyy, m/yyyy and 'khoảng 1890'."""


class Frozen(BaseModel):
    """A value that no stage can change; unknown fields are refused, text stays text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def field(
    vi: str, en: str, default: Any = ..., *, help_vi: str = "", help_en: str = "", **limits: Any
) -> Any:
    """A model field with its label and help in both languages of the editor."""
    words = {"label": {"vi": vi, "en": en}, "help": {"vi": help_vi, "en": help_en}}
    return Field(
        default=default,
        title=vi,
        description=help_vi or None,
        json_schema_extra={"x-ditich": words},  # type: ignore[dict-item]
        **limits,
    )


def canonical(model: BaseModel) -> bytes:
    """The model as canonical JSON: sorted keys, nothing that was left at its default, UTF-8."""
    data = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(model: BaseModel) -> str:
    """SHA-256 (hex) of the canonical form: unchanged by reformatting, changed by one word."""
    return hashlib.sha256(canonical(model)).hexdigest()


class Text(Frozen):
    """The same words in each language that has them; at least one."""

    vi: str | None = field("Tiếng Việt", "Vietnamese", None)
    en: str | None = field("Tiếng Anh", "English", None)
    km: str | None = field("Tiếng Khmer", "Khmer", None)

    @model_validator(mode="before")
    @classmethod
    def _plain_is_vietnamese(cls, value: Any) -> Any:
        return {"vi": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _not_empty(self) -> Text:
        if not any(self.items()):
            raise ValueError("text-empty")
        return self

    def get(self, language: str) -> str | None:
        """The words in exactly that language."""
        words: str = getattr(self, language, None) or ""
        return words if words.strip() else None

    def best(self, language: str) -> tuple[str, str]:
        """(words, language they are in): the asked one, else Vietnamese, else what there is."""
        for lang in (language, *LANGUAGES):
            if words := self.get(lang):
                return words, lang
        raise AssertionError("a Text always has words")

    def items(self) -> Iterator[tuple[str, str]]:
        """(language, words) of each language that has words."""
        return ((lang, words) for lang in LANGUAGES if (words := self.get(lang)))


def one_line(text: Text) -> Text:
    """The words with single spaces, as a page shows a name and *prove* looks for it."""
    return Text(**{language: " ".join(words.split()) for language, words in text.items()})


Line = Annotated[Text, AfterValidator(one_line)]
"""A name: words on one line."""


class Confidence(StrEnum):
    """How sure the sources make us; `low` never becomes a plain statement on a page."""

    high = "high"
    medium = "medium"
    low = "low"


class Sourced(Frozen):
    """Anything that claims something: which sources say so, how sure, and whether we worked it out."""

    sources: tuple[str, ...] = field(
        "Nguồn",
        "Sources",
        (),
        help_vi="Mã các nguồn, ví dụ [s1, s2]",
        help_en="Ids of the sources, such as [s1, s2]",
    )
    confidence: Confidence | None = field(
        "Độ tin cậy",
        "Confidence",
        None,
        help_vi="high, medium hoặc low",
        help_en="high, medium or low",
    )
    attributed: bool = field(
        "Câu đã nói rõ ai nói",
        "The sentence itself says who says so",
        False,
        help_vi="true nếu câu viết có “theo …”; khi đó thông tin độ tin cậy thấp mới được hiện",
        help_en="true if the words carry 'according to …'; only then may a low-confidence claim be shown",
    )
    computed: bool = field(
        "Do tính toán",
        "Worked out, not sourced",
        False,
        help_vi="true nếu là kết quả tính toán chứ không có trong nguồn",
        help_en="true if it was computed and no source says it",
    )
    note: str | None = field(
        "Ghi chú nội bộ",
        "Internal note",
        None,
        help_vi="Không bao giờ lên trang",
        help_en="Never published",
    )

    @property
    def shown(self) -> bool:
        """Whether a page may say this: low confidence only when the sentence says who says so."""
        return self.confidence is not Confidence.low or self.attributed


class Statement(Sourced):
    """One sourced sentence in several languages."""

    text: Text = field("Nội dung", "Text")
