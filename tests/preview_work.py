"""What the preview's tests share: a real project, the real server, plain requests, a browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from generator.problems import Problems
from generator.starter import start

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0
"""Seconds until something that should happen at once counts as lost (a busy machine is slow)."""

SLUG = "noi-vi-du"


def project(folder: Path) -> Path:
    """The project that `ditich new` starts, without the player: there is nothing to listen to."""
    problems = Problems()
    start(folder, problems)
    assert not problems.errors()
    site = folder / "sites" / SLUG / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("  - {kind: audio, id: nghe}\n", ""), "utf-8")
    return folder


def until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> float:
    """Wait until `true()`; returns the seconds it took, fails after `patience`."""
    begun = time.monotonic()
    while not true():
        waited = time.monotonic() - begun
        if waited > patience:
            pytest.fail(f"not within {patience} s: {what}")
        time.sleep(0.01)
    return time.monotonic() - begun


def write(path: Path, text: str) -> None:
    """Save as careful editors do: a new file beside it, renamed over the old one."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)


@dataclass
class Server:
    """`ditich serve` as a process of its own."""

    root: Path
    process: subprocess.Popen[str]
    log: Path
    port: int = 0

    @property
    def said(self) -> str:
        """Everything on its terminal so far."""
        return self.log.read_text("utf-8")

    def get(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, body) of exactly that path: no client tidies it first."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with_host = {"Host": f"localhost:{self.port}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        try:
            connection.putrequest("GET", path, skip_host=True)
            for name, value in with_host.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def address(self, path: str = "") -> str:
        """The address for a browser."""
        return f"http://localhost:{self.port}/{path}"

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def story(server: Server) -> Path:
    """The text of the one site."""
    return server.root / "sites" / SLUG / "vi.md"


@contextmanager
def serving(root: Path, *more: str, port: int = 8765, answers: int = 200) -> Iterator[Server]:
    """The server at `root`, its home page answering with that status."""
    log = root.parent / f"{root.name}.log"
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        server = Server(root, process, log)
        try:
            until(lambda: "Ctrl-C" in server.said or process.poll() is not None, "the address")
            found = re.search(r"http://localhost:(\d+)/", server.said)
            assert found, server.said
            server.port = int(found[1])
            until(lambda: server.get("/")[0] == answers, "the first build: " + server.said)
            yield server
        finally:
            if process.poll() is None:
                process.kill()


def browser() -> str | None:
    """A Chromium, looked for as tools/test-needs does; None for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in names)
    return os.environ.get("DITICH_CHROMIUM") or next((path for path in found if path), None)


def headless() -> str | None:
    """The same without a window to draw, where there is one; its pages open four times as fast."""
    return os.environ.get("DITICH_CHROMIUM") or shutil.which("chromium-headless-shell") or browser()


def do_without(why: str) -> NoReturn:
    """Skip the test, but fail it in CI, which would prove too little."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)
