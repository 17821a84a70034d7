"""Stage 2, shapes: what a model says of its fields: their names, labels, choices and classes."""

from __future__ import annotations

import types
from collections.abc import Sequence
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def model_at(model: type[BaseModel], loc: Sequence[int | str]) -> type[BaseModel]:
    """The model class that owns the field at `loc`."""
    current: Any = model
    for step in loc[:-1]:
        if isinstance(step, int) or not isinstance(current, type):
            continue
        found = field_of(current, step)
        current = inner(found.annotation) if found else current
    return current if isinstance(current, type) and issubclass(current, BaseModel) else model


def known_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The field names an editor may write, in the order of the model."""
    return tuple(info.alias or name for name, info in model.model_fields.items() if info.title)


def labels(owner: type[BaseModel], name: str) -> dict[str, str]:
    """The field's label and help as a problem shows them, in Vietnamese and (`…_en`) in English."""
    found = field_of(owner, name)
    if found is None or not isinstance(found.json_schema_extra, dict):
        return {"label": name}
    words: Any = found.json_schema_extra["x-ditich"]
    return {
        name if lang == "vi" else f"{name}_en": words[name][lang].rstrip(".")
        for name in ("label", "help")
        for lang in ("vi", "en")
    }


def field_of(owner: type[BaseModel], name: str) -> FieldInfo | None:
    """What the model says of the field, by the name an editor writes."""
    fields = owner.model_fields
    return fields.get(name) or next((f for f in fields.values() if f.alias == name), None)


def allowed(owner: type[BaseModel], name: str) -> tuple[str, ...]:
    """The words among which the field chooses; () if it is not one of choices."""
    found = field_of(owner, name)
    kind = inner(found.annotation) if found else None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in kind)
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def inner(annotation: Any) -> Any:
    """The class inside Optional[…], tuple[…, ...] and Annotated[…]."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return inner(next(a for a in get_args(annotation) if a is not type(None)))
    if origin is tuple or hasattr(annotation, "__metadata__"):
        return inner(get_args(annotation)[0])
    return annotation
