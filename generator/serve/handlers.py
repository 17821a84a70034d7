"""What the preview answers: pages from the store, its own two files, and the web socket.

Any web page may send requests to this machine, and a name it owns may be pointed at 127.0.0.1
(DNS rebinding); so every request must carry a Host of ours, and the socket an Origin of ours.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from generator.jobs import Made
from generator.problems import Problem
from generator.serve import inject
from generator.serve.shown import GONE, Shown
from generator.serve.words import words
from generator.store import Lost, Store

NUDGE = "ditich:problems"
"""The 'path' by which our plugin knows that only the problems changed."""


class Served(Protocol):
    """What the handlers need of the preview."""

    port: int
    lang: str
    store: Store

    @property
    def shown(self) -> Shown:
        """What is shown now."""

    def ask(self) -> None:
        """Ask for a build."""


def hosts(port: int) -> tuple[str, ...]:
    """The Host headers that are ours; of the port that browsers leave out, without it too."""
    names = ("localhost", "127.0.0.1", "[::1]")
    return (*(f"{name}:{port}" for name in names), *(names if port == inject.HTTP else ()))


class Guarded(RequestHandler):
    """Answers only this machine's own browser, keeps nothing, is never indexed."""

    desk: Served

    def set_default_headers(self) -> None:
        """Headers of every answer, refusals too."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Robots-Tag", "noindex, nofollow")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse a foreign Host (403)."""
        if self.request.host.lower() not in hosts(self.desk.port):
            raise HTTPError(403)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """One calm sentence, never a traceback."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(words(self.desk.lang, "refused") if status_code == 403 else str(status_code))

    def html(self, page: str, token: str, status: int) -> None:
        """Answer with a page, dressed."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(inject.dress(page, token, self.request.host.lower(), self.desk.lang))


class Pages(Guarded, StaticFileHandler):
    """Everything of the web edition, from the store; sound and pictures with Range."""

    made: Made

    def initialize(self, desk: Served) -> None:  # type: ignore[override]
        """Without a folder: there is none."""
        self.desk = desk
        super().initialize(str(desk.store.root))

    def head(self, path: str) -> Awaitable[None]:
        """As GET, without the body."""
        return self.get(path, include_body=False)

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's
        """The page or file at `path`, else the project's own page for what is not there."""
        shown = self.desk.shown
        if path == "favicon.ico" and shown.find(path) is None:
            self.set_status(204)  # asked for by browsers, named by no page: no error to report
            return
        if shown.is_folder(path):
            self.redirect("/" + quote(path) + "/")
            return
        made = shown.find(path)
        status = 200 if made else 404
        made = made or shown.missing()
        if made is None:
            key = "nothing" if shown.number else "waiting"
            self.html(inject.plain_page(self.desk.lang, key), shown.token(path), 503)
        elif not self.desk.store.has(made.digest, made.size):
            self._gone()
        elif made.media_type == "text/html":
            self._page(made, shown.token(path), status)
        else:
            self.made = made
            await super().get(path, include_body)

    def _page(self, made: Made, token: str, status: int) -> None:
        try:
            self.html(self.desk.store.get(made.digest).decode(), token, status)
        except Lost:
            self._gone()

    def _gone(self) -> None:
        """Somebody emptied the store: make it again, and let the page come by itself."""
        self.desk.ask()
        page = inject.plain_page(self.desk.lang, "waiting")
        self.html(page, f"{GONE}{self.desk.shown.number}", 503)

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        """Not from the address: `validate_absolute_path` knows the blob."""
        del path
        return root

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """The blob's own path."""
        del root, absolute_path
        return str(self.desk.store.at(self.made.digest))

    def get_content_type(self) -> str:
        """As *make* knows it."""
        kind = self.made.media_type
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def compute_etag(self) -> None:
        """None: nothing is to be kept."""

    def should_return_304(self) -> bool:
        """Never."""
        return False

    def set_extra_headers(self, path: str) -> None:
        """Drop what invites a browser to keep the file."""
        del path
        self.clear_header("Last-Modified")


class Script(Guarded):
    """Our own script, and livereload's."""

    def initialize(self, desk: Served, file: Path) -> None:
        """`file` is what it serves."""
        self.desk, self.file = desk, file

    def get(self) -> None:
        """The script."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(self.file.read_bytes())


class Problems(Guarded):
    """What the overlay says now."""

    def initialize(self, desk: Served) -> None:
        """Without anything of its own."""
        self.desk = desk

    def get(self) -> None:
        """Every problem in plain words."""
        told = [told_of(problem, self.desk.lang) for problem in self.desk.shown.problems]
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"problems": told}, ensure_ascii=False))


class Live(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """livereload's web socket, for pages of ours alone; each is told only what concerns it."""

    page = ""
    token = ""

    def initialize(self, desk: Served) -> None:
        """Nothing shown yet."""
        self.desk = desk

    def prepare(self) -> None:
        """Refuse a foreign or absent Origin (403) beside a foreign Host."""
        super().prepare()
        if not self.check_origin(self.request.headers.get("Origin", "")):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Whether the page that opens the socket is one of ours."""
        return origin.lower() in [f"http://{host}" for host in hosts(self.desk.port)]

    def on_message(self, message: str | bytes) -> None:
        """The handshake of livereload; in `info` the page says what it shows.

        A page that was fetched before a build and connects after it is told at once.
        """
        try:
            said = json.loads(message)
            if said["command"] == "info":
                self.page = unquote(urlsplit(said["url"]).path).removeprefix("/")
                self.token = str(said["plugins"]["ditich"]["page"])
            super().on_message(message)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.close(1002)  # a protocol error, RFC 6455 section 7.4.1
            return
        if said["command"] == "info":
            self.tell(self.desk.shown)

    def tell(self, shown: Shown) -> None:
        """Reload the page if it shows something else by now; else only its overlay."""
        path = "*" if shown.differs(self.page, self.token) else NUDGE
        self.send_message({"command": "reload", "path": path, "liveCSS": False, "liveImg": False})

    @classmethod
    def tell_all(cls, shown: Shown) -> None:
        """After a build: every open page."""
        for waiter in tuple(LiveReloadHandler.waiters):
            waiter.tell(shown)


def told_of(problem: Problem, lang: str) -> dict[str, str | int]:
    """The parts of `Problem.render`, for the overlay to lay out."""
    place = problem.place
    return {
        "place": str(place), "line": place.line, "column": place.column,
        "kind": problem.kind, "scope": problem.scope,
        "text": place.text.expandtabs(1), "width": place.width,
        "sentence": problem.sentence(lang), "advice": problem.advice(lang),
    }  # fmt: skip
