"""Whose fault a file's fault is: the site's whose job made it, or the project's."""

from __future__ import annotations

from collections.abc import Mapping

from generator.problems import PROJECT

Scopes = Mapping[tuple[str, str], str]
"""Whose a target is: (edition, target of its job) → a site's slug, or the project."""


def whose(scopes: Scopes, edition: str, target: str) -> str:
    """The scope of the job that made `target`: a job's own target, or what is added to it.

    A job of many files names them `<target>-…` or `<target>.…`, so the name is cut until it is one.
    """
    name = target
    while (edition, name) not in scopes:
        cut = max(name.rfind("-"), name.rfind("."))
        if cut <= name.rfind("/"):
            return PROJECT
        name = name[:cut]
    return scopes[edition, name]
