"""Projects brought into the state that a measurement starts from."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from benchmarks import ours, peer
from benchmarks.content import Place
from benchmarks.measure import ROOT
from generator import disk
from generator.store import Index, Store

WEB = ("build", "--edition", "web")
_RENDITIONS = (".avif", ".jpg", ".m4a", ".opus", ".webp")


def demo(folder: Path) -> Path:
    """A copy of the demo project of this repository."""
    for name in ("sites", "content"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def empty(project: Path) -> None:
    """As on the day of its first build."""
    for name in (".ditich", "output"):
        shutil.rmtree(project / name, ignore_errors=True)


def keep_pictures(project: Path) -> None:
    """As before the first build, but for the renditions of pictures and sound (and share cards).

    With them stays what is known of the originals: that they are sound, and their digests.
    """
    work, output = project / ".ditich", project / "output"
    kept = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.suffix in _RENDITIONS
    }
    shutil.rmtree(output)
    for path in work.iterdir():
        if path.name not in ("store", "index", "digests"):
            disk.remove(path)
    index = Index(work / "index")
    index.restrict(kept)
    index.save()
    Store(work / "store").prune(0, kept)


def edit(project: Path, site: Place, number: int) -> None:
    """Add a paragraph, another for each number, to the Vietnamese story of `site`."""
    path = project / "sites" / site.slug / "vi.md"
    path.write_text(ours.text(site, "vi", f"Đoạn thêm số {number}."), "utf-8")


def empty_peer(folder: Path) -> None:
    """The Hugo site without its output."""
    shutil.rmtree(folder / "public", ignore_errors=True)
    shutil.rmtree(folder / "resources", ignore_errors=True)


def edit_peer(folder: Path, site: Place, number: int) -> None:
    """The same edit for Hugo."""
    peer.edit(folder, site, f"Đoạn thêm số {number}.")
