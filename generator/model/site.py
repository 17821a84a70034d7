"""A relic site: facts once, texts per language. A `Site` in hand needs no further checks."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import SerializeAsAny

from generator.model.base import FORMAT, Frozen, Id, Statement, Text, When, field
from generator.model.media import Media, Narration, Story
from generator.model.people import Event, Fact, Person, QuizQuestion, Recurring, Thing
from generator.model.review import Review
from generator.model.source import (
    Address,
    Decision,
    Dispute,
    Missing,
    Name,
    Point,
    Source,
    Way,
)


class Kind(StrEnum):
    """What the place is; a memorial work is honoured, not ranked."""

    ranked_relic = "ranked-relic"
    inventoried = "inventoried"
    memorial = "memorial"
    named_after = "named-after"
    trail_place = "trail-place"


class RelicType(StrEnum):
    """Law 45/2024/QH15, article 21."""

    event = "historical-event"
    person = "historical-person"
    historical = "historical"
    architecture = "architecture-art"
    archaeology = "archaeology"
    scenic = "scenic"
    mixed = "mixed"


class Level(StrEnum):
    """Rank by Law 45/2024/QH15: prime minister, minister, province; or honestly none."""

    special = "special-national"
    national = "national"
    provincial = "provincial"
    inventoried = "inventoried"
    unranked = "unranked"


class Block(Frozen):
    """One media block of a page; each kind is a subclass in `generator/blocks/<kind>.py`.

    A block brings all that is said about it: its fields and help, its usual heading, its place in
    the standard order, what search reads, and which editions show it.
    """

    usual_heading: ClassVar[Text]
    order: ClassVar[int] = 50
    editions: ClassVar[tuple[str, ...]] = ("web",)

    kind: str = field("Loại khối", "Kind")
    id: Id = field("Mã", "Id")
    heading: Text | None = field("Tiêu đề", "Heading", None)

    @property
    def shown_heading(self) -> Text:
        """The heading on the page."""
        return self.heading or self.usual_heading

    def media(self) -> tuple[str, ...]:
        """Ids of the media it shows, so that *plan* derives them."""
        return ()

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        """Problems only this block knows of, as (kind, params); the place is the block's."""
        return ()

    def plain_text(self, site: Site, language: str) -> str:
        """What search may find in it."""
        return ""

    @property
    def data_file(self) -> str | None:
        """A CSV below the site folder whose rows `with_rows` takes."""
        return None

    def with_rows(self, rows: tuple[dict[str, str], ...]) -> Block:
        """The same block holding the rows of its data file; ValueError names a problem kind."""
        return self


class Part(Frozen):
    """A component site or a stop inside the site: it can carry its own plaque and code."""

    id: Id = field("Mã", "Id")
    number: int | None = field("Số thứ tự", "Number", None, ge=1, le=999)
    name: Text = field("Tên", "Name")
    where: Text | None = field("Ở đâu (bằng lời)", "Where, in words", None)
    text: Text | None = field("Lời thuyết minh", "Text", None)
    picture: str | None = field("Hình", "Picture", None)
    audio: str | None = field("Âm thanh", "Audio", None)
    places: tuple[Address, ...] = field("Địa chỉ qua các thời kỳ", "Dated addresses", ())
    point: Point | None = field("Tọa độ", "Point", None)
    sources: tuple[str, ...] = field("Nguồn", "Sources", ())


class Contact(Frozen):
    """An office to ask or tell; never a private person."""

    body: Text = field("Cơ quan", "Office")
    phone: str | None = field("Điện thoại", "Telephone", None, pattern=r"^[+0-9 ().-]{6,20}$")
    mail: str | None = field("Thư điện tử", "E-mail", None, pattern=r"^[^@\s]+@[^@\s]+$")
    note: Text | None = field("Ghi chú", "Note", None)


class Visit(Frozen):
    """What a visitor needs to know; every field may be absent."""

    hours: Statement | None = field("Giờ mở cửa", "Opening hours", None)
    fee: Statement | None = field("Vé", "Fee", None)
    manners: tuple[Statement, ...] = field("Khi vào viếng", "Manners", ())
    parking: Statement | None = field("Chỗ để xe", "Parking", None)
    wheelchair: Statement | None = field("Lối xe lăn", "Wheelchair access", None)
    toilets: Statement | None = field("Nhà vệ sinh", "Toilets", None)
    wifi: Statement | None = field("Wi-Fi", "Wi-Fi", None)
    managed_by: Statement | None = field("Đơn vị quản lý", "Managed by", None)
    notes: tuple[Statement, ...] = field("Có gì để xem", "What there is to see", ())


class PlatePreset(StrEnum):
    """Sizes a plaque can be ordered in."""

    bien_200 = "bien-200"


class PlateStyle(StrEnum):
    """Looks a plaque can have."""

    lacquer = "lacquer"


class Plate(Frozen):
    """A plaque ordered for this site: which texts go on it, and where it hangs."""

    part: Id | None = field("Điểm gắn", "Part", None)
    preset: PlatePreset = field("Cỡ biển", "Preset", PlatePreset.bien_200)
    style: PlateStyle = field("Kiểu", "Style", PlateStyle.lacquer)
    languages: tuple[str, ...] = field("Ngôn ngữ trên biển", "Languages", ("vi",))
    place: Text | None = field("Chỗ gắn", "Where it hangs", None)


class Works(Frozen):
    """The youth work this page belongs to."""

    title: Text | None = field("Tên công trình", "Title", None)
    body: Text | None = field("Đơn vị thực hiện", "Doing body", None)
    handed_to: Text | None = field("Đơn vị tiếp nhận", "Handed over to", None)
    date: When | None = field("Ngày", "Date", None)
    basis: Text | None = field("Căn cứ", "Legal basis", None)


class Site(Frozen):
    """Everything about one site (research: the 22 points); absent means unknown."""

    format: int = field("Phiên bản nội dung", "Content format", FORMAT, ge=1, le=FORMAT)
    slug: Id = field("Tên thư mục", "Folder name")
    kind: Kind = field("Loại công trình", "Kind of place")
    types: tuple[RelicType, ...] = field("Loại hình di tích", "Types", ())
    level: Level | None = field("Cấp xếp hạng", "Level", None)
    decisions: tuple[Decision, ...] = field("Quyết định xếp hạng", "Decisions", ())
    names: tuple[Name, ...] = field("Tên gọi", "Names", min_length=1)
    aliases: tuple[Id, ...] = field("Tên thư mục cũ", "Former folder names", ())
    places: tuple[Address, ...] = field("Địa chỉ qua các thời kỳ", "Dated addresses", ())
    address_recognised: Text | None = field("Địa chỉ công nhận", "Address as recognised", None)
    point: Point | None = field("Tọa độ", "Point", None)
    access: tuple[Way, ...] = field("Đường đến", "Access", ())
    components: tuple[Part, ...] = field("Các điểm di tích", "Component sites", ())
    stops: tuple[Part, ...] = field("Các điểm dừng", "Stops", ())
    facts: tuple[Fact, ...] = field("Thông tin", "Facts", ())
    context: tuple[Statement, ...] = field("Bối cảnh", "Context", ())
    values: tuple[Statement, ...] = field("Giá trị", "Values", ())
    condition: tuple[Statement, ...] = field(
        "Hiện trạng (không công bố)", "Condition (not public)", ()
    )
    events: tuple[Event, ...] = field("Sự kiện", "Events", ())
    recurring: tuple[Recurring, ...] = field("Lễ, ngày giỗ hằng năm", "Every year", ())
    people: tuple[Person, ...] = field("Nhân vật", "People", ())
    objects: tuple[Thing, ...] = field("Hiện vật", "Objects", ())
    disputed: tuple[Dispute, ...] = field("Điểm còn khác nhau giữa các nguồn", "Disputed", ())
    claims: tuple[Statement, ...] = field("Số liệu phải ghi theo nguồn", "Claims to attribute", ())
    missing: tuple[Missing, ...] = field("Tư liệu cần tìm", "What is missing", ())
    sources: tuple[Source, ...] = field("Nguồn tư liệu", "Sources", ())
    media: tuple[Media, ...] = field("Hình ảnh, âm thanh", "Media", ())
    blocks: tuple[SerializeAsAny[Block], ...] = field("Các khối của trang", "Blocks", ())
    visit: Visit | None = field("Tham quan", "Visit", None)
    contacts: tuple[Contact, ...] = field("Liên hệ", "Contacts", ())
    quiz: tuple[QuizQuestion, ...] = field("Câu hỏi", "Quiz", ())
    trails: tuple[Id, ...] = field("Thuộc hành trình", "Trails", ())
    plaques: tuple[Plate, ...] = field("Biển", "Plaques", ())
    works: Works | None = field("Công trình", "Works", None)
    picture: str | None = field(
        "Hình đại diện",
        "Main picture",
        None,
        help_vi="Mã của một hình trong mục media",
        help_en="Id of a picture in media",
    )
    stories: tuple[Story, ...] = ()
    narrations: tuple[Narration, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def name(self) -> Text:
        """The official name."""
        return next((n.text for n in self.names if n.kind == "official"), self.names[0].text)

    def story(self, language: str) -> Story | None:
        """The texts in exactly that language."""
        return next((s for s in self.stories if s.language == language), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages whose page really exists."""
        return tuple(s.language for s in self.stories)

    @property
    def address_now(self) -> Address | None:
        """The address in force: the last one without an end."""
        return next((p for p in reversed(self.places) if p.until is None), None)

    def media_by_id(self, name: str) -> Media | None:
        """The media entry of that id."""
        return next((m for m in self.media if m.id == name), None)

    def source(self, name: str) -> Source | None:
        """The source of that id."""
        return next((s for s in self.sources if s.id == name), None)
