"""Where folders cannot be exchanged, a journal makes good what a killed build left half done."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from generator import exchange, journal
from generator.lock import building
from generator.problems import MachineTrouble
from generator.publish import recover
from tests.tiny_build import (
    EDITION,
    build,
    leftovers,
    no_exchange,
    served,
    whole,
)


def test_file_by_file_assets_go_first_and_the_home_page_after_its_pages() -> None:
    """The order is assets, deep pages, home page, then what lists pages."""
    targets = [
        "index.html",
        "vi/a/index.html",
        "sitemap.xml",
        "m/1.jpg",
        "core.js",
        "vi/index.html",
    ]
    assert journal.in_order(targets) == [
        "m/1.jpg", "core.js", "vi/a/index.html", "vi/index.html", "index.html", "sitemap.xml",
    ]  # fmt: skip


class _Cut(BaseException):
    """The power goes."""


@pytest.mark.parametrize("after", range(0, 18, 3))
def test_a_journal_is_finished_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Cut off after any number of replaced files, the tree is whole again before the next build."""
    build(tmp_path, 4, no_exchange)
    real, count = journal._replace, iter(range(1000))

    def cut(source: Path, target: Path) -> None:
        if next(count) == after:
            raise _Cut
        real(source, target)

    monkeypatch.setattr(journal, "_replace", cut)
    with pytest.raises(_Cut):
        build(tmp_path, 9, no_exchange)
    monkeypatch.undo()
    if after:  # negative control: it is a mixture now, so there is something to finish
        with pytest.raises(AssertionError):
            whole(served(tmp_path / "output" / EDITION))
    with building(tmp_path / ".ditich"):
        recover(tmp_path / ".ditich", tmp_path / "output")
    assert whole(served(tmp_path / "output" / EDITION)) == 9
    assert leftovers(tmp_path) == []


def test_trouble_in_the_middle_of_a_journal_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File by file, an error half-way says so and never claims that the old tree is untouched."""
    build(tmp_path, 4, no_exchange)

    def fail(_source: Path, target: Path) -> None:
        raise OSError(errno.EIO, "Input/output error", str(target))

    monkeypatch.setattr(journal, "_replace", fail)
    with pytest.raises(MachineTrouble) as trouble:
        build(tmp_path, 9, no_exchange)
    assert trouble.value.kind == "half-published"
    monkeypatch.undo()
    build(tmp_path, 9, no_exchange)
    assert whole(served(tmp_path / "output" / EDITION)) == 9
    assert leftovers(tmp_path) == []


def test_a_damaged_journal_is_dropped(tmp_path: Path) -> None:
    """A journal that cannot be read does nothing, and the next build compares every file."""
    build(tmp_path, 4, no_exchange)
    (tmp_path / ".ditich" / f"journal-{EDITION}").write_bytes(b"ditich journal 1 00\n{}")
    build(tmp_path, 5, no_exchange)
    assert whole(served(tmp_path / "output" / EDITION)) == 5


def test_the_environment_can_refuse_the_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`DITICH_PER_FILE` takes the file-by-file way anywhere; else Linux and macOS exchange."""
    if sys.platform in ("linux", "darwin"):
        assert exchange.possible(tmp_path)
    monkeypatch.setenv("DITICH_PER_FILE", "1")
    assert not exchange.possible(tmp_path)
    assert list(tmp_path.iterdir()) == []
