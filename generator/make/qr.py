"""The QR symbol of an address as a job of its own, so that no change of a plate computes it again."""

from __future__ import annotations

from generator.jobs import Job, Made
from generator.make import Needs, Output, Templates
from generator.make.symbol import Symbol, payload_of, symbol_for
from generator.print_jobs import SymbolJob


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The symbol of the job's address, its matrix among the facts."""
    assert isinstance(job, SymbolJob)
    symbol = symbol_for(job.address, engraver=job.engraver)
    bits = "".join("01"[module] for row in symbol.matrix for module in row)
    facts = {"version": symbol.version, "level": symbol.level, "mask": symbol.mask, "matrix": bits}
    told = tuple((name, str(value)) for name, value in facts.items())
    return (Output(job.target, bits.encode(), "text/plain", facts=told),)


def symbol_of(address: str, made: tuple[Made, ...], *, engraver: bool = False) -> Symbol:
    """The symbol as it was made; computed now if it was not."""
    if not made:
        return symbol_for(address, engraver=engraver)
    facts = dict(made[0].facts)
    size = 17 + 4 * int(facts["version"])  # ISO/IEC 18004, 6.3.1
    rows = (facts["matrix"][i : i + size] for i in range(0, size * size, size))
    matrix = tuple(tuple(bit == "1" for bit in row) for row in rows)
    version, mask = int(facts["version"]), int(facts["mask"])
    return Symbol(matrix, version, facts["level"], mask, payload_of(address))
