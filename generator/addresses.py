"""Addresses of the web edition that pages and plan must agree on."""

from __future__ import annotations

from collections.abc import Mapping

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

FIND = {"vi": "tim", "en": "search"}
CODE = {"vi": "ma", "en": "code"}
TRAILS = {"vi": "hanh-trinh", "en": "trails"}
"""The same of the search page, of the page where a code is typed in, and of the trails."""

OWN = (LIST, FIND, CODE, TRAILS)
"""Pages of the project that no site's former name may take the place of."""

DATA = "assets/data-"
"""How the target of a file begins that holds no programme, only what one looks up."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""


def stem(digest: str) -> str:
    """Where renditions of the file with this SHA-256 live.

    The name is the original's: another encoder or ladder gives other bytes at the same address.
    """
    return f"m/{digest[:16]}"


def page_address(page: Mapping[str, str], language: str) -> str:
    """Address of one of the `OWN` pages."""
    return f"{language}/{page.get(language, page['en'])}/"


def list_address(language: str, number: int = 1) -> str:
    """Address of a page of the list."""
    return f"{page_address(LIST, language)}{f'{number}/' if number > 1 else ''}"
