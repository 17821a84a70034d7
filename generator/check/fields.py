"""Stage 2, fields: what pydantic says of a value, said to an editor, at its place in the file.

`validate` also returns the value with every wrong part taken out, so that the cross-field rules
still run and one bad field never hides another problem.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model import FORMAT
from generator.problems import Problems, nearest
from generator.read import Node, at, plain

M = TypeVar("M", bound=BaseModel)
Loc = tuple[int | str, ...]

_KINDS = {
    "missing": "missing-field", "extra_forbidden": "unknown-field", "enum": "not-in-list",
    "literal_error": "not-in-list", "string_pattern_mismatch": "wrong-form",
    "float_parsing": "not-a-number", "int_parsing": "not-a-number", "int_from_float": "not-a-number",
    "finite_number": "not-a-number", "bool_parsing": "not-yes-no",
    "greater_than_equal": "out-of-range", "less_than_equal": "out-of-range",
    "greater_than": "out-of-range", "string_too_long": "too-long", "too_short": "too-few",
}  # fmt: skip


def validate(
    model: type[M],
    node: Node,
    problems: Problems,
    given: Mapping[str, Any] = MappingProxyType({}),
    fallback: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[M | None, Node]:
    """The model in `node`, and the node without its wrong parts; every mistake becomes a Problem.

    `given` are values that do not stand in the file itself (blocks already built, stories);
    `fallback` fills a required field that is missing, so that the rules can still run. None is
    returned only if what is left cannot make a model.
    """
    node = _own_fields(model, node, problems)
    spare: dict[str, Any] = {}
    for attempt in range(20):
        try:
            return model.model_validate({**spare, **_as_map(node), **given}), node
        except ValidationError as found:
            errors = found.errors(include_url=False)
        for error in errors:
            # Later rounds see holes that pruning made; only whole-model rules are new there.
            if attempt == 0 or error["type"] == "value_error":
                _say(model, error, node, problems)
        spare |= {
            str(e["loc"][0]): fallback.get(str(e["loc"][0])) for e in errors if _top_missing(e)
        }
        pruned = _without(node, [_wrong_part(e) for e in errors if not _top_missing(e)])
        if pruned == node and any(name not in fallback for name in spare):
            return None, node
        node = pruned
    return None, node


def _own_fields(model: type[BaseModel], node: Node, problems: Problems) -> Node:
    """The node without fields that others fill (rows of a file, stories): no editor writes those."""
    known, fields = known_fields(model), model.model_fields.items()
    filled = {info.alias or name for name, info in fields} - set(known)
    said = {"known": ", ".join(known)}
    for key, _ in node.entries:
        if key.text in filled:
            near = nearest(key.text, known)
            problems.add("unknown-field", key.place, name=key.text, near=near, **said)
    if node.kind != "map":
        return node
    return replace(node, value=tuple(p for p in node.entries if p[0].text not in filled))


def _top_missing(error: ErrorDetails) -> bool:
    return error["type"] == "missing" and len(error["loc"]) == 1


def _wrong_part(error: ErrorDetails) -> Loc:
    """What to take out: the value itself, or the whole of which a needed part is missing."""
    return error["loc"][:-1] if error["type"] == "missing" else error["loc"]


def model_at(model: type[BaseModel], loc: Sequence[int | str]) -> type[BaseModel]:
    """The model class that owns the field at `loc`."""
    current: Any = model
    for step in loc[:-1]:
        if isinstance(step, int) or not isinstance(current, type):
            continue
        found = _field(current, step)
        current = _inner(found.annotation) if found else current
    return current if isinstance(current, type) and issubclass(current, BaseModel) else model


def known_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The field names an editor may write, in the order of the model."""
    return tuple(info.alias or name for name, info in model.model_fields.items() if info.title)


def _say(model: type[BaseModel], error: ErrorDetails, node: Node, problems: Problems) -> None:
    loc = error["loc"]
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    kind = _KINDS.get(error["type"], "wrong-shape")
    if error["type"] == "value_error":
        kind = str(error.get("ctx", {}).get("error", "wrong-shape")).partition(":")[0]
    owner = model_at(model, loc)
    known = known_fields(owner)
    near = nearest(name, known) if kind == "unknown-field" else ""
    params = {"name": name, "value": _short(error.get("input")), "known": ", ".join(known), "near": near,
              **labels(owner, name), **_limits(error)}  # fmt: skip
    if kind == "wrong-form" and name == "password":
        kind = "wifi-password"
    if kind == "wrong-form" and name == "url":
        kind = "bad-url"
    if kind == "out-of-range" and params["value"].strip("+- ").lower() == "nan":
        kind = "not-a-number"
    if kind == "out-of-range":
        params["point"] = name if name in ("lat", "lon") else ""
    if kind == "out-of-range" and name == "format":
        kind, params["known"] = "format-newer", str(FORMAT)
    if kind == "not-a-number" and "," in params["value"]:
        kind, params["right"] = "number-comma", params["value"].replace(",", ".", 1)
    if kind == "not-in-list":
        allowed = _allowed(owner, name)
        params |= {"known": ", ".join(allowed), "near": nearest(params["value"], allowed)}
    problems.add(kind, at(node, loc, key=kind == "unknown-field"), **params)


def _limits(error: ErrorDetails) -> dict[str, str]:
    context = error.get("ctx", {})
    names = {
        "ge": "low",
        "gt": "above",
        "le": "high",
        "max_length": "high",
        "min_length": "low",
        "pattern": "form",
    }
    return {
        "low": "",
        "above": "",
        "high": "",
        "form": "",
        **{names[k]: _plain(v) for k, v in context.items() if k in names},
    }


def _plain(limit: object) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def labels(owner: type[BaseModel], name: str) -> dict[str, str]:
    """The field's label and help as a problem shows them, in Vietnamese and (`…_en`) in English."""
    found = _field(owner, name)
    if found is None or not isinstance(found.json_schema_extra, dict):
        return {"label": name}
    words = found.json_schema_extra["x-ditich"]
    return {
        name if lang == "vi" else f"{name}_en": words[name][lang].rstrip(".")
        for name in ("label", "help")
        for lang in ("vi", "en")
    }


def _field(owner: type[BaseModel], name: str) -> Any:
    fields = owner.model_fields
    return fields.get(name) or next((f for f in fields.values() if f.alias == name), None)


def _allowed(owner: type[BaseModel], name: str) -> tuple[str, ...]:
    found = _field(owner, name)
    inner = _inner(found.annotation) if found else None
    if isinstance(inner, type) and issubclass(inner, Enum):
        return tuple(str(member.value) for member in inner)
    return tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()


def _inner(annotation: Any) -> Any:
    """The class inside Optional[…], tuple[…, ...] and Annotated[…]."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _inner(next(a for a in get_args(annotation) if a is not type(None)))
    if origin is tuple or hasattr(annotation, "__metadata__"):
        return _inner(get_args(annotation)[0])
    return annotation


def _short(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= 60 else f"{text[:57]}…"


def _as_map(node: Node) -> dict[str, Any]:
    value = plain(node)
    return value if isinstance(value, dict) else {}


def _without(node: Node, locs: Sequence[Loc]) -> Node:
    """The node less the parts at `locs`; a location inside a text takes the text's owner."""
    for loc in sorted(
        set(locs), key=lambda found: [str(step).zfill(6) for step in found], reverse=True
    ):
        node = _less(node, loc)
    return node


def _less(node: Node, loc: Loc) -> Node:
    if not loc:
        return node
    if node.kind == "map":
        pairs = [(k, v if k.text != loc[0] else _child(v, loc[1:])) for k, v in node.entries]
        return replace(node, value=tuple((k, v) for k, v in pairs if v is not None))
    if node.kind == "list" and isinstance(loc[0], int):
        items = [v if i != loc[0] else _child(v, loc[1:]) for i, v in enumerate(node.items)]
        return replace(node, value=tuple(v for v in items if v is not None))
    return node


def _child(node: Node, rest: Loc) -> Node | None:
    """None takes the child out: the location ends here, or points into a value that has no parts."""
    if not rest or node.kind == "text":
        return None
    smaller = _less(node, rest)
    return None if smaller == node else smaller
