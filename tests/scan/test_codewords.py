"""The map from modules to codewords is that of the encoder, whatever the version."""

from __future__ import annotations

import numpy as np
import pytest
from qrcode import util

from generator.make.symbol import LEVELS, segments, symbol_for
from generator.scan.codewords import FIXED, blocks, codeword_map, used_correction

HOSTS = {2: "dtlm.vn", 3: "ditich.example", 4: "ditichlongmy.haugiang.gov.vn", 6: "a" * 80 + ".vn",
         8: "a" * 110 + ".vn"}  # fmt: skip


@pytest.mark.parametrize("version", sorted(HOSTS))
def test_codewords_read_from_the_symbol_are_the_encoders(version: int) -> None:
    """Unmasked and counted by our map, each codeword has as many ones as the one that was put there."""
    symbol = symbol_for(f"https://{HOSTS[version]}/7KQ4M2")
    assert symbol.version == version
    parts = [util.QRData(text.encode(), mode=mode) for text, mode in segments(symbol.payload)]
    put = util.create_data(version, LEVELS[symbol.level], parts)
    places, flip = codeword_map(version), util.mask_func(symbol.mask)
    ones = [0] * len(put)
    for row, column in zip(*np.nonzero(places != FIXED), strict=True):
        ones[places[row, column]] += symbol.matrix[row][column] ^ flip(int(row), int(column))
    assert ones == [(word).bit_count() for word in put]
    assert np.bincount(places[places != FIXED]).tolist() == [8] * len(put)
    assert sorted(n for numbers, _ in blocks(version, symbol.level) for n in numbers) == list(
        range(len(put))
    )


def test_correction_is_used_up_by_wrong_codewords_not_modules() -> None:
    """Eight wrong modules of one codeword cost as much as one; patterns cost none; a block can be full."""
    places = codeword_map(3)
    none = np.zeros_like(places)
    assert used_correction(none, 3, "H") == 0
    one = (places == 0).astype(int)
    single = none.copy()
    single[tuple(np.argwhere(places == 0)[0])] = 1
    assert used_correction(one, 3, "H") == used_correction(single, 3, "H") == pytest.approx(1 / 11)
    assert used_correction((places == FIXED).astype(int), 3, "H") == 0
    first, most = blocks(3, "H")[0]
    full = np.isin(places, sorted(first)[:most]).astype(int)
    assert used_correction(full, 3, "H") == 1
