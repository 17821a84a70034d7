"""A CMYK profile of a made-up press, small and whole: what a print shop would send, in little."""

from __future__ import annotations

from itertools import product
from struct import pack


def press(kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """An output profile of version 2 with one table from CMYK to Lab (ICC.1:2001, 6.1 and 6.5.9)."""
    tags = (
        (b"desc", b"desc" + bytes(4) + pack(">I", 6) + b"press\0" + bytes(78)),
        (b"cprt", b"text" + bytes(4) + b"CC0\0"),
        (b"wtpt", b"XYZ " + bytes(4) + pack(">3i", 63190, 65536, 54061)),
        (b"A2B0", _table()),
    )
    at, directory, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, body in tags:
        padded = body + bytes(-len(body) % 4)
        directory += name + pack(">2I", at + len(data), len(body))
        data += padded
    size = at + len(data)
    header = pack(">I4sI4s4s4s", size, bytes(4), 0x02400000, kind, space, b"Lab ")
    header += pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += pack(">3i", 63190, 65536, 54061)
    return header + bytes(128 - len(header)) + pack(">I", len(tags)) + directory + data


def _table() -> bytes:
    """`mft1`: straight curves around two grid points an ink, each node the grey that its inks leave."""
    straight = bytes(range(256))
    nodes = b"".join(
        bytes((round(255 * (1 - k) * (1 - (c + m + y) / 4)), 128, 128))
        for c, m, y, k in product((0, 1), repeat=4)
    )
    one, none = 65536, 0
    matrix = pack(">9i", one, none, none, none, one, none, none, none, one)
    return b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + 4 * straight + nodes + 3 * straight
