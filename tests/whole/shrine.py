"""The shrine of a made-up town, to which tests give a thing to show: its file, and what is found in it."""

from __future__ import annotations

from generator.check import check_project
from generator.disk import digest_of
from generator.problems import Problem, Problems
from tests.whole.project import SHRINE, Town

SITE = f"sites/{SHRINE}/site.yaml"
MEDIA = f"sites/{SHRINE}/media"


def found(town: Town) -> list[Problem]:
    """What `ditich check` finds in the shrine, its notes on the project aside."""
    problems = Problems()
    check_project(town.root, problems, digest_of)
    return [p for p in problems if p.scope == SHRINE]


def line(town: Town, words: str) -> int:
    """The line of the shrine's file that holds these words."""
    lines = (town.root / SITE).read_text("utf-8").split("\n")
    return next(n for n, text in enumerate(lines, 1) if words in text)
