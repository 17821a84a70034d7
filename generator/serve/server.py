"""The preview put together: livereload's server with our handlers, watcher and builder."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import Application

from generator.look import template_folders
from generator.serve import handlers, inject
from generator.serve.builder import FAULTS, Builder
from generator.serve.shown import Shown
from generator.serve.watcher import Watcher
from generator.serve.words import words
from generator.store import Store

TRIES = 50
"""Ports tried after the one asked for."""

CLIENT = Path(livereload.__file__).parent / "vendors" / "livereload.js"


class Preview(livereload.Server):  # type: ignore[misc]
    """One project on one port; `run` returns after Ctrl-C."""

    def __init__(self, root: Path, port: int, lang: str, echo: Callable[[str], None]) -> None:
        self.builder = Builder(root, self._built)
        super().__init__(watcher=Watcher(lambda: watched(root), self.builder.ask))
        self.root_folder = root
        self.port = port
        self.lang = lang
        self.store = Store(root / ".ditich" / "store")
        self._echo = echo
        self._sockets: list[socket.socket] = []
        self._loop: IOLoop | None = None

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self.builder.shown

    def ask(self) -> None:
        """Ask for a build."""
        self.builder.ask()

    def run(self, sockets: list[socket.socket]) -> None:
        """Serve on these sockets until Ctrl-C."""
        self._sockets = sockets
        self._loop = IOLoop.current()
        self.builder.start()
        try:
            self.serve(port=self.port)
        finally:
            self.watcher.stop()
            self.builder.stop()

    def application(self, *_args: object, **_kwargs: object) -> None:
        """What is served (a hook of livereload's), on sockets that are bound already."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False  # the style is in the page and bound by its hash
        desk = {"desk": self}
        script = inject.HERE / "preview.js"
        app = Application(
            [
                ("/livereload", handlers.Live, desk),
                (r"/livereload\.js", handlers.Script, desk | {"file": CLIENT}),
                (f"/{inject.SCRIPT}", handlers.Script, desk | {"file": script}),
                (f"/{inject.PROBLEMS}", handlers.Problems, desk),
                ("/(.*)", handlers.Pages, desk),
            ],
            log_function=lambda _handler: None,
        )
        HTTPServer(app).add_sockets(self._sockets)
        if os.name == "nt":  # a selector loop there notices Ctrl-C only when it wakes
            PeriodicCallback(lambda: None, 500).start()

    def _setup_logging(self) -> None:
        """Nothing on the terminal (a hook of livereload's); faults of ours, if any, go into a file."""
        faults = logging.FileHandler(self.root_folder / FAULTS, delay=True, encoding="utf-8")
        faults.setLevel(logging.ERROR)
        for name in ("tornado", "asyncio", "livereload", "watchfiles", "ditich.serve"):
            logger = logging.getLogger(name)
            logger.addHandler(faults)
            logger.propagate = False

    def _built(self, before: Shown, shown: Shown) -> None:
        """After each build, in its thread: tell the terminal and, on the loop, every open page."""
        assert self._loop is not None
        self._loop.add_callback(handlers.Live.tell_all, shown)
        for line in report(before, shown, self.lang):
            self._echo(line)


def report(before: Shown, shown: Shown, lang: str) -> list[str]:
    """What the terminal says of a build: problems when they changed, and how long it took."""
    told = []
    if shown.problems and shown.problems != before.problems:
        told = [f"{problem.render(lang)}\n" for problem in shown.problems]
    if shown.problems:
        told.append(words(lang, "errors", count=len(shown.problems)))
    seconds = f"{shown.seconds:.2f}".replace(".", "," if lang == "vi" else ".")
    pages = shown.pages_new(before)
    if pages or not shown.problems:
        told.append(words(lang, "built" if pages else "same", pages=pages, seconds=seconds))
    return told


def watched(root: Path) -> tuple[Path, ...]:
    """The folders whose files a build reads."""
    places = (root / "content", root / "sites", *template_folders(root))
    return tuple(dict.fromkeys(place for place in places if place.is_dir()))


def bind(port: int) -> tuple[list[socket.socket], int]:
    """Sockets on loopback, IPv4 and (where there is one) IPv6, and the port they got.

    The next free one if `port` is taken. Raises OSError if none of `TRIES` is free.
    """
    for number in range(port, min(port + TRIES, 65_535) + 1):
        try:
            return _bind_both(number), number
        except OSError as why:
            if why.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE), f"127.0.0.1:{port}")


def _bind_both(port: int) -> list[socket.socket]:
    sockets = bind_sockets(port, "127.0.0.1")
    try:
        return sockets + bind_sockets(port, "::1")
    except OSError as why:
        if why.errno in (errno.EADDRINUSE, errno.EACCES):
            for one in sockets:
                one.close()
            raise
        return sockets  # no IPv6 here
