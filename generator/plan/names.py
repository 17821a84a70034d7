"""What a phone reads to search a roll of honour: names, years and places of many people in few bytes.

A classic script that hands one object to `ditichNames`. Each distinct word stands once in a
dictionary (`d`); a row is one number in each column (`c`), written in base 93 by printable signs,
the lowest digits of all rows first. Rows are in the order of the pages, so given names are runs
(`g`) and a row's page is found by counting (`s`). Anchors are not sent: the phone makes them from
the row as `generator.roll.identity` does; only ids of the list's own are (`i`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from generator.addresses import NAMES_DATA, STELE_DATA
from generator.model.roll import Letter, NamedRow
from generator.roll import year

SIGNS = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
"""The 93 digits of a column: what JSON writes as it is."""

FILE_NAMES, FILE_OWN_IDS = 10_000, 5_000
"""Names in one file, and fewer where the list has ids of its own: a file has at most 60 KB gzip."""

Pages = Sequence[tuple[Letter, Sequence[Sequence[NamedRow]]]]
Rows = Sequence[tuple[str, NamedRow]]
"""Rows, each with where its page lies below the list's own."""


def name_files(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """(target, bytes) of the files for these pages, in order."""
    for part in _parts(pages):
        yield _file(NAMES_DATA, "ditichNames", _names(part))


def stele_files(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The same of their places on the stone, one beside each file of names; none where no row tells.

    Panel and column in one word, and the line: two dictionaries (`d`) and columns (`c`), rows as there.
    """
    parts = [[entry.row for _, entry in part] for part in _parts(pages)]
    if any(row.panel or row.column or row.line for rows in parts for row in rows):
        for rows in parts:
            stones = [f"{row.panel}|{row.column}" for row in rows]
            told = _column(stones), _column([row.line for row in rows])
            data = {"d": [words for words, _ in told], "c": [digits for _, digits in told]}
            yield _file(STELE_DATA, "ditichStele", data)


def _parts(pages: Pages) -> Iterator[Rows]:
    flat = [
        (f"{letter.slug}/{f'{number}/' if number > 1 else ''}", entry)
        for letter, rows in pages for number, page in enumerate(rows, 1) for entry in page
        if entry.row.name
    ]  # fmt: skip
    most = FILE_OWN_IDS if any(entry.row.id for _, entry in flat) else FILE_NAMES
    for start in range(0, len(flat), most):
        yield flat[start : start + most]


def _file(target: str, name: str, told: object) -> tuple[str, bytes]:
    said = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    data = f"(window.{name}=window.{name}||[]).push({said});\n".encode()
    return f"{target}{sha256(data).hexdigest()[:10]}.js", data


def _names(rows: Rows) -> dict[str, object]:
    people = [entry.row for _, entry in rows]
    split = [row.name.split() for row in people]
    columns = {
        "f": [" ".join(words[:-1][:1]) for words in split],
        "m": [" ".join(words[1:-1]) for words in split],
        "b": [year(row.born) for row in people],
        "d": [year(row.died) for row in people],
        "p": [_places(row.native_place, row.native_place_now) for row in people],
        "a": [row.alias for row in people],
    }
    told = {name: _column(cells) for name, cells in columns.items()}
    return {
        "n": len(rows),
        "g": _runs([words[-1] for words in split]),
        "s": _runs([page for page, _ in rows]),
        "d": {name: words for name, (words, _) in told.items()},
        "c": {name: digits for name, (_, digits) in told.items()},
        "i": {str(n): row.id for n, row in enumerate(people) if row.id},
    }


def _places(then: str, now: str) -> str:
    """Both places in one word: they go together."""
    return f"{then}|{now}" if now else then


def _runs(cells: Sequence[str]) -> list[list[str | int]]:
    return [[cell, len(list(same))] for cell, same in groupby(cells)]


def _column(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """(dictionary, digits): frequent words come first, so that most high digits are the same."""
    count = Counter(cells)
    words = sorted(count, key=lambda word: (-count[word], word))
    number = {word: n for n, word in enumerate(words)}
    found, digits, base = [number[cell] for cell in cells], [], len(SIGNS)
    rest = len(words) - 1
    while rest:
        digits.append("".join(SIGNS[n % base] for n in found))
        found, rest = [n // base for n in found], rest // base
    return words, digits
