"""Addresses of the web edition that pages and plan must agree on."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

LIST = {"vi": "danh-sach", "en": "list"}
"""Last part of the address of the list, by language."""

FIND = {"vi": "tim", "en": "search"}
CODE = {"vi": "ma", "en": "code"}
TRAILS = {"vi": "hanh-trinh", "en": "trails"}
GLOSSARY = {"vi": "tu-ngu", "en": "glossary"}
OPEN = {"vi": "du-lieu", "en": "data"}
"""The same of the search page, of the page for codes, of the trails, of words explained, of data."""

OWN = (LIST, FIND, CODE, TRAILS, GLOSSARY, OPEN)
"""Pages of the project that no site's former name may take the place of."""

FONT = "assets/khmer"
"""Stem of the web font of Khmer pages."""

DATA = "assets/data-"
"""How the target of a file begins that holds no programme, only what one looks up."""

TABLES_AT = "data/"
"""Where files lie that one takes away."""

RECORD, DUBLIN, MANIFEST = ".jsonld", ".dc.xml", ".iiif.json"
"""Last part of the addresses of a site's linked data, Dublin Core and IIIF manifest."""

PROFILES = ("-ly-lich.docx", "-ly-lich.pdf")
"""The same of its short official record, which is Vietnamese on every page: to go on with, to read."""

SOURCES = {"vi": "nguon", "en": "sources"}
"""Last part of the address of a site's page of sources, by language."""

NAMES = {"vi": "ten", "en": "names"}
"""Part of the addresses of a site's roll of honour, by language."""

FIND_NAME = {"vi": "tim-liet-si", "en": "find-a-name"}
"""Last part of the address of the page that searches all rolls, by language."""

NAMES_DATA = "assets/names-"
"""How the targets of the files begin that a search for names reads."""

STELE_DATA = "assets/stele-"
"""The same of the files that say where those names stand on the stone."""

OFFLINE = "offline.json"
"""Last part of the address of the list of what a phone keeps of the page above it."""

UNKEPT = "unkept.html"
"""What stands in, without a signal, for a page that is not on the phone; below the language."""

LEARN = {"vi": "hoc", "en": "learn"}
"""Last part of the address of a site's page of questions, by language."""

REPORT = {"vi": "bao", "en": "report"}
"""Last part of the address of the page by which one reports an error at a site, by language."""

FILM = {"vi": "phim", "en": "film"}
"""Part of the address of the page of what is said in a film, by language."""


def film_address(language: str, slug: str, block: str) -> str:
    """Address of what is said in the film of that block."""
    return f"{language}/{slug}/{FILM.get(language, 'film')}/{block}/"


def track_target(track: str) -> str:
    """Where the captions of a film live, named by their own words."""
    return f"{stem(sha256(track.encode()).hexdigest())}.vtt"


def learn_address(language: str, slug: str) -> str:
    """Address of a site's page of questions and things to find."""
    return f"{language}/{slug}/{LEARN.get(language, 'learn')}/"


def only_on_phones(address: str) -> bool:
    """Whether a kiosk has no page there: typed codes, data to take away, reporting an error."""
    language, _, rest = address.strip("/").partition("/")
    if f"{language}/{rest}/" in (page_address(CODE, language), page_address(OPEN, language)):
        return True
    slug, _, last = rest.partition("/")
    trail = f"{language}/{slug}/" == page_address(TRAILS, language)
    return bool(last) and not trail and f"{language}/{rest}/" == report_address(language, slug)


def report_address(language: str, slug: str) -> str:
    """Address of the page by which one reports an error at a site; `#CODE` is that of a plaque."""
    return f"{language}/{slug}/{REPORT.get(language, 'report')}/"


def record_stem(slug: str) -> str:
    """How the addresses of what machines read of a site begin."""
    return f"{TABLES_AT}{slug}"


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


def roll_address(language: str, slug: str, block: str) -> str:
    """Address of a roll of honour; below it lie its initials (`b/`) and their further pages (`b/2/`)."""
    return f"{language}/{slug}/{NAMES.get(language, 'names')}/{block}/"


def find_name_address(language: str) -> str:
    """Address of the page that searches all rolls."""
    return f"{language}/{FIND_NAME.get(language, 'find-a-name')}/"
