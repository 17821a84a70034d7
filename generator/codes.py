"""The code on the stone: six symbols of which the last is a check, and the host before it.

A code names no place, body, language or product (docs/decisions/0010): it is drawn by chance
and means only what the ledger says. `https` + `://HOST/CODE` fills a QR version 3-H to the last
bit at a host of 16 characters: 52 bits in byte mode, 13 + 143 in alphanumeric mode, 208 in all
(ISO/IEC 18004 tables 3 and 7).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from generator.problems import WARNING, MachineTrouble, Place, Problem

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""31 symbols, values 0 to 30: no 0 or O, no I or L beside 1, no U beside V."""

LENGTH = 6
"""Symbols in a code: five drawn, one check."""

MENDS = {"I": "1", "L": "1"}
"""Symbols outside the alphabet that can only have been a 1."""

HOST_ROOM = 16
"""Longest host, in characters, that leaves the symbol at version 3-H (29 modules)."""

_MODULUS = len(ALPHABET)
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOKS = {"I": "1", "L": "1", "U": "V", "Z": "Z2", "E": "E3", "A": "A4", "S": "S5", "G": "G69"}
_LOOKS |= {"T": "T7", "B": "B8"}
_TRIES = 10_000
_PROJECT_FILE = Place("content/project.yaml")


@dataclass(frozen=True)
class Mended:
    """What a typed word was read as.

    `code` is '' unless the word is a code after mending; `near` are the codes that exist one mistake
    away.
    """

    code: str
    near: tuple[str, ...] = ()


def is_code(text: str) -> bool:
    """Whether `text` is a code as printed: Σ i·vᵢ ≡ 0 (mod 31), i = 1…6.

    31 is prime and the weights differ, so every substitution and every swap of two places fails.
    """
    if len(text) != LENGTH or any(symbol not in _VALUES for symbol in text):
        return False
    return _weighted(text) % _MODULUS == 0


def check_symbol(payload: str) -> str:
    """The sixth symbol for five drawn ones; KeyError for a symbol outside the alphabet."""
    inverse = pow(LENGTH, -1, _MODULUS)
    return ALPHABET[-_weighted(payload) * inverse % _MODULUS]


def mend(typed: str, known: Iterable[str] = ()) -> Mended:
    """Read a code as people type it: any case, with spaces, dashes or the host before it.

    I and L become 1; 0, O, U and anything else outside the alphabet stay, and make it no code.
    `known` are the codes that exist; `near` is filled where the word is none of them.
    """
    last = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/")[2]
    text = re.sub(r"[\s\-–_.]", "", last).upper()
    text = "".join(MENDS.get(symbol, symbol) for symbol in text)
    code = text if is_code(text) else ""
    existing = sorted(known)
    near = () if code in existing else tuple(one for one in existing if _one_mistake(text, one))
    return Mended(code, near)


def draw(taken: Collection[str], reserved: Collection[str], rng: Random) -> str:
    """A new code that is not taken, not refused and no top-level output name in any case.

    `rng` decides: `random.SystemRandom()` when issuing, a seeded one in tests. Raises
    MachineTrouble where no free code is found (of 28,629,151: a broken `rng`).
    """
    closed = {name.upper() for name in (*taken, *reserved)}
    for _ in range(_TRIES):
        payload = "".join(rng.choice(ALPHABET) for _ in range(LENGTH - 1))
        code = payload + check_symbol(payload)
        if code not in closed and not is_refused(code) and len(set(code)) > 2:
            return code
    raise MachineTrouble("code-none-left", tries=str(_TRIES))


def is_refused(code: str) -> bool:
    """Whether `code` reads as a rude or loaded string; says nothing about its validity."""
    return bool(_refused_pattern().search(code))


@cache
def refused_strings() -> tuple[str, ...]:
    """The screened strings, in capitals without marks, sorted."""
    return tuple(sorted(_lines("refused-codes.txt")))


def printed_address(base: str, code: str) -> str:
    """The full address of a code: `https://ditich.example` + `/` + `7KQ4M2`."""
    return f"{base}/{code}"


def host_problem(base: str, place: Place = _PROJECT_FILE) -> Problem | None:
    """Why `base` may not be printed, or None: it must be `https://` and one owned public name."""
    found = _form_trouble(base) or _owner_trouble(base.removeprefix("https://"))
    if not found:
        return None
    kind, params = found
    filled = tuple(sorted({"base": base, **params}.items()))
    return Problem(place, kind, filled)


def host_note(base: str, place: Place = _PROJECT_FILE) -> Problem | None:
    """A warning where the host is longer than the smallest symbol has room for."""
    length = len(base.removeprefix("https://"))
    if length <= HOST_ROOM:
        return None
    params = (("base", base), ("length", str(length)), ("room", str(HOST_ROOM)))
    return Problem(place, "host-long", params, severity=WARNING)


def is_sample_host(base: str) -> bool:
    """Whether nobody can ever own the host (RFC 2606): a plaque that carries it is a sample."""
    return base.removeprefix("https://").rpartition(".")[2] in ("example", "invalid", "test")


def _weighted(text: str) -> int:
    return sum(place * _VALUES[symbol] for place, symbol in enumerate(text, 1))


def _one_mistake(typed: str, code: str) -> bool:
    if len(typed) != len(code):
        longer, shorter = sorted((typed, code), key=len, reverse=True)
        cuts = (longer[:n] + longer[n + 1 :] for n in range(len(longer)))
        return shorter in cuts
    differ = [n for n in range(len(code)) if typed[n] != code[n]]
    if sum(1 for n in differ if typed[n] in _VALUES) == 0:
        return len(differ) <= 2  # only unreadable symbols differ
    swapped = len(differ) == 2 and sorted(typed) == sorted(code) and differ[1] - differ[0] == 1
    return len(differ) == 1 or swapped


@cache
def _refused_pattern() -> re.Pattern[str]:
    words = ("".join(f"[{_LOOKS.get(c, c)}]" for c in word) for word in refused_strings())
    return re.compile("|".join(words))


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / "locale" / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


Trouble = tuple[str, dict[str, str]] | None


def _form_trouble(base: str) -> Trouble:
    """Whether `base` is anything but `https://` and a lower-case host name."""
    try:
        parts = urlsplit(base.strip())
        port = parts.port
    except ValueError:
        return "host-malformed", {}
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        guess = host or base.partition("//")[2] or base.partition("/")[0]
        return "host-not-https", {"better": f"https://{guess.lower()}" if guess else ""}
    if port is not None or parts.netloc.endswith(":"):
        return "host-port", {"better": f"https://{host}"}
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return "host-path", {"better": f"https://{host}"}
    return _name_trouble(base, host)


def _name_trouble(base: str, host: str) -> Trouble:
    if _is_address(host):
        return "host-ip", {}
    if not host.isascii() or "xn--" in host:
        return "host-not-ascii", {"host": host}
    if base != base.lower():
        return "host-upper-case", {"better": f"https://{host}"}
    label = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    if base != f"https://{host}" or not re.fullmatch(rf"{label}(\.{label})*", host):
        return "host-malformed", {}
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rpartition(".")[2].isdigit()  # browsers read 0x7f.1 and 2130706433 as IPv4
    return True


def _owner_trouble(host: str) -> Trouble:
    last = host.rpartition(".")[2]
    if "." not in host or last in ("local", "localhost", "internal", "lan", "home", "onion"):
        return "host-not-public", {"host": host}
    dotted = f".{host}"
    for kind, name in _refused_hosts():
        stem = name.removesuffix("*")
        if dotted.endswith(f".{name}") or (stem != name and f".{stem}" in dotted):
            return f"host-{kind}", {"host": host, "name": stem.removesuffix(".")}
    return None


@cache
def _refused_hosts() -> tuple[tuple[str, str], ...]:
    split = (line.partition(" ") for line in _lines("refused-hosts.txt"))
    return tuple((kind, name) for kind, _, name in split)
