"""What *check* found in each site's folder last time, so that an edit of one site checks one site.

Kept is what a site was checked from, and the notes; the content itself comes from its last good
record, which says the same in canonical form. A site with an error is checked anew each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from generator import disk, good, state
from generator.check import Several
from generator.check.site import SiteCheck
from generator.digests import Digests
from generator.jobs import Revision
from generator.model import Project, Site, digest
from generator.problems import ERROR, Problem, Problems
from generator.read import CAPTIONS, SiteFiles

LABEL = "checks 1"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Entry:
    """The revision that came of the folder `of` that digest: its digest and originals, and the notes."""

    of: str
    revision: str
    files: Pairs
    paths: Pairs
    notes: tuple[Any, ...]


@dataclass(frozen=True)
class Recall:
    """A `Several` that asks `check` only of sites whose folder, project or programme has changed.

    `rebuild` makes a site of its canonical form; `work` is the folder `.ditich`.
    """

    work: Path
    digests: Digests
    rebuild: Callable[[dict[str, Any]], Site]
    check: Several

    def __call__(
        self, root: Path, sites: tuple[SiteFiles, ...], project: Project | None, problems: Problems
    ) -> dict[str, SiteCheck]:
        """What came of each site, in their order; what is wrong or worth saying goes to `problems`."""
        known, base = self._load(), _base(project)
        before = {files.slug: problems.within(files.slug).of_scope() for files in sites}
        keys = {files.slug: _folder(files, base) for files in sites}
        found, kept = {}, {}
        for files in sites:
            entry = known.get(files.slug)
            broken = any(problem.severity == ERROR for problem in before[files.slug])
            if entry is None or entry.of != keys[files.slug] or broken:
                continue
            if again := self._again(files, entry):
                found[files.slug], kept[files.slug] = again, entry
                problems.found |= {state.revive(note) for note in entry.notes}
        left = tuple(files for files in sites if files.slug not in found)
        found |= self.check(root, left, project, problems)
        for files in left:
            revision = found[files.slug].revision
            # Asked again: what was written while it was checked is to be checked next time.
            if revision and keys[files.slug] and keys[files.slug] == _folder(files, base):
                notes = problems.within(files.slug).of_scope() - before[files.slug]
                kept[files.slug] = _entry(keys[files.slug], revision, notes)
        if kept != known:
            self._save(kept)
        return {files.slug: found[files.slug] for files in sites}

    def _again(self, files: SiteFiles, entry: _Entry) -> SiteCheck | None:
        """The revision as it was, if its originals are still the same and its record is there."""
        try:
            if any(self.digests.of(Path(path)) != dict(entry.files)[n] for n, path in entry.paths):
                return None
        except OSError:
            return None
        content = good.content(self.work, files.slug, entry.revision)
        if content is None:
            return None
        site = self.rebuild(content)
        folder = files.folder.as_posix()
        revision = Revision(site, entry.revision, folder, entry.files, entry.paths)
        return SiteCheck(revision, site.name)

    def _load(self) -> dict[str, _Entry]:
        payload = disk.unseal(self.work / "checks", LABEL)
        known = json.loads(payload) if payload else {}
        return {slug: _Entry(*map(_tuples, entry)) for slug, entry in known.items()}

    def _save(self, kept: dict[str, _Entry]) -> None:
        payload = json.dumps({slug: astuple(kept[slug]) for slug in sorted(kept)}).encode()
        with contextlib.suppress(OSError):  # costs only time
            disk.seal(self.work / "checks", LABEL, payload, durable=False)


def _entry(of: str, revision: Revision, notes: set[Problem]) -> _Entry:
    plain = tuple(state.plain(note) for note in sorted(notes))
    return _Entry(of, revision.digest, revision.files, revision.paths, plain)


def _base(project: Project | None) -> str:
    """What every site is checked by: this programme, its libraries, the project but for its trails."""
    known = digest(project.model_copy(update={"trails": ()})) if project else ""
    return f"{sorted(state.programme().items())} {known}"


def _folder(files: SiteFiles, base: str) -> str:
    """SHA-256 (hex) of all that is read of a site's folder, media aside; '' if it cannot be read."""
    stories = (*files.stories, *files.narrations)
    captions = (file for file in files.media if Path(file.name).suffix.lower() in CAPTIONS)
    texts = (files.facts, *(f for _, f in stories), *files.tables, *files.reviews, *captions)
    found = hashlib.sha256(f"{base} {files.folder}".encode())
    try:
        for file in (one for one in texts if one):
            found.update(f"\n{file.name} {disk.digest_of(file.path)}".encode())
    except OSError:
        return ""
    found.update("".join(f"\n{file.name}" for file in files.media).encode())
    return found.hexdigest()


def _tuples(value: Any) -> Any:
    """What JSON made lists of, as it was written."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
