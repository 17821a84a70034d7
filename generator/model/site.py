"""A relic site: facts once, texts per language. A `Site` in hand needs no further checks."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, SerializeAsAny

from generator.model.around import Contact, Plate, Visit, Works
from generator.model.base import FORMAT, Confidence, Frozen, Id, Statement, Text, field
from generator.model.dated import AFTER_ALL, Dated, begun, era, holds
from generator.model.film import Filmed
from generator.model.media import Media, Narration, Story
from generator.model.part import Part
from generator.model.people import Event, Fact, Person, QuizQuestion, Recurring, Thing, ToFind
from generator.model.rank import Kind, Level, RelicType
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
    name_on,
)


class Block(Filmed):
    """One media block of a page; each kind is a subclass in `generator/blocks/<kind>.py`.

    A block brings all that is said about it: its fields and help, its usual heading, its place in
    the standard order, what search reads, and which editions show it.
    """

    usual_heading: ClassVar[Text]
    marked: ClassVar[tuple[str, ...]] = ()
    """Fields whose words may carry `[^source]` marks."""
    order: ClassVar[int] = 50
    """Its place on the page unless the story gives it one: to 19 beside the story, then the stops, from 30
    pictures, 40 dates, 50 the way there, 60 papers, then the people, from 80 names.
    """
    editions: ClassVar[tuple[str, ...]] = ("web",)

    kind: str = field("Loại khối", "Kind")
    id: Id = field(
        "Mã",
        "Id",
        help_vi="Tên ngắn của khối; [[mã]] trong bài viết là chỗ đặt khối ấy",
        help_en="Its short name; [[id]] in the story is where the block stands",
    )
    heading: Text | None = field(
        "Tiêu đề",
        "Heading",
        None,
        help_vi="Bỏ trống thì dùng tiêu đề thường",
        help_en="The usual heading if left out",
    )

    @property
    def shown_heading(self) -> Text:
        """The heading on the page."""
        return self.heading or self.usual_heading

    def media(self) -> tuple[str, ...]:
        """Ids of the media it shows, so that *plan* derives them."""
        return ()

    @property
    def solid(self) -> str:
        """Id of the thing in three dimensions that it shows, '' if none."""
        return ""

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        """Problems only this block knows of, as (kind, params); the place is the block's."""
        return ()

    @property
    def solemn(self) -> bool:
        """Whether it says that people pray here: no synthetic voice then stands anywhere on the page."""
        return False

    def formats(self, site: Site, language: str) -> tuple[str, ...]:
        """Ways to take in the page that it offers, such as `listen`; each has a word `way-…`."""
        return ()

    def warnings(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        """What only this block knows of and what stops nothing, in the same shape."""
        return ()

    def plain_text(self, site: Site, language: str) -> str:
        """What search may find in it."""
        return ""

    def annotations(self, media: str, canvas: str, width: int, height: int) -> list[dict[str, Any]]:
        """What it says of places in a picture, as Web Annotations on that picture's IIIF canvas."""
        return []

    @property
    def data_file(self) -> str | None:
        """A CSV below the site folder whose rows `with_rows` takes."""
        return None

    def with_rows(self, rows: tuple[dict[str, str], ...]) -> Block:
        """The same block holding the rows of its data file; ValueError names a problem kind."""
        return self


class Site(Frozen):
    """Everything about one site; absent means unknown."""

    format: int = field(
        "Phiên bản nội dung",
        "Content format",
        FORMAT,
        ge=1,
        le=FORMAT,
        help_vi="Luôn ghi 1",
        help_en="Always 1",
    )
    slug: Id = field(
        "Tên thư mục",
        "Folder name",
        help_vi="Giống hệt thư mục chứa tệp này: chữ thường không dấu, ví dụ den-tho-bac-ho",
        help_en="Exactly that of this file's folder: small letters and hyphens, such as den-tho-bac-ho",
    )
    kind: Kind = field(
        "Loại công trình",
        "Kind of place",
        help_vi="Nơi này là gì; nhà bia, nghĩa trang liệt sĩ là memorial",
        help_en="What the place is; a stele house or a martyrs' cemetery is a memorial",
    )
    types: tuple[RelicType, ...] = field(
        "Loại hình di tích",
        "Types",
        (),
        help_vi="Theo quyết định xếp hạng, ví dụ [historical-person]; chưa xếp hạng thì bỏ",
        help_en="As the ranking decision says, such as [historical-person]; leave out if not ranked",
    )
    level: Level | None = field(
        "Cấp xếp hạng",
        "Level",
        None,
        help_vi="Theo quyết định xếp hạng, ví dụ national; chưa thấy quyết định thì bỏ",
        help_en="As the ranking decision says, such as national; leave out until you have seen it",
    )
    decisions: tuple[Decision, ...] = field(
        "Quyết định xếp hạng",
        "Decisions",
        (),
        help_vi="Mỗi quyết định một mục; điều gì trên văn bản không rõ thì bỏ",
        help_en="One entry for each decision; leave out what the paper does not tell",
    )
    names: tuple[Name, ...] = field(
        "Tên gọi",
        "Names",
        min_length=1,
        help_vi="Tên chính thức đứng đầu trang, các tên khác hiện bên dưới",
        help_en="The official name heads the page, the others follow below",
    )
    aliases: tuple[Id, ...] = field(
        "Tên thư mục cũ",
        "Former folder names",
        (),
        help_vi="Tên mà thư mục này từng mang, nếu đã phải đổi, ví dụ [nha-bia-cu]",
        help_en="Names this folder had before, if it had to change, such as [nha-bia-cu]",
    )
    places: tuple[Address, ...] = field("Địa chỉ qua các thời kỳ", "Dated addresses", ())
    address_recognised: Text | None = field(
        "Địa chỉ công nhận",
        "Address as recognised",
        None,
        help_vi="Chép nguyên văn từ quyết định xếp hạng, kể cả tên xã, huyện thời ấy",
        help_en="Word for word from the ranking decision, with the commune and district of its time",
    )
    point: Point | None = field(
        "Tọa độ",
        "Point",
        None,
        help_vi="Đo tại chỗ bằng điện thoại; chưa đo được thì bỏ",
        help_en="Measured on the spot with a phone; leave it out until then",
    )
    access: tuple[Way, ...] = field(
        "Đường đến", "Access", (),
        help_vi="Mỗi cách đi một mục", help_en="One entry for each way of travelling",
    )  # fmt: skip
    components: tuple[Part, ...] = field(
        "Các điểm di tích", "Component sites", (),
        help_vi="Những điểm được nêu tên trong hồ sơ di tích",
        help_en="Those that the relic's dossier names",
    )  # fmt: skip
    stops: tuple[Part, ...] = field(
        "Các điểm dừng", "Stops", (),
        help_vi="Những chỗ khách dừng lại khi đi thăm, ví dụ cổng, nhà bia, bến nước",
        help_en="Where visitors halt on their way, such as the gate, the stele house, the landing",
    )  # fmt: skip
    facts: tuple[Fact, ...] = field(
        "Thông tin", "Facts", (),
        help_vi="Mỗi dòng một điều, ví dụ diện tích, chiều cao, số hiện vật",
        help_en="One line each, such as the area, the height, the number of objects",
    )  # fmt: skip
    context: tuple[Statement, ...] = field("Bối cảnh", "Context", ())
    values: tuple[Statement, ...] = field("Giá trị", "Values", ())
    condition: tuple[Statement, ...] = field(
        "Hiện trạng (không công bố)",
        "Condition (not public)",
        (),
        help_vi="Ghi cho cơ quan quản lý biết, ví dụ mái dột, chữ trên bia mờ",
        help_en="For the office in charge, such as a leaking roof or worn letters",
    )
    events: tuple[Event, ...] = field("Sự kiện", "Events", ())
    recurring: tuple[Recurring, ...] = field("Lễ, ngày giỗ hằng năm", "Every year", ())
    people: tuple[Person, ...] = field("Nhân vật", "People", ())
    objects: tuple[Thing, ...] = field("Hiện vật", "Objects", ())
    disputed: tuple[Dispute, ...] = field("Điểm còn khác nhau giữa các nguồn", "Disputed", ())
    claims: tuple[Statement, ...] = field(
        "Số liệu phải ghi theo nguồn",
        "Claims to attribute",
        (),
        help_vi="Con số do ai đó đưa ra: viết rõ “theo …” trong câu và ghi attributed: true",
        help_en="Figures somebody gives: the words say 'according to …', with attributed: true",
    )
    missing: tuple[Missing, ...] = field(
        "Tư liệu cần tìm", "What is missing", (),
        help_vi="Trang sẽ nhờ người đọc giúp; mỗi thứ một mục",
        help_en="The page asks its readers for these; one entry each",
    )  # fmt: skip
    sources: tuple[Source, ...] = field("Nguồn tư liệu", "Sources", ())
    media: tuple[Media, ...] = field("Hình ảnh, âm thanh", "Media", ())
    blocks: tuple[SerializeAsAny[Block], ...] = field("Các khối của trang", "Blocks", ())
    visit: Visit | None = field("Tham quan", "Visit", None)
    contacts: tuple[Contact, ...] = field("Liên hệ", "Contacts", ())
    quiz: tuple[QuizQuestion, ...] = field(
        "Câu hỏi", "Quiz", (), help_vi="Dành cho các đoàn học sinh", help_en="For school groups"
    )
    finds: tuple[ToFind, ...] = field(
        "Đi tìm", "To find", (), max_length=5,
        help_vi="Ba đến năm thứ khách có thể tự tìm thấy tại chỗ",
        help_en="Three to five things that visitors can find on the spot by themselves",
    )  # fmt: skip
    trails: tuple[Id, ...] = field(
        "Thuộc hành trình", "Trails", (),
        help_vi="Tên các hành trình đi qua nơi này, viết như mã, ví dụ [ve-nguon]",
        help_en="The trails that pass this place, written as ids, such as [ve-nguon]",
    )  # fmt: skip
    plaques: tuple[Plate, ...] = field(
        "Biển", "Plaques", (),
        help_vi="Bỏ trống thì nơi này có một biển 200 × 150 mm, chữ Việt",
        help_en="If left out, the place has one plaque of 200 × 150 mm, in Vietnamese",
    )  # fmt: skip
    works: Works | None = field("Công trình", "Works", None)
    picture: str | None = field(
        "Hình đại diện", "Main picture", None,
        help_vi="Mã của một hình trong mục media", help_en="Id of a picture in media",
    )  # fmt: skip
    vignette: str | None = field(
        "Hình nét một mực", "One-ink drawing", None,
        help_vi="Tệp SVG một màu đen trong media, tên kết thúc bằng -net.svg; in trên biển đủ chỗ",
        help_en="A black SVG file in media, its name ending in -net.svg; for plaques with room for it",
    )  # fmt: skip
    stories: tuple[Story, ...] = ()
    narrations: tuple[Narration, ...] = ()
    reviews: tuple[Review, ...] = ()
    as_of: Annotated[str, Field(exclude=True)] = AFTER_ALL
    """The day on which names and addresses are in force; no part of the content (`on`)."""

    def on(self, day: str) -> Site:
        """The site as it is on `day` (YYYY-MM-DD): equal for all days between two changes of it."""
        inside = (place for part in self.parts for place in part.places)
        dated: tuple[Dated, ...] = (*self.names, *self.places, *inside)
        as_of = era(dated, day)
        return self if as_of == self.as_of else self.model_copy(update={"as_of": as_of})

    @property
    def name(self) -> Text:
        """The official name in force, else the former one whose years it is, else the first official."""
        return name_on(self.names, self.as_of)

    @property
    def plate_name(self) -> Text:
        """The name a plate carries: the short one where the editor gives it, else the official."""
        return next((n.text for n in self.names_shown if n.kind == "short"), self.name)

    @property
    def is_ranked(self) -> bool:
        """Whether the law ranks it: at some level, and it is no memorial work, which is honoured instead."""
        ranks = (Level.special, Level.national, Level.provincial)
        return self.level in ranks and self.kind is not Kind.memorial

    @property
    def sure_decision(self) -> Decision | None:
        """A decision whose number is known beyond doubt: what is cut in stone is not taken back."""
        sure = (d for d in self.decisions if d.number and d.confidence is Confidence.high)
        return next(sure, None)

    @property
    def names_shown(self) -> tuple[Name, ...]:
        """The names a page may say; the official one is the page's own and always there."""
        own = self.name
        known = (n for n in self.names if begun(n, self.as_of) or n.text == own)
        return tuple(n for n in known if n.shown or n.text == own)

    def story(self, language: str) -> Story | None:
        """The texts in exactly that language."""
        return next((s for s in self.stories if s.language == language), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages whose page really exists."""
        return tuple(s.language for s in self.stories)

    @property
    def address_now(self) -> Address | None:
        """The address in force, the last one written if there are several."""
        return next((p for p in reversed(self.places) if holds(p, self.as_of)), None)

    @property
    def address_shown(self) -> Text | None:
        """The address in force, if it may be said."""
        now = self.address_now
        return now.text if now and now.shown else None

    @property
    def pin(self) -> Point | None:
        """The point, unless it is not known well enough for a pin, a link or a distance."""
        return self.point if self.point and self.point.confidence is not Confidence.low else None

    @property
    def finds_shown(self) -> tuple[ToFind, ...]:
        """Things to find that may be said."""
        return tuple(one for one in self.finds if one.shown)

    @property
    def disputes_shown(self) -> tuple[Dispute, ...]:
        """What sources disagree about, where at least two sides may be said."""
        return tuple(dispute for dispute in self.disputed if dispute.sides)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Component sites and stops: one name space, for `site#part` means either."""
        return (*self.components, *self.stops)

    @property
    def solemn(self) -> bool:
        """A place of remembrance or of worship."""
        return self.kind is Kind.memorial or any(block.solemn for block in self.blocks)

    @property
    def recorded(self) -> bool:
        """Whether there is something to hear."""
        return any(media.kind == "audio" and media.public for media in self.media)

    @property
    def shown_by_blocks(self) -> frozenset[str]:
        """Ids of films and models that a block shows; no other is published."""
        return frozenset(
            name for block in self.blocks for name in (block.film, block.solid) if name
        )

    def media_by_id(self, name: str) -> Media | None:
        """The media entry of that id."""
        return next((m for m in self.media if m.id == name), None)

    def source(self, name: str) -> Source | None:
        """The source of that id."""
        return next((s for s in self.sources if s.id == name), None)
