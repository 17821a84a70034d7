"""The ledger of issued codes: one small file per event, never edited; state is the fold.

`content/codes/<CODE>/<NNN>-<verb>-<6hex>.json`. Every event names the digest of the code's
previous one, so the chain is per code: branches that add codes merge without conflict, and two
that say different things of one code become a disagreement that is shown, never settled alone.

    events   what one event may say, and its digest
    fold     chain the events of each code, fold them to its state, and the whole to a `Ledger`
    folder   read the folder, append to it
    gates    what a build may not do to codes that were issued
    head     the ledger as the checkout's HEAD has it
"""

from generator.ledger.events import FOLDER, VERBS, Event
from generator.ledger.fold import (
    CLOSED,
    DISPUTED,
    SUSPENDED,
    CodeState,
    Ledger,
    PlateState,
    dump_ledger,
    load_ledger,
    merkle_root,
)
from generator.ledger.folder import append, issue_event, next_event, read_ledger, settle_event
from generator.ledger.gates import gate
from generator.ledger.head import ledger_at_head

__all__ = [
    "CLOSED",
    "DISPUTED",
    "FOLDER",
    "SUSPENDED",
    "VERBS",
    "CodeState",
    "Event",
    "Ledger",
    "PlateState",
    "append",
    "dump_ledger",
    "gate",
    "issue_event",
    "ledger_at_head",
    "load_ledger",
    "merkle_root",
    "next_event",
    "read_ledger",
    "settle_event",
]
