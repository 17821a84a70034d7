"""`ditich kiosk run`: starts the keeper, and starts it anew when it ends or falls silent.

A process of its own, because that is the one thing that works alike on a Raspberry Pi, on Windows and
under any other system, and can be tried everywhere; it does so little that little can end it. What could
(somebody's kill, no memory) is the business of systemd, whose watchdog it feeds, or of kiosk.cmd.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from generator.kiosk.browser import kill_tree

PATIENCE = 30.0
"""Seconds without a word from the keeper after which it counts as hanging."""

LAST_WORDS = 10.0
"""Seconds the keeper has to end the browser."""

LONGEST_PAUSE = 60.0
LONG_LIFE = 60.0
"""Seconds a keeper lives after which its end is none of a row."""


@dataclass(frozen=True)
class Asked:
    """What `ditich kiosk run` was asked, for the keeper's process."""

    home: str = ""
    tree: str = ""
    port: int = 0
    browser: str = ""
    no_browser: bool = False
    windowed: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings of a tree without a home, as in settings.json."""


@dataclass
class Supervisor:
    """Keeps one keeper alive."""

    asked: Asked
    ready: Callable[[str, bool], None]
    """Hears the address, and whether it is not the first time."""
    patience: float = PATIENCE
    pause: float = 1.0
    _browser: int = 0
    _again: bool = False

    def run(self) -> NoReturn:
        """Until Ctrl-C or the system's own signal to end, which come out as KeyboardInterrupt."""
        signal.signal(signal.SIGTERM, _interrupt)
        failures = 0
        while True:
            begun = time.monotonic()
            self._keep()
            failures = 1 if time.monotonic() - begun > LONG_LIFE else failures + 1
            if failures > 1:
                time.sleep(min(self.pause * 2 ** (failures - 2), LONGEST_PAUSE))

    def _keep(self) -> None:
        """One life of the keeper."""
        line = [sys.executable, "-m", "generator.kiosk", json.dumps(asdict(self.asked))]
        environment = {k: v for k, v in os.environ.items() if k != "NOTIFY_SOCKET"}
        with subprocess.Popen(
            line, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as keeper:
            lines = _Lines(keeper)
            try:
                while said := lines.next(self.patience):
                    self._hear(said)
            except KeyboardInterrupt:
                assert keeper.stdin is not None
                keeper.stdin.close()  # it ends the browser, and itself
                with contextlib.suppress(subprocess.TimeoutExpired):
                    keeper.wait(LAST_WORDS)
                raise
            finally:
                keeper.kill()
                self._end_browser(lines.rest())

    def _end_browser(self, unheard: list[str]) -> None:
        """End the browser it left, if any: the last one it told of, be it in words nobody has heard yet."""
        for line in unheard:
            if line.startswith("browser "):
                self._hear(line)
        if self._browser:
            kill_tree(self._browser)
            self._browser = 0

    def _hear(self, said: str) -> None:
        word, _, rest = said.strip().partition(" ")
        if word == "browser":
            self._browser = int(rest)
        elif word == "ready":
            self.ready(rest, self._again)
            self._again = True
            notify("READY=1")
        elif word == "tick":
            notify("WATCHDOG=1")


class _Lines:
    """What a keeper says, line by line."""

    def __init__(self, keeper: subprocess.Popen[str]) -> None:
        assert keeper.stdout is not None
        self._out = keeper.stdout
        self._said: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in self._out:
                self._said.put(line)
        self._said.put("")

    def next(self, patience: float) -> str:
        """Its next line; '' when it has ended or says nothing for `patience` seconds."""
        try:
            return self._said.get(timeout=patience)
        except queue.Empty:
            return ""

    def rest(self) -> list[str]:
        """After its end: the lines that were not asked for."""
        self._reader.join(LAST_WORDS)
        return list(self._said.queue)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told (sd_notify(3)); silent elsewhere."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as plug:
        plug.connect("\0" + address[1:] if address.startswith("@") else address)
        plug.send(state.encode())
