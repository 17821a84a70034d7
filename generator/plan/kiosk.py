"""Jobs of the kiosk edition: what phones are shown, in the frame of a large touch screen.

A screen has the address of the phone's page, so that links hold and a visitor who takes a page home
finds it there. What only a phone needs (codes, mistyped addresses, data to take away) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from generator import __version__
from generator.addresses import FONT, only_on_phones, stem
from generator.jobs import (
    BytesJob,
    FontJob,
    Job,
    Neighbour,
    PageJob,
    RecordJob,
    Revision,
    ScreenPictureJob,
    ShareCardJob,
)
from generator.model.kiosk import Kiosk
from generator.model.media import PICTURED
from generator.plan.pages import project_page, spoken
from generator.plan.selection import Selected, main_picture, published
from generator.plan.web import neighbour, web_jobs
from generator.problems import PROJECT

SCREENS = {
    "web/home.html": "kiosk/home.html",
    "web/site.html": "kiosk/site.html",
    "web/trail.html": "kiosk/trail.html",
}
"""Screens of their own; all others are the phone's page in the kiosk's frame."""

_ONLY_PHONES = {
    "web/404.html", "web/sitemap.xml", "web/moved.html", "web/closed.html", "web/unkept.html",
}  # fmt: skip
"""Pages for whom an address led here; what else only phones have `addresses.only_on_phones` knows."""

PASSING = 24
"""Pictures on the waiting screen at most: five minutes of them, however many places there are."""

_SAVING = ("web/sw.js", "web/save.js", "web/kept.js", "web/known.js", "web/trail.js")
"""Scripts of what a phone keeps: pages for places without signal, where its owner has been."""

START, TEST = "start/", "test/"
"""Where a visit begins, with the choice of a language; where the keeper tries the machine."""


def kiosk_jobs(selected: Selected) -> Iterator[Job]:
    """Every job of the kiosk edition; none where the project has no kiosk."""
    kiosk = selected.project.kiosk
    if kiosk is None:
        return
    pages: list[PageJob] = []
    left = {target for name, target, _ in selected.scripts if name in _SAVING}
    for job in web_jobs(selected):
        if isinstance(job, PageJob):
            if not isinstance(job, RecordJob) and _is_shown(job):
                pages.append(_screen(job, selected))
        elif not isinstance(job, ShareCardJob) and _is_kept(job, left):
            yield replace(job, edition="kiosk")
    yield from _pictures(selected, kiosk)
    pages += _own(selected)
    yield from pages
    for name, target, data in selected.scripts:
        if name.startswith("kiosk/"):
            yield BytesJob("kiosk", target, PROJECT, data=data, media_type="text/javascript")
    yield _card(selected, kiosk)


def _is_shown(job: PageJob) -> bool:
    at_code = bool(job.code) and job.target.startswith(job.code)
    twice = job.target == "index.html"  # the phone's first page in the first language
    here = job.template not in _ONLY_PHONES and not only_on_phones(job.address)
    return here and not (at_code or twice)


def _is_kept(job: Job, left: set[str]) -> bool:
    """Media, scripts and the data they look into; no snippets for hosts, no tables, nothing `left` out."""
    if isinstance(job, BytesJob):
        return job.target.startswith(("assets/", "m/")) and job.target not in left
    return isinstance(job, FontJob) or job.wave == 1


def _screen(job: PageJob, selected: Selected) -> PageJob:
    """The page as a screen: with the wide renditions of whatever it shows."""
    stops = _stops(job, selected) if job.template == "web/trail.html" else job.neighbours
    needs = {*job.needs, *(n.picture for n in stops if n.picture)}
    wide = {f"{name}/screen" for name in needs if name.startswith("m/")}
    if "km" in spoken(
        selected
    ):  # every screen names the language, on a machine that may lack its letters
        needs.add(FONT)
    return replace(
        job, edition="kiosk", template=SCREENS.get(job.template, job.template), neighbours=stops,
        needs=tuple(sorted({*needs, *wide})), scripts=_scripts(selected),
    )  # fmt: skip


def _stops(job: PageJob, selected: Selected) -> tuple[Neighbour, ...]:
    """What a trail's page says of the places that it passes: a drawing of it shows their pictures."""
    passed = {step.key.partition("#")[0] for walk in job.trails for step in walk.steps}
    there = (r for r in selected.revisions if r.site.slug in passed)
    return tuple(neighbour(r, selected.project) for r in there)


def _scripts(selected: Selected) -> tuple[tuple[str, str], ...]:
    return tuple((name, at) for name, at, _ in selected.scripts if name not in _SAVING)


def _pictures(selected: Selected, kiosk: Kiosk) -> Iterator[Job]:
    """Every picture once more, as wide as the screen."""
    seen: set[str] = set()
    for revision in selected.revisions:
        for media in published(revision.site):
            given = revision.original(f"media/{media.file}") if media.kind in PICTURED else None
            if given and given.digest not in seen:
                seen.add(given.digest)
                target = f"{stem(given.digest)}/screen"
                yield ScreenPictureJob(
                    "kiosk", target, revision.site.slug, (given,), widths=kiosk.widths
                )


def _own(selected: Selected) -> Iterator[PageJob]:
    """The screens that only a kiosk has: the waiting one, the choice of a language, the self-test."""
    first = selected.project.languages[0]
    homes = tuple((x, f"{x}/") for x in spoken(selected))
    pictured = tuple(r for r in selected.revisions if main_picture(r))
    still = tuple(r for r in pictured if _stands_at(r, selected.project.kiosk))
    waiting = tuple(neighbour(r, selected.project) for r in (still or pictured)[:PASSING])
    for template, target in (("attract", ""), ("start", START), ("test", TEST)):
        where = (first, f"{target}index.html", "")
        shown = waiting if template == "attract" else ()
        texts = (("still", "1"),) if still else ()
        page = project_page(
            selected, f"kiosk/{template}.html", where, shown, homes, texts, whole=False
        )
        yield _screen(page, selected)


def _stands_at(revision: Revision, kiosk: Kiosk | None) -> bool:
    """Whether the kiosk stands at this memorial: its waiting screen shows that alone, and moves nothing."""
    return bool(kiosk and revision.site.slug == kiosk.at and revision.site.kind == "memorial")


def _card(selected: Selected, kiosk: Kiosk) -> BytesJob:
    """What the machine that keeps the kiosk must know: `kiosk.json`."""
    project = selected.project
    # By it a page notices that it is no longer the one to show: the texts, and what shows them.
    seen = (
        *selected.digests[:1],
        *(r.digest for r in selected.revisions),
        selected.look,
    )
    told = sha256("\n".join((__version__, *seen)).encode())
    card = {
        "format": 1,
        "title": dict(project.title.items()),
        "languages": list(project.languages),
        "screen_inches": kiosk.screen_inches,
        "hours": kiosk.hours.model_dump() if kiosk.hours else None,
        "volume_limit": kiosk.volume_limit,
        "content": told.hexdigest()[:12],
    }
    data = json.dumps(card, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    return BytesJob("kiosk", "kiosk.json", PROJECT, data=data, media_type="application/json")
