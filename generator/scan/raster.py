"""A finished PDF as grey pixels: what a press or a phone would see of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generator.printing import INCH, POINT

FINE = 10
"""px a module in the picture of the plate: growth by a tenth of a module is a pixel."""

MOST = 100_000_000
"""px of a whole plate that are rasterised at once (a byte each, three copies at the worst)."""

Box = tuple[float, float, float, float]
"""left, bottom, right, top."""


def fits(width: float, height: float, dpi: float) -> bool:
    """Whether `width` x `height` mm at `dpi` is a picture that any machine can hold."""
    return width * height * (dpi / INCH) ** 2 <= MOST


def rasterise(pdf: bytes, box: Box, dpi: float) -> memoryview:
    """The first page within `box` (mm from the MediaBox's lower left) as grey pixels (rows, columns)."""
    with _first_page(pdf) as page:
        return _render(page, tuple(edge * POINT for edge in box), dpi)


def rasterise_trimmed(pdf: bytes, dpi: float) -> memoryview:
    """The first page within its TrimBox, as one sees it on the wall: grey pixels (rows, columns)."""
    with _first_page(pdf) as page:
        left, low = page.get_mediabox()[:2]
        trim = page.get_trimbox()
        return _render(page, (trim[0] - left, trim[1] - low, trim[2] - left, trim[3] - low), dpi)


@contextmanager
def _first_page(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document[0]
    finally:
        document.close()


def _render(page: Any, box: tuple[float, ...], dpi: float) -> memoryview:
    width, height = page.get_size()
    left, low, right, high = box
    crop = tuple(max(cut, 0.0) for cut in (left, low, width - right, height - high))
    bitmap = page.render(scale=dpi / 72, grayscale=True, crop=crop)
    stride, columns = bitmap.stride, bitmap.width
    data = bytes(bitmap.buffer)
    if stride != columns:
        data = b"".join(data[at : at + columns] for at in range(0, stride * bitmap.height, stride))
    return memoryview(data).cast("B", (bitmap.height, columns))
