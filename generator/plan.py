"""Stage 3, plan: model → one sorted job per output. Pure: it opens nothing.

First it *selects* a revision of every site: the newest if it is sound, else its last good one, else
none, and then its codes answer with a calm page. Home, list, sitemap and neighbours all speak of
the selected set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.codes import is_sample_host
from generator.dates import say
from generator.headers import PAGE_POLICY, header_snippets
from generator.jobs import (
    BytesJob,
    Input,
    Job,
    Neighbour,
    PageJob,
    PictureJob,
    PlaqueJob,
    PlaqueLine,
    Revision,
    ShareCardJob,
    SoundJob,
)
from generator.ledger import CodeState, Ledger
from generator.model import Confidence, Decision, Media, Plate, Project, Site, digest
from generator.problems import Place, Problems
from generator.text import normal
from generator.words import rank_line, word

EDITIONS = ("web", "kiosk", "print")
"""In the order they are published."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""

SOURCES_ON_PAGE = 30
"""More sources than this have a page of their own: their list alone would fill half a page's budget."""

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

ACCURACY = "danh-muc-kiem-chung.html"
"""The accuracy list of a site, to print and to sign."""

_PICTURES = ("photo", "archive", "scan", "drawing", "infographic")


@dataclass(frozen=True)
class Selected:
    """What will be built: sound revisions in the project's order, and slugs with none at all."""

    project: Project
    revisions: tuple[Revision, ...]
    closed: tuple[str, ...]
    ledger: Ledger
    scripts: tuple[tuple[str, str, bytes], ...] = ()
    """(name, target, bytes) of every script the pages may add."""

    @cached_property
    def slim(self) -> Project:
        """The project without what only its own pages read, so that a new record re-renders no site."""
        pages = tuple(page.model_copy(update={"body": ""}) for page in self.project.pages)
        return self.project.model_copy(
            update={"records": (), "pages": pages, "units": (), "sources": ()}
        )

    @cached_property
    def digests(self) -> tuple[str, str]:
        """Digests of the whole project and of the slim one."""
        return digest(self.project), digest(self.slim)

    @property
    def script_targets(self) -> tuple[tuple[str, str], ...]:
        """(name, target) of the scripts."""
        return tuple((name, target) for name, target, _ in self.scripts)


def select(
    fresh: Iterable[Revision],
    good: Mapping[str, Revision],
    slugs: Iterable[str],
    order: tuple[str, ...],
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """(revisions in order, slugs without any): the fresh one, else the last good one."""
    new = {revision.site.slug: revision for revision in fresh}
    old = {slug: replace(revision, stale=True) for slug, revision in good.items()}
    chosen = {slug: new.get(slug) or old.get(slug) for slug in slugs}
    rank = {slug: index for index, slug in enumerate(order)}
    names = sorted(chosen, key=lambda slug: (rank.get(slug, len(rank)), slug))
    found = tuple(r for slug in names if (r := chosen[slug]))
    return found, tuple(slug for slug in names if chosen[slug] is None)


def plan(selected: Selected, editions: tuple[str, ...], problems: Problems) -> tuple[Job, ...]:
    """Every job of these editions, sorted; two jobs for one target is a Problem of the project."""
    jobs: list[Job] = []
    if "web" in editions:
        jobs += _web(selected)
    if "print" in editions:
        jobs += _print(selected)
    _no_target_twice(jobs, problems)
    return tuple(sorted(jobs, key=lambda job: (job.wave, job.edition, job.target)))


def codes_of(ledger: Ledger, slug: str, part: str = "") -> tuple[str, ...]:
    """The live codes of a place, in order of issue."""
    return tuple(state.code for state in ledger.live_at(slug, part))


def published(site: Site) -> tuple[Media, ...]:
    """The media a page may show: rights known, not restricted, words for those who cannot see."""
    shown = (m for m in site.media if m.rights and not m.restricted)
    return tuple(m for m in shown if m.kind == "audio" or (m.kind in _PICTURES and m.alt))


def stem(digest: str) -> str:
    """Where renditions of the file with this SHA-256 live: named by content, so never remade."""
    return f"m/{digest[:16]}"


def neighbour(revision: Revision, ledger: Ledger) -> Neighbour:
    """What other pages say of this site."""
    site = revision.site
    now = site.address_now
    picture = main_picture(revision)
    return Neighbour(
        slug=site.slug,
        code=next(iter(codes_of(ledger, site.slug)), ""),
        names=tuple(site.name.items()),
        places=tuple(now.text.items()) if now else (),
        ledes=tuple((s.language, s.lede) for s in site.stories),
        languages=site.languages,
        level=str(site.level or ""),
        picture=stem(picture.digest) if picture else "",
        stale=revision.stale,
    )


# --- web edition -----------------------------------------------------------------------------


def _web(selected: Selected) -> Iterator[Job]:
    neighbours = tuple(neighbour(r, selected.ledger) for r in selected.revisions)
    seen: set[str] = set()
    for index, revision in enumerate(selected.revisions):
        for job in _media_jobs(revision):
            if job.target not in seen:
                seen.add(job.target)
                yield job
        around = tuple(
            n for n in neighbours[max(index - 1, 0) : index + 2] if n.slug != revision.site.slug
        )
        yield from _site_pages(selected, revision, around)
    yield from _project_pages(selected, neighbours)
    yield from _code_pages(selected)
    for _, target, data in selected.scripts:
        yield BytesJob("web", target, "project", data=data, media_type="text/javascript")
    yield BytesJob("web", "robots.txt", "project", data=_robots(selected.project).encode())
    for target, text in header_snippets(PAGE_POLICY).items():
        yield BytesJob("web", target, "project", data=text.encode())


def _media_jobs(revision: Revision) -> Iterator[Job]:
    site = revision.site
    for media in published(site):
        if given := revision.original(f"media/{media.file}"):
            made = SoundJob if media.kind == "audio" else PictureJob
            yield made("web", stem(given.digest), site.slug, (given,))
    picture = main_picture(revision)
    for story in site.stories:
        now = site.address_now
        yield ShareCardJob(
            "web", f"{story.language}/{site.slug}/share.jpg", site.slug, (picture,) if picture else (),
            title=site.name.best(story.language)[0],
            line=now.text.best(story.language)[0] if now else "", language=story.language,
        )  # fmt: skip


def main_picture(revision: Revision) -> Input | None:
    """The original of the site's main picture, if it may be shown."""
    site = revision.site
    media = site.media_by_id(site.picture) if site.picture else None
    return revision.original(f"media/{media.file}") if media and media in published(site) else None


def _site_pages(
    selected: Selected, revision: Revision, around: tuple[Neighbour, ...]
) -> Iterator[Job]:
    site = revision.site
    for language in (x for x in selected.project.languages if x in site.languages):
        yield _site_page(
            selected, revision, around, language, f"{language}/{site.slug}/index.html", "../../"
        )
    if len(site.sources) > SOURCES_ON_PAGE:
        yield from _sources_pages(selected, revision)
    first = selected.project.languages[0]
    if first not in site.languages:
        return
    for state in selected.ledger.states:
        if state.site == site.slug and state.status == "live":
            yield _site_page(
                selected, revision, around, first, f"{state.code}/index.html", "../", state.code
            )


def _site_page(
    selected: Selected,
    revision: Revision,
    around: tuple[Neighbour, ...],
    language: str,
    target: str,
    root: str,
    code: str = "",
) -> PageJob:
    site = revision.site
    given = (revision.original(f"media/{m.file}") for m in published(site))
    stems = {stem(one.digest) for one in given if one}
    return PageJob(
        "web", target, site.slug, needs=tuple(sorted(stems | {n.picture for n in around if n.picture})),
        template="web/site.html", language=language, root=root, address=f"{language}/{site.slug}/",
        project=selected.slim, project_digest=selected.digests[1], revision=revision,
        scripts=selected.script_targets,
        sources_at=_sources_at(site, language), code=code or next(iter(codes_of(selected.ledger, site.slug)), ""), neighbours=around,
        alternates=tuple((x, f"{x}/{site.slug}/") for x in selected.project.languages if x in site.languages),
    )  # fmt: skip


def _sources_at(site: Site, language: str) -> str:
    apart = len(site.sources) > SOURCES_ON_PAGE
    return f"{language}/{site.slug}/{SOURCES.get(language, 'sources')}/" if apart else ""


def _sources_pages(selected: Selected, revision: Revision) -> Iterator[PageJob]:
    """The page of sources in each language; the marks in the text lead there."""
    site = revision.site
    languages = [x for x in selected.project.languages if x in site.languages]
    addresses = tuple((x, _sources_at(site, x)) for x in languages)
    for language, address in addresses:
        yield PageJob(
            "web", f"{address}index.html", site.slug, template="web/sources.html", language=language,
            root="../../../", address=address, project=selected.slim,
            project_digest=selected.digests[1], revision=revision, alternates=addresses,
            scripts=selected.script_targets,
        )  # fmt: skip


def _project_pages(selected: Selected, neighbours: tuple[Neighbour, ...]) -> Iterator[PageJob]:
    languages = selected.project.languages
    tiles = tuple(sorted({n.picture for n in neighbours if n.picture}))
    homes = tuple((x, f"{x}/") for x in languages)
    lists = tuple((x, f"{x}/{LIST.get(x, 'list')}/") for x in languages)

    def page(
        template: str,
        language: str,
        target: str,
        address: str,
        depth: int,
        alternates: tuple[tuple[str, str], ...] = (),
        **more: object,
    ) -> PageJob:
        return PageJob(
            "web", target, "project", needs=tiles, template=template, language=language,
            root="../" * depth or "./", address=address, project=selected.project,
            project_digest=selected.digests[0], neighbours=neighbours, alternates=alternates,
            scripts=selected.script_targets, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    yield page("web/home.html", languages[0], "index.html", f"{languages[0]}/", 0, homes)
    yield page("web/404.html", languages[0], "404.html", "", 0)
    yield page("web/sitemap.xml", languages[0], "sitemap.xml", "", 0)
    for language in languages:
        yield page("web/home.html", language, f"{language}/index.html", f"{language}/", 1, homes)
        address = dict(lists)[language]
        yield page("web/list.html", language, f"{address}index.html", address, 2, lists)
    for shared in selected.project.pages:
        address = f"{shared.language}/{shared.id}/"
        others = tuple(
            (p.language, f"{p.language}/{p.id}/")
            for p in selected.project.pages
            if p.id == shared.id
        )
        yield page("web/page.html", shared.language, f"{address}index.html", address, 2, others,
                   texts=(("title", shared.title), ("body", shared.body)))  # fmt: skip


def _code_pages(selected: Selected) -> Iterator[PageJob]:
    """A calm page for each code whose site cannot be shown, is suspended or has been closed."""
    shown = {
        r.site.slug for r in selected.revisions if selected.project.languages[0] in r.site.languages
    }
    for state in selected.ledger.states:
        if state.site in shown and state.status == "live":
            continue
        yield PageJob(
            "web", f"{state.code}/index.html", "project", template="web/closed.html",
            language=selected.project.languages[0], root="../", address="",
            project=selected.slim, project_digest=selected.digests[1], code=state.code,
            scripts=selected.script_targets,
            texts=(("status", state.status), ("site", state.site), ("reason", state.events[-1].reason)),
        )  # fmt: skip


def _robots(project: Project) -> str:
    base = project.host.base if project.host else ""
    return (
        f"User-agent: *\nAllow: /\n{f'Sitemap: {base}/sitemap.xml' if base else ''}\n".rstrip()
        + "\n"
    )


# --- print edition ---------------------------------------------------------------------------


def _print(selected: Selected) -> Iterator[Job]:
    for revision in selected.revisions:
        first = selected.project.languages[0]
        if first in revision.site.languages:
            yield PageJob(
                "print", f"{revision.site.slug}/{ACCURACY}", revision.site.slug,
                template="paper/accuracy.html",
                language=first, root="../", project=selected.slim, project_digest=selected.digests[1],
                revision=revision, code=next(iter(codes_of(selected.ledger, revision.site.slug)), ""),
            )  # fmt: skip
        if selected.project.host is None:
            continue  # an address without a host cannot stand on a plate; the summary says so
        plates = revision.site.plaques or (Plate(),)
        for plate in plates:
            for state in selected.ledger.states:
                place = (state.site, state.part or "")
                if place == (revision.site.slug, plate.part or "") and state.status == "live":
                    yield _plaque(selected.project, revision.site, plate, state)


def _plaque(project: Project, site: Site, plate: Plate, state: CodeState) -> PlaqueJob:
    base = project.host.base if project.host else ""
    return PlaqueJob(
        "print", f"{site.slug}/{state.code}-{plate.preset}", site.slug, code=state.code,
        address=f"{base}/{state.code}", preset=plate.preset, style=plate.style,
        lines=tuple(_lines(project, site, plate)), sample=_sample(project, site),
    )  # fmt: skip


def _lines(project: Project, site: Site, plate: Plate) -> Iterator[PlaqueLine]:
    defaults = project.plaque
    if defaults.owner_line:
        yield PlaqueLine("owner", defaults.owner_line.best("vi")[0])
    decision = _printable_decision(site)
    if decision:  # the rank stands on the plate only with the paper that grants it
        yield PlaqueLine("rank", rank_line(site, "vi"))
    part = next((p for p in (*site.components, *site.stops) if p.id == plate.part), None)
    name = part.name if part else site.name
    for language in plate.languages:
        if words := name.get(language):
            yield PlaqueLine("name", words, language)
    if decision:
        yield PlaqueLine("decision", decision_line(decision))
    for language in plate.languages:
        call = defaults.call.get(language) if defaults.call else None
        yield PlaqueLine("call", call or word("plaque-call", language), language)
    yield PlaqueLine("safety", word("plaque-safety", "vi"))
    if defaults.works_line:
        yield PlaqueLine("works", defaults.works_line.best("vi")[0])


def decision_line(decision: Decision) -> str:
    """'Quyết định số … ngày …'."""
    date = f" {say(decision.date, 'vi')}" if decision.date else ""
    return f"Quyết định số {decision.number}{date}"


def _printable_decision(site: Site) -> Decision | None:
    """A decision whose number is known beyond doubt: what is cut in stone is not taken back."""
    sure = (d for d in site.decisions if d.number and d.confidence is Confidence.high)
    return next(sure, None)


def _sample(project: Project, site: Site) -> str:
    """Why the plate is not final ('' if it is): no review of the plaque that fits, a host record with gaps."""
    reasons = []
    if not any(r.scope == "plaque" for r in site.reviews):
        reasons.append(word("sample-review", "vi"))
    if not project.host or not project.host.complete or is_sample_host(project.host.base):
        reasons.append(word("sample-host", "vi"))
    return "; ".join(reasons)


def _no_target_twice(jobs: Iterable[Job], problems: Problems) -> None:
    seen: dict[tuple[str, str], Job] = {}
    for job in jobs:
        key = (job.edition, normal(job.target).casefold())
        if key in seen:
            problems.add("target-twice", Place(job.target), one=seen[key].scope, other=job.scope)
        seen[key] = job
