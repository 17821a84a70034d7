"""The roll of honour: names as cut or published, every field optional, nobody invented.

The order of fields follows Nghị định 131/2021/NĐ-CP, article 152. Without a verified list the block
says so; a name that is not known is 'Liệt sĩ chưa xác định được thông tin', never 'vô danh'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import ClassVar, Literal

from generator.model import Block, Doubt, Site, Text, field
from generator.model.roll import Martyr, NamedRow, Status
from generator.roll import entries
from generator.roll_doubts import doubts
from generator.text import fold, name_order, normal, slug

_COLUMNS = {
    "ho va ten": "name",
    "ho ten": "name",
    "name": "name",
    "bi danh": "alias",
    "alias": "alias",
    "sinh": "born",
    "nam sinh": "born",
    "ngay sinh": "born",
    "born": "born",
    "nguyen quan": "native_place",
    "que quan": "native_place",
    "native place": "native_place",
    "nguyen quan nay": "native_place_now",
    "native place now": "native_place_now",
    "cap bac, chuc vu": "rank",
    "cap bac": "rank",
    "chuc vu": "rank",
    "rank": "rank",
    "don vi": "unit",
    "unit": "unit",
    "hy sinh": "died",
    "ngay hy sinh": "died",
    "died": "died",
    "bang": "panel",
    "panel": "panel",
    "cot": "column",
    "column": "column",
    "dong": "line",
    "line": "line",
    "nguon": "source",
    "source": "source",
    "ma": "id",
    "id": "id",
    "tinh trang": "status",
    "trang thai": "status",
    "status": "status",
}

_NAMELESS = {
    "vô danh",
    "liệt sĩ vô danh",
    "liệt sỹ vô danh",
    "chưa rõ tên",
    "không rõ tên",
    "chưa biết tên",
}
"""What may not stand in a name's place, mark for mark (Võ Danh is a name): an empty cell says it better."""

_STATUS: dict[str, Status] = {
    "da xac minh": "verified",
    "verified": "verified",
    "dang xac minh": "checking",
    "being verified": "checking",
    "chua du thong tin": "incomplete",
    "incomplete": "incomplete",
}

INLINE = 30
"""Names that stand on the site's own page; longer lists show their initials there."""


class RollOfHonourBlock(Block):
    """Danh sách liệt sĩ. / Roll of honour."""

    usual_heading: ClassVar[Text] = Text(vi="Danh sách liệt sĩ", en="Roll of honour", km=None)
    order: ClassVar[int] = 80
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["roll_of_honour"] = field("Loại khối", "Kind")
    file: str | None = field(
        "Tệp CSV",
        "CSV file",
        None,
        max_length=200,
        help_vi="Tệp Excel lưu dạng CSV UTF-8, để cạnh site.yaml, ví dụ danh-sach.csv",
        help_en="Saved from Excel as CSV UTF-8, beside site.yaml, such as names.csv",
    )
    verified_by: Text | None = field(
        "Cơ quan xác minh danh sách",
        "Who verified the list",
        None,
        help_vi="Ví dụ: Phòng Nội vụ, kèm ngày xác minh",
        help_en="Such as: an office, with the date",
    )
    sources: tuple[str, ...] = field("Nguồn", "Sources", ())
    rows: tuple[Martyr, ...] = ()

    @property
    def data_file(self) -> str | None:
        return self.file

    def with_rows(self, rows: tuple[dict[str, str], ...]) -> RollOfHonourBlock:
        people = tuple(_martyr(row) for row in rows)
        twice = [name for name, count in Counter(m.id for m in people if m.id).items() if count > 1]
        if twice:
            raise ValueError(f"roll-id-twice:{min(twice)}")
        return self.model_copy(
            update={"rows": tuple(sorted(people, key=lambda m: name_order(m.name)))}
        )

    def doubts(self, rows: tuple[dict[str, str], ...]) -> Iterator[Doubt]:
        return doubts([_martyr(row) for row in rows])

    @property
    def shown(self) -> tuple[Martyr, ...]:
        """The lines a page may show: none until somebody has verified the list."""
        return self.rows if self.verified_by else ()

    @property
    def short(self) -> bool:
        """Whether the site's own page shows every name."""
        return len(self.shown) <= INLINE

    @cached_property
    def entries(self) -> tuple[NamedRow, ...]:
        """The lines shown, in their order, each with its anchor and its place on the stele."""
        return entries(self.shown)

    def warnings(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        if self.file and not self.verified_by:
            return (("roll-unverified", {"file": self.file}),)
        alike = [entry.row.name for entry in self.entries if entry.also and entry.row.name]
        told = {"name": alike[0], "count": str(len(alike))} if alike else {}
        return (("roll-alike", told),) if alike else ()

    def plain_text(self, site: Site, language: str) -> str:
        return " ".join(m.name for m in self.shown)


def _martyr(row: dict[str, str]) -> Martyr:
    """The row as we know it; a ValueError names what nobody knows: a column, a status, an id, a nameless."""
    cells = _known(row)
    written, name = cells.pop("status", ""), cells.pop("id", "")
    if written and fold(written) not in _STATUS:
        raise ValueError(f"roll-status:{written}")
    if name and not slug(name):
        raise ValueError(f"roll-id:{name}")
    if normal(cells.get("name", "")).lower() in _NAMELESS:
        raise ValueError(f"roll-nameless:{cells['name']}")
    status = _STATUS[fold(written)] if written else ""
    return Martyr(**cells, status=status, id=slug(name))


def _known(row: dict[str, str]) -> dict[str, str]:
    """The row's cells under our field names; a column nobody knows is refused by name."""
    unknown = [head for head in row if head and not _field(head)]
    if unknown:
        raise ValueError(f"roll-column:{unknown[0]}")
    return {_field(head): value.strip() for head, value in row.items() if head and value}


@lru_cache(maxsize=1000)
def _field(head: str) -> str:
    """Ours of the name over a column; '' where nobody knows it. Every row asks for the same few."""
    return _COLUMNS.get(fold(head), "")
