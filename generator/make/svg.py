"""A scene as SVG in millimetres, for screens and for engravers: the very outlines of the PDF.

One user unit is one millimetre and the viewBox is the trimmed plate. Colours are attributes:
no style attribute and no handler, so the file passes a strict content policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from generator.make.pdf import number_text
from generator.make.scene import Path, Scene, Shape

_STEPS = {"M": "M%.3f %.3f", "L": "L%.3f %.3f", "C": "C" + " ".join(("%.3f",) * 6), "Z": "Z"}


def write_svg(scene: Scene) -> bytes:
    """The scene as UTF-8 SVG 1.1, grouped by layer, y turned down."""
    return ("\n".join(_lines(scene)) + "\n").encode()


STROKES = {"QR": "#000000", "TEXT": "#0000ff", "FRAME": "#00a000", "SAMPLE": "#ff8000",
           "CUT": "#ff0000", "HOLES": "#ff00ff", "TACTILE": "#00a0e3", "NFC": "#00c8c8"}  # fmt: skip
"""Line colour of each layer for laser programs, which sort work by colour; red cuts."""


def write_cutting_svg(cut: Scene) -> bytes:
    """The cutting scene as outlines alone: one group a layer, 0.1 mm lines, no fill.

    Whoever fills them finds each path's own rule: even-odd, but letters non-zero, for Khmer ones overlap.
    """
    width, height = number_text(cut.width), number_text(cut.height)
    sized = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    tongue = f"xml:lang={quoteattr(cut.language)}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {sized} {tongue}>',
        f"<title>{escape(cut.title)}</title>",
    ]
    for layer, shapes in groupby(cut.shapes, key=lambda shape: shape.layer):
        colour = f'fill="none" stroke="{STROKES[layer]}" stroke-width="0.1"'
        lines.append(f'<g id="{layer}" {colour}>')
        lines += [
            f'<path fill-rule="{"evenodd" if shape.even_odd else "nonzero"}" '
            f'd="{_data(shape.path, cut.height)}"/>'
            for shape in shapes
        ]
        lines.append("</g>")
    return ("\n".join((*lines, "</svg>")) + "\n").encode()


def _lines(scene: Scene) -> Iterator[str]:
    width, height = number_text(scene.width), number_text(scene.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" role="img" xml:lang={quoteattr(scene.language)}>'
    )
    yield f"<title>{escape(scene.title)}</title>"
    for (layer, ink), shapes in groupby(scene.shapes, key=lambda shape: (shape.layer, shape.ink)):
        yield f'<g class="{layer}" data-ink="{ink.name}" fill="{ink.screen}">'
        for shape in shapes:
            yield _shape(shape, scene.height)
        yield "</g>"
    yield "</svg>"


def _shape(shape: Shape, height: float) -> str:
    rule = ' fill-rule="evenodd"' if shape.even_odd else ""
    said = f" data-text={quoteattr(shape.text)}" if shape.text else ""
    tongue = f" xml:lang={quoteattr(shape.language)}" if shape.text and shape.language else ""
    return f'<path{rule}{said}{tongue} d="{_data(shape.path, height)}"/>'


def _data(path: Path, height: float) -> str:
    numbers = list(path.numbers)
    numbers[1::2] = [height - y for y in path.numbers[1::2]]
    return "".join(map(_STEPS.__getitem__, path.steps)) % tuple(numbers)
