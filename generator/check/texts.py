"""Stage 2, rules about the texts of a story: is a translation of the present words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.find import Find
from generator.model import Project, Site
from generator.model.translated import is_behind, is_bound, source_now
from generator.problems import WARNING


def translations_are_of_today(site: Site, _: Project | None) -> Iterator[Find]:
    """A note where a translation names other Vietnamese words than today's, or none that can be compared."""
    for story in site.stories:
        now = source_now(site, story)
        if not story.translated_from or not now:
            continue
        if not is_bound(story) or is_behind(site, story.language):
            kind = "translation-behind" if is_bound(story) else "translation-unbound"
            told = {"now": now}
            yield Find(kind, ("translated_from",), told, WARNING, story.language)
