"""Several plates on one sheet: where each stands, with room for cuts, margins and a ruler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.jobs import Job
from generator.model import Preset
from generator.plan.papers import Ordered
from generator.print_jobs import SheetJob
from generator.problems import PROJECT
from generator.words import paper_word

FOLDER = "to-in"
"""Where the sheets lie in the print edition."""

SAMPLE = "-mau"
"""How the name of a sheet of samples ends."""

SHEETS = (("a4", 210.0, 297.0), ("a3", 297.0, 420.0))
"""Name, width and height in mm (ISO 216)."""

MARGIN = 10.0
"""mm at every edge: what office printers leave bare, and room for cut marks."""

RULER = 14.0
"""mm at the foot for the ruler."""

IN_FILE = 24
"""Most plates in one file: a plate's PDF takes about 0.4 MB, and shops take about 10 MB by mail."""

GAP = 8.0
"""mm between plates: two bleeds of 3 mm, and a hair for the knife."""


@dataclass(frozen=True)
class Layout:
    """A sheet of `width` x `height` mm with a plate at each of `places` (lower left of its trim, mm)."""

    name: str
    width: float
    height: float
    places: tuple[tuple[float, float], ...]


def layouts(preset: Preset) -> Iterator[Layout]:
    """The sheets that take at least two plates of this size, each turned the way that takes more."""
    for name, short, long in SHEETS:
        upright, flat = (_layout(name, *size, preset) for size in ((short, long), (long, short)))
        best = max(upright, flat, key=lambda layout: len(layout.places))
        if len(best.places) > 1:
            yield best


def _layout(name: str, width: float, height: float, preset: Preset) -> Layout:
    """As many plates as go on the sheet, as one block, centred above the ruler."""
    columns = int((width - 2 * MARGIN + GAP) // (preset.width + GAP))
    rows = int((height - 2 * MARGIN - RULER + GAP) // (preset.height + GAP))
    wide = columns * (preset.width + GAP) - GAP
    high = rows * (preset.height + GAP) - GAP
    left, base = (width - wide) / 2, MARGIN + RULER + (height - 2 * MARGIN - RULER - high) / 2
    places = (
        (left + column * (preset.width + GAP), base + row * (preset.height + GAP))
        for row in reversed(range(rows))
        for column in range(columns)
    )
    return Layout(name, width, height, tuple(places))


def sheet_jobs(plates: Iterable[Ordered]) -> Iterator[Job]:
    """Jobs for each size of plate and of sheet: every plate of that size once, in order.

    Many plates are several files of whole sheets, which are numbered.
    Samples have sheets of their own: whoever cuts a sheet of final plates has none to throw away.
    """
    groups: dict[tuple[str, bool], list[Ordered]] = {}
    for one in plates:
        groups.setdefault((one.job.preset.id, bool(one.job.sample)), []).append(one)
    for (preset_id, sample), group in sorted(groups.items()):
        end, said = (SAMPLE, f" · {paper_word('sample', 'vi')}") if sample else ("", "")
        targets = tuple(one.job.target for one in group)
        for layout in layouts(group[0].job.preset):
            title = f"{preset_id} · {layout.name.upper()}{said}"
            yield from _files(layout, f"{FOLDER}/{preset_id}-{layout.name}{end}", title, targets)


def _files(layout: Layout, name: str, title: str, plates: tuple[str, ...]) -> Iterator[Job]:
    """The sheets of these plates in one file, or in numbered ones."""
    size = max(1, IN_FILE // len(layout.places)) * len(layout.places)
    parts = [plates[start : start + size] for start in range(0, len(plates), size)]
    for number, needs in enumerate(parts, start=1):
        mark, said = (f"-{number}", f" · {number}/{len(parts)}") if len(parts) > 1 else ("", "")
        yield SheetJob(
            "print", f"{name}{mark}.pdf", PROJECT, needs=needs, title=f"{title}{said}",
            width=layout.width, height=layout.height, places=layout.places,
        )  # fmt: skip
