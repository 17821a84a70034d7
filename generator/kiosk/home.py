"""The home folder on the kiosk's machine: whole generations, and one small file that names the shown one.

    generations/<build>/pack.json   the manifest it came with
    generations/<build>/tree/…      the edition
    current                         {"build", "previous", "trials"}
    settings.json  key.pub  counts/  log/

A generation gets its name by one rename, when every byte of it is on the disk; which one is shown, and
which one it is rolled back to, changes by one replacement of `current`. So whatever instant an update
is killed at, one whole generation is named. For a power cut each step waits until the one before is on the
disk; that order is tested, a cut itself was not run by us.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from generator import disk
from generator.kiosk import edition, keys, pack, unpack
from generator.kiosk.edition import Edition
from generator.kiosk.refused import Refused

GENERATIONS, CURRENT, STAGE = "generations", "current", ".stage-"
FETCHED = ".fetched.tmp"
"""A pack on its way from an address."""

TRIALS = 3
"""Starts of the keeper that a new generation may use up without one good beat."""

PATIENCE = 5.0
"""Seconds in which a file that another program holds open on Windows is tried again."""


def _patiently(act: Callable[[], object]) -> None:
    """Do it, again and again while another program holds the file, a virus scanner say; raises OSError.

    Windows alone refuses such a file; not run by us there.
    """
    begun = time.monotonic()
    while True:
        try:
            act()
        except PermissionError:
            if time.monotonic() - begun > PATIENCE:
                raise
            time.sleep(0.05)
        else:
            return


@dataclass(frozen=True)
class Pointer:
    """What `current` says."""

    build: str = ""
    previous: str = ""
    """The generation shown before; '' where there was none."""
    trials: int = 0
    """Starts left until a good beat must have come; 0 once one has."""


class Home:
    """One machine's home folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextlib.contextmanager
    def _alone(self, at: str, patience: float | None = None) -> Iterator[None]:
        """Alone at `fetch`, `update` (long) or `point` (a moment); raises Refused `busy`, OSError."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(
            self.root / f".{at}.lock", timeout=PATIENCE if patience is None else patience
        )
        try:
            lock.acquire()
        except Timeout as why:
            raise Refused("kiosk-busy", str(self.root)) from why
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def fetching(self) -> Iterator[Path]:
        """The file for a pack on its way, for one fetch at a time; raises Refused `busy`, OSError."""
        with self._alone("fetch"):
            try:
                yield self.root / FETCHED
            finally:
                with contextlib.suppress(OSError):
                    (self.root / FETCHED).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what fetches and writes that were cut off have left; for the start of a keeper."""
        with contextlib.suppress(OSError, Refused), self._alone("fetch", patience=0):
            for path in self.root.glob(".*.tmp"):
                if path.name == FETCHED or disk.abandoned(path.name):
                    path.unlink(missing_ok=True)

    def keeps(self) -> bool:
        """Whether the disk takes a file and gives it back: tried with one of 64 KB."""
        path, data = self.root / f".tried-{disk.own_name()}.tmp", os.urandom(1 << 16)
        try:
            disk.write(path, data)
            return path.read_bytes() == data
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def pointer(self) -> Pointer:
        """Which generation is to be shown; an empty one where `current` is missing or damaged."""
        try:
            data = json.loads((self.root / CURRENT).read_text("utf-8"))
            build, previous = str(data["build"]), str(data["previous"])
            return Pointer(build, previous, int(data["trials"]))
        except (OSError, ValueError, TypeError, KeyError):
            return Pointer()

    def point(self, pointer: Pointer) -> None:
        """Replace `current` in one step; raises OSError."""
        data = {"build": pointer.build, "previous": pointer.previous, "trials": pointer.trials}
        text = (json.dumps(data) + "\n").encode()
        _patiently(lambda: disk.write(self.root / CURRENT, text))

    def folder(self, build: str) -> Path:
        """Where a generation lies."""
        return self.root / GENERATIONS / build

    def manifest(self, build: str) -> pack.Manifest | None:
        """What a generation is made of; None where that cannot be read."""
        try:
            return pack.parsed((self.folder(build) / "pack.json").read_bytes())
        except (OSError, Refused):
            return None

    def edition(self, build: str) -> Edition | None:
        """The generation, if every file of it is there in its size."""
        manifest = self.manifest(build) if build else None
        if manifest is None:
            return None
        tree = self.folder(build) / "tree"
        try:
            if any((tree / n).stat().st_size != p.size for n, p in manifest.files.items()):
                return None
        except OSError:
            return None
        return edition.read(tree, build, manifest.made)

    def builds(self) -> list[str]:
        """Names of all generations, the newest first."""
        try:
            names = [path.name for path in (self.root / GENERATIONS).iterdir()]
        except OSError:
            return []
        known = {name: self.manifest(name) for name in names if not name.startswith(".")}
        return sorted(
            (name for name, told in known.items() if told),
            key=lambda name: (-(m.made if (m := known[name]) else 0), name),
        )

    def best(self) -> Edition | None:
        """What can be shown: the current one, else the one before it, else any whole one."""
        pointer = self.pointer()
        for build in dict.fromkeys((pointer.build, pointer.previous, *self.builds())):
            if found := self.edition(build):
                return found
        return None

    def key(self) -> bytes | None:
        """The public key packs must be signed by (PEM); None before the first installation."""
        try:
            return (
                self.root / keys.PUBLIC
            ).read_bytes() or None  # a damaged card leaves empty files
        except FileNotFoundError:
            return None

    def _trusted(self, *, new_key: bool) -> bytes | None:
        """The key a pack must be signed by; None for the one it brings, b"" for none, where ours was lost."""
        key = self.key()
        return b"" if key is None and self.builds() and not new_key else key

    def _known(self) -> Pointer:
        """What `current` says; where it cannot be read, what is shown all the same."""
        pointer = self.pointer()
        if not pointer.build and (shown := self.best()):
            return Pointer(shown.build)
        return pointer

    def update(self, path: Path, *, older: bool = False, new_key: bool = False) -> pack.Manifest:
        """Take a pack over and let it be shown; raises Refused, OSError, and then nothing has changed.

        `older` allows one that was packed before the current one; `new_key` takes the key it brings along
        where the folder has lost its own, which is for those who install, not for a stick in a socket.
        """
        trusted = self._trusted(new_key=new_key)
        with self._alone("update"), unpack.opened(path, trusted) as found:
            manifest, pointer, shown = found.manifest, self._known(), self.best()
            now = self.manifest(pointer.build) if pointer.build else None
            if now and now.build == manifest.build and self.edition(pointer.build):
                raise Refused("kiosk-same", manifest.build)
            if now and manifest.made < now.made and not older:
                raise Refused("kiosk-older", path.name)
            self._sweep(keep={pointer.build, pointer.previous, shown.build if shown else ""})
            if self.edition(manifest.build) is None:
                self._place(found)
            if self.key() is None:
                disk.write(self.root / keys.PUBLIC, found.key)
            with self._alone("point"):
                latest = self.pointer()  # somebody may have gone back meanwhile
                pointer = latest if latest.build else pointer
                before = self._proved(pointer, manifest.build)
                self.point(Pointer(manifest.build, before, TRIALS if before else 0))
            return manifest

    def _proved(self, pointer: Pointer, other: str) -> str:
        """What to go back to from `other`: the current one, or while that is on trial the one before."""
        first, second = pointer.build, pointer.previous
        pair = (second, first) if pointer.trials else (first, second)
        return next((build for build in pair if build != other and self.edition(build)), "")

    def _place(self, found: unpack.Pack) -> None:
        """Unpack beside, then give it its name."""
        manifest = found.manifest
        stage = self.root / GENERATIONS / f"{STAGE}{disk.own_name()}"
        try:
            (stage / "tree").mkdir(parents=True)
            found.extract(stage / "tree")
            shown = edition.read(stage / "tree")
            if shown is None or shown.content != manifest.content:
                raise Refused("kiosk-not-a-pack", edition.FILE)
            disk.write(stage / "pack.json", manifest.to_bytes())
            disk.remove(self.folder(manifest.build))  # a damaged one of that name
            _patiently(lambda: stage.rename(self.folder(manifest.build)))
            disk.sync_folder(self.root / GENERATIONS)
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _sweep(self, keep: set[str]) -> None:
        """Remove generations nobody goes back to and what killed updates left; others' files stay."""
        with contextlib.suppress(OSError):
            for path in (self.root / GENERATIONS).iterdir():
                ours = path.name.startswith(STAGE) or (path / "pack.json").is_file()
                if ours and path.name not in keep:
                    shutil.rmtree(path, ignore_errors=True)

    def roll_back(self, *, trial: bool) -> str:
        """Show the generation before the current one; returns its name. Raises Refused, OSError.

        On `trial` it must prove itself, too; not so what a failed trial goes back to, or two bad ones
        would take turns for ever.
        """
        with self._alone("point"):
            pointer = self.pointer()
            if self.edition(pointer.previous) is None:
                raise Refused("kiosk-no-previous")
            back = pointer.build if trial and self.edition(pointer.build) else ""
            self.point(Pointer(pointer.previous, pointer.build, TRIALS if back else 0))
            return pointer.previous

    def passed(self, build: str) -> None:
        """The generation has proved itself; raises Refused, OSError."""
        with self._alone("point"):
            pointer = self.pointer()
            if pointer.build == build and pointer.trials:
                self.point(Pointer(build, pointer.previous))

    def tried(self) -> bool:
        """Use up one start of a generation on trial; False when none is left. Raises Refused, OSError."""
        with self._alone("point"):
            pointer = self.pointer()
            if pointer.trials > 1:
                self.point(Pointer(pointer.build, pointer.previous, pointer.trials - 1))
            return pointer.trials != 1
