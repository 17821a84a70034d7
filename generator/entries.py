"""What can be found: one entry for each place, person, event or page that a visitor may look for."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("site", "trail", "part", "person", "event", "record", "page")
"""Kinds of entries, in the order in which equals are shown; a script knows them by their number."""

Said = tuple[str, ...]
"""Words; then their language where it is not the page's; then a remark to stand behind them."""


@dataclass(frozen=True)
class Entry:
    """One of `KINDS`: its name, its address from the root of the edition, and lines that are searched, too.

    `number` is the one a stop bears on the spot (0: none).
    """

    kind: str
    name: Said
    address: str
    lines: tuple[Said, ...] = ()
    number: int = 0
