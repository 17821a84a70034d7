"""The nouns between plan and make: a `Job` is one output still to be made, `Made` is it made.

Jobs are frozen, picklable and self-contained: everything a worker may look at is a field, and
every field is part of the job's key. Big bytes never travel: a worker opens `inputs` itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.entries import Entry, Said, Walk
from generator.model import Project, Site
from generator.model.glossary import Term
from generator.model.roll import NamedRow, Roll


@dataclass(frozen=True, order=True)
class Input:
    """A file a job may open: absolute path, the SHA-256 (hex) its bytes must have, its site's name for it."""

    path: str
    digest: str
    name: str = ""


@dataclass(frozen=True, order=True)
class Made:
    """One finished blob: where it belongs in the edition tree and what is known of it.

    `target` is a POSIX path; `digest` SHA-256 hex; `size` bytes; `width`/`height` px (0: not a
    picture); `seconds` of sound or video (0: none); `facts` are (name, value) pairs for *prove*.
    """

    target: str
    digest: str
    size: int
    media_type: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Revision:
    """The revision of a site that was selected: `digest` names the canonical content.

    `files` are its originals as (path below the site folder, SHA-256). They lie in `folder`, or at
    `paths` where the disk spells a name otherwise; those of a `stale` revision (the last good one
    of a site whose newest has problems) lie under their digest in the store at `blobs`.
    """

    site: Site
    digest: str
    folder: str
    files: tuple[tuple[str, str], ...] = ()
    paths: tuple[tuple[str, str], ...] = ()
    blobs: str = ""
    stale: bool = False

    def originals(self) -> Iterator[tuple[str, str, str]]:
        """(path below the site folder, SHA-256, absolute path) of every original."""
        places = dict(self.paths)
        for name, digest in self.files:
            here = places.get(name, f"{self.folder}/{name}")
            stored = f"{self.blobs}/{digest[:2]}/{digest[2:]}"
            yield name, digest, stored if self.blobs else here

    def original(self, name: str) -> Input | None:
        """The original of that path as a job's input."""
        return next((Input(at, digest, n) for n, digest, at in self.originals() if n == name), None)


@dataclass(frozen=True)
class Job:
    """One output to make. `wave` orders jobs; `needs` are targets of earlier waves it reads as `Made`."""

    kind: ClassVar[str] = ""
    wave: ClassVar[int] = 2

    reads: ClassVar[bool] = False
    """Whether it opens what earlier waves made of its needs; those blobs are then among its inputs."""

    styled: ClassVar[bool] = False
    """Whether templates decide how it looks."""

    edition: str
    target: str
    scope: str
    inputs: tuple[Input, ...] = ()
    needs: tuple[str, ...] = ()


CEILING = {320: 9_000, 480: 15_000, 750: 35_000, 1080: 70_000}
"""Bytes a picture may have at each width, px, in its modern format (docs/decisions/0011)."""


@dataclass(frozen=True)
class PictureJob(Job):
    """A ladder of renditions of one picture: `target` is the stem `m/<digest>`; one decode for all.

    Makes `<stem>-<w>.avif|webp` (whichever looks better at the ceiling) and `<stem>-<w>.jpg` for
    each width in px that the original reaches. `ceilings` are pairs of width and bytes.
    """

    kind: ClassVar[str] = "picture"
    wave: ClassVar[int] = 1

    widths: tuple[int, ...] = (480, 750, 1080)
    ceilings: tuple[tuple[int, int], ...] = tuple(CEILING.items())


@dataclass(frozen=True)
class ScreenPictureJob(Job):
    """The renditions of a picture for a kiosk's screen, as JPEG: `<stem>-<w>.jpg` for each width in px.

    One that reaches none of them is given as wide as it is, if that is more than phones are given.
    """

    kind: ClassVar[str] = "screen"
    wave: ClassVar[int] = 1

    widths: tuple[int, ...] = (1920,)


@dataclass(frozen=True)
class ShareCardJob(Job):
    """The 1200 x 630 px JPEG that Zalo and Facebook show (Open Graph), with the name set in."""

    kind: ClassVar[str] = "card"
    wave: ClassVar[int] = 1

    title: str = ""
    line: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class SoundJob(Job):
    """Narration as AAC (.m4a) and Opus (.opus), mono; `target` is the stem."""

    kind: ClassVar[str] = "sound"
    wave: ClassVar[int] = 1


@dataclass(frozen=True)
class FilmJob(Job):
    """A film as MP4 (its own H.264 and AAC) and the picture before it; `target` is the stem."""

    kind: ClassVar[str] = "film"
    wave: ClassVar[int] = 1


@dataclass(frozen=True)
class SolidJob(Job):
    """A thing in three dimensions as glTF 2.0 (.glb), made light; `target` is the stem."""

    kind: ClassVar[str] = "solid"
    wave: ClassVar[int] = 1


@dataclass(frozen=True)
class FontJob(Job):
    """The letters that pages in Khmer bring along; `target` is the stem, named on by its bytes."""

    kind: ClassVar[str] = "font"
    wave: ClassVar[int] = 1


@dataclass(frozen=True)
class BytesJob(Job):
    """A small file whose bytes are already known (script, robots.txt, header snippet)."""

    kind: ClassVar[str] = "bytes"

    data: bytes = b""
    media_type: str = "text/plain"


@dataclass(frozen=True)
class Neighbour:
    """What another page may say of a site: enough for a tile, a list row and the sitemap.

    `languages` are those of the pages that it has, in the project's order. `away` is how far it lies from
    the page's own site, metres as the crow flies (0: not known); `way` is `before` or `after` on a trail.
    Only the sitemap is told `below`, further pages as (language, address), and the stems of all `pictures`.
    """

    slug: str
    names: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    picture: str
    away: int = 0
    way: str = ""
    below: tuple[tuple[tuple[str, str], ...], ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, in Vietnamese if that is known: by it the list is grouped."""
        return next((words for _, words in self.places), "")


@dataclass(frozen=True)
class PageJob(Job):
    """An HTML page: `template` below templates/, in `language`, whose links start with `root`.

    `address` is the canonical path (`vi/slug/`), which differs from `target` on a code page;
    `part` is where in the site its plaque stands ('' for the site itself), and `sources_at` the
    address of the sources where they have a page of their own; `entries` and `trails` are
    what a page lists to be found, `rolls` the lists of names it speaks of, `named` the names it shows,
    `terms` the words it explains.
    """

    kind: ClassVar[str] = "page"
    styled: ClassVar[bool] = True

    template: str = ""
    language: str = "vi"
    root: str = ""
    address: str = ""
    project: Project | None = None
    project_digest: str = ""
    revision: Revision | None = None
    code: str = ""
    part: str = ""
    neighbours: tuple[Neighbour, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    sources_at: str = ""
    scripts: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    trails: tuple[Walk, ...] = ()
    rolls: tuple[Roll, ...] = ()
    named: tuple[NamedRow, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class OfferJob(PageJob):
    """A page that offers papers and says what each weighs: `needs` names them."""

    wave: ClassVar[int] = 5


@dataclass(frozen=True)
class OfflineJob(Job):
    """What a phone keeps of a page for places without signal, as JSON beside it (`make/offline.py`).

    `needs` it all stands on; of these `pages` are kept with the pictures they show and the sounds they let
    hear, `files` as they are, `spare` as they are where they are light together. `places` are those a
    trail leads to. `title` is what the page is called, with its language if it is another; empty for what
    all pages share.
    """

    kind: ClassVar[str] = "offline"
    wave: ClassVar[int] = 3
    reads: ClassVar[bool] = True

    title: Said = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    places: tuple[OfflineJob, ...] = ()


@dataclass(frozen=True)
class RecordJob(PageJob):
    """What machines read of a site, in all its languages at once: `target` is the stem of the files.

    `media` are the ids of what one may take away, `told` the languages in which a text may be told.
    """

    kind: ClassVar[str] = "record"
    styled: ClassVar[bool] = False

    media: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def pages(self) -> dict[str, str]:
        """Address of the site's page in each language."""
        return dict(self.alternates)
