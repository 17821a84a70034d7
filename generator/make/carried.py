"""A QR symbol on a screen: what a visitor carries home on the phone."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import QRData

from generator.make.symbol import MODE_8BIT_BYTE, PAYMENT, QUIET, Matrix

LONGEST = 300
"""Bytes: a symbol of more has over 65 modules a side, which an old phone does not read off a screen."""

STURDY = 106
"""Bytes up to which error correction M is had for a version of at most 6 (ISO/IEC 18004, table 7)."""


def drawn(payload: str) -> Markup | None:
    """The symbol as SVG with its quiet zone, None where it would have too many modules to be read.

    Bytes as they are: a screen has room, and what a link says is not for us to write in capitals.
    """
    data = payload.encode()
    if len(data) > LONGEST or payload.lstrip().startswith(PAYMENT):
        return None
    level = ERROR_CORRECT_M if len(data) <= STURDY else ERROR_CORRECT_L
    code = QRCode(error_correction=level, border=0)
    code.add_data(QRData(data, mode=MODE_8BIT_BYTE), optimize=0)
    code.make()
    matrix = tuple(tuple(map(bool, row)) for row in code.modules)
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path class="light" d="M0 0h{0}v{0}H0z"/>'
        '<path class="dark" d="{1}"/></svg>'
    ).format(len(matrix) + 2 * QUIET, _path(matrix))


def _path(matrix: Matrix) -> str:
    """Dark modules side by side are one rectangle."""
    bars = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            width = len(tuple(run))
            if dark:
                bars.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += width
    return "".join(bars)
