"""What a ceremony needs: slide, backdrop, run sheet, minutes, with codes sized for the depth of the hall."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from generator.codes import printed_address
from generator.jobs import Job
from generator.model.plate import PANEL, REACH
from generator.plan.minutes import minutes_job
from generator.plan.paper import plates_of
from generator.plan.papers import (
    Ordered,
    address_in_words,
    dump,
    plate_data,
    sample_of,
    vi,
    works_of,
)
from generator.plan.selection import Ceremony, Selected, codes_of
from generator.print_jobs import PaperJob
from generator.problems import PROJECT

EDITION = "ceremony"
"""Its papers are an edition of their own: made when asked for, left alone by every other build."""

SHARE = 0.74
"""How much of the slide's height the code's white panel takes."""

HEAD = 1.42
"""Height of the backdrop, in panels: room for a frame and the hall's heads before it."""

WIDE = 1.5
"""Width of the backdrop, in heights."""

LARGEST = 5080.0
"""mm: the longest side a PDF page may have (14,400 units of 1/72 inch, ISO 32000-1 annex C.2)."""

SMALLER = 10
"""A larger backdrop is drawn at 1:10, as shops that print banners are used to."""


def ceremony_jobs(selected: Selected) -> Iterator[Job]:
    """The papers of the ceremony that is wanted, for its places; nothing where these have no plates."""
    wish = selected.ceremony
    if wish is None:
        return
    plates = plates_of(selected)
    mine = tuple(one for one in plates if not wish.sites or one.job.scope in wish.sites)
    if not mine:
        return
    yield _slide(selected, mine)
    yield _backdrop(selected, wish, mine)
    yield _run_sheet(selected, wish, mine)
    yield minutes_job(selected, mine, EDITION)


def module(depth: float) -> float:
    """The mm a module must have to be read from `depth` metres (model/plate.py: 300 modules away).

    Up to the next half millimetre, so that whoever measures it has a number for a ruler.
    """
    return math.ceil(2000 * depth / REACH) / 2


def _about(selected: Selected, mine: tuple[Ordered, ...]) -> dict[str, Any]:
    """Title and address of the whole: of the one place, or of the project's first page."""
    sites = {one.job.scope: one.revision.site for one in mine}
    project, alone = selected.project, len(sites) == 1
    works = works_of(project, sites.values())
    own = mine[0].revision.site.works if alone else works
    name = vi(own.title) if own and own.title else ""
    assert project.host is not None
    # Of the place as a whole, whichever plate is named first; of a stop where only stops have codes.
    whole = codes_of(selected.ledger, mine[0].job.scope) if alone else ("",)
    address = printed_address(project.host.base, whole[0]) if whole else mine[0].job.address
    return {
        "title": name or (mine[0].revision.site.name.best("vi")[0] if alone else vi(project.title)),
        "body": vi(works.body) if works else "",
        "link": address,
        "address": address_in_words(address).rstrip("/"),
        "sample": sample_of(mine),
    }


def _slide(selected: Selected, mine: tuple[Ordered, ...]) -> Job:
    about, codes = _about(selected, mine), {one.job.code: one.job.address for one in mine}
    first = {one.job.code: one for one in reversed(mine)}  # a code may be ordered in several sizes
    pages = [
        {"over": about["title"] if len(codes) > 1 else about["body"], "name": _full_name(selected, one),
         "code": one.job.code, "address": address_in_words(one.job.address), "sample": one.job.sample}
        for one in (first[code] for code in codes)
    ]  # fmt: skip
    if about["link"] not in codes.values():
        codes = {"all": about["link"], **codes}
        pages.insert(0, {**about, "over": about["body"], "name": about["title"], "code": "all"})
    return PaperJob(
        EDITION, "trinh-chieu.pdf", PROJECT, template="slide.typ", codes=tuple(codes.items()),
        data=dump({"title": about["title"], "pages": pages, "share": SHARE}),
    )  # fmt: skip


def _full_name(selected: Selected, one: Ordered) -> str:
    data = plate_data(selected, one)
    return f"{data['name']} – {data['part']}" if data["part"] else str(data["name"])


def _backdrop(selected: Selected, wish: Ceremony, mine: tuple[Ordered, ...]) -> Job:
    about = _about(selected, mine)
    height = round(PANEL * module(wish.depth) * HEAD, 1)
    width = round(WIDE * height, 1)
    scale = 1 if width <= LARGEST else SMALLER
    size = {
        "width": width,
        "height": height,
        "module": module(wish.depth),
        "depth": wish.depth,
        "scale": scale,
    }
    end = "" if scale == 1 else f"-ti-le-1-{scale}"
    return PaperJob(
        EDITION, f"phong-nen{end}.pdf", PROJECT, template="backdrop.typ",
        codes=(("code", about["link"]),), data=dump(about | size | {"name": about["title"]}),
    )  # fmt: skip


def _run_sheet(selected: Selected, wish: Ceremony, mine: tuple[Ordered, ...]) -> Job:
    about = _about(selected, mine)
    rows = []
    for one in mine:
        serials = [{"serial": p.serial, "status": p.status} for p in one.state.plates]
        rows.append(plate_data(selected, one) | {"serials": serials})
    screen = round(PANEL * module(wish.depth) / 1000 / SHARE, 1)
    data = about | {"plates": rows, "depth": wish.depth, "screen": screen}
    return PaperJob(EDITION, "bang-viec.pdf", PROJECT, template="run-sheet.typ", data=dump(data))
