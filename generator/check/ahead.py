"""Stage 2, days to come: what is told as past, with a date that today has not reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.dates import bounds, say
from generator.jobs import Revision
from generator.model import Project, Site
from generator.model.walk import Loc, walk
from generator.problems import Place, Problems
from generator.read import PROJECT_FILE, at, name_below, read_markdown, read_yaml

_PAST = ("date", "as_announced", "born", "died", "accessed")
"""Fields of what has happened; names and addresses may well be given from a day to come."""

ENOUGH = 366
"""Days: a printed address is a promise of many years, and a name is paid for by the year."""


def check_ahead(root: Path, revisions: tuple[Revision, ...], day: str, problems: Problems) -> None:
    """A note for each date behind `day` (YYYY-MM-DD); apart, for a build does not ask the clock."""
    for revision in revisions:
        site, folder = revision.site, Path(revision.folder)
        for loc, told_day in _ahead(site, day):
            if loc[0] == "stories":
                language, where = site.stories[int(loc[1])].language, loc[2:]
                text = read_markdown(folder / f"{language}.md", root, Problems())
                node = text.front if text else None
            else:
                node, where = read_yaml(folder / "site.yaml", root, Problems()), loc
            told = {"name": str(loc[-1]), "date": say(told_day), "date_en": say(told_day, "en")}
            told |= {"day": say(day), "day_en": say(day, "en")}
            place = at(node, where) if node else Place(name_below(root, folder))
            problems.within(site.slug).warn("date-ahead", place, **told)
        for place, signed in _reviews_ahead(root, folder, site, day):
            told = {"date": say(signed), "date_en": say(signed, "en")}
            told |= {"day": say(day), "day_en": say(day, "en")}
            problems.within(site.slug).warn("review-ahead", place, **told)


def _reviews_ahead(root: Path, folder: Path, site: Site, day: str) -> Iterator[tuple[Place, str]]:
    """Where a record that counts is dated behind `day`, and its date."""
    later = {review.digest: review.date for review in site.reviews if bounds(review.date)[0] > day}
    for file in sorted((folder / "reviews").glob("*.yaml")) if later else ():
        node = read_yaml(file, root, Problems())
        digest = node.get("digest") if node else None
        if node and digest and digest.text in later:
            yield at(node, ("date",)), later[digest.text]


def check_paid(root: Path, project: Project, day: str, problems: Problems) -> None:
    """A note for a host paid for less than `ENOUGH` days from `day`; what is past is told elsewhere."""
    node = read_yaml(root / PROJECT_FILE, root, Problems())
    for index, host in enumerate(project.hosts):
        until = bounds(host.paid_until)[1] if host.paid_until else ""
        if not until or until < day:
            continue
        left = (date.fromisoformat(until) - date.fromisoformat(day)).days
        if left < ENOUGH:
            loc = ("hosts", index, "paid_until")
            place = at(node, loc) if node else Place(PROJECT_FILE)
            problems.warn(
                "host-ends-soon", place, base=host.base, days=left,
                until=say(until), until_en=say(until, "en"),
            )  # fmt: skip


def _ahead(site: Site, day: str) -> Iterator[tuple[Loc, str]]:
    for loc, model in walk(site):
        known = type(model).model_fields
        if loc[:1] == ("reviews",) or "rows" in loc:  # of other files
            continue
        for name in _PAST:
            told = getattr(model, name) if name in known else None
            if told and bounds(told)[0] > day:
                yield (*loc, name), told
