"""Jobs of the rolls of honour: pages by initial, what search reads, and the page over all rolls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.addresses import find_name_address, roll_address
from generator.blocks.roll_of_honour import RollOfHonourBlock
from generator.jobs import BytesJob, Job, PageJob, Revision
from generator.model.readers import offered
from generator.model.roll import Letter, NamedRow, Roll
from generator.plan.names import name_files, stele_files
from generator.plan.pages import spoken
from generator.plan.selection import Selected
from generator.problems import PROJECT
from generator.roll import by_page, stele


def rolls_of(selected: Selected, revision: Revision, language: str) -> tuple[Roll, ...]:
    """The verified lists of a site, as its pages in that language speak of them."""
    return tuple(_roll(selected, revision, block, language) for block in _verified(revision))


def all_rolls(selected: Selected, language: str) -> tuple[Roll, ...]:
    """Those of all sites, each in the language asked for or in the first its site has."""
    languages = selected.project.languages
    found: list[Roll] = []
    for revision in selected.revisions:
        said = offered(revision.site, languages)
        if said:
            found += rolls_of(selected, revision, language if language in said else said[0])
    return tuple(found)


def roll_addresses(
    revision: Revision, languages: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """(language, address) of each page of its lists, page by page."""
    for block in _verified(revision):
        heads = {x: roll_address(x, revision.site.slug, block.id) for x in languages}
        for below in ("", *(at for at, _, _ in _letters(block))):
            yield tuple((x, f"{head}{below}") for x, head in heads.items())


def roll_jobs(selected: Selected) -> Iterator[Job]:
    """Every page and file of the rolls."""
    for revision in selected.revisions:
        for block in _verified(revision):
            for target, data in (*_told(block).files, *_told(block).places):
                yield BytesJob(
                    "web", target, revision.site.slug, data=data, media_type="text/javascript"
                )
            for language in selected.project.languages:
                if language in revision.site.languages:
                    yield from _pages(selected, revision, block, language)
    yield from _find_pages(selected)


def _verified(revision: Revision) -> tuple[RollOfHonourBlock, ...]:
    blocks = (b for b in revision.site.blocks if isinstance(b, RollOfHonourBlock))
    return tuple(b for b in blocks if b.shown and "web" in b.editions)


@dataclass(frozen=True)
class _Told:
    """A list in pages, the files of its names and of their places, and its stones."""

    pages: tuple[tuple[Letter, tuple[tuple[NamedRow, ...], ...]], ...]
    files: tuple[tuple[str, bytes], ...]
    places: tuple[tuple[str, bytes], ...]
    stele: str


@lru_cache(maxsize=16)
def _told(block: RollOfHonourBlock) -> _Told:
    """Worked out once: the pages of every language and of the site speak of it."""
    pages = tuple(by_page(block.entries))
    return _Told(pages, tuple(name_files(pages)), tuple(stele_files(pages)), stele(block.shown))


def _roll(selected: Selected, revision: Revision, block: RollOfHonourBlock, language: str) -> Roll:
    site, told = revision.site, _told(block)
    assert block.verified_by is not None
    return Roll(
        site.slug, block.id, site.name, block.shown_heading, block.verified_by,
        roll_address(language, site.slug, block.id), len(block.entries), tuple(x for x, _ in told.pages),
        tuple(target for target, _ in told.files), tuple(target for target, _ in told.places), told.stele,
        tuple(s for s in site.sources if s.id in block.sources), selected.project.office(site.contacts),
        site.solemn,
    )  # fmt: skip


def _pages(
    selected: Selected, revision: Revision, block: RollOfHonourBlock, language: str
) -> Iterator[PageJob]:
    roll, site = _roll(selected, revision, block, language), revision.site
    said = offered(site, selected.project.languages)

    def page(
        template: str, below: str, texts: dict[str, str], names: tuple[NamedRow, ...] = ()
    ) -> PageJob:
        address = f"{roll.address}{below}"
        others = tuple((x, f"{roll_address(x, site.slug, block.id)}{below}") for x in said)
        return PageJob(
            "web", f"{address}index.html", site.slug, template=template, language=language,
            root="../" * address.count("/"), address=address, project=selected.slim,
            project_digest=selected.digests[1], alternates=others, scripts=selected.script_targets,
            texts=tuple(texts.items()), rolls=(roll,), named=names,
        )  # fmt: skip

    yield page("web/roll.html", "", {})
    for below, texts, names in _letters(block):
        yield page("web/roll_letter.html", below, texts, names)


def _letters(
    block: RollOfHonourBlock,
) -> Iterator[tuple[str, dict[str, str], tuple[NamedRow, ...]]]:
    """Of each page of an initial where it lies below the list's own, what it is, and its names."""
    for letter, pages in _told(block).pages:
        for number, names in enumerate(pages, 1):
            further = f"{number}/" if number > 1 else ""
            yield f"{letter.slug}/{further}", {"letter": letter.slug, "page": str(number)}, names


def _find_pages(selected: Selected) -> Iterator[PageJob]:
    languages = [x for x in selected.project.languages if all_rolls(selected, x)]
    for language in languages:
        address = find_name_address(language)
        yield PageJob(
            "web", f"{address}index.html", PROJECT, template="web/find_name.html", language=language,
            root="../../", address=address, project=selected.slim, project_digest=selected.digests[1],
            alternates=tuple((x, find_name_address(x)) for x in spoken(selected) if x in languages),
            scripts=selected.script_targets, rolls=all_rolls(selected, language),
        )  # fmt: skip
