"""Which files a project has: every input found, named in NFC and sorted, strangers pointed out.

    content/**                          project.yaml, pages, trails, shared texts, the ledger
    sites/<slug>/site.yaml              one relic site
    sites/<slug>/<lang>.md, <lang>.narration.md, *.csv, media/**, reviews/*.yaml
Nothing is opened here. Links are never followed; names must work on Windows, macOS and Linux alike.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.names import passed_over
from generator.problems import Place, Problems, nearest
from generator.read.encoding import SHEETS, name_below
from generator.read.profile import PROFILES
from generator.text import is_reserved, is_slug, slug
from generator.words import in_both, size

PROJECT_FILE = "content/project.yaml"
MAX_PATH = 180
"""Longest path below the project in characters; Windows stops at 260 with the folders above it."""

MAX_FOLDERS = 8
"""Deepest folders below `content` or a site."""

PICTURES = (".avif", ".jpeg", ".jpg", ".png", ".webp")
SOUNDS = (".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
FILMS = (".mov", ".mp4")
SOLIDS = (".glb",)
OTHERS = (*FILMS, *SOLIDS, ".pdf", ".srt", ".vtt", ".webm")
MEDIA = tuple(sorted((*PICTURES, *SOUNDS, *OTHERS)))
"""Endings of files that `media/` may hold."""

LINE_DRAWING = "-net.svg"
"""Ending of a one-ink line drawing for plaques and paper; never shown on a page."""

# Of pictures, sound and scans, in bytes; text files have theirs in the modules that read them.
_CAPS = {
    **dict.fromkeys(PICTURES, 60_000_000),
    **dict.fromkeys(PROFILES, 8_000_000),
    **dict.fromkeys(SOUNDS, 200_000_000),
    **dict.fromkeys(OTHERS, 400_000_000),
}
_WHY = {
    ".heic": ("iPhone: Cài đặt → Camera → Định dạng → Tương thích nhất.",
              "iPhone: Settings → Camera → Formats → Most Compatible."),
    ".svg": ("Tệp SVG có thể chứa chương trình.", "An SVG file can hold a program."),
}  # fmt: skip
_WHY[".heif"] = _WHY[".heic"]
_WORDS = (".doc", ".docx", ".odt", ".rtf")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]|[. ]$|^ ')
_CONTENT_SUFFIXES = {".csv", ".json", ".md", ".yaml", *PICTURES, *PROFILES}
_FILE_SUFFIXES = {*_CONTENT_SUFFIXES, *MEDIA}
_REVIEW = re.compile(r"^reviews/[^/]+\.yaml$")
_LEDGER = "content/codes/"  # the reader of the ledger judges what lies there


@dataclass(frozen=True, order=True)
class InputFile:
    """One input: `name` as the project knows it (below the root, `/`, NFC), `path` as the disk does."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True)
class SiteFiles:
    """The files of `sites/<slug>`; `stories` and `narrations` are (language, file) pairs."""

    slug: str
    folder: Path
    facts: InputFile | None
    stories: tuple[tuple[str, InputFile], ...]
    narrations: tuple[tuple[str, InputFile], ...]
    media: tuple[InputFile, ...]
    tables: tuple[InputFile, ...]
    reviews: tuple[InputFile, ...]


@dataclass(frozen=True)
class ProjectFiles:
    """Every input of a project below `root`: `content/**` and the sites, sorted by name."""

    root: Path
    project: InputFile | None
    content: tuple[InputFile, ...]
    sites: tuple[SiteFiles, ...]


def scan(root: Path, problems: Problems) -> ProjectFiles:
    """Every input below `root`; what is no input is named, a site's problems in the site's scope."""
    content = tuple(_walk(root, root / "content", problems))
    for file in content:
        if not file.name.startswith(_LEDGER):
            _check_suffix(file, problems)
    project = next((f for f in content if f.name == PROJECT_FILE), None)
    if project is None:
        names = (f.name.removeprefix("content/") for f in content)
        near = next((n for n in names if _means(n, "project.yaml")), "")
        problems.add("project-missing", Place(PROJECT_FILE), near=near, none="" if near else "1")
    folders = sorted(_folders(root, problems), key=lambda f: unicodedata.normalize("NFC", f.name))
    sites = tuple(_site(root, folder, problems) for folder in folders)
    return ProjectFiles(root, project, content, sites)


def _folders(root: Path, problems: Problems) -> Iterator[Path]:
    for entry, status in _entries(root, root / "sites", problems):
        if stat.S_ISDIR(status.st_mode):
            yield Path(entry.path)
        else:
            name = _name(entry.name)
            problems.warn("file-unknown", Place(f"sites/{name}"), name=name, near="")


def _site(root: Path, folder: Path, everything: Problems) -> SiteFiles:
    name = _name(folder.name)
    problems = everything.within(name)
    if not is_slug(name):
        right = slug(name) or "di-tich"
        problems.add("folder-not-slug", Place(f"sites/{name}"), name=name, right=right)
    prefix = f"sites/{name}/"
    found = {file.name.removeprefix(prefix): file for file in _walk(root, folder, problems)}
    media = tuple(f for n, f in found.items() if n.startswith("media/"))
    reviews = tuple(f for n, f in found.items() if _REVIEW.match(n))
    tables = tuple(f for n, f in found.items() if n.lower().endswith(".csv") and f not in media)
    for file in media:
        _check_media(file, problems)
    used = {*media, *reviews, *tables}
    strangers = [n for n, f in found.items() if n not in _site_names() and f not in used]
    readable = os.access(folder, os.R_OK | os.X_OK)  # else that has been said
    if readable and "site.yaml" not in found and not (folder / "site.yaml").is_symlink():
        near = next((n for n in strangers if _means(n, "site.yaml")), "")
        none = "" if near else "1"
        problems.add("site-file-missing", Place(f"sites/{name}"), near=near, none=none)
        strangers = [n for n in strangers if n != near]
    for short in strangers:
        _stranger(short, found[short], problems)
    stories, narrations = _by_language(found, ".md"), _by_language(found, ".narration.md")
    facts = found.get("site.yaml")
    return SiteFiles(name, folder, facts, stories, narrations, media, tables, reviews)


@cache
def _site_names() -> tuple[str, ...]:
    """The files a site's folder may hold beside its folders and tables."""
    endings = (".md", ".narration.md")
    return ("site.yaml", *(f"{lang}{ending}" for lang in _languages() for ending in endings))


def _languages() -> tuple[str, ...]:
    from generator.model import LANGUAGES  # with pydantic: ten times the weight of this package

    return LANGUAGES


def _by_language(found: dict[str, InputFile], ending: str) -> tuple[tuple[str, InputFile], ...]:
    names = ((lang, found.get(f"{lang}{ending}")) for lang in _languages())
    return tuple((lang, file) for lang, file in names if file)


def _stranger(short: str, file: InputFile, problems: Problems) -> None:
    """A file no rule knows: perhaps misspelt, perhaps in the wrong folder, perhaps just left there."""
    if "/" not in short and Path(short).suffix.lower() in MEDIA:
        problems.warn("file-in-wrong-folder", Place(file.name), name=short, folder="media/")
        return
    suffix = Path(short).suffix.lower()
    if suffix in (*SHEETS, *_WORDS):
        words = "1" if suffix in _WORDS else ""
        sheet = "" if words else "1"
        problems.warn("file-of-office", Place(file.name), name=short, words=words, sheet=sheet)
        return
    near = next((name for name in _site_names() if _means(short, name)), "")
    problems.warn("file-unknown", Place(file.name), name=short, near=near)


def is_picture(name: str) -> bool:
    """Whether a file of that name should be a picture."""
    return Path(name).suffix.lower() in PICTURES


def is_sound(name: str) -> bool:
    """Whether a file of that name should be a recording."""
    return Path(name).suffix.lower() in SOUNDS


def is_film(name: str) -> bool:
    """Whether a file of that name should be a film."""
    return Path(name).suffix.lower() in FILMS


def is_solid(name: str) -> bool:
    """Whether a file of that name should be a thing in three dimensions."""
    return Path(name).suffix.lower() in SOLIDS


def is_media(name: str) -> bool:
    """Whether a file of that name can stand in `media:`."""
    return Path(name).suffix.lower() in MEDIA


_OTHER_NAMES = {"vn": "vi", "vie": "vi", "viet": "vi", "eng": "en", "kh": "km", "khmer": "km"}


def _means(name: str, wanted: str) -> bool:
    """Whether somebody may have meant `wanted` by `name`: Site.yml, site.yaml.txt, vn.md, sites.yaml."""
    plain = name.casefold().removesuffix(".txt").replace(" ", "")
    stem, _, rest = plain.partition(".")
    rest = {"yml": "yaml", "markdown": "md"}.get(rest, rest)
    meant = f"{_OTHER_NAMES.get(stem, stem)}.{rest}"
    return meant == wanted or (
        wanted in ("site.yaml", "project.yaml") and bool(nearest(meant, (wanted,)))
    )


def _check_media(file: InputFile, problems: Problems) -> None:
    suffix = Path(file.name).suffix.lower()
    if file.name.endswith(LINE_DRAWING):
        return
    if suffix not in MEDIA:
        why, why_en = _WHY.get(suffix, ("", ""))
        known = ", ".join(s.removeprefix(".") for s in (*PICTURES, ".mp3", ".m4a", ".opus", ".mp4"))
        params = {"suffix": suffix or "?", "why": why, "why_en": why_en, "known": known}
        problems.warn("media-format", Place(file.name), **params)


def _check_suffix(file: InputFile, problems: Problems) -> None:
    if Path(file.name).suffix not in _CONTENT_SUFFIXES:
        near = str(Path(file.name).with_suffix(".yaml").name) if file.name.endswith(".yml") else ""
        problems.warn("file-unknown", Place(file.name), name=Path(file.name).name, near=near)


def _walk(root: Path, folder: Path, problems: Problems, depth: int = 0) -> Iterator[InputFile]:
    """Ordinary files below `folder`, sorted by NFC name; anything else is named and left out."""
    for entry, status in _entries(root, folder, problems):
        path = Path(entry.path)
        name = name_below(root, path)
        if stat.S_ISDIR(status.st_mode):
            if path.suffix.lower() in _FILE_SUFFIXES:
                problems.warn("folder-named-like-file", Place(name), name=path.name)
            if depth + 1 >= MAX_FOLDERS:
                problems.add("folder-too-deep", Place(name))
            else:
                yield from _walk(root, path, problems, depth + 1)
        elif not stat.S_ISREG(status.st_mode):
            problems.add("file-special", Place(name))
        elif _fits(name, status.st_size, problems):
            yield InputFile(name, path, status.st_size)


def _fits(name: str, count: int, problems: Problems) -> bool:
    limit = _CAPS.get(Path(name).suffix.lower(), 0)
    if limit and count > limit:
        problems.add("file-too-large", Place(name), **in_both(size, size=count, limit=limit))
        return False
    if len(name) > MAX_PATH:
        problems.warn("name-too-long", Place(name), count=len(name), limit=MAX_PATH)
    return True


def _entries(
    root: Path, folder: Path, problems: Problems
) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """What lies in a folder and may be read, sorted by NFC name; bad names are told."""
    where = name_below(root, folder)
    quiet = where.startswith(_LEDGER.rstrip("/"))
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda entry: (_name(entry.name), entry.name))
    except FileNotFoundError:
        return
    except OSError:
        problems.add("file-unreadable", Place(where))
        return
    kept: dict[str, os.DirEntry[str]] = {}
    for entry in found:
        name = _name(entry.name)
        place = Place(f"{where}/{name}")
        if passed_over(name) or (quiet and not entry.is_file(follow_symlinks=False)):
            if quiet and entry.is_dir(follow_symlinks=False):
                kept[name] = entry
            continue
        if entry.is_symlink():
            problems.add("file-is-link", place)
        elif name.casefold() in kept:
            other = _name(kept[name.casefold()].name)
            problems.add("name-collision", place, name=name, other=other)
        elif _may_travel(name, place, problems):
            kept[name.casefold()] = entry
    for entry in kept.values():
        with contextlib.suppress(FileNotFoundError):  # gone since: editors write beside and rename
            yield entry, entry.stat(follow_symlinks=False)


def _may_travel(name: str, place: Place, problems: Problems) -> bool:
    """Whether Windows, macOS and Linux all take the name."""
    stem, dot, suffix = name.partition(".")
    if is_reserved(name):
        problems.add("name-reserved", place, name=name, right=f"{stem}-1{dot}{suffix}")
        return False
    if _FORBIDDEN.search(name) or not name.isprintable():
        right = f"{slug(stem) or 'tep'}{dot}{slug(suffix)}"
        problems.add("name-forbidden", place, name=name, right=right)
        return False
    return True


def _name(name: str) -> str:
    """The name in NFC; bytes that are no UTF-8 (lone surrogates) are shown as '?'."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", shown)
