"""Stage 5, print: every plate's finished files decode to exactly the address of its code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.codes import is_code, printed_address
from generator.jobs import Made
from generator.plan import Selected
from generator.problems import PROJECT, Place, Problems
from generator.prove.memory import Memory, Spread
from generator.prove.web import Scopes
from generator.store import Store

Finding = list[Any]

NO_ZBAR = "plaque-no-zbar"
"""The finding that the second reader was not there: looked at again once it is."""


def prove_plates(
    selected: Selected,
    made: Mapping[str, Made],
    scopes: Scopes,
    store: Store,
    memory: Memory,
    problems: Problems,
    _spread: Spread = map,
) -> None:
    """Prove every PDF and SVG of the print edition."""
    base = selected.project.host.base if selected.project.host else ""
    for target, one in made.items():
        if one.media_type in ("application/pdf", "image/svg+xml") and is_plate(one):
            address = printed_address(base, code_in(target))
            key = f"{one.digest} {address}"
            mine = problems.within(scopes.get(("print", target.rsplit(".", 1)[0]), PROJECT))
            symbol = memory.find(f"symbol {address}", _symbol, address)
            found = memory.find(key, _look, store, one, address, symbol)
            if any(kind == NO_ZBAR for kind, *_ in found) and _zbar_is_here():
                found = memory.again(key, _look, store, one, address, symbol)
            for kind, params, severity in found:
                # Nobody's plate in particular: said once, for the whole edition.
                everyone = kind == NO_ZBAR
                place = Place("output/print" if everyone else f"output/print/{target}")
                whose = problems if everyone else mine
                whose.add(kind, place, severity=severity, **dict(params))


def is_plate(one: Made) -> bool:
    """Whether a file of the print edition is a plate itself, not a paper about one."""
    return any(name == "code" for name, _ in one.facts)


def code_in(target: str) -> str:
    """The code in the name of a plate's file, whatever *make* says it drew; '' if there is none."""
    words = re.split(r"[-.]", target.rpartition("/")[2])
    return next((word for word in reversed(words) if is_code(word)), "")


def _symbol(address: str) -> list[Any]:
    """Our own symbol of the address as plain data, to judge plates by."""
    from generator.make.symbol import symbol_for

    symbol = symbol_for(address)
    rows = ["".join("01"[module] for module in row) for row in symbol.matrix]
    return [rows, symbol.version, symbol.level, symbol.mask, symbol.payload]


def _look(store: Store, one: Made, address: str, symbol: list[Any]) -> list[Finding]:
    """What a plate's file was found to be, as plain data. The decoders load only here."""
    from generator.make.symbol import Symbol
    from generator.prove.plaque import plate_of, prove_pdf, prove_svg

    found, rows = Problems(), symbol[0]
    known = Symbol(tuple(tuple(bit == "1" for bit in row) for row in rows), *symbol[1:])
    plate = plate_of(address, one.facts, known)
    look = prove_pdf if one.media_type == "application/pdf" else prove_svg
    look(store.get(one.digest), plate, Place(""), found)
    return [[p.kind, [list(pair) for pair in p.params], p.severity] for p in found]


@cache
def _zbar_is_here() -> bool:
    from generator.scan import zbar

    return zbar() is not None
