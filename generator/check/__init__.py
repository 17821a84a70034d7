"""Stage 2, check: nodes → frozen models, or every Problem at once.

Parse, don't validate: a `Site` in hand needs no further checks. A site with an error gives no
revision today (its last good one is served); the project's own errors stop the build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.check.project import check_shared
from generator.check.site import Desk, check_site
from generator.jobs import Revision
from generator.ledger import Ledger, read_ledger
from generator.model import Project
from generator.problems import Problems
from generator.read import scan

DigestOf = Callable[[Path], str]


@dataclass(frozen=True)
class Checked:
    """What the content is: the project, the sound sites, every site folder's slug, the codes."""

    project: Project | None
    revisions: tuple[Revision, ...]
    slugs: tuple[str, ...]
    ledger: Ledger


def check_project(root: Path, problems: Problems, digest_of: DigestOf) -> Checked:
    """Stages 1 and 2 for everything below `root`; `digest_of` gives the SHA-256 of an original."""
    tree = scan(root, problems)
    project = check_shared(tree, problems)
    desks = (Desk(root, files, problems.within(files.slug), digest_of) for files in tree.sites)
    found = (check_site(desk, project) for desk in desks)
    revisions = tuple(r for r in found if r is not None)
    ledger = read_ledger(root / "content" / "codes", problems)
    return Checked(project, revisions, tuple(s.slug for s in tree.sites), ledger)
