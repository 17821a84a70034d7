"""The command line's own words in both languages, from `locale/cli.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from generator.text import agreeing

_table = tomllib.loads((Path(__file__).parent / "locale" / "cli.toml").read_text("utf-8"))

HELP: dict[str, dict[str, str]] = _table["help"]
"""Help by command or option, then language."""


ARGUMENTS: dict[str, dict[str, str]] = _table["arguments"]
"""What stands for an argument in usage lines, by click's name and language."""


class Sentence(str):
    """A sentence whose nouns agree with the numbers it is filled with."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """As of any text; `place(s)` after a number becomes `place` or `places`."""
        return str.format(agreeing(self, values), *args, **values)


def _by_language(part: str) -> dict[str, dict[str, str]]:
    entries = _table[part].items()
    return {lang: {key: Sentence(words[lang]) for key, words in entries} for lang in ("vi", "en")}


SAY = _by_language("say")
"""Sentences by language, then key."""

REPORT = _by_language("report")
"""Lines of a build's last words, likewise."""
