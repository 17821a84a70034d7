"""What hangs on installed packages alone is made once, and anew when its label changes or it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import disk
from generator.make import dxf


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the package's own."""
    monkeypatch.setattr(disk, "BESIDE", tmp_path / "beside")
    return tmp_path / "beside"


def test_it_is_made_once(beside: Path) -> None:
    """Under the same label it is read again; under another, or damaged, it is made anew."""
    made: list[str] = []

    def make() -> bytes:
        made.append("")
        return b"frame"

    for label, count in (("one", 1), ("one", 1), ("two", 2), ("two", 2)):
        assert disk.kept("thing", label, make) == b"frame"
        assert len(made) == count
    (beside / "thing").write_bytes(b"ditich two\nfrane")
    assert disk.kept("thing", "two", make) == b"frame"
    assert len(made) == 3


def test_where_nothing_can_be_kept_it_is_made(beside: Path) -> None:
    """A package in a place where nobody may write works as well."""
    beside.write_text("no folder")
    assert disk.kept("thing", "one", lambda: b"frame") == b"frame"


def test_a_drawing_made_by_what_was_kept_is_the_same(beside: Path) -> None:
    """The frame of a DXF as ezdxf makes it, and as it was kept of that."""
    fresh = dxf._frame.__wrapped__()
    assert (beside / "dxf-frame").is_file()
    assert dxf._frame.__wrapped__() == fresh
