"""Stage 2, mending: a node whose wrong parts give way, so that all the others are still checked.

What a model can do without is taken out. What it needs gets a stand-in, and every stand-in is known as
a hole: the entry stays, under its number, and what a rule finds in a hole is nobody's mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, get_origin

from annotated_types import MinLen
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.check.shapes import allowed, field_of, inner, known_fields, model_at
from generator.model import Text
from generator.problems import Place, nearest
from generator.read import Node

Loc = tuple[int | str, ...]

WORDS = "…"
"""What stands for words that are missing."""

NAME = "ditich-cho-trong"
"""What stands for a missing id."""

STAND_INS = frozenset({WORDS, NAME})
_TRIED = (WORDS, NAME, "1", "9", "105", "2000")
"""One of these is good enough for any field that a site or a project needs."""


@dataclass
class Mending:
    """A node being mended for `model`.

    `holes` are where stand-ins are and `wrong` every field that was, both numbered as `node` is.
    `spare` gets what stands in `fallback` for a field of the root that is missing or wrong.
    """

    model: type[BaseModel]
    node: Node
    fallback: Mapping[str, Any]
    spare: dict[str, Any] = field(default_factory=dict)
    holes: list[Loc] = field(default_factory=list)
    wrong: list[Loc] = field(default_factory=list)

    def mend(self, errors: Iterable[ErrorDetails]) -> bool:
        """Give way to the errors; False if there is nothing left to do about them."""
        before, spare = self.node, dict(self.spare)
        found = {_written(self.node, error["loc"]): error["type"] for error in errors}
        # From the back, for what is taken out of a list moves what follows.
        for loc in sorted(found, key=lambda loc: [str(s).zfill(6) for s in loc], reverse=True):
            if loc:
                self._mend(loc, found[loc])
        return (before, spare) != (self.node, self.spare)

    def is_echo(self, error: ErrorDetails) -> bool:
        """Whether it is only wrong for what is inside: a list too short when its wrong items do not count."""
        loc = error["loc"]
        if error["type"] == "too_short":
            return len(_at(self.node, loc).items) >= int(error["ctx"]["min_length"])
        return any(wrong[: len(loc)] == loc for wrong in self.wrong)

    def _mend(self, loc: Loc, kind: str) -> None:
        name = str(loc[0])
        if len(loc) == 1 and name in self.fallback and not _at(self.node, loc).items:
            self.spare[name] = self.fallback[name]
            self.wrong.append(loc)
            self._put(loc, None)
        elif kind == "extra_forbidden":
            known = known_fields(model_at(self.model, loc))
            self.wrong.append((*loc[:-1], nearest(str(loc[-1]), known) or loc[-1]))
            self._put(loc, None)
        elif kind == "too_short":
            self._lengthen(loc)
        else:
            self.wrong.append(loc)
            self._put(loc, self._stand_in(loc))

    def _put(self, loc: Loc, stand_in: Node | None) -> None:
        self.node = _with(self.node, loc, stand_in) or self.node
        if stand_in:
            self.holes.append(loc)

    def _stand_in(self, loc: Loc) -> Node | None:
        """What the model can take at `loc`; None if it can do without, or nothing of ours will do."""
        here = _at(self.node, loc[:-1]).place
        if isinstance(loc[-1], int):
            return _item(self._listed(loc[:-1]), here)
        return _value(model_at(self.model, loc), loc[-1], here)

    def _listed(self, loc: Loc) -> Any:
        """What the list at `loc` is of."""
        found = field_of(model_at(self.model, loc), str(loc[-1]))
        return inner(found.annotation) if found else str

    def _lengthen(self, loc: Loc) -> None:
        """Stand-ins behind what is written, until the list is long enough."""
        found, written = field_of(model_at(self.model, loc), str(loc[-1])), _at(self.node, loc)
        limits = found.metadata if found else ()
        least = next((limit.min_length for limit in limits if isinstance(limit, MinLen)), 0)
        for number in range(len(written.items), least):
            item = _item(self._listed(loc), written.place)
            self._put((*loc, number), item or _text(WORDS, written.place))


def _item(kind: Any, place: Place) -> Node | None:
    """A stand-in in a list of models, whose own fields are then missing; None in a list of words."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return None
    return _text(WORDS, place) if issubclass(kind, Text) else Node("map", (), place)


def _value(owner: type[BaseModel], name: str, place: Place) -> Node | None:
    """A stand-in for a field; None if the model can do without it, or takes none of ours."""
    found = field_of(owner, name)
    if found is None or not found.is_required():
        return None
    if get_origin(found.annotation) is tuple:
        return Node("list", (), place)  # too short in the next round
    kind: Any = found.annotation
    for limit in found.metadata:
        kind = Annotated[kind, limit]
    takes = TypeAdapter(kind)
    for word in (*allowed(owner, name)[:1], *_TRIED):
        try:
            takes.validate_python(word)
        except ValidationError:
            continue
        return _text(word, place)
    return None


def _text(words: str, place: Place) -> Node:
    return Node("text", words, place)


def _written(node: Node, loc: Loc) -> Loc:
    """The location as far as the file has parts: a text has none."""
    for depth in range(len(loc)):
        if _at(node, loc[:depth]).kind == "text":
            return loc[:depth]
    return loc


def _at(node: Node, loc: Loc) -> Node:
    """The deepest piece on the way to `loc`."""
    for step in loc:
        if isinstance(step, int):
            node = node.items[step] if step < len(node.items) else node
        else:
            node = node.get(step) or node
    return node


def _with(node: Node, loc: Loc, new: Node | None) -> Node | None:
    """The node with `new` at `loc`, or without what is there."""
    if not loc:
        return new
    step, rest = loc[0], loc[1:]
    if isinstance(step, int):
        items = [_with(v, rest, new) if i == step else v for i, v in enumerate(node.items)]
        items += [new] if step == len(node.items) and not rest else []
        return replace(node, value=tuple(v for v in items if v is not None))
    pairs = [(k, _with(v, rest, new) if k.text == step else v) for k, v in node.entries]
    if node.get(step) is None and not rest:
        pairs.append((_text(step, node.place), new))
    return replace(node, value=tuple((k, v) for k, v in pairs if v is not None))
