"""What the preview shows now: a tree of pages in the store, and the problems to tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.jobs import Made
from generator.ledger import Ledger
from generator.outcome import Outcome
from generator.problems import PROJECT, Problem
from generator.text import normal

_SHARED = ("m/", "assets/")
"""Targets named by their content: an older page may still need an older one."""

GONE = "gone-"
"""Token of a page whose blob was missing, with the number of the build that knew it."""


@dataclass(frozen=True)
class Shown:
    """One state of the preview; `number` counts builds, `seconds` is from edit to ready."""

    tree: Mapping[str, Made] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    number: int = 0
    seconds: float = 0.0

    def find(self, path: str) -> Made | None:
        """What is served at a path without its leading slash; `…/` is its index.html."""
        return self.tree.get(_target(path))

    def is_folder(self, path: str) -> bool:
        """Whether the path lacks only its last slash."""
        return not path.endswith("/") and _target(path + "/") in self.tree

    def missing(self) -> Made | None:
        """The project's own page for an unknown address."""
        return self.tree.get("404.html")

    def token(self, path: str) -> str:
        """A name for the bytes a visitor of `path` sees; an open page with another must reload."""
        made = self.find(path) or self.missing()
        return made.digest[:16] if made else f"none-{bool(self.number)}"

    def differs(self, path: str, token: str) -> bool:
        """Whether an open page of `path` that was served under `token` must reload."""
        if token.startswith(GONE):
            return token != f"{GONE}{self.number}"
        return self.token(path) != token

    def pages_new(self, before: Shown) -> int:
        """How many pages are not as they were in `before`."""
        pages = (m for m in self.tree.values() if m.media_type == "text/html")
        return sum(1 for m in pages if before.tree.get(m.target, _NONE).digest != m.digest)


def following(before: Shown, outcome: Outcome, seconds: float) -> Shown:
    """The state after a build: new pages, but the last ones of a site that has an error now.

    With an error of the project that left not every page made, the whole tree stays.
    """
    errors = outcome.problems.errors()
    made = outcome.made.get("web", {})
    broken = frozenset(problem.scope for problem in errors) - {PROJECT}
    pages = (job for job in outcome.planned if (job.edition, job.kind) == ("web", "page"))
    whole = bool(made) and all(page.target in made for page in pages)
    tree = _mended(before.tree, made, broken, outcome.checked.ledger) if whole else before.tree
    return Shown(tree, errors, before.number + 1, seconds)


def failing(before: Shown, trouble: Problem) -> Shown:
    """The state after a build that the machine, or a mistake of ours, ended: all stays."""
    return Shown(before.tree, (trouble,), before.number + 1)


def _mended(old: Mapping[str, Made], new: Mapping[str, Made], broken: Iterable[str],
            ledger: Ledger) -> Mapping[str, Made]:  # fmt: skip
    tree = dict(new)
    for slug in broken:
        codes = {state.code for state in ledger.states if state.site == slug}
        kept = {t: m for t, m in old.items() if _owned(t, slug, codes)}
        if kept:
            tree = {t: m for t, m in tree.items() if not _owned(t, slug, codes)} | kept
            tree |= {t: m for t, m in old.items() if t.startswith(_SHARED) and t not in tree}
    return tree


def _owned(target: str, slug: str, codes: Iterable[str]) -> bool:
    """Whether a target belongs to one site: `<language>/<slug>/…` or `<CODE>/…`."""
    first, _, rest = target.partition("/")
    return first in codes or rest.startswith(slug + "/")


def _target(path: str) -> str:
    wanted = normal(path)
    return wanted + "index.html" if not wanted or wanted.endswith("/") else wanted


_NONE = Made("", "", 0, "")
