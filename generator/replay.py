"""The answer of a build after which nothing has changed: the last run's words and exit code.

Imported before anything else, so it imports next to nothing itself.
"""

# pathlib would cost more than the whole decision:
# ruff: noqa: PTH109, PTH113, PTH118, PTH120

from __future__ import annotations

import os
import sys

from generator import state

BUILD = ("build", "web", "kiosk", "print")
"""The options under which a plain `ditich build` is remembered."""


def replay() -> int | None:
    """Say again what the last plain build said, and return its exit code; None to build."""
    root = find_project(os.getcwd())
    known = state.unchanged(root, BUILD) if root else None
    if known is None:
        return None
    for data in known.problems:
        sys.stderr.write(state.revive(data).render("vi") + "\n\n")
    sys.stdout.write("\n".join(known.summary.get("vi", ())) + "\n")
    return known.exit_code


def find_project(start: str) -> str:
    """The nearest folder from `start` upwards that holds content/project.yaml; '' if none does."""
    folder = start
    while not os.path.isfile(os.path.join(folder, "content", "project.yaml")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent
    return folder
