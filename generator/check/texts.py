"""Stage 2, rules about the texts of a story: is a translation of the present words, is easy text easy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.find import Find
from generator.model import Narration, Project, Site
from generator.model.translated import SOURCE, Told, is_behind, is_bound, source_now
from generator.problems import WARNING

EASY_WORDS = 130
"""Words an easy text should not pass, counted between spaces (docs/decisions/0012)."""

EASY_SENTENCE = 15
"""Words one of its sentences should not pass."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]?\s+")
_LETTER = re.compile(r"\w")


def translations_are_of_today(site: Site, _: Project | None) -> Iterator[Find]:
    """A note where a translation names other Vietnamese words than today's, or none that can be compared."""
    texts: tuple[Told, ...] = (*site.stories, *site.narrations)
    for text in texts:
        ending = ".narration" if isinstance(text, Narration) else ""
        now = source_now(site, text)
        if not text.translated_from or not now:
            continue
        if not is_bound(text) or is_behind(site, text):
            kind = "translation-behind" if is_bound(text) else "translation-unbound"
            told = {"now": now, "source": f"{SOURCE}{ending}.md"}
            yield Find(kind, ("translated_from",), told, WARNING, text.language + ending)


def easy_texts_are_easy(site: Site, _: Project | None) -> Iterator[Find]:
    """A note for an easy text that is long, and for the longest of its sentences that are."""
    for story in site.stories:
        paragraphs = story.easy_paragraphs
        count = sum(_count(paragraph) for paragraph in paragraphs)
        if count > EASY_WORDS:
            told = {"count": str(count), "most": str(EASY_WORDS)}
            yield Find("easy-long", ("easy",), told, WARNING, story.language)
        sentences = (one for text in paragraphs for one in _SENTENCE_END.split(text))
        longest = max(sentences, key=_count, default="")
        if _count(longest) > EASY_SENTENCE:
            told = {"count": str(_count(longest)), "most": str(EASY_SENTENCE)}
            told |= {"words": " ".join(longest.split()[:6])}
            yield Find("easy-sentence", ("easy",), told, WARNING, story.language)


def _count(text: str) -> int:
    """Words between spaces; a dash alone is none."""
    return sum(bool(_LETTER.search(word)) for word in text.split())
