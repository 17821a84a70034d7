"""Events in the order of time, each with its date as far as it is known and its sources."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.dates import bounds
from generator.model import Block, Event, Site, Text, field


class TimelineBlock(Block):
    """Dòng thời gian. / Timeline."""

    usual_heading: ClassVar[Text] = Text(vi="Dòng thời gian", en="Timeline", km=None)
    order: ClassVar[int] = 40
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["timeline"] = field("Loại khối", "Kind")
    events: tuple[str, ...] = field(
        "Chọn sự kiện (mã); bỏ trống là tất cả", "Events (ids); empty means all", ()
    )

    def chosen(self, site: Site) -> tuple[Event, ...]:
        """The dated events that may be shown, earliest first; equal dates keep the editor's order."""
        dated = [
            e
            for e in site.events
            if e.date and e.shown and (not self.events or e.id in self.events)
        ]
        return tuple(sorted(dated, key=lambda e: bounds(e.date or "")))

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        known = {e.id for e in site.events}
        return tuple(
            ("unknown-reference", {"name": n, "list": "events"})
            for n in self.events
            if n not in known
        )

    def plain_text(self, site: Site, language: str) -> str:
        return " ".join(e.text.get(language) or "" for e in self.chosen(site))
