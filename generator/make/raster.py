"""A plate in pixels: the symbol at whole pixels a module, and the whole plate to look at."""

from __future__ import annotations

import io
from math import ceil

from generator.make.symbol import QUIET, Symbol
from generator.printing import INCH, POINT

DOTS = 12
"""Least pixels in a millimetre of the symbol (304.8 dpi): Denso Wave asks 4 dots a module at least."""

PREVIEW_DPI = 300
"""Of the preview, unless the plate is so large that it would pass `MOST_PIXELS`."""

MOST_PIXELS = 20_000_000
"""Pixels of a preview: above it phones and mail refuse the picture, so large plates get fewer dpi."""


def symbol_png(symbol: Symbol, module: float) -> bytes:
    """The symbol with its quiet zone as 1-bit PNG: black is dark, `module` mm told in pHYs.

    Every module is the same whole number of pixels, so nothing is ever resampled.
    """
    from PIL import Image

    pixels = ceil(DOTS * module - 1e-9)
    side = symbol.size + 2 * QUIET
    small = Image.new("1", (side, side), 1)
    for y, row in enumerate(symbol.matrix):
        for x, dark in enumerate(row):
            if dark:
                small.putpixel((x + QUIET, y + QUIET), 0)
    large = small.resize((side * pixels, side * pixels), Image.Resampling.NEAREST)
    dpi = pixels / module * INCH
    made = io.BytesIO()
    large.save(made, "png", dpi=(dpi, dpi), optimize=False, compress_level=9)
    return made.getvalue()


def preview_dpi(width: float, height: float) -> int:
    """Dots per inch of the preview of a plate of `width` x `height` mm: 300, halved until that is small."""
    dpi = PREVIEW_DPI
    while (width / INCH * dpi) * (height / INCH * dpi) > MOST_PIXELS:
        dpi //= 2
    return dpi


def preview_png(pdf: bytes, trim: tuple[float, float], slug: float) -> bytes:
    """The trimmed plate of `trim` mm as RGB PNG at `preview_dpi`, drawn from the finished PDF.

    `slug` is what the PDF holds beyond the trim on each side, in mm.
    """
    import pypdfium2

    dpi = preview_dpi(*trim)
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[0].render(scale=dpi / 72, crop=(slug * POINT,) * 4, rev_byteorder=True)
        picture = bitmap.to_pil().convert("RGB")
        made = io.BytesIO()
        picture.save(made, "png", dpi=(dpi, dpi), compress_level=3)
        return made.getvalue()
    finally:
        document.close()
