"""Where a file named in `site.yaml` lies: below its site's folder, never outside, never through a link."""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from generator.problems import Place, Problems, nearest
from generator.text import fold, normal

_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]+:)?//|^(?:https?|data|ftp|file):", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")


def media_path(
    site_folder: Path, name: str, place: Place, problems: Problems, *, below: str = "media"
) -> Path | None:
    """The file that `name` means, relative to `below` in the site's folder ('' for the folder itself).

    None with a problem at `place` where the name leads out, is hidden, or no such file is there; a name
    that differs only in capitals, marks or ending is not guessed but offered.
    """
    folder = f"{below or site_folder.name}/"
    fault = _fault(name)
    if fault:
        problems.add(fault, place, name=name, folder=folder, right=name.replace("\\", "/"))
        return None
    start = here = site_folder / below
    for part in PurePosixPath(name).parts:
        found = _find(here, part)
        if found is None:
            near = _near(start, here, part, name)
            problems.add("path-missing", place, name=name, folder=folder, near=near)
            return None
        mode = found.lstat().st_mode
        if stat.S_ISLNK(mode):
            problems.add("path-outside", place, name=name, folder=folder)
            return None
        here = found
    if not stat.S_ISREG(here.lstat().st_mode):
        problems.add("path-missing", place, name=name, folder=folder, near="")
        return None
    return here


def _fault(name: str) -> str:
    """The kind of problem that the name itself is, or ''."""
    if _DRIVE.match(name):
        return "path-outside"
    if _ADDRESS.match(name):
        return "path-is-address"
    parts = re.split(r"[/\\]", name)
    if name.startswith(("/", "\\", "~")) or ".." in parts:
        return "path-outside"
    if "\\" in name:
        return "path-backslash"
    if any(part.startswith(".") for part in parts):
        return "path-hidden"
    return "" if name.strip() and "\x00" not in name else "path-missing"


def _names(folder: Path) -> dict[str, Path]:
    """Every entry of the folder by its NFC name; {} where there is no such folder."""
    try:
        return {unicodedata.normalize("NFC", p.name): p for p in sorted(folder.iterdir())}
    except OSError:
        return {}


def _find(folder: Path, part: str) -> Path | None:
    """The entry of exactly that name, also on disks that do not mind capitals."""
    names = _names(folder)
    return names.get(unicodedata.normalize("NFC", part)) or names.get(normal(part))


def _near(start: Path, folder: Path, part: str, name: str) -> str:
    """The file most likely meant, as it should be written; '' if none is like it."""
    names = [n for n in _names(folder) if not n.startswith(".")]
    by_fold = {fold(n): n for n in names}
    by_stem = {fold(n).rpartition(".")[0]: n for n in names}
    wanted = fold(part)
    stem = wanted.rpartition(".")[0] or wanted
    found = by_fold.get(wanted) or by_stem.get(stem) or by_fold.get(nearest(wanted, by_fold), "")
    if not found and name.startswith("media/"):
        rest = name.removeprefix("media/")
        return rest if (start / rest).is_file() else ""
    if not found:
        return ""
    return (folder / found).relative_to(start).as_posix()
