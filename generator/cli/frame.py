"""The frame every command stands in: two names, two languages, one way to stop."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import __version__
from generator.problems import Place, Problem, Problems, nearest
from generator.replay import find_project
from generator.say import ARGUMENTS, HELP, SAY

ALIASES = {
    "moi": "new", "kiem-tra": "check", "dung": "build", "xem": "serve", "luoc-do": "schema",
    "ma": "codes", "bia": "plaques", "don": "clean", "cap": "issue", "mo": "show", "liet-ke": "list",
    "ghi": "record", "phan-xu": "settle", "lay-lai": "restore", "thu-quet": "proof",
    "ki-ot": "kiosk", "chay": "run", "dong-goi": "pack", "cap-nhat": "update", "lui-lai": "rollback",
    "cai-dat": "install", "thong-ke": "stats",
}  # fmt: skip
DONE, CONTENT, USE, MACHINE = 0, 1, 2, 3
LANGUAGES = ("vi", "en")
"""Languages the command line speaks, the usual one first."""


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
            near = nearest(args[0], [*self.commands, *ALIASES])
            stop(
                Problem(Place("ditich"), "unknown-command", (("name", args[0]), ("near", near))),
                USE,
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Our own words: click has no Vietnamese."""
        formatter.write(help_of(ctx, self))


class Command(click.Command):
    """A command whose help is ours, in the language asked for."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options."""
        formatter.write(help_of(ctx, self))


def help_of(ctx: click.Context, command: click.Command) -> str:
    """Help in our words."""
    name = command.name or "ditich"
    usage = f"{ctx.command_path} {in_words(' '.join(command.collect_usage_pieces(ctx)))}"
    lines = [HELP[name][lang()], "", f"{SAY[lang()]['usage']} {usage}"]
    if isinstance(command, click.Group):
        lines += ["", SAY[lang()]["commands"]]
        other = {english: vi for vi, english in ALIASES.items()}
        for sub in sorted(command.commands):
            lines.append(f"  {sub:9}{other.get(sub, ''):10} {HELP[sub][lang()].splitlines()[0]}")
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        lines += ["", SAY[lang()]["options"]]
        lines += [
            f"  {', '.join(p.opts):18} {HELP[f'--{p.name}'][lang()]}"
            for p in options
            if p.name != "lang"
        ]
    lines.append(f"  {'--lang [vi|en]':18} {HELP['--lang'][lang()]}")
    return "\n".join(lines) + "\n"


def in_words(pieces: str) -> str:
    """Click's names of arguments (`[OPTIONS] CODE VERB`) in the language asked for."""
    return re.sub("[A-Z]{2,}", lambda m: ARGUMENTS[m[0].lower()][lang()], pieces)


def lang() -> str:
    """The language asked for, wherever `--lang` stands; of several, the last one.

    Read from the words typed, not from click: a line that click cannot parse is answered in it too.
    """
    asked = re.findall(r"\0--lang[\0=]([^\0]*)", "\0" + "\0".join(sys.argv[1:]))
    return asked[-1] if asked and asked[-1] in LANGUAGES else LANGUAGES[0]


lang_option = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    name="ditich",
    context_settings={"terminal_width": 80},  # given, not asked of the terminal: nothing is wrapped
)
@click.version_option(__version__, message="ditich %(version)s")
@lang_option
@click.pass_context
def ditich(ctx: click.Context) -> None:
    """The root command; alone it says what to do next for this project."""
    if ctx.invoked_subcommand is None:
        from generator.advice import what_next

        click.echo("\n".join(what_next(find_project(here()), lang())))


def command(
    name: str, group: click.Group = ditich
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of ours: Vietnamese help, `--lang` everywhere."""
    return lambda function: lang_option(group.command(name, cls=Command)(function))


def stop(problem: Problem, code: int) -> NoReturn:
    """Say it, if anybody can be told, and leave with this exit code."""
    with suppress(OSError):
        click.echo(problem.render(lang()), err=True)
    _let_go()
    sys.exit(code)


def _let_go() -> None:
    """Send words that cannot be written nowhere: at its end Python tries again, and would answer 120."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def here() -> str:
    """The folder the command was called in; where that is gone, a sentence and exit code 2."""
    try:
        return str(Path.cwd())
    except OSError:
        stop(Problem(Place("ditich"), "folder-gone"), USE)


def root_here() -> Path:
    """The project around the current folder; outside any, a sentence and exit code 2."""
    found = find_project(here())
    if not found:
        names = ("project.yml", "project.yaml.txt", "project.yml.txt")
        near = next((name for name in names if Path("content", name).is_file()), "")
        params = (("near", near), ("none", "" if near else "1"))
        stop(Problem(Place("content/project.yaml"), "no-project-here", params), USE)
    return Path(found)


def known(asked: Sequence[str], slugs: Collection[str]) -> tuple[str, ...]:
    """The slugs of the sites asked for, by slug or by folder (`sites/den-tho/`).

    For one that is none of `slugs`: a sentence and exit code 2.
    """
    names = tuple(Path(name).name for name in asked)
    for name in names:
        if name not in slugs:
            params = (("name", name), ("near", nearest(name, slugs)))
            stop(Problem(Place(f"sites/{name}"), "unknown-site", params), USE)
    return names


def print_problems(problems: Problems) -> None:
    """Every problem on standard error, sorted."""
    for problem in problems:
        click.echo(problem.render(lang()) + "\n", err=True)


def say_problems(problems: Problems, code: int = CONTENT) -> None:
    """The same, and this exit code if one is an error."""
    print_problems(problems)
    if problems.errors():
        sys.exit(code)


def today() -> str:
    """The editor's own day (YYYY-MM-DD): for what a person does and is warned of, no input of a build."""
    from datetime import date

    return date.today().isoformat()  # noqa: DTZ011


@contextmanager
def progress() -> Iterator[Callable[[int, str, int, int], None]]:
    """One line that grows on a terminal when work is long; silence elsewhere."""
    from time import monotonic

    begun, shown = monotonic(), [False]
    live = sys.stderr is not None and sys.stderr.isatty()

    def tell(stage: int, name: str, done: int, total: int) -> None:
        if live and monotonic() - begun > 0.7:
            count = f" {done}/{total}" if total else ""
            sys.stderr.write(f"\r\x1b[K{stage}/6 {SAY[lang()][name]}{count}")
            sys.stderr.flush()
            shown[0] = True

    try:
        yield tell
    finally:  # what is said next, trouble above all, begins on a clean line
        if shown[0]:
            sys.stderr.write("\r\x1b[K")
