"""Where a claim comes from, and what the sources disagree about."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import model_validator

from generator.model.base import Frozen, Id, Sourced, Statement, Text, When, field


class SourceClass(StrEnum):
    """The kind of paper a source is; copies and blogs alone make a claim 'nguồn chưa chính thức'."""

    state_document = "state-document"
    agency = "agency"
    dossier = "dossier"
    museum = "museum"
    book = "book"
    press = "press"
    encyclopaedia = "encyclopaedia"
    oral = "oral"
    copy = "copy"
    blog = "blog"
    code = "code"

    @property
    def official(self) -> bool:
        """Whether the publisher answers for it itself."""
        return self not in (SourceClass.copy, SourceClass.blog, SourceClass.code)


class Source(Frozen):
    """One source. Only an original publisher is linked; a copy is named without a link."""

    id: Id = field("Mã nguồn", "Id")
    title: str = field("Tên tài liệu", "Title")
    source_class: SourceClass = field("Loại nguồn", "Class of source", alias="class")
    author: str | None = field("Tác giả", "Author", None)
    publisher: str | None = field("Nơi công bố", "Publisher", None)
    date: When | None = field("Ngày công bố", "Date", None)
    url: str | None = field(
        "Liên kết", "Address", None, pattern=r"^https?://[^\s]+$", max_length=500
    )
    shelf_mark: str | None = field("Lưu tại, ký hiệu", "Archive and shelf mark", None)
    page: str | None = field("Trang", "Page", None)
    teller: str | None = field("Người kể", "Teller", None)
    accessed: When | None = field("Ngày xem", "Accessed", None)
    note: str | None = field("Ghi chú nội bộ", "Internal note", None)


class Version(Sourced):
    """One of the things that sources say where they disagree."""

    text: Text = field("Nguồn nói", "What is said")


class Dispute(Frozen):
    """A point on which sources differ: shown with all sides, never decided here."""

    id: Id = field("Mã", "Id")
    about: Text = field("Về việc", "About")
    versions: tuple[Version, ...] = field("Các bản", "Versions", min_length=2)
    advice: Text | None = field("Cách viết trên trang", "How the page words it", None)


class Missing(Frozen):
    """Something looked for and not found: the page says what and whom to tell."""

    what: Text = field("Tư liệu cần tìm", "What is missing")


class Decision(Sourced):
    """A ranking decision; whatever is not known stays absent."""

    number: str | None = field("Số quyết định", "Number", None)
    date: When | None = field("Ngày ký", "Date", None)
    issuer: Text | None = field("Cơ quan ban hành", "Issuer", None)
    batch: str | None = field("Đợt", "Batch", None)
    file: str | None = field("Tệp bản chụp", "Scan", None)


class Name(Sourced):
    """A name of the site: official, former, popular or the short one for a plaque."""

    kind: str = field(
        "Loại tên", "Kind", "official", pattern="^(official|alternative|former|popular|short)$"
    )
    text: Text = field("Tên", "Name")
    since: When | None = field("Từ", "From", None)
    until: When | None = field("Đến", "Until", None)
    reason: Text | None = field("Lý do đổi tên", "Reason", None)


class Address(Sourced):
    """Where it is, as the administration named it between two dates; districts ended on 1 July 2025."""

    text: Text = field("Địa chỉ", "Address")
    unit: str | None = field("Mã đơn vị hành chính", "Unit code", None, pattern=r"^\d{2,5}$")
    since: When | None = field("Từ", "From", None)
    until: When | None = field("Đến", "Until", None)
    reason: Text | None = field("Lý do đổi", "Reason", None)


class Point(Sourced):
    """A place on the earth, WGS 84 degrees; a low-confidence point makes no pin, link or distance."""

    lat: float = field("Vĩ độ", "Latitude", ge=8.0, le=24.0)
    lon: float = field("Kinh độ", "Longitude", ge=102.0, le=118.0)
    precision_m: float | None = field("Sai số (mét)", "Precision (metres)", None, gt=0)
    method: str | None = field("Cách đo", "Method", None)

    @model_validator(mode="before")
    @classmethod
    def _not_blank_not_swapped(cls, value: Any) -> Any:
        """0, 0 is a form left blank; Vietnam's latitudes and longitudes do not overlap."""
        try:
            lat, lon = float(value["lat"]), float(value["lon"])
        except (KeyError, TypeError, ValueError):
            return value
        if lat == lon == 0:
            raise ValueError("point-zero")
        if 8 <= lon <= 24 and 102 <= lat <= 118:
            raise ValueError("point-swapped")
        return value


class Way(Statement):
    """How to get there by one means."""

    by: str = field("Bằng", "By", "road", pattern="^(road|water|foot|bus)$")
