"""What to write for a field, in plain words of one language: types, limits and choices of a model.

Read from the annotations of pydantic fields; the words come from tools/reference_text/words.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model import Block, Text, When

CHOICES = re.compile(r"\^\(([a-z|]+)\)\$")
"""A pattern that is a plain list of words."""

_WHEN = get_args(When)[1]


class Incomplete(Exception):
    """The models say something that words.toml has no words for, or the other way round."""


@dataclass
class Page:
    """One page being written: its language, the words, and which of them were used."""

    lang: str
    words: dict[str, Any]
    used: set[tuple[str, ...]] = field(default_factory=set)

    def word(self, *path: str) -> str:
        """The word at that path of words.toml in the page's language; raises Incomplete."""
        found: Any = self.words
        for step in path:
            found = found.get(step, {})
        self.used.add(path)
        if not found.get(self.lang):
            raise Incomplete(f"words.toml lacks {'.'.join(path)} in {self.lang}")
        return str(found[self.lang])

    def say(self, key: str, **values: object) -> str:
        """A phrase of [says]."""
        return self.word("says", key).format(**values)

    def about(self, name: str) -> Iterator[str]:
        """The words before a part's table, if there are any."""
        if name in self.words["about"]:
            yield from (self.word("about", name), "")

    def form(self, pattern: str) -> str:
        """What a pattern asks for, in plain words; raises Incomplete for one nobody described."""
        for index, one in enumerate(self.words["forms"]):
            if one["pattern"] == pattern:
                self.used.add(("forms", str(index)))
                return str(one[self.lang])
        raise Incomplete(f"words.toml describes no form {pattern!r}")


def anchor(cls: type[BaseModel]) -> str:
    """Where the page tells of a model."""
    return "blocks" if cls is Block else cls.__name__.lower()


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside Optional, tuple and Annotated, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (model_in(inner) for inner in get_args(annotation) if not isinstance(inner, str))
    return next((inner for inner in found if inner is not None), None)


def flat(metadata: Iterable[Any]) -> Iterator[Any]:
    """Limits of a field, those of a nested Annotated alias included."""
    for one in metadata:
        yield from one.metadata if isinstance(one, FieldInfo) else (one,)


def limit(metadata: list[Any], name: str) -> Any:
    """The value of the limit called `name` (`min_length`, `ge`, `pattern`…), None if there is none."""
    return next((v for one in metadata if (v := getattr(one, name, None)) is not None), None)


def shape(made: Page, annotation: Any, metadata: Iterable[Any] = ()) -> str:
    """What to write for a field of this type, in plain words."""
    limits = list(flat(metadata))
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        inner = next(one for one in get_args(annotation) if one is not NoneType)
        return shape(made, inner, limits)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return shape(made, inner, [*limits, *more])
    if origin is tuple:
        return _list(made, annotation, limits)
    if origin is Literal:
        return made.say("just", value=get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _link(made, annotation, "one")
    return _scalar(made, annotation, limits)


def _list(made: Page, annotation: Any, limits: list[Any]) -> str:
    inner = get_args(annotation)[0]
    model = model_in(inner)
    if model is Block:
        return made.say("blocks")
    fewest = limit(limits, "min_length")
    more = f", {made.say('fewest', n=fewest)}" if fewest else ""
    if isinstance(inner, type) and issubclass(inner, Enum):
        return made.say("some") + more
    if get_args(annotation)[1] is not Ellipsis:
        return made.say("exactly", n=len(get_args(annotation)), of=shape(made, inner))
    if model and model is not Text:
        return made.say("list", of=_link(made, model, "items")) + more
    return made.say("plain-list", of=shape(made, inner)) + more


def _link(made: Page, model: type[BaseModel], key: str) -> str:
    if model is Text:
        return made.say("words")
    return made.say(key, title=made.word("parts", model.__name__), anchor=anchor(model))


def _scalar(made: Page, annotation: Any, limits: list[Any]) -> str:
    if annotation is bool:
        return made.say("yes-no")
    if annotation in (int, float):
        if (only := limit(limits, "ge")) is not None and only == limit(limits, "le"):
            return made.say("just", value=only)
        ends = (("from", "ge"), ("above", "gt"), ("to", "le"))
        found = [
            made.say(key, n=f"{v:g}") for key, n in ends if (v := limit(limits, n)) is not None
        ]
        return " ".join(
            [made.say("whole" if annotation is int else "number") + ",", *found]
        ).rstrip(",")
    if issubclass(annotation, Enum):
        return made.say("choice")
    if _WHEN in limits:
        return made.say("date")
    pattern = limit(limits, "pattern")
    if pattern:
        return made.say("choice") if CHOICES.fullmatch(pattern) else made.form(pattern)
    longest = limit(limits, "max_length")
    return made.say("text") + (f", {made.say('longest', n=longest)}" if longest else "")
