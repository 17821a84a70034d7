"""Stage 2, sizes of plates: a preset of the project's own must be one that can be made and read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.find import Find
from generator.contrast import LEAST_CONTRAST, contrast
from generator.model import PANEL, Preset, Process, Project, Spots

MARGIN = 4.0
"""mm that the code keeps from the edge at least: frame and cutter need them."""


RESERVED = frozenset((
    "all", "none", "cyan", "magenta", "yellow", "black", "registration", "pattern",
    "devicegray", "devicergb", "devicecmyk", "defaultgray", "defaultrgb", "defaultcmyk",
))  # fmt: skip
"""Separation names that every RIP gives a meaning of its own (PDF 1.7, 8.6.6.4), and names of colour
spaces, which ours would take the place of (8.6.5.6): in small letters."""


def plate_faults(project: Project) -> Iterator[Find]:
    """What is wrong with the project's own sizes and names of plates, each at its field in `plaque`."""
    seen: set[str] = set()
    for index, preset in enumerate(project.plaque.presets):
        here = ("plaque", "presets", index)
        if preset.id in seen:
            yield Find("id-twice", (*here, "id"), {"name": preset.id, "list": "presets"})
        seen.add(preset.id)
        yield from _faults(preset, here)
    yield from _spot_faults(project.plaque.spots)


def _spot_faults(spots: Spots) -> Iterator[Find]:
    """Names that are the machine's own, or two alike: shops' machines do not tell case apart."""
    seen: set[str] = set()
    for part in ("cut", "engrave", "white"):
        name = str(getattr(spots, part))
        kind = "spot-reserved" if name.lower() in RESERVED else "spot-twice"
        if name.lower() in RESERVED or name.lower() in seen:
            yield Find(kind, ("plaque", "spots", part), {"name": name})
        seen.add(name.lower())


def _faults(preset: Preset, here: tuple[int | str, ...]) -> Iterator[Find]:
    side, room = PANEL * preset.module, min(preset.width, preset.height) - 2 * MARGIN
    if side > room:
        told = {
            "preset": preset.id, "module": f"{preset.module:g}", "side": f"{side:g}",
            "size": f"{preset.width:g} × {preset.height:g}",
        }  # fmt: skip
        yield Find("plaque-code-no-room", (*here, "module"), told)
    if preset.nfc and preset.process is Process.etch:
        yield Find("plaque-nfc-metal", (*here, "nfc"), {"preset": preset.id})
    if preset.ground and preset.letters:
        found = contrast(preset.letters, preset.ground)
        if found < LEAST_CONTRAST:
            told = {
                "letters": preset.letters, "ground": preset.ground, "found": f"{found:.1f}",
                "least": f"{LEAST_CONTRAST:g}",
            }  # fmt: skip
            yield Find("plaque-contrast", (*here, "letters"), told)
