"""Stage 2, sizes of plates: a preset of the project's own must be one that can be made and read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.find import Find
from generator.contrast import LEAST_CONTRAST, contrast
from generator.model import LEAST_MODULE, PRESETS, Preset, Project, Spots
from generator.problems import WARNING
from generator.scan.raster import FINE, fits

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
        if preset.id in PRESETS:
            yield Find("plaque-preset-ours", (*here, "id"), {"name": preset.id})
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
    """What is wrong with a size whatever it says; words and host are tried on the plates ordered."""
    named, module = {"preset": preset.id}, f"{preset.module:g}"
    least = LEAST_MODULE[preset.process]
    if preset.module < least:
        told = {"module": module, "process": preset.process.value, "least": f"{least:g}"}
        yield Find("plaque-module-small", (*here, "module"), named | told)
    side = preset.least_side()
    if side > min(preset.width, preset.height) + 1e-9:
        size = f"{preset.width:g} × {preset.height:g}"
        told = {"module": module, "side": f"{side:g}", "size": size}
        yield Find("plaque-code-no-room", (*here, "module"), named | told)
    elif not fits(preset.width, preset.height, FINE * 25.4 / (preset.second or preset.module)):
        told = {"width": f"{preset.width:g}", "height": f"{preset.height:g}", "module": module}
        yield Find("plaque-too-fine", (*here, "module"), told)
    if abs(preset.grow) > preset.most_grow + 1e-9:
        told = {"grow": f"{preset.grow:g}", "most": f"{preset.most_grow:g}"}
        yield Find("plaque-grow-too-large", (*here, "grow"), named | told)
    if preset.nfc and preset.metal:
        yield Find("plaque-nfc-metal", (*here, "nfc"), named | {"found": preset.metal})
    elif preset.nfc and not preset.material:
        yield Find("plaque-nfc-material", (*here, "nfc"), named, WARNING)
    lined = preset.white and not preset.process.cuts
    if preset.ground and not lined and contrast("#000000", preset.ground) < LEAST_CONTRAST:
        yield Find(
            "plaque-dark-ground", (*here, "ground"), named | {"ground": preset.ground}, WARNING
        )
    if preset.ground and preset.letters:
        found = contrast(preset.letters, preset.ground)
        if found < LEAST_CONTRAST:
            told = {
                "letters": preset.letters, "ground": preset.ground, "found": f"{found:.1f}",
                "least": f"{LEAST_CONTRAST:g}",
            }  # fmt: skip
            yield Find("plaque-contrast", (*here, "letters"), told)
