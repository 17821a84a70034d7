"""What a page's template may ask: words, dates, links, pictures, source marks. It looks up, never works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator.accuracy import Accuracy, accuracy
from generator.addresses import list_address
from generator.dates import bounds, say
from generator.jobs import Made, Neighbour, PageJob, Revision
from generator.make import story
from generator.model import (
    Address,
    Block,
    Media,
    Narration,
    Project,
    Recurring,
    Review,
    Site,
    Source,
    Sourced,
    Story,
    Text,
    ended,
    holds,
)
from generator.signing import review_digest
from generator.words import bytes_for_people, rank_line, word


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
    def modern_type(self) -> str:
        """Media type of the modern ladder."""
        return self.modern[0].media_type


class View:
    """One page in one language."""

    def __init__(self, job: PageJob, needs: Mapping[str, tuple[Made, ...]]) -> None:
        assert job.project is not None
        self.job = job
        self.needs = needs
        self.language = job.language
        self.root = job.root
        self.project: Project = job.project
        self.revision: Revision | None = job.revision
        self.texts = dict(job.texts)
        self.scripts = dict(job.scripts)

    # --- words ---------------------------------------------------------------------------

    def w(self, key: str, **values: object) -> str:
        """An interface word."""
        return word(key, self.language, **values)

    def word_in(self, language: str, key: str) -> str:
        """An interface word in another language than the page's: for links that lead there."""
        return word(key, language)

    def t(self, text: Text | None) -> Markup:
        """The text in the page's language; another language is marked as such (WCAG 3.1.2)."""
        if text is None:
            return Markup("")
        words, language = text.best(self.language)
        if language == self.language:
            return Markup.escape(words)
        return Markup('<span lang="{}">{}</span>').format(language, words)

    def unread_khmer(self, text: Text) -> Markup:
        """The Khmer words beside ours, flagged: no Khmer reader has signed them yet."""
        if self.language == "km" or not text.km:
            return Markup("")
        flag = self.w("khmer-unread")
        return Markup(' · <span lang="km">{}</span> <small class="hedge">({})</small>').format(
            text.km, flag
        )

    def pick(self, pairs: Iterable[tuple[str, str]]) -> Markup:
        """The same for (language, words) pairs."""
        found = dict(pairs)
        return self.t(Text(**found)) if found else Markup("")

    def plain(self, text: Text | None) -> str:
        """The text without markup, for attributes."""
        return text.best(self.language)[0] if text else ""

    def date(self, edtf: str | None) -> str:
        """A date in words."""
        return say(edtf, self.language) if edtf else self.w("undated")

    def day(self, item: Recurring) -> str:
        """The day of the year something returns on: 'ngày 19/5', '2/9 âm lịch'."""
        if not item.day:
            return self.w("no-fixed-day")
        if item.calendar == "solar":
            return say(f"2000-{item.day}", self.language)[:-5]  # any leap year, cut off again
        month, day = (int(part) for part in item.day.split("-"))
        return self.w("day-lunar", day=day, month=month)

    def length(self, seconds: float) -> str:
        """Seconds of sound for people: '22 giây', '1 phút 52 giây'."""
        minutes, rest = divmod(round(seconds), 60)
        return self.w("length-minutes" if minutes else "length-seconds", m=minutes, s=rest)

    def short(self, text: Text) -> Markup:
        """A short Markdown text as safe HTML."""
        words, language = text.best(self.language)
        html = Markup(story.inline(words, self.mark, self.doubt))  # noqa: S704 - cleaned by nh3
        return (
            html
            if language == self.language
            else Markup('<div lang="{}">{}</div>').format(language, html)
        )

    def size(self, size: int) -> str:
        """Bytes for people."""
        return bytes_for_people(size, self.language)

    # --- links and pictures -----------------------------------------------------------------

    def href(self, address: str) -> str:
        """A relative link to an address of the edition; works on any host and sub-path."""
        return f"{self.root}{address}" or "./"

    def absolute(self, address: str) -> str:
        """The full address, or '' while the project names no host."""
        return f"{self.project.host.base}/{address}" if self.project.host else ""

    def stem(self, media: Media | None) -> str:
        """Target stem of a media file."""
        if media is None or self.revision is None:
            return ""
        digest = dict(self.revision.files).get(f"media/{media.file}", "")
        return f"m/{digest[:16]}" if digest else ""

    def picture(self, media: Media | None) -> Picture | None:
        """The renditions of a media entry, None if it is not published."""
        return self.tile(self.stem(media), media)

    def tile(self, stem: str, media: Media | None = None) -> Picture | None:
        """The renditions behind a stem."""
        made = self.needs.get(stem, ())
        plain = tuple(
            sorted((m for m in made if m.media_type == "image/jpeg"), key=lambda m: m.width)
        )
        modern = tuple(
            sorted(
                (m for m in made if m.media_type in ("image/avif", "image/webp")),
                key=lambda m: m.width,
            )
        )
        return Picture(modern, plain, media) if plain else None

    def visible(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those ids of media whose picture is published."""
        return tuple(name for name in names if self.picture(self.site.media_by_id(name)))

    def sounds(self, media: Media | None) -> tuple[Made, ...]:
        """The renditions of a recording, AAC first."""
        return tuple(
            m for m in self.needs.get(self.stem(media), ()) if m.media_type.startswith("audio/")
        )

    # --- the site -----------------------------------------------------------------------

    @property
    def site(self) -> Site:
        """The site of a site page."""
        assert self.revision is not None
        return self.revision.site

    @property
    def story(self) -> Story:
        """The texts in the page's language."""
        found = self.site.story(self.language)
        assert found is not None
        return found

    @cached_property
    def hero(self) -> Picture | None:
        """The main picture."""
        return self.picture(self.site.media_by_id(self.site.picture) if self.site.picture else None)

    @cached_property
    def rank(self) -> str:
        """'Di tích lịch sử cấp quốc gia'."""
        return rank_line(self.site, self.language)

    @cached_property
    def placed(self) -> tuple[tuple[str, str], ...]:
        """The story in pieces: HTML, and the blocks it places."""
        return story.render(self.story.body, self.mark, self.doubt)

    def block(self, block_id: str) -> Block | None:
        """The block of that id."""
        return next((b for b in self.site.blocks if b.id == block_id and "web" in b.editions), None)

    @cached_property
    def rest(self) -> tuple[Block, ...]:
        """Blocks the story does not place, in the standard order; the narration stands above the story."""
        placed = {value for kind, value in self.placed if kind == "block"}
        free = [
            b
            for b in self.site.blocks
            if b.id not in placed and "web" in b.editions and b.kind != "audio"
        ]
        return tuple(sorted(free, key=lambda b: b.order))

    @cached_property
    def audio(self) -> Block | None:
        """The narration block."""
        return next((b for b in self.site.blocks if b.kind == "audio"), None)

    @cached_property
    def narration(self) -> Narration | None:
        """The script in the page's language."""
        return next((n for n in self.site.narrations if n.language == self.language), None)

    def now(self, places: Iterable[Address]) -> tuple[Address, ...]:
        """The addresses of the site, or of a part of it, that may be said and are in force."""
        return tuple(p for p in places if p.shown and holds(p, self.site.as_of))

    def once(self, places: Iterable[Address]) -> tuple[Address, ...]:
        """Those that may be said and were in force."""
        return tuple(p for p in places if p.shown and ended(p, self.site.as_of))

    def shown(self, items: Iterable[Sourced]) -> tuple[Sourced, ...]:
        """What may be said plainly or with attribution."""
        return tuple(i for i in items if i.shown)

    # --- sources ----------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Printed number of each source."""
        return {s.id: index for index, s in enumerate(self.cited, start=1)}

    def number(self, source_id: str) -> int:
        """Printed number of a source, 0 if unknown."""
        return self.numbers.get(source_id, 0)

    def mark(self, source_id: str) -> tuple[int, str] | None:
        """(printed number, link) of a source; on this page, or on the page of sources."""
        number = self.number(source_id)
        at = self.href(self.job.sources_at) if self.job.sources_at else ""
        return (number, f"{at}#{source_id}") if number else None

    def cite(self, item: Sourced | Source | tuple[str, ...] | Site) -> Markup:
        """Source marks after a claim, and what must be said of it: computed, or unofficial only."""
        ids = item if isinstance(item, tuple) else getattr(item, "sources", ())
        marks = Markup("").join(
            Markup('<a href="{}">[{}]</a>').format(found[1], found[0])
            for i in ids
            if (found := self.mark(i))
        )
        sup = Markup("<sup>\u2060{}</sup>").format(marks) if marks else Markup("")
        return sup + self._caution(item, ids)

    def _caution(self, item: object, ids: tuple[str, ...]) -> Markup:
        if getattr(item, "computed", False):
            return Markup(' <small class="hedge">({})</small>').format(self.w("computed"))
        words = self.doubt(ids)
        return Markup(' <small class="hedge">({})</small>').format(words) if words else Markup("")

    def doubt(self, ids: tuple[str, ...]) -> str:
        """What must be said of a claim with these sources: 'nguồn chưa chính thức' if all are copies."""
        found = [s for s in self.cited if s.id in ids]
        official = any(s.source_class.official for s in found)
        return "" if official or not found else self.w("only-unofficial")

    @cached_property
    def cited(self) -> tuple[Source, ...]:
        """The sources, in their printed order: the site's, else those of the list."""
        return self.site.sources if self.revision else self.project.sources

    @cached_property
    def review(self) -> Review | None:
        """The record that verifies this language's content as it stands (matched by *check*)."""
        return next(
            (r for r in self.site.reviews if r.scope == "content" and r.language == self.language),
            None,
        )

    @cached_property
    def newest(self) -> str:
        """Date of the newest source, EDTF; the page's own date, for the clock is not an input."""
        dates = [s.date for s in self.site.sources if s.date]
        return max(dates, key=lambda d: bounds(d)[1]) if dates else ""

    @cached_property
    def accuracy(self) -> Accuracy:
        """What an official should look at before signing."""
        return accuracy(self.site)

    def review_digest(self, scope: str) -> str:
        """What a review record of this scope and language is bound to."""
        assert self.revision is not None
        files = self.revision.files
        return review_digest(self.site, self.project, scope, self.language, files)

    # --- other pages -----------------------------------------------------------------------

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The sites this page may speak of."""
        return self.job.neighbours

    def site_address(self, neighbour: Neighbour) -> str:
        """Address of a neighbour in this language, or in the first language it has."""
        language = self.language if self.language in neighbour.languages else neighbour.languages[0]
        return f"{language}/{neighbour.slug}/"

    def site_addresses(self, neighbour: Neighbour) -> tuple[tuple[str, str], ...]:
        """(language, canonical address) of every page of a site."""
        return tuple(
            (x, f"{x}/{neighbour.slug}/")
            for x in self.project.languages
            if x in neighbour.languages
        )

    @property
    def list_address(self) -> str:
        """Address of the list in this language."""
        return list_address(self.language)

    def list_page(self, number: int) -> str:
        """Address of another page of the list."""
        return list_address(self.language, number)

    @property
    def addresses(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The project's own pages for the sitemap: for each, its (language, address) pairs."""
        languages = self.project.languages
        shared = sorted({page.id for page in self.project.pages})
        return (
            tuple((x, f"{x}/") for x in languages),
            tuple((x, list_address(x)) for x in languages),
            *(
                tuple(
                    (p.language, f"{p.language}/{p.id}/")
                    for p in self.project.pages
                    if p.id == name
                )
                for name in shared
            ),
        )
