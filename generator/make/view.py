"""What a page's template may ask: a site and its blocks, other pages. It looks up, never works.

Words, pictures and sources have modules of their own (`view_words`, `view_pictures`, `view_sources`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from generator.addresses import aloud_address, learn_address, list_address
from generator.jobs import Made, Neighbour
from generator.make import story
from generator.make.view_pictures import Pictures
from generator.make.view_sources import Sources
from generator.model import Address, Block, Narration, Sourced, Story, ended, holds
from generator.model.readers import NEEDS_READER, is_read
from generator.words import rank_line


class View(Pictures, Sources):
    """One page in one language."""

    @property
    def story(self) -> Story:
        """The texts in the page's language."""
        found = self.site.story(self.language)
        assert found is not None
        return found

    @cached_property
    def rank(self) -> str:
        """'Di tích lịch sử cấp quốc gia'."""
        return rank_line(self.site, self.language)

    @cached_property
    def placed(self) -> tuple[tuple[str, str], ...]:
        """The story in pieces: HTML, and the blocks it places."""
        return story.render(self.story.body, self.mark, self.doubt)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks a web page shows, in the standard order."""
        return tuple(
            sorted((b for b in self.site.blocks if "web" in b.editions), key=lambda b: b.order)
        )

    def block(self, block_id: str) -> Block | None:
        """The block of that id, to stand where the story places it."""
        return next((b for b in self.blocks if b.id == block_id and not b.at_head), None)

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """Blocks that stand above the story."""
        return tuple(b for b in self.blocks if b.at_head)

    @cached_property
    def rest(self) -> tuple[Block, ...]:
        """Blocks that follow the story, for it does not place them."""
        placed = {value for kind, value in self.placed if kind == "block"}
        return tuple(b for b in self.blocks if b.id not in placed and not b.at_head)

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
        return tuple((x, f"{x}/{neighbour.slug}/") for x in neighbour.languages)

    @property
    def list_address(self) -> str:
        """Address of the list in this language."""
        return list_address(self.language)

    @property
    def learn_address(self) -> str:
        """Address of the site's page for school groups and volunteers."""
        return learn_address(self.language, self.site.slug)

    @property
    def aloud_address(self) -> str:
        """Address of the site's text to be read aloud."""
        return aloud_address(self.language, self.site.slug)

    def file(self, target: str) -> Made | None:
        """A file of this edition that the page offers, if it could be made."""
        return next((made for made in self.needs.get(target, ()) if made.target == target), None)

    def list_page(self, number: int) -> str:
        """Address of another page of the list."""
        return list_address(self.language, number)

    @property
    def addresses(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The project's own pages for the sitemap: for each, its (language, address) pairs."""
        languages = [x for x, _ in self.job.alternates]
        shared = sorted({page.id for page in self.project.pages if page.language in languages})
        return (
            tuple((x, f"{x}/") for x in languages),
            tuple((x, list_address(x)) for x in languages),
            *(
                tuple(
                    (p.language, f"{p.language}/{p.id}/")
                    for p in self.project.pages
                    if p.id == name and p.language in languages
                )
                for name in shared
            ),
        )
