"""A full disk, or one that can only be read, darkens nothing, and is found out."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from generator import disk
from generator.kiosk import browser, counts, settings
from generator.kiosk.admin import sealed_pin
from generator.kiosk.desk import AGAIN, Desk
from generator.kiosk.home import Home
from tests.kiosk.work import Kiosk, content, fill, home_of, packed, running, small_disk
from tests.preview_work import until

A, B = "a" * 12, "b" * 12


class Idle:
    """A browser that runs, which nobody looks at."""

    pid = 1

    def running(self) -> bool:
        """Always."""
        return True

    def end(self) -> None:
        """Nothing is there to be ended."""


def test_a_rollback_the_disk_refuses_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A generation that does not beat is given up at last, not kept for ever for one full moment."""
    home = home_of(tmp_path, A)
    home.update(packed(tmp_path, B))
    desk = Desk(settings.Settings(), home=home, tree=None, browser=Idle(), told=print, address="")  # type: ignore[arg-type]
    now = [desk.clock.running()]
    monkeypatch.setattr(desk.clock, "running", lambda: now[0])
    room = [False]
    write = disk.write

    def narrow(path: Path, data: bytes) -> None:
        if not room[0]:
            raise OSError(errno.ENOSPC, "no room")
        write(path, data)

    monkeypatch.setattr(disk, "write", narrow)
    desk.watch.begin(now[0], "start")
    desk.opened("start")
    now[0] += desk.settings.trial_seconds + 1
    desk.tick()
    assert content(home) == B
    room[0] = True
    now[0] += AGAIN + 1
    desk.tick()
    assert content(home) == A


def test_with_every_disk_full_a_browser_has_room_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own choice of a folder for what is passing writes to find out, and then there is none."""

    def full() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", full)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one = browser.Browser("/there/is/none", str(tmp_path))
    one.sweep()
    with pytest.raises(OSError, match="none"):
        one.start("http://127.0.0.1/")
    assert list(tmp_path.iterdir()) == [], "a start that failed leaves a profile"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process, tmpfs")
def test_a_full_disk_loses_counts_and_nothing_else(tmp_path: Path) -> None:
    """Pages, beats, corner answer; a keeper killed on the full disk comes back; with room it counts."""
    with small_disk(tmp_path / "disk") as mounted:
        home = home_of(tmp_path / "disk", A, pin=sealed_pin("2468"))
        with running(home.root, "--no-browser", env={"TMPDIR": str(tmp_path)}) as kiosk:
            assert _visit(kiosk) == 200
            assert _counted(home) == 1
            if mounted:
                fill(tmp_path / "disk")
            else:
                resource.prlimit(kiosk.keeper(), resource.RLIMIT_FSIZE, (0, 0))
            _goes_on(kiosk)
            most = _counted(home)
            assert most < 50, "the disk was not full"
            if not mounted:
                return
            first = kiosk.keeper()
            os.kill(first, signal.SIGKILL)
            until(lambda: kiosk.keeper() not in (0, first) and _answers(kiosk), "another keeper")
            _goes_on(kiosk)
            (tmp_path / "disk" / "full").unlink()
            assert _visit(kiosk) == 200
            assert _counted(home) == most + 1, "what was cut off spoils nothing after it"


def _goes_on(kiosk: Kiosk) -> None:
    assert [_visit(kiosk) for _ in range(60)] == [200] * 60
    assert kiosk.send("/vi/")[0] == 200
    beat = {"page": "", "state": "attract", "whole": True, "content": A}
    assert json.loads(kiosk.send("/_kiosk/beat", beat)[2])["reload"] is False
    assert kiosk.admin("volume", volume=30)["why"] == "disk-full"
    assert kiosk.admin("state")["ok"]


def _answers(kiosk: Kiosk) -> bool:
    with contextlib.suppress(OSError):
        return kiosk.send("/")[0] == 200
    return False


def _visit(kiosk: Kiosk) -> int:
    told = {"language": "vi", "seconds": 60, "pages": [["vi/den-vi-du/", 40]]}
    return kiosk.send("/_kiosk/visit", told)[0]


def _counted(home: Home) -> int:
    """Visits that were counted."""
    looks = counts.read(home.root)
    return sum(times for look, times in looks.items() if look.page == counts.WHOLE_VISIT)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_a_disk_that_keeps_nothing_is_found_out(tmp_path: Path) -> None:
    """Full, or read-only as a worn card makes itself: the self-test says so, and of a good one that it is."""
    with small_disk(tmp_path / "disk") as mounted:
        if not mounted:
            pytest.skip("may not mount")
        home = home_of(tmp_path / "disk", A)
        assert home.keeps()
        fill(tmp_path / "disk")
        assert not home.keeps()
        (tmp_path / "disk" / "full").unlink()
        assert home.keeps()
        assert [path.name for path in home.root.glob(".*.tmp")] == []
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        assert not home.keeps()
    assert not Desk(settings.Settings(), tree=tmp_path).keeps(), "without a home nothing is kept"
