"""The last good revision of every site: canonical content, and its originals in the store.

A site that has a problem today is still built from here, with today's templates, so one editor's
typing mistake takes nothing from a visitor.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator import disk
from generator.jobs import Revision
from generator.model import Site, canonical
from generator.store import Store

LABEL = "good 1"
Rebuild = Callable[[dict[str, Any]], Site]


def save(work: Path, store: Store, revisions: Iterable[Revision]) -> None:
    """Keep these fresh revisions; raises MachineTrouble. Call it after they were published."""
    for revision in revisions:
        path = _path(work, revision.site.slug)
        if revision.stale or _digest(path) == revision.digest:
            continue
        for _, digest, file in revision.originals():
            if not store.has(digest):
                with disk.told(Path(file)):
                    store.put(Path(file).read_bytes())
        record = {"digest": revision.digest, "files": revision.files,
                  "site": json.loads(canonical(revision.site))}  # fmt: skip
        with disk.told(path):
            disk.seal(path, LABEL, json.dumps(record, ensure_ascii=False).encode())


def load(work: Path, store: Store, slug: str, rebuild: Rebuild) -> Revision | None:
    """The last good revision of a site, None if there is none or its originals are gone."""
    record = _read(_path(work, slug))
    if not record:
        return None
    files = tuple((name, digest) for name, digest in record["files"])
    if not all(store.verified(digest) for _, digest in files):
        return None
    try:
        site = rebuild(record["site"])
    except ValueError:  # an older version's model; better no old revision than a wrong one
        return None
    return Revision(site, record["digest"], "", files, blobs=str(store.root), stale=True)


def in_use(work: Path) -> frozenset[str]:
    """Digests of the originals that good revisions need: what pruning must keep."""
    records = (_read(path) for path in sorted((work / "good").glob("*.json")))
    return frozenset(digest for record in records if record for _, digest in record["files"])


def _path(work: Path, slug: str) -> Path:
    return work / "good" / f"{slug}.json"


def _digest(path: Path) -> str:
    record = _read(path)
    return str(record["digest"]) if record else ""


def _read(path: Path) -> dict[str, Any] | None:
    payload = disk.unseal(path, LABEL)
    return json.loads(payload) if payload else None
