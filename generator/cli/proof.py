"""`ditich proof`: photographs of mounted plates."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from generator.cli.commands import Day
from generator.cli.frame import (
    CONTENT,
    USE,
    command,
    lang,
    print_problems,
    root_here,
    say_problems,
    stop,
)
from generator.problems import Place, Problem, Problems


class PastDay(Day):
    """A day that has begun."""

    example = "30/6/2026"
    """What to offer whoever wrote something else."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as YYYY-MM-DD; a sentence and exit code 2 for one to come."""
        day = super().convert(value, param, ctx)
        if day > latest():
            from generator.dates import say

            params = (("day", say(day, "vi")), ("day_en", say(day, "en")))
            stop(Problem(Place("ditich"), "day-ahead", params), USE)
        return day


def latest() -> str:
    """The latest day there is: the one that has begun farthest east (UTC+14). No input of a build."""
    return (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()


@command("proof")
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", type=PastDay(), default=None)
def proof(photos: tuple[Path, ...], date: str | None) -> None:
    """How mounted plates look in photographs, and what is to do."""
    from generator import proof_cli, whose

    problems, said = Problems(), set[Problem]()
    desk = whose.known(root_here(), lang(), latest(), problems)
    if desk is None:
        say_problems(problems)
        return
    for photo in photos:
        try:
            for line in proof_cli.proof(desk, photo, date or ""):
                click.echo(line)
        finally:  # a disk that refuses one record must not swallow what was seen
            print_problems(Problems(found=problems.found - said))
            said |= problems.found
    if problems.errors():
        sys.exit(CONTENT)
