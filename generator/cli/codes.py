"""`ditich codes`: issue, record, settle, restore, show, list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.frame import (
    Commands,
    command,
    ditich,
    lang,
    lang_option,
    root_here,
    say_problems,
    today,
)
from generator.problems import Problems
from generator.say import SAY

if TYPE_CHECKING:
    from generator import codes_cli


@ditich.group("codes", cls=Commands, invoke_without_command=True)
@lang_option
@click.pass_context
def codes(ctx: click.Context) -> None:
    """Codes printed on plaques; alone it says what it can do."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command("issue", codes)
@click.argument("places", nargs=-1, required=True)
@click.option("--by", default="")
@click.option("--reason", default="")
@click.option("--again", is_flag=True)
def issue(places: tuple[str, ...], by: str, reason: str, again: bool) -> None:  # noqa: FBT001 - click's flag
    """Draw a code for a site, or site#part."""
    from generator import codes_cli
    from generator.plan import TOP_LEVEL

    root, problems = root_here(), Problems()
    entry = _entry(by, {"reason": reason}, again=again)
    for place in places:
        state = codes_cli.issue(root, place, entry, problems, sites=_slugs(root), names=TOP_LEVEL)
        if state:
            click.echo(codes_cli.told(state, lang()))
    say_problems(problems)


@command("record", codes)
@click.argument("code")
@click.argument("verb")
@click.option("--by", default="")
@click.option("--reason", default="")
@click.option("--evidence", default="")
@click.option("--host", default="")
@click.option("--serial", default="")
@click.option("--site", default="")
@click.option("--part", default="")
def record(code: str, verb: str, by: str, **said: str) -> None:
    """Add an event to a code: print, install, suspend, tombstone, retarget."""
    from generator import codes_cli

    root, problems = root_here(), Problems()
    entry = _entry(by, said)
    more = {name: said[name] for name in ("serial", "site", "part") if said[name]}
    state = codes_cli.record(root, code, verb, entry, problems, said=more, sites=_slugs(root))
    if state:
        click.echo(codes_cli.told(state, lang()))
    say_problems(problems)


@command("settle", codes)
@click.argument("code")
@click.argument("keep")
@click.option("--by", default="")
@click.option("--reason", default="")
@click.option("--evidence", default="")
def settle(code: str, keep: str, by: str, **said: str) -> None:
    """End a disagreement between two records: the one to keep holds good."""
    from generator import codes_cli

    root, problems = root_here(), Problems()
    entry = _entry(by, said)
    state = codes_cli.settle(root, code, keep, entry, problems)
    if state:
        click.echo(codes_cli.told(state, lang()))
    say_problems(problems)


@command("restore", codes)
@click.argument("code")
def restore(code: str) -> None:
    """Bring back records of a code that are gone."""
    from generator import codes_cli

    problems = Problems()
    if done := codes_cli.restore(root_here(), code, lang(), problems):
        click.echo(done)
    say_problems(problems)


@command("show", codes)
@click.argument("code")
def show(code: str) -> None:
    """What the ledger says of a code."""
    from generator import codes_cli

    problems = Problems()
    click.echo(codes_cli.show(root_here(), code, lang(), problems))
    say_problems(problems)


@command("list", codes)
def list_codes() -> None:
    """Every code."""
    from generator import codes_cli

    problems = Problems()
    click.echo(codes_cli.table(root_here(), lang(), problems))
    say_problems(problems)


def _slugs(root: Path) -> frozenset[str]:
    return frozenset(p.parent.name for p in (root / "sites").glob("*/site.yaml"))


def _entry(by: str, said: Mapping[str, str], *, again: bool = False) -> codes_cli.Entry:
    """What a person says of an event."""
    from generator.codes_cli import Entry

    known = {name: said.get(name, "") for name in ("reason", "evidence", "host")}
    return Entry(at=today(), by=by.strip() or SAY[lang()]["somebody"], again=again, **known)
