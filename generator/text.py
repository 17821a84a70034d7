"""Vietnamese text: one spelling in, marks folded for search, slugs and the alphabet's own order."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping
from itertools import filterfalse

# CLDR `vi`: the base letters in order; tones are the second level.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng
SLUG = r"[a-z0-9]+([-_][a-z0-9]+)*"
"""How an id, a part and a site's folder are written (a regular expression)."""

_MARKS = re.compile("[\u0300-\u036f]")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")  # Windows device names


def normal(text: str) -> str:
    """NFC, with the look-alike Ð (U+00D0, eth) made Đ (U+0110) beside other letters of Vietnamese."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ")


def fold(text: str) -> str:
    """What search compares: lower case, đ→d, no marks, single spaces."""
    lowered = unicodedata.normalize("NFD", normal(text).lower()).replace("đ", "d")
    return " ".join("".join(filterfalse(unicodedata.combining, lowered)).split())


def unmarked(text: str) -> str:
    """The words as hands without Vietnamese keys write them: 'Đền thờ' is 'Den tho'; Khmer stays as it is."""
    parts = unicodedata.normalize("NFD", normal(text)).translate({ord("đ"): "d", ord("Đ"): "D"})
    return unicodedata.normalize("NFC", _MARKS.sub("", parts))


def slug(text: str) -> str:
    """An ASCII name for addresses and files; never one that Windows keeps for a device."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return f"{made}-1" if _RESERVED.match(made) else made


def is_slug(text: object) -> bool:
    """Whether `text` is written as an id, a part or a site's folder must be."""
    return isinstance(text, str) and bool(re.fullmatch(SLUG, text))


def is_reserved(name: str) -> bool:
    """Whether Windows refuses `name` (without extension) as a file name."""
    return bool(_RESERVED.match(name.split(".", maxsplit=1)[0].lower()))


def order(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A sort key that follows the Vietnamese alphabet: signs, digits, letters; then tones."""
    letters, tones = [], []
    for char in normal(text).lower():
        base, tone = _split(char)
        letters.append(_LETTERS.find(base) + 1 if base in _LETTERS else ord(base) - sys.maxunicode)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def name_order(name: str) -> tuple[object, ...]:
    """Sort key of a person: by given name (the last word), then the rest."""
    words = name.split()
    return (order(words[-1] if words else ""), order(" ".join(words[:-1])))


def _split(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES.index(c) + 1 for c in parts if c in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    return base[:1] or char, tone


_COMMUNE = re.compile(
    r"(?:^|,\s*)((?:xã|phường|đặc khu|thị trấn)\s.+|[^,]*\b(?:commune|ward|special zone|township)\b.*)$",
    re.IGNORECASE,
)


def commune(address: str) -> str:
    """An address from its commune on: 'xã Lương Tâm, …' of 'ấp 3, xã Lương Tâm, …'; '' if it names none."""
    found = _COMMUNE.search(address)
    return found[1].strip() if found else ""


def commune_order(address: str) -> tuple[object, ...]:
    """Sort key of an address: by province, then by the commune's own name; what names none comes last."""
    parts = commune(address).split(", ")
    own = parts[0].partition(" ")[2]
    return not own, order(parts[-1]), order(own)


_END = re.compile(r"(?:\n\s*\n|(?<=[.!?…])[”\")]?\s+(?=[“\"(]?([^\W\d_])))")
_VOWELS = frozenset("aeiouy")


def first_sentence(text: str) -> str:
    """Its first sentence. Rather two than half a one: “TP. Cần Thơ”, “ThS. Ví”, “tr. 5” end nothing."""
    for end in _END.finditer(text):
        before = text[: end.start()].rstrip('”")').split()
        word = before[-1].rstrip('.!?…”")') if before else ""
        if end[1] and not end[1].isupper():
            continue
        whole = word[-1:].isdigit() or (word[-1:].islower() and _VOWELS & set(fold(word)))
        if not end[1] or (whole and len(before) > 1):
            return text[: end.end()].strip()
    return text.strip()


_COUNTED = re.compile(r"(\{(\w+)\} (?:[a-z]+ )?)(\w+)\(s\)")


def agreeing(template: str, values: Mapping[str, object]) -> str:
    """Its nouns as its numbers ask: `{n} place(s)` is `{n} place` for 1, else `{n} places`."""
    if "(s)" not in template:
        return template
    return _COUNTED.sub(
        lambda m: f"{m[1]}{m[3]}" + ("" if str(values.get(m[2])) == "1" else "s"), template
    )
