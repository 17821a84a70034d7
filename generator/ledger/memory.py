"""The ledger as it was before: what 'dropped' is judged against."""

from __future__ import annotations

from pathlib import Path

from generator.disk import told, write
from generator.ledger.fold import Ledger, dump_ledger, load_ledger
from generator.ledger.head import ledger_at_head
from generator.problems import Problems


def last_ledger(work: Path) -> Ledger | None:
    """The ledger of the last generation; None before the first, or where it was cleaned away."""
    try:
        return load_ledger((work / "ledger.json").read_bytes())
    except (OSError, ValueError, KeyError):
        return None


def known_before(root: Path, problems: Problems | None = None) -> tuple[Ledger, ...]:
    """What a build may not lose: the ledgers of the last generation and, in a git checkout, of HEAD."""
    found = (last_ledger(root / ".ditich"), ledger_at_head(root, problems))
    return tuple(ledger for ledger in found if ledger)


def save_ledger(work: Path, ledger: Ledger) -> None:
    """Keep it, at once or not at all; raises MachineTrouble."""
    path = work / "ledger.json"
    data = dump_ledger(ledger)
    with told(path):
        if not path.exists() or path.read_bytes() != data:
            write(path, data)
