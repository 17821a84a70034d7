"""`python -m generator` many times over, without loading it each time.

Most of a short command's time goes by loading modules. So one process loads them, once for a worker of
pytest, and forks for each command: that is a process of its own all the same, in its own folder, with
its own streams and exit code, which runs `generator.__main__.main` and ends as Python ends. It differs
from a fresh one in two ways only: what it imports is there already, and the seed of its hashes is that
of the others. What tests say of loading, of the environment or of seeds starts a fresh one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

UNLOADED = ("typst",)
"""What a build may find loaded only if it has loaded it itself: it then starts its workers otherwise."""

Answered = tuple[int, bytes, bytes]
"""Exit code (negative: the signal that ended it), standard output, standard error."""


class Loaded:
    """The process that has loaded what commands need; `run` asks it for one."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__], env=env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, folder: Path, words: tuple[str, ...]) -> Answered:
        """`python -m generator …` in that folder."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        with tempfile.TemporaryDirectory() as kept:
            streams = [Path(kept) / name for name in ("out", "err", "loaded")]
            asked.write(json.dumps([str(folder), words, list(map(str, streams))]).encode() + b"\n")
            asked.flush()
            code = int(told.readline())
            return code, streams[0].read_bytes(), streams[1].read_bytes()


@cache
def loaded(env: frozenset[tuple[str, str]]) -> Loaded:
    """The one of this environment; it ends when whoever asks it has ended."""
    return Loaded(dict(env))


def _serve() -> None:
    """Fork for each line on standard input; return in the child, whose command is in `sys.argv`."""
    for line in sys.stdin.buffer:
        folder, words, (out, err, known) = json.loads(line)
        gc.freeze()
        child = os.fork()
        if not child:
            _become(folder, words, out, err)
            _note_at_the_end(known)
            return
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with contextlib.suppress(FileNotFoundError):  # it was killed
            _load(json.loads(Path(known).read_bytes()))
        os.write(1, f"{code}\n".encode())
    os._exit(0)


def _become(folder: str, words: list[str], out: str, err: str) -> None:
    """The folder, words and streams of the command."""
    gc.unfreeze()
    os.chdir(folder)
    sys.path[0] = folder
    for number, name, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_CREAT),
        (2, err, os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - the old one has lines for others in it
    sys.argv = [str(Path(sys.modules["generator"].__path__[0]) / "__main__.py"), *words]


def _note_at_the_end(known: str) -> None:
    """Tell which modules of this installation the command has loaded, for the next one to have."""
    import atexit

    had = set(sys.modules)

    def note() -> None:
        fresh = [n for n in sys.modules if n not in had and not n.startswith(UNLOADED)]
        Path(known).write_text(json.dumps(fresh))

    atexit.register(note)


def _load(names: list[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):  # loading it, if need be, is the command's own affair
            importlib.import_module(name)


def main() -> Any:
    """Serve; in each child, the command."""
    sys.path[0] = ""  # where `-m` puts the folder
    import generator  # noqa: F401 - found in that folder

    _serve()
    from generator.__main__ import main as command

    command()


if __name__ == "__main__":
    main()
