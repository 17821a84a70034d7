"""The command line: words in, exit code out. The only part that prints or exits, but for `replay`.

0 done · 1 problems in the content · 2 wrong use · 3 trouble with the machine. Vietnamese first,
English with `--lang en`; every command has an English name and a Vietnamese alias.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import codes, commands, kiosk, proof
from generator.cli.frame import MACHINE, USE, ditich, here, in_words, stop
from generator.problems import MachineTrouble, Place, Problem
from generator.replay import find_project

__all__ = ["codes", "commands", "ditich", "kiosk", "proof", "run"]


def run() -> None:
    """The one place where failures become words and exit codes."""
    out = sys.stdout
    here()
    try:
        ditich.main(prog_name="ditich", standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except SystemExit:
        if sys.stdout is not out:  # replaced by click, which found that nobody reads on
            sys.exit(MACHINE)
        raise
    except click.ClickException as wrong:
        stop(_wrong_use(wrong), USE)
    except click.Abort:  # Ctrl-C, as click hands it on
        raise KeyboardInterrupt from None
    except MachineTrouble as trouble:
        stop(trouble.problem(), MACHINE)
    except OSError as error:  # with no file's name: our own words could not be written
        from generator import disk

        stop(disk.trouble(error, Path("stdout")).problem(), MACHINE)
    except Exception as fault:  # noqa: BLE001 - a mistake of ours: said in words, the details kept in a file
        stop(Problem(Place("ditich"), "our-fault", (_kept(fault),)), MACHINE)


def _kept(fault: Exception) -> tuple[str, str]:
    """Which file its details went to; where none can be written, their last line."""
    import traceback

    details = traceback.format_exception(fault)
    try:
        log = Path(find_project(str(Path.cwd())) or Path.cwd()) / ".ditich" / "loi.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(details), "utf-8")
    except OSError:
        return "line", " ".join(details[-1].split())
    return "file", str(log)


def _wrong_use(wrong: click.ClickException) -> Problem:
    """Click's complaint in our words; click itself has no Vietnamese."""
    kind, params = "wrong-use", {"words": wrong.format_message()}
    if isinstance(wrong, click.NoSuchOption):
        near = ", ".join(wrong.possibilities or ())
        kind, params = "unknown-option", {"name": wrong.option_name, "near": near}
    elif isinstance(wrong, click.MissingParameter) and wrong.param:
        kind, params = "missing-argument", {"name": in_words((wrong.param.name or "").upper())}
    elif isinstance(wrong, click.BadParameter) and wrong.param:
        kinds = wrong.param.type
        known = ", ".join(map(str, kinds.choices)) if isinstance(kinds, click.Choice) else ""
        kind, params = "bad-option", {"name": wrong.param.opts[0], "known": known}
        params["form"] = getattr(kinds, "example", "")
    return Problem(Place("ditich"), kind, tuple(sorted(params.items())))
