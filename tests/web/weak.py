"""A host that is slow or cut off at some addresses, as a weak signal is."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Weak:
    """`base` ends in `/`. Paths that are `cut` get no answer, those that are `slow` none before `go`."""

    base: str
    cut: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    go: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    weak: Weak


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let no browser keep anything by itself."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer, late, or not at all."""
        weak, path = self.server.weak, self.path.partition("?")[0]
        weak.asked.append(path)
        if path in weak.slow:
            weak.go.wait(30)
        if path in weak.cut:
            self.close_connection = True
            return
        try:
            super().do_GET()
        except ConnectionError:
            """Nobody waits for it any more."""


@contextmanager
def weak(web: Path) -> Iterator[Weak]:
    """The edition in `web` behind such a host, until the block ends."""
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(web))) as server:
        server.weak = Weak(f"http://127.0.0.1:{server.server_port}/")
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server.weak
        finally:
            server.weak.go.set()
            server.shutdown()
