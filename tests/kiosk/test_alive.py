"""With a real browser: whatever is killed, blank, or put on it as a bad update, it comes back by itself."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

from generator.kiosk.admin import sealed_pin
from generator.kiosk.browser import FLAGS
from tests.kiosk.work import (
    Kiosk,
    every,
    home_of,
    home_with,
    lines_of,
    running,
    screens,
    sealed,
    send,
)
from tests.preview_work import PATIENCE, browser, do_without, until

A, B, C, D = (letter * 12 for letter in "abcd")
LONG = bool(os.environ.get("DITICH_ORDEAL"))
FLAGS_HERE = ["--no-sandbox", "--disable-gpu", "--headless=new", "--remote-debugging-port=0"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]


@contextlib.contextmanager
def kiosk_at(folder: Path, port: int, tree: Path, **how: object) -> Iterator[Kiosk]:
    """A kiosk with a headless browser whose page, the demo's own, has beaten."""
    if browser() is None:
        do_without("no Chromium")
    home = home_with(
        folder, sealed(screens(tree, folder / A, A), folder), pin=sealed_pin("2468"), port=port,
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


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, tree: Path) -> Iterator[Kiosk]:
    """One kiosk that is hurt again and again."""
    times = {"beat_seconds": 10, "pause_seconds": 1} if LONG else {}
    with kiosk_at(tmp_path_factory.mktemp("alive"), 8941, tree, **times) as found:
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
    before, server = first_process(kiosk), kiosk.keeper()
    kill_server(kiosk)
    until(lambda: kiosk.keeper() not in (0, server) and beats(kiosk), kiosk.told)
    assert first_process(kiosk) not in (0, before)
    assert kiosk.port == 8941
    # A child that is just being started has its parent's command line for a moment.
    until(lambda: leaders(kiosk) == [first_process(kiosk)], "one browser, not two")


def test_a_server_that_hangs_is_replaced(tmp_path: Path) -> None:
    """Stopped, it says nothing: the supervisor takes another, here after four seconds."""
    home = home_of(tmp_path, A, port=8947)
    program = (
        "import sys\nfrom generator.kiosk.supervisor import Asked, Supervisor\n"
        "say = lambda address, again: print(address, again, flush=True)\n"
        "Supervisor(Asked(home=sys.argv[1], no_browser=True), say, patience=4, pause=0.1).run()\n"
    )
    line = [sys.executable, "-c", program, str(home.root)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().split()[1] == "False"
            server = next(pid for pid, said in lines_of(process.pid) if "generator.kiosk" in said)
            os.kill(server, signal.SIGSTOP)
            assert process.stdout.readline().split() == ["http://127.0.0.1:8947/", "True"]
            assert not Path(f"/proc/{server}").exists()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


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


def test_a_killed_supervisor_leaves_nothing_behind(tmp_path: Path, tree: Path) -> None:
    """Killed with -9, browser and keeper end by themselves: whatever starts it anew finds the way clear."""
    with kiosk_at(tmp_path, 8943, tree) as kiosk:
        server, leader, place = kiosk.keeper(), first_process(kiosk), profile(kiosk)
        kiosk.process.kill()
        kiosk.process.wait()
        for pid in (server, leader):
            until(lambda pid=pid: not Path(f"/proc/{pid}/exe").exists(), f"the end of {pid}")  # type: ignore[misc]
        assert not place.exists()


def test_a_browser_nobody_has_heard_of_yet_is_ended_too(tmp_path: Path, tree: Path) -> None:
    """The keeper starts another one, hangs, and the kiosk is stopped before it could be told."""
    with kiosk_at(tmp_path, 8949, tree) as kiosk:
        server, before = kiosk.keeper(), first_process(kiosk)
        kiosk.process.send_signal(signal.SIGSTOP)
        kill_browser(kiosk)
        until(lambda: first_process(kiosk) not in (0, before), kiosk.told)
        fresh = first_process(kiosk)
        time.sleep(0.5)  # it says so
        os.kill(server, signal.SIGSTOP)
        kiosk.process.send_signal(signal.SIGINT)
        kiosk.process.send_signal(signal.SIGCONT)
        kiosk.process.wait(30)
        until(lambda: not Path(f"/proc/{fresh}/exe").exists(), "the end of the browser")


def test_what_two_killed_at_once_left_running_is_ended_at_the_next_start(
    tmp_path: Path, tree: Path
) -> None:
    """Keeper and supervisor killed together: the browser is left, and the next start ends it."""
    with kiosk_at(tmp_path, 8944, tree) as kiosk:
        leader = first_process(kiosk)
        server = kiosk.keeper()
        os.kill(kiosk.process.pid, signal.SIGSTOP)
        os.kill(server, signal.SIGKILL)
        kiosk.process.kill()
        kiosk.process.wait()
        assert Path(f"/proc/{leader}/exe").exists()
    with running(tmp_path / "home") as again:
        until(lambda: beats(again), again.told)
        assert not Path(f"/proc/{leader}/exe").exists()


def test_a_blank_page_is_replaced(tmp_path: Path, tree: Path) -> None:
    """Three beats in a row that say “not whole”: another browser, and the reason is kept."""
    with kiosk_at(tmp_path, 8945, tree) as kiosk:
        page = next(kiosk.home.glob("generations/*/tree/index.html"))
        whole = page.read_text("utf-8")
        main = re.search(r"<main.*</main>", whole, re.DOTALL)
        assert main
        page.write_text(whole.replace(main[0], re.sub(r">[^<]+<", "><", main[0])), "utf-8")
        before = first_process(kiosk)
        kiosk.admin("restart")
        until(lambda: "blank" in whys(kiosk), kiosk.told)
        page.write_text(whole, "utf-8")
        until(lambda: another(kiosk, before), kiosk.told)


def shown(kiosk: Kiosk) -> tuple[str, bool]:
    """(content that is shown, whether it is still on trial)."""
    with contextlib.suppress(OSError):
        state = kiosk.admin("state")
        return state["content"], state["on_trial"]
    return "", False


def test_updates_good_and_bad(tmp_path: Path, tree: Path) -> None:
    """From a stick, by the corner.

    A good one is shown at once and stays; one whose pages never beat is given up after its trial, and the
    good one is back; a damaged one changes nothing.
    """
    stick = tmp_path / "stick"
    stick.mkdir()
    with kiosk_at(tmp_path, 8946, tree, media_roots=[str(stick)]) as kiosk:
        assert kiosk.admin("update")["why"] == "kiosk-no-pack"
        sealed(screens(tree, tmp_path / B, B), tmp_path).rename(stick / "ditich-kiosk-1.zip")
        before = first_process(kiosk)
        assert kiosk.admin("update")["content"] == B
        until(lambda: shown(kiosk) == (B, False), kiosk.told)
        assert first_process(kiosk) == before, "the page loaded anew by itself, the browser went on"
        assert kiosk.admin("update")["why"] == "kiosk-same"

        dead = screens(tree, tmp_path / C, C)
        page = (dead / "index.html").read_text("utf-8")
        (dead / "index.html").write_text(re.sub("<script[^>]*></script>", "", page), "utf-8")
        sealed(dead, tmp_path).rename(stick / "ditich-kiosk-2.zip")
        assert kiosk.admin("update")["ok"]
        until(lambda: shown(kiosk)[0] == C, kiosk.told)
        until(lambda: shown(kiosk) == (B, False) and beats(kiosk), kiosk.told)
        assert "rolled-back" in whys(kiosk)

        good = sealed(screens(tree, tmp_path / D, D), tmp_path).read_bytes()
        half = len(good) // 2
        (stick / "ditich-kiosk-3.zip").write_bytes(
            good[:half] + bytes([good[half] ^ 1]) + good[half + 1 :]
        )
        (stick / "ditich-kiosk-2.zip").unlink()
        (stick / "ditich-kiosk-1.zip").unlink()
        assert kiosk.admin("update")["why"] in ("kiosk-damaged", "kiosk-wrong-key")
        assert shown(kiosk) == (B, False)
        assert beats(kiosk)


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
