"""Projects brought into the state that a measurement starts from.

What a build made is put aside, not deleted: ext4 passes over inodes that were deleted in the last minutes,
one by one, and the next thing measured would pay for that: a new file takes up to five times as long.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from benchmarks import ours, peer
from benchmarks.content import Place
from benchmarks.measure import ROOT
from generator.store import Index

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
        _aside(project / name)


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
    before = _aside(work)
    _aside(output)
    work.mkdir()
    for known in ("digests", "index"):
        if (before / known).exists():
            (before / known).rename(work / known)
    for digest in kept:
        blob = work / "store" / digest[:2] / digest[2:]
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.hardlink_to(before / "store" / digest[:2] / digest[2:])
    index = Index(work / "index")
    index.restrict(kept)
    index.save()


def edit(project: Path, site: Place, number: int) -> None:
    """Add a paragraph, another for each number, to the Vietnamese story of `site`."""
    path = project / "sites" / site.slug / "vi.md"
    path.write_text(ours.text(site, "vi", f"Đoạn thêm số {number}."), "utf-8")


def empty_peer(folder: Path) -> None:
    """The Hugo site without its output."""
    _aside(folder / "public")
    _aside(folder / "resources")


def edit_peer(folder: Path, site: Place, number: int) -> None:
    """The same edit for Hugo."""
    peer.edit(folder, site, f"Đoạn thêm số {number}.")


def _aside(path: Path) -> Path:
    """Where `path`, if it is there, was moved: beside the project, and gone with it."""
    place = Path(tempfile.mkdtemp(prefix="aside-", dir=path.parent.parent)) / path.name
    if path.exists():
        path.rename(place)
    return place
