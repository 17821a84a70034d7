"""What a rule found, before it is a problem with a place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.check.mending import STAND_INS
from generator.problems import ERROR, nearest


@dataclass(frozen=True)
class Find:
    """What a rule found, and where.

    `loc` is in site.yaml; with a `language`, an `offset` into that story or else `loc` in its head.
    `en.narration` is the narration's.
    """

    kind: str
    loc: tuple[int | str, ...] = ()
    params: dict[str, str] = field(default_factory=dict)
    severity: str = ERROR
    language: str = ""
    offset: int = -1
    width: int = 1


def near(name: str, known: Iterable[str]) -> dict[str, str]:
    """What a sentence about an unknown name is filled with: the name, the nearest known one, all known."""
    names = sorted(set(known) - STAND_INS)
    return {"name": name, "near": nearest(name, names), "known": ", ".join(names)}
