"""The QR symbol: cheapest segments, strongest correction, contours that are the modules."""

from __future__ import annotations

import hashlib
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import lost_point
from shapely.geometry import Polygon
from shapely.ops import unary_union

from generator.make.refusal import Refusal
from generator.make.symbol import (
    LEVELS,
    Matrix,
    bits,
    contours,
    frail,
    matrix_of,
    payload_of,
    segments,
    symbol_for,
)

BYTE, ALPHANUMERIC, NUMERIC = 4, 2, 1
HOSTS = (
    "dtlm.vn",
    "ditich.example",
    "ditich.longmy.vn",
    "ditich.longmy1.vn",
    "ditichlongmy.haugiang.gov.vn",
)


def address(host: str) -> str:
    """A printed address on `host`."""
    return f"https://{host}/7KQ4M2"


def test_payload_has_small_scheme_capital_host_and_the_path_as_it_is() -> None:
    """The scheme stays small, the host turns to capitals, the path keeps its case."""
    assert payload_of("https://ditich.example/7KQ4M2") == "https://DITICH.EXAMPLE/7KQ4M2"
    assert payload_of("https://ditich.example/a7") == "https://DITICH.EXAMPLE/a7"


@pytest.mark.parametrize("wrong", ["http://a.vn/7", "a.vn/7", "https://a.vn", "https:///7", ""])
def test_only_whole_https_addresses_are_printed(wrong: str) -> None:
    """Anything but https://HOST/PATH is refused."""
    with pytest.raises(ValueError, match="printable"):
        payload_of(wrong)


def test_payload_splits_into_scheme_and_rest() -> None:
    """`https` goes in byte mode, everything after it in alphanumeric mode."""
    payload = payload_of(address("ditich.example"))
    assert segments(payload) == (("https", BYTE), ("://DITICH.EXAMPLE/7KQ4M2", ALPHANUMERIC))


def test_a_host_of_sixteen_fills_version_3_h_to_the_last_bit() -> None:
    """Host of 16 and code of 6 take exactly the 208 bits of version 3-H; one more does not fit."""
    full = symbol_for(address("ditich.longmy.vn"))
    assert bits(segments(full.payload)) == 208
    assert (full.version, full.level) == (3, "H")
    longer = symbol_for(address("ditich.longmy1.vn"))
    assert (longer.version, longer.level) == (3, "Q")


@given(st.text(alphabet="aZ7$/", min_size=1, max_size=7))
@settings(max_examples=60, deadline=None)
def test_no_split_is_cheaper(text: str) -> None:
    """Trying every split of a short text finds none that takes fewer bits."""
    found = segments(text)
    assert "".join(part for part, _ in found) == text
    assert bits(found) == min(cost_of(split) for split in every_split(text))


def every_split(text: str) -> list[tuple[str, ...]]:
    """All ways to cut `text` into parts."""
    ways = []
    for cuts in product((False, True), repeat=len(text) - 1):
        edges = [0, *(i + 1 for i, cut in enumerate(cuts) if cut), len(text)]
        ways.append(tuple(text[a:b] for a, b in pairwise(edges)))
    return ways


def cost_of(split: tuple[str, ...]) -> int:
    """Bits of a split by ISO/IEC 18004, each part in its cheapest mode, counted independently."""
    total = 0
    for part in split:
        costs = [12 + 8 * len(part)]
        if all(c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for c in part):
            costs.append(13 + 11 * (len(part) // 2) + 6 * (len(part) % 2))
        if part.isdigit():
            costs.append(14 + -(-10 * len(part) // 3))
        total += min(costs)
    return total


@pytest.mark.parametrize("host", HOSTS)
def test_second_encoder_draws_the_same_symbol(host: str) -> None:
    """segno, an independent encoder, gives the same modules for the same level and mask."""
    made = symbol_for(address(host))
    other = segno.make(
        list(segments(made.payload)),  # type: ignore[arg-type]
        error=made.level,
        version=made.version,
        mask=made.mask,
        micro=False,
        boost_error=False,
    )
    assert tuple(tuple(map(bool, row)) for row in other.matrix) == made.matrix


@pytest.mark.parametrize("host", HOSTS)
def test_no_stronger_level_and_no_smaller_version_would_do(host: str) -> None:
    """The next level up does not fit the version; Q does not fit the version below."""
    made = symbol_for(address(host))
    parts = list(segments(made.payload))
    stronger = list(LEVELS)[list(LEVELS).index(made.level) + 1 :]
    refused = [(made.version, level) for level in stronger] + [(made.version - 1, "Q")]
    for version, level in refused:
        with pytest.raises(segno.DataOverflowError):
            segno.make(parts, error=level, version=version, boost_error=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", HOSTS)
def test_symbol_reads_back_exactly(host: str) -> None:
    """A decoder reads the payload, case by case, and finds the level."""
    made = symbol_for(address(host))
    picture = np.where(np.pad(np.array(made.matrix), 4), 0, 255).astype(np.uint8)
    (code,) = zxingcpp.read_barcodes(picture.repeat(6, 0).repeat(6, 1))
    assert (code.text, code.ec_level) == (made.payload, made.level)


FROZEN = (
    ("dtlm.vn", False, 5, "e969cc89442e634e"),
    ("dtlm.vn", True, 5, "e969cc89442e634e"),
    ("ditich.example", False, 4, "fbcc79edec803be7"),
    ("ditich.example", True, 4, "fbcc79edec803be7"),
    ("ditich.longmy.vn", False, 0, "92286b66ab357a12"),
    ("ditich.longmy.vn", True, 2, "79f37f3305309cf7"),
    ("ditichlongmy.haugiang.gov.vn", False, 6, "eb2903e18dbaf39a"),
    ("ditichlongmy.haugiang.gov.vn", True, 6, "eb2903e18dbaf39a"),
)


@pytest.mark.parametrize(("host", "engraver", "mask", "digest"), FROZEN)
def test_a_symbol_on_a_wall_is_made_again_as_it_was(
    *, host: str, engraver: bool, mask: int, digest: str
) -> None:
    """Mask and modules of addresses, printed and engraved, are the same for ever."""
    made = symbol_for(address(host), engraver=engraver)
    bits = "".join("01"[module] for row in made.matrix for module in row)
    assert (made.mask, hashlib.sha256(bits.encode()).hexdigest()[:16]) == (mask, digest)


@pytest.mark.parametrize("code", ["7KQ4M2", "8KQ4M3", "AAAAAA", "Z9Y8X7"])
def test_an_engraver_gets_the_sturdiest_of_the_good_masks(code: str) -> None:
    """Of segno's masks within 6 % of the least penalty, and that for print, none is less frail."""
    where = f"https://ditich.longmy.vn/{code}"
    printed, cut = symbol_for(where), symbol_for(where, engraver=True)
    assert (cut.version, cut.level, cut.payload) == (
        printed.version,
        printed.level,
        printed.payload,
    )
    others = [
        segno.make(
            list(segments(cut.payload)),  # type: ignore[arg-type]
            error=cut.level,
            version=cut.version,
            mask=mask,
            boost_error=False,
        ).matrix
        for mask in range(8)
    ]
    assert tuple(tuple(map(bool, row)) for row in others[cut.mask]) == cut.matrix
    penalties = [lost_point([list(map(bool, row)) for row in matrix]) for matrix in others]
    counts = [counted(matrix) for matrix in others]
    near = [mask for mask in range(8) if penalties[mask] <= 1.06 * min(penalties)]
    near.append(printed.mask)
    assert cut.mask in near
    assert counts[cut.mask] == min(counts[mask] for mask in near)
    assert frail(cut.matrix) == counts[cut.mask]


def counted(matrix: Any) -> int:
    """Dark modules alone and corners that only touch, counted with arrays."""
    dark = np.pad(np.array([list(map(bool, row)) for row in matrix]), 1)
    beside = dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:]
    alone = (dark[1:-1, 1:-1] & ~beside).sum()
    a, b, c, d = dark[:-1, :-1], dark[:-1, 1:], dark[1:, :-1], dark[1:, 1:]
    return int(alone + ((a & d & ~b & ~c) | (b & c & ~a & ~d)).sum())


def test_least_level_may_be_lowered_for_a_smaller_symbol() -> None:
    """With M allowed the same address takes version 2, still at the most it can keep."""
    small = symbol_for(address("ditich.example"), least="M")
    assert (small.version, small.level) == (2, "M")


def test_too_long_an_address_is_refused_with_a_sentence() -> None:
    """An address beyond version 9 is a Refusal that names it."""
    with pytest.raises(Refusal) as caught:
        symbol_for(address("a" * 400))
    assert caught.value.kind == "plaque-address-too-long"


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.lists(
            st.lists(st.booleans(), min_size=n, max_size=n).map(tuple), min_size=n, max_size=n
        ).map(tuple)
    )
)
@settings(max_examples=150, deadline=None)
def test_contours_are_the_modules(matrix: Matrix) -> None:
    """Outlines of any pattern turn back into it, and their even-odd area is its dark modules."""
    found = contours(matrix)
    assert matrix_of(found, len(matrix)) == matrix
    signed = [area(outline) for outline in found]
    assert sum(signed) == sum(map(sum, matrix))


def area(outline: tuple[tuple[int, int], ...]) -> float:
    """Twice-signed shoelace area: positive for dark, negative for a hole."""
    pairs = zip(outline, (*outline[1:], outline[0]), strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs) / 2


def test_contours_of_a_symbol_agree_with_a_geometry_library() -> None:
    """The union of module squares by shapely has the same area and outer outlines to the metre."""
    made = symbol_for(address("ditich.example"))
    cells = [
        Polygon([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)])
        for y, row in enumerate(made.matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    union = unary_union(cells)
    assert union.area == sum(map(area, contours(made.matrix)))
    assert union.length == sum(Polygon(o).exterior.length for o in contours(made.matrix))


def test_corners_that_only_touch_stay_apart() -> None:
    """Two modules that meet at a corner are two outlines, so a cutter never crosses itself."""
    assert contours(((True, False), (False, True))) == (
        ((0, 0), (1, 0), (1, 1), (0, 1)),
        ((1, 1), (2, 1), (2, 2), (1, 2)),
    )


def test_no_outline_has_a_needless_corner() -> None:
    """A straight run of modules is one edge."""
    assert contours(((True, True), (True, True))) == (((0, 0), (2, 0), (2, 2), (0, 2)),)
