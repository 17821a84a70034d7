"""The project: owner bodies with dates, hosts that answer for printed addresses, languages, look."""

from __future__ import annotations

from generator.model.base import FORMAT, Frozen, Id, Sourced, Text, When, field
from generator.model.site import Contact, Level, Works
from generator.model.source import Address, Decision, Name, Source


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
    owners: tuple[str, ...] = field("Các đơn vị đứng tên", "Owning bodies", ())
    paid_until: When | None = field("Đã trả tiền đến", "Paid until", None)
    answers: str | None = field("Người chịu trách nhiệm", "Who answers", None)
    paper: str | None = field("Văn bản", "Paper", None)

    @property
    def complete(self) -> bool:
        """Whether everything is known that a final plaque needs."""
        return bool(self.owners and self.paid_until and self.answers and self.paper)


class PlaqueDefaults(Frozen):
    """What every plaque says unless its site says otherwise."""

    owner_line: Text | None = field("Dòng đơn vị", "Owner line", None)
    call: Text | None = field("Lời mời quét", "Call line", None)
    works_line: Text | None = field("Dòng công trình", "Works line", None)


class Record(Sourced):
    """A relic known too thinly for a page of its own: a row in the list."""

    id: Id = field("Mã", "Id")
    names: tuple[Name, ...] = field("Tên gọi", "Names", min_length=1)
    level: Level | None = field("Cấp xếp hạng", "Level", None)
    decisions: tuple[Decision, ...] = field("Quyết định", "Decisions", ())
    places: tuple[Address, ...] = field("Địa chỉ", "Addresses", ())
    text: Text | None = field("Điều đã biết", "What is known", None)
    missing: Text | None = field("Còn thiếu", "Missing", None)

    @property
    def name(self) -> Text:
        """The official name."""
        return self.names[0].text


class Unit(Frozen):
    """A present commune-level unit: its code, what it was made from, and its bounds in degrees (WGS 84)."""

    code: str = field("Mã đơn vị", "Code", pattern=r"^\d{2,5}$")
    name: str = field("Tên", "Name")
    province: str = field("Tỉnh, thành phố", "Province", "")
    made_from: tuple[str, ...] = field("Hợp thành từ", "Made from", ())
    bounds: tuple[float, float, float, float] | None = field(
        "Khung tọa độ (tây, nam, đông, bắc)", "Bounds (west, south, east, north)", None
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

    format: int = field("Phiên bản nội dung", "Content format", FORMAT, ge=1, le=FORMAT)
    title: Text = field("Tên trang", "Title")
    subtitle: Text | None = field("Dòng phụ", "Subtitle", None)
    notice: Text | None = field("Dòng lưu ý trên mọi trang", "Notice on every page", None)
    languages: tuple[str, ...] = field("Ngôn ngữ", "Languages", ("vi",), min_length=1)
    hosts: tuple[Host, ...] = field("Tên miền", "Hosts", ())
    owners: tuple[Owner, ...] = field("Đơn vị chủ quản", "Owner bodies", ())
    contacts: tuple[Contact, ...] = field("Liên hệ", "Contacts", ())
    plaque: PlaqueDefaults = field("Biển", "Plaques", PlaqueDefaults())
    works: Works | None = field("Công trình", "Works", None)
    licence: Text | None = field("Giấy phép nội dung", "Licence of the content", None)
    order: tuple[str, ...] = field("Thứ tự trên trang chủ", "Order on the home page", ())
    sources: tuple[Source, ...] = ()
    records: tuple[Record, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[SharedText, ...] = ()

    @property
    def host(self) -> Host | None:
        """The host printed addresses use: the first."""
        return self.hosts[0] if self.hosts else None
