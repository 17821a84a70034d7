"""Stage 2, the profile of the print shop that `plaque.profile` of project.yaml names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.jobs import Input
from generator.model import Project
from generator.problems import Place, Problems
from generator.read import (
    PROJECT_FILE,
    ProjectFiles,
    at,
    media_path,
    name_below,
    profile_fault,
    read_yaml,
)


def check_profile(
    tree: ProjectFiles, project: Project, problems: Problems, digest_of: Callable[[Path], str]
) -> Input | None:
    """The print shop's profile that `plaque.profile` names, if it can stand in a PDF/X-4.

    Adds path-missing and its like, profile-not-cmyk, profile-broken.
    """
    name = project.plaque.profile
    if not name or not tree.project:
        return None
    node = read_yaml(tree.project.path, tree.root, Problems())
    place = at(node, ("plaque", "profile")) if node else Place(PROJECT_FILE)
    path = media_path(tree.root, name, place, problems, below="content")
    if path is None:
        return None
    try:
        kind, found = profile_fault(path)
        if kind:
            problems.add(kind, place, name=name, found=found)
            return None
        return Input(str(path), digest_of(path), f"content/{name}")
    except OSError:
        problems.add("file-unreadable", Place(name_below(tree.root, path)))
        return None
