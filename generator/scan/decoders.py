"""Two readers that stand for phones: zxing-cpp for those of today, zbar for older and simpler ones."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

GATES = ("zxing-cpp", "zbar")
"""Readers that must both read a plate before it is final; any other only advises."""

ADVISER = "opencv"
"""A reader that stands for the weakest phones; never a gate, for it is moody on good pictures, too."""

Quad = tuple[tuple[float, float], ...]
"""Four corners in px (x right, y down), in the order they are met going round."""


@dataclass(frozen=True, order=True)
class Read:
    """One code that a reader found in a picture: what it says and where, `corners` in px."""

    text: str
    corners: Quad
    reader: str


def decode(gray: memoryview, *, advise: bool = False) -> dict[str, tuple[str, ...]]:
    """What each reader reads in a grey picture (rows, columns; 0 dark): texts by reader's name.

    zbar is absent from the answer where pyzbar or its library is not installed; `advise` asks
    OpenCV, too, where it is. Light-on-dark symbols count as unread: many phones cannot read them.
    """
    found = {"zxing-cpp": tuple(sorted(code.text for code in _zxing(gray, invert=False)))}
    if (reader := zbar()) is not None:
        read = _zbar(reader, gray)
        found["zbar"] = tuple(sorted(code.data.decode("utf-8", "replace") for code in read))
    if advise:
        found[ADVISER] = _opencv(gray)
    return found


def find_codes(gray: memoryview) -> tuple[Read, ...]:
    """Every QR code that either gate reads in a grey picture, with its corners, sorted.

    Inverted ones too: here it matters what is there, not whether every phone could read it.
    """
    found = [
        Read(code.text, _corners(code.position), GATES[0]) for code in _zxing(gray, invert=True)
    ]
    if (reader := zbar()) is not None:
        for code in _zbar(reader, gray):
            corners = tuple((float(x), float(y)) for x, y in code.polygon)
            if len(corners) == 4:
                found.append(Read(code.data.decode("utf-8", "replace"), corners, GATES[1]))
    return tuple(sorted(found))


@cache
def readers() -> tuple[tuple[str, str], ...]:
    """(name, version) of every reader on this machine, the gates first."""
    found = [(GATES[0], version("zxing-cpp"))]
    if (reader := zbar()) is not None:
        # libzbar before 0.23 fills in two of them, since then all three.
        numbers = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
        reader.wrapper.zbar_version(*(ctypes.byref(number) for number in numbers))
        found.append((GATES[1], ".".join(str(number.value) for number in numbers)))
    if find_spec("cv2") is not None:
        found.append((ADVISER, _opencv_version()))
    return tuple(found)


@cache
def zbar() -> Any:
    """The pyzbar module, or None where it or libzbar is not installed; looked for once a process."""
    try:
        from pyzbar import pyzbar, wrapper
    except (ImportError, OSError):
        return None
    pyzbar.wrapper = wrapper
    return pyzbar


def _zxing(gray: memoryview, *, invert: bool) -> list[Any]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(gray, formats=formats, try_invert=invert, try_downscale=True)
    return list(found)


def _zbar(reader: Any, gray: memoryview) -> list[Any]:
    rows, columns = gray.shape or (0, 0)
    read = reader.decode((gray.tobytes(), columns, rows), symbols=[reader.ZBarSymbol.QRCODE])
    return list(read)


def _opencv(gray: memoryview) -> tuple[str, ...]:
    import cv2
    import numpy as np

    cv2.setNumThreads(1)  # a worker is one of several
    text, *_ = cv2.QRCodeDetector().detectAndDecode(np.asarray(gray))
    return (text,) if text else ()


def _opencv_version() -> str:
    for name in ("opencv-python-headless", "opencv-python", "opencv-contrib-python"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return ""


def _corners(position: Any) -> Quad:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    return tuple((float(corner.x), float(corner.y)) for corner in corners)
