"""Stage 5, prove: what was made, read again as a stranger would, before anybody is served it.

A blob that was proved once is not read again: its findings are kept by digest with the code that
found them. Failed proofs of the whole tree are the project's problem, and nothing is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.jobs import Made
from generator.plan import Selected
from generator.problems import Problems
from generator.prove.kiosk import prove_kiosk
from generator.prove.memory import Spread, proofs_of
from generator.prove.plates import prove_plates
from generator.prove.scopes import Scopes
from generator.prove.web import prove_web
from generator.store import Store


def prove(
    selected: Selected,
    made: Mapping[str, Mapping[str, Made]],
    scopes: Scopes,
    store: Store,
    work: Path,
    problems: Problems,
    spread: Spread = map,
) -> None:
    """Prove every edition that was made; `scopes` says whose problem a target's fault is.

    `spread` may look at many blobs side by side.
    """
    for edition, look in (("web", prove_web), ("kiosk", prove_kiosk), ("print", prove_plates)):
        if edition in made:
            memory = proofs_of(work, edition)
            look(selected, made[edition], scopes, store, memory, problems, spread)
            memory.save()
