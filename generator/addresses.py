"""Addresses of the web edition that pages and plan must agree on."""

from __future__ import annotations

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""


def stem(digest: str) -> str:
    """Where renditions of the file with this SHA-256 live.

    The name is the original's: another encoder or ladder gives other bytes at the same address.
    """
    return f"m/{digest[:16]}"


def list_address(language: str, number: int = 1) -> str:
    """Address of a page of the list."""
    return f"{language}/{LIST.get(language, 'list')}/{f'{number}/' if number > 1 else ''}"
