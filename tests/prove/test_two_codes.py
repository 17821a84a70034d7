"""A large plate carries its code twice, and each of them is proved."""

from __future__ import annotations

from dataclasses import replace

from generator.make.pdf import write_pdf
from generator.make.scene import Ink, Layer
from tests.prove.test_plaque_proof import kinds, scene


def with_second_code(*, turned: bool, whole: bool) -> bytes:
    """The plate with a second panel and symbol where its words were; not `whole`: in rich black."""
    plate = scene()
    panel, symbol = plate.shapes[-2:]
    moved = []
    for shape in (panel, symbol):
        path = shape.path
        left, low, right, high = panel.path.bounds
        path = path.moved(-(left + right) / 2, -(low + high) / 2)
        moved.append(replace(shape, path=(path.turned() if turned else path).moved(45.0, 105.0)))
    if not whole:
        rich = Ink("rich", (0.6, 0.5, 0.5, 1.0), "#000000")
        moved[1] = replace(moved[1], ink=rich)
    bare = (shape for shape in plate.shapes if shape.layer is not Layer.TEXT)
    return write_pdf(replace(plate, shapes=(*bare, *moved)))


def test_every_code_of_a_plate_is_proved() -> None:
    """The same code twice passes, upright or turned; with the second one in rich black it fails."""
    assert kinds(with_second_code(turned=True, whole=True)) == set()
    assert kinds(with_second_code(turned=False, whole=True)) == set()
    assert kinds(with_second_code(turned=True, whole=False)) == {"plaque-code-count"}
