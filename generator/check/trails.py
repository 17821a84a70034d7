"""Stage 2, trails: `content/trails/<id>.yaml`, and whether the places they name are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.check.fields import validate
from generator.check.find import near
from generator.check.mending import STAND_INS
from generator.check.wording import markup
from generator.jobs import Revision
from generator.model import Project, Trail
from generator.problems import Place, Problems
from generator.read import ProjectFiles, at, read_yaml
from generator.text import SLUG, slug

FOLDER = "content/trails/"
_TRAIL = re.compile(rf"{FOLDER}(?P<id>{SLUG})\.yaml")


def read_trails(tree: ProjectFiles, problems: Problems) -> Iterator[Trail]:
    """Every sound trail, by file name; a file whose name can be no address is pointed out."""
    for file in (f for f in tree.content if f.name.startswith(FOLDER)):
        match = _TRAIL.fullmatch(file.name)
        if match is None:
            right = f"{slug(Path(file.name).stem) or 'hanh-trinh'}.yaml"
            problems.warn("trail-name", Place(file.name), name=Path(file.name).name, right=right)
            continue
        node = read_yaml(file.path, tree.root, problems)
        parsed = validate(Trail, node, problems, {"id": match["id"]}) if node else None
        if parsed and parsed.model:
            for loc, mark in markup(parsed.model):
                problems.add("markup-not-here", at(parsed.node, loc), mark=mark)
            yield parsed.model


def check_trails(
    tree: ProjectFiles, project: Project, revisions: tuple[Revision, ...], problems: Problems
) -> None:
    """A note for each stop that is not there or comes twice: the trail leaves it out.

    Notes only, for sites come and go beside `content`; the parts of a site with an error are not known.
    """
    folders = {files.slug for files in tree.sites}
    parts = {r.site.slug: {part.id for part in r.site.parts} for r in revisions}
    for trail in project.trails:
        found = tuple(_stop_faults(trail, folders, parts))
        name = f"{FOLDER}{trail.id}.yaml"
        file = next((f for f in tree.content if f.name == name), None) if found else None
        node = read_yaml(file.path, tree.root, Problems()) if file else None
        for index, kind, params in found:
            place = at(node, ("stops", index, "at")) if node else Place(name)
            problems.warn(kind, place, **params)


def _stop_faults(
    trail: Trail, folders: set[str], parts: dict[str, set[str]]
) -> Iterator[tuple[int, str, dict[str, str]]]:
    seen: set[str] = set()
    for index, stop in enumerate(trail.stops):
        if stop.at in STAND_INS:
            continue  # what stood there has been told
        if stop.site not in folders:
            yield index, "trail-site-unknown", near(stop.site, folders)
        elif stop.part and stop.site in parts and stop.part not in parts[stop.site]:
            said = near(stop.part, parts[stop.site])
            yield index, "trail-part-unknown", {**said, "site": stop.site}
        elif stop.at in seen:
            yield index, "listed-twice", {"name": stop.at, "list": "stops"}
        seen.add(stop.at)
