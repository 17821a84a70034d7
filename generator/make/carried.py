"""A QR symbol on a screen: what a visitor carries home on the phone."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from generator.make.refusal import Refusal
from generator.make.symbol import QUIET, Symbol, symbol_saying

LEAST = "L"
"""Error correction that a lit screen needs: nobody scratches it; of what fits, the strongest is taken."""


def drawn(payload: str) -> Markup | None:
    """The symbol as SVG with its quiet zone, None where it would have too many modules to be read.

    Dark modules of a row become one rectangle. Raises ValueError for a payment code.
    """
    try:
        symbol = symbol_saying(payload, least=LEAST)
    except Refusal:
        return None
    side = symbol.size + 2 * QUIET
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path class="light" d="M0 0h{0}v{0}H0z"/>'
        '<path class="dark" d="{1}"/></svg>'
    ).format(side, _path(symbol))


def _path(symbol: Symbol) -> str:
    bars = []
    for y, row in enumerate(symbol.matrix):
        x = 0
        for dark, run in groupby(row):
            width = len(tuple(run))
            if dark:
                bars.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += width
    return "".join(bars)
