"""Review records: who verified which digest of the content, and on what paper."""

from __future__ import annotations

from generator.model.base import Frozen, When, field


class Review(Frozen):
    """`reviews/<date>-<scope>-<lang>.yaml`: stale as soon as one word of the content changes."""

    scope: str = field("Phạm vi", "Scope", pattern="^(content|pictures|plaque)$")
    language: str = field("Ngôn ngữ", "Language", pattern="^(vi|en|km)$")
    digest: str = field(
        "Mã nội dung",
        "Content digest",
        pattern=r"^v[12]:[0-9a-f]{64}$",
        help_vi="Chép từ danh mục kiểm chứng đã ký, bắt đầu bằng v2:",
        help_en="Copied from the signed accuracy list; begins with v2:",
    )
    body: str = field("Cơ quan thẩm định", "Body")
    person: str | None = field("Người thẩm định", "Person", None)
    position: str | None = field("Chức vụ", "Position", None)
    paper: str | None = field(
        "Số văn bản",
        "Paper",
        None,
        help_vi="Số của văn bản thẩm định, nếu có",
        help_en="The number of the reviewing paper, if there is one",
    )
    date: When = field("Ngày", "Date")
    note: str | None = field("Ghi chú", "Note", None)
