"""What stands around a site: offices to ask, what a visitor needs, the plaques ordered, the youth work."""

from __future__ import annotations

import re
from enum import StrEnum

from generator.model.base import Frozen, Id, Statement, Text, When, field
from generator.model.plate import PRESETS

_MOBILE = re.compile(r"(?:0|84)[35789]\d{8}")
"""A mobile number of Vietnam (national numbering plan of 2018): it takes a text message."""


class Contact(Frozen):
    """An office to ask or tell; never a private person."""

    body: Text = field("Cơ quan", "Office")
    phone: str | None = field(
        "Điện thoại",
        "Telephone",
        None,
        pattern=r"^[+0-9 ().-]{6,20}$",
        help_vi="Số của cơ quan, không ghi số riêng của ai",
        help_en="The office's number, never a private one",
    )
    mail: str | None = field("Thư điện tử", "E-mail", None, pattern=r"^[^@\s]+@[^@\s]+$")
    zalo: str | None = field(
        "Zalo", "Zalo", None, pattern=r"^\+?[0-9]([ .-]?[0-9]){8,19}$",
        help_vi="Số Zalo của cơ quan, hoặc dãy số sau zalo.me/ của trang Zalo cơ quan",
        help_en="The office's Zalo number, or the digits after zalo.me/ of its official account",
    )  # fmt: skip
    note: Text | None = field("Ghi chú", "Note", None)

    @property
    def dialled(self) -> str:
        """The telephone number as a phone dials it (RFC 3966); '' if there is none."""
        return re.sub(r"[^+0-9]", "", self.phone or "")

    @property
    def texted(self) -> str:
        """The number that takes text messages, '' for a landline."""
        return self.dialled if _MOBILE.fullmatch(self.dialled.lstrip("+")) else ""

    @property
    def zalo_link(self) -> str:
        """The address that opens Zalo, or its page, at this office; '' where it has none."""
        return f"https://zalo.me/{re.sub(r'[^0-9]', '', self.zalo)}" if self.zalo else ""


class Network(Frozen):
    """A wireless network for visitors, to be printed on a card; never one that anything else hangs on.

    Letters, digits and a few signs alone: phones disagree on how others are written in a code (per cent
    signs in the WPA3 specification, backslashes before it).
    """

    ssid: str = field(
        "Tên mạng", "Network name", pattern=r"^[A-Za-z0-9._-]{1,32}$",
        help_vi="Không dấu, không khoảng trắng, ví dụ DITICH-KHACH",
        help_en="Plain letters without spaces, such as DITICH-KHACH",
    )  # fmt: skip
    password: str | None = field(
        "Mật khẩu", "Password", None, pattern=r"^[A-Za-z0-9._!@#$*+=-]{8,63}$",
        help_vi="Bỏ trống nếu là mạng mở; in lên thẻ nên ai cũng đọc được, ví dụ moi-vao-xem",
        help_en="Left out for an open network; it is printed, so anybody can read it, such as come-and-see",
    )  # fmt: skip

    @property
    def payload(self) -> str:
        """What the code on the card says (WPA3 specification 3.x, section 7.1).

        An open network is `T:nopass`, which phones know from before the specification.
        """
        if self.password is None:
            return f"WIFI:T:nopass;S:{self.ssid};;"
        return f"WIFI:T:WPA;S:{self.ssid};P:{self.password};;"


class Visit(Frozen):
    """What a visitor needs to know; every field may be absent."""

    hours: Statement | None = field("Giờ mở cửa", "Opening hours", None)
    fee: Statement | None = field("Vé", "Fee", None)
    manners: tuple[Statement, ...] = field(
        "Khi vào viếng",
        "Manners",
        (),
        help_vi="Ví dụ: bỏ mũ, nói khẽ, thắp hương đúng chỗ",
        help_en="Such as: take off hats, speak softly, light incense where it is meant to be",
    )
    parking: Statement | None = field("Chỗ để xe", "Parking", None)
    wheelchair: Statement | None = field("Lối xe lăn", "Wheelchair access", None)
    toilets: Statement | None = field("Nhà vệ sinh", "Toilets", None)
    wifi: Statement | None = field("Wi-Fi", "Wi-Fi", None)
    network: Network | None = field(
        "Mạng Wi-Fi cho khách",
        "Visitors' Wi-Fi",
        None,
        help_vi="Để in thẻ quét là vào mạng; chỉ ghi mạng dành riêng cho khách",
        help_en="For a card that one scans to join; only a network meant for visitors",
    )
    managed_by: Statement | None = field("Đơn vị quản lý", "Managed by", None)
    notes: tuple[Statement, ...] = field("Có gì để xem", "What there is to see", ())


class PlateStyle(StrEnum):
    """Looks a plaque can have."""

    lacquer = "lacquer"
    stone = "stone"
    engraver = "engraver"


class Plate(Frozen):
    """A plaque ordered for this site: which texts go on it, and where it hangs."""

    part: Id | None = field(
        "Điểm gắn",
        "Part",
        None,
        help_vi="Mã của một điểm trong components hoặc stops; bỏ trống là biển chung của cả nơi",
        help_en="Id of an entry in components or stops; left out, the plaque is for the whole place",
    )
    preset: Id = field(
        "Cỡ biển",
        "Preset",
        "bien-200",
        help_vi=f"Một trong {', '.join(PRESETS)}, hoặc một cỡ riêng ghi ở plaque.presets",
        help_en=f"One of {', '.join(PRESETS)}, or one of your own from plaque.presets",
    )
    style: PlateStyle = field("Kiểu", "Style", PlateStyle.lacquer)
    languages: tuple[str, ...] = field(
        "Ngôn ngữ trên biển",
        "Languages",
        ("vi",),
        help_vi="Theo thứ tự in, ví dụ [vi, en]; km chỉ in khi đã có người ký bản tiếng Khmer",
        help_en="In the order of print, such as [vi, en]; km only once somebody has signed the Khmer",
    )
    place: Text | None = field(
        "Chỗ gắn",
        "Where it hangs",
        None,
        help_vi="Để người lắp biết gắn ở đâu, ví dụ cột phải của cổng; không in trên biển",
        help_en="For whoever mounts it, such as the gate's right post; not printed on the plaque",
    )
    mounted: Id | None = field(
        "Ảnh biển đã lắp",
        "Photograph of it mounted",
        None,
        help_vi="Mã của một ảnh trong media; hiện ở mục “Kiểm tra biển” của trang",
        help_en="Id of a photograph in media; shown where the page tells how to check the plaque",
    )


class Works(Frozen):
    """The youth work this page belongs to."""

    title: Text | None = field("Tên công trình", "Title", None)
    body: Text | None = field("Đơn vị thực hiện", "Doing body", None)
    handed_to: Text | None = field("Đơn vị tiếp nhận", "Handed over to", None)
    date: When | None = field("Ngày", "Date", None)
    basis: Text | None = field(
        "Căn cứ",
        "Legal basis",
        None,
        help_vi="Số, ngày của văn bản giao làm công trình",
        help_en="Number and date of the paper that set up the works",
    )
