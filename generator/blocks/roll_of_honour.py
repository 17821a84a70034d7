"""The roll of honour: names as cut or published, every field optional, nobody invented.

The order of fields follows Nghị định 131/2021/NĐ-CP, article 152. Without a verified list the block
says so; a name that is not known is 'Liệt sĩ chưa xác định được thông tin', never 'vô danh'.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Frozen, Site, Text, field
from generator.text import fold, name_order

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
}


class Martyr(Frozen):
    """One line of the roll; a field that is not known is empty."""

    name: str = ""
    alias: str = ""
    born: str = ""
    native_place: str = ""
    native_place_now: str = ""
    rank: str = ""
    unit: str = ""
    died: str = ""
    panel: str = ""
    column: str = ""
    line: str = ""
    source: str = ""


class RollOfHonourBlock(Block):
    """Danh sách liệt sĩ. / Roll of honour."""

    usual_heading: ClassVar[Text] = Text(vi="Danh sách liệt sĩ", en="Roll of honour", km=None)
    order: ClassVar[int] = 25
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
        people = tuple(Martyr(**_known(row)) for row in rows)
        return self.model_copy(
            update={"rows": tuple(sorted(people, key=lambda m: name_order(m.name)))}
        )

    @property
    def shown(self) -> tuple[Martyr, ...]:
        """The lines a page may show: none until somebody has verified the list."""
        return self.rows if self.verified_by else ()

    def warnings(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        unverified = self.file and not self.verified_by
        return (("roll-unverified", {"file": self.file or ""}),) if unverified else ()

    def plain_text(self, site: Site, language: str) -> str:
        return " ".join(m.name for m in self.shown)


def _known(row: dict[str, str]) -> dict[str, str]:
    """The row's cells under our field names; a column nobody knows is refused by name."""
    unknown = [head for head in row if head and fold(head) not in _COLUMNS]
    if unknown:
        raise ValueError(f"roll-column:{unknown[0]}")
    return {_COLUMNS[fold(head)]: value.strip() for head, value in row.items() if head and value}
