"""Which codeword each module of a QR symbol belongs to, and how much a symbol can mend.

ISO/IEC 18004, 7.7.3 (placement), 7.5.2 and table 9 (blocks, as the qrcode library lists them).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

Grid = np.ndarray[Any, np.dtype[np.int_]]

_LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}
"""Error correction levels by the two bits that stand for them (ISO/IEC 18004, table 12)."""

FIXED = -1
"""In a map of codewords: a module of a pattern, of the format or of the version, or a spare one."""


@cache
def codeword_map(version: int) -> Grid:
    """(rows, columns) of the number of each module's codeword in the order of placement, or `FIXED`."""
    size = 17 + 4 * version
    taken, found = _fixed(version), np.full((size, size), FIXED)
    count, column = 0, size - 1
    while column > 0:
        column -= column == 6  # the vertical timing pattern takes this column from the pairs
        for row in range(size - 1, -1, -1) if _upwards(size, column) else range(size):
            for x in (column, column - 1):
                if not taken[row, x]:
                    found[row, x] = count // 8
                    count += 1
        column -= 2
    found[found >= count // 8] = FIXED
    return found


@cache
def blocks(version: int, level: str) -> tuple[tuple[frozenset[int], int], ...]:
    """Of each block of error correction: the numbers of its codewords, and how many it can mend."""
    from qrcode.base import rs_blocks

    parts = rs_blocks(version, _LEVELS[level])
    numbers: list[set[int]] = [set() for _ in parts]
    data = [part.data_count for part in parts]
    more = [part.total_count - part.data_count for part in parts]
    at = 0
    for counts in (data, more):
        for step in range(max(counts)):
            for block, count in enumerate(counts):
                if step < count:
                    numbers[block].add(at)
                    at += 1
    return tuple((frozenset(one), spare // 2) for one, spare in zip(numbers, more, strict=True))


def used_correction(wrong: Grid, version: int, level: str) -> float:
    """Share of what can be mended that `wrong` (rows, columns: not 0 where a module is wrong) takes up.

    That of the worst block; above 1 it cannot be read. Here ISO/IEC 15415 speaks of *unused* error
    correction, which is 1 less this.
    """
    spoilt = set(np.unique(codeword_map(version)[wrong != 0]).tolist()) - {FIXED}
    return max(len(spoilt & numbers) / most for numbers, most in blocks(version, level))


def _upwards(size: int, column: int) -> bool:
    """Whether the pair of columns that ends at `column` is filled from below."""
    pair = (size - 1 - column) // 2 if column > 6 else (size - 2 - column) // 2
    return pair % 2 == 0


def _fixed(version: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where the patterns, the format and the version stand."""
    from qrcode.util import pattern_position

    size = 17 + 4 * version
    taken = np.zeros((size, size), dtype=bool)
    taken[:9, :9] = taken[:9, -8:] = taken[-8:, :9] = True  # finders, separators, format
    taken[6, :] = taken[:, 6] = True  # timing
    if version >= 7:
        taken[:6, -11:-8] = taken[-11:-8, :6] = True
    centres = pattern_position(version)
    ends = {(6, 6), (6, size - 7), (size - 7, 6)}
    for row in centres:
        for column in centres:
            if (row, column) not in ends:
                taken[row - 2 : row + 3, column - 2 : column + 3] = True
    return taken
