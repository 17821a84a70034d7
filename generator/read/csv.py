"""Tables saved from a spreadsheet as CSV: rows as dicts, each with its line.

Comma, semicolon (Excel in Vietnamese) and tab are told apart by the header; UTF-8 and marked UTF-16.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problems
from generator.read.encoding import TextFile, name_below, read_text
from generator.words import in_both, whole

MAX_BYTES = 5_000_000
"""Largest table read, in bytes."""

MAX_ROWS = 20_000
"""Most rows of a table, the header not counted."""

MAX_CELL = 10_000
"""Longest cell, in characters."""


@dataclass(frozen=True)
class Row:
    """One row: `cells` by the header's names ('' where nothing is written), `line` from 1 in the file."""

    line: int
    cells: dict[str, str]


def read_csv(path: Path, root: Path, problems: Problems) -> tuple[Row, ...] | None:
    """The rows of the table; None where it cannot be read. Wrong rows are named and left out."""
    file = read_text(path, root, MAX_BYTES, problems)
    return None if file is None else rows(file, problems)


def column_place(path: Path, root: Path, name: str) -> Place:
    """Where the table names this column: its first line that does."""
    file = read_text(path, root, MAX_BYTES, Problems())
    lines = file.lines if file else ()
    found = next((number for number, line in enumerate(lines, 1) if name in line), 0)
    if not file or not found:
        return Place(name_below(root, path))
    return file.place(found, lines[found - 1].index(name) + 1, len(name))


def cell_place(path: Path, root: Path, line: int, cell: str) -> Place:
    """Where a row that begins in this line says `cell`: the whole cell before a part of another."""
    file = read_text(path, root, MAX_BYTES, Problems())
    if not file:
        return Place(name_below(root, path))
    words, between = re.escape(cell), '[,;\t"]'
    whole = re.search(f"(?:^|(?<={between})) *({words}) *(?:$|(?={between}))", file.lines[line - 1])
    part = whole or re.search(f"({words})", file.lines[line - 1])
    return file.place(line, part.start(1) + 1 if part else 1, len(cell) if part else 1)


def rows(file: TextFile, problems: Problems) -> tuple[Row, ...] | None:
    """As `read_csv`, for text that is already decoded."""
    found = _lines(file, problems)
    line, header = next(found, (1, []))
    header = [" ".join(name.split()) for name in header]
    while header and not header[-1]:
        header.pop()
    if not _is_header(header, line, file, problems):
        return None
    made: list[Row] = []
    for line, cells in found:
        if len(made) >= MAX_ROWS:
            problems.add("csv-too-many-rows", file.place(line), **in_both(whole, limit=MAX_ROWS))
            break
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(header):
            problems.add(
                "csv-too-many-cells", file.place(line), count=len(cells), limit=len(header)
            )
        elif any(cell.strip() for cell in cells):
            _unnamed(header, cells, file.place(line), problems)
            filled = [*cells, *[""] * (len(header) - len(cells))]
            made.append(Row(line, {n: c.strip() for n, c in zip(header, filled, strict=True) if n}))
    return tuple(made)


def _unnamed(header: list[str], cells: list[str], place: Place, problems: Problems) -> None:
    for number, (name, cell) in enumerate(zip(header, cells, strict=False), 1):
        if cell.strip() and not name:
            problems.add("csv-column-unnamed", place, number=number)


def _lines(file: TextFile, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row that is not empty; a row the reader cannot follow ends the table."""
    lines = list(file.lines)
    start = 0
    if lines and lines[0].lower().startswith("sep="):  # a line that only Excel knows
        start = 1
    first = next((line for line in lines[start:] if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=delimiter, strict=True)
    while True:
        line = start + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.add("csv-unreadable", file.place(min(line, len(lines))))
            return
        if cells:
            yield line, cells


def _is_header(header: list[str], line: int, file: TextFile, problems: Problems) -> bool:
    named = [name for name in header if name]
    if not named or any(name.replace(".", "").isdigit() for name in named):
        problems.add("csv-no-header", file.place(line))
        return False
    twice = sorted({name for name in named if named.count(name) > 1})
    for name in twice:
        column = max(file.lines[line - 1].rfind(name) + 1, 1)
        problems.add("csv-column-twice", file.place(line, column, len(name)), name=name)
    return not twice
