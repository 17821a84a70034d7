"""The commands of everyday work. Heavy modules load when a command uses them."""

from __future__ import annotations

import contextlib
import shlex
import sys
from math import isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.frame import (
    CONTENT,
    DONE,
    USE,
    command,
    known,
    lang,
    print_problems,
    progress,
    root_here,
    say_problems,
    today,
)  # fmt: skip
from generator.problems import PROJECT, MachineTrouble, Problems
from generator.replay import BUILD
from generator.say import SAY

if TYPE_CHECKING:
    from generator.outcome import Outcome
    from generator.plan import Ceremony


@command("new")
@click.argument("folder")
def new(folder: str) -> None:
    """Scaffold a project that builds at once."""
    from generator.starter import start

    if not folder.strip():
        raise click.MissingParameter(param=click.Argument(["folder"]))
    problems = Problems()
    start(Path(folder), problems)
    say_problems(problems)
    click.echo(SAY[lang()]["started"].format(folder=shlex.quote(str(Path(folder)))))


@command("check")
@click.argument("sites", nargs=-1)
def check(sites: tuple[str, ...]) -> None:
    """Stages 1 and 2: every problem of every file; the clock is asked what is paid for and still to come."""
    from generator.check import check_project
    from generator.check.ahead import check_ahead, check_paid
    from generator.digests import Digests
    from generator.pipeline import check_plates, gate_codes

    root, problems = root_here(), Problems()
    digests = Digests(root / ".ditich")
    day = today()
    checked = check_project(root, problems, digests.of, fault_of=digests.fault, as_of=day)
    check_ahead(root, checked.revisions, day, problems)
    if checked.project:
        check_paid(root, checked.project, day, problems)
    gate_codes(root, checked, problems)
    sites = known(sites, checked.slugs)
    check_plates(root, checked, problems)
    with contextlib.suppress(MachineTrouble):  # costs the next run time and this one nothing
        digests.save()
    if sites:
        problems.found = {p for p in problems.found if p.scope in (*sites, PROJECT)}
    print_problems(problems)
    errors = len(problems.errors())
    key = "checked-bad" if errors else "checked"
    click.echo(
        SAY[lang()][key].format(
            sites=len(checked.slugs), errors=errors, notes=len(problems) - errors
        )
    )
    sys.exit(CONTENT if errors else DONE)


class Day(click.ParamType[str]):
    """A day as people write it (30/6/2025), taken as YYYY-MM-DD."""

    name = "day"
    example = "30/6/2025"
    """What to offer whoever wrote something else."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day; click's own complaint for anything else."""
        from generator.dates import one_day

        try:
            return one_day(value)
        except ValueError:
            self.fail(value, param, ctx)


as_of_option = click.option("--as-of", type=Day(), default=None)


@command("build")
@click.option("--edition", "editions", multiple=True, type=click.Choice(["web", "kiosk", "print"]))
@click.option("--jobs", type=click.IntRange(1), default=None)
@as_of_option
def build(editions: tuple[str, ...], jobs: int | None, as_of: str | None) -> None:
    """Stages 1 to 6."""
    chosen = editions or BUILD[1:]
    sys.exit(_build(root_here(), chosen, jobs or 0, as_of))


def _build(
    root: Path,
    editions: tuple[str, ...],
    jobs: int,
    as_of: str | None,
    ceremony: Ceremony | None = None,
) -> int:
    from generator import pipeline, state
    from generator.model import AFTER_ALL
    from generator.plan import CEREMONY
    from generator.report import summary, summary_again, told

    asked = [repr(ceremony)] if ceremony else []
    snapshot = state.look(str(root), ("build", *editions, *([as_of] if as_of else []), *asked))

    def remember(outcome: Outcome) -> None:
        if not outcome.stopped:
            lines = {name: summary_again(outcome, name) for name in ("vi", "en")}
            plain = [state.plain(p) for p in told(outcome)]
            kept = state.Replay(plain, lines, outcome.exit_code)
            # What is said depends on the papers of a ceremony, too, whoever made or removed them.
            state.remember(snapshot, (*outcome.made, CEREMONY), kept)

    with progress() as tell:
        outcome = pipeline.build(
            root, editions, jobs=jobs, tell=tell, as_of=as_of or AFTER_ALL, ceremony=ceremony,
            done=remember,
        )  # fmt: skip
    print_problems(told(outcome))
    click.echo("\n".join(summary(outcome, lang())))
    return outcome.exit_code


class Depth(click.FloatRange):
    """How deep a hall is, in metres."""

    example = "15 (2–100)"
    """What to offer whoever wrote something else."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Metres; 12,5 as people write it, and click's own complaint for what is no length."""
        try:
            metres = float(str(value).replace(",", "."))
        except ValueError:
            metres = nan
        if not isfinite(metres):
            self.fail(str(value), param, ctx)
        return float(super().convert(metres, param, ctx))


@command("plaques")
@click.argument("sites", nargs=-1)
@as_of_option
@click.option("--ceremony", is_flag=True)
@click.option("--depth", type=Depth(2, 100), default=None)
def plaques(
    sites: tuple[str, ...], as_of: str | None, depth: float | None, *, ceremony: bool
) -> None:
    """The print edition; with a depth or a ceremony the papers of a ceremony, too."""
    from generator.plan import CEREMONY, Ceremony

    root = root_here()
    sites = known(sites, sorted(folder.name for folder in (root / "sites").glob("*/")))
    wish = (
        Ceremony(depth or Ceremony.depth, tuple(sorted(set(sites)))) if ceremony or depth else None
    )
    code = _build(root, ("print", CEREMONY) if wish else ("print",), 0, as_of, wish)
    packs = (root / "output" / "print").glob("*/*.zip")
    shown = sorted(path for path in packs if not sites or path.parent.name in sites)
    for path in (*shown, *(sorted((root / "output" / CEREMONY).glob("*")) if wish else ())):
        click.echo(f"  {path.relative_to(root).as_posix()}")
    sys.exit(code)


@command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8765)
@as_of_option
def serve(port: int, as_of: str | None) -> None:
    """The live preview on this machine."""
    from generator.serve import serve as run_server

    run_server(root_here(), port, lang(), click.echo, as_of)


@command("schema")
@click.argument("target", type=click.Path(path_type=Path), required=False)
def schema(target: Path | None) -> None:
    """JSON Schema of site.yaml for editors that complete as one types."""
    from generator.schema import schema_text, write_schema

    if target is None:
        click.echo(schema_text(lang()))
        return
    problems = Problems()
    write_schema(target, lang(), problems)
    say_problems(problems, USE)
    click.echo(SAY[lang()]["written"].format(file=target))


@command("clean")
def clean() -> None:
    """Empty the store; good revisions stay."""
    from generator import good, lock, store
    from generator.words import size

    work = root_here() / ".ditich"
    with lock.building(work):
        freed = store.clean(work, good.in_use(work))
    click.echo(SAY[lang()]["cleaned"].format(size=size(freed, lang())))
