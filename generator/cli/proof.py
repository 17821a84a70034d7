"""`ditich proof`: photographs of mounted plates."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.commands import Day
from generator.cli.frame import command, lang, root_here, say_problems
from generator.problems import Problems


@command("proof")
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", type=Day(), default=None)
def proof(photos: tuple[Path, ...], date: str | None) -> None:
    """How mounted plates look in photographs, and what is to do."""
    from generator import proof_cli

    problems = Problems()
    desk = proof_cli.desk(root_here(), lang(), problems)
    for photo in photos:
        for line in proof_cli.proof(desk, photo, date or ""):
            click.echo(line)
    say_problems(problems)
