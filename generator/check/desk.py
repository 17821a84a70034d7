"""Stage 2: what checking one site has at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Problems
from generator.read import SiteFiles, original_fault

DigestOf = Callable[[Path], str]
FaultOf = Callable[[Path], str]
"""The kind of problem with an original, or ''."""


@dataclass(frozen=True)
class Desk:
    """What checking one site has at hand: its files, their root, the collector, how to look at originals."""

    root: Path
    files: SiteFiles
    problems: Problems
    digest_of: DigestOf
    fault_of: FaultOf = original_fault
