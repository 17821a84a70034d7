"""Who checks the sites: this process, or several; the same answers either way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.check import Several
from generator.check.desk import Desk
from generator.check.site import SiteCheck, check_site
from generator.digests import Digests
from generator.model import Project
from generator.problems import Problem, Problems
from generator.read import SiteFiles
from generator.work import spread


def checks(count: int, digests: Digests) -> Several:
    """A `Several` of `count` processes; what they digest is added to `digests`."""

    def several(
        root: Path, sites: tuple[SiteFiles, ...], project: Project | None, problems: Problems
    ) -> dict[str, SiteCheck]:
        given = [(files, problems.within(files.slug).of_scope()) for files in sites]
        look, found = partial(_check_apart, root, project, digests.apart()), {}
        for files, (check, finds, asked) in zip(sites, spread(count)(look, given), strict=True):
            found[files.slug] = check
            problems.found |= finds
            digests.asked.update(asked)
        return found

    return several


def _check_apart(
    root: Path, project: Project | None, digests: Digests, given: tuple[SiteFiles, set[Problem]]
) -> tuple[SiteCheck, set[Problem], dict[str, list[object]]]:
    files, before = given
    problems, own = Problems(files.slug, set(before)), digests.apart()
    check = check_site(Desk(root, files, problems, own.of, own.fault), project)
    return check, problems.found, own.asked
