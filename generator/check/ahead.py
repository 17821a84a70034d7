"""Stage 2, days to come: what is told as past, with a date that today has not reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.dates import bounds, say
from generator.jobs import Revision
from generator.model import Site
from generator.model.walk import Loc, walk
from generator.problems import Place, Problems
from generator.read import at, name_below, read_markdown, read_yaml

_PAST = ("date", "as_announced", "born", "died", "accessed")
"""Fields of what has happened; names and addresses may well be given from a day to come."""


def check_ahead(root: Path, revisions: tuple[Revision, ...], day: str, problems: Problems) -> None:
    """A note for each date behind `day` (YYYY-MM-DD); apart, for a build does not ask the clock."""
    for revision in revisions:
        site, folder = revision.site, Path(revision.folder)
        for loc, date in _ahead(site, day):
            if loc[0] == "stories":
                language, where = site.stories[int(loc[1])].language, loc[2:]
                text = read_markdown(folder / f"{language}.md", root, Problems())
                node = text.front if text else None
            else:
                node, where = read_yaml(folder / "site.yaml", root, Problems()), loc
            told = {"name": str(loc[-1]), "date": say(date), "date_en": say(date, "en")}
            told |= {"day": say(day), "day_en": say(day, "en")}
            place = at(node, where) if node else Place(name_below(root, folder))
            problems.within(site.slug).warn("date-ahead", place, **told)


def _ahead(site: Site, day: str) -> Iterator[tuple[Loc, str]]:
    for loc, model in walk(site):
        known = type(model).model_fields
        if loc[:1] == ("reviews",) or "rows" in loc:  # of other files
            continue
        for name in _PAST:
            date = getattr(model, name) if name in known else None
            if date and bounds(date)[0] > day:
                yield (*loc, name), date
