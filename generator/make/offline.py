"""4 make · offline: the list of what a phone keeps of a page, with the bytes each file costs on its way.

Of texts, which hosts send by gzip, these are reckoned: what a compressor makes of the same bytes differs
between its versions, and lists must not.

A file is [address, bytes, stamp of its content]; `either` holds pictures and sounds in several forms, of
which a phone takes the first whose media type, its fourth part, it shows or plays.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.addresses import OFFLINE
from generator.jobs import Job, Made, OfflineJob
from generator.make import Needs, Output, Templates

WIDEST = 750
"""px of the renditions a phone keeps: as sharp as its screen shows a picture that fills it."""

SPARE = 300_000
"""Bytes, as they travel, that the pages of names may have together: those of about 2,000 names."""

_SQUEEZED = ("text/", "application/json", "image/svg+xml")
"""Media types that hosts send by gzip."""

_WORDS = re.compile(rb"[\w\x80-\xff]+|[^\w\x80-\xff]")

Form = list[str | int]


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The list, and in that of a trail those of its places."""
    assert isinstance(job, OfflineJob)
    shelf = _Shelf(job, needs)
    told = _told(job, shelf)
    if job.places:
        told["places"] = [_told(place, shelf) for place in job.places]
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return (Output(job.target, data, "application/json"),)


def squeezed(data: bytes) -> int:
    """Bytes that gzip makes of a text, about: each word once, and for all of them where they stood before."""
    words = _WORDS.findall(data)
    return sum(map(len, set(words))) + 3 * len(words) // 10


class _Shelf:
    """What earlier waves made, by target."""

    def __init__(self, job: OfflineJob, needs: Needs) -> None:
        self.needs = needs
        self.made = {one.target: one for several in needs.values() for one in several}
        self._paths = {given.name: given.path for given in job.inputs}
        self._weights = dict[str, int]()

    def read(self, target: str) -> bytes:
        return Path(self._paths[target]).read_bytes()

    def weight(self, one: Made) -> int:
        """Bytes as they travel; of a text about."""
        if not one.media_type.startswith(_SQUEEZED):
            return one.size
        if one.target not in self._weights:
            self._weights[one.target] = squeezed(self.read(one.target))
        return self._weights[one.target]

    def form(self, target: str) -> Form:
        one = self.made[target]
        return [target.removesuffix("index.html"), self.weight(one), one.digest[:8]]


def _told(job: OfflineJob, shelf: _Shelf) -> dict[str, Any]:
    """`at`, `files` and `either`; `title` where it has one; `less` where pages of names stay away."""
    pages = [target for target in job.pages if target in shelf.made]
    kept = {one.target for name in (*job.files, *pages) for one in shelf.needs.get(name, ())}
    spare = [target for target in job.spare if target in shelf.made]
    light = sum(shelf.weight(shelf.made[target]) for target in spare) <= SPARE
    kept |= set(spare) if light else set()
    shown = {forms for target in pages for forms in _shown(target, shelf)}
    kept |= {forms[0] for forms in shown if len(forms) == 1}
    told = {
        "at": job.target.removesuffix(OFFLINE),
        "files": [shelf.form(target) for target in sorted(kept)],
        "either": [
            [[*shelf.form(target), shelf.made[target].media_type] for target in forms]
            for forms in sorted(shown) if len(forms) > 1
        ],
    }  # fmt: skip
    told |= {"title": job.title} if job.title else {}
    return told if light else told | {"less": True}


def _shown(page: str, shelf: _Shelf) -> Iterator[tuple[str, ...]]:
    """Targets of the forms of each picture and recording on a page, the best first."""
    tree = LexborHTMLParser(shelf.read(page).decode())
    for picture in tree.css("picture"):
        given = (_rung(node) for node in picture.css("source[srcset], img"))
        yield from _there(page, given, shelf)
    for audio in tree.css("audio"):
        given = (node.attributes.get("src") or "" for node in audio.css("source"))
        yield from _there(page, given, shelf)


def _there(page: str, urls: Iterator[str], shelf: _Shelf) -> Iterator[tuple[str, ...]]:
    here = posixpath.dirname(page)
    targets = (posixpath.normpath(posixpath.join(here, url)) for url in urls)
    found = tuple(dict.fromkeys(target for target in targets if target in shelf.made))
    if found:
        yield found


def _rung(node: LexborNode) -> str:
    """The rendition that fills a phone's screen, and nothing larger."""
    ladder = node.attributes.get("srcset") or node.attributes.get("src") or ""
    steps = [(step.split(" ")[0], step.split(" ")[1:]) for step in ladder.split(", ")]
    fit = [url for url, width in steps if width and int(width[0].rstrip("w")) <= WIDEST]
    return fit[-1] if fit else steps[0][0]
