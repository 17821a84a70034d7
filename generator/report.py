"""What a build says at its end: what was made, what changed, what to do now. Plain lines, vi and en."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.dates import say
from generator.jobs import Made
from generator.model import AFTER_ALL
from generator.pipeline import Outcome
from generator.plan import Selected, codes_of
from generator.problems import PROJECT
from generator.publish import Published
from generator.say import REPORT


def summary(outcome: Outcome, lang: str = "vi") -> tuple[str, ...]:
    """The lines to print after the problems."""
    words = REPORT[lang]
    return (*_done(outcome, words, lang), *_todo(outcome, words, lang))


def summary_again(outcome: Outcome, lang: str = "vi") -> tuple[str, ...]:
    """The lines of a later run that found nothing changed since: made and published is nothing."""
    nothing = dict.fromkeys(outcome.published, Published())
    return summary(replace(outcome, remade=0, published=nothing), lang)


def _done(outcome: Outcome, words: dict[str, str], lang: str) -> Iterator[str]:
    errors = outcome.problems.errors()
    if outcome.stopped or outcome.selected is None:
        yield words["stopped"].format(count=len(outcome.problems.errors(PROJECT)))
        return
    web, plates = outcome.made.get("web", {}), outcome.made.get("print", {})
    pages = sum(1 for m in web.values() if m.media_type == "text/html")
    pdfs = sum(1 for m in plates.values() if _is_plate(m))
    yield words["built"].format(
        sites=len(outcome.selected.revisions), pages=pages, plates=pdfs, remade=outcome.remade
    )
    if outcome.as_of != AFTER_ALL:
        yield words["as-of"].format(day=say(outcome.as_of, lang))
    stale = [r.site.name.best(lang)[0] for r in outcome.selected.revisions if r.stale]
    if stale:
        yield words["broken"].format(
            count=len(errors), sites=len({p.scope for p in errors}), names=", ".join(stale)
        )
    yield from _plates_behind(outcome, words, lang)
    if outcome.selected.closed:
        yield words["closed"].format(names=", ".join(outcome.selected.closed))
    changes = {e: p for e, p in outcome.published.items() if p}
    for edition, change in changes.items():
        yield words["changed"].format(edition=edition, added=len(change.added), changed=len(change.changed),
                                      removed=len(change.removed))  # fmt: skip
    if outcome.published and not changes:
        yield words["same"]
    yield words["look"]


def _plates_behind(outcome: Outcome, words: dict[str, str], lang: str) -> Iterator[str]:
    """Sites whose page is newer than their plates."""
    pages, plates = outcome.selections.get("web"), outcome.selections.get("print")
    if pages is None or plates is None:
        return
    old = {r.site.slug for r in plates.revisions if r.stale}
    fresh = {r.site.slug: r.site.name.best(lang)[0] for r in pages.revisions if not r.stale}
    for key, slugs in (("plates-old", old), ("plates-none", set(plates.closed))):
        if names := [name for slug, name in fresh.items() if slug in slugs]:
            yield words[key].format(names=", ".join(names))


def _todo(outcome: Outcome, words: dict[str, str], lang: str) -> Iterator[str]:
    lines = [words["fix"]] if outcome.problems.errors() else []
    if outcome.selected is not None:
        lines += _missing(outcome.selected, words, lang)
    if lines:
        yield words["todo"]
        yield from lines
    notes = len(outcome.problems) - len(outcome.problems.errors())
    if notes:
        yield words["notes"].format(count=notes)


def _missing(selected: Selected, words: dict[str, str], lang: str) -> Iterator[str]:
    """What stands between this project and plaques on walls."""
    for revision in selected.revisions:
        if not codes_of(selected.ledger, revision.site.slug):
            name = revision.site.name.best(lang)[0]
            yield words["code"].format(name=name, slug=revision.site.slug)
    host = selected.project.host
    if host is None:
        yield words["no-host"]
    elif not host.complete:
        yield words["host"]
    reviews = (r.site.reviews for r in selected.revisions)
    if unseen := sum(1 for found in reviews if not any(v.scope == "content" for v in found)):
        yield words["review"].format(count=unseen)


def _is_plate(one: Made) -> bool:
    """Whether it is the PDF of a plate: papers about one name no `code` among their facts."""
    return one.media_type == "application/pdf" and any(name == "code" for name, _ in one.facts)
