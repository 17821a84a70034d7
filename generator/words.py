"""Interface words of pages and plates in Vietnamese, English and Khmer, from `locale/words.toml`.

Khmer words there are *attested* in Khmer texts or absent; a page flags them 'chờ hiệu đính' and
nothing Khmer from here is ever printed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.model import Kind, Site
from generator.text import agreeing


@cache
def table() -> dict[str, dict[str, str]]:
    """Every interface word by key and language."""
    return tomllib.loads((Path(__file__).parent / "locale" / "words.toml").read_text("utf-8"))


def word(key: str, language: str, **values: object) -> str:
    """The interface word in `language`, else in Vietnamese, filled with `values`."""
    return agreeing(template(key, language), values).format(**values)


def template(key: str, language: str) -> str:
    """The interface word with its holes."""
    found = table()[key]
    return found.get(language) or found["vi"]


def lacks(key: str, language: str) -> bool:
    """Whether the interface word is not there in `language`, so that `word` says it in Vietnamese."""
    return language not in table()[key]


def words_from(start: str, language: str) -> dict[str, str]:
    """The interface words whose keys begin with `start`, by the rest of the key."""
    keys = (key for key in table() if key.startswith(start))
    return {key.removeprefix(start): template(key, language) for key in keys}


def script_words(language: str) -> dict[str, str]:
    """What scripts say, by key without `script-`, and its `lang`: Vietnamese if one word is not there."""
    names = sorted(key for key in table() if key.startswith("script-"))
    language = "vi" if any(lacks(name, language) for name in names) else language
    said = {name.removeprefix("script-"): template(name, language) for name in names}
    return {"lang": language, **said}


def rank_line(site: Site, language: str) -> str:
    """'Di tích lịch sử cấp quốc gia', or what the place honestly is when it is not ranked."""
    if site.kind is Kind.memorial:
        return word("kind-memorial", language)
    if site.kind is Kind.museum and site.level is None:
        return word("kind-museum", language)
    types = [t.value for t in site.types]
    key = f"type-{types[0]}" if types and f"type-{types[0]}" in table() else "type-relic"
    if site.level is None:
        return word(key, language)
    return word(
        "rank", language, type=word(key, language), level=word(f"level-{site.level}", language)
    )


def size(count: int, language: str) -> str:
    """Bytes for people: '35 KB', '1,2 MB', '2 GB' (as phones and Windows users say it: KB = 1,000 bytes)."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB")):
        if count >= 0.9995 * unit:
            return f"{decimal(round(count / unit, 1), language)} {name}"
    return f"{max(round(count / 1000), min(count, 1))} KB"


def distance(metres: int, language: str) -> str:
    """A straight way for people, no finer than it is known: '350 m', '4,2 km', '57 km'."""
    if metres < 950:
        return f"{max(50, round(metres / 50) * 50)} m"
    return f"{decimal(round(metres / 1000, 1 if metres < 9950 else None), language)} km"


def whole(count: int, language: str) -> str:
    """20000 as a person writes it: 20.000 in Vietnamese, 20,000 in English."""
    return f"{count:,}".replace(",", "." if language == "vi" else ",")


def in_both(say: Callable[[int, str], str], **counts: int) -> dict[str, str]:
    """What a Problem is filled with: each number as `name` in Vietnamese and as `name_en` in English."""
    vi = {name: say(count, "vi") for name, count in counts.items()}
    return vi | {f"{name}_en": say(count, "en") for name, count in counts.items()}


def decimal(value: float, language: str) -> str:
    """0.6 as a person writes it: 0,6 in Vietnamese."""
    return f"{value:g}".replace(".", "," if language == "vi" else ".")


@cache
def paper_table() -> dict[str, dict[str, str]]:
    """Every word of papers for shops and ceremonies by key and language, from `locale/paper.toml`."""
    return tomllib.loads((Path(__file__).parent / "locale" / "paper.toml").read_text("utf-8"))


def paper_word(key: str, language: str, **values: object) -> str:
    """The word of a paper in `language`, filled with `values`."""
    return paper_table()[key][language].format(**values)


def shop_rules(language: str, address: str) -> tuple[str, ...]:
    """What a shop is asked to keep to, sentence by sentence (`rule-1`, `rule-2` …); `address` in words."""
    count = sum(key.startswith("rule-") for key in paper_table())
    numbers = range(1, count + 1)
    return tuple(paper_word(f"rule-{n}", language, address=address) for n in numbers)
