"""With a real browser: whatever is killed or hangs, it comes back by itself."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

from generator.kiosk.browser import FLAGS
from tests.kiosk.lively import (
    HURTS,
    A,
    another,
    beats,
    first_process,
    kill_browser,
    kill_renderers,
    kill_server,
    kiosk_at,
    leaders,
    profile,
    renderers,
    stop_browser,
    whys,
)
from tests.kiosk.work import Kiosk, every, send
from tests.preview_work import PATIENCE, until

LONG = bool(os.environ.get("DITICH_ORDEAL"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, tree: Path) -> Iterator[Kiosk]:
    """One kiosk that is hurt again and again."""
    times = {"beat_seconds": 10, "pause_seconds": 1} if LONG else {}
    with kiosk_at(tmp_path_factory.mktemp("alive"), tree, **times) as found:
        yield found


@pytest.fixture(autouse=True)
def lively(request: pytest.FixtureRequest) -> None:
    """Each test begins with a page that beats."""
    if "kiosk" in request.fixturenames:
        kiosk = request.getfixturevalue("kiosk")
        until(lambda: beats(kiosk), kiosk.told)


def test_a_dead_renderer_is_replaced(kiosk: Kiosk) -> None:
    """Killed with -9: within three beats another browser shows the page, on a profile of its own."""
    before, place = first_process(kiosk), profile(kiosk)
    assert renderers(kiosk)
    kill_renderers(kiosk)
    until(lambda: another(kiosk, before), kiosk.told)
    assert whys(kiosk)[-1] == "silent"
    assert profile(kiosk) != place
    assert not place.exists()
    assert not [line for _, line in every() if str(place) in line], "something was left running"


def test_a_page_that_crashes_is_replaced(kiosk: Kiosk) -> None:
    """Told to crash over the browser's own protocol: the page that says “Aw, Snap!” does not stay."""
    before = first_process(kiosk)
    port = int((profile(kiosk) / "DevToolsActivePort").read_text("utf-8").split()[0])
    crash = threading.Thread(target=lambda: asyncio.run(_crash(port, kiosk.port)))
    crash.start()  # other tests' Playwright has a loop running in this thread
    crash.join()
    until(lambda: another(kiosk, before), kiosk.told)
    assert whys(kiosk)[-1] == "silent"


async def _crash(port: int, shown: int) -> None:
    pages = json.loads(send(port, "/json")[2])
    page = next(page for page in pages if f":{shown}/" in page["url"])
    plug = await websocket_connect(page["webSocketDebuggerUrl"])
    await plug.write_message(json.dumps({"id": 1, "method": "Page.crash"}))
    await asyncio.sleep(0.2)
    plug.close()


def test_another_windows_beats_keep_no_dead_browser_alive(kiosk: Kiosk) -> None:
    """Somebody's own window beats on while the renderer is dead: a fresh browser all the same."""
    before, beat = first_process(kiosk), {"page": "", "state": "use", "whole": True, "content": A}
    kill_renderers(kiosk)
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE and first_process(kiosk) in (0, before):
        assert kiosk.send("/_kiosk/beat", beat)[0] == 200
        time.sleep(0.1)
    until(lambda: another(kiosk, before), kiosk.told)
    assert whys(kiosk)[-1] == "silent"


def test_a_killed_browser_is_started_anew(kiosk: Kiosk) -> None:
    """Its first process killed: noticed at the next tick."""
    before = first_process(kiosk)
    kill_browser(kiosk)
    until(lambda: another(kiosk, before), kiosk.told)
    assert whys(kiosk)[-1] == "ended"


def test_a_browser_that_hangs_is_replaced(kiosk: Kiosk) -> None:
    """Stopped, not dead: it misses its beats and is killed all the same."""
    before = first_process(kiosk)
    stop_browser(kiosk)
    until(lambda: another(kiosk, before), kiosk.told)


def test_a_killed_server_comes_back_with_its_browser(kiosk: Kiosk) -> None:
    """The keeper killed with -9: another one at the same address, and one browser, not two."""
    before, server, port = first_process(kiosk), kiosk.keeper(), kiosk.port
    kill_server(kiosk)
    until(lambda: kiosk.keeper() not in (0, server) and beats(kiosk), kiosk.told)
    assert first_process(kiosk) not in (0, before)
    assert kiosk.port == port
    # A child that is just being started has its parent's command line for a moment.
    until(lambda: leaders(kiosk) == [first_process(kiosk)], "one browser, not two")


@pytest.mark.ordeal
def test_hurt_again_and_again_it_always_comes_back(kiosk: Kiosk) -> None:
    """Renderer, browser or server killed or stopped in an order by chance; in the long form at real times."""
    for seed in range(30 if LONG else 2):
        before = first_process(kiosk)
        hurt = random.Random(seed).choice(HURTS)  # noqa: S311
        hurt(kiosk)
        what = f"{seed} {hurt.__name__} {kiosk.told}"
        until(lambda before=before: another(kiosk, before), what, 90)  # type: ignore[misc]
    until(lambda: leaders(kiosk) == [first_process(kiosk)], "one browser, not two")


def test_every_flag_is_one_that_the_browser_knows() -> None:
    """A flag that is gone does nothing and says nothing: each must stand in the binary."""
    path = Path("/usr/lib/chromium/chromium")
    if not path.exists():
        pytest.skip("Debian's Chromium is not here")
    names = {
        flag.removeprefix("--").partition("=")[0] for flag in (*FLAGS, "--kiosk", "--user-data-dir")
    }
    dead = "disable-session-crashed-bubble"
    assert _known(path, {*names, dead}) == names, "the test can tell"


def _known(path: Path, names: set[str]) -> set[str]:
    """Those that stand in the binary as texts of their own; one pass by grep, for it is large."""
    pattern = rf"\x00\K({'|'.join(sorted(names))})(?=\x00)"
    line = ["grep", "-aoP", pattern, str(path)]
    found = subprocess.run(line, capture_output=True, check=False, env={"LC_ALL": "C"})
    return set(found.stdout.decode("ascii").split())
