"""What a template may ask of pictures and sound: which renditions there are, and of which size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.addresses import stem, track_target
from generator.jobs import Made
from generator.make.view_words import Words
from generator.model import Captions, Media
from generator.tiles import FIRST, ROUND, scale_within

BAND = 3
"""Times as wide as high: of a wider picture, cropped to a phone's frame, a blur would be left."""

MAPPED = 1000
"""Images that a sitemap may name for one page (Google, image sitemaps)."""


@dataclass(frozen=True)
class Picture:
    """The renditions of one picture: the modern ladder, the JPEG ladder, and px of the largest."""

    modern: tuple[Made, ...]
    plain: tuple[Made, ...]
    media: Media | None = None

    @property
    def width(self) -> int:
        """Width of the largest rendition, px."""
        return self.plain[-1].width

    @property
    def height(self) -> int:
        """Height of the largest rendition, px."""
        return self.plain[-1].height

    @property
    def wide(self) -> bool:
        """Whether it is a band, to be shown whole or not at all."""
        return self.width > BAND * self.height

    @property
    def modern_type(self) -> str:
        """Media type of the modern ladder."""
        return self.modern[0].media_type


@dataclass(frozen=True)
class Close:
    """A picture that can be looked at closely: where its tiles lie, and px of the finest level.

    `alone` is the picture in one file; `first` and `most` are the bytes that come with the first
    look, and of all tiles together.
    """

    address: str
    width: int
    height: int
    alone: str
    first: int
    most: int


@dataclass(frozen=True)
class Round:
    """A view all round in one size: its JPEG, and the bytes of its heaviest format, for a phone takes one."""

    target: str
    size: int


class Pictures(Words):
    """The pictures and recordings of a page, as earlier waves made them."""

    def stem(self, media: Media | None) -> str:
        """Target stem of a media file."""
        if media is None or self.revision is None:
            return ""
        digest = dict(self.revision.files).get(f"media/{media.file}", "")
        return stem(digest) if digest else ""

    def picture(self, media: Media | None) -> Picture | None:
        """The renditions of a media entry, None if it is not published or a film."""
        return None if self.film(media) else self._renditions(self.stem(media), media)

    def tile(self, stem: str) -> Picture | None:
        """The renditions behind a stem, if something can be seen in a small frame."""
        found = self._renditions(stem)
        return found if found and not found.wide else None

    def _renditions(self, stem: str, media: Media | None = None) -> Picture | None:
        made = [m for m in self.needs.get(stem, ()) if m.width < min(ROUND)]
        wide = self.needs.get(f"{stem}/screen", ())
        plain = tuple(
            sorted(
                (m for m in (*made, *wide) if m.media_type == "image/jpeg"), key=lambda m: m.width
            )
        )
        modern = tuple(
            sorted(
                (m for m in made if m.media_type in ("image/avif", "image/webp")),
                key=lambda m: m.width,
            )
        )
        # A kiosk's wide renditions are JPEG, and of two ladders a browser climbs the first.
        return Picture(() if wide else modern, plain, media) if plain else None

    def close(self, media: Media | None) -> Close | None:
        """The tiles of a media entry, None if there are none."""
        at = f"{self.stem(media)}/tiles"
        made = self.needs.get(at, ()) if media and media.zoom else ()
        whole = next(((m.target, fact) for m in made if (fact := dict(m.facts).get("whole"))), None)
        if whole is None:
            return None
        width, height = map(int, whole[1].split("x"))
        first = str(scale_within(width, height, FIRST))
        tiles = [(m.size, dict(m.facts)["scale"]) for m in made if "scale" in dict(m.facts)]
        return Close(
            f"{at}/", width, height, whole[0],
            first=sum(size for size, scale in tiles if scale == first),
            most=sum(size for size, _ in tiles),
        )  # fmt: skip

    def rounds(self, media: Media | None) -> tuple[Round, ...]:
        """The sizes in which a view all round may be looked at, the lighter first."""
        found: dict[int, list[Made]] = defaultdict(list)
        for one in (
            self.needs.get(self.stem(media), ()) if media and media.kind == "panorama" else ()
        ):
            if one.width in ROUND:
                found[one.width].append(one)
        return tuple(
            Round(next(m.target for m in same if m.media_type == "image/jpeg"), max(m.size for m in same))
            for _, same in sorted(found.items())
        )  # fmt: skip

    def largest(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Targets of the largest JPEG behind each stem; at most as many as a sitemap may name for a page."""
        found = (self.tile(stem) for stem in stems)
        return tuple(picture.plain[-1].target for picture in found if picture)[:MAPPED]

    def visible(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those ids of media whose picture is published."""
        return tuple(name for name in names if self.picture(self.site.media_by_id(name)))

    @cached_property
    def mounted(self) -> str:
        """Id of the published photograph of the plaque that hangs here; empty if there is none."""
        plates = (plate for plate in self.site.plaques if (plate.part or "") == self.job.part)
        shown = self.visible(plate.mounted for plate in plates if plate.mounted)
        photos = {media.id for media in self.site.media if media.kind == "photo"}
        return next(
            (name for name in shown if name in photos), ""
        )  # a drawing is no likeness of it

    @cached_property
    def hero(self) -> Picture | None:
        """The main picture, if it can fill the head of a page."""
        found = self._main
        return found if found and not found.wide else None

    @property
    def band(self) -> bool:
        """Whether the main picture is a band, which stands whole below the head."""
        return bool(self._main and self._main.wide)

    @cached_property
    def _main(self) -> Picture | None:
        return self.picture(self.site.media_by_id(self.site.picture) if self.site.picture else None)

    def film(self, media: Media | None) -> Made | None:
        """A film as phones play it, None if it is not published."""
        made = self.needs.get(self.stem(media), ())
        return next((m for m in made if m.media_type == "video/mp4"), None)

    def poster(self, media: Media | None) -> Made:
        """The picture of a published film that stands before it."""
        return next(m for m in self.needs[self.stem(media)] if m.media_type == "image/jpeg")

    def solid(self, media: Media | None) -> Made | None:
        """A thing in three dimensions as glTF, None if it is not published."""
        made = self.needs.get(self.stem(media), ())
        return next((m for m in made if m.media_type == "model/gltf-binary"), None)

    def track(self, captions: Captions) -> str:
        """Target of the captions of a film."""
        return track_target(captions.track)

    def sounds(self, media: Media | None) -> tuple[Made, ...]:
        """The renditions of a recording, AAC first."""
        return self._sounds(self.stem(media))

    def _sounds(self, stem: str) -> tuple[Made, ...]:
        return tuple(m for m in self.needs.get(stem, ()) if m.media_type.startswith("audio/"))
