"""Addresses of the web edition that pages and plan must agree on."""

from __future__ import annotations

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""

NAMES = {"vi": "ten", "en": "names"}
"""Part of the addresses of a site's roll of honour, by language."""

FIND_NAME = {"vi": "tim-liet-si", "en": "find-a-name"}
"""Last part of the address of the page that searches all rolls, by language."""

NAMES_DATA = "assets/names-"
"""How the targets of the files begin that a search for names reads."""


def stem(digest: str) -> str:
    """Where renditions of the file with this SHA-256 live.

    The name is the original's: another encoder or ladder gives other bytes at the same address.
    """
    return f"m/{digest[:16]}"


def list_address(language: str, number: int = 1) -> str:
    """Address of a page of the list."""
    return f"{language}/{LIST.get(language, 'list')}/{f'{number}/' if number > 1 else ''}"


def roll_address(language: str, slug: str, block: str) -> str:
    """Address of a roll of honour; below it lie its initials (`b/`) and their further pages (`b/2/`)."""
    return f"{language}/{slug}/{NAMES.get(language, 'names')}/{block}/"


def find_name_address(language: str) -> str:
    """Address of the page that searches all rolls."""
    return f"{language}/{FIND_NAME.get(language, 'find-a-name')}/"
