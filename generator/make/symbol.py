"""The QR symbol on the stone (ISO/IEC 18004): an address in, dark and light modules out.

A pure function of the address and the mode (print or engraver): both give the same symbol for
ever, on every machine, so that a plate can be made again after twenty years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final, Literal

from qrcode.base import rs_blocks
from qrcode.constants import (
    ERROR_CORRECT_H,
    ERROR_CORRECT_L,
    ERROR_CORRECT_M,
    ERROR_CORRECT_Q,
)
from qrcode.main import QRCode
from qrcode.util import QRData, lost_point

from generator.make.refusal import Refusal

Mode = Literal[1, 2, 4]
MODE_NUMBER: Final = 1
MODE_ALPHA_NUM: Final = 2
MODE_8BIT_BYTE: Final = 4
"""The mode indicators of ISO/IEC 18004, table 2, as the qrcode library counts them too."""

Matrix = tuple[tuple[bool, ...], ...]
"""Rows from the top, modules from the left; True is dark. No quiet zone."""

Contour = tuple[tuple[int, int], ...]
"""Corners (x right, y down, in modules) of one closed outline; the last joins the first."""

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
"""Error correction, weakest first: about 7, 15, 25, 30 % of codewords (ISO/IEC 18004, 6.5.1)."""

LEAST_LEVEL = "Q"
"""What a plate outdoors must keep: half a scratch more than M for the same reading distance."""

QUIET = 4
"""Modules that stay light around the symbol (ISO/IEC 18004, 6.3.8)."""

LARGEST_VERSION = 9
"""Above it the header fields widen; a symbol of 53 modules is far beyond any plate of ours."""

MASKS = 8
"""Mask patterns of ISO/IEC 18004, 7.8.2; any of them reads the same."""

NEAR_BEST = 1.06
"""Engraver mode chooses among masks whose penalty is within 6 % of the best (ours, not of the
standard: on a version 3-H symbol that leaves six masks of eight, all of them good to read)."""

_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")  # ISO/IEC 18004, table 5
_NUMERIC = re.compile(r"[0-9]+")
_HEADER: dict[Mode, int] = {
    MODE_NUMBER: 4 + 10,
    MODE_ALPHA_NUM: 4 + 9,
    MODE_8BIT_BYTE: 4 + 8,
}  # versions 1-9


@dataclass(frozen=True)
class Symbol:
    """One QR symbol: 17 + 4 x `version` modules a side, error correction `level`, `mask` 0-7."""

    matrix: Matrix
    version: int
    level: str
    mask: int
    payload: str

    @property
    def size(self) -> int:
        """Modules a side, quiet zone not counted."""
        return len(self.matrix)


def payload_of(address: str) -> str:
    """What the symbol of `address` says: the scheme small, the host in capitals, the path as it is.

    Capitals cost 5.5 bits instead of 8. A host is the same in both cases (RFC 3986, 6.2.2.1) and
    so is a scheme, but some scanners open only a small `https`. Raises ValueError for an
    address that is not https://HOST/PATH.
    """
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if scheme != "https" or not mark or not host or not slash:
        raise ValueError(f"not a printable address: {address!r}")
    return f"https://{host.upper()}/{path}"


def segments(payload: str) -> tuple[tuple[str, Mode], ...]:
    """The cheapest split of `payload` into (text, mode) for versions 1-9; fewest parts on a tie.

    Dynamic programming over the exact bit cost of each part, ISO/IEC 18004 section 7.4.
    """
    best: list[tuple[int, int, tuple[tuple[str, Mode], ...]]] = [(0, 0, ())]
    for end in range(1, len(payload) + 1):
        best.append(min(_endings(payload, end, best), key=lambda found: found[:2]))
    return best[-1][2]


def bits(parts: Iterable[tuple[str, Mode]]) -> int:
    """Bits that `parts` take in a symbol of version 1-9, headers included."""
    return sum(_cost(text, mode) for text, mode in parts)


def symbol_for(address: str, *, least: str = LEAST_LEVEL, engraver: bool = False) -> Symbol:
    """The symbol of `address`: the smallest version that keeps `least`, at the most it can keep.

    The mask is the one of least penalty (ISO/IEC 18004, 7.8.3); for an `engraver` it is, among
    those near the best, the one with the fewest `frail` places. Raises Refusal
    `plaque-address-too-long` when no version up to 9 holds it.
    """
    return _symbol(payload_of(address), least, engraver)


def version_for(address: str) -> int:
    """The version of the symbol of `address`, without computing it; raises Refusal as `symbol_for`."""
    payload = payload_of(address)
    return _fit(payload, bits(segments(payload)), LEAST_LEVEL)[0]


PAYMENT = "000201"
"""How every payment code begins (EMVCo merchant-presented QR, VietQR): such a one is never printed."""


def symbol_saying(payload: str, *, least: str = LEAST_LEVEL) -> Symbol:
    """The symbol of a `payload` that is no address of a plate, such as a Wi-Fi network.

    Raises ValueError for a payment code and Refusal as `symbol_for`.
    """
    if payload.lstrip().startswith(PAYMENT):
        raise ValueError("no payment code is ever printed")
    return _symbol(payload, least, False)


def masks_of(address: str) -> tuple[Matrix, ...]:
    """The symbol of `address` with each of the eight masks, in their order.

    For plates that hang already: the choice of a mask may change with a rule or a library, the rest may not.
    """
    code, _, _ = _coded(payload_of(address), LEAST_LEVEL)
    return tuple(_masked(code, mask) for mask in range(MASKS))


@cache
def _symbol(payload: str, least: str, engraver: bool) -> Symbol:  # noqa: FBT001 - a cache key
    code, version, level = _coded(payload, least)
    mask = _sturdiest(code) if engraver else code.best_mask_pattern()
    return Symbol(_masked(code, mask), version, level, mask, payload)


def _coded(payload: str, least: str) -> tuple[QRCode[Any], int, str]:
    """The payload in codewords, with version and level; no mask is chosen yet."""
    parts = segments(payload)
    version, level = _fit(payload, bits(parts), least)
    code = QRCode(version=version, error_correction=LEVELS[level], border=0)
    for text, mode in parts:
        code.add_data(QRData(text.encode(), mode=mode), optimize=0)
    return code, version, level


def frail(matrix: Matrix) -> int:
    """Places of `matrix` where a cut plate fails: dark modules alone, and corners that only touch.

    The first chip off stone or fall out of a stencil; at the second a bridge has no width.
    """
    alone = sum(
        module and not any(_dark(matrix, x + dx, y + dy) for dx, dy in _SIDES)
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
    )
    return alone + sum(
        upper[x] == lower[x + 1] != upper[x + 1] == lower[x]
        for upper, lower in pairwise(matrix)
        for x in range(len(upper) - 1)
    )


_SIDES = ((0, -1), (1, 0), (0, 1), (-1, 0))


def _dark(matrix: Matrix, x: int, y: int) -> bool:
    return 0 <= y < len(matrix) and 0 <= x < len(matrix) and matrix[y][x]


def _sturdiest(code: QRCode[Any]) -> int:
    """The mask near the best penalty with the fewest frail places; the lower number on a tie.

    Penalties are of whole symbols. The mask for print is a candidate too, so that no cut symbol
    is frailer than the printed one: the library finds it with the format bits still light.
    """
    drawn = [_masked(code, mask) for mask in range(MASKS)]
    penalties = [lost_point([list(row) for row in matrix]) for matrix in drawn]
    near = [mask for mask in range(MASKS) if penalties[mask] <= NEAR_BEST * min(penalties)]
    near.append(code.best_mask_pattern())
    return min(near, key=lambda mask: (frail(drawn[mask]), mask))


def _masked(code: QRCode[Any], mask: int) -> Matrix:
    code.makeImpl(False, mask)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def contours(matrix: Matrix, *, bridged: bool = False) -> tuple[Contour, ...]:
    """The outlines of the union of all dark modules, sorted; dark lies to the right of the way.

    Where two dark modules touch only at a corner their outlines stay apart, so that a cutter
    never runs through a point twice; `bridged` they are one outline through that corner, for a
    kerf that widens the dark. Outer outlines and holes alike; fill them even-odd.
    """
    starts = _edges(matrix)
    found = []
    while starts:
        first = min(starts)
        found.append(_without_straight(tuple(_walk(first, starts, -1 if bridged else 1))))
    return tuple(sorted(found))


def matrix_of(outlines: Iterable[Contour], size: int) -> Matrix:
    """The modules inside `outlines` by the even-odd rule: the way back from `contours`."""
    crossings: list[set[int]] = [set() for _ in range(size)]
    for outline in outlines:
        for (x, y), (x2, y2) in pairwise((*outline, outline[0])):
            if x == x2:
                for row in range(max(min(y, y2), 0), min(max(y, y2), size)):
                    crossings[row] ^= {x}
    return tuple(
        tuple(sum(1 for x in row if x <= column) % 2 == 1 for column in range(size))
        for row in crossings
    )


def _endings(
    payload: str, end: int, best: list[tuple[int, int, tuple[tuple[str, Mode], ...]]]
) -> Iterator[tuple[int, int, tuple[tuple[str, Mode], ...]]]:
    for start in range(end):
        text = payload[start:end]
        before, count, parts = best[start]
        for mode in _modes(text):
            yield before + _cost(text, mode), count + 1, (*parts, (text, mode))


def _modes(text: str) -> Iterator[Mode]:
    if _NUMERIC.fullmatch(text):
        yield MODE_NUMBER
    if _ALPHANUMERIC.fullmatch(text):
        yield MODE_ALPHA_NUM
    yield MODE_8BIT_BYTE


def _cost(text: str, mode: Mode) -> int:
    count = len(text.encode())
    if mode == MODE_NUMBER:
        return _HEADER[mode] + 10 * (count // 3) + (0, 4, 7)[count % 3]
    if mode == MODE_ALPHA_NUM:
        return _HEADER[mode] + 11 * (count // 2) + 6 * (count % 2)
    return _HEADER[mode] + 8 * count


def _fit(payload: str, need: int, least: str) -> tuple[int, str]:
    names = list(LEVELS)
    for version in range(1, LARGEST_VERSION + 1):
        for level in reversed(names[names.index(least) :]):
            if need <= 8 * sum(block.data_count for block in rs_blocks(version, LEVELS[level])):
                return version, level
    raise Refusal("plaque-address-too-long", address=payload)


_Step = tuple[int, int]


def _edges(matrix: Matrix) -> dict[_Step, list[_Step]]:
    """Unit steps along the border of dark, clockwise (y down), by the corner they leave."""
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    starts: dict[_Step, list[_Step]] = {}
    for x, y in sorted(dark):
        for dx, dy, start, step in (
            (0, -1, (x, y), (1, 0)),
            (1, 0, (x + 1, y), (0, 1)),
            (0, 1, (x + 1, y + 1), (-1, 0)),
            (-1, 0, (x, y + 1), (0, -1)),
        ):
            if (x + dx, y + dy) not in dark:
                starts.setdefault(start, []).append(step)
    return starts


def _walk(first: _Step, starts: dict[_Step, list[_Step]], turn: int) -> Iterator[_Step]:
    """The corners of one outline, taking its steps out of `starts`.

    At a touch it turns right (`turn` 1, outlines apart) or left (-1, bridged).
    """
    at, step = first, starts[first][0]
    while True:
        yield at
        choices = starts[at]
        aside = (-step[1] * turn, step[0] * turn)
        step = aside if aside in choices else choices[0]
        choices.remove(step)
        if not choices:
            del starts[at]
        at = (at[0] + step[0], at[1] + step[1])
        if at == first:  # the least corner has one way out only, so the round is complete
            return


def _without_straight(outline: Contour) -> Contour:
    """The outline with only its corners, from its least corner on."""
    count = len(outline)
    corners = [
        here
        for index, here in enumerate(outline)
        if not _straight(outline[index - 1], here, outline[(index + 1) % count])
    ]
    start = corners.index(min(corners))
    return tuple(corners[start:] + corners[:start])


def _straight(before: _Step, here: _Step, after: _Step) -> bool:
    return before[0] == here[0] == after[0] or before[1] == here[1] == after[1]
