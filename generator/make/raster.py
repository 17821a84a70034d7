"""Pictures of a plate: its symbol in whole pixels, and a preview of the finished PDF."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from generator.make.scene import Scene
from generator.make.symbol import QUIET, Symbol

FINE = 24
"""Pixels a millimetre of a module gets, about 600 dpi; then rounded up to whole pixels a module."""

PREVIEW, LARGEST = 300, 2400
"""dpi of a preview, and px it has on its longer side at most: a site sign would be 134 million px."""

INCH = 25.4


def symbol_png(symbol: Symbol, module: float) -> bytes:
    """The symbol with its quiet zone, 1 bit a pixel, `module` mm at the size that the file states."""
    pixels = max(1, -(-int(module * FINE * 100) // 100))
    side = symbol.size + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(symbol.matrix):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + QUIET, y + QUIET), 0)
    large = image.resize((side * pixels, side * pixels), Image.Resampling.NEAREST)
    return _png(large, pixels / module * INCH)


def preview_png(pdf: bytes, scene: Scene) -> bytes:
    """The trimmed plate as the PDF shows it, RGB; at `PREVIEW` dpi or as fine as `LARGEST` allows."""
    dpi = min(PREVIEW, LARGEST * INCH / max(scene.width, scene.height))
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        media, trim = page.get_mediabox(), page.get_trimbox()
        crop = (trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])
        return _png(page.render(scale=dpi / 72, crop=crop).to_pil().convert("RGB"), dpi)
    finally:
        document.close()


def _png(image: Image.Image, dpi: float) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG", dpi=(dpi, dpi), compress_level=6)
    return made.getvalue()
