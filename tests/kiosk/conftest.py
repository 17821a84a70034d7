"""What tests of the screens share: the demo's kiosk, built once, and a keeper that only listens."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.once import once
from tests.whole.project import CHECKOUT, Town, content

LANDSCAPE, PORTRAIT, SMALL = (1920, 1080), (1080, 1920), (1280, 800)


@dataclass
class Stand:
    """The edition on a loopback port: what the screens told the keeper, and what it answers."""

    tree: Path
    base: str = ""
    told: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)

    def screens(self) -> list[str]:
        """Addresses of all screens below `base`, the waiting one being ''."""
        found = (p.relative_to(self.tree).as_posix() for p in self.tree.rglob("*.html"))
        return sorted(name.removesuffix("index.html") for name in found)

    def visits(self) -> list[Any]:
        """The visits that ended."""
        return [body for what, body in self.told if what == "visit"]


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about: object) -> None:
        """A screen that goes on does not wait for what it asked for."""


class _Listener(http.server.SimpleHTTPRequestHandler):
    stand: Stand

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """What a screen tells the keeper."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        what = self.path.rpartition("/")[2]
        self.stand.told.append((what, body))
        answer = json.dumps(self.stand.answers.get(what, {})).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


def _demo(folder: Path) -> None:
    answer = content(Town(CHECKOUT), folder).build("--edition", "kiosk")
    assert answer.code == 0, answer.said


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's kiosk edition."""
    return once(tmp_path_factory, "demo-kiosk", _demo) / "output" / "kiosk"


@pytest.fixture
def stand(tree: Path) -> Iterator[Stand]:
    """The demo's kiosk on a loopback port."""
    found = Stand(tree)
    listener = type("Listener", (_Listener,), {"stand": found})
    server = _Quiet(("127.0.0.1", 0), functools.partial(listener, directory=str(tree)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.base = f"http://127.0.0.1:{server.server_port}/"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Any]:
    """A touch screen of 1920 x 1080 px, whose clock a test may move."""
    width, height = LANDSCAPE
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
