"""One place in two pictures of different times: one below the other, or laid over each other by a slider."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.dates import bounds
from generator.model import Block, Site, Text, field


class BeforeAfterBlock(Block):
    """Xưa và nay. / Then and now."""

    usual_heading: ClassVar[Text] = Text(vi="Xưa và nay", en="Then and now", km=None)
    order: ClassVar[int] = 33
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["before_after"] = field("Loại khối", "Kind")
    before: str = field(
        "Hình trước (mã trong mục media)",
        "Earlier picture (id in media)",
        help_vi="Hình nào cũng cần ngày (date) trong mục media",
        help_en="Each picture needs its date in media",
    )
    after: str = field(
        "Hình sau (mã trong mục media)",
        "Later picture (id in media)",
        help_vi="Chụp cùng chỗ đứng, cùng khung thì mới chồng lên nhau được",
        help_en="Only pictures from one standpoint in one frame can be laid over each other",
    )

    def media(self) -> tuple[str, ...]:
        return (self.before, self.after)

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        found = [m for m in (site.media_by_id(name) for name in self.media()) if m]
        undated = tuple(("compared-undated", {"name": m.id}) for m in found if not m.date)
        if undated or len(found) < 2:
            return undated
        start, end = (bounds(m.date or "") for m in found)
        if self.before == self.after or start[0] > end[1]:
            return (("compared-backwards", {"before": self.before, "after": self.after}),)
        return ()

    def plain_text(self, site: Site, language: str) -> str:
        found = (site.media_by_id(name) for name in self.media())
        return " ".join(m.caption.get(language) or "" for m in found if m and m.caption)
