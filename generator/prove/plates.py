"""Stage 5, print: every plate's files decode to the address of its code, and it bore its trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.codes import printed_address
from generator.jobs import Made
from generator.plan import Selected
from generator.print_jobs import symbol_target
from generator.printing import CUT, PDF, SVG
from generator.problems import Place, Problems
from generator.prove.memory import Memory, Spread
from generator.prove.scopes import Scopes, whose
from generator.prove.trials import judge
from generator.scan import GATES, readers
from generator.store import Store
from generator.words import word

Finding = list[Any]
"""Number of the file, kind, [(name, value)] and severity of a problem, as plain data."""


@dataclass(frozen=True)
class Asked:
    """What is looked at together: a PDF, its SVG and what is cut after it; `symbol` as plain data.

    `readers` are (name, version) of those that decode it.
    """

    files: tuple[Made, ...]
    address: str
    symbol: tuple[Any, ...]
    readers: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What it is remembered by: no file's name, for the same bytes are the same finding."""
        files = (f"{one.digest} {one.facts}" for one in self.files)
        return " ".join((*files, self.address, *map("==".join, self.readers)))


def prove_plates(
    selected: Selected,
    made: Mapping[str, Made],
    scopes: Scopes,
    store: Store,
    memory: Memory,
    problems: Problems,
    spread: Spread = map,
) -> None:
    """Prove every plate of the print edition: PDF, SVG, files for cutters, and what its trial says."""
    base = selected.project.host.base if selected.project.host else ""
    plates = {t: m for t, m in made.items() if t.endswith(PDF) and "code" in dict(m.facts)}
    trials = {dict(m.facts).get("trial", ""): m for m in made.values()}
    gates = tuple(reader for reader in readers() if reader[0] in GATES) if plates else ()
    asked = [_asked(pdf, made, base, gates, memory) for pdf in plates]
    if plates and len(gates) < len(GATES):
        problems.warn("plaque-no-zbar", Place("output/print"))
    look = partial(_look, store)
    memory.find_all({one.key: one for one in asked}, look, spread)
    for one in asked:
        _tell(one, memory.find(one.key, look, one), scopes, problems)
    for target, plate in plates.items():
        mine = problems.within(whose(scopes, "print", target))
        for kind, said in judge(store, trials.get(target.removesuffix(PDF)), plate):
            mine.add(kind, Place(f"output/print/{target}"), **said)
        if left := dict(plate.facts).get("left_out"):
            said = {
                name: _in_words(left, lang) for name, lang in (("lines", "vi"), ("lines_en", "en"))
            }
            mine.warn("plaque-left-out", Place(f"output/print/{target}"), **said)


def _in_words(left: str, lang: str) -> str:
    """Lines left out of a plate (`role language, …`), as an editor knows them."""
    lines = (line.split() for line in left.split(", "))
    return ", ".join(
        word(f"line-{role}", lang) + (f" ({tongue})" if tongue != "vi" else "")
        for role, tongue in lines
    )


def _asked(
    pdf: str,
    made: Mapping[str, Made],
    base: str,
    gates: tuple[tuple[str, str], ...],
    memory: Memory,
) -> Asked:
    """What there is to look at of the plate whose PDF is at the target `pdf`."""
    facts, stem = dict(made[pdf].facts), pdf.removesuffix(PDF)
    address, engraver = printed_address(base, facts["code"]), bool(facts["engraver"])
    known = f"symbol {symbol_target(address, engraver=engraver)}"
    symbol = tuple(memory.find(known, _symbol, address, engraver))
    cut = tuple(made[stem + end] for end in CUT if stem + end in made)
    return Asked((made[pdf], made[stem + SVG], *cut), address, symbol, gates)


def _tell(one: Asked, found: list[Finding], scopes: Scopes, problems: Problems) -> None:
    for number, kind, params, severity in found:
        target = one.files[number].target
        mine = problems.within(whose(scopes, "print", target))
        mine.add(kind, Place(f"output/print/{target}"), severity=severity, **dict(params))


def _symbol(address: str, engraver: bool) -> list[Any]:  # noqa: FBT001 - called by name of *Memory*
    """Our own symbol of the address as plain data, to judge plates by."""
    from generator.make.symbol import symbol_for

    symbol = symbol_for(address, engraver=engraver)
    rows = ["".join("01"[module] for module in row) for row in symbol.matrix]
    return [rows, symbol.version, symbol.level, symbol.mask, symbol.payload]


def _look(store: Store, asked: Asked) -> list[Finding]:
    """What a plate's files were found to be, as plain data. The decoders load only here."""
    from generator.make.symbol import Symbol
    from generator.prove.plaque import plate_of, prove_pdf, prove_svg

    found, (first, svg, *rest) = Problems(), asked.files
    rows, *more = asked.symbol
    known = Symbol(tuple(tuple(bit == "1" for bit in row) for row in rows), *more)
    plate = plate_of(asked.address, first.facts, known)
    cut = [(store.get(one.digest), one.media_type, Place(str(n))) for n, one in enumerate(rest, 2)]
    if page := prove_pdf(store.get(first.digest), plate, Place("0"), found, cut):
        prove_svg(store.get(svg.digest), page, Place("1"), found)
    return [[int(p.place.file), p.kind, [list(q) for q in p.params], p.severity] for p in found]
