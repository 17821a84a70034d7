"""Jobs of the print edition: the accuracy list of every site, and a plate for every code."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import printed_address
from generator.dates import bounds, say
from generator.jobs import Job, PageJob, Revision
from generator.ledger import CodeState
from generator.model import Decision, Plate, Preset, Project, Site
from generator.plan.cards import card_jobs
from generator.plan.papers import Ordered, call_words, plate_papers, reasons_in_words, signed
from generator.plan.profile import profile_jobs
from generator.plan.school import handout_jobs
from generator.plan.selection import Selected, codes_of
from generator.plan.sheets import sheet_jobs
from generator.print_jobs import (
    PlaqueJob,
    PlaqueLine,
    ScanJob,
    SymbolJob,
    is_printed,
    symbol_target,
)
from generator.problems import PROJECT
from generator.scan import GATES
from generator.text import first_sentence
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
        yield from handout_jobs(selected, revision)
        yield from profile_jobs(selected, revision)
    # An address without a host cannot stand on a plate; the summary says so.
    plates = plates_of(selected)
    plaques = tuple(one.job for one in plates)
    yield from plaques
    yield from (_scan(plaque, selected) for plaque in plaques)
    papers = tuple(_papers(selected, plates))
    yield from papers
    drawn = {(plaque.address, plaque.engraver) for plaque in plaques}
    # Cards are printed, whatever is done to the plate.
    drawn |= {(need, False) for job in papers for need in job.needs if is_printed(need)}
    for address, engraver in sorted(drawn):
        yield symbol_job(address, engraver=engraver)


def symbol_job(address: str, *, engraver: bool) -> SymbolJob:
    """The job of the symbol of a printed address, which is of no edition and no site."""
    target = symbol_target(address, engraver=engraver)
    return SymbolJob("", target, PROJECT, address=address, engraver=engraver)


def _papers(selected: Selected, plates: tuple[Ordered, ...]) -> Iterator[Job]:
    """What goes with the plates: papers of each, cards of each place, sheets of several."""
    for one in plates:
        yield from plate_papers(selected, one)
    for slug in sorted({one.job.scope for one in plates}):
        mine = tuple(one for one in plates if one.job.scope == slug)
        yield from card_jobs(selected, mine)
    yield from sheet_jobs(plates)


def plates_of(selected: Selected) -> tuple[Ordered, ...]:
    """Every plate with the order behind it, in the order of the project; none without a host."""
    return tuple(_plates(selected)) if selected.project.host else ()


def _plates(selected: Selected) -> Iterator[Ordered]:
    for revision in selected.revisions:
        for plate in revision.site.plaques or (Plate(),):
            preset = selected.project.plaque.preset(plate.preset)
            if preset is None:
                continue  # a last good revision may name a size the project has no more; *check* says so
            for state in selected.ledger.live_at(revision.site.slug, plate.part or ""):
                yield _ordered(selected, revision, plate, preset, state)


def _scan(plaque: PlaqueJob, selected: Selected) -> ScanJob:
    """The trial of a plate, beside it: `CODE-PRESET` as JSON."""
    return ScanJob(
        "print", f"{plaque.target}.json", plaque.scope, needs=(plaque.target,),
        address=plaque.address, readers=selected.readers,
    )  # fmt: skip


def _ordered(
    selected: Selected, revision: Revision, plate: Plate, preset: Preset, state: CodeState
) -> Ordered:
    project, site = selected.project, revision.site
    assert project.host is not None
    address = printed_address(project.host.base, state.code)
    lines = tuple(_lines(project, site, plate, preset))
    reasons = tuple(_reasons(selected, site, {line.language for line in lines}))
    drawing = revision.original(f"media/{site.vignette}") if site.vignette else None
    job = PlaqueJob(
        "print", f"{site.slug}/{state.code}-{plate.preset}", site.slug,
        inputs=tuple(file for file in (drawing, selected.profile) if file),
        needs=(symbol_target(address, engraver=preset.process.cuts),),
        code=state.code, address=address, preset=preset, style=plate.style, spots=project.plaque.spots,
        lines=lines, sample=reasons_in_words(reasons), dated=_newest_paper(site, state),
    )  # fmt: skip
    return Ordered(revision, plate, state, job, reasons)


def _newest_paper(site: Site, state: CodeState) -> str:
    """The last day on which the plaque was signed or the ledger wrote of its code: no clock is asked."""
    reviewed = (bounds(review.date)[0] for review in site.reviews if review.scope == "plaque")
    return max((*reviewed, *(event.at for event in state.events)), default="")


def _lines(project: Project, site: Site, plate: Plate, preset: Preset) -> Iterator[PlaqueLine]:
    defaults = project.plaque
    if defaults.owner_line:
        yield PlaqueLine("owner", *defaults.owner_line.best("vi"))
    decision = site.sure_decision
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
    told = part is None and _story_text(site, preset)
    if told:
        yield PlaqueLine("text", told)
    for language in languages:
        yield PlaqueLine("call", call_words(project, site, language), language)
    yield PlaqueLine("safety", word("plaque-safety", "vi"))
    if defaults.works_line:
        yield PlaqueLine("works", *defaults.works_line.best("vi"))


def _story_text(site: Site, preset: Preset) -> str:
    """The plaque text, for those without a phone; on a smaller plate its first sentence."""
    story = site.story("vi")
    told = (story.plaque or "") if story else ""
    return told if preset.whole_text else first_sentence(told)


def _khmer_is_signed(site: Site) -> bool:
    """Khmer is printed only when a named reader has signed the plaque in Khmer."""
    return "km" in signed(site)


def decision_line(decision: Decision) -> str:
    """'Quyết định số … ngày …'."""
    date = f" {say(decision.date, 'vi')}" if decision.date else ""
    return f"Quyết định số {decision.number}{date}"


def _reasons(selected: Selected, site: Site, printed: set[str]) -> Iterator[str]:
    """Why the plate is not final, of `REASONS` and in their order."""
    project = selected.project
    if not printed <= signed(site):
        yield "sample-review"
    if not project.host or any(project.host.gaps(selected.day)):
        yield "sample-host"
    if not set(GATES) <= {name for name, _ in selected.readers}:
        yield "sample-readers"
