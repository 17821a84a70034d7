"""Do both contenders really make the same pages? What is measured is looked at first."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.content import EVENTS, FACTS, LANGUAGES, SOURCES, WORDS, Place
from benchmarks.measure import Failed


def verify(output: Path, sites: tuple[Place, ...]) -> None:
    """Raise Failed unless every page of every site is whole, with a home, a list and a sitemap."""
    for site in sites:
        for language in LANGUAGES:
            _site_page(output / language / site.slug / "index.html", site, language)
    lists = {"vi": "danh-sach", "en": "list"}
    names = [
        "sitemap.xml",
        *(f"{x}/index.html" for x in lists),
        *(f"{x}/{y}/index.html" for x, y in lists.items()),
    ]
    for name in names:
        if not (output / name).is_file():
            raise Failed(f"{output} has no {name}")
    for language in LANGUAGES:
        # Ours shows the first sites on home and has them all on the pages of its list.
        pages = [
            output / language / "index.html",
            *(output / language / lists[language]).rglob("index.html"),
        ]
        links = {link for page in pages for link in _links(page)}
        missing = [s.slug for s in sites if not any(f"/{s.slug}/" in link for link in links)]
        if missing:
            raise Failed(f"no {language} list of {output} names {missing[0]}")


def _links(path: Path) -> set[str]:
    page = LexborHTMLParser(path.read_text("utf-8"))
    return {f"/{link.attributes.get('href') or ''}" for link in page.css("main a[href]")}


def _site_page(path: Path, site: Place, language: str) -> None:
    page = LexborHTMLParser(path.read_text("utf-8"))
    data = page.css_first('script[type="application/ld+json"]')
    found = {
        "facts": len(page.css("dl dt")) > FACTS,
        "alternates": len(page.css("link[hreflang]")) >= len(LANGUAGES),
        "linked data": json.loads(data.text() if data else "{}").get("name") == site.name[language],
        "events and sources": len(page.css("ol > li")) >= EVENTS + SOURCES,
        "words": len(page.body.text(separator=" ").split()) >= WORDS if page.body else False,
        "marks": len(page.css('a[href*="#s"]')) >= FACTS + EVENTS,
        "quotations": len(page.css("blockquote")) >= 3,
    }
    missing = [name for name, whole in found.items() if not whole]
    if missing:
        raise Failed(f"{path} lacks {', '.join(missing)}")
