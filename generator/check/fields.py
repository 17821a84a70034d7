"""Stage 2, fields: what pydantic says of a value, said to an editor, at its place in the file.

The wrong parts give way to stand-ins (`mending`), so that the cross-field rules still run and one bad
field never hides another problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.check.mending import Loc, Mending
from generator.check.shapes import allowed, known_fields, labels, model_at
from generator.model import FORMAT
from generator.problems import Problems, nearest
from generator.read import Node, at, plain

M = TypeVar("M", bound=BaseModel)

_KINDS = {
    "missing": "missing-field", "extra_forbidden": "unknown-field", "enum": "not-in-list",
    "literal_error": "not-in-list", "string_pattern_mismatch": "wrong-form",
    "float_parsing": "not-a-number", "int_parsing": "not-a-number", "int_from_float": "not-a-number",
    "finite_number": "not-a-number", "bool_parsing": "not-yes-no",
    "greater_than_equal": "out-of-range", "less_than_equal": "out-of-range",
    "greater_than": "out-of-range", "string_too_long": "too-long", "too_short": "too-few",
}  # fmt: skip


@dataclass(frozen=True)
class Parsed(Generic[M]):
    """What came of a node: the model, None if not even stand-ins could make one, and the mended node.

    `holes` are the stand-ins in it, `wrong` every field that was: with any, the model is for rules only.
    """

    model: M | None
    node: Node
    holes: tuple[Loc, ...]
    wrong: tuple[Loc, ...]


def validate(
    model: type[M],
    node: Node,
    problems: Problems,
    given: Mapping[str, Any] = MappingProxyType({}),
    fallback: Mapping[str, Any] = MappingProxyType({}),
) -> Parsed[M]:
    """The model in `node`; every mistake becomes a Problem.

    `given` are values that do not stand in the file itself (blocks already built, stories);
    `fallback` fills a required field of the root that is missing.
    """
    mending = Mending(model, _own_fields(model, node, problems), fallback)
    made = None
    for attempt in range(20):
        try:
            values = {**mending.spare, **_as_map(mending.node), **given}
            made = model.model_validate(values)
            break
        except ValidationError as found:
            errors = found.errors(include_url=False)
        for error in errors:
            # Later rounds see what mending did; only whole-model rules are new there.
            new = attempt == 0 or error["type"] == "value_error"
            if new and not mending.is_echo(error):
                _say(model, error, mending.node, problems)
        if not mending.mend(errors):
            break
    return Parsed(made, mending.node, tuple(mending.holes), tuple(mending.wrong))


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
        choices = allowed(owner, name)
        params |= {"known": ", ".join(choices), "near": nearest(params["value"], choices)}
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


def _short(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= 60 else f"{text[:57]}…"


def _as_map(node: Node) -> dict[str, Any]:
    value = plain(node)
    return value if isinstance(value, dict) else {}
