"""How a plate looked on the days somebody took its photograph: kept beside its code's events.

`content/codes/<CODE>/photos/<day>-<8hex>.json`: one file a look, never edited, named by the digest of
what it says. Not an event: it changes no state, it is in no chain, so two people who photograph a
plate on one day can never disagree. The photograph itself is not kept, for it shows more than the plate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from generator.disk import told
from generator.ledger.events import FOLDER, MAX_BYTES, is_date
from generator.ledger.folder import PHOTOS, write_new
from generator.problems import Place, Problems

Look = Mapping[str, object]
"""What is kept of a look: plain JSON values; `at` is its day (YYYY-MM-DD), `photo` a SHA-256 (hex)."""


def keep_look(folder: Path, code: str, look: Look) -> str:
    """Write a look into the ledger at `folder`; its path, relative to the project.

    The same look again is no harm. Raises MachineTrouble (see `disk`) where the disk refuses and
    ValueError for a look without a day.
    """
    if not is_date(look.get("at")):
        raise ValueError(f"no day: {look.get('at')!r}")
    data = _data(look)
    name = _name(look)
    target = folder / code / PHOTOS / name
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_new(target, data)
    return f"{FOLDER}/{code}/{PHOTOS}/{name}"


def looks_at(folder: Path, code: str, problems: Problems) -> tuple[Look, ...]:
    """Every look at a code, oldest first; one that no longer fits its name is left out with a note."""
    found = []
    for file in sorted((folder / code / PHOTOS).glob("*.json")):
        look = _read(file)
        if look is None:
            problems.warn("look-changed", Place(f"{FOLDER}/{code}/{PHOTOS}/{file.name}"))
        else:
            found.append(look)
    return tuple(found)


def _read(file: Path) -> Look | None:
    """The look in a file; None for one that says something else than its name."""
    try:
        with file.open("rb") as opened:
            look = json.loads(opened.read(MAX_BYTES))
        sound = isinstance(look, dict) and is_date(look.get("at")) and _name(look) == file.name
    except (OSError, ValueError, RecursionError):  # of a lone surrogate there is no digest
        return None
    return look if sound else None


def _data(look: Look) -> bytes:
    return (json.dumps(look, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _name(look: Look) -> str:
    return f"{look['at']}-{sha256(_data(look)).hexdigest()[:8]}.json"
