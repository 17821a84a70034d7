"""Is a picture whole? Its header and its end are looked at; only what looks cut is decoded.

Pillow loads when the first picture is asked about: whoever remembers the answers never pays for it.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
"""What may be opened; each further format is a door, EPS one into Ghostscript (Pillow handbook)."""

MOST_PIXELS = 120_000_000
"""A 108 MP phone passes; a decompression bomb does not."""

_TORN = bytes(512)
"""A sector of zeros at the end: what a copy leaves that was broken off."""

MOST_UNEQUAL = 20
"""A long scroll or a wide panorama passes; a strip of which nothing could be seen on a phone does not."""


def picture_fault(path: Path) -> str:
    """The kind of problem that keeps the picture from being shown, '' for none; raises OSError."""
    data = path.read_bytes()  # apart: a machine out of file handles says nothing of the picture
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            return "picture-too-many-pixels"
        if max(image.size) > MOST_UNEQUAL * min(image.size):
            return "picture-strip"
    except Image.DecompressionBombError:
        return "picture-too-many-pixels"
    except (OSError, SyntaxError, ValueError):
        return "picture-unreadable"
    if data.endswith(_TORN) and not _looks_whole(image.format or "", data):
        return "picture-cut"  # zeros are a JPEG's grey: it would decode
    try:
        if not _looks_whole(image.format or "", data):
            image.draft("RGB", (1, 1))  # a JPEG at an eighth: as strict, and a fraction of the work
            image.load()
    except (OSError, SyntaxError, ValueError):
        return "picture-cut"
    return ""


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height, px, of a sound picture as it is seen: turned as its EXIF says; raises OSError."""
    from PIL import ExifTags, Image

    with (
        warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
        Image.open(path, formats=FORMATS) as image,
    ):
        width, height = image.size
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def _looks_whole(kind: str, data: bytes) -> bool:
    """Whether the file is as long as its format says, or ends as it does."""
    if kind in ("JPEG", "MPO"):  # end of image after the last start of scan (ITU T.81, table B.1)
        return data.find(b"\xff\xd9", data.rfind(b"\xff\xda")) >= 0
    if kind == "PNG":
        return b"IEND\xaeB`\x82" in data[-1024:]
    if kind == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 <= len(data)
    return _boxes_end(data) <= len(data)


def _boxes_end(data: bytes) -> int:
    """Where the last box of an AVIF ends by its own word (ISO/IEC 14496-12, 4.2.2)."""
    at = 0
    while at + 16 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:  # a longer number follows
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length < 8:  # 0: to the end of the file
            return len(data)
        at += length
    return at
