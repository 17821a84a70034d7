"""Stage 5, print: every plate's files decode to the address of its code, which bore its trial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from generator.codes import printed_address
from generator.jobs import Made
from generator.plan import Selected
from generator.problems import PROJECT, Place, Problems
from generator.prove.memory import Memory, Spread
from generator.prove.web import Scopes
from generator.scan.decoders import GATES
from generator.scan.trial import Trial, failed, read_trials
from generator.store import Store
from generator.words import word

Finding = list[Any]
"""Kind, [(name, value)] and severity of a problem, as plain data."""

FILES = ("application/pdf", "image/svg+xml")

NO_ZBAR = "plaque-no-zbar"
"""The finding that the second reader was not there: looked at again once it is."""


def prove_plates(
    selected: Selected,
    made: Mapping[str, Made],
    scopes: Scopes,
    store: Store,
    memory: Memory,
    problems: Problems,
    spread: Spread = map,
) -> None:
    """Prove every plate of the print edition: its PDF and SVG, and what its trial says."""
    base = selected.project.host.base if selected.project.host else ""
    plates = {t: m for t, m in made.items() if _is_plate(m)}
    addresses = {t: printed_address(base, dict(m.facts)["code"]) for t, m in plates.items()}
    symbols = {a: memory.find(f"symbol {a}", _symbol, a) for a in sorted(set(addresses.values()))}
    keys = {t: f"{m.digest} {addresses[t]}" for t, m in plates.items()}
    asked = {keys[t]: (m, addresses[t], symbols[addresses[t]]) for t, m in plates.items()}
    memory.find_all(asked, partial(_look, store), spread)
    for target, key in keys.items():
        found = memory.find(key, _look, store, asked[key])
        if any(kind == NO_ZBAR for kind, *_ in found) and _zbar_is_here():
            found = memory.again(key, _look, store, asked[key])
        mine = problems.within(scopes.get(("print", target.rsplit(".", 1)[0]), PROJECT))
        _tell(target, found, problems, mine)
    _trials(made, scopes, store, problems)


def _is_plate(one: Made) -> bool:
    return one.media_type in FILES and "code" in dict(one.facts)


def _tell(target: str, found: list[Finding], problems: Problems, mine: Problems) -> None:
    for kind, params, severity in found:
        # Nobody's plate in particular: said once, for the whole edition.
        everyone = kind == NO_ZBAR
        place = Place("output/print" if everyone else f"output/print/{target}")
        whose = problems if everyone else mine
        whose.add(kind, place, severity=severity, **dict(params))


def _trials(made: Mapping[str, Made], scopes: Scopes, store: Store, problems: Problems) -> None:
    """Every plate has its trial, of the very PDF that was made, and bore it."""
    trials = {dict(m.facts).get("trial", ""): (t, m) for t, m in made.items()}
    plates = ((t, m) for t, m in made.items() if m.media_type == FILES[0] and _is_plate(m))
    for target, plate in plates:
        stem = target.rsplit(".", 1)[0]
        mine = problems.within(scopes.get(("print", stem), PROJECT))
        place = Place(f"output/print/{target}")
        if stem not in trials:
            mine.add("plaque-untried", place)
            continue
        for kind, params in _judge(store, trials[stem][1], plate):
            mine.add(kind, place, **params)


def _judge(store: Store, record: Made, plate: Made) -> Iterator[tuple[str, dict[str, str]]]:
    """What is wrong with a plate's trial: kind and parameters of a problem."""
    trials, about = read_trials(store.get(record.digest))
    missing = [name for name in GATES if name not in about["readers"]]
    final = not dict(plate.facts)["sample"]
    if about["pdf"] != plate.digest or (final and missing):
        yield "plaque-untried", {}
    elif bad := failed(trials):
        found, found_en = ("; ".join(_told(bad, lang)) for lang in ("vi", "en"))
        yield "plaque-trial", {"found": found, "found_en": found_en}


def _told(trials: tuple[Trial, ...], lang: str) -> Iterator[str]:
    """Each trial in words: what was done to the code, and how often each reader got it right."""
    for trial in trials:
        counts = ", ".join(f"{name} {count}/{trial.frames}" for name, count in trial.read)
        yield f"{trial_words(trial.axis, trial.level, lang)} ({counts})"


def trial_words(axis: str, level: float, lang: str) -> str:
    """A fault at a level in words: 'mờ 0,4 ô', 'blur of 0.4 modules'."""
    numbers = {"level": f"{level:g}", "percent": f"{100 * level:g}"}
    if lang == "vi":
        numbers = {name: text.replace(".", ",") for name, text in numbers.items()}
    return word(f"trial-{axis}", lang, **numbers)


def _symbol(address: str) -> list[Any]:
    """Our own symbol of the address as plain data, to judge plates by."""
    from generator.make.symbol import symbol_for

    symbol = symbol_for(address)
    rows = ["".join("01"[module] for module in row) for row in symbol.matrix]
    return [rows, symbol.version, symbol.level, symbol.mask, symbol.payload]


def _look(store: Store, asked: tuple[Made, str, list[Any]]) -> list[Finding]:
    """What a plate's file was found to be, as plain data. The decoders load only here."""
    from generator.make.symbol import Symbol
    from generator.prove.plaque import plate_of, prove_pdf, prove_svg

    one, address, symbol = asked
    found, rows = Problems(), symbol[0]
    known = Symbol(tuple(tuple(bit == "1" for bit in row) for row in rows), *symbol[1:])
    plate = plate_of(address, one.facts, known)
    look = prove_pdf if one.media_type == FILES[0] else prove_svg
    look(store.get(one.digest), plate, Place(""), found)
    return [[p.kind, [list(pair) for pair in p.params], p.severity] for p in found]


@cache
def _zbar_is_here() -> bool:
    from generator.scan import zbar

    return zbar() is not None
