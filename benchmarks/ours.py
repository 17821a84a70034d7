"""The synthetic sites as a whole project of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.content import LANGUAGES, TITLE, Place
from generator.codes_cli import Entry, issue
from generator.problems import Problems

HOST = "https://thu.example"


def write_project(
    folder: Path,
    sites: Iterable[Place],
    *,
    photographs: Sequence[Path] = (),
    each: int = 0,
    codes: bool = False,
) -> None:
    """A complete project in `folder`; each site shows the next `each` of the `photographs`.

    Only with `codes` do sites have plaques: a code is drawn for each from the seed 1.
    """
    save(folder / "content" / "project.yaml", {
        "format": 1, "title": TITLE, "languages": list(LANGUAGES), "hosts": [{"base": HOST}],
    })  # fmt: skip
    slugs, waiting = [], list(photographs)
    for site in sites:
        mine, waiting = waiting[:each], waiting[each:]
        write_site(folder / "sites" / site.slug, site, mine)
        slugs.append(site.slug)
    if codes:
        _issue(folder, slugs)


def write_site(folder: Path, site: Place, photographs: Sequence[Path] = ()) -> None:
    """One site's folder: facts, a text in each language, its photographs (hard links)."""
    save(folder / "site.yaml", facts(site, photographs))
    for language in LANGUAGES:
        (folder / f"{language}.md").write_text(text(site, language), "utf-8")
    for photograph in photographs:
        (folder / "media").mkdir(exist_ok=True)
        (folder / "media" / photograph.name).hardlink_to(photograph)


def text(site: Place, language: str, more: str = "") -> str:
    """The story's file; `more` is a paragraph added at its end."""
    head = f"---\nlede: '{site.lede[language]}'\n---\n"
    return head + site.story[language] + (f"\n{more}\n" if more else "")


def facts(site: Place, photographs: Sequence[Path]) -> dict[str, Any]:
    """`site.yaml`."""
    data: dict[str, Any] = {
        "format": 1, "slug": site.slug, "kind": "memorial",
        "names": [{"text": site.name, "sources": ["s1"], "confidence": "high"}],
        "places": [{"text": site.where, "sources": ["s2"], "confidence": "high"}],
        "facts": [
            {"id": fact.key, "label": fact.label, "text": fact.text, "sources": [fact.source]}
            for fact in site.facts
        ],
        "events": [
            {"date": event.key, "text": event.text, "sources": [event.source]}
            for event in site.events
        ],
        "sources": [
            {"id": f"s{number}", "class": "oral", "title": title}
            for number, title in enumerate(site.sources, start=1)
        ],
        "blocks": [{"kind": "timeline", "id": "dong-thoi-gian"}],
    }  # fmt: skip
    if photographs:
        names = [f"anh-{number}" for number in range(1, len(photographs) + 1)]
        data["media"] = [_media(name, path) for name, path in zip(names, photographs, strict=True)]
        data["blocks"].append({"kind": "image", "id": "anh", "pictures": names})
        data["picture"] = names[0]
    return data


def _media(name: str, path: Path) -> dict[str, Any]:
    alt = {"vi": f"Ảnh thử {path.stem}", "en": f"Test photograph {path.stem}"}
    return {"id": name, "file": path.name, "alt": alt, "rights": "thử nghiệm"}


def _issue(folder: Path, slugs: Sequence[str]) -> None:
    entry, rng, problems = Entry(at="2026-01-01", by="thử nghiệm"), Random(1), Problems()
    for slug in slugs:
        issue(folder, slug, entry, problems, sites=slugs, names=(), rng=rng)


def save(path: Path, data: dict[str, Any]) -> None:
    """Write `data` as YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100), "utf-8")
