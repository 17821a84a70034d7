"""The project: owner bodies with dates, hosts that answer for printed addresses, languages, look."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import is_sample_host
from generator.dates import bounds
from generator.model.around import Contact, Works
from generator.model.base import FORMAT, Frozen, Id, Sourced, Text, When, field
from generator.model.dated import AFTER_ALL, Dated, era, holds
from generator.model.glossary import Glossary
from generator.model.kiosk import Kiosk
from generator.model.plate import PRESETS, Preset, Spots
from generator.model.rank import Level
from generator.model.source import Address, Decision, Name, Source, name_on
from generator.model.trail import Trail
from generator.text import fold

EXAMPLES = frozenset({
    "https://ten-mien-cua-ban.vn", "don vi thu nhat", "don vi thu hai", "ten co quan chiu trach nhiem",
    "so van ban",
})  # fmt: skip
"""What the example of a new project (generator/starter) says of its host, folded: no record of anything."""


class Owner(Frozen):
    """A body that owns the project between two dates; bodies are renamed, plaques are not."""

    id: Id = field("Mã", "Id")
    name: Text = field("Tên đơn vị", "Name")
    since: When | None = field("Từ", "From", None)
    until: When | None = field("Đến", "Until", None)


class Host(Frozen):
    """A host printed on stone: who owns it, until when it is paid, who answers, on what paper."""

    base: str = field(
        "Địa chỉ gốc",
        "Base address",
        help_vi="ví dụ: https://ditich.example",
        help_en="such as https://ditich.example",
    )
    owners: tuple[str, ...] = field(
        "Các đơn vị đứng tên",
        "Owning bodies",
        (),
        help_vi="Ai đứng tên đăng ký tên miền, ví dụ [Tỉnh đoàn, Bảo tàng tỉnh]",
        help_en="Who registered the name, such as [Youth Union, Provincial Museum]",
    )
    paid_until: When | None = field(
        "Đã trả tiền đến",
        "Paid until",
        None,
        help_vi="Tên miền đã trả tiền đến bao giờ, ví dụ 2035",
        help_en="Until when the name is paid for, such as 2035",
    )
    answers: str | None = field(
        "Người chịu trách nhiệm",
        "Who answers",
        None,
        help_vi="Bộ phận gia hạn tên miền và trả lời khi trang không mở được, ví dụ Văn phòng Tỉnh đoàn",
        help_en="The office that renews the name and answers when a page does not open",
    )
    paper: str | None = field(
        "Văn bản",
        "Paper",
        None,
        help_vi="Số, ngày của văn bản giao tên miền cho các đơn vị ấy",
        help_en="Number and date of the paper that gives the name into their care",
    )

    def gaps(self, day: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """(where, why) of all that a final plaque still needs on `day` (YYYY-MM-DD).

        Why is `missing`; `example` where the starter's words still stand; `reserved` of a name that
        nobody can own; `lapsed` where the name is paid for until a day before.
        """
        if fold(self.base) in EXAMPLES:
            yield ("base",), "example"
        elif is_sample_host(self.base):
            yield ("base",), "reserved"
        told: list[tuple[tuple[str | int, ...], str]] = [
            *((("owners", index), name) for index, name in enumerate(self.owners)),
            (("answers",), self.answers or ""),
            (("paper",), self.paper or ""),
        ]
        for loc, words in told if self.owners else [(("owners",), ""), *told]:
            if not words.strip():
                yield loc, "missing"
            elif fold(words) in EXAMPLES:
                yield loc, "example"
        if not self.paid_until:
            yield ("paid_until",), "missing"
        elif bounds(self.paid_until)[1] < day:
            yield ("paid_until",), "lapsed"


class PlaqueDefaults(Frozen):
    """What every plaque says unless its site says otherwise."""

    owner_line: Text | None = field(
        "Dòng đơn vị",
        "Owner line",
        None,
        help_vi="Dòng trên cùng của biển, ví dụ tên đơn vị chủ quản",
        help_en="The first line of a plaque, such as the owner body's name",
    )
    call: Text | None = field(
        "Lời mời quét",
        "Call line",
        None,
        help_vi="Bỏ trống thì in “Quét mã để nghe và đọc”",
        help_en="If left out: Scan to listen and read",
    )
    presets: tuple[Preset, ...] = field("Cỡ biển riêng", "Sizes of your own", ())
    spots: Spots = field("Bản màu riêng", "Spot plates", Spots())
    profile: str | None = field(
        "Hồ sơ màu của nhà in",
        "Print profile",
        None,
        help_vi="Tệp .icc (CMYK) nhà in gửi, chép vào thư mục content; có thì PDF là PDF/X-4, không thì X-1a",
        help_en="The shop's .icc file (CMYK), copied into content; with it PDFs are PDF/X-4, else PDF/X-1a",
    )
    works_line: Text | None = field(
        "Dòng công trình",
        "Works line",
        None,
        help_vi="Dòng cuối của biển, ví dụ: Công trình thanh niên năm 2026",
        help_en="The last line of a plaque, such as: Youth works of 2026",
    )

    def preset(self, name: str) -> Preset | None:
        """The size of that name: the project's own, else one of ours."""
        own = {preset.id: preset for preset in self.presets}
        return own.get(name) or PRESETS.get(name)


class Record(Sourced):
    """A relic known too thinly for a page of its own: a row in the list."""

    id: Id = field("Mã", "Id")
    names: tuple[Name, ...] = field("Tên gọi", "Names", min_length=1)
    level: Level | None = field("Cấp xếp hạng", "Level", None)
    decisions: tuple[Decision, ...] = field("Quyết định", "Decisions", ())
    places: tuple[Address, ...] = field("Địa chỉ", "Addresses", ())
    text: Text | None = field(
        "Điều đã biết",
        "What is known",
        None,
        help_vi="Một hai câu; nguồn ghi ở mục sources",
        help_en="In a sentence or two; sources go into the field sources",
    )
    missing: Text | None = field("Còn thiếu", "Missing", None)

    @property
    def name(self) -> Text:
        """The official name in force, as of a site."""
        return name_on(self.names, AFTER_ALL)

    def on(self, day: str) -> Record:
        """The record as it is on `day`: with the name and the addresses in force, which is all it shows."""
        names = (Name(text=name_on(self.names, day)),)
        there = (place for place in self.places if holds(place, day))
        places = tuple(place.model_copy(update={"until": None}) for place in there)
        return self.model_copy(update={"names": names, "places": places})


class Unit(Frozen):
    """A present commune-level unit: its code, what it was made from, and its bounds in degrees (WGS 84)."""

    code: str = field(
        "Mã đơn vị",
        "Code",
        pattern=r"^\d{2,5}$",
        help_vi="Năm chữ số trong danh mục của Cục Thống kê, ví dụ 31495",
        help_en="Five digits in the statistics office's list, such as 31495",
    )
    name: str = field("Tên", "Name")
    province: str = field("Tỉnh, thành phố", "Province", "")
    made_from: tuple[str, ...] = field("Hợp thành từ", "Made from", ())
    bounds: tuple[float, float, float, float] | None = field(
        "Khung tọa độ (tây, nam, đông, bắc)",
        "Bounds (west, south, east, north)",
        None,
        help_vi="Bốn số, ví dụ [105.8, 9.6, 106, 9.8]; tọa độ nằm ngoài khung sẽ được lưu ý",
        help_en="Four numbers, such as [105.8, 9.6, 106, 9.8]; a point outside is noted",
    )

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies within the bounds; true where they are not known."""
        if self.bounds is None:
            return True
        west, south, east, north = self.bounds
        return south <= lat <= north and west <= lon <= east


class SharedText(Frozen):
    """A page of the project itself (`content/pages/<id>.<lang>.md`)."""

    id: Id
    language: str
    title: str
    body: str


class Project(Frozen):
    """`content/project.yaml` and the texts beside it."""

    format: int = field(
        "Phiên bản nội dung",
        "Content format",
        FORMAT,
        ge=1,
        le=FORMAT,
        help_vi="Luôn ghi 1",
        help_en="Always 1",
    )
    title: Text = field("Tên trang", "Title")
    subtitle: Text | None = field("Dòng phụ", "Subtitle", None)
    notice: Text | None = field(
        "Dòng lưu ý trên mọi trang",
        "Notice on every page",
        None,
        help_vi="Ví dụ: Bản thử, chưa được thẩm định",
        help_en="Such as: Trial pages, not verified yet",
    )
    languages: tuple[str, ...] = field(
        "Ngôn ngữ",
        "Languages",
        ("vi",),
        min_length=1,
        help_vi="Tiếng chính đứng đầu, ví dụ [vi, en]",
        help_en="The main one first, such as [vi, en]",
    )
    hosts: tuple[Host, ...] = field("Tên miền", "Hosts", ())
    owners: tuple[Owner, ...] = field("Đơn vị chủ quản", "Owner bodies", ())
    contacts: tuple[Contact, ...] = field("Liên hệ", "Contacts", ())
    plaque: PlaqueDefaults = field("Biển", "Plaques", PlaqueDefaults())
    works: Works | None = field("Công trình", "Works", None)
    kiosk: Kiosk | None = field(
        "Ki-ốt",
        "Kiosk",
        None,
        help_vi="Có mục này thì lệnh dựng làm thêm bản cho màn hình cảm ứng; để {} là đủ",
        help_en="With it a build makes the edition for a touch screen, too; {} will do",
    )
    licence: Text | None = field("Giấy phép nội dung", "Licence of the content", None)
    order: tuple[str, ...] = field(
        "Thứ tự trên trang chủ",
        "Order on the home page",
        (),
        help_vi="Tên thư mục theo thứ tự muốn hiện; nơi không ghi đứng sau, theo bảng chữ cái",
        help_en="Folder names in the order wanted; the rest follow alphabetically",
    )
    sources: tuple[Source, ...] = ()
    records: tuple[Record, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[SharedText, ...] = ()
    trails: tuple[Trail, ...] = ()
    glossary: Glossary = Glossary()

    def on(self, day: str) -> Project:
        """The project with its records as they are on `day` (YYYY-MM-DD)."""
        dated: list[Dated] = []
        for record in self.records:
            dated += [*record.names, *record.places]
        as_of = era(dated, day)
        if as_of == AFTER_ALL:
            return self
        records = tuple(record.on(as_of) for record in self.records)
        return self.model_copy(update={"records": records})

    def office(self, own: tuple[Contact, ...]) -> Contact | None:
        """The office to ask or tell about a site with `own` contacts."""
        return next(iter(own or self.contacts), None)

    @property
    def host(self) -> Host | None:
        """The host printed addresses use: the first."""
        return self.hosts[0] if self.hosts else None
