"""A CMYK profile of a made-up press, small and whole: what a print shop would send, in little."""

from __future__ import annotations

from itertools import product
from struct import pack


def press(kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """An output profile of version 2 with a table from CMYK to Lab and one back (ICC.1:2001, 6.1, 6.5.9)."""
    tags = (
        (b"desc", b"desc" + bytes(4) + pack(">I", 6) + b"press\0" + bytes(78)),
        (b"cprt", b"text" + bytes(4) + b"CC0\0"),
        (b"wtpt", b"XYZ " + bytes(4) + pack(">3i", 63190, 65536, 54061)),
        (b"A2B0", table(4, 3, there())),
        (b"B2A0", table(3, 4, back())),
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


def there() -> bytes:
    """The Lab grey that each of the sixteen mixtures of full inks leaves."""
    return b"".join(
        bytes((round(255 * (1 - k) * (1 - (c + m + y) / 4)), 128, 128))
        for c, m, y, k in product((0, 1), repeat=4)
    )


def back() -> bytes:
    """The inks for each corner of Lab: black alone."""
    return b"".join(bytes((0, 0, 0, 255 * (1 - light))) for light, *_ in product((0, 1), repeat=3))


def table(inputs: int, outputs: int, nodes: bytes) -> bytes:
    """`mft1`: straight curves around two grid points a channel."""
    straight, one, none = bytes(range(256)), 65536, 0
    matrix = pack(">9i", one, none, none, none, one, none, none, none, one)
    sizes = bytes((inputs, outputs, 2, 0))
    return b"mft1" + bytes(4) + sizes + matrix + inputs * straight + nodes + outputs * straight
