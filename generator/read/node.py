"""What *read* hands on: text, lists and maps in which every piece knows its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of a file. `value` is str (text), Nodes (list) or pairs of Nodes (map), in file order.

    Scalars are text as written: `7:30`, `no` and `0123` are words here.
    """

    kind: Literal["text", "list", "map"]
    value: str | tuple[Node, ...] | tuple[tuple[Node, Node], ...]
    place: Place

    @property
    def text(self) -> str:
        """The words of a text; '' for anything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> tuple[Node, ...]:
        """The members of a list; () for anything else."""
        return self.value if self.kind == "list" else ()  # type: ignore[return-value]

    @property
    def entries(self) -> tuple[tuple[Node, Node], ...]:
        """The (key, value) pairs of a map; () for anything else."""
        return self.value if self.kind == "map" else ()  # type: ignore[return-value]

    @property
    def empty(self) -> bool:
        """Whether nothing is written here: `key:` with no value, or with blanks alone, means absent."""
        return isinstance(self.value, str) and not self.value.strip()

    def get(self, name: str) -> Node | None:
        """The value under `name` in a map."""
        return next((value for key, value in self.entries if key.value == name), None)


def plain(node: Node) -> Any:
    """dict, list and str for pydantic; an entry of a map with nothing in it is absent."""
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.entries if not value.empty}
    if node.kind == "list":
        return [plain(item) for item in node.items]
    return node.value


def at(node: Node, loc: tuple[str | int, ...], *, key: bool = False) -> Place:
    """Where a pydantic error with this `loc` lies: the deepest piece of the path that is written.

    A missing or empty field is shown at the key it belongs to; `key=True` asks for the key itself
    (an unknown field). Steps that no file has (names of unions or validators) are passed over.
    """
    here, name, missed = node, None, False
    for step in loc:
        found = _step(here, step)
        missed = found is None
        if found is not None:
            name, here = found
    wants_key = key or here.empty or (missed and here.kind != "text")
    return name.place if wants_key and name is not None else here.place


def _step(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """(key, value) for a name, (None, item) for a number, None where the file has neither."""
    if isinstance(step, str):
        return next(((k, v) for k, v in node.entries if k.value == step), None)
    if 0 <= step < len(node.items):
        return None, node.items[step]
    return None
