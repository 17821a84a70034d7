"""Stage 2, sizes of plates: a preset of the project's own must be one that can be made and read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import Find
from generator.contrast import LEAST_CONTRAST, contrast
from generator.model import LEAST_MODULE, PANEL, Preset, Project

MARGIN = 4.0
"""mm that the code keeps from the edge at least: frame and cutter need them."""


def preset_faults(project: Project) -> Iterator[Find]:
    """What is wrong with the project's own sizes, each at its field in `plaque.presets`."""
    seen: set[str] = set()
    for index, preset in enumerate(project.plaque.presets):
        here = ("plaque", "presets", index)
        if preset.id in seen:
            yield Find("id-twice", (*here, "id"), {"name": preset.id, "list": "presets"})
        seen.add(preset.id)
        yield from _faults(preset, here)


def _faults(preset: Preset, here: tuple[int | str, ...]) -> Iterator[Find]:
    least = LEAST_MODULE[preset.process]
    if preset.module < least:
        told = {
            "module": f"{preset.module:g}",
            "process": preset.process.value,
            "least": f"{least:g}",
        }
        yield Find("plaque-module-small", (*here, "module"), told)
    side, room = PANEL * preset.module, min(preset.width, preset.height) - 2 * MARGIN
    if side > room:
        told = {
            "preset": preset.id, "module": f"{preset.module:g}", "side": f"{side:g}",
            "size": f"{preset.width:g} × {preset.height:g}",
        }  # fmt: skip
        yield Find("plaque-code-no-room", (*here, "module"), told)
    if preset.ground and preset.letters:
        found = contrast(preset.letters, preset.ground)
        if found < LEAST_CONTRAST:
            told = {
                "letters": preset.letters, "ground": preset.ground, "found": f"{found:.1f}",
                "least": f"{LEAST_CONTRAST:g}",
            }  # fmt: skip
            yield Find("plaque-contrast", (*here, "letters"), told)
