"""All that keeps a plate from being made, and whose fault each is: the size's, the host's, a line's.

Nothing is guessed: what is blamed has been tried without. A size that cannot take a short name and
the lines of every plate is wrong itself; else the lines that are refused are taken away one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from generator.codes import HOST_ROOM, printed_address
from generator.make.plaque import lay_out
from generator.make.refusal import Refusal
from generator.make.styles import look_of
from generator.make.symbol import version_for
from generator.make.vignette import Art
from generator.print_jobs import PlaqueJob, PlaqueLine
from generator.words import word

CODE = "7KQ4M2"
"""A code to try a size with: all are as wide."""

HOLE_STEP = 0.5
"""mm between the holes that are tried."""


def plate_faults(job: PlaqueJob, art: Art | None = None) -> Iterator[Refusal]:
    """Each refusal once, with the size (`preset`) and, where a line is at fault, its `role` and `language`.

    Lays the plate out (30 ms where nothing is wrong) and draws nothing. Raises MachineTrouble without fonts.
    """
    if found := _size_fault(_bare(job)):
        why = Refusal(found[0])
        why.params |= found[1]
        yield why
        return
    while refused := _refused(job, art):
        yield _named(job, refused)
        rest = tuple(line for line in job.lines if not _is_of(line, refused))
        if refused.kind == "plaque-too-much-text" or rest == job.lines:
            return
        job = replace(job, lines=rest)


def _refused(job: PlaqueJob, art: Art | None = None) -> Refusal | None:
    try:
        modules = 17 + 4 * version_for(job.address)  # ISO/IEC 18004, 6.3.1
        lay_out(job, modules, look_of(job.style, job.preset), art)
    except Refusal as why:
        why.params["preset"] = job.preset.id
        return why
    return None


def _bare(job: PlaqueJob) -> PlaqueJob:
    """A plate of that size, style and host with the least that any plate says: the same for many."""
    lines = (
        PlaqueLine("name", "Đình"),
        PlaqueLine("call", word("plaque-call-read", "vi")),
        PlaqueLine("safety", word("plaque-safety", "vi")),
    )
    return PlaqueJob(
        "", "", "", code=CODE, address=_address(_host(job)), preset=job.preset, style=job.style,
        lines=lines, sample=job.sample,
    )  # fmt: skip


@cache
def _size_fault(bare: PlaqueJob) -> tuple[str, dict[str, str]] | None:
    """Why no words at all go on that plate: kind and what the sentence is filled with."""
    refused, preset = _refused(bare), bare.preset
    if refused is None or refused.kind == "plaque-contrast":
        return (refused.kind, refused.params) if refused else None
    own = {"preset": preset.id}
    if most := _longest_host(bare):
        return "plaque-address-too-long", {**own, "address": _host(bare), "most": f"{most}"}
    if preset.hole and (hole := _largest_hole(bare)) is not None:
        return "plaque-hole-too-large", {**own, "hole": f"{preset.hole:g}", "most": f"{hole:g}"}
    if refused.kind in ("plaque-preset-too-small", "plaque-second-code"):
        return refused.kind, refused.params
    size = f"{preset.width:g} × {preset.height:g}"
    return "plaque-no-room-for-words", {**own, "size": size}


def _longest_host(bare: PlaqueJob) -> int:
    """How many letters of its host, from the end, the plate has room for; 0 if a short one is none either."""
    host = _host(bare)
    for length in range(len(host) - 1, HOST_ROOM - 1, -1):
        if not _refused(replace(bare, address=_address(host[-length:]))):
            return length
    return 0


def _largest_hole(bare: PlaqueJob) -> float | None:
    """The largest hole in mm with which the plate can be made; None if it cannot be without one."""
    steps = range(int(bare.preset.hole / HOLE_STEP), -1, -1)
    for hole in (HOLE_STEP * step for step in steps):
        smaller = bare.preset.model_copy(update={"hole": hole})
        if not _refused(replace(bare, preset=smaller)):
            return hole
    return None


def _host(job: PlaqueJob) -> str:
    return job.address.removeprefix("https://").partition("/")[0]


def _address(host: str) -> str:
    return printed_address(f"https://{host}", CODE)


def _named(job: PlaqueJob, refused: Refusal) -> Refusal:
    """The refusal with the line as it was given, not as it is set (in capitals)."""
    given = [line.text for line in job.lines if _is_of(line, refused)]
    if len(given) == 1:
        refused.params["text"] = given[0]
    return refused


def _is_of(line: PlaqueLine, refused: Refusal) -> bool:
    role, _, language = line.role.partition("_")
    said = role, language or line.language
    return said == (refused.params.get("role"), refused.params.get("language"))
