"""What was looked at, by nobody: hour, page, language, seconds. No visitor and no visit is told apart.

One JSON line a page, and one with the page `*` for the visit as a whole, in a file a month. The lines of
a visit are sorted, so that their order tells no path. A disk that is full loses counts and nothing else; a
power cut may cost the last lines, for which nobody waits.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "counts"
WHOLE_VISIT = "*"
GRAIN = 5
"""Seconds are rounded to so many."""

LONGEST = 4 * 3600
MOST_PAGES = 200
NO_HOUR = "unknown"
"""Where the clock was not believed: the file's name; the lines have an empty hour."""

_PAGE = re.compile(r"[a-z0-9][\w/.-]{0,199}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HOUR = re.compile(r"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]))?")


@dataclass(frozen=True, order=True)
class Look:
    """One line: somebody looked at a page."""

    hour: str
    """`2026-11-28T14`, local; '' where it is not known."""
    page: str
    language: str
    seconds: int


class BadVisit(ValueError):
    """What was told is no visit."""


def looks(told: Any, hour: str, tree: Path) -> list[Look]:
    """The lines of a visit as the page told it; raises BadVisit.

    Only pages that are in `tree` count: what a page sends cannot make this a notebook.
    """
    try:
        language, seconds, pages = told["language"], told["seconds"], told["pages"]
        pairs = [(str(page), _rounded(spent)) for page, spent in pages]
        whole = _rounded(seconds)
    except (TypeError, KeyError, ValueError) as why:
        raise BadVisit from why
    if (
        not isinstance(language, str)
        or not _LANGUAGE.fullmatch(language)
        or len(pairs) > MOST_PAGES
    ):
        raise BadVisit
    found = [Look(hour, p, language, s) for p, s in pairs if _PAGE.fullmatch(p) and _there(tree, p)]
    return sorted([Look(hour, WHOLE_VISIT, language, whole), *found])


def _rounded(seconds: Any) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < 1e9:
        raise ValueError(seconds)
    return min(GRAIN * round(seconds / GRAIN), LONGEST)


def _there(tree: Path, page: str) -> bool:
    if ".." in page.split("/"):
        return False
    try:
        return (tree / page).is_file() or (tree / page / "index.html").is_file()
    except OSError:
        return False


def add(home: Path, found: list[Look], most: int) -> None:
    """Append the lines; the oldest months go where all would be more than `most` bytes. Raises OSError.

    One month alone takes half of that at most; then it counts no more.
    """
    if not found:
        return
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{found[0].hour[:7] or NO_HOUR}.jsonl"
    text = "".join(json.dumps(vars(look), ensure_ascii=False) + "\n" for look in found)
    _drop(folder, most - len(text), keep=path)
    if path.exists() and path.stat().st_size + len(text) > most // 2:
        return
    _append(path, text.encode())


def _append(path: Path, data: bytes) -> None:
    """At the end, after a whole line: one cut off by a full disk or a power cut spoils no other."""
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            data = data if file.read(1) == b"\n" else b"\n" + data
        file.write(data)


def _drop(folder: Path, most: int, keep: Path) -> None:
    files = sorted(folder.glob("*.jsonl"), key=lambda path: (path.name[0] != "u", path.name))
    total = sum(path.stat().st_size for path in files)
    for path in files:
        if total <= most:
            return
        if path != keep:
            total -= path.stat().st_size
            path.unlink()


def read(home: Path) -> Counter[Look]:
    """All lines, and how often each is there; lines that are none of ours are passed over."""
    found: Counter[Look] = Counter()
    for path in sorted((home / FOLDER).glob("*.jsonl")):
        with contextlib.suppress(OSError):
            found.update(_lines(path))
    return found


def _lines(path: Path) -> Iterator[Look]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with contextlib.suppress(ValueError, TypeError, RecursionError):
                look = Look(**json.loads(line))
                if _sound(look):
                    yield look


def _sound(look: Look) -> bool:
    texts = (look.hour, look.page, look.language)
    return (
        all(isinstance(text, str) for text in texts)
        and type(look.seconds) is int
        and 0 <= look.seconds <= LONGEST
        and bool(_HOUR.fullmatch(look.hour))
        and bool(_LANGUAGE.fullmatch(look.language))
        and (look.page == WHOLE_VISIT or bool(_PAGE.fullmatch(look.page)))
    )
