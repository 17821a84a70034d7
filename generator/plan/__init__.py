"""Stage 3, plan: model → one sorted job per output. Pure: it opens nothing.

First it *selects* a revision of every site: the newest if it is sound, else its last good one, else
none, and then its codes answer with a calm page. Home, list, sitemap and neighbours all speak of
the selected set. An edition is a kind of job here, never a second program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.addresses import stem
from generator.jobs import Job
from generator.model import LANGUAGES
from generator.plan.ceremony import EDITION as CEREMONY
from generator.plan.ceremony import ceremony_jobs
from generator.plan.kiosk import kiosk_jobs
from generator.plan.paper import print_jobs
from generator.plan.papers import signed
from generator.plan.selection import Ceremony, Selected, codes_of, published, select
from generator.plan.web import web_jobs
from generator.problems import Place, Problems
from generator.text import normal

__all__ = [
    "CEREMONY",
    "EDITIONS",
    "PLANNERS",
    "TOP_LEVEL",
    "Ceremony",
    "Selected",
    "codes_of",
    "plan",
    "published",
    "select",
    "signed",
    "stem",
]

TOP_LEVEL = (
    *LANGUAGES,
    "m",
    "assets",
    "data",
    "index.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "sw.js",
)
"""Names at the root of the web edition that no code may equal."""

EDITIONS = ("web", "kiosk", "print")
"""What a plain build makes, in the order they are published; a ceremony comes last, if it is asked for."""

PLANNERS: Mapping[str, Callable[[Selected], Iterable[Job]]] = {
    "web": web_jobs,
    "kiosk": kiosk_jobs,
    "print": print_jobs,
    CEREMONY: ceremony_jobs,
}
"""Who plans an edition. One that has no jobs today is an empty tree, not yesterday's."""


def plan(selected: Selected, editions: tuple[str, ...], problems: Problems) -> tuple[Job, ...]:
    """Every job of these editions, sorted; two jobs for one target is a Problem of the project."""
    planners = [PLANNERS[edition] for edition in editions if edition in PLANNERS]
    jobs = [job for planner in planners for job in planner(selected)]
    _no_target_twice(jobs, problems)
    return tuple(sorted(jobs, key=lambda job: (job.wave, job.edition, job.target)))


def _no_target_twice(jobs: Iterable[Job], problems: Problems) -> None:
    seen: dict[tuple[str, str], Job] = {}
    for job in jobs:
        key = (job.edition, normal(job.target).casefold())
        if key in seen:
            problems.add("target-twice", Place(job.target), one=seen[key].scope, other=job.scope)
        seen[key] = job
