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


def replay(words: list[str]) -> int | None:
    """Say again what the last build with these words said, and return its exit code; None to build.

    Words other than `--as-of DAY` are never remembered here.
    """
    options = _options(words)
    root = find_project(os.getcwd()) if options else ""
    known = state.unchanged(root, options) if root else None
    if known is None:
        return None
    for data in known.problems:
        sys.stderr.write(state.revive(data).render("vi") + "\n\n")
    sys.stdout.write("\n".join(known.summary.get("vi", ())) + "\n")
    return known.exit_code


def _options(words: list[str]) -> tuple[str, ...]:
    """What a build with these words is remembered under, () if it is not."""
    if not words:
        return BUILD
    if len(words) != 2 or words[0] != "--as-of":
        return ()
    from generator.dates import one_day

    try:
        return (*BUILD, one_day(words[1]))
    except ValueError:
        return ()


def find_project(start: str) -> str:
    """The nearest folder from `start` upwards that holds content/project.yaml; '' if none does."""
    folder = start
    while not os.path.isfile(os.path.join(folder, "content", "project.yaml")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent
    return folder
