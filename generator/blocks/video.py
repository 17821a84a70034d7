"""A film of the place: what is said in it can be read, or it is one in sign language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from generator.model import Block, Captions, Site, Text, field
from generator.model.media import PICTURED
from generator.problems import ERROR, WARNING

IN_PLACE = 900
"""Characters of captions that stand beside the film; longer ones have a page of their own."""

SIGNED = Text(vi="Ngôn ngữ ký hiệu", en="Sign language", km=None)


class VideoBlock(Block):
    """Phim. / A film."""

    usual_heading: ClassVar[Text] = Text(vi="Xem phim", en="Film", km=None)
    order: ClassVar[int] = 35
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["video"] = field("Loại khối", "Kind")
    video: str = field(
        "Phim",
        "Film",
        help_vi="Mã trong mục media; tệp MP4 (H.264, AAC), nhiều nhất 15 phút, 15 MB mỗi phút",
        help_en="Id in media; an MP4 (H.264, AAC) of at most 15 minutes and 15 MB a minute",
    )
    poster: str | None = field(
        "Hình đứng trước phim",
        "Picture before the film",
        None,
        help_vi="Mã trong mục media; bỏ trống thì lấy một hình trong phim",
        help_en="Id in media; a picture of the film itself if left out",
    )
    captions: Text | None = field(
        "Phụ đề",
        "Captions",
        None,
        help_vi="Tên tệp .srt hoặc .vtt trong media/ theo từng tiếng, ví dụ vi: phim.vi.srt",
        help_en="Name of the .srt or .vtt file in media/ for each language, such as vi: film.vi.srt",
    )
    sign: bool = field(
        "Phim ngôn ngữ ký hiệu",
        "In sign language",
        False,
        help_vi="true thì phim đứng đầu trang, cạnh phần nghe, và không cần phụ đề",
        help_en="true: it stands at the head of the page, beside what is heard, and needs no captions",
    )
    silent: bool = field(
        "Phim không tiếng",
        "Without sound",
        False,
        help_vi="true nếu trong phim không có gì để nghe; khi đó không cần phụ đề",
        help_en="true if there is nothing to hear in it; it then needs no captions",
    )
    rows: tuple[Captions, ...] = ()

    @property
    def leads(self) -> bool:
        return self.sign

    @property
    def shown_heading(self) -> Text:
        return self.heading or (SIGNED if self.sign else self.usual_heading)

    def formats(self, site: Site, language: str) -> tuple[str, ...]:
        media = site.media_by_id(self.video)
        return ("sign",) if self.sign and media and media.public and media.alt else ()

    def media(self) -> tuple[str, ...]:
        return (self.video, self.poster) if self.poster else (self.video,)

    @property
    def film(self) -> str:
        return self.video

    @property
    def caption_files(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.captions.items()) if self.captions else ()

    def with_captions(self, captions: tuple[Captions, ...]) -> Self:
        return self.model_copy(update={"rows": captions})

    @property
    def tracks(self) -> tuple[Captions, ...]:
        return self.rows

    def read_in(self, language: str) -> Captions | None:
        """The captions that a page in `language` gives to read: its own, else the first there are."""
        own = (captions for captions in self.rows if captions.language == language)
        return next(own, self.rows[0] if self.rows else None)

    def apart(self, language: str) -> bool:
        found = self.read_in(language)
        return found is not None and len(found.words) > IN_PLACE

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        return tuple(self._faults(site))

    def _faults(self, site: Site) -> Iterator[tuple[str, dict[str, str]]]:
        film = site.media_by_id(self.video)
        if film and film.kind != "video":
            yield "video-of-no-film", {"name": self.video, "file": film.file}
        elif not (self.captions or self.sign or self.silent):
            yield "video-without-captions", {"name": self.video}
        poster = site.media_by_id(self.poster) if self.poster else None
        if poster and poster.kind not in PICTURED:
            yield "video-poster", {"name": poster.id, "file": poster.file}

    def film_checks(
        self, seconds: float, *, heard: bool
    ) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        late = (one.language for one in self.rows if one.lines[-1].start > seconds)
        found: list[tuple[str, tuple[str, ...], str]] = [
            ("captions-past-end", ("captions", language), ERROR) for language in late
        ]
        if self.silent and heard:
            found.append(("video-not-silent", ("silent",), ERROR))
        if not (heard or self.silent or self.sign):
            found.append(("video-unheard", ("video",), WARNING))
        return tuple(found)

    def plain_text(self, site: Site, language: str) -> str:
        film = site.media_by_id(self.video)
        own = (captions.words for captions in self.rows if captions.language == language)
        return " ".join(own) if film and film.public else ""
