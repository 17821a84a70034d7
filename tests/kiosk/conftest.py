"""What tests of the screens share: the demo's kiosk, built once, and a keeper that only listens."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.blocks.roll_of_honour import INLINE
from tests.demo import demo_anew
from tests.films import SRT, film
from tests.kiosk import fair
from tests.once import once
from tests.whole.project import Town

LANDSCAPE, PORTRAIT, SMALL = (1920, 1080), (1080, 1920), (1280, 800)

HALL = "nha-thu"
KHMER = "កេរ្តិ៍ដំណែល ប្រវត្តិសាស្ត្រ"
"""Two words from a dictionary, heritage and history; they stand for a name and a story."""

PROJECT = f"""\
format: 1
title: {{vi: Một nơi thử, en: A test place, km: {KHMER}}}
languages: [vi, en, km]
kiosk: {{screen_inches: 21.5}}
hosts:
  - base: https://ditich.example
"""

SITE = f"""\
format: 1
slug: {HALL}
kind: memorial
names:
  - {{kind: official, text: {{vi: Nhà thử, en: The test house, km: {KHMER}}}, sources: [s1]}}
blocks:
  - {{kind: video, id: xem, video: phim, captions: {{vi: phim.srt}}}}
  - kind: roll_of_honour
    id: ten
    file: ten.csv
    sources: [s1]
    verified_by: {{vi: Sở Thử, en: Test office}}
  - kind: roll_of_honour
    id: it-ten
    file: it-ten.csv
    sources: [s1]
    verified_by: {{vi: Sở Thử, en: Test office}}
media:
  - id: phim
    file: phim.mp4
    kind: video
    alt: {{vi: Một dải sáng đi ngang, en: A band of light}}
    author: Nhóm phim thử
    rights: CC BY 4.0
sources:
  - {{id: s1, class: book, title: Sổ ghi thử, date: 1995}}
"""

STORIES = {
    "vi": "---\nlede: Nơi để thử, không có thật.\n---\n\nChữ để thử.\n",
    "en": "---\nlede: A place for tests alone.\n---\n\nWords.\n",
    "km": f"---\nlede: {KHMER}\nreviewer: người thử\n---\n\n## {KHMER}\n\n"
    + f"{KHMER} [^s1] {KHMER}\n\n" * 3,
}


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


def _hamlet(folder: Path) -> None:
    town = Town(folder)
    town.write("content/project.yaml", PROJECT)
    town.write(f"sites/{HALL}/site.yaml", SITE)
    town.write(f"sites/{HALL}/media/phim.mp4", film(4))
    town.write(f"sites/{HALL}/media/phim.srt", SRT)
    for file, count in (("ten", INLINE + 1), ("it-ten", 2)):
        rows = (
            f"Lê Thử {'ABCDEGHIKL'[n % 10]}{'aeiouy'[n // 10 % 6]},19{n % 50 + 10}"
            for n in range(count)
        )
        town.write(f"sites/{HALL}/{file}.csv", "\n".join(("Họ và tên,Sinh", *rows)))
    for language, words in STORIES.items():
        town.write(f"sites/{HALL}/{language}.md", words)
    fair.add(town)
    answer = town.build("--edition", "kiosk")
    assert answer.code == 0, answer.said


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's kiosk edition."""

    def make(folder: Path) -> None:
        answer = demo_anew(tmp_path_factory, folder).build("--edition", "kiosk")
        assert answer.code == 0, answer.said

    return once(tmp_path_factory, "demo-kiosk", make) / "output" / "kiosk"


@contextmanager
def served(tree: Path) -> Iterator[Stand]:
    """The edition in `tree` on a loopback port."""
    found = Stand(tree)
    listener = type("Listener", (_Listener,), {"stand": found})
    server = _Quiet(("127.0.0.1", 0), functools.partial(listener, directory=str(tree)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.base = f"http://127.0.0.1:{server.server_port}/"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def stand(tree: Path) -> Iterator[Stand]:
    """The demo's kiosk on a loopback port."""
    with served(tree) as found:
        yield found


@pytest.fixture
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A made-up place with a film, names and Khmer words, on a loopback port."""
    folder = once(tmp_path_factory, "hamlet-kiosk", _hamlet)
    with served(folder / "output" / "kiosk") as found:
        yield found


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Any]:
    """A touch screen of 1920 x 1080 px, whose clock a test may move."""
    width, height = LANDSCAPE
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
