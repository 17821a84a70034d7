"""A page of the project as a job, and the languages in which such pages are offered."""

from __future__ import annotations

from collections.abc import Mapping

from generator.addresses import page_address
from generator.jobs import Neighbour, PageJob
from generator.model.readers import NEEDS_READER, offered
from generator.plan.selection import Selected
from generator.problems import PROJECT

LIST_ROWS = 40
"""Sites on one page of the list: as many as its 13 KB hold."""

Where = tuple[str, str, str]
"""Language, target and canonical address ('' for none) of a page."""

Pairs = tuple[tuple[str, str], ...]


def project_page(
    selected: Selected, template: str, where: Where, neighbours: tuple[Neighbour, ...] = (),
    alternates: Pairs = (), texts: Pairs = (), *, whole: bool = True,
) -> PageJob:  # fmt: skip
    """A page of the project; only a `whole` one reads its records and sources."""
    language, target, address = where
    project, digested = (selected.project, 0) if whole else (selected.slim, 1)
    return PageJob(
        "web", target, PROJECT, needs=tuple(sorted({n.picture for n in neighbours if n.picture})),
        template=template, language=language, root="../" * target.count("/") or "./",
        address=address, project=project, project_digest=selected.digests[digested],
        neighbours=neighbours, alternates=alternates, scripts=selected.script_targets, texts=texts,
    )  # fmt: skip


def own_page(
    selected: Selected, template: str, page: Mapping[str, str], language: str, texts: Pairs = ()
) -> PageJob:
    """One of the pages that every project has (`addresses.OWN`), in a language."""
    address = page_address(page, language)
    where = (language, f"{address}index.html", address)
    others = tuple((x, page_address(page, x)) for x in spoken(selected))
    return project_page(selected, template, where, (), others, texts, whole=False)


def list_pages(selected: Selected) -> int:
    """How many pages the list has."""
    return max(1, -(-len(selected.revisions) // LIST_ROWS))


def spoken(selected: Selected) -> tuple[str, ...]:
    """Languages in which the project's own pages are offered: Khmer once a site's page is."""
    languages = selected.project.languages

    def wanted(language: str) -> bool:
        needed = language in NEEDS_READER and language != languages[0]
        return not needed or any(language in offered(r.site, languages) for r in selected.revisions)

    return tuple(filter(wanted, languages))
