"""Words of the trade, each with the one sentence that a reader needs: `content/glossary.yaml`.

A story links the first use of a word to it; where a language has no word or no sentence, nothing is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.model.base import Frozen, Id, Sourced, Text, field
from generator.model.media import Story
from generator.model.source import Source

MOST_TERMS = 50
"""As many as the page of words holds in its 13 KB."""

_HEADING = re.compile(r"^ {0,3}#.*$|^.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_KHMER_SIGN = "[\u17b4-\u17d3]"


class Term(Sourced):
    """A word and what it means; the sources answer for the sentence."""

    id: Id = field(
        "Mã",
        "Id",
        help_vi="Tên ngắn, nằm trong địa chỉ của từ, ví dụ liet-si",
        help_en="A short name, part of the word's address, such as liet-si",
    )
    word: Text = field(
        "Từ",
        "Word",
        help_vi="Viết đúng như trong bài; hoa hay thường không kể",
        help_en="As stories write it; capitals do not matter, an English plural is found, too",
    )
    text: Text = field(
        "Một câu giải thích",
        "One sentence",
        help_vi="Một câu, nói theo nguồn đã ghi; tiếng nào không có câu thì bài tiếng ấy không có giải thích",
        help_en="One sentence that the sources bear out; a language without it has no explanation",
    )

    def said_in(self, language: str) -> bool:
        """Whether a page in that language can explain it."""
        return bool(self.shown and self.word.get(language) and self.text.get(language))


class Glossary(Frozen):
    """`content/glossary.yaml`: words that stories use and not every reader knows."""

    sources: tuple[Source, ...] = field("Nguồn tư liệu", "Sources", ())
    terms: tuple[Term, ...] = field(
        "Các từ",
        "Words",
        (),
        max_length=MOST_TERMS,
        help_vi="Chỉ những từ khách lạ khó hiểu; lần đầu một bài dùng từ nào, từ ấy mở ra câu giải thích",
        help_en="Only words that a stranger may not know; their first use in a story opens the sentence",
    )

    def said_in(self, language: str) -> tuple[Term, ...]:
        """The words that a page in that language can explain."""
        return tuple(term for term in self.terms if term.said_in(language))

    def used_in(self, story: Story) -> tuple[Term, ...]:
        """Those that the story uses outside its headings."""
        known = self.said_in(story.language)
        small = " ".join(story.body.lower().split()) if known else ""
        # Plain search is far quicker, and most stories use few of the words.
        near = tuple(t for t in known if _small(t.word.get(story.language) or "") in small)
        if not near:
            return ()
        words = tuple((t.id, t.word.get(story.language) or "") for t in near)
        found = use_of(words, story.language).finditer(_HEADING.sub("", story.body))
        used = {match.lastgroup for match in found}
        return tuple(term for index, term in enumerate(near) if f"t{index}" in used)


@lru_cache(maxsize=256)
def use_of(words: tuple[tuple[str, str], ...], language: str) -> re.Pattern[str]:
    """Finds a use of any of the (id, word) pairs: group `t<n>` is the n-th, the longest goes first.

    Whole words only; Khmer writes none apart, there a word ends where no sign of its own follows.
    """
    before, after = (r"(?<!\w)", r"s?(?!\w)" if language == "en" else r"(?!\w)")
    if language == "km":
        before, after = "", f"(?!{_KHMER_SIGN})"
    numbered = sorted(enumerate(word for _, word in words), key=lambda one: (-len(one[1]), one[0]))
    either = "|".join(f"(?P<t{index}>{_spaced(word)}{after})" for index, word in numbered)
    return re.compile(f"{before}(?:{either})", re.IGNORECASE)


@cache
def _small(word: str) -> str:
    return " ".join(word.lower().split())


def _spaced(word: str) -> str:
    """The word as a pattern in which any white space stands for a space: lines break anywhere."""
    return r"\s+".join(re.escape(part) for part in word.split())


def every_use(glossary: Glossary, stories: Iterable[Story]) -> frozenset[str]:
    """Ids of the words that any of the stories uses."""
    return frozenset(term.id for story in stories for term in glossary.used_in(story))
