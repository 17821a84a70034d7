"""Which revision of each site is built, and what every kind of page asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.addresses import SOURCES
from generator.jobs import Input, Revision
from generator.ledger import Ledger
from generator.model import AFTER_ALL, Block, Media, Project, Site, digest
from generator.model.glossary import Glossary
from generator.model.media import PICTURED

SOURCES_ON_PAGE = 30
"""More sources than this have a page of their own: their list alone would fill half a page's budget."""


@dataclass(frozen=True)
class Ceremony:
    """A ceremony in a hall `depth` metres deep; for the places `sites`, or for all if none are named."""

    depth: float = 15.0
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selected:
    """What will be built: sound revisions in the project's order, and slugs with none at all."""

    project: Project
    revisions: tuple[Revision, ...]
    closed: tuple[str, ...]
    ledger: Ledger
    names: tuple[tuple[str, str], ...] = ()
    """(slug, name) of every site whose name is known, sound or not."""

    scripts: tuple[tuple[str, str, bytes], ...] = ()
    """(name, target, bytes) of every script the pages may add."""

    look: str = ""
    """SHA-256 (hex) over all templates, styles and scripts."""

    readers: tuple[tuple[str, str], ...] = ()
    """(name, version) of the decoders on this machine: a plate that both gates have not read is a sample."""

    ceremony: Ceremony | None = None
    """Whether papers for a ceremony are wanted."""

    profile: Input | None = None
    """The print shop's profile; with it plates are PDF/X-4."""

    day: str = ""
    """The day (YYYY-MM-DD) on which the host's name must be paid for."""

    @cached_property
    def slim(self) -> Project:
        """The project without what only its own pages read, so that a new record re-renders no site."""
        pages = tuple(page.model_copy(update={"body": ""}) for page in self.project.pages)
        return self.project.model_copy(
            update={
                "records": (),
                "pages": pages,
                "units": (),
                "sources": (),
                "trails": (),
                "glossary": Glossary(),
            }
        )

    @cached_property
    def digests(self) -> tuple[str, str]:
        """Digests of the whole project and of the slim one."""
        return digest(self.project), digest(self.slim)

    @property
    def script_targets(self) -> tuple[tuple[str, str], ...]:
        """(name, target) of the scripts that phones are given."""
        return tuple(
            (name, target) for name, target, _ in self.scripts if not name.startswith("kiosk/")
        )


def select(
    fresh: Iterable[Revision],
    good: Mapping[str, Revision],
    slugs: Iterable[str],
    order: tuple[str, ...],
    as_of: str = AFTER_ALL,
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """(revisions in order, slugs without any): the fresh one, else the last good one, each `as_of` a day."""
    new = {revision.site.slug: revision for revision in fresh}
    old = {slug: replace(revision, stale=True) for slug, revision in good.items()}
    chosen = {slug: new.get(slug) or old.get(slug) for slug in slugs}
    rank = {slug: index for index, slug in enumerate(order)}
    names = sorted(chosen, key=lambda slug: (rank.get(slug, len(rank)), slug))
    found = (r for slug in names if (r := chosen[slug]))
    return tuple(replace(r, site=r.site.on(as_of)) for r in found), tuple(
        slug for slug in names if chosen[slug] is None
    )


def codes_of(ledger: Ledger, slug: str, part: str = "") -> tuple[str, ...]:
    """The live codes of a place, in order of issue."""
    return tuple(state.code for state in ledger.live_at(slug, part))


def published(site: Site) -> tuple[Media, ...]:
    """The media a page may show: rights known, not restricted, words for those who cannot see.

    Of films and models only those that a block shows: another may be of any form.
    """
    public = (m for m in site.media if m.public)
    seen = (m for m in public if m.kind == "audio" or m.alt)
    return tuple(m for m in seen if m.kind in ("audio", *PICTURED) or m.id in site.shown_by_blocks)


def films(site: Site) -> Iterator[tuple[Block, Media]]:
    """Every block that shows a film, with that film, if it may be shown."""
    shown = {media.id: media for media in published(site) if media.kind == "video"}
    return ((block, shown[block.film]) for block in site.blocks if block.film in shown)


def main_picture(revision: Revision) -> Input | None:
    """The original of the site's main picture, if it may be shown."""
    site = revision.site
    media = site.media_by_id(site.picture) if site.picture else None
    return revision.original(f"media/{media.file}") if media and media in published(site) else None


def sources_at(site: Site, language: str) -> str:
    """Address of the page of a site's sources, '' where they stand on its own page."""
    apart = len(site.sources) > SOURCES_ON_PAGE
    return f"{language}/{site.slug}/{SOURCES.get(language, 'sources')}/" if apart else ""
