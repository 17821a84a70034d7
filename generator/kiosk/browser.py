"""The browser on the screen: found, started on a profile of its own, ended with all that it started."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

FLAGS = (
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-infobars",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--autoplay-policy=no-user-gesture-required",
    "--check-for-update-interval=31536000",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-notifications",
    "--deny-permission-prompts",
    "--password-store=basic",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
"""Each of them is in the binary of Chromium 156; that they still are is tested. The last three keep a page
beating whose screen is switched off."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_EDGE, _CHROME = "Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe"
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")

ROOM = 200_000_000
"""Bytes that a place for the profile should have free."""

PATIENCE = 10.0


def find(asked: str = "") -> str | None:
    """The browser asked for, else the first that is installed; None where there is none."""
    if asked:
        return shutil.which(asked)
    if sys.platform == "win32":
        places = [os.environ.get(n) for n in ("ProgramFiles(x86)", "ProgramFiles", "LocalAppData")]
        known = [Path(place, name) for name in (_EDGE, _CHROME) for place in places if place]
    else:
        known = [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in (*found, *(str(p) for p in known if p.is_file())) if path), None)


def command(
    path: str, address: str, profile: Path, more: Sequence[str], *, windowed: bool
) -> list[str]:
    """How it is started."""
    flags = [*FLAGS, f"--user-data-dir={profile}", *more]
    if windowed:
        return [path, *flags, "--new-window", address]
    if "edge" in Path(path).name.lower():
        flags.append("--edge-kiosk-type=fullscreen")
    return [path, "--kiosk", *flags, address]


class Browser:
    """One place for browsers, one of which runs at a time."""

    def __init__(
        self, path: str, mark: str, more: Sequence[str] = (), *, windowed: bool = False
    ) -> None:
        """`mark` tells the profiles of this kiosk from those of others on the machine."""
        self._path = path
        self._prefix = f"ditich-kiosk-{hashlib.sha256(mark.encode()).hexdigest()[:10]}-"
        self._more = tuple(more)
        self._windowed = windowed
        self._process: subprocess.Popen[bytes] | None = None
        self._profile: Path | None = None

    @property
    def pid(self) -> int:
        """Of the browser's first process; 0 where none runs."""
        return self._process.pid if self._process else 0

    def running(self) -> bool:
        """Whether its first process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self, address: str) -> None:
        """Start it on a fresh profile; raises OSError."""
        self._profile = Path(tempfile.mkdtemp(prefix=self._prefix, dir=_roomy()))
        line = command(self._path, address, self._profile, self._more, windowed=self._windowed)
        environment = {k: v for k, v in os.environ.items() if k != "NOTIFY_SOCKET"}
        try:
            self._process = subprocess.Popen(
                line, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )  # fmt: skip
        except OSError:
            self.end()  # or each try would leave a profile
            raise

    def end(self) -> None:
        """Kill it with all its processes, and forget its profile."""
        if self._process is not None:
            kill_tree(self._process.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
            self._process = None
        if self._profile is not None:
            _forget(self._profile)
            self._profile = None

    def sweep(self) -> None:
        """End what an earlier keeper, killed before it could, left running, and remove its profiles."""
        for place in _places():
            with contextlib.suppress(OSError):
                for profile in sorted(place.glob(f"{self._prefix}*")):
                    _forget(profile)


def _places() -> list[Path]:
    """Where a profile may lie, memory first: cards wear out, and a full disk must not keep a browser back."""
    names = [os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"]  # noqa: S108 - mkdtemp
    with contextlib.suppress(OSError):  # it writes to find out, and every disk it knows may be full
        names.append(tempfile.gettempdir())
    return [Path(name) for name in names if name and os.access(name, os.W_OK)]


def _roomy() -> Path | None:
    with contextlib.suppress(OSError):
        return next((p for p in _places() if shutil.disk_usage(p).free >= ROOM), None)
    return None


def kill_tree(pid: int) -> None:
    """Kill a process that leads a group, and all in it; silent where it is gone."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)  # noqa: S607
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _forget(profile: Path) -> None:
    """Kill whatever was started on that profile and left its group, and remove it, until they are gone.

    On Windows a file can be removed only when its holder's end has gone round; not run by us there.
    """
    mark, begun = os.fsencode(str(profile)), time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        for pid in (found := _holders(mark)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            shutil.rmtree(profile, ignore_errors=True)
            if os.name != "nt" or not profile.exists():
                return
        time.sleep(0.02)


def _holders(mark: bytes) -> list[int]:
    """Processes with that in their command line; none where there is no /proc to ask."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError, ValueError):
            pid = int(path.parent.name)
            if pid != os.getpid() and mark in path.read_bytes():
                found.append(pid)
    return found
