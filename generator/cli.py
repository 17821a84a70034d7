"""The command line: words in, exit code out. The only module that prints or exits.

0 done · 1 problems in the content · 2 wrong use · 3 trouble with the machine. Vietnamese first,
English with `--lang en`; every command has an English name and a Vietnamese alias.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.problems import MachineTrouble, Place, Problem, Problems
from generator.replay import BUILD, find_project
from generator.say import HELP, SAY

if TYPE_CHECKING:
    from generator import codes_cli

ALIASES = {
    "moi": "new", "kiem-tra": "check", "dung": "build", "xem": "serve", "luoc-do": "schema",
    "ma": "codes", "bia": "plaques", "don": "clean", "cap": "issue", "mo": "show", "liet-ke": "list",
    "ghi": "record", "phan-xu": "settle",
}  # fmt: skip
DONE, CONTENT, USE, MACHINE = 0, 1, 2, 3


class Commands(click.Group):
    """A group that knows each command by two names and its help in two languages."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """By the English name or the Vietnamese alias."""
        return super().get_command(ctx, ALIASES.get(cmd_name, cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a sentence that offers the nearest one."""
        if args and self.get_command(ctx, args[0]) is None:
            from generator.problems import nearest

            near = nearest(args[0], [*self.commands, *ALIASES])
            _stop(
                Problem(Place("ditich"), "unknown-command", (("name", args[0]), ("near", near))),
                USE,
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Our own words: click has no Vietnamese."""
        formatter.write(_help(ctx, self))


class Command(click.Command):
    """A command whose help is ours, in the language asked for."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options."""
        formatter.write(_help(ctx, self))


def _help(ctx: click.Context, command: click.Command) -> str:
    name = command.name or "ditich"
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    lines = [HELP[name][_lang()], "", f"{SAY[_lang()]['usage']} {usage}"]
    if isinstance(command, click.Group):
        lines += ["", SAY[_lang()]["commands"]]
        other = {english: vi for vi, english in ALIASES.items()}
        for sub in sorted(command.commands):
            lines.append(f"  {sub:9}{other.get(sub, ''):10} {HELP[sub][_lang()].splitlines()[0]}")
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        lines += ["", SAY[_lang()]["options"]]
        lines += [
            f"  {', '.join(p.opts):18} {HELP[f'--{p.name}'][_lang()]}"
            for p in options
            if p.name != "lang"
        ]
    lines.append(f"  {'--lang [vi|en]':18} {HELP['--lang'][_lang()]}")
    return "\n".join(lines) + "\n"


def _set_lang(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value:
        ctx.find_root().meta["lang"] = value
        os.environ["DITICH_LANG"] = value


def _lang() -> str:
    ctx = click.get_current_context(silent=True)
    asked = ctx.find_root().meta.get("lang") if ctx else None
    if "--lang" in sys.argv[:-1]:
        asked = sys.argv[sys.argv.index("--lang") + 1]
    return asked if asked in ("vi", "en") else "vi"


_lang_option = click.option(
    "--lang", type=click.Choice(["vi", "en"]), expose_value=False, is_eager=True, callback=_set_lang
)


@click.group(cls=Commands, invoke_without_command=True, name="ditich")
@click.version_option(__version__, message="ditich %(version)s")
@_lang_option
@click.pass_context
def ditich(ctx: click.Context) -> None:
    """The root command; alone it says what to do next for this project."""
    if ctx.invoked_subcommand is None:
        from generator.advice import what_next

        click.echo("\n".join(what_next(find_project(str(Path.cwd())), _lang())))


def command(
    name: str, group: click.Group = ditich
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of ours: Vietnamese help, `--lang` everywhere."""
    return lambda function: _lang_option(group.command(name, cls=Command)(function))


@command("new")
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Scaffold a project that builds at once."""
    from generator.starter import start

    problems = Problems()
    start(folder, problems)
    _say_problems(problems)
    click.echo(SAY[_lang()]["started"].format(folder=folder))


@command("check")
@click.argument("sites", nargs=-1)
def check(sites: tuple[str, ...]) -> None:
    """Stages 1 and 2: every problem of every file."""
    from generator.check import check_project
    from generator.digests import Digests

    root, problems = _root(), Problems()
    digests = Digests(root / ".ditich")
    checked = check_project(root, problems, digests.of)
    if sites:
        problems.found = {p for p in problems.found if p.scope in sites}
    _print_problems(problems)
    errors = len(problems.errors())
    key = "checked-bad" if errors else "checked"
    click.echo(
        SAY[_lang()][key].format(
            sites=len(checked.slugs), errors=errors, notes=len(problems) - errors
        )
    )
    sys.exit(CONTENT if errors else DONE)


@command("build")
@click.option("--edition", "editions", multiple=True, type=click.Choice(["web", "kiosk", "print"]))
@click.option("--jobs", type=click.IntRange(1), default=None)
def build(editions: tuple[str, ...], jobs: int | None) -> None:
    """Stages 1 to 6."""
    chosen = editions or BUILD[1:]
    sys.exit(_build(_root(), chosen, jobs or 0))


def _build(root: Path, editions: tuple[str, ...], jobs: int) -> int:
    from generator import pipeline, state
    from generator.report import summary

    snapshot = state.look(str(root), ("build", *editions))
    with _progress() as tell:
        outcome = pipeline.build(root, editions, jobs=jobs, tell=tell)
    errors = Problems(found=set(outcome.problems.errors()))
    _print_problems(errors)
    lines = {lang: summary(outcome, lang) for lang in ("vi", "en")}
    click.echo("\n".join(lines[_lang()]))
    if not outcome.stopped:
        kept = state.Replay([state.plain(p) for p in errors], lines, outcome.exit_code)
        state.remember(snapshot, tuple(outcome.made), kept)
    return outcome.exit_code


@command("plaques")
@click.argument("sites", nargs=-1)
def plaques(sites: tuple[str, ...]) -> None:
    """The print edition."""
    code = _build(_root(), ("print",), 0)
    folder = _root() / "output" / "print"
    for path in sorted(folder.rglob("*.pdf")):
        if not sites or path.parent.name in sites:
            click.echo(f"  {path.relative_to(_root())}")
    sys.exit(code)


@command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8765)
def serve(port: int) -> None:
    """The live preview on this machine."""
    from generator.serve import serve as run_server

    run_server(_root(), port, _lang(), click.echo)


@command("schema")
@click.argument("target", type=click.Path(path_type=Path), required=False)
def schema(target: Path | None) -> None:
    """JSON Schema of site.yaml for editors that complete as one types."""
    from generator.schema import schema_text

    if target is None:
        click.echo(schema_text(_lang()))
        return
    target.write_text(schema_text(_lang()), "utf-8")
    click.echo(SAY[_lang()]["written"].format(file=target))


@command("clean")
def clean() -> None:
    """Empty the store; good revisions stay."""
    from generator import good, lock, store

    work = _root() / ".ditich"
    with lock.building(work):
        freed = store.clean(work, good.in_use(work))
    click.echo(SAY[_lang()]["cleaned"].format(size=f"{freed / 1_000_000:.1f}"))


@ditich.group("codes", cls=Commands)
@_lang_option
def codes() -> None:
    """Codes printed on plaques."""


@command("issue", codes)
@click.argument("places", nargs=-1, required=True)
@click.option("--by", default="")
@click.option("--reason", default="")
@click.option("--again", is_flag=True)
def issue(places: tuple[str, ...], by: str, reason: str, again: bool) -> None:  # noqa: FBT001 - click's flag
    """Draw a code for a site, or site#part."""
    from generator import codes_cli

    root, problems = _root(), Problems()
    entry = _entry(by, {"reason": reason}, again=again)
    for place in places:
        state = codes_cli.issue(root, place, entry, problems, sites=_slugs(root), names=_reserved())
        if state:
            click.echo(codes_cli.told(state, _lang()))
    _say_problems(problems)


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

    root, problems = _root(), Problems()
    entry = _entry(by, said)
    more = {name: said[name] for name in ("serial", "site", "part") if said[name]}
    state = codes_cli.record(root, code, verb, entry, problems, said=more, sites=_slugs(root))
    if state:
        click.echo(codes_cli.told(state, _lang()))
    _say_problems(problems)


@command("settle", codes)
@click.argument("code")
@click.argument("keep")
@click.option("--by", default="")
@click.option("--reason", default="")
@click.option("--evidence", default="")
def settle(code: str, keep: str, by: str, **said: str) -> None:
    """End a disagreement between two records: the one to keep holds good."""
    from generator import codes_cli

    root, problems = _root(), Problems()
    entry = _entry(by, said)
    state = codes_cli.settle(root, code, keep, entry, problems)
    if state:
        click.echo(codes_cli.told(state, _lang()))
    _say_problems(problems)


@command("show", codes)
@click.argument("code")
def show(code: str) -> None:
    """What the ledger says of a code."""
    from generator import codes_cli

    problems = Problems()
    click.echo(codes_cli.show(_root(), code, _lang(), problems))
    _say_problems(problems)


@command("list", codes)
def list_codes() -> None:
    """Every code."""
    from generator import codes_cli

    problems = Problems()
    click.echo(codes_cli.table(_root(), _lang(), problems))
    _say_problems(problems)


def run() -> None:
    """The one place where failures become words and exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles
    try:
        ditich.main(standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as wrong:
        _stop(Problem(Place("ditich"), "wrong-use", (("words", wrong.format_message()),)), USE)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except MachineTrouble as trouble:
        params = tuple(sorted(trouble.params.items()))
        _stop(Problem(Place(trouble.params.get("file", "ditich")), trouble.kind, params), MACHINE)
    except OSError as trouble:
        params = (
            ("file", str(trouble.filename or "")),
            ("why", trouble.strerror or type(trouble).__name__),
        )
        _stop(Problem(Place(str(trouble.filename or "ditich")), "machine", params), MACHINE)
    except Exception as fault:  # noqa: BLE001 - a mistake of ours: said in words, the details kept in a file
        log = Path(find_project(str(Path.cwd())) or Path.cwd()) / ".ditich" / "loi.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(fault)), "utf-8")
        _stop(Problem(Place("ditich"), "our-fault", (("file", str(log)),)), MACHINE)


def _stop(problem: Problem, code: int) -> None:
    click.echo(problem.render(_lang()), err=True)
    sys.exit(code)


def _root() -> Path:
    found = find_project(str(Path.cwd()))
    if not found:
        _stop(Problem(Place("content/project.yaml"), "no-project-here"), USE)
    return Path(found)


def _print_problems(problems: Problems) -> None:
    for problem in problems:
        click.echo(problem.render(_lang()) + "\n", err=True)


def _say_problems(problems: Problems) -> None:
    _print_problems(problems)
    if problems.errors():
        sys.exit(CONTENT)


def _slugs(root: Path) -> frozenset[str]:
    return frozenset(p.parent.name for p in (root / "sites").glob("*/site.yaml"))


def _reserved() -> frozenset[str]:
    return frozenset({"vi", "en", "km", "m", "assets"})


def _entry(by: str, said: Mapping[str, str], *, again: bool = False) -> codes_cli.Entry:
    """What a person says of an event."""
    from generator.codes_cli import Entry

    known = {name: said.get(name, "") for name in ("reason", "evidence", "host")}
    return Entry(at=_today(), by=by or SAY[_lang()]["somebody"], again=again, **known)


def _today() -> str:
    """The day an event is recorded: a person's act in time, no input of a build."""
    from datetime import date

    return date.today().isoformat()  # noqa: DTZ011 - the editor's own day


@contextmanager
def _progress() -> Iterator[Callable[[int, str, int, int], None]]:
    """One line that grows on a terminal when work is long; silence elsewhere."""
    from time import monotonic

    begun, shown = monotonic(), [False]
    live = sys.stderr.isatty()

    def tell(stage: int, name: str, done: int, total: int) -> None:
        if live and monotonic() - begun > 0.7:
            count = f" {done}/{total}" if total else ""
            sys.stderr.write(f"\r\x1b[K{stage}/6 {SAY[_lang()][name]}{count}")
            sys.stderr.flush()
            shown[0] = True

    yield tell
    if shown[0]:
        sys.stderr.write("\r\x1b[K")
