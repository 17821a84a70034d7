"""What is known of the originals, asked again only when a file's stat has changed."""

from __future__ import annotations

import json
import time
from copy import copy
from pathlib import Path

from generator import disk, tree
from generator.read import original_fault

LABEL = "digests 2"

SOUND = "sound"
RACY = "racy"
"""Digested so soon after it was written that it could change and keep its stat: not for the next run."""


class Digests:
    """(stat, SHA-256, `SOUND` if it was found so) by path; `save` keeps what this run asked for."""

    def __init__(self, work: Path) -> None:
        self.path = work / "digests"
        payload = disk.unseal(self.path, LABEL)
        self.known: dict[str, list[object]] = json.loads(payload) if payload else {}
        self.asked: dict[str, list[object]] = {}

    def apart(self) -> Digests:
        """The same knowledge with nothing asked yet: for another process."""
        other = copy(self)
        other.asked = {}
        return other

    def of(self, path: Path) -> str:
        """SHA-256 (hex) of the file's bytes; raises OSError."""
        return str(self._entry(path)[1])

    def fault(self, path: Path) -> str:
        """What is wrong with an original, '' for nothing; raises OSError.

        Only soundness is remembered: a picture that another Pillow can read is not refused for ever.
        """
        entry = self._entry(path)
        if SOUND in entry[2:]:
            return ""
        fault = original_fault(path)
        if not fault:
            self.asked[str(path)] = [*entry, SOUND]
        return fault

    def _entry(self, path: Path) -> list[object]:
        seen = tree.seen(path.stat())
        entry = self.asked.get(str(path)) or self.known.get(str(path))
        if entry is None or entry[0] != list(seen):
            entry = [list(seen), disk.digest_of(path)]
            if tree.racy(seen, time.time_ns()):
                entry.append(RACY)
        self.asked[str(path)] = entry
        return entry

    def save(self) -> None:
        """Write them down; a file that cannot be written costs only time."""
        kept = {path: entry for path, entry in self.asked.items() if RACY not in entry}
        if kept != self.known:
            with disk.told(self.path):
                disk.seal(self.path, LABEL, json.dumps(kept).encode(), durable=False)
