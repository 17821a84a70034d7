"""Jobs of what pages show and play: pictures, tiles, recordings, films with captions, share cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.addresses import stem, track_target
from generator.jobs import (
    BytesJob,
    FilmJob,
    Input,
    Job,
    PictureJob,
    Revision,
    ShareCardJob,
    SolidJob,
    SoundJob,
)
from generator.model import Media
from generator.plan.selection import Selected, films, main_picture, published
from generator.problems import PROJECT
from generator.tiles import ROUND, TilesJob, tiles_at

_MAKERS = {"audio": SoundJob, "video": FilmJob, "model": SolidJob}
"""By kind of media; every other kind is a picture."""


def media_jobs(revision: Revision, base: str) -> Iterator[Job]:
    """Everything of a site that is seen or heard; `base` is the host's address, or empty."""
    site = revision.site
    for media in published(site):
        if given := revision.original(f"media/{media.file}"):
            yield _media_job(media.kind, stem(given.digest), site.slug, given)
            if media.zoom:
                yield TilesJob("web", tiles_at(given.digest), site.slug, (given,), base=base)
    for track in (captions.track for block, _ in films(site) for captions in block.tracks):
        data = track.encode()
        yield BytesJob("web", track_target(track), site.slug, data=data, media_type="text/vtt")
    picture = main_picture(revision)
    for story in site.stories:
        here = site.address_shown
        yield ShareCardJob(
            "web", f"{story.language}/{site.slug}/share.jpg", site.slug, (picture,) if picture else (),
            title=site.name.best(story.language)[0],
            line=here.best(story.language)[0] if here else "", language=story.language,
        )  # fmt: skip


def stems_of(revision: Revision) -> frozenset[str]:
    """Target stems of all files of a site that are seen or heard."""
    found = (revision.original(f"media/{media.file}") for media in published(revision.site))
    return frozenset(stem(given.digest) for given in found if given)


def tiles_of(revision: Revision, media: Iterable[Media]) -> frozenset[str]:
    """Targets of the tiles of those that can be looked at closely."""
    found = (revision.original(f"media/{one.file}") for one in media if one.zoom)
    return frozenset(tiles_at(given.digest) for given in found if given)


def _media_job(kind: str, target: str, slug: str, given: Input) -> Job:
    if kind in _MAKERS:
        return _MAKERS[kind]("web", target, slug, (given,))
    job = PictureJob("web", target, slug, (given,))
    if kind != "panorama":
        return job
    return replace(job, widths=(*job.widths, *ROUND), ceilings=(*job.ceilings, *ROUND.items()))


def project_card(selected: Selected, language: str) -> ShareCardJob:
    """What a link to a page of the project shows: its title over the first site's picture."""
    project, first = selected.project, selected.revisions[:1]
    pictures = tuple(p for revision in first if (p := main_picture(revision)))
    line = project.subtitle.best(language)[0] if project.subtitle else ""
    return ShareCardJob(
        "web", f"{language}/share.jpg", PROJECT, pictures,
        title=project.title.best(language)[0], line=line, language=language,
    )  # fmt: skip
