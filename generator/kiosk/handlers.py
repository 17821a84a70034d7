"""What the keeper answers: files of the shown generation, and four doors for its own pages.

Any web page that this machine shows may send requests to 127.0.0.1, and a name it owns may be pointed
there; so each request must carry a Host of ours, and whatever changes something an Origin of ours and JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from generator.headers import HOST_POLICY, ONLY_HEADERS, kept
from generator.kiosk import corner
from generator.kiosk.admin import Door
from generator.kiosk.counts import BadVisit
from generator.kiosk.desk import Desk
from generator.kiosk.words import words

MAX_BODY = 16_384
HTTP = 80

_START = "/~[0-9a-f]{16}"
"""Before every address of the browser that the keeper started, another one for each start. Pages lead on by
relative addresses, so all that they ask for tells which browser asks."""

_HEADERS = {
    "Content-Security-Policy": HOST_POLICY,
    **ONLY_HEADERS,
    "Referrer-Policy": "same-origin",  # else a page's own POST may carry `Origin: null` (Fetch, 3.2)
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_KINDS = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".txt": "text/plain", ".vtt": "text/vtt", ".svg": "image/svg+xml", ".jpg": "image/jpeg",
    ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif", ".mp4": "video/mp4",
    ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg",
    ".wav": "audio/wav", ".glb": "model/gltf-binary", ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip


def hosts(port: int) -> tuple[str, ...]:
    """The Host headers that are ours."""
    names = ("127.0.0.1", "localhost")
    return (*(f"{name}:{port}" for name in names), *(names if port == HTTP else ()))


class Guarded(RequestHandler):
    """Answers this machine's own browser alone."""

    desk: Desk
    port: int

    @property
    def start(self) -> str:
        """Whose request it is: the name of a browser's start; '' for none."""
        found = re.match(f"{_START}/", self.request.path)
        return found[0][2:-1] if found else ""

    def set_default_headers(self) -> None:
        """Headers of every answer, refusals too."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse a foreign Host (403)."""
        if self.request.host.lower() not in hosts(self.port):
            raise HTTPError(403)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """A page that leads home; the project's own where it has one."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        shown = self.desk.shown
        page = shown.folder / "404.html" if shown and status_code == 404 else None
        try:
            self.finish(page.read_bytes() if page else self.plain_page(ready=shown is not None))
        except OSError:
            self.finish(self.plain_page(ready=True))

    def plain_page(self, *, ready: bool) -> str:
        """A page that goes to the first one by itself, for when there is no other."""
        key, top = "lost" if ready else "waiting", f"/~{self.start}/" if self.start else "/"
        lines = (f'<p lang="{x}"><a href="{top}">{words(x, key)}</a>' for x in ("vi", "en"))
        return (
            '<!doctype html><html lang="vi"><meta charset="utf-8">'
            f'<meta http-equiv="refresh" content="5;url={top}"><title>ditich</title>{"".join(lines)}'
        )


class Files(Guarded, StaticFileHandler):
    """The shown generation; sound and films with Range."""

    def initialize(self, desk: Desk, port: int) -> None:  # type: ignore[override]
        """The folder is that of the moment."""
        self.desk, self.port = desk, port
        shown = desk.shown
        super().initialize(
            str((shown.folder if shown else Path()).resolve()), default_filename="index.html"
        )

    def prepare(self) -> None:
        """Nothing to show is a page, too (503)."""
        super().prepare()
        if self.desk.shown is None:
            raise HTTPError(503)
        path = (self.path_args or [""])[0]
        if "\0" in path:  # no name of a file, and Python would complain
            raise HTTPError(404)
        if path == "":
            self.desk.opened(self.start)

    def head(self, path: str) -> Awaitable[None]:
        """As GET, without the body."""
        return self.get(path, include_body=False)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """A file of the tree; hidden ones and links out of it are not there (404)."""
        found = super().validate_absolute_path(root, absolute_path)
        if found is not None:
            real = Path(found).resolve()
            inside = real.is_relative_to(root)
            if not inside or any(p.startswith(".") for p in real.relative_to(root).parts):
                raise HTTPError(404)
        return found

    def compute_etag(self) -> str | None:
        """From the file's stat: tornado's own reads all of a film."""
        if self.absolute_path is None:
            return None
        stat = Path(self.absolute_path).stat()
        return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}-{stat.st_ino:x}"'

    def get_content_type(self) -> str:
        """Ours, for what Windows says of `.js` hangs on what is installed; texts are UTF-8."""
        kind = (
            _KINDS.get(Path(self.absolute_path or "").suffix.lower()) or super().get_content_type()
        )
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        return f"{kind}; charset=utf-8" if text else kind

    def set_extra_headers(self, path: str) -> None:
        """How long the browser may keep it."""
        self.set_header("Cache-Control", kept(f"/{path}"))


class Entry(Guarded):
    """One of the keeper's doors; subclasses say what happens behind."""

    def initialize(self, desk: Desk, port: int, door: Door | None = None) -> None:
        """`door` guards the corner."""
        self.desk, self.port, self.door = desk, port, door

    def prepare(self) -> None:
        """Refuse a foreign Origin, or none (403), and what is no JSON (415)."""
        super().prepare()
        if self.request.headers.get("Origin", "") not in [f"http://{h}" for h in hosts(self.port)]:
            raise HTTPError(403)
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if self.request.method == "POST" and kind != "application/json":
            raise HTTPError(415)

    async def post(self) -> None:
        """Answer with JSON."""
        if len(self.request.body) > MAX_BODY:
            raise HTTPError(413)
        try:
            said = json.loads(self.request.body)
        except (ValueError, RecursionError) as why:
            raise HTTPError(400) from why
        if not isinstance(said, dict):
            raise HTTPError(400)
        answer = await self.answer(said)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(answer, ensure_ascii=False))

    async def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """What to answer."""
        raise NotImplementedError

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """JSON, too."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"ok": False, "why": str(status_code)}))


class Beat(Entry):
    """A page is there."""

    async def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """Dark, reload, volume."""
        return self.desk.beat(said, self.start)


class Visit(Entry):
    """A visit has ended."""

    async def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """Counted, or 400 for what is no visit."""
        try:
            self.desk.visit(said)
        except BadVisit as why:
            raise HTTPError(400) from why
        return {"ok": True}


class Storage(Entry):
    """The self-test asks for the disk."""

    async def answer(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Whether it keeps what is written."""
        return {"kept": await asyncio.to_thread(self.desk.keeps)}


class Corner(Entry):
    """The keeper is there."""

    async def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """PIN and update in a thread: pages go on meanwhile."""
        if closed := await asyncio.to_thread(corner.opened, self.door, said):
            return closed
        if said.get("do") == "update":
            return await asyncio.to_thread(corner.update, self.desk)
        return corner.do(self.desk, said)


def application(desk: Desk, port: int) -> Application:
    """All doors."""
    known: dict[str, Any] = {"desk": desk, "port": port}
    door = Door(desk.pin, desk.settings.pin_seconds, desk.clock.running)
    quiet: Callable[[RequestHandler], None] = lambda _handler: None  # noqa: E731
    start = f"(?:{_START})?"
    return Application(
        [
            (start + "/_kiosk/beat", Beat, known),
            (start + "/_kiosk/visit", Visit, known),
            (start + "/_kiosk/storage", Storage, known),
            (start + "/_kiosk/admin", Corner, known | {"door": door}),
            (start + "/(.*)", Files, known),
        ],
        log_function=quiet,
    )
