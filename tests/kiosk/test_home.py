"""One whole generation is named, whatever instant the power goes at; a full disk darkens nothing."""

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
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import disk
from generator.kiosk import browser, counts, settings
from generator.kiosk.admin import sealed_pin
from generator.kiosk.desk import AGAIN, Desk
from generator.kiosk.home import TRIALS, Home, Pointer
from generator.kiosk.refused import Refused
from tests.kiosk.work import Kiosk, home_of, packed, running
from tests.preview_work import until

A, B, C = "a" * 12, "b" * 12, "c" * 12
STEP = 1 if os.environ.get("DITICH_ORDEAL") else 7
"""Every file operation of an update is killed at in the long form, every seventh in the short."""


def content(home: Home) -> str:
    """What would be shown, every file of it held against its digest."""
    shown = home.best()
    assert shown, "nothing to show"
    manifest = home.manifest(shown.build)
    assert manifest
    for name, part in manifest.files.items():
        assert disk.digest_of(shown.folder / name) == part.sha256
    return shown.content


def killed_at(number: int, home: Home, path: Path) -> bool:
    """Update in a process killed before its file operation `number`; False if it ended before."""
    child = os.fork()
    if not child:
        left = [number]

        def hook(event: str, _values: object) -> None:
            if event != "os.kill" and event.startswith(("open", "os.", "shutil.")):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(hook)
            Home(home.root).update(path)
        except BaseException:  # noqa: BLE001 - this process must not go on as a test
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


@pytest.mark.ordeal
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_killed_anywhere_in_an_update_one_whole_generation_is_left(tmp_path: Path) -> None:
    """The old one before the switch, the new one after it; and the next update sweeps and succeeds."""
    old, new, number, seen = packed(tmp_path, A), packed(tmp_path, B), 0, []
    while True:
        home = Home(tmp_path / f"home-{number}")
        home.passed(home.update(old).build)
        killed = killed_at(number, home, new)
        seen.append(content(home))
        assert content(home) in (A, B)
        if not killed:
            break
        with contextlib.suppress(Refused):  # `same`, where the switch was done
            home.update(new)
        assert content(home) == B
        assert not [p.name for p in (home.root / "generations").iterdir() if p.name[0] == "."]
        number += STEP
    assert seen[-1] == B
    assert seen == sorted(seen), "once switched, never back"
    assert seen.count(A) > 4, "too few kills fell before the switch to prove anything"


def test_what_is_named_and_gone_is_made_good(tmp_path: Path) -> None:
    """A damaged current generation gives way to the one before, a damaged `current` to the newest."""
    home = home_of(tmp_path, A, B)
    assert content(home) == B
    tree = home.folder(home.pointer().build) / "tree"
    (tree / "vi" / "index.html").unlink()
    assert content(home) == A
    (home.root / "current").write_text("{broken", "utf-8")
    assert content(home) == A
    home.update(packed(tmp_path, B))
    assert content(home) == B, "the damaged one is replaced by its pack"
    (home.root / "current").unlink()
    assert content(home) == B
    assert Home(tmp_path / "nothing").best() is None


@pytest.mark.parametrize("damage", ["{broken", None], ids=["broken", "missing"])
def test_a_bad_pack_costs_nothing_where_current_is_damaged(
    tmp_path: Path, damage: str | None
) -> None:
    """What is shown although nobody names it stays, and so does the guard against an older pack."""
    older, home = packed(tmp_path, C), home_of(tmp_path, A, B)
    (home.root / "current").unlink()
    if damage:
        (home.root / "current").write_text(damage, "utf-8")
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(packed(tmp_path, "d" * 12).read_bytes().replace(b"<", b"?", 1))
    for path, kind in ((spoilt, "kiosk"), (older, "kiosk-older")):
        with pytest.raises(Refused, match=kind):
            home.update(path)
        assert content(home) == B
    home.update(packed(tmp_path, "e" * 12))
    home.roll_back(trial=False)
    assert content(home) == B


@pytest.mark.parametrize("key", ["", None], ids=["empty", "lost"])
def test_whose_key_was_lost_takes_no_pack_from_a_stick(tmp_path: Path, key: str | None) -> None:
    """Anybody can sign with a key of his own: only who installs says that another one is to hold."""
    home = home_of(tmp_path, A)
    (home.root / "key.pub").unlink()
    if key is not None:
        (home.root / "key.pub").write_text(key, "utf-8")
    others = packed(tmp_path, B, key="others")
    with pytest.raises(Refused, match="kiosk-wrong-key"):
        home.update(others)
    assert content(home) == A
    home.update(others, new_key=True)
    assert home.key()


def test_settings_that_cannot_be_read_are_not_thrown_away(tmp_path: Path) -> None:
    """A comma too many in a file written by hand: nothing is changed, and it is told."""
    text = '{"pin": "x", "port": 8771,}'
    (tmp_path / "settings.json").write_text(text, "utf-8")
    with pytest.raises(OSError, match=r"settings\.json"):
        settings.change(tmp_path, volume_limit=5)
    assert (tmp_path / "settings.json").read_text("utf-8") == text


def test_back_and_forth(tmp_path: Path) -> None:
    """By hand the one before is shown on trial, and can be left again; three generations are kept at most."""
    home = home_of(tmp_path, "d" * 12, A, B, C)
    assert len(home.builds()) == 3
    home.roll_back(trial=True)
    assert content(home) == B
    assert home.pointer().trials == TRIALS
    home.roll_back(trial=False)
    assert content(home) == C
    assert home.pointer().trials == 0
    home.update(packed(tmp_path, "e" * 12))
    home.update(packed(tmp_path, "f" * 12))
    home.roll_back(trial=False)
    assert content(home) == C, "what never proved itself is not gone back to"
    alone = home_of(tmp_path / "alone", A)
    with pytest.raises(Refused, match="kiosk-no-previous"):
        alone.roll_back(trial=True)


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


def test_starts_on_trial_are_counted(tmp_path: Path) -> None:
    """Three starts of the keeper without a good beat, and the generation is given up."""
    home = home_of(tmp_path, A)
    build = home.update(packed(tmp_path, B)).build
    assert [home.tried() for _ in range(TRIALS)] == [True] * (TRIALS - 1) + [False]
    home.passed("another")
    assert home.pointer().trials == 1
    home.passed(build)
    assert home.pointer() == Pointer(build, home.pointer().previous)
    assert home.tried()


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


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process, tmpfs")
def test_a_full_disk_loses_counts_and_nothing_else(tmp_path: Path) -> None:
    """Pages, beats, corner answer; a keeper killed on the full disk comes back; with room it counts."""
    with small_disk(tmp_path / "disk") as mounted:
        home = home_of(tmp_path / "disk", A, pin=sealed_pin("2468"), port=8931)
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


def test_settings_of_another_kind_count_as_not_given(tmp_path: Path) -> None:
    """A kiosk starts whatever stands in its settings."""
    for text in (
        "",
        "[]",
        "{",
        '{"port": "x", "volume_limit": true, "hours": ["06:00"], "pin": 5}',
        '{"port": 70000, "hours": ["6:00", "21:00"]}',
    ):
        (tmp_path / "settings.json").write_text(text, "utf-8")
        assert settings.read(tmp_path) == settings.Settings()
    (tmp_path / "settings.json").write_text(
        '{"port": 80, "hours": ["06:00", "21:00"], "mine": 1}', "utf-8"
    )
    assert settings.read(tmp_path).hours == ("06:00", "21:00")
    settings.change(tmp_path, volume_limit=5)
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == {
        "port": 80, "hours": ["06:00", "21:00"], "mine": 1, "volume_limit": 5,
    }  # fmt: skip
