"""Jobs of the web edition: media, pages of sites and of the project, a page for every code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from generator.addresses import (
    FONT,
    UNKEPT,
    film_address,
    learn_address,
    list_address,
    report_address,
    stem,
)
from generator.codes import is_sample_host
from generator.headers import PAGE_POLICY, header_snippets
from generator.jobs import (
    BytesJob,
    FontJob,
    Job,
    Neighbour,
    PageJob,
    Revision,
)  # fmt: skip
from generator.model import Project
from generator.model.media import PICTURED
from generator.model.readers import offered
from generator.plan.around import Around
from generator.plan.data import data_jobs, record_job
from generator.plan.find import find_jobs
from generator.plan.glossary import glossary_jobs, terms_of
from generator.plan.media import media_jobs, project_card, stems_of, tiles_of
from generator.plan.offline import offline_jobs
from generator.plan.pages import LIST_ROWS, list_pages, project_page, spoken
from generator.plan.profile import public_profile_jobs
from generator.plan.rolls import all_rolls, roll_addresses, roll_jobs, rolls_of
from generator.plan.school import learn_jobs
from generator.plan.selection import (
    SOURCES_ON_PAGE,
    Selected,
    codes_of,
    films,
    main_picture,
    published,
    sources_at,
)
from generator.plan.trails import passing, trail_jobs, walks
from generator.problems import PROJECT
from generator.text import commune_order

HOME_TILES = 24
"""Sites shown on the home page: as many as its 13 KB hold; the list has them all."""


def web_jobs(selected: Selected) -> Iterator[Job]:
    """Every job of the web edition; pages in Khmer bring their letters along."""
    if "km" in selected.project.languages:
        yield FontJob("web", FONT, PROJECT)
    planned = list(_jobs(selected))
    for job in planned:
        khmer = isinstance(job, PageJob) and job.language == "km"
        yield replace(job, needs=tuple(sorted((*job.needs, FONT)))) if khmer else job
    yield from offline_jobs(selected, planned)


def _jobs(selected: Selected) -> Iterator[Job]:
    neighbours = tuple(neighbour(r, selected.project) for r in selected.revisions)
    seen: set[str] = set()
    host = selected.project.host
    trails = walks(selected)
    around = Around(selected, neighbours, trails[selected.project.languages[0]])
    for revision in selected.revisions:
        for job in media_jobs(revision, host.base if host else ""):
            if job.target not in seen:
                seen.add(job.target)
                yield job
        slug = revision.site.slug
        yield from passing(_site_pages(selected, revision, around.of(slug)), trails, slug)
        yield from learn_jobs(selected, revision)
        yield from _report_pages(selected, revision)
        yield record_job(selected, revision)
        yield from public_profile_jobs(selected, revision)
    yield from _moved_pages(selected)
    yield from roll_jobs(selected)
    yield from _project_pages(selected, neighbours)
    yield from trail_jobs(selected, trails)
    yield from find_jobs(selected, trails)
    yield from glossary_jobs(selected)
    yield from data_jobs(selected, neighbours)
    yield from _code_pages(selected)
    for name, target, data in selected.scripts:
        if name.startswith("kiosk/"):
            continue
        kind = "image/svg+xml" if target.endswith(".svg") else "text/javascript"
        yield BytesJob("web", target, PROJECT, data=data, media_type=kind)
    yield BytesJob("web", "robots.txt", PROJECT, data=_robots(selected.project).encode())
    for target, text in header_snippets(PAGE_POLICY).items():
        yield BytesJob("web", target, PROJECT, data=text.encode())


def neighbour(revision: Revision, project: Project) -> Neighbour:
    """What other pages say of this site."""
    site = revision.site
    here = site.address_shown
    picture = main_picture(revision)
    return Neighbour(
        slug=site.slug,
        names=tuple(site.name.items()),
        places=tuple(here.items()) if here else (),
        languages=offered(site, project.languages),
        picture=stem(picture.digest) if picture else "",
    )


def _site_pages(
    selected: Selected, revision: Revision, around: tuple[Neighbour, ...]
) -> Iterator[PageJob]:
    site = revision.site
    for language in (x for x in selected.project.languages if x in site.languages):
        yield _site_page(
            selected, revision, around, language, f"{language}/{site.slug}/index.html", "../../"
        )
    if len(site.sources) > SOURCES_ON_PAGE:
        yield from _sources_pages(selected, revision)
    yield from _film_pages(selected, revision)
    first = selected.project.languages[0]
    if first not in site.languages:
        return
    for state in selected.ledger.states:
        if state.site == site.slug and state.status == "live":
            page = _site_page(
                selected, revision, around, first, f"{state.code}/index.html", "../", state.code
            )
            yield replace(page, part=state.part)


def _moved_pages(selected: Selected) -> Iterator[PageJob]:
    """At the addresses of former folder names: pages that lead on.

    Where nobody else lives: a last good revision may name an address that was taken since.
    """
    taken = {r.site.slug for r in selected.revisions} | {p.id for p in selected.project.pages}
    for site in (r.site for r in sorted(selected.revisions, key=attrgetter("stale"))):
        free = [name for name in site.aliases if name not in taken]
        taken.update(free)
        for language in (x for x in selected.project.languages if x in site.languages):
            for old in free:
                yield PageJob(
                    "web", f"{language}/{old}/index.html", site.slug, template="web/moved.html",
                    language=language, root="../../", address=f"{language}/{site.slug}/",
                    project=selected.slim, project_digest=selected.digests[1],
                    scripts=selected.script_targets, texts=(("name", site.name.best(language)[0]),),
                )  # fmt: skip


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
    stems = stems_of(revision) | tiles_of(revision, published(site))
    return PageJob(
        "web", target, site.slug, needs=tuple(sorted(stems | {n.picture for n in around if n.picture})),
        template="web/site.html", language=language, root=root, address=f"{language}/{site.slug}/",
        project=selected.slim, project_digest=selected.digests[1], revision=revision,
        scripts=selected.script_targets,
        sources_at=sources_at(site, language), neighbours=around,
        rolls=rolls_of(selected, revision, language), terms=terms_of(selected, site, language),
        code=code or next(iter(codes_of(selected.ledger, site.slug)), ""),
        alternates=tuple((x, f"{x}/{site.slug}/") for x in offered(site, selected.project.languages)),
    )  # fmt: skip


def _sources_pages(selected: Selected, revision: Revision) -> Iterator[PageJob]:
    """The page of sources in each language; the marks in the text lead there."""
    site = revision.site
    languages = [x for x in selected.project.languages if x in site.languages]
    addresses = {x: sources_at(site, x) for x in languages}
    known = tuple((x, addresses[x]) for x in offered(site, languages))
    for language, address in addresses.items():
        yield PageJob(
            "web", f"{address}index.html", site.slug, template="web/sources.html", language=language,
            root="../../../", address=address, project=selected.slim,
            project_digest=selected.digests[1], revision=revision, alternates=known,
            scripts=selected.script_targets,
        )  # fmt: skip


def _report_pages(selected: Selected, revision: Revision) -> Iterator[PageJob]:
    """How to report an error, with what fills in each plaque; without an office, words to copy."""
    site = revision.site
    here = (s for s in selected.ledger.states if s.site == site.slug and s.status == "live")
    plates = tuple((s.code, s.part) for s in sorted(here, key=lambda s: (s.part, s.rank)))
    languages = [x for x in selected.project.languages if x in site.languages]
    for language in languages:
        address = report_address(language, site.slug)
        yield PageJob(
            "web", f"{address}index.html", site.slug, template="web/report.html", language=language,
            root="../../../", address=address, project=selected.slim,
            project_digest=selected.digests[1], revision=revision, scripts=selected.script_targets,
            texts=plates,
            alternates=tuple((x, report_address(x, site.slug)) for x in offered(site, languages)),
        )  # fmt: skip


def _film_pages(selected: Selected, revision: Revision) -> Iterator[PageJob]:
    """What is said in a film, where it is too long for the site's own page."""
    site = revision.site
    languages = [x for x in selected.project.languages if x in site.languages]
    for block, film in films(site):
        told = [x for x in languages if block.apart(x)]
        addresses = {x: film_address(x, site.slug, block.id) for x in told}
        given = revision.original(f"media/{film.file}")
        for language, address in addresses.items():
            yield PageJob(
                "web", f"{address}index.html", site.slug, needs=(stem(given.digest),) if given else (),
                template="web/film.html", language=language, root="../" * address.count("/"),
                address=address, project=selected.slim, project_digest=selected.digests[1],
                revision=revision, scripts=selected.script_targets, texts=(("block", block.id),),
                alternates=tuple((x, addresses[x]) for x in offered(site, languages) if x in told),
            )  # fmt: skip


def _project_pages(selected: Selected, neighbours: tuple[Neighbour, ...]) -> Iterator[Job]:
    languages = selected.project.languages
    first, offers = languages[0], spoken(selected)
    homes = tuple((x, f"{x}/") for x in offers)
    shown = neighbours[:HOME_TILES]
    named = (("names", "1"),) if all_rolls(selected, first) else ()
    where = (first, "index.html", f"{first}/")
    yield project_page(selected, "web/home.html", where, shown, homes, named)
    lost = project_page(selected, "web/404.html", (first, "404.html", ""))
    yield replace(lost, root=_root_from_anywhere(selected.project))
    if selected.project.host:  # a sitemap speaks of full addresses only (sitemaps.org)
        mapped = tuple(map(_mapped, neighbours, selected.revisions))
        page = project_page(
            selected, "web/sitemap.xml", (first, "sitemap.xml", ""), mapped, homes, named
        )
        yield replace(page, needs=tuple(sorted({stem for n in mapped for stem in n.pictures})))
    for language in languages:
        yield project_card(selected, language)
        where = (language, f"{language}/index.html", f"{language}/")
        yield project_page(selected, "web/home.html", where, shown, homes, named)
        yield from _list_pages(selected, language, neighbours)
        unkept = f"{language}/{UNKEPT}"
        own = ((language, unkept),) if language in offers else ()
        page = project_page(
            selected, "web/unkept.html", (language, unkept, ""), (), own, whole=False
        )
        yield replace(page, rolls=all_rolls(selected, language))
    for shared in selected.project.pages:
        same = (p for p in selected.project.pages if p.id == shared.id and p.language in offers)
        others = tuple((p.language, f"{p.language}/{p.id}/") for p in same)
        address = f"{shared.language}/{shared.id}/"
        where = (shared.language, f"{address}index.html", address)
        texts = (("title", shared.title), ("body", shared.body))
        yield project_page(selected, "web/page.html", where, (), others, texts)


def _mapped(one: Neighbour, revision: Revision) -> Neighbour:
    """A site as the sitemap needs it: with the pages below its own, and every picture of it."""
    site = revision.site
    below = []
    if site.quiz or site.finds_shown:
        below.append(tuple((x, learn_address(x, site.slug)) for x in one.languages))
    if len(site.sources) > SOURCES_ON_PAGE:
        below.append(tuple((x, sources_at(site, x)) for x in one.languages))
    for block, _ in films(site):
        told = [x for x in one.languages if block.apart(x)]
        below += [tuple((x, film_address(x, site.slug, block.id)) for x in told)] if told else []
    below += roll_addresses(revision, one.languages)
    still = (m for m in published(site) if m.kind in PICTURED)
    given = (revision.original(f"media/{m.file}") for m in still)
    pictures = dict.fromkeys(stem(one.digest) for one in given if one)
    return replace(one, below=tuple(below), pictures=tuple(pictures))


def _root_from_anywhere(project: Project) -> str:
    """How links of the 404 page begin, which hosts serve at any depth: with a host somebody can own.

    Without one they are relative, which is right for a mistyped code; the script mends the rest.
    """
    host = project.host
    return f"{host.base}/" if host and not is_sample_host(host.base) else "./"


def _list_pages(
    selected: Selected, language: str, neighbours: tuple[Neighbour, ...]
) -> Iterator[PageJob]:
    """The list by today's communes, so many sites a page; what is thinly recorded stands on the last."""
    count = list_pages(selected)
    neighbours = tuple(sorted(neighbours, key=lambda n: commune_order(n.place)))
    for number in range(1, count + 1):
        lists = tuple((x, list_address(x, number)) for x in spoken(selected))
        address = list_address(language, number)
        where = (language, f"{address}index.html", address)
        rows = neighbours[(number - 1) * LIST_ROWS : number * LIST_ROWS]
        texts = (("page", str(number)), ("pages", str(count)))
        last = number == count
        yield project_page(selected, "web/list.html", where, rows, lists, texts, whole=last)


def _code_pages(selected: Selected) -> Iterator[PageJob]:
    """A calm page for each code whose site cannot be shown, is suspended or has been closed."""
    shown = {
        r.site.slug for r in selected.revisions if selected.project.languages[0] in r.site.languages
    }
    names = dict(selected.names)
    for state in selected.ledger.states:
        if state.site in shown and state.status == "live":
            continue
        yield PageJob(
            "web", f"{state.code}/index.html", PROJECT, template="web/closed.html",
            language=selected.project.languages[0], root="../", address="",
            project=selected.slim, project_digest=selected.digests[1], code=state.code,
            scripts=selected.script_targets,
            texts=(
                ("status", state.status), ("site", state.site), ("reason", state.events[-1].reason),
                ("name", names.get(state.site, "")),
            ),
        )  # fmt: skip


def _robots(project: Project) -> str:
    base = project.host.base if project.host else ""
    return (
        f"User-agent: *\nAllow: /\n{f'Sitemap: {base}/sitemap.xml' if base else ''}\n".rstrip()
        + "\n"
    )
