"""What a page's template may ask: a site and its blocks, other pages. It looks up, never works.

Words, pictures, sources and reports have modules of their own (`view_words`, `view_pictures` …).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from generator.addresses import (
    CODE,
    DUBLIN,
    FIND,
    GLOSSARY,
    LIST,
    MANIFEST,
    OPEN,
    PROFILES,
    RECORD,
    TRAILS,
    film_address,
    find_name_address,
    learn_address,
    list_address,
    page_address,
    record_stem,
)
from generator.entries import KINDS
from generator.jobs import Made, Neighbour
from generator.make import story
from generator.make.glossed import glossed
from generator.make.lent import lend
from generator.make.view_pictures import Pictures
from generator.make.view_reports import Reports
from generator.make.view_sources import Sources
from generator.model import Address, Block, Narration, Sourced, Story, ended, holds
from generator.model.readers import NEEDS_READER, is_read
from generator.model.roll import Roll
from generator.model.source import granting
from generator.model.translated import is_behind
from generator.text import commune, unmarked
from generator.words import lacks, rank_line


class View(Pictures, Sources, Reports):
    """One page in one language."""

    locales: ClassVar = {"vi": "vi_VN", "en": "en_GB", "km": "km_KH"}

    @property
    def story(self) -> Story:
        """The texts in the page's language."""
        found = self.site.story(self.language)
        assert found is not None
        return found

    @cached_property
    def rank(self) -> str:
        """'Di tích lịch sử cấp quốc gia'."""
        line = rank_line(self.site, self.language)
        return lend(line) if lacks("rank", self.language) else line

    @property
    def unmarked_name(self) -> str:
        """The name of the site without Vietnamese marks, for readers of English; '' if it has none."""
        name = self.plain(self.site.name)
        bare = unmarked(name) if self.language == "en" else name
        return "" if bare == name else bare

    @cached_property
    def ranked_by(self) -> str:
        """'Quyết định số 154/VH-QĐ, ngày 25/1/1991' as far as it is known; '' where no paper is."""
        site = self.site
        paper = granting(site.decisions) if site.is_ranked else None
        if paper is None or not (paper.number or paper.date):
            return ""
        day = self.date(paper.date) if paper.date else ""
        if not paper.number:
            return f"{self.w('ranked')} {day}"
        number = f"{self.w('decision')} {self.w('decision-number', number=paper.number)}"
        return f"{number}, {day}" if day else number

    @cached_property
    def placed(self) -> tuple[tuple[str, str], ...]:
        """The story in pieces: HTML, and the blocks it places."""
        pieces = story.render(self.story.body, self.mark, self.doubt)
        return glossed(pieces, self.job.terms, self.language, self._term)

    def _term(self, name: str) -> str:
        """The tag of a link to the word's one sentence, which comes with the first touch."""
        href = self.href(page_address(GLOSSARY, self.language))
        return Markup('<a href="{}#T-{}"{}>').format(href, name, self.on_touch("web/glossary.js"))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that a page of this edition shows, in the standard order."""
        shown = (b for b in self.site.blocks if self.job.edition in b.editions)
        return tuple(sorted(shown, key=lambda b: b.order))

    def block(self, block_id: str) -> Block | None:
        """The block of that id, to stand where the story places it."""
        return next((b for b in self.blocks if b.id == block_id and not b.leads), None)

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """Blocks that stand above the story."""
        return tuple(b for b in self.blocks if b.leads)

    @cached_property
    def rest(self) -> tuple[Block, ...]:
        """Blocks that follow the story, for it does not place them."""
        placed = {value for kind, value in self.placed if kind == "block"}
        return tuple(b for b in self.blocks if b.id not in placed and not b.leads)

    @cached_property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """(way, anchor) of the ways to take in the page: `listen`, `read`, `easy`, what blocks add.

        None where there is no choice beyond the player and the story.
        """
        found = {"read": "Story"} if self.placed else {}
        found |= {"easy": "Easy"} if self.story.easy_paragraphs else {}
        for block in reversed(self.blocks):
            found |= dict.fromkeys(block.formats(self.site, self.language), f"B-{block.id}")
        order = {"listen": 0, "read": 1, "easy": 2}
        known = sorted(found.items(), key=lambda pair: (order.get(pair[0], 3), pair[0]))
        return tuple(known) if found.keys() - {"listen", "read"} and len(found) > 1 else ()

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

    @property
    def unread(self) -> bool:
        """Whether it is Khmer that no named reader has confirmed: it says so, and no search lists it."""
        if self.revision:
            return not is_read(self.site, self.language)
        return self.language in NEEDS_READER and self.language not in dict(self.job.alternates)

    @cached_property
    def behind(self) -> bool:
        """Whether the page's text was translated from an older Vietnamese one."""
        return is_behind(self.site, self.site.story(self.language))

    @cached_property
    def behind_aloud(self) -> bool:
        """Whether what is read aloud here was."""
        return is_behind(self.site, self.narration)

    def opening(self, text: str) -> str:
        """The first paragraph of a text in Markdown, as plain words."""
        return story.opening(text)

    # --- other pages -----------------------------------------------------------------------

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The sites this page may speak of."""
        return self.job.neighbours

    @property
    def by_commune(self) -> tuple[tuple[Markup, tuple[Neighbour, ...]], ...]:
        """The same under the communes where they are today; the words are empty where none is named."""
        return tuple(
            (
                self.pick((x, commune(words)) for x, words in group[0].places if commune(words)),
                group,
            )
            for _, found in groupby(self.neighbours, key=lambda n: commune(n.place))
            if (group := tuple(found))
        )

    def site_address(self, neighbour: Neighbour) -> str:
        """Address of a neighbour in this language, or in the first language it has."""
        language = self.language if self.language in neighbour.languages else neighbour.languages[0]
        return f"{language}/{neighbour.slug}/"

    def site_addresses(self, neighbour: Neighbour) -> tuple[tuple[str, str], ...]:
        """(language, canonical address) of every page of a site."""
        return tuple((x, f"{x}/{neighbour.slug}/") for x in neighbour.languages)

    @property
    def locale(self) -> str:
        """The page's language as Open Graph names it."""
        return self.locales[self.language]

    @property
    def share_card(self) -> str:
        """Full address of the picture that goes with a shared link: the site's, else the project's."""
        site = f"{self.site.slug}/" if self.revision else ""
        return self.absolute(f"{self.language}/{site}share.jpg")

    @property
    def record_at(self) -> str:
        """Address of the linked data of this site."""
        return f"{record_stem(self.site.slug)}{RECORD}"

    def record_stem(self, slug: str) -> str:
        """How the addresses of what machines read of a site begin."""
        return record_stem(slug)

    def record_files(self, one: Neighbour) -> tuple[tuple[str, str], ...]:
        """(name, ending) of those files; a manifest needs something to show, and a host."""
        shows = one.slug in self.texts["manifests"].split()
        manifest = (("IIIF", MANIFEST),) if self.project.host and shows else ()
        return (("JSON-LD", RECORD), ("Dublin Core", DUBLIN), *manifest)

    def profile_files(self, one: Neighbour) -> tuple[tuple[str, Made], ...]:
        """(name, file) of its short official record; a PDF is there if a font has all its letters."""
        named = zip(("Word", "PDF"), PROFILES, strict=True)
        found = ((name, self.needs.get(f"{record_stem(one.slug)}{end}", ())) for name, end in named)
        return tuple((name, made[0]) for name, made in found if made)

    @property
    def list_address(self) -> str:
        """Address of the list in this language."""
        return list_address(self.language)

    def own(self, page: str) -> str:
        """Address of a page that every project has: `find`, `code`, `trails` or `data`."""
        pages = {"find": FIND, "code": CODE, "trails": TRAILS, "data": OPEN}
        return page_address(pages[page], self.language)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can be found, in the order in which the search script counts it."""
        return KINDS

    @property
    def find_name_address(self) -> str:
        """Address of the page that searches all rolls of honour, in this language."""
        return find_name_address(self.language)

    def roll(self, block_id: str) -> Roll | None:
        """What pages say of the verified list in that block of this site."""
        return next((roll for roll in self.job.rolls if roll.block == block_id), None)

    def film_address(self, block: Block) -> str:
        """Address of what is said in the film of that block."""
        return film_address(self.language, self.site.slug, block.id)

    @property
    def told(self) -> Block:
        """The block whose film this page tells in words."""
        return next(b for b in self.site.blocks if b.id == self.texts["block"])

    @property
    def learn_address(self) -> str:
        """Address of the site's page of questions and things to find; '' if there is neither."""
        site = self.site
        return learn_address(self.language, site.slug) if site.quiz or site.finds_shown else ""

    @property
    def learn(self) -> str:
        """What that page is called, by what it has."""
        site = self.site
        return self.w(
            "learn" if site.quiz and site.finds_shown else "learn-quiz" if site.quiz else "finds"
        )

    def list_page(self, number: int) -> str:
        """Address of another page of the list."""
        return list_address(self.language, number)

    @property
    def addresses(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The project's own pages for the sitemap: for each, its (language, address) pairs."""
        languages = [x for x, _ in self.job.alternates]
        explained = (x for x in languages if self.project.glossary.said_in(x))
        words = tuple((x, page_address(GLOSSARY, x)) for x in explained)
        shared = sorted({page.id for page in self.project.pages if page.language in languages})
        return (
            tuple((x, f"{x}/") for x in languages),
            *(
                tuple((x, page_address(page, x)) for x in languages)
                for page in (LIST, FIND, CODE, OPEN)
            ),
            *(
                tuple((x, f"{page_address(TRAILS, x)}{end}") for x in languages)
                for end in (
                    *([""] if self.project.trails else []),
                    *(f"{t.id}/" for t in self.project.trails),
                )
            ),
            *([words] if words else ()),
            *(
                [tuple((x, find_name_address(x)) for x in languages)]
                if "names" in self.texts
                else ()
            ),
            *(
                tuple(
                    (p.language, f"{p.language}/{p.id}/")
                    for p in self.project.pages
                    if p.id == name and p.language in languages
                )
                for name in shared
            ),
        )
