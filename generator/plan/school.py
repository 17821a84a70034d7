"""For schools and the loudspeaker: a site's page of questions, and the papers and texts for volunteers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.addresses import learn_address
from generator.dates import say
from generator.jobs import BytesJob, Job, PageJob, Revision
from generator.model import Event, Site, Source
from generator.model.readers import offered
from generator.plan.papers import address_in_words, address_of, dump, words
from generator.plan.selection import Selected, codes_of, main_picture, sources_at
from generator.print_jobs import HandoutJob
from generator.text import first_sentence
from generator.words import rank_line, word

PAPERS = ("vi", "en")
"""Languages in which papers are set: those of `locale/paper.toml`."""

NAMES = {"vi": ("phieu-hoc-tap", "sach-nho"), "en": ("worksheet", "booklet")}
"""How worksheet and booklet are called; the slug follows."""

TEXTS = {"vi": ("phat-thanh", "chia-se"), "en": ("broadcast", "share")}
"""How the texts for the loudspeaker and for a message are called, likewise; elsewhere with the language."""

LONGEST = 210
"""Words (syllables in Vietnamese) of a text made for loudspeakers: 90 s at `PACE`."""

PACE = 140
"""Words a minute of somebody who reads aloud."""

EVENTS = 4
"""Events asked for on a worksheet: with questions and things to find, two sides at most."""


def learn_jobs(selected: Selected, revision: Revision) -> Iterator[Job]:
    """The page of questions and things to find in each language, where there is one or the other."""
    site = revision.site
    languages = [x for x in selected.project.languages if x in site.languages]
    if not (site.quiz or site.finds_shown):
        return
    for language in languages:
        address = learn_address(language, site.slug)
        yield PageJob(
            "web", f"{address}index.html", site.slug, template="web/learn.html", language=language,
            root="../" * address.count("/"), address=address, project=selected.slim,
            project_digest=selected.digests[1], revision=revision, scripts=selected.script_targets,
            sources_at=sources_at(site, language) or f"{language}/{site.slug}/",
            code=next(iter(codes_of(selected.ledger, site.slug)), ""),
            alternates=tuple((x, learn_address(x, site.slug)) for x in offered(site, languages)),
        )  # fmt: skip


def handout_jobs(selected: Selected, revision: Revision) -> Iterator[Job]:
    """What volunteers print, read aloud and send on, beside the papers of the plates."""
    site = revision.site
    for language in (x for x in selected.project.languages if x in site.languages):
        yield from _papers(selected, revision, language)
        code = next(iter(codes_of(selected.ledger, site.slug)), "")
        address = f"{selected.project.host.base}/{code}" if selected.project.host and code else ""
        spoken = broadcast(site, language)
        if not any((r.scope, r.language) == ("content", language) for r in site.reviews):
            spoken = f"({word('aloud-unsigned', language)})\n\n{spoken}"
        texts = (spoken, "\n".join(filter(None, (share_line(site, language), address))))
        names = TEXTS.get(language) or tuple(f"{name}-{language}" for name in TEXTS["en"])
        for name, text in zip(names, texts, strict=True):
            yield BytesJob(
                "print",
                f"{site.slug}/{name}-{site.slug}.txt",
                site.slug,
                data=f"\ufeff{text}\n".encode(),
            )


# --- what is read aloud and sent on -----------------------------------------------------------


def broadcast(site: Site, language: str) -> str:
    """The text for loudspeakers, a sentence a line: the editor's own, else of the narration, else the lede.

    What is cut from a narration has at most `LONGEST` words; nothing is written anew.
    """
    story = site.story(language)
    assert story is not None
    if story.broadcast:
        return "\n".join(_sentences(story.broadcast))
    narration = next((n for n in site.narrations if n.language == language), None)
    texts = [cue.text for cue in narration.cues] if narration else [story.lede, story.short or ""]
    kept: list[str] = []
    for sentence in (one for text in texts for one in _sentences(text)):
        if kept and len(" ".join((*kept, sentence)).split()) > LONGEST:
            break
        kept.append(sentence)
    return "\n".join(kept)


def _sentences(text: str) -> Iterator[str]:
    rest = " ".join(text.split())
    while rest:
        sentence = first_sentence(rest)
        yield sentence
        rest = rest[len(sentence) :].strip()


def share_line(site: Site, language: str) -> str:
    """The one line to send along: the editor's own, else the first sentence of the lede."""
    story = site.story(language)
    assert story is not None
    return " ".join((story.share or first_sentence(story.lede)).split())


# --- papers ---------------------------------------------------------------------------------


def _papers(selected: Selected, revision: Revision, language: str) -> Iterator[HandoutJob]:
    """Worksheet and booklet; a worksheet only where there is something to ask or to find."""
    if language not in PAPERS:
        return
    site, (sheet, booklet) = revision.site, NAMES[language]
    about = _about(selected, site, language)
    if site.quiz or site.finds_shown:
        yield HandoutJob(
            "print", f"{site.slug}/{sheet}-{site.slug}.pdf", site.slug, template="worksheet.typ",
            data=dump(about | _tasks(site, language)),
        )  # fmt: skip
    picture = main_picture(revision)
    yield HandoutJob(
        "print", f"{site.slug}/{booklet}-{site.slug}.pdf", site.slug, template="booklet.typ",
        inputs=(picture,) if picture else (), data=dump(about | _told(site, language)),
    )  # fmt: skip


def _about(selected: Selected, site: Site, language: str) -> dict[str, Any]:
    """What both papers say of the place; `unsigned` unless somebody verified this language as it stands."""
    code = next(iter(codes_of(selected.ledger, site.slug)), "")
    review = next((r for r in site.reviews if (r.scope, r.language) == ("content", language)), None)
    verified = {"body": review.body, "date": say(review.date, language)} if review else {}
    return {
        "language": language,
        "name": site.name.best(language)[0],
        "place": words(site.address_shown, language),
        "rank": rank_line(site, language),
        "collection": words(selected.project.title, language),
        "quiet": site.solemn,
        "verified": verified,
        "code": code if selected.project.host else "",
        "address": address_in_words(address_of(selected, code))
        if code and selected.project.host
        else "",
        "sources": [source_line(s, language) for s in site.sources],
        "numbers": {s.id: n for n, s in enumerate(site.sources, start=1)},
    }


def _tasks(site: Site, language: str) -> dict[str, Any]:
    dated = [e for e in site.events if _is_asked(e, language)]
    return {
        "finds": [
            {"text": words(f.text, language), "where": words(f.where, language), "sources": f.sources}
            for f in site.finds_shown
        ],
        "quiz": [
            {"question": words(q.question, language), "right": q.right, "sources": q.sources,
             "answers": [words(a, language) for a in q.answers]}
            for q in site.quiz
        ],
        "events": [dated_event(e, language) for e in dated[:EVENTS]],
    }  # fmt: skip


def _is_asked(event: Event, language: str) -> bool:
    """Whether a worksheet may ask when it was: the year is known, and the words do not tell it."""
    years = re.findall(r"\d{4}", event.date or "")
    told = any(year in words(event.text, language) for year in years)
    return bool(event.shown and years and not event.as_written and not told)


def _told(site: Site, language: str) -> dict[str, Any]:
    story = site.story(language)
    assert story is not None
    media = site.media_by_id(site.picture) if site.picture else None
    facts = [
        {"label": words(f.label, language), "text": words(f.text, language), "sources": f.sources}
        for f in site.facts
        if f.shown
    ]
    return {
        "lede": story.lede,
        "story": story.body,
        "facts": facts,
        "events": [dated_event(e, language) for e in site.events if e.shown],
        "missing": [words(m.what, language) for m in site.missing],
        "caption": words(media.caption, language) if media and media.caption else "",
        "credit": ". ".join(x for x in (media.author, media.rights) if x) if media else "",
        "unofficial": [s.id for s in site.sources if not s.source_class.official],
    }


def dated_event(event: Event, language: str) -> dict[str, Any]:
    """An event with its date in words, those of the source where it gives them."""
    date = words(event.as_written, language) or (say(event.date, language) if event.date else "")
    return {"date": date, "text": words(event.text, language), "sources": event.sources}


def source_line(source: Source, language: str) -> str:
    """One source on one line, as pages say it without links."""
    date = say(source.date, language) if source.date else ""
    return " · ".join(x for x in (source.title, source.author, source.publisher, date) if x)
