"""`ditich kiosk`: run, pack, update, rollback, install, stats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.cli.frame import (
    CONTENT,
    USE,
    Commands,
    command,
    ditich,
    here,
    lang,
    lang_option,
    root_here,
    stop,
)
from generator.problems import Place, Problem
from generator.replay import find_project

if TYPE_CHECKING:
    from generator.kiosk.pack import Manifest

FOLDER = click.Path(path_type=Path, file_okay=False)
HOME = "ditich-kiosk"
"""The home folder's usual name, in the user's own folder."""


@ditich.group("kiosk", cls=Commands, invoke_without_command=True)
@lang_option
@click.pass_context
def kiosk(ctx: click.Context) -> None:
    """The touch screen; alone it says what it can do."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


home_option = click.option("--home", type=FOLDER, default=None)


@command("run", kiosk)
@home_option
@click.option("--tree", type=FOLDER, default=None)
@click.option("--port", type=click.IntRange(1, 65535), default=None)
@click.option("--browser", default="")
@click.option("--no-browser", is_flag=True)
@click.option("--windowed", is_flag=True)
def run(
    home: Path | None,
    tree: Path | None,
    port: int | None,
    browser: str,
    *,
    no_browser: bool,
    windowed: bool,
) -> None:
    """Serve on loopback and keep a browser full screen, until Ctrl-C."""
    from generator.kiosk import browser as browsers
    from generator.kiosk import settings
    from generator.kiosk.supervisor import Asked, Supervisor
    from generator.kiosk.words import words

    home, tree = _what_to_show(home, tree)
    set_browser = settings.read(home).browser if home else ""
    if not no_browser and browsers.find(browser or set_browser) is None:
        _stop("kiosk-no-browser", name=browser or set_browser)

    def ready(address: str, again: bool) -> None:  # noqa: FBT001 - the supervisor's call
        click.echo(words(lang(), "again" if again else "running", address=address))

    asked = Asked(
        home=str(home or ""), tree=str(tree or ""), port=port or 0, browser=browser,
        no_browser=no_browser, windowed=windowed,
    )  # fmt: skip
    try:
        with _alone(home):
            Supervisor(asked, ready).run()
    except KeyboardInterrupt:
        click.echo(words(lang(), "ended"))


@contextmanager
def _alone(home: Path | None) -> Iterator[None]:
    """The one keeper of that home, else a sentence. A disk that takes no lock stops nothing."""
    from generator.lock import held
    from generator.problems import MachineTrouble

    with ExitStack() as stack:
        try:
            if home:
                stack.enter_context(held(home, ".run.lock", "kiosk-running"))
        except MachineTrouble as trouble:
            if trouble.kind == "kiosk-running":
                raise
        yield


def _what_to_show(home: Path | None, tree: Path | None) -> tuple[Path | None, Path | None]:
    """(home, tree), one of them None: as asked, else the project's own tree, else the usual home."""
    from generator.kiosk import edition

    if home is None and tree is None:
        project = find_project(here())
        tree = Path(project, "output", "kiosk") if project else None
        home = None if project else _home(None)
    if tree is not None:
        if edition.read(tree) is None:
            _stop("kiosk-no-tree", file=tree)
        return None, tree.resolve()
    return _home(home), None


def _home(asked: Path | None) -> Path:
    """The home folder asked for, the one we stand in, or the usual one; a sentence where it is none."""
    from generator.kiosk import settings

    there = Path.cwd() if (Path.cwd() / settings.FILE).is_file() else Path.home() / HOME
    found = asked or there
    if not (found / settings.FILE).is_file():
        _stop("kiosk-no-home", file=found)
    return found.resolve()


@command("pack", kiosk)
@click.option("--tree", type=FOLDER, default=None)
def pack(tree: Path | None) -> None:
    """A signed zip of the edition, into the folder beside it."""
    from generator.disk import told
    from generator.kiosk import keys
    from generator.kiosk.words import words
    from generator.words import size

    tree = tree or root_here() / "output" / "kiosk"
    with _refusals(), told(tree):
        made, path = _pack(tree, tree.resolve().parent)
        pem = keys.public_pem(keys.own(_own_folder()))
    click.echo(
        words(
            lang(), "packed", file=_shown(path), files=len(made.files), size=size(made.size, lang()),
            mark=keys.mark(pem), folder=_own_folder(),
        )
    )  # fmt: skip


def _pack(tree: Path, target: Path) -> tuple[Manifest, Path]:
    from generator.kiosk import edition, pack

    if edition.read(tree) is None:
        _stop("kiosk-no-tree", file=tree)
    made = pack.make(tree, target, _own_folder())
    return made, target / pack.name_of(made)


def _own_folder() -> Path:
    """Where the user's own settings lie, our private key among them."""
    return Path(click.get_app_dir("ditich"))


def _shown(path: Path) -> str:
    """From here, where it lies below."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@command("update", kiosk)
@click.argument("file")
@home_option
@click.option("--older", is_flag=True)
def update(file: str, home: Path | None, *, older: bool) -> None:
    """Take a pack over, from a file or an address; the running kiosk shows it when nobody is there."""
    from generator.disk import told
    from generator.kiosk import find
    from generator.kiosk.home import Home
    from generator.kiosk.words import words

    place = Home(_home(home))
    with _refusals(), told(place.root):
        if find.is_address(file):
            with find.fetched(file, place) as fetched:
                taken = place.update(fetched, older=older)
        else:
            taken = place.update(Path(file), older=older)
    click.echo(words(lang(), "updated", content=taken.content, day=_day(taken.made)))


@command("rollback", kiosk)
@home_option
def rollback(home: Path | None) -> None:
    """Show the generation before the current one."""
    from generator.disk import told
    from generator.kiosk.home import Home
    from generator.kiosk.words import words

    place = Home(_home(home))
    with _refusals(), told(place.root):
        build = place.roll_back(trial=True)
    found = place.manifest(build)
    assert found is not None
    click.echo(words(lang(), "rolled-back", content=found.content, day=_day(found.made)))


@command("install", kiosk)
@click.argument("folder", type=FOLDER)
@click.option("--pack", "pack", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option("--pin", default="")
def install(folder: Path, pack: Path | None, pin: str) -> None:
    """Make the home folder of a machine."""
    import tempfile

    from generator.disk import told
    from generator.kiosk import admin, keys
    from generator.kiosk.home import Home
    from generator.kiosk.install import has_pin
    from generator.kiosk.install import install as make
    from generator.kiosk.words import words

    if pin and not admin.is_pin(pin):
        _stop("kiosk-bad-pin")
    drawn = "" if pin or has_pin(folder) else admin.new_pin()
    with _refusals(), told(folder), tempfile.TemporaryDirectory() as aside:
        if pack is None and not (
            pin and Home(folder).best()
        ):  # else another PIN, at the kiosk itself
            pack = _pack(root_here() / "output" / "kiosk", Path(aside))[1]
        make(folder, pack, pin or drawn)
        mark = keys.mark((folder / keys.PUBLIC).read_bytes())
    click.echo(words(lang(), "installed", folder=folder, mark=mark))
    if drawn:
        click.echo(words(lang(), "drawn-pin", pin=drawn))


@command("stats", kiosk)
@home_option
@click.option("--csv", "csv", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option("--chart", "chart", type=click.Path(path_type=Path, dir_okay=False), default=None)
def stats(home: Path | None, csv: Path | None, chart: Path | None) -> None:
    """What was looked at, how often and how long."""
    from generator import disk
    from generator.kiosk import chart as charts
    from generator.kiosk import counts
    from generator.kiosk import stats as sums
    from generator.kiosk.told import lines
    from generator.say import SAY

    looks = counts.read(_home(home))
    found = sums.summary(looks)
    click.echo("\n".join(lines(found, lang())))
    makers: list[tuple[Path | None, Callable[[], bytes]]] = [
        (csv, lambda: sums.table(looks)),
        (chart, lambda: charts.chart(found, lang())),
    ]
    for path, make in makers:
        if path is not None:
            with disk.told(path):
                disk.write(path, make())
            click.echo(SAY[lang()]["written"].format(file=path))


def _day(made: int) -> str:
    from generator.dates import say
    from generator.kiosk.pack import day

    return say(day(made), lang())


@contextmanager
def _refusals() -> Iterator[None]:
    """Why a kiosk was left as it is, as a sentence and exit code 1."""
    from generator.kiosk.keys import BadKey
    from generator.kiosk.refused import Refused

    try:
        yield
    except Refused as refused:
        stop(refused.problem, CONTENT)
    except BadKey as bad:
        _stop("kiosk-bad-key", CONTENT, file=str(bad))


def _stop(kind: str, code: int = USE, **params: Any) -> NoReturn:
    told = {name: str(value) for name, value in params.items()}
    stop(Problem(Place(told.get("file") or "ditich"), kind, tuple(sorted(told.items()))), code)
