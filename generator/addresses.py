"""Addresses of the web edition that pages and plan must agree on."""

from __future__ import annotations

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""

LEARN = {"vi": "hoc", "en": "learn"}
"""Last part of the address of a site's page for school groups and volunteers, by language."""

ALOUD = {"vi": "doc-loa", "en": "read-aloud"}
"""Below it: the text for loudspeakers in large letters."""


def learn_address(language: str, slug: str) -> str:
    """Address of a site's page for school groups and volunteers."""
    return f"{language}/{slug}/{LEARN.get(language, 'learn')}/"


def aloud_address(language: str, slug: str) -> str:
    """Address of its text to be read aloud."""
    return f"{learn_address(language, slug)}{ALOUD.get(language, 'read-aloud')}/"


def stem(digest: str) -> str:
    """Where renditions of the file with this SHA-256 live.

    The name is the original's: another encoder or ladder gives other bytes at the same address.
    """
    return f"m/{digest[:16]}"


def list_address(language: str, number: int = 1) -> str:
    """Address of a page of the list."""
    return f"{language}/{LIST.get(language, 'list')}/{f'{number}/' if number > 1 else ''}"
