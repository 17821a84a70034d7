"""`ditich kiosk run`: one keeper of a home, ended by whoever started it."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.frame import ditich as command
from generator.kiosk import supervisor
from tests.kiosk.commands import ditich
from tests.kiosk.work import fill, home_of, packed, running, small_disk
from tests.preview_work import until

A = "a" * 12


def test_a_second_keeper_of_a_home_is_refused(tmp_path: Path) -> None:
    """It says why and what to do, with the number of the first; killed, the first leaves no lock behind."""
    home = home_of(tmp_path, A)
    with running(home.root, "--no-browser") as first:
        line = ("kiosk", "run", "--home", str(home.root), "--no-browser")
        for lang, what in (("en", "running already"), ("vi", "đang chạy rồi")):
            code, said = ditich(*line, "--lang", lang)
            assert (code, what in said, "[kiosk-running]" in said) == (3, True, True), said
            assert str(first.process.pid) in said
        assert first.send("/")[0] == 200
        first.process.kill()
        first.process.wait()
    with running(home.root, "--no-browser") as again:
        assert again.send("/")[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
@pytest.mark.parametrize("hurt", ["full", "read-only"])
def test_a_bad_disk_darkens_nothing(tmp_path: Path, hurt: str) -> None:
    """Full or read-only from the start it runs all the same; where a lock can be taken it holds."""
    with small_disk(tmp_path / "disk") as mounted:
        if not mounted:
            pytest.skip("may not mount")
        home = home_of(tmp_path / "disk", A)
        (tmp_path / "said.log").touch()
        (tmp_path / "disk" / "said.log").symlink_to(tmp_path / "said.log")
        fill(tmp_path / "disk")
        if hurt == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        with running(home.root, "--no-browser") as kiosk:
            assert kiosk.send("/")[0] == 200
            if hurt == "full":
                said = ditich("kiosk", "run", "--home", str(home.root), "--no-browser")
                assert "[kiosk-running]" in said[1]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
def test_what_systemd_sends_ends_all(tmp_path: Path) -> None:
    """KillMode=mixed: SIGTERM comes to the first process alone. It ends in order, and the keeper with it."""
    home = home_of(tmp_path, A)
    with running(home.root, "--no-browser") as kiosk:
        server = kiosk.keeper()
        assert server
        kiosk.process.terminate()
        assert kiosk.process.wait(supervisor.LAST_WORDS + 5) == 0
        assert "Đã dừng ki-ốt." in kiosk.said
        until(lambda: not Path(f"/proc/{server}/exe").exists(), "the end of the keeper")


def test_the_unit_leaves_the_end_to_the_supervisor(tmp_path: Path) -> None:
    """Told alone, started again whatever happens, and given more time than it takes itself."""
    made = ["kiosk", "install", str(tmp_path / "machine"), "--pack", str(packed(tmp_path, A))]
    assert CliRunner().invoke(command, made).exit_code == 0
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(tmp_path / "machine" / "autostart" / "ditich-kiosk.service", "utf-8")
    told = unit["Service"]
    assert (told["KillMode"], told["NotifyAccess"], told["Type"]) == ("mixed", "main", "notify")
    assert told["Restart"] == "always"
    assert int(told["WatchdogSec"]) > supervisor.PATIENCE + supervisor.LONGEST_PAUSE
    assert int(told["TimeoutStopSec"]) > 2 * supervisor.LAST_WORDS
