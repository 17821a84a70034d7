"""What *check* found in each folder last time, so that an edit of one site checks one site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.check.desk import DigestOf
from generator.jobs import Revision
from generator.outcome import Outcome
from generator.problems import Problem, Problems
from generator.tree import Seen, look

T = TypeVar("T")


@dataclass(frozen=True)
class _Answer:
    before: frozenset[Problem]
    files: Mapping[str, Seen]
    value: Any
    problems: frozenset[Problem]
    asked: tuple[Path, ...]


class Warm:
    """The preview's memory between builds: checked folders, and the last sound revisions.

    A folder is checked again if the stat of anything in it changed, or if the watcher told of an
    event in it: a clock of a few milliseconds may miss the second of two quick edits. `shared` is
    the folder on which all others depend.
    """

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self.sound: dict[str, Revision] = {}
        """The last sound revision by slug: what a site that is broken now is shown as."""
        self._known: dict[Path, _Answer] = {}

    def once(
        self, folder: Path, check: Callable[[Problems, DigestOf], T], problems: Problems,
        digest_of: DigestOf,
    ) -> T:  # fmt: skip
        """What `check` says of `folder`, from memory if nothing in it changed."""
        before = frozenset(p for p in problems.found if p.scope == problems.scope)
        files = look(str(folder), follow=True)  # before the check: what changes in it comes again
        known = self._known.get(folder)
        if known is None or (known.before, known.files) != (before, files):
            if folder == self.shared:
                self._known.clear()
            self._known[folder] = known = _ask(before, files, check, problems.scope, digest_of)
        else:
            _digest_again(known.asked, digest_of)
        problems.found |= known.problems
        value: T = known.value
        return value

    def forget(self, paths: Collection[str]) -> None:
        """Forget every folder in which one of these files lies."""
        touched = {parent for path in paths for parent in (Path(path), *Path(path).parents)}
        for folder in touched & self._known.keys():
            if folder == self.shared:
                self._known.clear()
            self._known.pop(folder, None)

    def remember(self, outcome: Outcome) -> None:
        """After a build: its sound revisions; of sites that are gone, none."""
        if outcome.selected is None or not outcome.made:
            return
        broken = {problem.scope for problem in outcome.problems.errors()}
        fresh = [r for r in outcome.selected.revisions if not r.stale]
        self.sound |= {r.site.slug: r for r in fresh if r.site.slug not in broken}
        slugs = outcome.checked.slugs
        self.sound = {slug: self.sound[slug] for slug in slugs if slug in self.sound}


def _ask(before: frozenset[Problem], files: Mapping[str, Seen],
         check: Callable[[Problems, DigestOf], Any], scope: str, digest_of: DigestOf) -> _Answer:  # fmt: skip
    own = Problems(scope, set(before))
    asked: list[Path] = []

    def noted(path: Path) -> str:
        asked.append(path)
        return digest_of(path)

    value = check(own, noted)
    return _Answer(before, files, value, frozenset(own.found), tuple(asked))


def _digest_again(asked: Iterable[Path], digest_of: DigestOf) -> None:
    """Ask for the same digests, which keeps them in the memory on disk (a stat each)."""
    for path in asked:
        digest_of(path)
