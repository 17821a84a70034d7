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

_PACKAGES = ("selectolax", "pypdfium2", "zxing-cpp", "pikepdf", "qrcode")

PARTS = ("prove", "scan", "make/symbol.py")
"""Modules and folders of this package that decide what is found."""

Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""A `map` that may do its items side by side, in other processes: what is looked for is picklable."""


class Memory:
    """Findings by key; those of other code or libraries are forgotten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        payload = disk.unseal(path, _label())
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

    def again(self, key: str, look: Callable[..., Any], *given: object) -> Any:
        """What `look(*given)` finds now, whatever was known."""
        self.asked[key] = look(*given)
        return self.asked[key]

    def save(self) -> None:
        """Keep what this run asked for."""
        if self.asked != self.known:
            data = json.dumps(self.asked, ensure_ascii=False, separators=(",", ":")).encode()
            with disk.told(self.path):
                disk.seal(self.path, _label(), data, durable=False)


@cache
def _label() -> str:
    """A name for the code that proves: another code, another memory."""
    digest = sha256("".join(f"{name}=={version(name)}\n" for name in _PACKAGES).encode())
    for path in code():
        digest.update(path.read_bytes())
    return f"proofs {digest.hexdigest()[:16]}"


def code() -> list[Path]:
    """The source files behind every finding."""
    parts = [Path(__file__).parent.parent / name for name in PARTS]
    return sorted(
        path for part in parts for path in (part.glob("*.py") if part.is_dir() else [part])
    )
