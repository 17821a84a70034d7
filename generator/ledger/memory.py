"""The ledger as the last published generation knew it: what 'dropped' is judged against."""

from __future__ import annotations

from pathlib import Path

from generator.disk import told, write
from generator.ledger.fold import Ledger, dump_ledger, load_ledger


def last_ledger(work: Path) -> Ledger | None:
    """The ledger of the last generation; None before the first, or where it was cleaned away."""
    try:
        return load_ledger((work / "ledger.json").read_bytes())
    except (OSError, ValueError, KeyError):
        return None


def save_ledger(work: Path, ledger: Ledger) -> None:
    """Keep it, at once or not at all; raises MachineTrouble."""
    path = work / "ledger.json"
    data = dump_ledger(ledger)
    with told(path):
        if not path.exists() or path.read_bytes() != data:
            write(path, data)
