"""The field of a plate in units: its edges, holes and codes, and the rows of words that may stand on it.

A unit is half a module (`arrange`).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.make import ornament
from generator.make.plate_code import MODULE, SHELL, Code
from generator.make.plate_text import Row, rows
from generator.make.scene import Shape
from generator.make.styles import Look
from generator.make.vignette import Art
from generator.print_jobs import PlaqueJob, PlaqueLine

AIR = 7.0
"""Between the panel and the words beside or above it."""

HEAD, CLEAR = 1.0, 0.3
"""Radius of a screw's head, in diameters of its hole; the gap between it and the frame's rule."""


@dataclass(frozen=True)
class Field:
    """A plate in units: its size, the panel (a side, its lower left corner), the margin without holes."""

    width: float
    height: float
    edge: float
    panel: float
    x: float
    y: float
    hole: float = 0.0
    framed: bool = True
    second: Code | None = None
    art: Art | None = None

    @property
    def margin(self) -> float:
        """From the edge to the words, which keep clear of screw heads (twice as wide as the holes)."""
        return max(self.edge, self.drill + HEAD * self.hole) if self.hole else self.edge

    @property
    def drill(self) -> float:
        """From both edges to the middle of a screw hole: its head lies inside the strong rule."""
        return self.inset + ornament.RULE + HEAD * self.hole + CLEAR

    @property
    def left(self) -> float:
        """Where words begin."""
        return self.margin

    @property
    def right(self) -> float:
        """Where words end."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """Where words begin from above."""
        return self.height - self.margin

    @property
    def codes(self) -> tuple[Code, ...]:
        """The first code, and the second where there is one."""
        first = Code(self.x, self.y, self.panel)
        return (first, self.second) if self.second else (first,)

    @property
    def panel_top(self) -> float:
        """The upper edge of the panel."""
        return self.y + self.panel

    @property
    def inset(self) -> float:
        """From the edge to the frame."""
        return 0.288 * self.edge


@dataclass(frozen=True)
class Arranged:
    """The field with its panel placed, the words as shapes, the lines `left` out (role and language)."""

    at: Field
    shapes: tuple[Shape, ...]
    left: tuple[str, ...] = ()


def header_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    """Whose the place is, its rank and its Vietnamese name."""
    return (
        *rows(job.lines, "owner", look.body),
        *rows(job.lines, "rank", look.rule, gap=2.2),
        *(r for r in rows(job.lines, "name", look.title, gap=3.0) if r.language == "vi"),
    )


def middle_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    """Its name in other languages, the paper that grants the rank, and the plaque text."""
    return (
        *(r for r in rows(job.lines, "name", look.body, gap=4.0) if r.language != "vi"),
        *rows(job.lines, "decision", look.body, gap=2.6),
        *rows(job.lines, "text", look.body, gap=4.0),
    )


def call_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    """How to scan, and the address in words."""
    return (
        *rows(job.lines, "call", look.title, gap=3.6),
        *rows(address_lines(job), "address", look.body, gap=3.4),
    )


def safety_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    """What the page never asks for."""
    return rows(job.lines, "safety", look.body, gap=3.4)


def works_rows(job: PlaqueJob, look: Look) -> tuple[Row, ...]:
    """Whose youth work the plate is."""
    return rows(job.lines, "works", look.rule, gap=2.6)


def second_code(job: PlaqueJob, panel: float, left: float, low: float) -> Code | None:
    """The second code of a large plate, the corner of its rim at (`left`, `low`)."""
    if not job.preset.second:
        return None
    share = job.preset.second / job.preset.module
    rim = SHELL * share
    return Code(left + rim, low + rim, panel * share, MODULE * share, second=True)


def address_lines(job: PlaqueJob) -> tuple[PlaqueLine, ...]:
    """The printed address in words: as given, else that of the symbol without its scheme."""
    given = tuple(line for line in job.lines if line.role == "address")
    return given or (PlaqueLine("address", job.address.removeprefix("https://")),)
