"""One whole generation is named, whatever instant the power goes at; a full disk darkens nothing."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import pytest

from generator import disk
from generator.kiosk import settings
from generator.kiosk.home import TRIALS, Home, Pointer
from generator.kiosk.refused import Refused
from tests.kiosk.work import content, home_of, packed

A, B, C = "a" * 12, "b" * 12, "c" * 12
STEP = 1 if os.environ.get("DITICH_ORDEAL") else 7
"""Every file operation of an update is killed at in the long form, every seventh in the short."""


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


def test_each_step_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a power cut: all bytes, the generation's name, `current`, each on the disk before the next."""
    home, seen = home_of(tmp_path, A), []

    def note(place: object, name: str) -> None:
        real = getattr(place, name)

        def noted(*about: object, **how: object) -> object:
            done = real(*about, **how)
            last = Path(str(about[-1])).name if isinstance(about[-1], Path) else ""
            if not last.startswith(".run"):
                seen.append(f"{name} {last}".strip())
            return done

        monkeypatch.setattr(place, name, noted)

    for place, name in (
        (os, "fsync"), (disk, "sync_disk"), (disk, "sync_folder"), (Path, "rename"), (Path, "replace"),
    ):  # fmt: skip
        note(place, name)
    build = home.update(packed(tmp_path, B)).build
    order = seen[seen.index("sync_disk tree") :]
    named, shown = order.index(f"rename {build}"), order.index("replace current")
    assert order[0] == "sync_disk tree", "all files of the edition"
    assert "replace pack.json" in order[:named]
    assert order[named + 1 : named + 3] == ["fsync", "sync_folder generations"]
    assert order[shown - 1] == "fsync", "its bytes before its name"
    assert order[shown + 1 :] == ["fsync", f"sync_folder {home.root.name}"]
    seen.clear()
    settings.change(home.root, volume_limit=5)
    assert seen == ["fsync", "replace settings.json", "fsync", f"sync_folder {home.root.name}"]


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
