"""Stage 6, publish: finished blobs → `output/<edition>`, a whole generation at once or not at all.

The new tree is staged beside the old one with hard links to its unchanged files, brought to the
disk, and exchanged with it in one step; killed at any instant, one whole generation is served.
Where folders cannot be exchanged (Windows, USB sticks) `generator.journal` goes file by file.

A tree is its names, bytes and modes (0644, 0755). The mtime of a file is when its bytes last
changed, so that web servers and rsync see what is new; it is no part of what we promise.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from generator import disk, exchange, journal, names, tree
from generator.jobs import Made
from generator.problems import MachineTrouble
from generator.store import Lost, Store

LABEL = "manifest 1"

COPIERS = 2
"""Threads that copy files: with more they only wait for one another."""

_Files = Mapping[str, tree.Seen]

_NO_LINK = {errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP,
            errno.ENOSYS, errno.EXDEV, errno.ENOENT, errno.EEXIST, errno.EINVAL}  # fmt: skip
"""Why a file may not be linked though it could be copied; a full disk is not among them."""


@dataclass(frozen=True)
class Published:
    """What changed for a visitor: sorted targets, by digest against the generation before."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


@dataclass(frozen=True)
class Manifest:
    """The generation that was published: target → (SHA-256, the stat it was left with)."""

    files: Mapping[str, tuple[str, tree.Seen]]

    @classmethod
    def read(cls, work: Path, edition: str) -> Manifest:
        """The last manifest of `edition`; empty if there is none, or it is damaged."""
        payload = disk.unseal(work / "published" / edition, f"{LABEL} {edition}")
        rows = json.loads(payload) if payload else {}
        return cls({t: (row[0], (row[1], row[2], row[3], row[4])) for t, row in rows.items()})

    def save(self, work: Path, edition: str) -> None:
        """Write it at once or not at all; raises OSError."""
        rows = {target: [digest, *seen] for target, (digest, seen) in self.files.items()}
        data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        disk.seal(work / "published" / edition, f"{LABEL} {edition}", data, durable=False)

    def digests(self) -> frozenset[str]:
        """Blobs of this generation: what pruning must keep."""
        return frozenset(digest for digest, _ in self.files.values())


def publish(
    edition: str,
    made: Mapping[str, Made],
    store: Store,
    output: Path,
    *,
    swap: exchange.Swap = exchange.swap,
) -> Published:
    """Make `output/<edition>` hold exactly `made` (target → blob); call it under the build lock.

    Raises Lost, naming *all* blobs to make again, and MachineTrouble; after either the generation
    before is served untouched (file by file: or the next `recover` completes the new one).
    """
    work = store.root.parent
    with disk.told(output):
        before = Manifest.read(work, edition)
        _refuse({t: one for t, one in made.items() if t not in before.files}, made)
        output.mkdir(parents=True, exist_ok=True)
        recover(work, output)
        folder = output / edition
        there = _files(folder)
        same = {t for t, one in made.items() if before.files.get(t) == (one.digest, there.get(t))}
        if len(same) < len(made) or there.keys() != made.keys() or not _is_folder(folder):
            with _staged(work, output, edition) as stage:
                staged = Turn(stage, folder, made, store, same).run(swap, there)
            _note(work, edition, made, {**there, **staged}, _files(folder))
    return _compare(before, made)


_WRITTEN = ("", "good/*/", "published/", "state/", "templates/")
"""Folders of the project's memory where files are written; the store sweeps its own."""


def recover(work: Path, output: Path) -> None:
    """Finish and sweep what killed builds left; under the build lock; raises MachineTrouble."""
    with disk.told(output):
        journal.replay(work, output)
        halves = [half for below in _WRITTEN for half in work.glob(f"{below}*.tmp")]
        for path in sorted([*output.glob(".*.stage-*"), *halves]):
            if disk.abandoned(path.name):
                disk.remove(path)


def in_use(work: Path) -> frozenset[str]:
    """Digests of every edition's generation: a part of `keep` when the store is pruned."""
    editions = sorted(p.name for p in (work / "published").glob("[!.]*"))
    return frozenset().union(*(Manifest.read(work, e).digests() for e in editions))


@dataclass(frozen=True)
class Turn:
    """One turn from a generation to the next: `same` are the targets whose file may be linked."""

    stage: Path
    folder: Path
    made: Mapping[str, Made]
    store: Store
    same: set[str]

    def run(self, swap: exchange.Swap, there: _Files) -> _Files:
        """Stage the new generation and put it in the old one's place; raises Lost, OSError.

        Returns the staged files as they were just before.
        """
        at_once = not _is_folder(self.folder) or exchange.possible(self.folder.parent, swap)
        self._stage(links=at_once, there=there)
        staged = _files(self.stage)
        if at_once:
            with contextlib.suppress(exchange.NoExchange):
                self._exchange(swap)
                return staged
        new = set(self.made) - self.same
        work = self.store.root.parent
        journal.turn(work, self.stage, self.folder, new, there.keys() - self.made.keys())
        return staged

    def _exchange(self, swap: exchange.Swap) -> None:
        if _is_folder(self.folder):
            swap(self.stage, self.folder)
        else:
            disk.remove(self.folder)  # nothing, or a link or file that has no business there
            self.stage.rename(self.folder)
        disk.sync_folder(self.folder.parent)

    def _stage(self, *, links: bool, there: _Files) -> None:
        """Copies first: they may fail, and the old files' ctimes are then as they were."""
        wanted = sorted(self.made) if links else sorted(set(self.made) - self.same)
        folders = _folders(self.stage, wanted)
        copies = [t for t in wanted if t not in self.same]
        few = len(copies) + len(folders) < disk.MANY
        self._copy(copies, durable=few)
        unlinked = [t for t in wanted if t in self.same and not self._link(t, there[t])]
        self._copy(unlinked, durable=few)
        if few or not disk.sync_disk(self.stage):
            _sync([] if few else [self.stage / t for t in (*copies, *unlinked)], folders)

    def _copy(self, targets: list[str], *, durable: bool) -> None:
        """Copy the blobs of `targets`; many in threads, for nearly all of it is the disk's work."""
        copy = partial(self._copied, durable=durable)
        if len(targets) < disk.MANY:
            lost = copy(targets)
        else:
            parts = (targets[i : i + disk.MANY] for i in range(0, len(targets), disk.MANY))
            with ThreadPoolExecutor(COPIERS) as pool:
                lost = set().union(*pool.map(copy, parts))
        if lost:
            raise Lost(*sorted(lost))

    def _copied(self, targets: list[str], *, durable: bool) -> set[str]:
        """Copy these; the digests of what turned out damaged."""
        lost: set[str] = set()
        for target in targets:
            try:
                with disk.told(self.folder / target):
                    self.store.copy(self.made[target].digest, self.stage / target, durable=durable)
            except Lost as loss:
                lost.update(loss.digests)
        return lost

    def _link(self, target: str, expected: tree.Seen) -> bool:
        """Hard-link the old generation's file; False if that cannot be, or it is another by now."""
        link = self.stage / target
        try:
            os.link(self.folder / target, link, follow_symlinks=False)
        except NotImplementedError:  # Windows, which never comes here, for it cannot exchange
            return False
        except OSError as error:
            if error.errno in _NO_LINK:
                return False
            raise
        if _but_ctime(tree.seen(link.lstat())) == _but_ctime(expected):
            return True
        link.unlink()
        return False


@contextlib.contextmanager
def _staged(work: Path, output: Path, edition: str) -> Iterator[Path]:
    """A new stage folder, swept afterwards unless a journal still needs it.

    After an exchange it is the old generation that lies there. Sweeping may fail (somebody looks
    into the folder on Windows): `recover` does it next time.
    """
    stage = output / f".{edition}.stage-{disk.own_name()}"
    stage.mkdir()
    stage.chmod(disk.FOLDER_MODE)
    try:
        yield stage
    finally:
        if not journal.pending(work, edition):
            with contextlib.suppress(OSError):
                disk.remove(stage)


def _note(
    work: Path, edition: str, made: Mapping[str, Made], expected: _Files, now: _Files
) -> None:
    """Record the generation as it lies there; a file that somebody touched meanwhile is left out.

    Only now, for linking and sweeping changed the ctimes. A disk too full for it costs the next
    build some copying and nothing else, so that is no reason to call this one failed.
    """
    files = {
        target: (one.digest, now[target])
        for target, one in sorted(made.items())
        if target in now and _but_ctime(now[target]) == _but_ctime(expected[target])
    }
    with contextlib.suppress(OSError):
        Manifest(files).save(work, edition)


def _but_ctime(seen: tree.Seen) -> tuple[int, int, int]:
    return seen[0], seen[1], seen[3]


def _files(folder: Path) -> _Files:
    """What lies in a generation's folder, links and the like included, folders not."""
    if not _is_folder(folder):
        return {}
    return {p: s for p, s in tree.look(str(folder)).items() if not p.endswith("/")}


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _folders(stage: Path, targets: list[str]) -> list[Path]:
    """Make every folder that `targets` need, parents first; returns them with `stage` itself."""
    parents = {str(parent) for t in targets for parent in PurePosixPath(t).parents} - {"."}
    folders = [stage / parent for parent in sorted(parents)]
    for folder in folders:
        folder.mkdir()
        folder.chmod(disk.FOLDER_MODE)
    return [stage, *folders]


def _sync(files: list[Path], folders: list[Path]) -> None:
    for path in files:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    for path in folders:
        disk.sync_folder(path)


def _refuse(fresh: Mapping[str, Made], made: Mapping[str, Made]) -> None:
    """The last gate before the disk; *plan* has said so before, with the place in the content."""
    parts: set[str] = set()  # the same few names stand in many targets
    for target in sorted(fresh):
        new = set(target.split("/")) - parts
        if kind := names.fault(target) if new else "":
            raise MachineTrouble(kind, target=target)
        parts |= new
    if pair := names.clash(sorted(made)):
        raise MachineTrouble("targets-clash", one=pair[0], other=pair[1])


def _compare(before: Manifest, made: Mapping[str, Made]) -> Published:
    old = before.files
    return Published(
        changed=tuple(t for t in sorted(made) if t in old and old[t][0] != made[t].digest),
        added=tuple(t for t in sorted(made) if t not in old),
        removed=tuple(t for t in sorted(old) if t not in made),
    )
