"""With a real browser, each test a kiosk of its own: killed as a whole, blank, updated well and badly."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.kiosk.lively import (
    A,
    another,
    beats,
    first_process,
    kill_browser,
    kiosk_at,
    profile,
    whys,
)
from tests.kiosk.work import Kiosk, home_of, lines_of, running, screens, sealed
from tests.preview_work import until

B, C, D = (letter * 12 for letter in "bcd")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]


def test_a_server_that_hangs_is_replaced(tmp_path: Path) -> None:
    """Stopped, it says nothing: the supervisor takes another, here after four seconds."""
    home = home_of(tmp_path, A)
    program = (
        "import sys\nfrom generator.kiosk.supervisor import Asked, Supervisor\n"
        "say = lambda address, again: print(address, again, flush=True)\n"
        "Supervisor(Asked(home=sys.argv[1], no_browser=True), say, patience=4, pause=0.1).run()\n"
    )
    line = [sys.executable, "-c", program, str(home.root)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address, again = process.stdout.readline().split()
            assert again == "False"
            server = next(pid for pid, said in lines_of(process.pid) if "generator.kiosk" in said)
            os.kill(server, signal.SIGSTOP)
            assert process.stdout.readline().split() == [address, "True"]
            assert not Path(f"/proc/{server}").exists()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def test_a_killed_supervisor_leaves_nothing_behind(tmp_path: Path, tree: Path) -> None:
    """Killed with -9, browser and keeper end by themselves: whatever starts it anew finds the way clear."""
    with kiosk_at(tmp_path, tree) as kiosk:
        server, leader, place = kiosk.keeper(), first_process(kiosk), profile(kiosk)
        kiosk.process.kill()
        kiosk.process.wait()
        for pid in (server, leader):
            until(lambda pid=pid: not Path(f"/proc/{pid}/exe").exists(), f"the end of {pid}")  # type: ignore[misc]
        assert not place.exists()


def test_a_browser_nobody_has_heard_of_yet_is_ended_too(tmp_path: Path, tree: Path) -> None:
    """The keeper starts another one, hangs, and the kiosk is stopped before it could be told."""
    with kiosk_at(tmp_path, tree) as kiosk:
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
    with kiosk_at(tmp_path, tree) as kiosk:
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
    with kiosk_at(tmp_path, tree) as kiosk:
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
    with kiosk_at(tmp_path, tree, media_roots=[str(stick)]) as kiosk:
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
