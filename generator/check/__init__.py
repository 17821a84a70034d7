"""Stage 2, check: nodes → frozen models, or every Problem at once.

Parse, don't validate: a `Site` in hand needs no further checks. A site with an error gives no
revision today (its last good one is served); the project's own errors stop the build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.check.desk import Desk, DigestOf, FaultOf
from generator.check.glossary import check_glossary
from generator.check.places import check_bounds
from generator.check.profile import check_profile
from generator.check.project import check_aliases, check_hosts, check_places, check_shared
from generator.check.site import SiteCheck, check_site
from generator.check.trails import check_trails
from generator.dates import bounds
from generator.jobs import Input, Revision
from generator.ledger import Ledger, read_ledger
from generator.model import AFTER_ALL, Project, Text
from generator.problems import Problems
from generator.read import SiteFiles, original_fault, scan

Once = Callable[[Path, Callable[[Problems, DigestOf], Any], Problems, DigestOf], Any]
"""Does a check of one folder, or knows what it said (the preview's memory)."""


def straight(
    _folder: Path,
    check: Callable[[Problems, DigestOf], Any],
    problems: Problems,
    digest_of: DigestOf,
) -> Any:
    """Every folder is checked: what a build does."""
    return check(problems, digest_of)


@dataclass(frozen=True)
class Checked:
    """What the content is: the project, the sound sites, every folder's slug, the codes, the names.

    `profile` is the print shop's, if the project names one. `day` (YYYY-MM-DD, '' if unknown) is the one
    asked for, else the newest on which anybody wrote into the ledger or signed: today is no earlier.
    """

    project: Project | None
    revisions: tuple[Revision, ...]
    slugs: tuple[str, ...]
    ledger: Ledger
    names: tuple[tuple[str, Text], ...] = ()
    profile: Input | None = None
    day: str = ""


Several = Callable[[Path, tuple[SiteFiles, ...], Project | None, Problems], dict[str, SiteCheck]]
"""Checks sites at once (other processes do, or a memory), adding what is wrong to the problems."""


def check_project(
    root: Path,
    problems: Problems,
    digest_of: DigestOf,
    once: Once = straight,
    several: Several | None = None,
    fault_of: FaultOf = original_fault,
    as_of: str = AFTER_ALL,
) -> Checked:
    """Stages 1 and 2 for everything below `root`.

    `digest_of` gives the SHA-256 of an original, `fault_of` what is wrong with it. `as_of`
    (YYYY-MM-DD) is the day on which a host's name must be paid for.
    """
    tree = scan(root, problems)
    content = root / "content"
    project = once(content, lambda own, _of: check_shared(tree, own), problems, digest_of)
    if project:
        check_places(tree, project, problems)
    profile = check_profile(tree, project, problems, digest_of) if project else None

    def site(files: SiteFiles) -> SiteCheck:
        def check(own: Problems, of: DigestOf) -> SiteCheck:
            return check_site(Desk(root, files, own, of, fault_of), project)

        found: SiteCheck = once(files.folder, check, problems.within(files.slug), digest_of)
        return found

    if several:
        found = several(root, tree.sites, project, problems)
    else:
        found = {files.slug: site(files) for files in tree.sites}
    sound = tuple(one.revision for one in found.values() if one.revision)
    revisions = check_aliases(tree, project, sound, problems)
    names = tuple((slug, one.name) for slug, one in found.items() if one.name)
    ledger = read_ledger(content / "codes", problems)
    day = as_of if as_of != AFTER_ALL else _newest(ledger, revisions)
    if project:
        check_hosts(tree, project, day, problems)
        check_bounds(project, revisions, problems)
        check_trails(tree, project, revisions, problems)
        check_glossary(tree, project, revisions, problems)
    return Checked(project, revisions, tuple(found), ledger, names, profile, day)


def _newest(ledger: Ledger, revisions: tuple[Revision, ...]) -> str:
    """The last day that somebody wrote down as theirs: no clock is asked."""
    signed = (bounds(review.date)[0] for one in revisions for review in one.site.reviews)
    return max((*signed, *(event.at for event in ledger.events)), default="")
