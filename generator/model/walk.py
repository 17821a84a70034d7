"""Every part of a model with where it stands, for rules and lists that look at all claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.model.base import Text

Loc = tuple[int | str, ...]
Parts = tuple[tuple[Loc, BaseModel], ...]

_PLAIN = frozenset({str, int, float, bool, type(None)})
_last: list[tuple[BaseModel, Parts]] = []


def walk(model: BaseModel) -> Parts:
    """Every model inside `model` with its location, itself first.

    Models are frozen, and one rule after another walks the same site: the last walk is kept.
    """
    if not _last or _last[0][0] is not model:
        _last[:] = [(model, tuple(_walk(model, ())))]
    return _last[0][1]


def _walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, BaseModel]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if item.__class__ not in _PLAIN:
                yield from _walk(item, (*loc, index))
    elif isinstance(value, BaseModel):
        yield loc, value
        if not isinstance(value, Text):
            for name, item in fields_of(value):
                if item.__class__ not in _PLAIN:
                    yield from _walk(item, (*loc, name))


def fields_of(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Field names and values; not `iter(model)`, which a Text uses for its languages."""
    return ((name, getattr(model, name)) for name in type(model).model_fields)
