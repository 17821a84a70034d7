"""Minutes of acceptance and hand-over: what the records say, for a Word file that people finish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.dates import say
from generator.model import Works
from generator.plan.papers import Ordered, address_in_words, dump, sample_of, vi, works_of
from generator.plan.selection import Selected
from generator.print_jobs import MinutesJob
from generator.problems import PROJECT
from generator.words import decimal, paper_word

TARGET = "bien-ban-nghiem-thu-ban-giao.docx"


def minutes_job(selected: Selected, plates: tuple[Ordered, ...], edition: str) -> MinutesJob:
    """The minutes of these plates, of one site or of several, in that edition."""
    sites = {one.revision.site.slug: one.revision.site for one in plates}
    works = works_of(selected.project, sites.values())
    names = [site.name.best("vi")[0] for site in sites.values()]
    project = selected.project
    data = {
        **_of_works(works),
        "places": names,
        "owner": vi(project.owners[-1].name) if project.owners else "",
        "plates": [*_rows(plates)],
        "sample": sample_of(plates),
    }
    return MinutesJob(edition, TARGET, PROJECT, data=dump(data))


def _of_works(works: Works | None) -> dict[str, str]:
    """The works as recorded; '' where nothing is."""
    if works is None:
        return dict.fromkeys(("title", "body", "handed_to", "date", "basis"), "")
    return {
        "title": vi(works.title),
        "body": vi(works.body),
        "handed_to": vi(works.handed_to),
        "date": say(works.date, "vi") if works.date else "",
        "basis": vi(works.basis),
    }


def _rows(plates: Iterable[Ordered]) -> Iterator[dict[str, Any]]:
    for one in plates:
        site, preset = one.revision.site, one.job.preset
        part = next((p.name for p in site.parts if p.id == one.plate.part), None)
        size = " × ".join(decimal(length, "vi") for length in (preset.width, preset.height))
        yield {
            "name": site.name.best("vi")[0],
            "part": vi(part),
            "hangs": vi(one.plate.place),
            "code": one.job.code,
            "address": address_in_words(one.job.address),
            "size": f"{size} mm",
            "material": vi(preset.material),
            "sample": bool(one.job.sample),
            "history": [*_history(one)],
        }


def _history(one: Ordered) -> Iterator[str]:
    """What the ledger says of the plates of a code, oldest first: serial, what was done, when."""
    done = {"print": "printed", "install": "installed", "withdraw-plaque": "withdrawn"}
    for event in one.state.events:
        if event.verb in done:
            paper = f" ({event.evidence})" if event.evidence else ""
            serial = dict(event.plaque)["serial"]
            status = paper_word(f"status-{done[event.verb]}", "vi")
            yield f"số hiệu {serial}: {status} {say(event.at, 'vi')}{paper}"
