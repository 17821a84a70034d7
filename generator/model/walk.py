"""Every part of a model with where it stands, for rules and lists that look at all claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.model.base import Text

Loc = tuple[int | str, ...]


def walk(model: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, BaseModel]]:
    """Every model inside `model` with its location, itself first."""
    yield loc, model
    for name, value in fields_of(model):
        yield from _walk_value(value, (*loc, name))


def _walk_value(value: Any, loc: Loc) -> Iterator[tuple[Loc, BaseModel]]:
    if isinstance(value, BaseModel) and not isinstance(value, Text):
        yield from walk(value, loc)
    elif isinstance(value, Text):
        yield loc, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk_value(item, (*loc, index))


def fields_of(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Field names and values; not `iter(model)`, which a Text uses for its languages."""
    return ((name, getattr(model, name)) for name in type(model).model_fields)
