"""What a finished picture or film says of how and where it was taken: nothing, if it is as it shall be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.jobs import Made
from generator.store import Store

_METADATA = (b"Exif\x00\x00", b"http://ns.adobe.com/xap", b"<x:xmpmeta", b"Photoshop 3.0")
"""What EXIF, XMP and IPTC begin with in JPEG, WebP and AVIF; too long to be there by chance."""


def hides(store: Store, one: Made) -> bool:
    """Whether a picture says where, when or with what it was made."""
    data = store.get(one.digest)
    return b"EXIF" in _chunks(data) or any(mark in data for mark in _METADATA)


def places(store: Store, one: Made) -> bool:
    """Whether a film says where or with what it was taken: besides its tracks there is nothing to say."""
    found = dict(_boxes(store.get(one.digest)))
    said = dict(_boxes(found.get(b"moov", b"")))
    told = dict(_boxes(said.get(b"udta", b"")))
    return bool(set(told) - {b"meta"} or b"meta" in said or b"mdta" in told.get(b"meta", b""))


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, content) of the boxes of an MP4 (ISO/IEC 14496-12, 4.2); ours are shorter than 4 GB."""
    at = 0
    while at + 8 <= len(data):
        length = max(int.from_bytes(data[at : at + 4], "big"), 8)
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length


def _chunks(data: bytes) -> Iterator[bytes]:
    """Names of a WebP's chunks (RFC 9649, 2.3-2.4). Four letters stand in some picture's pixels by chance."""
    at = 12 if data[:4] == b"RIFF" else len(data)
    while at + 8 <= len(data):
        yield data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
