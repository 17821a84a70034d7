"""Words explained: which of them a story uses, and the page of all of them in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.addresses import GLOSSARY, page_address
from generator.jobs import Job
from generator.model import Site
from generator.model.glossary import Term
from generator.plan.pages import project_page, spoken
from generator.plan.selection import Selected


def terms_of(selected: Selected, site: Site, language: str) -> tuple[Term, ...]:
    """The words of the glossary that the site's story uses, in the glossary's order.

    Only these are part of the page's key: another word explained makes no other page anew.
    """
    story = site.story(language)
    return selected.project.glossary.used_in(story) if story else ()


def glossary_jobs(selected: Selected) -> Iterator[Job]:
    """The page in each language that can explain a word; its sources are the glossary's own."""
    glossary = selected.project.glossary
    project = selected.project.model_copy(update={"sources": glossary.sources})
    languages = [x for x in selected.project.languages if glossary.said_in(x)]
    others = tuple((x, page_address(GLOSSARY, x)) for x in languages if x in spoken(selected))
    for language in languages:
        address = page_address(GLOSSARY, language)
        where = (language, f"{address}index.html", address)
        page = project_page(selected, "web/glossary.html", where, (), others)
        yield replace(page, project=project, terms=glossary.said_in(language))
