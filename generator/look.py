"""The look: where templates are found, what they are as a whole, and the assets they bring."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

HOUSE = Path(__file__).parent


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
        """(name of the file, target named by content, bytes) of scripts and icons, blocks' own among them."""
        made = []
        for name, path in self.files.items():
            if path.suffix in (".js", ".svg") and name.startswith(("web/", "blocks/")):
                data = path.read_bytes()
                stamp = hashlib.sha256(data).hexdigest()[:10]
                made.append((name, f"assets/{path.stem}-{stamp}{path.suffix}", data))
        return tuple(made)


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for: the project's own folder first, then the package's."""
    shipped = HOUSE / "templates"
    places = (root / "templates", shipped if shipped.is_dir() else HOUSE.parent / "templates")
    return tuple(dict.fromkeys(place for place in places if place.is_dir()))
