"""Where a claim comes from, and what the sources disagree about."""

from __future__ import annotations

import re
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Any
from urllib.parse import urlsplit

from pydantic import field_validator, model_validator

from generator.dates import bounds
from generator.model.base import Confidence, Frozen, Id, Line, Sourced, Statement, Text, When, field
from generator.model.dated import holds

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+\.?")


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

    id: Id = field(
        "Mã nguồn",
        "Id",
        help_vi="Tên ngắn để dẫn lại, ví dụ s1; trong bài viết ghi [^s1]",
        help_en="The short name to cite it by, such as s1; in the story [^s1]",
    )
    title: str = field("Tên tài liệu", "Title")
    source_class: SourceClass = field(
        "Loại nguồn",
        "Class of source",
        alias="class",
        help_vi="Trang đăng lại bài của báo là copy, không phải press",
        help_en="If a page repeats a newspaper's article, it is a copy, not press",
    )
    author: str | None = field("Tác giả", "Author", None)
    publisher: str | None = field(
        "Nơi công bố",
        "Publisher",
        None,
        help_vi="Tên báo, cơ quan hoặc nhà xuất bản",
        help_en="The newspaper, agency or publishing house",
    )
    date: When | None = field("Ngày công bố", "Date", None)
    url: str | None = field(
        "Liên kết",
        "Address",
        None,
        pattern=r"^https?://[^\s]+$",
        max_length=500,
        help_vi="Địa chỉ bài ở nơi công bố gốc",
        help_en="Its address at the original publisher",
    )
    shelf_mark: str | None = field(
        "Lưu tại, ký hiệu",
        "Archive and shelf mark",
        None,
        help_vi="Với giấy tờ, sách hiếm: ai giữ, ký hiệu gì",
        help_en="For papers and rare books: who keeps it, under which mark",
    )
    page: str | None = field("Trang", "Page", None, help_vi="Ví dụ 45–47", help_en="Such as 45–47")
    teller: str | None = field(
        "Người kể",
        "Teller",
        None,
        help_vi="Với lời kể: người kể là ai; phải được người ấy đồng ý nêu tên",
        help_en="Of an oral account: who told it, named only if they agree",
    )
    accessed: When | None = field(
        "Ngày xem",
        "Accessed",
        None,
        help_vi="Ngày bạn mở trang ấy ra đọc",
        help_en="The day you opened the page",
    )
    note: str | None = field("Ghi chú nội bộ", "Internal note", None)

    @field_validator("url")
    @classmethod
    def _leads_to_a_host(cls, url: str | None) -> str | None:
        """What a browser would open: a host with a dot, a port there is, no user (RFC 3986, 3.2)."""
        try:
            parts = urlsplit(url or "https://a.vn")
            sound = _HOST.fullmatch(parts.hostname or "") and "@" not in parts.netloc
            sound = sound and parts.port != 0
        except ValueError:  # a bracket in the host, a port that is none
            sound = False
        if not sound:
            raise ValueError("bad-url")
        return url


class Version(Sourced):
    """One of the things that sources say where they disagree."""

    text: Text = field("Nguồn nói", "What is said")


class Dispute(Frozen):
    """A point on which sources differ: shown with all sides, never decided here."""

    id: Id = field("Mã", "Id")
    about: Text = field(
        "Về việc",
        "About",
        help_vi="Ví dụ: năm dựng bia",
        help_en="Such as: the year the stele was raised",
    )
    versions: tuple[Version, ...] = field(
        "Các bản",
        "Versions",
        min_length=2,
        help_vi="Mỗi bên một câu, kèm nguồn",
        help_en="One sentence for each side, with its sources",
    )
    advice: Text | None = field(
        "Cách viết trên trang",
        "How the page words it",
        None,
        help_vi="Nói trang này ghi theo bên nào và vì sao; câu này hiện trên trang",
        help_en="Says which side this page follows and why; it is shown on the page",
    )

    @property
    def sides(self) -> tuple[Version, ...]:
        """What may be shown: the versions, or none if only one is sure enough to be said."""
        shown = tuple(version for version in self.versions if version.shown)
        return shown if len(shown) > 1 else ()


class Missing(Frozen):
    """Something looked for and not found: the page says what and whom to tell."""

    what: Text = field("Tư liệu cần tìm", "What is missing")


class Decision(Sourced):
    """A ranking decision; whatever is not known stays absent."""

    number: str | None = field(
        "Số quyết định",
        "Number",
        None,
        help_vi="Chép đúng như trên văn bản, cả phần chữ sau dấu gạch chéo",
        help_en="As on the paper, with the letters after the slash",
    )
    date: When | None = field("Ngày ký", "Date", None)
    issuer: Text | None = field("Cơ quan ban hành", "Issuer", None)
    batch: str | None = field(
        "Đợt",
        "Batch",
        None,
        help_vi="Chỉ ghi nếu văn bản chia đợt, ví dụ: đợt 2",
        help_en="Only if the paper speaks of batches, such as: batch 2",
    )
    file: str | None = field(
        "Tệp bản chụp",
        "Scan",
        None,
        help_vi="Tên tệp ảnh chụp quyết định trong thư mục media/, ví dụ quyet-dinh.jpg",
        help_en="Name of the scanned decision in media/, such as decision.jpg",
    )


def granting(decisions: tuple[Decision, ...]) -> Decision | None:
    """The paper behind the present rank, if one may be named plainly: of several the newest.

    A place rises in rank by a later paper; where one of several bears no day, nobody knows which it is.
    """
    if len(decisions) > 1 and not all(d.date for d in decisions):
        return None
    newest = max(decisions, key=lambda d: bounds(d.date)[1] if d.date else "", default=None)
    return newest if newest and newest.confidence is not Confidence.low else None


class Name(Sourced):
    """A name of the site: official, former, popular or the short one for a plaque."""

    kind: str = field(
        "Loại tên",
        "Kind",
        "official",
        pattern="^(official|alternative|former|popular|short)$",
        help_vi="Tên chính thức là tên trong quyết định xếp hạng",
        help_en="The official name is the one in the ranking decision",
    )
    text: Line = field("Tên", "Name")
    since: When | None = field("Từ", "From", None)
    until: When | None = field("Đến", "Until", None)
    reason: Text | None = field(
        "Lý do đổi tên",
        "Reason",
        None,
        help_vi="Ví dụ: đổi tên theo quyết định của tỉnh",
        help_en="Such as: renamed by a decision of the province",
    )


def name_on(names: tuple[Name, ...], day: str) -> Text:
    """The name of a place on `day`, of one or more: see `Site.name`."""
    now = [name for name in names if holds(name, day)]
    official = [name for name in now if name.kind == "official"]
    former = [name for name in now if name.kind == "former" and name.until]
    always = [name for name in names if name.kind == "official"]
    return (official or former or always or names)[0].text


class Address(Sourced):
    """Where it is, as the administration named it between two dates; districts ended on 1 July 2025."""

    text: Text = field("Địa chỉ", "Address")
    unit: str | None = field(
        "Mã đơn vị hành chính",
        "Unit code",
        None,
        pattern=r"^\d{2,5}$",
        help_vi="Năm chữ số của xã, phường trong danh mục của Cục Thống kê, ví dụ 31495",
        help_en="The commune's or ward's five digits in the statistics office's list, such as 31495",
    )
    since: When | None = field("Từ", "From", None)
    until: When | None = field(
        "Đến",
        "Until",
        None,
        help_vi="Chỉ ghi cho địa chỉ đã hết dùng, ví dụ 30/6/2025; địa chỉ hiện nay thì bỏ",
        help_en="Only for an address no longer in use, such as 30/6/2025; not for the present one",
    )
    reason: Text | None = field(
        "Lý do đổi",
        "Reason",
        None,
        help_vi="Ví dụ: sắp xếp đơn vị hành chính",
        help_en="Such as: communes were merged",
    )


class Point(Sourced):
    """A place on the earth, WGS 84 degrees; a low-confidence point makes no pin, link or distance."""

    lat: float = field(
        "Vĩ độ",
        "Latitude",
        ge=8.0,
        le=24.0,
        help_vi="Số nhỏ trong hai số, ví dụ 9.65",
        help_en="The smaller of the two numbers, such as 9.65",
    )
    lon: float = field(
        "Kinh độ",
        "Longitude",
        ge=102.0,
        le=118.0,
        help_vi="Số lớn trong hai số, ví dụ 105.97",
        help_en="The larger of the two numbers, such as 105.97",
    )
    precision_m: float | None = field(
        "Sai số (mét)",
        "Precision (metres)",
        None,
        gt=0,
        help_vi="Con số điện thoại báo khi đo, ví dụ 5",
        help_en="What the phone says when measuring, such as 5",
    )
    method: str | None = field(
        "Cách đo",
        "Method",
        None,
        help_vi="Ví dụ: đo tại cổng bằng điện thoại",
        help_en="Such as: measured at the gate with a phone",
    )

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

    def metres_to(self, other: Point) -> int:
        """The straight way over the ground to another point, in metres, at least 1 (a sphere: 0.5 % off)."""
        north, east = radians(other.lat - self.lat), radians(other.lon - self.lon)
        slant = cos(radians(self.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
        return max(1, round(2 * 6_371_000 * asin(sqrt(sin(north / 2) ** 2 + slant))))


class Stage(Frozen):
    """A place that a way passes, in the order in which one comes to it."""

    name: Text = field(
        "Tên chặng", "Name", help_vi="Ví dụ: chợ Mùa Xuân", help_en="Such as: the market"
    )
    leg: Text | None = field(
        "Đoạn tới chặng này",
        "The stretch to it",
        None,
        help_vi="Chỉ ghi điều nguồn nói: theo đường nào, bao xa, ví dụ: khoảng 1 km",
        help_en="Only what a source says: by which road, how far, such as: about 1 km",
    )


class Way(Statement):
    """How to get there by one means."""

    by: str = field(
        "Bằng",
        "By",
        "road",
        pattern="^(road|water|foot|bus)$",
        help_vi="Đi bằng đường nào, ví dụ water là đi ghe, phà",
        help_en="The means, such as water for a boat or a ferry",
    )
    stages: tuple[Stage, ...] = field(
        "Các chặng",
        "Stages",
        (),
        help_vi="Theo thứ tự đi, để trang vẽ sơ đồ không theo tỉ lệ; chỉ ghi nơi nguồn nêu tên",
        help_en="In the order of travel, for a diagram that is not to scale; only what sources name",
    )
