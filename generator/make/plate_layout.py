"""Where things stand on a plate of any size: two arrangements, all lengths from module and sides.

Beside: the code at the lower right, words to its left, owner, rank and name over both. Below: words,
the code, and what belongs under it, one above another. The plate's proportions choose; no size is a
case of its own. Lengths in mm from the trim's lower left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, hypot

from generator.make.refusal import Refusal
from generator.make.symbol import QUIET, Symbol
from generator.model import LEAST_MODULE, PANEL, Preset

MARGIN, DRILLED = 0.07, 0.078
"""Of the shorter side, from the edge to the words: the frame stands in it, and screw holes if any."""

COLUMN = 28
"""Modules: a column narrower than this breaks a call line into more than four lines."""

TALL = 0.5
"""Of the height inside the margins, the least the column takes where the code is small on its plate."""

SECOND = 1 / 4
"""The least module of the second code, of the first's; it is what is left when the first is scratched."""

CLEAR = 2
"""Modules beyond the quiet zone that no screw comes near a finder (research: 1 spoilt finder in 8 fails)."""


@dataclass(frozen=True)
class Panel:
    """A code with its quiet zone: lower left corner, `module`, `modules` across, `bed` mm of rim."""

    left: float
    low: float
    module: float
    modules: int
    bed: float

    @property
    def side(self) -> float:
        """Across, quiet zone included."""
        return self.modules * self.module

    @property
    def right(self) -> float:
        """The right edge of the quiet zone."""
        return self.left + self.side

    @property
    def top(self) -> float:
        """The upper edge of the quiet zone."""
        return self.low + self.side

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the code."""
        return self.left + self.side / 2, self.low + self.side / 2

    def finders(self) -> tuple[tuple[float, float, float, float], ...]:
        """The four corners where finders stand or may stand (the code may be turned), as boxes."""
        wide, quiet = 7 * self.module, QUIET * self.module
        xs, ys = (
            (self.left + quiet, self.right - quiet - wide),
            (self.low + quiet, self.top - quiet - wide),
        )
        return tuple((x, y, x + wide, y + wide) for x in xs for y in ys)


@dataclass(frozen=True)
class Area:
    """An upright box for words."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        """Across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Up."""
        return self.high - self.low


@dataclass(frozen=True)
class Places:
    """The places of one plate; `below` is the arrangement with the code under the words."""

    main: Panel
    second: Panel | None
    header: Area
    words: Area
    below: bool
    gap: float
    margin: float


def margin_of(preset: Preset) -> float:
    """From the edge to the words; less on a label, whose code needs the room."""
    side = min(preset.width, preset.height)
    share = DRILLED if preset.hole else MARGIN
    return min(share * side, max((side - PANEL * preset.module) / 6, 2.0))


def inset_of(preset: Preset) -> float:
    """From the edge to the frame."""
    return 0.27 * margin_of(preset)


def places(preset: Preset, symbol: Symbol, foot: float = 0.0) -> Places:
    """The places for a symbol; `foot` is the height of the words under the code where it stands below.

    Raises Refusal `plaque-code-no-room`, `plaque-second-code` or `plaque-hole-near-code`.
    """
    modules = symbol.size + 2 * QUIET
    at = _below(preset, modules, foot) if is_below(preset, modules) else _beside(preset, modules)
    if at.main.left < at.margin or min(at.header.height, at.words.width) <= 0:
        raise Refusal(
            "plaque-code-no-room", preset=preset.id, module=f"{preset.module:g}",
            side=f"{at.main.side:g}", size=f"{preset.width:g} × {preset.height:g}",
        )  # fmt: skip
    _check_holes(preset, at)
    return at


def is_below(preset: Preset, modules: int) -> bool:
    """Whether the code stands below the words: on an upright plate, and where no column is left."""
    column = preset.width - 2 * margin_of(preset) - modules * preset.module
    return preset.height > preset.width or column < COLUMN * preset.module


def _beside(preset: Preset, modules: int) -> Places:
    margin, gap, bed = margin_of(preset), _gap(preset), _bed(preset, preset.module)
    side = modules * preset.module
    main = Panel(preset.width - margin - bed - side, margin + bed, preset.module, modules, bed)
    column = max(side + 2 * bed, TALL * (preset.height - 2 * margin))
    words = Area(margin, margin, main.left - bed - gap, margin + column)
    header = Area(margin, words.high + gap, preset.width - margin, preset.height - margin)
    at = Places(main, None, header, words, below=False, gap=gap, margin=margin)
    if preset.codes == 1:
        return at
    module = _second(preset, modules, min(header.height, 0.3 * header.width))
    bed = _bed(preset, module)
    side = modules * module
    second = Panel(margin + bed, header.high - bed - side, module, modules, bed)
    return replace(at, second=second, header=replace(header, left=second.right + bed + gap))


def _below(preset: Preset, modules: int, foot: float) -> Places:
    margin, gap, bed = margin_of(preset), _gap(preset), _bed(preset, preset.module)
    side = modules * preset.module
    low = margin + foot + (gap if foot else 0.0) + bed
    main = Panel((preset.width - side) / 2, low, preset.module, modules, bed)
    words = Area(margin, margin, preset.width - margin, margin + foot)
    header = Area(margin, main.top + bed + gap, preset.width - margin, preset.height - margin)
    at = Places(main, None, header, words, below=True, gap=gap, margin=margin)
    if preset.codes == 1:
        return at
    module = _second(preset, modules, preset.width - 2 * margin - side - 2 * bed - gap)
    rim = _bed(preset, module)
    second = Panel(margin + rim, low, module, modules, rim)
    return replace(at, main=replace(main, left=preset.width - margin - bed - side), second=second)


def _second(preset: Preset, modules: int, room: float) -> float:
    """The module of the second code: that of the first if there is room, else in steps of 0.25 mm less.

    Never under what the process makes cleanly, nor under `SECOND` of the first.
    """
    across = modules + 2 * _bed(preset, 1.0)
    module = min(preset.module, floor(room / across * 4) / 4)
    least = max(LEAST_MODULE[preset.process], SECOND * preset.module)
    if module < least:
        raise Refusal(
            "plaque-second-code", preset=preset.id, room=f"{max(room, 0):.0f}",
            needed=f"{across * least:.0f}", least=f"{least:g}",
        )  # fmt: skip
    return module


def _bed(preset: Preset, module: float) -> float:
    """The rim around the quiet zone; a label has room for half of it."""
    return (0.5 if preset.terse else 1.1) * module


def _gap(preset: Preset) -> float:
    """Between the code and words."""
    if preset.terse:
        return 1.4 * preset.module
    return min(3.5 * preset.module, 0.035 * max(preset.width, preset.height))


def holes(preset: Preset) -> tuple[tuple[float, float], ...]:
    """Centres of the screw holes: one in each corner, between the strong rule and the words."""
    if not preset.hole:
        return ()
    near = hole_inset(preset)
    return tuple((x, y) for x in (near, preset.width - near) for y in (near, preset.height - near))


def hole_inset(preset: Preset) -> float:
    """From both edges to the centre of a hole, which keeps at least 0.6 of its diameter from the edge."""
    return max(1.1 * preset.hole, 0.62 * margin_of(preset))


def clearance(preset: Preset, panel: Panel) -> float:
    """From the nearest hole's edge to the nearest finder, in modules of that code; 1000 without holes."""
    least = 1000.0
    for x, y in holes(preset):
        for left, low, right, high in panel.finders():
            away = hypot(max(left - x, 0, x - right), max(low - y, 0, y - high))
            least = min(least, (away - preset.hole / 2) / panel.module)
    return least


def _check_holes(preset: Preset, at: Places) -> None:
    for panel in (at.main, at.second):
        if panel and (found := clearance(preset, panel)) < QUIET + CLEAR:
            raise Refusal(
                "plaque-hole-near-code", preset=preset.id, hole=f"{preset.hole:g}",
                found=f"{max(found, 0):.1f}", least=f"{QUIET + CLEAR}",
            )  # fmt: skip
