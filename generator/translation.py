"""How far a site speaks a language: its texts and recordings one by one, and its short fields counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model import Site, Text
from generator.model.readers import is_read
from generator.model.translated import SOURCE, is_behind
from generator.model.walk import walk

TEXTS = ("lede", "body", "short", "plaque", "broadcast", "share", "easy")
"""Fields of a story, each a text to be translated."""

_APART = frozenset({"stories", "narrations"})


@dataclass(frozen=True)
class Spoken:
    """One language: (what, how it stands) of each text that Vietnamese has, both keys of words; and fields.

    `done` of `fields` short fields are there; `lacking` names the parts that lack some, with how many.
    """

    language: str
    texts: tuple[tuple[str, str], ...]
    done: int
    fields: int
    lacking: tuple[tuple[Text, int], ...]


def spoken(site: Site, language: str) -> Spoken:
    """How the site stands in `language`, measured by what it has in Vietnamese."""
    short = tuple(_short(site))
    missing = Counter(part for part, text in short if not text.get(language))
    lacking = tuple((_label(part), count) for part, count in sorted(missing.items()))
    return Spoken(
        language, tuple(_texts(site, language)), len(short) - missing.total(), len(short), lacking
    )


def _texts(site: Site, language: str) -> Iterator[tuple[str, str]]:
    source, story = site.story(SOURCE), site.story(language)
    behind, read = is_behind(site, story), is_read(site, language)
    for name in TEXTS:
        if source and getattr(source, name):
            state = "behind" if behind else "there" if read else "unread"
            state = state if story and getattr(story, name) else "missing"
            yield f"translation-{name}", f"translation-is-{state}"
    by_language = {narration.language: narration for narration in site.narrations}
    if SOURCE in by_language:
        there = by_language.get(language)
        state = "behind" if is_behind(site, there) else "there" if read else "unread"
        state = state if there else "missing"
        yield "translation-narration", f"translation-is-{state}"
    heard = {media.language for media in site.media if media.kind == "audio" and media.public}
    if SOURCE in heard:
        yield (
            "translation-recording",
            f"translation-is-{'there' if language in heard else 'missing'}",
        )


def _short(site: Site) -> Iterator[tuple[str, Text]]:
    """Every short field that has Vietnamese words, with the part of the site it stands in."""
    for loc, model in walk(site):
        if isinstance(model, Text) and model.get(SOURCE) and loc[0] not in _APART:
            yield str(loc[0]), model


def _label(part: str) -> Text:
    """What the part is called in forms and messages."""
    told: Any = Site.model_fields[part].json_schema_extra
    return Text(**told["x-ditich"]["label"]) if told else Text(vi=part, en=part, km=None)
