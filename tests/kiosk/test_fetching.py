"""Packs from an address: checked like any other, in a room that is there, and nothing is left of them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.kiosk import corner, find, unpack
from generator.kiosk.desk import Desk
from generator.kiosk.home import FETCHED, Home
from generator.kiosk.refused import Refused
from generator.kiosk.settings import read
from tests.kiosk.commands import ditich
from tests.kiosk.work import home_of, packed, running
from tests.preview_work import until

A, B = "a" * 12, "b" * 12


class Host:
    """A server that sends `data`, and says whatever it likes of its length."""

    def __init__(self, data: bytes = b"", length: int | None = None) -> None:
        self.data, self.length, self.asked = data, length, 0
        self.address = ""
        self.stops = threading.Event()


@contextmanager
def serving(host: Host) -> Iterator[Host]:
    """It answers, on a port of its own; one with `length` more than its data waits for `stops` at the end."""

    class Answer(BaseHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """All that it has."""
            host.asked += 1
            self.send_response(200)
            if host.length is not None:
                self.send_header("Content-Length", str(host.length))
            self.end_headers()
            self.wfile.write(host.data)
            self.wfile.flush()
            if (host.length or 0) > len(host.data):
                host.stops.wait(30)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}/ditich-kiosk-1.zip"
    yield host
    host.stops.set()
    server.shutdown()
    server.server_close()


def left(home: Home) -> list[str]:
    """What lies about in the home folder."""
    return sorted(path.name for path in home.root.glob(".*.tmp"))


def test_an_update_by_address_is_checked_alike(tmp_path: Path) -> None:
    """Fetched over HTTP by the real command: a bad one refused in words, a good one shown at once."""
    home, good = home_of(tmp_path, A), packed(tmp_path, B).read_bytes()
    half = len(good) // 2
    bad = good[:half] + bytes([good[half] ^ 1]) + good[half + 1 :]
    with serving(Host(bad)) as host, running(home.root, "--no-browser") as kiosk:

        def run() -> tuple[int, str]:
            return ditich("kiosk", "update", host.address, "--home", str(home.root), "--lang", "en")

        code, said = run()
        assert (code, "[kiosk-damaged]" in said or "[kiosk-wrong-key]" in said) == (1, True), said
        assert A in str(kiosk.send("/")[2])
        host.data = good
        code, said = run()
        assert (code, "Took over" in said) == (0, True), said
        until(lambda: B in str(kiosk.send("/")[2]), "the new generation")
        assert left(home) == []


@pytest.mark.parametrize(
    ("length", "room", "why"),
    [
        (5_000_000_000, 1 << 40, "kiosk-too-large"),
        (None, 100_000, "disk-full"),
        (300_000, 200_000, "disk-full"),
        (300_000, 400_000, "kiosk-not-reached"),
        (200_000, 400_000, ""),
    ],
    ids=["told-too-large", "endless", "told-no-room", "broken-off", "control"],
)
def test_there_must_be_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int | None, room: int, why: str
) -> None:
    """What is told too large is not begun, what tells no length ends where the room does; nothing is left."""
    home = Home(tmp_path)
    usage = shutil.disk_usage(tmp_path)._replace(free=room + unpack.SPARE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with serving(Host(bytes(200_000), length)) as host:
        host.stops.set()
        if why:
            with pytest.raises(Refused, match=why), find.fetched(host.address, home):
                pass
        else:
            with find.fetched(host.address, home) as path:
                assert path.stat().st_size == 200_000
    assert left(home) == []


def test_what_a_cut_off_fetch_left_is_swept_at_the_start(tmp_path: Path) -> None:
    """A killed command leaves a file; the next keeper removes it, and nothing that is on its way."""
    home = home_of(tmp_path, A)
    with serving(Host(bytes(100_000), 200_000)) as host:
        child = os.fork()
        if not child:
            with find.fetched(host.address, Home(home.root)):
                os._exit(0)
        until((home.root / FETCHED).exists, "the fetch")
        Home(home.root).tidy()
        assert left(home) == [FETCHED], "the control: one on its way is not touched"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    (home.root / f".{child}-0.tmp").write_bytes(b"a write that was cut off")
    (home.root / f".{os.getppid()}-0.tmp").write_bytes(b"that of somebody who lives")
    with running(home.root, "--no-browser"):
        assert left(home) == [f".{os.getppid()}-0.tmp"]


def test_two_do_not_fetch_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is refused, and the first goes on."""
    monkeypatch.setattr("generator.kiosk.home.PATIENCE", 0.1)
    home = Home(tmp_path)
    with serving(Host(b"x" * 10, 10)) as host, find.fetched(host.address, home) as path:
        with pytest.raises(Refused, match="kiosk-busy"), find.fetched(host.address, Home(tmp_path)):
            pass
        assert path.read_bytes() == b"x" * 10


@pytest.mark.parametrize("stick", [[], [A], [B]], ids=["none", "the-same", "newer"])
def test_a_stick_without_news_does_not_hide_the_address(tmp_path: Path, stick: list[str]) -> None:
    """Nothing on it, or what is shown already: the address is asked; a newer one is taken without asking."""
    home = home_of(tmp_path, A)
    media = tmp_path / "stick"
    media.mkdir()
    for content in stick:
        shutil.copy(packed(tmp_path, content), media)
    with serving(Host(packed(tmp_path, B).read_bytes())) as host:
        told = json.loads((home.root / "settings.json").read_text("utf-8"))
        told |= {"update_url": host.address, "media_roots": [str(media)]}
        (home.root / "settings.json").write_text(json.dumps(told), "utf-8")
        desk = Desk(read(home.root), home=home)
        assert corner.update(desk)["content"] == B
        assert host.asked == (0 if stick == [B] else 1)
