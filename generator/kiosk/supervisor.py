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
from collections.abc import Callable, Iterator
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
            try:
                for said in _lines(keeper, self.patience):
                    self._hear(said)
                keeper.kill()
            except KeyboardInterrupt:
                assert keeper.stdin is not None
                keeper.stdin.close()  # it ends the browser, and itself
                with contextlib.suppress(subprocess.TimeoutExpired):
                    keeper.wait(LAST_WORDS)
                raise
            finally:
                keeper.kill()
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


def _lines(keeper: subprocess.Popen[str], patience: float) -> Iterator[str]:
    """Its lines, until it ends or says nothing for `patience` seconds."""
    said: queue.Queue[str] = queue.Queue()
    assert keeper.stdout is not None
    out = keeper.stdout

    def read() -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in out:
                said.put(line)
        said.put("")

    threading.Thread(target=read, daemon=True).start()
    with contextlib.suppress(queue.Empty):
        while line := said.get(timeout=patience):
            yield line


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
