"""Whether a print shop's ICC profile can be a PDF/X output intent: of a press, in CMYK, and whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

PROFILES = (".icc", ".icm")
"""How the file of a profile ends."""

NEWEST = 4
"""Major version of ICC profiles that PDF 1.6 knows (ISO 15930-7 builds on it); iccMAX is 5."""

_VERSION, _CLASS, _SPACE, _SIGN = 8, slice(12, 16), slice(16, 20), slice(36, 40)
_HEAD, _ENTRY = 128, 12


def profile_fault(path: Path) -> tuple[str, str]:
    """(kind of problem, what the file is instead), ('', '') for a CMYK output profile that works.

    `profile-not-cmyk` by its header (ICC.1:2010, 7.2; PDF/X-4 wants class `prtr`, ISO 15930-7);
    `profile-broken` if it is not as long as it says, its tags lie outside it, or littleCMS cannot go
    both ways through it. Raises OSError.
    """
    data = path.read_bytes()
    if data[_SIGN] != b"acsp":
        return "profile-not-cmyk", "ICC?"
    kind = data[_CLASS].decode("latin-1"), data[_SPACE].decode("latin-1").strip()
    if kind != ("prtr", "CMYK"):
        return "profile-not-cmyk", " ".join(kind)
    if data[_VERSION] > NEWEST:
        return "profile-not-cmyk", f"ICC {data[_VERSION]}"
    if (told := int.from_bytes(data[:4], "big")) != len(data):
        return "profile-broken", f"{len(data)} ≠ {told} byte"
    return ("", "") if _tags_fit(data) and _works(data) else ("profile-broken", "")


def _tags_fit(data: bytes) -> bool:
    """Whether the table of tags and all that it names lie within the file (ICC.1:2010, 7.3)."""
    count = int.from_bytes(data[_HEAD : _HEAD + 4], "big")
    after = _HEAD + 4 + _ENTRY * count
    if after > len(data):
        return False
    entries = (data[at : at + _ENTRY] for at in range(_HEAD + 4, after, _ENTRY))
    places = [(int.from_bytes(e[4:8], "big"), int.from_bytes(e[8:], "big")) for e in entries]
    return all(after <= at and at + length <= len(data) for at, length in places)


def _works(data: bytes) -> bool:
    """Whether colours go through it there and back: bare paper is lighter than black, and black needs ink."""
    from PIL import Image, ImageCms

    try:
        press, lab = ImageCms.ImageCmsProfile(io.BytesIO(data)), ImageCms.createProfile("LAB")
        eye, raw = ImageCms.createProfile("sRGB"), ImageCms.Flags.NOOPTIMIZE
        seen = ImageCms.buildTransform(press, lab, "CMYK", "LAB", flags=raw)
        back = ImageCms.buildTransform(eye, press, "RGB", "CMYK", flags=raw)
    except (ImageCms.PyCMSError, OSError):
        return False
    light = [_through(seen, Image.new("CMYK", (1, 1), (0, 0, 0, ink)))[0] for ink in (0, 255)]
    inks = [sum(_through(back, Image.new("RGB", (1, 1), (grey,) * 3))) for grey in (255, 0)]
    return light[0] > light[1] and inks[0] < inks[1]


def _through(transform: Any, pixel: Any) -> tuple[int, ...]:
    """One pixel in the other colours."""
    return tuple(transform.apply(pixel).tobytes())
