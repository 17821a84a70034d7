"""Two readers that stand for phones: zxing-cpp for those of today, zbar for older and simpler ones."""

from __future__ import annotations

from typing import Any

import zxingcpp


def decode(gray: memoryview) -> dict[str, tuple[str, ...]]:
    """What each decoder reads in a grey picture (rows, columns; 0 dark): texts by decoder name.

    zbar is absent from the answer where pyzbar or its library is not installed.
    Light-on-dark symbols count as unread: many phones cannot read them.
    """
    found = zxingcpp.read_barcodes(
        gray,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=False,
        try_downscale=True,
    )
    texts = {"zxing-cpp": tuple(sorted(code.text for code in found))}
    if (reader := zbar()) is not None:
        rows, columns = gray.shape or (0, 0)
        read = reader.decode((gray.tobytes(), columns, rows), symbols=[reader.ZBarSymbol.QRCODE])
        texts["zbar"] = tuple(sorted(code.data.decode("utf-8", "replace") for code in read))
    return texts


def zbar() -> Any:
    """The pyzbar module, or None where it or libzbar is not installed."""
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return None
    return pyzbar
