"""What is wrong with an original, whatever it is: asked by its ending."""

from __future__ import annotations

from pathlib import Path

from generator.read.film import film_fault
from generator.read.picture import picture_fault
from generator.read.solid import solid_fault
from generator.read.sound import sound_fault
from generator.read.tree import is_film, is_picture, is_solid, is_sound


def original_fault(path: Path) -> str:
    """The kind of problem with what is seen or heard, '' for none; raises OSError."""
    if is_picture(path.name):
        return picture_fault(path)
    if is_sound(path.name):
        return sound_fault(path)
    if is_solid(path.name):
        return solid_fault(path)
    return film_fault(path) if is_film(path.name) else ""
