"""The fixture's pages as a published folder on a local host, and a phone to visit it with."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.addresses import OFFLINE, track_target
from generator.jobs import Made
from generator.model import Captions
from tests.films import film
from tests.make.pages import (
    CODE,
    ICON_TARGET,
    ROOT,
    SCRIPTS,
    captions,
    digest,
    hostile,
    make_site,
    page_job,
    render,
)  # fmt: skip
from tests.make.test_page import pages
from tests.shelf import Shelf

Page = Any

TARGET = {"home": "vi/", "site": "vi/dinh-vi-du/", "english": "en/dinh-vi-du/", "code": f"{CODE}/",
          "memorial": "vi/nha-bia/", "list": "vi/danh-sach/", "page": "vi/gioi-thieu/",
          "report": "vi/dinh-vi-du/bao/", "hostile": "vi/doc/", "closed": "11K1M2/"}  # fmt: skip
KINDS = sorted(TARGET)


def sound() -> bytes:
    """Four seconds of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000 * 4))
    return out.getvalue()


def picture(width: int, kind: str) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, width * 3 // 4), "#4a0f0b").save(out, kind, quality=40)
    return out.getvalue()


def media(folder: Path) -> dict[str, tuple[Made, ...]]:
    """The fixture's media as real files below `folder`."""
    made: dict[str, tuple[Made, ...]] = {}
    (folder / "m").mkdir()
    for name in ("tranh.png", "anh.jpg"):
        stem, found = f"m/{digest(name)[:16]}", []
        for width in (480, 750):
            for suffix, kind in (("webp", "WEBP"), ("jpg", "JPEG")):
                data = picture(width, kind)
                (folder / f"{stem}-{width}.{suffix}").write_bytes(data)
                type_ = f"image/{kind.lower()}"
                found.append(
                    Made(f"{stem}-{width}.{suffix}", "", len(data), type_, width, width * 3 // 4)
                )
        made[stem] = tuple(found)
    stem = f"m/{digest('phim.mp4')[:16]}"
    played, before = film(4), picture(480, "JPEG")
    (folder / f"{stem}.mp4").write_bytes(played)
    (folder / f"{stem}-poster.jpg").write_bytes(before)
    made[stem] = (
        Made(f"{stem}.mp4", "", len(played), "video/mp4", 320, 180, 4.0),
        Made(f"{stem}-poster.jpg", "", len(before), "image/jpeg", 480, 270),
    )
    for told in map(Captions.model_validate, (*captions(), *captions(hostile))):
        (folder / track_target(told.track)).write_text(told.track, encoding="utf-8")
    stem = f"m/{digest('giong.wav')[:16]}"
    (folder / f"{stem}.wav").write_bytes(sound())
    made[stem] = (Made(f"{stem}.wav", "", 64_000, "audio/wav", seconds=4.0),)
    return made


def publish(folder: Path) -> None:
    """Write every kind of page, its media and its script below `folder`."""
    (folder / "assets").mkdir(parents=True)
    for _, target, data in SCRIPTS:
        (folder / target).write_bytes(data)
    (folder / ICON_TARGET).write_bytes((ROOT / "templates" / "web" / "icon.svg").read_bytes())
    made = media(folder)
    for kind, job in (pages() | {"hostile": page_job(make_site(hostile))}).items():
        where = folder / (TARGET.get(kind) or "404.html")
        path = where if where.suffix else where / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(job, made), encoding="utf-8")
        for at in (job.address, f"{job.language}/") if job.template == "web/site.html" else ():
            (folder / at).mkdir(parents=True, exist_ok=True)
            (folder / at / OFFLINE).write_text(json.dumps({"at": at, "files": [], "either": []}))


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that serves /kho/ and answers everything it lacks with 404.html, as hosts do."""

    protocol_version = "HTTP/1.1"

    def send_error(
        self,
        code: int,
        message: str | None = None,
        explain: str | None = None,  # noqa: ARG002 - our page explains
    ) -> None:
        """Say 404 with the edition's own page."""
        data = (Path(self.directory) / "kho" / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":  # a body would be taken for the next answer
            self.wfile.write(data)

    def do_GET(self) -> None:
        """Answer byte ranges of sound, as every real host does: seeking needs them."""
        wanted = self.headers.get("Range", "")
        if not wanted:
            super().do_GET()
            return
        data = Path(self.translate_path(self.path)).read_bytes()
        first, last = (
            int(part or len(data) - 1) for part in wanted.removeprefix("bytes=").split("-")
        )
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@contextlib.contextmanager
def visit(shelf: Shelf, url: str, **options: Any) -> Iterator[tuple[Page, list[str], list[str]]]:
    """(page, what the console said, addresses asked for) on a phone of 360 x 740 px."""
    settings = {
        "viewport": {"width": 360, "height": 740},
        "locale": "vi-VN",
        "service_workers": "block",
    }
    with shelf.lend(**settings | options) as context:
        page, said, asked = context.new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url, wait_until="load")
        yield page, said, asked


def sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def until(page: Page, truth: str) -> None:
    """Wait, five seconds at most, for something to be true (our policy forbids Playwright's own way)."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {truth}")
