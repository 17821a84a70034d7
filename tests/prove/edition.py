"""A small web edition that was made for real, and copies of it with one thing spoilt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.jobs import Made
from generator.plan import Selected
from generator.problems import Problem, Problems
from generator.prove.memory import Memory, proofs_of
from generator.prove.web import prove_web
from generator.store import Store
from tests.whole.project import HOUSE

PAGE = f"vi/{HOUSE}/index.html"
AT = f"output/web/{PAGE}"

Faults = set[tuple[str, str, str]]
"""(kind, file, scope) of each problem."""


@dataclass(frozen=True)
class Edition:
    """A web edition that was made and is to be proved; each change gives another one."""

    selected: Selected
    made: Mapping[str, Made]
    scopes: Mapping[tuple[str, str], str]
    store: Store
    codes: Mapping[str, str]

    def page(self, target: str = PAGE) -> str:
        """A page as text."""
        return self.store.get(self.made[target].digest).decode()

    def put(self, target: str, data: bytes, media_type: str = "", width: int = 0) -> Edition:
        """With other bytes at a target, or with one file more."""
        old = self.made.get(target, Made(target, "", 0, media_type, width))
        new = replace(old, digest=self.store.put(data), size=len(data))
        return replace(self, made={**self.made, target: new})

    def edit(self, old: str, new: str, target: str = PAGE, count: int = 1) -> Edition:
        """With such words of a page replaced; they must be there."""
        text = self.page(target)
        assert old in text, f"{old!r} is not in {target}"
        return self.put(target, text.replace(old, new, count).encode())

    def add(self, html: str, target: str = PAGE) -> Edition:
        """With more at the end of a page's body."""
        return self.edit("</body>", f"{html}</body>", target)

    def without(self, target: str) -> Edition:
        """With a file less."""
        assert target in self.made
        return replace(self, made={t: m for t, m in self.made.items() if t != target})

    def code(self, place: str) -> str:
        """The code of a place."""
        return next(code for code, at in self.codes.items() if at == place)

    def prove(self, memory: Memory | None = None) -> list[Problem]:
        """What the proof says; without any memory of an earlier one unless given."""
        problems, memory = Problems(), memory or proofs_of(self.store.root / "none", "web")
        prove_web(self.selected, self.made, self.scopes, self.store, memory, problems)
        return list(problems)

    @property
    def faults(self) -> Faults:
        """The same, in short."""
        return {(p.kind, p.place.file, p.scope) for p in self.prove()}


def only(kind: str, file: str = AT, scope: str = HOUSE) -> Faults:
    """One fault."""
    return {(kind, file, scope)}
