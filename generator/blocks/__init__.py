"""Media blocks, found by file name: one Python file, one template and one test each.

A new kind is a new file here with one `Block` subclass; no other module keeps a list of kinds.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from generator.model import Block, Site


@cache
def catalogue() -> dict[str, type[Block]]:
    """Every kind of block by name, sorted."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return {name: _block_class(name) for name in names}


def build(raw: dict[str, Any]) -> Block:
    """The block that `raw` describes; pydantic's ValidationError where it does not fit."""
    return catalogue()[raw["kind"]].model_validate(raw)


def _block_class(name: str) -> type[Block]:
    module = importlib.import_module(f"{__name__}.{name}")
    found = [
        c
        for c in vars(module).values()
        if isinstance(c, type) and issubclass(c, Block) and c.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must define exactly one Block, not {len(found)}")
    return found[0]


def rebuild(raw: dict[str, Any]) -> Site:
    """A site from its canonical form, blocks and all; pydantic's ValidationError where it is none."""
    return Site.model_validate(
        {**raw, "blocks": tuple(build(block) for block in raw.get("blocks", ()))}
    )
