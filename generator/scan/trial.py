"""What a plate's code was put through, as plain data: the words between trial, certificate and proof."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.scan.decoders import GATES

NEEDED = 9
"""Frames of `FRAMES` that each gate must read (research: ten seeds, nine of them)."""

FRAMES = 10

SHORT = 2
"""Frames for a plate that is still a sample: what is ordered is another PDF, tried in full."""


@dataclass(frozen=True)
class Trial:
    """One fault at one level: `read` is how many of `frames` each decoder got right.

    `level` is in `unit`; `breaks_at` is the first level at which a gate fails, None if none did.
    With `gate` False it is told, not judged.
    """

    axis: str
    level: float
    unit: str
    frames: int
    read: tuple[tuple[str, int], ...]
    breaks_at: float | None = None
    gate: bool = True

    @property
    def passed(self) -> bool:
        """Whether every gate decoder that was there read enough: nine of ten, one of two or of one."""
        least = max(self.frames * NEEDED // FRAMES, 1)
        return all(count >= least for name, count in self.read if name in GATES)


def failed(trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """The trials that were to be passed and were not."""
    return tuple(trial for trial in trials if trial.gate and not trial.passed)


def worst(some: tuple[Trial, ...], others: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Axis by axis the worse of two codes on one plate: a plate is as good as its worse code.

    Where one of them could not be tried at all, what was found of it is all there is to say.
    """
    if len(some) != len(others):
        return min(some, others, key=len)
    return tuple(_worse(one, other) for one, other in zip(some, others, strict=True))


def _worse(one: Trial, other: Trial) -> Trial:
    there = dict(other.read)
    read = tuple((name, min(count, there[name])) for name, count in one.read)
    breaks = [level for level in (one.breaks_at, other.breaks_at) if level is not None]
    nearest = min(breaks, key=lambda level: abs(level - one.level), default=None)
    return replace(one, read=read, breaks_at=nearest)


def write_trials(trials: tuple[Trial, ...], about: dict[str, Any]) -> bytes:
    """The trials and what they are about as JSON, the same bytes for the same values."""
    body = {**about, "trials": [asdict(trial) for trial in trials]}
    return (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_trials(data: bytes) -> tuple[tuple[Trial, ...], dict[str, Any]]:
    """The way back from `write_trials`."""
    about = json.loads(data)
    rows = about.pop("trials")
    trials = (Trial(**{**row, "read": tuple((n, c) for n, c in row["read"])}) for row in rows)
    return tuple(trials), about
