"""What a build says at its end: what was made, what changed, what to do now. Plain lines, vi and en."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.dates import say
from generator.jobs import Made
from generator.ledger import CLOSED, DISPUTED, SUSPENDED, Ledger
from generator.model import AFTER_ALL, Host, Site
from generator.outcome import Outcome
from generator.plan import CEREMONY, Ceremony, codes_of, signed
from generator.print_jobs import PlaqueJob
from generator.problems import ERROR, PROJECT, Problems
from generator.publish import Published
from generator.say import REPORT
from generator.words import size

NAMED = 3
"""Names that a line tells of those who lack something."""


def told(outcome: Outcome) -> Problems:
    """What a build says: notes on the content are for `check`; what only a build can see is said here."""
    seen = (
        p for p in outcome.problems if p.severity == ERROR or p.place.file.startswith("output/")
    )
    return Problems(found=set(seen))


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
    screens = outcome.made.get("kiosk", {})
    pages = sum(1 for m in (web or screens).values() if m.media_type == "text/html")
    pdfs = sum(1 for m in plates.values() if _is_plate(m))
    alone = [edition for edition in ("web", "kiosk", "print") if edition in outcome.made]
    key = f"built-{alone[0]}" if len(alone) == 1 else "built"
    if alone == ["kiosk"] and not screens:
        yield words["no-kiosk"]
        return
    yield words[key].format(
        sites=len(outcome.selected.revisions), pages=pages, plates=pdfs, remade=outcome.remade
    )
    yield from _tiles(web.values(), words, lang)
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
    shown = ("web", *(["kiosk"] if screens else []), "print", CEREMONY)
    made = (edition for edition in shown if edition in outcome.made)
    yield "  " + " · ".join(words[f"look-{edition}"] for edition in made)
    if outcome.outdated:
        yield words["ceremony-old"].format(command=_ceremony(outcome.outdated, words))


def _tiles(made: Iterable[Made], words: dict[str, str], lang: str) -> Iterator[str]:
    """How much the tiles of pictures take: nothing else in an edition grows so fast."""
    cut = [one for one in made if {"scale", "whole"} & dict(one.facts).keys()]
    if cut:
        pictures = sum("whole" in dict(one.facts) for one in cut)
        total = size(sum(one.size for one in cut), lang)
        yield words["tiles"].format(pictures=pictures, files=len(cut) - pictures, size=total)


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
        lines += _missing(outcome, words, lang)
    if lines:
        yield words["todo"]
        yield from lines
    if notes := len(outcome.problems) - len(told(outcome)):
        yield words["notes"].format(count=notes)


def _missing(outcome: Outcome, words: dict[str, str], lang: str) -> Iterator[str]:
    """What stands between this project and plaques on walls."""
    selected = outcome.selected
    assert selected is not None
    sites = [revision.site for revision in selected.revisions]
    for site in sites if not outcome.stopped else ():  # a code that seems to be missing may be lost
        yield from _codes(selected.ledger, site, words, lang)
    if selected.project.host is None:
        yield words["no-host"]
    elif what := "; ".join(_host(selected.project.host, selected.day, words)):
        yield words["host"].format(what=what)
    yield from _reviews(outcome, sites, words, lang)


def _codes(ledger: Ledger, site: Site, words: dict[str, str], lang: str) -> Iterator[str]:
    """Places of a site that have no live code: itself, and the parts for which plates are ordered."""
    names = {"": site.name, **{part.id: part.name for part in site.parts}}
    for part in dict.fromkeys(("", *(plate.part or "" for plate in site.plaques))):
        if codes_of(ledger, site.slug, part) or part not in names:
            continue
        states = ledger.states_at(site.slug, part)
        if any(state.status == DISPUTED for state in states):
            continue  # which is a problem, and told as one
        shut = sorted(states, key=lambda state: state.status == CLOSED)
        key = {"": "code", SUSPENDED: "code-suspended", CLOSED: "code-closed"}
        name = " – ".join(dict.fromkeys((site.name.best(lang)[0], names[part].best(lang)[0])))
        yield words[key[shut[0].status if shut else ""]].format(
            name=name, slug=f"{site.slug}#{part}" if part else site.slug,
            code=shut[0].code if shut else "",
            place=f"{site.slug} --part {part}" if part else site.slug,
        )  # fmt: skip


def _host(host: Host, day: str, words: dict[str, str]) -> Iterator[str]:
    """What the record of the host lacks: fields by what is wrong with them."""
    gaps: dict[str, list[str]] = defaultdict(list)
    for loc, why in host.gaps(day):
        gaps[why].append(words[f"field-{loc[0]}"])
    for why, fields in gaps.items():
        yield words[f"host-{why}"].format(fields=", ".join(dict.fromkeys(fields)), base=host.base)


def _reviews(
    outcome: Outcome, sites: Iterable[Site], words: dict[str, str], lang: str
) -> Iterator[str]:
    """Who must still sign what: nothing is signed, or the page is not, or a language of the plate."""
    printed: dict[str, set[str]] = defaultdict(set)
    for job in outcome.planned:
        if isinstance(job, PlaqueJob):
            printed[job.scope] |= {line.language for line in job.lines}
    lacking: dict[str, list[str]] = {"review": [], "review-content": [], "review-plaque": []}
    for site in sites:
        name, plaque = site.name.best(lang)[0], signed(site)
        page = any(review.scope == "content" for review in site.reviews)
        if not page:
            lacking["review-content" if plaque else "review"].append(name)
        if (page or plaque) and (unsigned := sorted(printed[site.slug] - plaque)):
            lacking["review-plaque"].append(f"{name} ({', '.join(unsigned)})")
    for key, names in lacking.items():
        if names:
            shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
            yield words[key].format(count=len(names), names=shown)


def _ceremony(wish: Ceremony, words: dict[str, str]) -> str:
    """The command that makes its papers anew."""
    depth = f"{wish.depth:g}"
    return shlex.join((*words["plaques"].split(), *wish.sites, "--ceremony", "--depth", depth))


def _is_plate(one: Made) -> bool:
    """Whether it is the PDF of a plate: papers about one name no `code` among their facts."""
    return one.media_type == "application/pdf" and any(name == "code" for name, _ in one.facts)
