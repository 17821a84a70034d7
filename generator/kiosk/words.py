"""The kiosk's own words in both languages, from `locale/kiosk.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from generator.text import agreeing

LANGUAGES = ("vi", "en")


def words(lang: str, key: str, **filled: object) -> str:
    """The sentence `key` in `lang` (vi or en), its {names} filled."""
    return agreeing(_table()[key][lang], filled).format(**filled)


@cache
def _table() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parents[1] / "locale" / "kiosk.toml").read_text("utf-8")
    return tomllib.loads(text)
