"""Publishing file by file, where two folders cannot be exchanged at once: written down first.

The weaker promise: a visitor may meet pages of two generations for a moment, never half a file
and, since what pages need goes first and removals come last, never a page without its pictures.
A journal tells the next build what a killed one had still to do; doing it twice does no harm.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from generator import disk
from generator.problems import MachineTrouble

LABEL = "journal 1"
PAGES = {".html", ".htm"}
ENTRIES = {".xml", ".txt", ".webmanifest"}
"""What points at pages (sitemap, robots, feeds) and so comes after them."""

PATIENCE = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries while Windows says that another program holds a file open."""


def turn(
    work: Path, stage: Path, folder: Path, replace: Iterable[str], remove: Iterable[str]
) -> None:
    """Bring `replace` from `stage` into `folder` and take `remove` out of it, journalled in `work`.

    Raises OSError while nothing is changed yet, and MachineTrouble `half-published` after that:
    the journal then stays for `replay`. `stage` is empty of files afterwards.
    """
    coming, going = in_order(replace), sorted(remove, reverse=True)
    steps = {"stage": stage.name, "folder": folder.name, "replace": coming, "remove": going}
    disk.seal(_journal(work, folder.name), LABEL, json.dumps(steps).encode())
    with _half_done(folder):
        _carry_out(stage, folder, coming, going)
    _journal(work, folder.name).unlink()


def pending(work: Path, edition: str) -> bool:
    """Whether a journal of `edition` waits to be finished."""
    return _journal(work, edition).exists()


def replay(work: Path, output: Path) -> tuple[str, ...]:
    """Finish what killed builds had begun; returns their editions. Call under the build lock.

    A damaged journal, or one whose stage is gone, is dropped: *publish* then compares every file.
    """
    mended = []
    for path in sorted(work.glob("journal-*")):
        payload = disk.unseal(path, LABEL)
        if payload is not None:
            steps = json.loads(payload)
            stage, folder = output / steps["stage"], output / steps["folder"]
            if stage.is_dir():
                with _half_done(folder):
                    _carry_out(stage, folder, steps["replace"], steps["remove"])
                mended.append(folder.name)
        path.unlink()
    return tuple(mended)


def in_order(targets: Iterable[str]) -> list[str]:
    """Assets, then pages (deepest first, the home page last), then what lists pages."""

    def key(target: str) -> tuple[int, int, str]:
        suffix = PurePosixPath(target).suffix.lower()
        rank = 1 if suffix in PAGES else 2 if suffix in ENTRIES else 0
        return rank, -target.count("/"), target

    return sorted(targets, key=key)


def _journal(work: Path, edition: str) -> Path:
    return work / f"journal-{edition}"


@contextlib.contextmanager
def _half_done(folder: Path) -> Iterator[None]:
    """Here alone trouble leaves a tree of two generations, and the person must know it."""
    try:
        yield
    except OSError as error:
        found = disk.trouble(error, folder)
        raise MachineTrouble("half-published", folder=str(folder), **found.params) from error


def _carry_out(stage: Path, folder: Path, replace: Sequence[str], remove: Sequence[str]) -> None:
    touched = set()
    for target in replace:
        if (stage / target).is_file():
            _make_room(folder, target)
            _replace(stage / target, folder / target)
            touched.add((folder / target).parent)
    new = dict.fromkeys(replace)
    for target in remove:
        _take_out(folder, target, new)
    for parent in sorted(touched):
        disk.sync_folder(parent)


def _make_room(folder: Path, target: str) -> None:
    """See to it that the parents of `target` are real folders and that it is not itself one."""
    path = folder
    for part in PurePosixPath(target).parts[:-1]:
        path = path / part
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            path.unlink()
        if not path.exists():
            path.mkdir()
            path.chmod(disk.FOLDER_MODE)
    if (folder / target).is_dir() and not (folder / target).is_symlink():
        shutil.rmtree(folder / target)


def _replace(source: Path, target: Path) -> None:
    for pause in PATIENCE:
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _take_out(folder: Path, target: str, new: dict[str, None]) -> None:
    path = folder / target
    # A disk that ignores case: the old spelling *is* the new file, and only its name is to change.
    for spelling in new:
        if spelling.lower() == target.lower() and _is_same(path, folder / spelling):
            path.replace(folder / spelling)
            return
    if not path.parent.is_dir() or (path.is_dir() and not path.is_symlink()):
        return  # what was a file here, or a folder above it, is of the other kind by now
    path.unlink(missing_ok=True)
    parent = path.parent
    while parent != folder and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other) and not one.is_symlink()
    except OSError:
        return False
