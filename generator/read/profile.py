"""Whether a print shop's ICC profile is one that a PDF/X output intent can hold: of a press, in CMYK."""

from __future__ import annotations

from pathlib import Path

PROFILES = (".icc", ".icm")
"""How the file of a profile ends."""

_CLASS, _SPACE, _SIGN = slice(12, 16), slice(16, 20), slice(36, 40)


def profile_fault(path: Path) -> str:
    """What the file is instead of a CMYK output profile, in a few words; '' if it is one.

    The header alone is looked at (ICC.1:2010, 7.2; PDF/X-4 wants class `prtr`, ISO 15930-7). Raises OSError.
    """
    data = path.read_bytes()
    if data[_SIGN] != b"acsp":
        return "ICC?"
    if len(data) != int.from_bytes(data[:4], "big"):
        return f"{len(data)} ≠ {int.from_bytes(data[:4], 'big')} byte"
    kind = data[_CLASS].decode("latin-1"), data[_SPACE].decode("latin-1").strip()
    return "" if kind == ("prtr", "CMYK") else " ".join(kind)
