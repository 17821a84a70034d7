"""Who answers for a text that its editors cannot read: Khmer is offered only once a named person has.

Until then its page is built, says so on top, and no link leads there (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.site import Site

NEEDS_READER = frozenset({"km"})
"""Languages that nobody of an editing office is expected to read."""


def is_read(site: Site, language: str) -> bool:
    """Whether its text needs no reader, or names the one who read it, or has a review record that fits."""
    story = site.story(language)
    signed = any(r.scope == "content" and r.language == language for r in site.reviews)
    return language not in NEEDS_READER or signed or bool(story and story.reviewer)


def is_spoken(site: Site, language: str) -> bool:
    """Whether a named person speaks the narration in that language."""
    return any(
        m.public
        and m.kind == "audio"
        and m.language == language
        and m.author
        and not m.machine_voice
        for m in site.media
    )


def offered(site: Site, languages: Iterable[str]) -> tuple[str, ...]:
    """Those of the project's `languages` in which other pages may link to the site's; the first always."""
    built = tuple(x for x in languages if x in site.languages)
    return tuple(x for x in built if x == built[0] or is_read(site, x) or is_spoken(site, x))
