"""The narration: a recording where there is one, else the script to read aloud."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field

WORDS_PER_MINUTE = 140
"""Reading speed of a calm Vietnamese or English narrator, for 'đọc lời thuyết minh, 2 phút'."""


class AudioBlock(Block):
    """Nghe thuyết minh. / Narration."""

    usual_heading: ClassVar[Text] = Text(vi="Nghe thuyết minh", en="Listen", km=None)
    order: ClassVar[int] = 0
    at_head: ClassVar[bool] = True
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["audio"] = field("Loại khối", "Kind")
    recordings: tuple[str, ...] = field(
        "Các bản ghi (mã trong mục media)", "Recordings (ids in media)", ()
    )
    worship: bool = field(
        "Nơi thờ tự",
        "A place of worship",
        False,
        help_vi="true thì không dùng giọng máy",
        help_en="true: no synthetic voice",
    )

    def media(self) -> tuple[str, ...]:
        return self.recordings

    def recording(self, site: Site, language: str) -> str:
        """Id of the recording in `language`, or ''."""
        found = (site.media_by_id(name) for name in self.recordings)
        return next((m.id for m in found if m and m.language == language), "")

    def minutes(self, site: Site, language: str) -> int:
        """Minutes it takes to read the script aloud, at least 1; 0 without a script."""
        words = len(self.plain_text(site, language).split())
        return max(1, round(words / WORDS_PER_MINUTE)) if words else 0

    def formats(self, site: Site, language: str) -> tuple[str, ...]:
        media = site.media_by_id(self.recording(site, language))
        return ("listen",) if media and media.public else ()

    @property
    def solemn(self) -> bool:
        return self.worship

    def plain_text(self, site: Site, language: str) -> str:
        found = (n for n in site.narrations if n.language == language)
        return " ".join(cue.text for n in found for cue in n.cues)
