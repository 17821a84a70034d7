"""A kiosk with a real browser: its processes, its beats, and what can be done to it."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from generator.kiosk.admin import sealed_pin
from tests.kiosk.work import Kiosk, every, home_with, lines_of, running, screens, sealed
from tests.preview_work import PATIENCE, browser, do_without, until

A = "a" * 12
FLAGS_HERE = ["--no-sandbox", "--disable-gpu", "--headless=new", "--remote-debugging-port=0",
              "--force-prefers-reduced-motion"]  # fmt: skip
"""Here nobody looks at the pictures passing by, which without a graphics card take most of a processor."""


@contextlib.contextmanager
def kiosk_at(folder: Path, tree: Path, **how: object) -> Iterator[Kiosk]:
    """A kiosk with a headless browser whose page, the demo's own, has beaten."""
    if browser() is None:
        do_without("no Chromium")
    home = home_with(
        folder, sealed(screens(tree, folder / A, A), folder), pin=sealed_pin("2468"),
        browser=browser(), browser_flags=FLAGS_HERE, **how,
    )  # fmt: skip
    with running(home.root) as kiosk:
        until(lambda: beats(kiosk), f"the first beat: {kiosk.told}", 3 * PATIENCE)
        yield kiosk


def beats(kiosk: Kiosk) -> bool:
    """Whether a page has beaten within the last second."""
    with contextlib.suppress(OSError, ValueError):
        ago = kiosk.admin("state")["beat_seconds_ago"]
        return ago is not None and ago < 1
    return False


def whys(kiosk: Kiosk) -> list[str]:
    """Why browsers were started anew."""
    restarts: list[str] = kiosk.admin("state")["restarts"]
    return restarts


def first_process(kiosk: Kiosk) -> int:
    """The browser's first process; 0 where none runs."""
    return next((pid for pid, line in lines_of(kiosk.keeper()) if "--kiosk" in line), 0)


def leaders(kiosk: Kiosk) -> list[int]:
    """First processes of all browsers that show this kiosk's pages."""
    return [pid for pid, line in every()
            if f":{kiosk.port}/" in line and "--kiosk" in line and "--type" not in line]  # fmt: skip


def another(kiosk: Kiosk, before: int) -> bool:
    """Whether another browser than the one before shows a page that beats."""
    return first_process(kiosk) not in (0, before) and beats(kiosk)


def renderers(kiosk: Kiosk) -> list[int]:
    """Processes that draw pages."""
    leader, found = first_process(kiosk), []
    for pid, line in every():
        with contextlib.suppress(OSError):
            if "--type=renderer" in line and leader and os.getpgid(pid) == leader:
                found.append(pid)
    return found


def profile(kiosk: Kiosk) -> Path:
    """The browser's profile."""
    line = next(line for pid, line in every() if pid == first_process(kiosk))
    return Path(line.split("--user-data-dir=")[1].split()[0])


def kill_renderers(kiosk: Kiosk) -> None:
    """As the system does when memory runs out."""
    for pid in renderers(kiosk):
        os.kill(pid, signal.SIGKILL)


def kill_browser(kiosk: Kiosk) -> None:
    """Its first process."""
    os.kill(first_process(kiosk), signal.SIGKILL)


def stop_browser(kiosk: Kiosk) -> None:
    """All its processes hang."""
    os.killpg(first_process(kiosk), signal.SIGSTOP)


def kill_server(kiosk: Kiosk) -> None:
    """The keeper."""
    os.kill(kiosk.keeper(), signal.SIGKILL)


HURTS = (kill_renderers, kill_browser, stop_browser, kill_server)
