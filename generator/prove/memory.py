"""What a blob was found to be, kept by its digest so that nothing is proved twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import disk

PACKAGES: Mapping[str, tuple[str, ...]] = {
    "web": ("selectolax",),
    "kiosk": ("selectolax",),
    "print": ("pypdfium2", "pikepdf", "qrcode"),
}
"""Distributions that decide what is found in an edition; readers of codes are part of a finding's key."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "web": ("prove/memory.py", "prove/metadata.py", "prove/scopes.py", "prove/web.py"),
    "kiosk": (
        "prove/kiosk.py", "prove/memory.py", "prove/metadata.py", "prove/scopes.py", "prove/web.py",
    ),
    "print": (
        "prove/cutting.py", "prove/cutting_files.py", "prove/memory.py", "prove/painted.py",
        "prove/picture.py", "prove/plaque.py", "prove/plaque_pdf.py", "prove/plaque_svg.py",
        "prove/plates.py", "prove/scopes.py", "prove/trials.py",
        "scan/__init__.py", "scan/decoders.py", "scan/raster.py", "scan/trial.py",
        "printing.py", "make/symbol.py",
    ),
}  # fmt: skip
"""Modules of this package that do."""

Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""A `map` that may do its items side by side, in other processes: what is looked for is picklable."""


class Memory:
    """Findings by key, kept at `path` under a `label`; under another label nothing is known."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label
        payload = disk.unseal(self.path, self.label)
        self.known: dict[str, Any] = json.loads(payload) if payload else {}
        self.asked: dict[str, Any] = {}

    def find(self, key: str, look: Callable[..., Any], *given: object) -> Any:
        """What is known under `key`, else what `look(*given)` finds now (plain JSON data)."""
        if key not in self.asked:
            self.asked[key] = self.known[key] if key in self.known else look(*given)
        return self.asked[key]

    def find_all(
        self, items: Mapping[str, Any], look: Callable[[Any], Any], spread: Spread
    ) -> None:
        """Find out whatever is not known of `items`, by key, so that `find` knows it."""
        new = {k: v for k, v in items.items() if k not in self.asked and k not in self.known}
        self.asked.update(zip(new, spread(look, tuple(new.values())), strict=True))

    def save(self) -> None:
        """Keep what this run asked for."""
        if self.asked != self.known:
            data = json.dumps(self.asked, ensure_ascii=False, separators=(",", ":")).encode()
            with disk.told(self.path):
                disk.seal(self.path, self.label, data, durable=False)


def proofs_of(work: Path, edition: str) -> Memory:
    """What was found in an edition; findings of other code or libraries are forgotten."""
    return Memory(work / f"proofs-{edition}", _label(edition))


@cache
def _label(edition: str) -> str:
    """A name for the code that proves: another code, another memory."""
    packages = PACKAGES[edition]
    digest = sha256("".join(f"{name}=={version(name)}\n" for name in packages).encode())
    for part in PARTS[edition]:
        digest.update((Path(__file__).parent.parent / part).read_bytes())
    return f"proofs {digest.hexdigest()[:16]}"
