"""Stage 5, web: every page read again from its finished bytes, and the tree as a whole.

Per page: weight, one `<h1>`, words for every picture, nothing inline, nothing from elsewhere, the
policy that says so. Over all: no dead link, every code answers with its page, no metadata left.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.addresses import DATA, NAMES, NAMES_DATA, STELE_DATA, stem
from generator.jobs import CEILING, Made
from generator.plan import Selected
from generator.problems import PROJECT, Place, Problems
from generator.prove.memory import Memory, Spread
from generator.prove.metadata import hides, places
from generator.prove.scopes import Scopes, whose
from generator.store import Store

HTML_LIMIT = 13 * 1024
"""gzip bytes of a page with its style: fits a first flight of TCP with its headers (RFC 6928)."""

SCRIPT_LIMIT = 4 * 1024
"""gzip bytes of a script."""

DATA_LIMIT = 60 * 1024
"""gzip bytes of a file in which a page's script looks things up (`addresses.DATA`)."""

NAMES_LIMIT = 60 * 1024
"""Bytes of a page of a roll of honour, as it is."""

WEIGHED = (480, 750)
"""Widths, px, at which a page's budget hangs on the modern rendition: it must keep its ceiling."""

_FETCHED = {
    "img": ("src", "srcset"), "source": ("src", "srcset"), "script": ("src",), "link": ("href",),
    "audio": ("src",), "video": ("src", "poster"), "iframe": ("src",), "object": ("data",),
    "embed": ("src",), "track": ("src",), "input": ("src",),
    "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
_LEADS = {
    "a": ("href", "xlink:href"), "area": ("href",), "form": ("action",),
    "button": ("formaction",), "input": ("formaction",),
}  # fmt: skip
_REFRESH = re.compile(r"[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
"""Where a page goes by itself (HTML, 4.2.5.3, `refresh`)."""

_LATER = frozenset(
    ("data-beside", "data-js", "data-words", "data-names", "data-round", "data-stele")
)
"""Attributes that name what a script brings with the first touch, with spaces between several files."""

_NOT_FETCHED = {"canonical", "alternate"}


def prove_web(
    selected: Selected,
    made: Mapping[str, Made],
    scopes: Scopes,
    store: Store,
    memory: Memory,
    problems: Problems,
    spread: Spread = map,
) -> None:
    """Prove the web edition; what fails is added to `problems` at the page's target."""
    pages = {t: m for t, m in made.items() if m.media_type == "text/html"}
    pictures = {t: m for t, m in made.items() if m.media_type.startswith("image/")}
    read, look = partial(page_facts, store), partial(hides, store)
    memory.find_all({f"{m.digest} html": m for m in pages.values()}, read, spread)
    memory.find_all({f"{m.digest} metadata": m for m in pictures.values()}, look, spread)
    found = {t: memory.find(f"{m.digest} html", read, m) for t, m in pages.items()}
    host = selected.project.host
    own = f"{host.base}/" if host else ""
    for target, facts in found.items():
        mine = problems.within(whose(scopes, "web", target))
        page_faults(Place(f"output/web/{target}"), facts, mine)
        _limit(target, *_weight_of_page(target, facts["weight"], pages[target].size), mine)
        place = Place(f"output/web/{target}")
        dead_links(place, target, facts, own, made, found, mine)
    _codes(selected, found, scopes, problems)
    originals = _originals(selected)
    for target, one in pictures.items():
        hidden = memory.find(f"{one.digest} metadata", look, one)
        mine = problems.within(whose(scopes, "web", target))
        if hidden:
            mine.add("picture-metadata", Place(f"output/web/{target}"))
        _weighs(target, one, originals.get(target.rpartition("-")[0], ""), mine)
    for target, one in made.items():
        if one.media_type == "video/mp4" and memory.find(f"{one.digest} place", places, store, one):
            whose_own = problems.within(whose(scopes, "web", target))
            whose_own.add(
                "film-metadata", Place(originals.get(target[:-4], f"output/web/{target}"))
            )
        if one.media_type == "text/javascript":
            weight = memory.find(f"{one.digest} gzip", _weight, store, one)
            mine = problems.within(whose(scopes, "web", target))
            _limit(
                target,
                weight,
                DATA_LIMIT if target.startswith((DATA, NAMES_DATA, STELE_DATA)) else SCRIPT_LIMIT,
                mine,
            )


def _weight_of_page(target: str, weight: int, size: int) -> tuple[int, int]:
    """(its weight, the limit): a page of names is read by scrolling, so its bytes count as they are."""
    names = target.split("/")[2:3]
    return (size, NAMES_LIMIT) if names and names[0] in NAMES.values() else (weight, HTML_LIMIT)


def page_facts(store: Store, one: Made) -> dict[str, Any]:
    """What a finished page is (`read_page`)."""
    return read_page(store.get(one.digest))


def _weight(store: Store, one: Made) -> int:
    return len(gzip.compress(store.get(one.digest), 9, mtime=0))


def read_page(data: bytes) -> dict[str, Any]:
    """What one page is, as plain data: weight, links, ids, what it fetches and what it lacks."""
    tree = LexborHTMLParser(data.decode())
    found = [(node.tag or "", node.attributes) for node in tree.css("*")]
    robots = _meta(tree, "name", "robots")
    body = tree.body if "noindex" in robots else None  # only code pages are asked what they say
    return {
        "weight": len(gzip.compress(data, 9, mtime=0)),
        "lang": (tree.root.attributes.get("lang") or "") if tree.root else "",
        "h1": [node.text(strip=True) for node in tree.css("h1")],
        "links": sorted({url for tag, mine in found for url in _leads(tag, mine)}),
        "ids": [node.attributes["id"] for node in tree.css("[id]")],
        "fetched": sorted({url for tag, mine in found for url in _fetches(tag, mine)}),
        "inline": sorted({n for _, mine in found for n, value in mine.items() if _is_code(n, value)}),
        "scripts": sum(1 for script in tree.css("script") if _is_inline(script)),
        "alt": len([i for i in tree.css("img") if i.attributes.get("alt") is None]),
        "sized": sum(1 for image in tree.css("img") if not _is_sized(image)),
        "policy": _meta(tree, "http-equiv", "Content-Security-Policy"),
        "styles": sorted({_hash(style.text()) for style in tree.css("style")}),
        "robots": robots,
        "text": _one_spaced(body.text(separator=" ")) if body else "",
    }  # fmt: skip


def _is_code(attribute: str, value: str | None) -> bool:
    runs = attribute == "href" and (value or "").strip().lower().startswith("javascript:")
    return runs or attribute == "style" or attribute.startswith("on")


def _is_inline(script: LexborNode) -> bool:
    return "src" not in script.attributes and script.attributes.get("type") != "application/ld+json"


def _hash(text: str) -> str:
    """How a policy names inline code (CSP Level 3, 6.7.3.3: base64 of the SHA-256 of its text)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _is_sized(image: LexborNode) -> bool:
    return bool(image.attributes.get("width") and image.attributes.get("height"))


def _meta(tree: LexborHTMLParser, key: str, name: str) -> str:
    node = tree.css_first(f'meta[{key}="{name}"]')
    return (node.attributes.get("content") or "") if node else ""


def _fetches(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Addresses a browser would load for an element."""
    if tag not in _FETCHED and _LATER.isdisjoint(attributes):
        return  # nearly all
    if tag == "link" and set((attributes.get("rel") or "").split()) & _NOT_FETCHED:
        return
    for name in _FETCHED.get(tag, ()):
        value = attributes.get(name) or ""
        parts = (
            [p.split()[0] for p in value.split(",") if p.split()] if name == "srcset" else [value]
        )
        yield from (part for part in parts if part)
    for name in _LATER.intersection(attributes):
        yield from (attributes[name] or "").split()


def _leads(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Addresses to which an element leads: at a touch, when it is sent off, or by itself after a while."""
    for name in _LEADS.get(tag, ()):
        if name in attributes:
            yield attributes[name] or ""
    itself = tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh"
    if itself and (said := _REFRESH.search(attributes.get("content") or "")):
        yield said[1]


def page_faults(place: Place, facts: Mapping[str, Any], problems: Problems) -> None:
    """What no page may be: without a heading, a language, words for pictures; with others' code or files."""
    twice = sorted({i for i in facts["ids"] if facts["ids"].count(i) > 1})
    inline = [*facts["inline"], *(["<script>"] if facts["scripts"] else [])]
    faults: dict[str, bool | list[str]] = {
        "page-headings": len(facts["h1"]) != 1, "page-no-language": not facts["lang"],
        "page-inline-code": inline,
        "page-picture-words": bool(facts["alt"]),
        "page-picture-size": bool(facts["sized"]), "page-id-twice": twice,
        "page-no-policy": not _binds(facts["policy"], facts["styles"]),
    }  # fmt: skip
    for kind, wrong in faults.items():
        if wrong:
            names = wrong if isinstance(wrong, list) else ()
            problems.add(kind, place, names=", ".join(names))
    for url in facts["fetched"]:
        if (parts := _split(url)) and (parts.scheme or url.startswith("//")):
            problems.add("page-third-party", place, url=url)


def _binds(policy: str, styles: Sequence[str]) -> bool:
    """Whether a policy lets in nothing but the page's own host and exactly these inline styles."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    rules: dict[str, set[str]] = {}
    for name, *sources in parts:
        rules.setdefault(name.lower(), set(sources))  # of two alike the first counts
    bound = rules.pop("style-src", set())
    return (
        rules.get("default-src") == {"'none'"}
        and all(sources <= {"'self'", "'none'"} for sources in rules.values())
        and bound == set(styles)
    )


def _limit(target: str, size: int, limit: int, problems: Problems) -> None:
    if size > limit:
        problems.add("over-budget", Place(f"output/web/{target}"), size=size, limit=limit)


def dead_links(
    place: Place,
    target: str,
    facts: Mapping[str, Any],
    own: str,
    made: Mapping[str, Made],
    found: Mapping[str, Mapping[str, Any]],
    problems: Problems,
) -> None:
    """No dead link: pages, files and the places inside pages; also where it begins with our `own` host."""
    up = "../" * target.count("/") or "./"
    for url in (*facts["links"], *facts["fetched"]):
        inside = bool(own) and url.startswith(own)
        parts = _split(up + url.removeprefix(own) if inside else url)
        if parts is None:
            problems.add("dead-link", place, url=url)
            continue
        if parts.scheme or url.startswith("//"):
            continue
        base = posixpath.dirname(target)
        path = (
            posixpath.normpath(posixpath.join(base, unquote(parts.path))) if parts.path else target
        )
        while target == "404.html" and path.startswith(("../", "/")):  # served at any depth
            path = path.removeprefix("/").removeprefix("../") or "."
        if parts.path and (parts.path.endswith("/") or path == "."):
            path = "index.html" if path == "." else f"{path}/index.html"
        if path not in made or (
            parts.fragment and path in found and unquote(parts.fragment) not in found[path]["ids"]
        ):
            problems.add("dead-link", place, url=url)


def _split(url: str) -> SplitResult | None:
    """None for what no browser can take for an address (`https://[a]/`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _codes(
    selected: Selected,
    found: Mapping[str, Mapping[str, Any]],
    scopes: Scopes,
    problems: Problems,
) -> None:
    """Every code ever issued answers with a page that says the code and, when open, the site's name."""
    names = {
        r.site.slug: r.site.name.best(selected.project.languages[0])[0] for r in selected.revisions
    }
    for state in selected.ledger.states:
        target = f"{state.code}/index.html"
        own = state.site if state.site in names else PROJECT
        # A site whose page fails steps back alone; a closed code's page is everybody's.
        mine = problems.within(scopes.get(("web", target), own))
        place, said = Place(f"output/web/{target}"), {"code": state.code, "site": state.site}
        page = found.get(target)
        if page is None:
            mine.add("code-no-page", Place(f"content/codes/{state.code}"), **said)
            continue
        if "noindex" not in page["robots"]:
            mine.add("code-indexed", place, code=state.code)
            continue
        wanted = (state.code, names.get(state.site, "") if state.status == "live" else "")
        if not all(_one_spaced(words) in page["text"] for words in wanted):
            mine.add("code-wrong-page", place, **said)


def _one_spaced(words: str) -> str:
    return " ".join(words.split())


def _originals(selected: Selected) -> dict[str, str]:
    """Stem of the renditions → the editor's own file."""
    return {
        stem(digest): f"sites/{revision.site.slug}/{name}"
        for revision in selected.revisions
        for name, digest in revision.files
    }


def _weighs(target: str, one: Made, original: str, problems: Problems) -> None:
    modern = one.media_type in ("image/avif", "image/webp")
    if modern and one.width in WEIGHED and one.size > (limit := CEILING[one.width]):
        place = Place(original or f"output/web/{target}")
        problems.add(
            "picture-too-heavy", place, file=place.file.rpartition("/")[2],
            width=one.width, size=one.size, limit=limit,
        )  # fmt: skip
