"""What an edition says of itself: `kiosk.json` at the root of its tree."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "kiosk.json"
FORMAT = 1
MAX_BYTES = 100_000

_CONTENT = re.compile(r"[0-9a-f]{12}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

Hours = tuple[str, str]


@dataclass(frozen=True)
class Edition:
    """A tree that can be shown."""

    folder: Path
    content: str
    languages: tuple[str, ...] = ()
    hours: Hours | None = None
    volume_limit: int = 80
    build: str = ""
    """Name of its generation; empty for a tree that stands alone."""
    made: int = 0
    """Seconds since 1970 when it was packed; 0 where no pack tells."""


def read(folder: Path, build: str = "", made: int = 0) -> Edition | None:
    """The edition in `folder`; None where there is none that can be shown."""
    try:
        text = (folder / FILE).read_bytes()[: MAX_BYTES + 1].decode()
        data = json.loads(text)
        there = (folder / "index.html").is_file()
    except (OSError, ValueError, RecursionError):
        return None
    if not there or not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    content = data.get("content")
    if not isinstance(content, str) or not _CONTENT.fullmatch(content):
        return None
    return Edition(
        folder=folder,
        content=content,
        languages=tuple(x for x in data.get("languages") or () if isinstance(x, str)),
        hours=hours(data.get("hours")),
        volume_limit=_percent(data.get("volume_limit")),
        build=build,
        made=made,
    )


def _percent(given: Any) -> int:
    return min(max(given, 0), 100) if type(given) is int else 80


def hours(data: Any) -> Hours | None:
    """(on, off) from `{"on": "06:00", "off": "21:00"}`; None for anything else."""
    if not isinstance(data, dict):
        return None
    pair = data.get("on"), data.get("off")
    if all(isinstance(time, str) and _TIME.fullmatch(time) for time in pair) and pair[0] != pair[1]:
        return str(pair[0]), str(pair[1])
    return None
