"""How to get there: the ways in words, and a pin only where the point deserves one."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, Way, field


class MapBlock(Block):
    """Đường đến. / How to get there."""

    usual_heading: ClassVar[Text] = Text(vi="Đường đến", en="How to get there", km=None)
    order: ClassVar[int] = 50
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk", "print")

    kind: Literal["map"] = field("Loại khối", "Kind")

    def ways(self, site: Site) -> tuple[Way, ...]:
        """The ways that may be shown."""
        return tuple(w for w in site.access if w.shown)

    def drawn(self, site: Site) -> bool:
        """Whether there are stages to draw; never more than the facts name, and not to scale."""
        return any(way.stages for way in self.ways(site))

    def plain_text(self, site: Site, language: str) -> str:
        ways = self.ways(site)
        stages = (stage.name for way in ways for stage in way.stages)
        return " ".join(text.get(language) or "" for text in (*(w.text for w in ways), *stages))
