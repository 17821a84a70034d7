"""The look: where templates are found, what they are as a whole, and the assets they bring."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from generator.model import LANGUAGES
from generator.words import script_words

HOUSE = Path(__file__).parent

WORKER = "sw.js"
"""At the root: a service worker reaches no higher than where it lies (Service Workers, 6.1)."""


class Look:
    """Templates, styles and scripts of a project: read and hashed once."""

    def __init__(self, root: Path) -> None:
        self.folders = template_folders(root)

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every file by the name it is asked for; the project's own hides the one that ships."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found |= {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        return dict(sorted(found.items()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over every file, by name."""
        digest = hashlib.sha256()
        for name, path in self.files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @cached_property
    def assets(self) -> tuple[tuple[str, str, bytes], ...]:
        """(name of the file, target, bytes) of scripts and icons, blocks' own among them.

        Targets are named by content, but for the service worker's: browsers ask for it by one name.
        """
        made = []
        for name, path in self.files.items():
            if path.suffix in (".js", ".svg") and name.startswith(("web/", "blocks/", "kiosk/")):
                data = path.read_bytes()
                stamp = hashlib.sha256(data).hexdigest()[:10]
                own = f"assets/{path.stem}-{stamp}{path.suffix}"
                made.append((name, WORKER if name == "web/sw.js" else own, data))
        return (*made, *_words())


def _words() -> Iterator[tuple[str, str, bytes]]:
    """What the scripts say, a file a language: pages themselves have no byte to spare for it."""
    for language in LANGUAGES:
        words = json.dumps(script_words(language), ensure_ascii=False, separators=(",", ":"))
        data = f"ditich.words={words};\n".encode()
        stamp = hashlib.sha256(data).hexdigest()[:10]
        yield f"web/words.{language}.js", f"assets/words-{language}-{stamp}.js", data


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for: the project's own folder first, then the package's."""
    shipped = HOUSE / "templates"
    places = (root / "templates", shipped if shipped.is_dir() else HOUSE.parent / "templates")
    return tuple(dict.fromkeys(place for place in places if place.is_dir()))
