"""What was measured, as a table in Markdown: the same columns for every line."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks import peer, photographs
from generator.work import cores

HEAD = "| What | Measured | Compared with | Target | Met |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Line:
    """One measurement; `met` is None where there is no target."""

    what: str
    measured: str
    compared: str = ""
    target: str = ""
    met: bool | None = None


def at_most(what: str, value: float, limit: float, unit: str, compared: str = "") -> Line:
    """A value that should not exceed `limit`, both in `unit` (' s', ' x', ' MB')."""
    return Line(what, say(value) + unit, compared, f"≤ {limit:g}{unit}", value <= limit)


def say(value: float) -> str:
    """Two digits that mean something, three from one on."""
    return (
        f"{value:.2f}" if 0.1 <= value < 10 else f"{value:.3f}" if value < 0.1 else f"{value:.0f}"
    )


def table(lines: Iterable[Line]) -> str:
    """The table, a line each."""
    marks = {True: "yes", False: "**no**", None: ""}
    rows = (
        f"| {x.what} | {x.measured} | {x.compared} | {x.target} | {marks[x.met]} |" for x in lines
    )
    return "\n".join([HEAD, *rows])


def page(parts: Iterable[tuple[str, Iterable[Line]]], *, photos: bool) -> str:
    """The whole report: what it was measured on and how, then a table for each part."""
    tables = "\n\n".join(f"## {title}\n\n{table(lines)}" for title, lines in parts)
    return f"{_foreword(photos=photos)}\n\n{tables}\n"


def _foreword(*, photos: bool) -> str:
    machine = f"{platform.system()} {platform.machine()}, {cores()} cores"
    software = (
        f"Python {platform.python_version()}, Pillow {version('pillow')}, Hugo {peer.release()}"
    )
    about = (
        f"\nPhotographs: {photographs.origin()}; enlarged to 4000 x 3000 px, with texture and noise "
        "from a seed, which makes them harder to encode than a clean photograph."
        if photos
        else ""
    )
    return f"""# Benchmarks

Written by `python -m benchmarks {" ".join(sys.argv[1:])}`.
Machine: {machine}; {software}.

Whole processes, in turns within each round; seconds are medians of the rounds, a ratio is the median
of the rounds' ratios. On a machine that does other work as well, **trust the ratios** and the CPU
seconds. Sites are synthetic, from a seed: 1.2 kB of facts, four sources and four events, 1,000 words in
Vietnamese and in English. Hugo builds the same pages (facts, timeline, body, sources, hreflang, JSON-LD,
index, list, sitemap); both outputs are read and compared before anything is timed. Ours are checked
and proved as well; Hugo's are not.{about}"""
