"""The accuracy list of a site: what nobody sourced, what sources dispute, what is missing, whose rights.

One page for the official who signs: it says what the page claims on thin ground, so that reading it
is enough to know where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from generator import marks
from generator.model import Dispute, Level, Media, Site, Sourced, Text
from generator.model.walk import walk
from generator.words import word

_RANKS = (Level.special, Level.national, Level.provincial)

_NO_CLAIM = ("media", "disputed", "names", "point")
"""Parts that are listed apart, or are their own evidence."""

_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")


@dataclass(frozen=True)
class Claim:
    """One claim: the list it stands in, its label if it has one, and its words."""

    part: str
    words: Text
    label: Text | None = None


@dataclass(frozen=True)
class Accuracy:
    """The list of one site, in the order of the page; every tuple may be empty, which is good news."""

    unsourced: tuple[Claim, ...]
    unofficial: tuple[Claim, ...]
    unmarked: tuple[Text, ...]
    disputed: tuple[Dispute, ...]
    left_out: tuple[Claim, ...]
    computed: tuple[Claim, ...]
    missing: tuple[Text, ...]
    without_rights: tuple[Media, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """Keys of the headings of lists with nothing in them, in the order of the page."""
        names = (f.name for f in fields(self) if not getattr(self, f.name))
        return tuple(f"accuracy-{name.replace('_', '-')}" for name in names)


def accuracy(site: Site) -> Accuracy:
    """What an official should look at before signing."""
    claims = tuple(_claims(site))
    return Accuracy(
        unsourced=tuple(c for c, s in claims if not s.sources and not s.computed),
        unofficial=tuple(c for c, s in claims if s.sources and not _official(site, s)),
        left_out=tuple(c for c, s in claims if not s.shown),
        computed=tuple(c for c, s in claims if s.computed),
        unmarked=tuple(_unmarked(site)),
        disputed=site.disputed,
        missing=(*(m.what for m in site.missing), *_unproved_rank(site)),
        without_rights=tuple(m for m in site.media if not m.rights),
    )


def _unproved_rank(site: Site) -> Iterator[Text]:
    """A rank that no plate can name: the decision that grants it is not known beyond doubt."""
    if site.level in _RANKS and not site.sure_decision:
        yield Text(vi=word("missing-decision", "vi"), en=word("missing-decision", "en"), km=None)


def _claims(site: Site) -> Iterator[tuple[Claim, Sourced]]:
    for loc, model in walk(site):
        words = getattr(model, "text", None) or getattr(model, "role", None)
        if isinstance(model, Sourced) and words and loc and loc[0] not in _NO_CLAIM:
            yield Claim(str(loc[0]), words, getattr(model, "label", None)), model


def _official(site: Site, claim: Sourced) -> bool:
    found = [s for name in claim.sources if (s := site.source(name))]
    return any(s.source_class.official for s in found)


def _unmarked(site: Site) -> Iterator[Text]:
    """The beginnings of paragraphs and list items of the first story that carry no source mark."""
    body = site.stories[0].body if site.stories else ""
    for kind, text in marks.pieces(body):
        for words in _passages(text) if kind == "text" else ():
            if not any(marks.sources(words)):
                short = words if len(words) <= 90 else f"{words[:88].rsplit(' ', 1)[0]} …"
                yield Text(vi=short, en=None, km=None)


def _passages(text: str) -> Iterator[str]:
    """Each paragraph and each list item in one line; headings make no claim."""
    kept: list[str] = []
    for line in (*text.split("\n"), ""):
        if _UNDERLINE.fullmatch(line):  # what stands above it is a heading
            kept.clear()
            continue
        starts = _ITEM.match(line)
        heading = line.startswith("#")
        if kept and (starts or heading or not line.strip()):
            yield " ".join(" ".join(kept).split())
            kept.clear()
        if line.strip() and not heading:
            kept.append(line[starts.end() if starts else 0 :])
