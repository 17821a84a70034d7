"""Jobs of the print edition: the accuracy list of every site, and a plate for every code."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import is_sample_host, printed_address
from generator.dates import say
from generator.jobs import Job, PageJob, PlaqueJob, PlaqueLine, SymbolJob
from generator.ledger import CodeState
from generator.model import Confidence, Decision, Plate, Project, Site
from generator.plan.cards import card_jobs
from generator.plan.ceremony import ceremony_jobs
from generator.plan.minutes import minutes_job
from generator.plan.papers import Ordered, ordered, plate_papers, plate_target
from generator.plan.selection import Selected, codes_of, published
from generator.plan.sheets import sheet_jobs
from generator.problems import PROJECT
from generator.words import rank_line, word

ACCURACY = "danh-muc-kiem-chung.html"
"""The accuracy list of a site, to print and to sign."""


def print_jobs(selected: Selected) -> Iterator[Job]:
    """Every job of the print edition, and the symbols its plates carry."""
    for revision in selected.revisions:
        first = selected.project.languages[0]
        if first in revision.site.languages:
            yield PageJob(
                "print", f"{revision.site.slug}/{ACCURACY}", revision.site.slug,
                template="paper/accuracy.html",
                language=first, root="../", project=selected.slim, project_digest=selected.digests[1],
                revision=revision, code=next(iter(codes_of(selected.ledger, revision.site.slug)), ""),
            )  # fmt: skip
    # An address without a host cannot stand on a plate; the summary says so.
    plaques = tuple(_plaques(selected)) if selected.project.host else ()
    yield from plaques
    yield from _papers(selected, tuple(ordered(selected, plaques)))
    for address in sorted({plaque.address for plaque in plaques}):
        yield SymbolJob("", address, PROJECT)


def _papers(selected: Selected, plates: tuple[Ordered, ...]) -> Iterator[Job]:
    """What goes with the plates: papers of each, cards and minutes of each place, sheets, the ceremony."""
    for one in plates:
        yield from plate_papers(selected, one)
    for slug in sorted({one.job.scope for one in plates}):
        mine = tuple(one for one in plates if one.job.scope == slug)
        yield from card_jobs(selected, mine)
        yield minutes_job(selected, mine, f"{slug}/{slug}-bien-ban-nghiem-thu.docx", slug)
    yield from sheet_jobs(plates)
    if selected.ceremony:
        yield from ceremony_jobs(selected, selected.ceremony, plates)


def _plaques(selected: Selected) -> Iterator[PlaqueJob]:
    for revision in selected.revisions:
        for plate in revision.site.plaques or (Plate(),):
            for state in selected.ledger.live_at(revision.site.slug, plate.part or ""):
                yield _plaque(selected.project, revision.site, plate, state)


def _plaque(project: Project, site: Site, plate: Plate, state: CodeState) -> PlaqueJob:
    assert project.host is not None
    address = printed_address(project.host.base, state.code)
    preset = project.plaque.preset(plate.preset)
    assert preset is not None  # check has refused what there is not
    lines = tuple(_lines(project, site, plate))
    return PlaqueJob(
        "print", plate_target(site.slug, plate.preset, state.code), site.slug, needs=(address,),
        code=state.code, address=address, preset=preset, style=plate.style,
        lines=lines, sample=_sample(project, site, {line.language for line in lines}),
    )  # fmt: skip


def _lines(project: Project, site: Site, plate: Plate) -> Iterator[PlaqueLine]:
    defaults = project.plaque
    if defaults.owner_line:
        yield PlaqueLine("owner", defaults.owner_line.best("vi")[0])
    decision = _printable_decision(site)
    if decision:  # the rank stands on the plate only with the paper that grants it
        yield PlaqueLine("rank", rank_line(site, "vi"))
    part = next((p for p in site.parts if p.id == plate.part), None)
    name = part.name if part else site.plate_name
    languages = tuple(x for x in plate.languages if x != "km" or _khmer_is_signed(site))
    for language in languages:
        if words := name.get(language):
            yield PlaqueLine("name", words, language)
    if decision:
        yield PlaqueLine("decision", decision_line(decision))
    for language in languages:
        call = defaults.call.get(language) if defaults.call else None
        yield PlaqueLine("call", call or word(_call(site), language), language)
    yield PlaqueLine("safety", word("plaque-safety", "vi"))
    if defaults.works_line:
        yield PlaqueLine("works", defaults.works_line.best("vi")[0])


def _call(site: Site) -> str:
    """The words that invite to scan: nothing to hear is promised where nothing is recorded."""
    recorded = any(media.kind == "audio" for media in published(site))
    return "plaque-call" if recorded else "plaque-call-read"


def _khmer_is_signed(site: Site) -> bool:
    """Khmer is printed only when a named reader has signed the plaque in Khmer."""
    return "km" in _signed(site)


def _signed(site: Site) -> set[str]:
    """Languages in which somebody has signed the plaque as it stands."""
    return {r.language for r in site.reviews if r.scope == "plaque"}


def decision_line(decision: Decision) -> str:
    """'Quyết định số … ngày …'."""
    date = f" {say(decision.date, 'vi')}" if decision.date else ""
    return f"Quyết định số {decision.number}{date}"


def _printable_decision(site: Site) -> Decision | None:
    """A decision whose number is known beyond doubt: what is cut in stone is not taken back."""
    sure = (d for d in site.decisions if d.number and d.confidence is Confidence.high)
    return next(sure, None)


def _sample(project: Project, site: Site, printed: set[str]) -> str:
    """Why the plate is not final ('' if it is): a language nobody signed, a host record with gaps."""
    reasons = []
    if not printed <= _signed(site):
        reasons.append(word("sample-review", "vi"))
    if not project.host or not project.host.complete or is_sample_host(project.host.base):
        reasons.append(word("sample-host", "vi"))
    return "; ".join(reasons)
