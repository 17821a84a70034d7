"""What a system answers when a file cannot be read or written has a name and a sentence of its own."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator import cli, disk
from generator.problems import MachineTrouble, Place, Problem

NAMES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "disk-read-only",
    errno.EFBIG: "file-too-big",
    errno.EIO: "disk-failing",
    errno.ENAMETOOLONG: "path-too-long",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.EBUSY: "file-in-use",
    errno.ENOTDIR: "disk-trouble",
}
"""POSIX error number → kind; the last is one without a name of its own."""


@pytest.mark.parametrize("number", NAMES)
def test_each_answer_of_the_system_has_its_name(number: int) -> None:
    """The kind is the one for that answer, and its sentence names the file in both languages."""
    error = OSError(number, "words of the system", "a/b")
    with pytest.raises(MachineTrouble) as trouble, disk.told(Path("c")):
        raise error
    assert trouble.value.kind == NAMES[number]
    params = tuple(sorted(trouble.value.params.items()))
    for language in ("vi", "en"):
        problem = Problem(Place("a/b"), trouble.value.kind, params)
        assert "a/b" in problem.sentence(language)
        assert problem.advice(language)


def test_a_file_another_program_holds_on_windows_is_in_use() -> None:
    """Windows says `no permission` for a file that is open elsewhere; its own number says which."""
    error = OSError(errno.EACCES, "words", "a/b")
    assert disk.trouble(error, Path("c")).kind == "no-permission"
    error.winerror = 32  # type: ignore[attr-defined]
    assert disk.trouble(error, Path("c")).kind == "file-in-use"


def test_a_name_no_disk_takes_is_told(tmp_path: Path) -> None:
    """A real path that is too long for this system is `path-too-long`."""
    path = tmp_path / ("a" * 300)
    with pytest.raises(MachineTrouble) as trouble, disk.told(path):
        disk.write(path / "b", b"x")
    assert trouble.value.kind == "path-too-long"


@pytest.mark.parametrize("writable", [True, False])
def test_a_fault_of_ours_is_a_sentence_wherever_it_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    *, writable: bool,
) -> None:  # fmt: skip
    """Its details go into a file; where none can be written the sentence carries their last line."""

    def broken(**_options: object) -> None:
        raise ZeroDivisionError("three\nwords {here}")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli.ditich, "main", broken)
    if not writable:
        (tmp_path / ".ditich").write_text("no folder", "utf-8")
    with pytest.raises(SystemExit) as left:
        cli.run()
    said = capsys.readouterr().err
    assert left.value.code == 3
    assert "[our-fault]" in said
    assert "Traceback" not in said
    log = tmp_path / ".ditich" / "loi.txt"
    if writable:
        assert f"tệp {log}" in said
        assert "ZeroDivisionError" in log.read_text("utf-8")
    else:
        assert "“ZeroDivisionError: three words {here}”" in said
        assert "loi.txt" not in said
