"""What is wrong in the content: `Problem` values, collected, sorted, never thrown.

An editor's mistake is a value with a place; only a programmer's mistake or trouble with the
machine (`MachineTrouble`) is an exception. The sentences live in `locale/problems.toml`,
one entry per kind, so that every surface (terminal, form, preview overlay) says the same.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.text import agreeing

PROJECT = "content/"
"""Scope of a problem that stops the whole build; any other scope is a site's slug (no slug has a /)."""

ERROR, WARNING = "error", "warning"


WINDOW = 90
"""Characters of a line that an excerpt shows."""


class MachineTrouble(Exception):
    """The machine, not the content, failed (disk full, no permission): `kind` and `params` of a Problem."""

    def __init__(self, kind: str, **params: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params

    def problem(self) -> Problem:
        """The same as a Problem, at the file it names."""
        place = Place(self.params.get("file", "ditich"))
        return Problem(place, self.kind, tuple(sorted(self.params.items())))


@dataclass(frozen=True, order=True)
class Place:
    """Where in the editor's files: path relative to the project, line and column from 1 (0: the file).

    `text` is the line as written and `width` the number of characters the caret underlines.
    """

    file: str
    line: int = 0
    column: int = 0
    text: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: `kind` names the catalogue entry, `params` fill its sentence."""

    place: Place
    kind: str
    params: tuple[tuple[str, str], ...] = ()
    scope: str = PROJECT
    severity: str = ERROR

    def sentence(self, lang: str = "vi") -> str:
        """What is wrong, in `lang` (vi or en)."""
        return _fill(catalogue()[self.kind][lang], self.params, lang)

    def advice(self, lang: str = "vi") -> str:
        """What to do about it; empty where the sentence says all."""
        return _fill(catalogue()[self.kind].get(f"do_{lang}", ""), self.params, lang)

    def render(self, lang: str = "vi") -> str:
        """The whole message: place, severity, sentence, excerpt with caret, advice."""
        word = {"vi": {ERROR: "Lỗi", WARNING: "Lưu ý"}, "en": {ERROR: "Error", WARNING: "Note"}}
        lines = [f"{self.place}: {word[lang][self.severity]} [{self.kind}]: {self.sentence(lang)}"]
        if self.place.text:
            lines += _excerpt(self.place)
        if advice := self.advice(lang):
            lines.append(f"  → {advice}")
        return "\n".join(lines)


@dataclass
class Problems:
    """The collector every stage adds to; iterating gives the problems sorted by place, each once."""

    scope: str = PROJECT
    found: set[Problem] = field(default_factory=set)

    def add(self, kind: str, place: Place, *, severity: str = ERROR, **params: object) -> None:
        """Record a problem of `kind`; unknown kinds are a programmer's mistake (KeyError).

        A float is told with a decimal comma in Vietnamese; what a person typed comes as text and stays.
        """
        if kind not in catalogue():
            raise KeyError(f"no sentence for problem kind {kind!r} in locale/problems.toml")
        filled: dict[str, str] = {}
        for name, value in params.items():
            filled |= written(name, value)
        told = tuple(sorted(filled.items()))
        self.found.add(Problem(place, kind, told, self.scope, severity))

    def warn(self, kind: str, place: Place, **params: object) -> None:
        """Record a problem that is worth saying but stops nothing."""
        self.add(kind, place, severity=WARNING, **params)

    def within(self, scope: str) -> Problems:
        """A collector for one site whose finds land here too."""
        return Problems(scope, self.found)

    def of_scope(self) -> set[Problem]:
        """What has been found within this collector's own scope."""
        return {problem for problem in self.found if problem.scope == self.scope}

    def errors(self, scope: str | None = None) -> tuple[Problem, ...]:
        """Sorted errors, of one scope if given."""
        return tuple(p for p in self if p.severity == ERROR and scope in (None, p.scope))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found))

    def __len__(self) -> int:
        return len(self.found)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or '' if none is near: for 'did you mean'."""
    import difflib

    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """The sentences of every problem kind, by kind and language."""
    text = (Path(__file__).parent / "locale" / "problems.toml").read_text("utf-8")
    return tomllib.loads(text)


def display_width(text: str) -> int:
    """Columns a terminal gives `text`: marks take none, East Asian wide letters two (UAX #11)."""
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    return sum(1 for c in text if not unicodedata.combining(c)) + wide


def _excerpt(place: Place) -> list[str]:
    """The line with a caret under what is meant; of a long line, the part around it."""
    start = max(place.column - 1, 0)
    first = max(0, start - WINDOW // 2) if len(place.text) > WINDOW else 0
    shown = place.text[first : first + WINDOW]
    cut = "…" if first else ""
    before = (cut + shown[: start - first]).expandtabs(4)
    under = shown[start - first :][: place.width]
    number = str(place.line)
    caret = " " * display_width(before) + "^" * max(display_width(under), 1)
    rest = "…" if first + WINDOW < len(place.text) else ""
    return [f"{number} | {cut}{shown.expandtabs(4)}{rest}", f"{' ' * len(number)} | {caret}"]


def written(name: str, value: object) -> dict[str, str]:
    """The parameter as text, once for both languages or, for a float with a fraction, for each."""
    if not isinstance(value, float):
        return {name: str(value)}
    point = f"{value:g}"
    comma = point.replace(".", ",")
    return {name: comma} if comma == point else {name: comma, f"{name}_en": point}


def _fill(template: str, params: tuple[tuple[str, str], ...], lang: str) -> str:
    """The sentence with its values; `label_en` stands for `label` in an English one."""
    values = dict(params)
    mark = f"_{lang}"
    values |= {name.removesuffix(mark): value for name, value in params if name.endswith(mark)}
    # An optional hint is written {?name: …{name}…} in the catalogue and vanishes when empty.
    while (start := template.find("{?")) >= 0:
        end = template.index("?}", start)
        name, _, rest = template[start + 2 : end].partition(":")
        template = template[:start] + (rest if values.get(name) else "") + template[end + 2 :]
    return agreeing(template, values).format(**values)
