"""The last good revision of every site: canonical content, and its originals in the store.

A site that has a problem today is still built from here, with today's templates, so one editor's
typing mistake takes nothing from a visitor.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from generator import disk
from generator.jobs import Revision
from generator.model import Site, canonical
from generator.store import Store

LABEL = "good 1"
Rebuild = Callable[[dict[str, Any]], Site]


def save(work: Path, store: Store, revisions: Iterable[Revision], editions: Iterable[str]) -> None:
    """Keep these fresh revisions; raises MachineTrouble. Call it after they were published.

    A revision is good for the `editions` that were built and proved, and says nothing of others.
    One whose originals have changed since they were read is passed over: the record before stays.
    """
    proved = frozenset(editions)
    new: list[tuple[Path, bytes]] = []
    done: list[Path] = []
    for revision in (r for r in revisions if not r.stale):
        folder = _folder(work, revision.site.slug)
        path = folder / f"{'+'.join(sorted(proved))}.json"
        is_new = _digest(path) != revision.digest
        kept = (_kept(store, digest, Path(at), is_new) for _, digest, at in revision.originals())
        if not all(kept):
            continue
        done.append(folder)
        if is_new:
            new.append((path, disk.sealed(LABEL, _record(revision))))
    with disk.told(work / "good"):
        disk.write_all(new)
        for older in (p for folder in done for p in _records(folder) if _proved(p) < proved):
            disk.remove(older)


def _record(revision: Revision) -> bytes:
    record = {"digest": revision.digest, "files": revision.files, "site": None}
    # The canonical form goes in as it is: to parse it and write it again would take as long as the rest.
    head = json.dumps(record, ensure_ascii=False).removesuffix("null}")
    return b"%s%s}" % (head.encode(), canonical(revision.site))


def _kept(store: Store, digest: str, file: Path, new: bool) -> bool:  # noqa: FBT001
    """Whether the store now has the original; False if `file` is no longer what was read.

    For a `new` record a blob is looked through; for one that stands, its being there in its whole
    length is enough: what a power cut tore is mended, while the original is still there.
    """
    if store.verified(digest) if new else store.has(digest, _size(file)):
        return True
    with disk.told(file):
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return False
    return hashlib.sha256(data).hexdigest() == digest and store.put(data, durable=True) == digest


def _size(file: Path) -> int:
    """Bytes of the file; -1 where it cannot be asked."""
    try:
        return file.stat().st_size
    except OSError:
        return -1


def load(
    work: Path, store: Store, slug: str, rebuild: Rebuild, editions: Iterable[str]
) -> Revision | None:
    """The last revision of a site that was good for all these editions.

    None if there is none or its originals are gone.
    """
    wanted = frozenset(editions)
    # A record for more editions removes those for fewer: the smallest that will do is the newest.
    records = (p for p in _records(_folder(work, slug)) if wanted <= _proved(p))
    found = (_load(p, store, rebuild) for p in sorted(records, key=lambda p: (len(p.stem), p)))
    return next((revision for revision in found if revision), None)


def content(work: Path, slug: str, digest: str) -> dict[str, Any] | None:
    """The canonical content of a site's revision of that digest, if a record of it is kept."""
    records = (_read(path) for path in _records(_folder(work, slug)))
    return next((one["site"] for one in records if one and one["digest"] == digest), None)


def _load(path: Path, store: Store, rebuild: Rebuild) -> Revision | None:
    record = _read(path)
    if not record:
        return None
    files = tuple((name, digest) for name, digest in record["files"])
    if not all(store.verified(digest) for _, digest in files):
        return None
    try:
        site = rebuild(record["site"])
    except (ValueError, LookupError):
        return None  # another version's model or blocks: better no old revision than a wrong one
    return Revision(site, record["digest"], "", files, blobs=str(store.root), stale=True)


def forget(work: Path, kept: Collection[str]) -> None:
    """Drop what is kept of every site but these; raises MachineTrouble. Its originals may then be pruned."""
    for folder in _listed(work / "good"):
        if folder.name not in kept:
            with disk.told(folder):
                disk.remove(folder)


def in_use(work: Path) -> frozenset[str]:
    """Digests of the originals that good revisions need: what pruning must keep.

    Raises MachineTrouble where that cannot be known now.
    """
    folders = _listed(work / "good")
    records = (_read(path) for folder in folders for path in _records(folder))
    return frozenset(digest for record in records if record for _, digest in record["files"])


def _folder(work: Path, slug: str) -> Path:
    return work / "good" / slug


def _records(folder: Path) -> list[Path]:
    return [path for path in _listed(folder) if path.suffix == ".json"]


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, none if it is missing. `glob` would call one it cannot open empty."""
    with disk.told(folder), contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return sorted(folder.iterdir())
    return []


def _proved(path: Path) -> frozenset[str]:
    """The editions a record is good for: its file's name, `print+web.json`."""
    return frozenset(path.stem.split("+"))


def _digest(path: Path) -> str:
    record = _read(path)
    return str(record["digest"]) if record else ""


def _read(path: Path) -> dict[str, Any] | None:
    """The record; None if it is missing or damaged. Raises MachineTrouble where it cannot be opened.

    For a record that merely cannot be read now still protects its originals from pruning.
    """
    with disk.told(path), contextlib.suppress(FileNotFoundError):
        path.open("rb").close()
    payload = disk.unseal(path, LABEL)
    return json.loads(payload) if payload else None
