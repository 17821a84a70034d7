"""`ditich kiosk …` as people type it: what it says, and with which exit code it refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from generator.cli import ditich
from generator.kiosk import admin, home, keys, settings
from generator.kiosk.home import Home
from tests.kiosk.work import edition, home_of, packed

A, B = "a" * 12, "b" * 12


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packer's key lies in a folder of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(home, "PATIENCE", 0.1)


def kiosk(*words: object) -> Result:
    """`ditich kiosk …` in this process."""
    return CliRunner().invoke(ditich, ["kiosk", *map(str, words)])


def refused(code: int, kind: str, *words: object) -> None:
    """It ends with that code and says that kind of problem."""
    result = kiosk(*words)
    assert (result.exit_code, f"[{kind}]" in result.output) == (code, True), result.output


def test_from_a_tree_to_a_machine(tmp_path: Path) -> None:
    """Packed, installed with a drawn PIN, updated, rolled back: each says what it did."""
    tree = edition(tmp_path / "one" / "kiosk", A)
    said = kiosk("pack", "--tree", tree).output
    assert f"ditich-kiosk-{A}.zip" in said
    pack = tmp_path / "one" / f"ditich-kiosk-{A}.zip"
    mark = keys.mark(_public(pack))
    assert mark in said
    place = tmp_path / "machine"
    said = kiosk("install", place, "--pack", pack).output
    assert mark in said
    assert "Mã PIN của góc người trông" in said
    assert settings.read(place).pin.startswith("scrypt$")
    kiosk("pack", "--tree", edition(tmp_path / "two" / "kiosk", B))
    said = kiosk("update", tmp_path / "two" / f"ditich-kiosk-{B}.zip", "--home", place).output
    assert f"✓ Đã nhận bản {B}" in said
    assert f"✓ Đã quay về bản {A}" in kiosk("rollback", "--home", place).output
    assert "Chưa đếm được lượt xem nào." in kiosk("stats", "--home", place).output


def _public(pack: Path) -> bytes:
    with zipfile.ZipFile(pack) as archive:
        return archive.read(keys.PUBLIC)


def test_a_machine_is_renewed_without_another_pin(tmp_path: Path) -> None:
    """Installed again it keeps its PIN; with --pin it takes that."""
    pack, place = packed(tmp_path, A), tmp_path / "machine"
    kiosk("install", place, "--pack", pack)
    before = settings.read(place).pin
    assert "PIN" not in kiosk("install", place, "--pack", pack).output
    assert settings.read(place).pin == before
    kiosk("install", place, "--pack", pack, "--pin", "2468")
    assert admin.is_right("2468", settings.read(place).pin)


def test_a_forgotten_pin_is_set_anew_at_the_kiosk_itself(tmp_path: Path) -> None:
    """As the handbook says it: no project and no pack at hand, and an update since the first one."""
    place = tmp_path / "machine"
    kiosk("install", place, "--pack", packed(tmp_path, A))
    kiosk("update", packed(tmp_path, B), "--home", place)
    assert kiosk("install", place, "--pin", "123456").exit_code == 0
    assert admin.is_right("123456", settings.read(place).pin)
    shown = Home(place).best()
    assert shown
    assert shown.content == B


def test_wrong_use_is_told(tmp_path: Path) -> None:
    """No edition, no home, no browser, no PIN: exit code 2."""
    tree = edition(tmp_path / "kiosk", A)
    refused(2, "kiosk-no-tree", "run", "--tree", tmp_path)
    refused(2, "kiosk-no-tree", "pack", "--tree", tmp_path)
    refused(2, "kiosk-no-home", "stats", "--home", tmp_path)
    refused(2, "kiosk-no-browser", "run", "--tree", tree, "--browser", "/no/such/browser")
    refused(2, "kiosk-bad-pin", "install", tmp_path / "machine", "--pin", "12")


def test_what_is_refused_is_told(tmp_path: Path) -> None:
    """Each reason has its sentence, exit code 1, and the kiosk goes on with what it has."""
    place = home_of(tmp_path, B).root
    (tmp_path / "x.zip").write_bytes(b"x")
    other = packed(tmp_path / "other", A)
    refused(1, "kiosk-not-a-pack", "update", tmp_path / "x.zip", "--home", place)
    refused(1, "kiosk-wrong-key", "update", other, "--home", place)
    refused(
        1, "kiosk-same", "update", tmp_path / "packs" / f"ditich-kiosk-{B}.zip", "--home", place
    )
    refused(1, "kiosk-not-reached", "update", "http://127.0.0.1:9/x.zip", "--home", place)
    refused(1, "kiosk-no-previous", "rollback", "--home", place)
    with FileLock(place / ".update.lock"):
        refused(1, "kiosk-busy", "update", other, "--home", place)
    (tmp_path / "config" / "ditich").mkdir(parents=True)
    (tmp_path / "config" / "ditich" / keys.PRIVATE).write_text("no key")
    refused(1, "kiosk-bad-key", "pack", "--tree", edition(tmp_path / "kiosk", A))


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """`systemd-analyze verify` on what is written, in a folder to be quoted; a broken one is seen."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze")
    place = tmp_path / "màn hình 100% $x"
    kiosk("install", place, "--pack", packed(tmp_path, A))
    unit = place / "autostart" / "ditich-kiosk.service"
    assert _verify(unit) == ""
    text = unit.read_text("utf-8")
    assert "WatchdogSec=" in text
    assert "Restart=always" in text
    unit.write_text(text.replace("Restart=always", "Restart=sometimes"), "utf-8")
    assert "sometimes" in _verify(unit)


def _verify(unit: Path) -> str:
    """What systemd says of our unit; of others on the machine it may say more."""
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", str(unit)], capture_output=True, check=False,
        text=True, env=os.environ | {"XDG_RUNTIME_DIR": str(unit.parent)},
    )  # fmt: skip
    return "\n".join(line for line in done.stderr.splitlines() if unit.name in line)


def test_what_nobody_ran_is_marked(tmp_path: Path) -> None:
    """Every system in the notes says in its heading that none of us has run it, in both languages."""
    place = tmp_path / "machine"
    kiosk("install", place, "--pack", packed(tmp_path, A))
    notes = place / "autostart"
    for name, mark in (
        ("DOC-TRUOC.md", "chưa được chúng tôi chạy thử"),
        ("README.md", "not run by us"),
    ):
        text = (notes / name).read_text("utf-8")
        heads = [line for line in text.splitlines() if line.startswith("## ")]
        assert len(heads) == 4
        assert all(mark in head for head in heads)
        assert str(place) in text
    assert not [p.name for p in notes.iterdir() if "@HOME" in p.read_text("utf-8")]
    assert b"\r\n" in (notes / "ditich-kiosk.cmd").read_bytes()
