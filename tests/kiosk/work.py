"""What the kiosk's tests share: a small edition that beats, a real keeper, and what looks at both."""

from __future__ import annotations

import contextlib
import errno
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import disk
from generator.kiosk import pack
from generator.kiosk.clock import DAY, Clock
from generator.kiosk.home import Home
from tests.preview_work import PATIENCE, ROOT, until

BEAT = 0.4
"""Seconds between two beats in these tests."""

SETTINGS: dict[str, Any] = {
    "beat_seconds": BEAT,
    "start_seconds": 15,
    "trial_seconds": 4,
    "pause_seconds": 0.1,
    "tick_seconds": 0.1,
    "browser_flags": ["--no-sandbox", "--disable-gpu"],
}
GROUND = "#123456"

SCRIPT = """\
const page = document.documentElement.dataset;
const beat = async () => {
  const main = document.querySelector("main");
  const whole = !!main && main.getBoundingClientRect().height > 0 && page.whole !== "no";
  const said = {page: location.pathname.slice(1), state: page.state, whole, content: page.content};
  const options = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(said)};
  const answer = await (await fetch("/_kiosk/beat", options)).json();
  page.dark = answer.dark;
  if (answer.reload && page.state === "attract") location.replace("/");
};
if (page.beat !== "no") { beat(); setInterval(() => beat().catch(() => 0), %d); }
"""

SOUND = bytes(range(256)) * 40


def edition(
    folder: Path, content: str = "a" * 12, *, about: str = "", hours: object = None
) -> Path:
    """A tree of three pages; `about` is more attributes of its root, such as `data-beat="no"`."""
    page = (
        f'<!doctype html><html lang="vi" data-state="attract" data-content="{content}" {about}>'
        '<meta charset="utf-8"><meta name="google" content="notranslate"><title>Thử</title>'
        '<link rel="stylesheet" href="/assets/kiosk-0123456789.css">'
        '<script src="/assets/kiosk-0123456789.js" defer></script>'
        f"<main><p>Bản {content}</p></main>"
    )
    data = {"format": 1, "title": {"vi": "Thử", "en": "Test"}, "languages": ["vi", "en"],
            "screen_inches": 21.5, "hours": hours, "volume_limit": 70, "content": content}  # fmt: skip
    style = (
        f"html,body{{margin:0;height:100%;background:{GROUND};cursor:none}}main{{color:{GROUND}}}"
    )
    files = {
        "kiosk.json": json.dumps(data), "index.html": page, "vi/index.html": page,
        "vi/den-vi-du/index.html": page, "404.html": '<a href="/">Về đầu</a>',
        "assets/kiosk-0123456789.js": SCRIPT % (BEAT * 1000), "assets/kiosk-0123456789.css": style,
    }  # fmt: skip
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "m").mkdir(exist_ok=True)
    (folder / "m" / f"{'b' * 16}.wav").write_bytes(SOUND)
    return folder


SITE = "vi/den-tho-bac-ho-luong-tam/"
"""A page of the demo."""


def screens(tree: Path, folder: Path, content: str) -> Path:
    """The demo's real screens, without media and all sites but one: what a keeper must get on with."""
    for name in ("index.html", "vi/index.html", "en/index.html", "start", "test", "assets", SITE):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (tree / name).is_dir() else shutil.copy
        copy(tree / name, target)
    card = json.loads((tree / "kiosk.json").read_text("utf-8"))
    (folder / "kiosk.json").write_text(json.dumps(card | {"content": content}), "utf-8")
    return folder


def packed(folder: Path, content: str = "a" * 12, key: str = "keys") -> Path:
    """A signed pack of a small edition, in `folder`."""
    return sealed(edition(folder / f"tree-{content}", content), folder, key)


def sealed(tree: Path, folder: Path, key: str = "keys") -> Path:
    """A signed pack of that tree, in `folder`."""
    made = pack.make(tree, folder / "packs", folder / key)
    return folder / "packs" / pack.name_of(made)


def home_of(folder: Path, *contents: str, **settings: Any) -> Home:
    """A home folder in which small editions were taken over one after another, and passed."""
    return home_with(folder, *(packed(folder, content) for content in contents), **settings)


def home_with(folder: Path, *packs: Path, **settings: Any) -> Home:
    """A home folder in which these packs were taken over one after another, and passed."""
    home = Home(folder / "home")
    for path in packs:
        home.passed(home.update(path).build)
    told = SETTINGS | {"port": free_port()} | settings
    (home.root / "settings.json").write_text(json.dumps(told), "utf-8")
    return home


def content(home: Home) -> str:
    """The content that would be shown, every file of it held against its digest."""
    shown = home.best()
    assert shown, "nothing to show"
    manifest = home.manifest(shown.build)
    assert manifest
    for name, part in manifest.files.items():
        assert disk.digest_of(shown.folder / name) == part.sha256
    return shown.content


def free_port() -> int:
    """A port that nobody else has at the moment."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        port: int = plug.getsockname()[1]
        return port


NOON = int(datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp())


@dataclass
class Hands:
    """A wall clock and a running one that a test turns."""

    wall: float = float(NOON)
    running: float = 1000.0
    unset: bool = False
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(
            lambda: self.wall,
            lambda: self.running,
            lambda now: datetime.fromtimestamp(now, UTC).replace(tzinfo=None),
            lambda: self.unset,
            made=NOON - DAY,
        )

    def pass_(self, seconds: float) -> None:
        """Time goes by."""
        self.wall += seconds
        self.running += seconds


@dataclass
class Kiosk:
    """`ditich kiosk run` as a process of its own."""

    process: subprocess.Popen[str]
    log: Path
    home: Path

    @property
    def said(self) -> str:
        """Everything on its terminal so far."""
        return self.log.read_text("utf-8")

    @property
    def told(self) -> str:
        """The keeper's log."""
        with contextlib.suppress(OSError):
            return (self.home / "log" / "kiosk.log").read_text("utf-8")
        return ""

    @property
    def port(self) -> int:
        """The port of the last keeper."""
        return int(self.said.rpartition("http://127.0.0.1:")[2].split("/")[0])

    def send(
        self, path: str, data: object = None, method: str = "", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, body) of exactly that path; POST of JSON where there are data."""
        return send(self.port, path, data, method, **headers)

    def admin(self, do: str, pin: str = "2468", **more: Any) -> dict[str, Any]:
        """What the keeper's corner answers."""
        answer: dict[str, Any] = json.loads(
            self.send("/_kiosk/admin", {"pin": pin, "do": do} | more)[2]
        )
        return answer

    def keeper(self) -> int:
        """The process id of the keeper; 0 where there is none."""
        return next((p for p, line in lines_of(self.process.pid) if "generator.kiosk" in line), 0)

    def browsers(self) -> list[int]:
        """Process ids of all that runs on a profile of this kiosk's keeper."""
        return [pid for pid, line in every() if "ditich-kiosk-" in line and "--user-data-dir" in line
                and f":{self.port}/" in line]  # fmt: skip

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def send(
    port: int, path: str, data: object = None, method: str = "", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """As `Kiosk.send`, at a port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    known = {"Host": f"127.0.0.1:{port}"}
    body = b"" if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
    if data is not None:
        known |= {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json",
                  "Content-Length": str(len(body))}  # fmt: skip
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.putrequest(
            method or ("POST" if data is not None else "GET"), path, skip_host=True
        )
        for name, value in known.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def every() -> Iterator[tuple[int, str]]:
    """(pid, command line) of every process."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield (
                int(path.parent.name),
                path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"),
            )


def lines_of(parent: int) -> Iterator[tuple[int, str]]:
    """The same of a process's children."""
    for pid, line in every():
        with contextlib.suppress(OSError, IndexError):
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            if int(stat[1]) == parent:
                yield pid, line


@contextlib.contextmanager
def running(home: Path, *more: str, env: dict[str, str] | None = None) -> Iterator[Kiosk]:
    """The kiosk at `home`, ready; ended with all its processes afterwards."""
    log = home.parent / "said.log"
    place = [] if "--tree" in more else ["--home", str(home)]
    line = [sys.executable, "-m", "generator", "kiosk", "run", *place, *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | (env or {})
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            line, cwd=home.parent, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        kiosk = Kiosk(process, log, home)
        try:
            until(
                lambda: "http://" in kiosk.said or process.poll() is not None,
                "the address",
                3 * PATIENCE,
            )
            assert process.poll() is None, kiosk.said
            yield kiosk
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(15)
            process.kill()


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 64 MB at `folder`; False where it may not be mounted."""
    folder.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=64m", "ditich-test", str(folder)]
    mounted = subprocess.run(line, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with (folder / "full").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 10, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017 - the loop's only way out
