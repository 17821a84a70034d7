"""No change since the last run? Decided by stat alone, before anything heavy is imported.

`unchanged` compares size, mtime, ctime and inode of every input, output, file of this package and
the places where libraries are installed with what the last run saw, and then *replays* that run:
its problems, its summary, its exit code. In doubt the answer is no: a build is always right.

A file written within the clock's own grain of our look could change again and keep its stat (git
calls such an entry *racy*); those are compared by SHA-256.
"""

# pathlib would cost more than the whole decision:
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH110, PTH112, PTH113, PTH116, PTH118, PTH119
# ruff: noqa: PTH120, PTH123, PTH208

from __future__ import annotations

import marshal
import os
import sys
import zlib

import generator
from generator import names, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from generator.problems import Problem

    Plain = tuple[Any, ...]
    _Files = dict[str, tree.Seen]
    _Record = tuple[
        tuple[str, ...], _Files, _Files, dict[str, str], tuple[Plain, ...],
        dict[str, tuple[str, ...]], int,
    ]  # fmt: skip

INPUTS = ("sites", "content", "templates")
OUTPUT, WORK = "output", ".ditich"

SYSTEM = ("/etc/ld.so.cache", "/usr/local/lib", "/opt/homebrew/lib")
"""What moves when a library of the system, such as zbar's, is installed: Linux, and Homebrew's folders."""

KEPT = 16
"""State files kept, one per set of options."""

_HEAD = (
    f"ditich state 1 {generator.__version__} {sys.implementation.cache_tag} {sys.platform} "
).encode()


class Replay:
    """What the last run said: `problems` as `plain` data, `summary` lines by language."""

    __slots__ = ("exit_code", "problems", "summary")

    def __init__(
        self,
        problems: Sequence[Plain] = (),
        summary: Mapping[str, Sequence[str]] | None = None,
        exit_code: int = 0,
    ) -> None:
        self.problems = tuple(problems)
        # Plain text: marshal takes no kind of its own.
        self.summary = {lang: tuple(map(str, lines)) for lang, lines in (summary or {}).items()}
        self.exit_code = exit_code


class Snapshot:
    """The inputs as a build found them *before* it read them: take it first, `remember` it last.

    An edit during the build then differs from the snapshot, and the next run sees it.
    """

    __slots__ = ("files", "options", "racy", "root")

    def __init__(self, root: str, options: tuple[str, ...], files: _Files, moment: int) -> None:
        self.root, self.options, self.files = root, options, files
        self.racy = _racy(root, files, moment)


def unchanged(root: str, options: Sequence[str]) -> Replay | None:
    """The last run with `options`, if nothing it depends on has changed since; None to build.

    Never raises for what it finds on the disk: what cannot be read is a change.
    """
    path, record = _load(root, tuple(options))
    if record is None:
        return None
    editions, inputs, outputs, racy, problems, summary, exit_code = record
    try:
        moment = _clock(root) if racy else 0
        if _inputs(root) != inputs or _outputs(root, editions) != outputs:
            return None
        if any(_sha256(root, name) != digest for name, digest in racy.items()):
            return None
    except OSError:
        return None
    if racy:
        # Same bytes as then: from now on most of these are old enough to go by their stat.
        racy = _racy(root, {name: _of(name, inputs, outputs) for name in racy}, moment)
        _save(path, tuple(options), (editions, inputs, outputs, racy, problems, summary, exit_code))
    return Replay(problems, summary, exit_code)


def look(root: str, options: Sequence[str]) -> Snapshot | None:
    """A snapshot of the inputs now; None if something cannot be read (then remember nothing)."""
    try:
        moment = _clock(root)
        return Snapshot(root, tuple(options), _inputs(root), moment)
    except OSError:
        return None


def remember(snapshot: Snapshot | None, editions: Sequence[str], replay: Replay) -> bool:
    """Record a finished run whose outputs are `editions`, after publishing, under the build lock.

    Only for exit codes 0 and 1: trouble with the machine is worth another try (ValueError).
    False, and no harm, if it cannot be written.
    """
    if replay.exit_code not in (0, 1):
        raise ValueError(f"exit code {replay.exit_code} is not to be replayed")
    if snapshot is None:
        return False
    try:
        moment = _clock(snapshot.root)
        outputs = _outputs(snapshot.root, editions)
        racy = {**snapshot.racy, **_racy(snapshot.root, outputs, moment)}
    except OSError:
        return False
    words = (replay.problems, replay.summary, replay.exit_code)
    record = (tuple(editions), snapshot.files, outputs, racy, *words)
    return _save(_path(snapshot.root, snapshot.options), snapshot.options, record)


def plain(problem: Problem) -> Plain:
    """A problem as data that `remember` can keep."""
    p = problem.place
    where = (p.file, p.line, p.column, p.text, p.width)
    return (where, problem.kind, problem.params, problem.scope, problem.severity)


def revive(data: Plain) -> Problem:
    """The problem that `plain` made into `data`; loads the heavy module only now."""
    from generator.problems import Place, Problem

    where, *rest = data
    return Problem(Place(*where), *rest)


def _inputs(root: str) -> _Files:
    found: _Files = {}
    for name in INPUTS:
        _gather(found, name, f"{root}/{name}", follow=True)
    return found | _head(root) | programme()


def _head(root: str) -> _Files:
    """What says which commit is git's HEAD: a build asks it whether a code was dropped."""
    own = next((f"{f}/.git" for f in _upwards(root) if os.path.exists(f"{f}/.git")), "")
    if os.path.isfile(own):  # a worktree or a submodule: the folder is elsewhere
        own = os.path.join(os.path.dirname(own), _line(own).removeprefix("gitdir: "))
    shared = os.path.normpath(os.path.join(own, _line(f"{own}/commondir")))
    ref = _line(f"{own}/HEAD").removeprefix("ref: ")
    places = (
        f"{own}/HEAD",
        *(f"{shared}/{name}" for name in (ref, "packed-refs", "reftable/tables.list")),
    )
    return {f"git:{place}": tree.seen(os.stat(place)) for place in places if os.path.isfile(place)}


def _upwards(folder: str) -> list[str]:
    folder = os.path.abspath(folder)
    above = os.path.dirname(folder)
    return [folder] if above == folder else [folder, *_upwards(above)]


def _line(path: str) -> str:
    """The first line of a file, '' if it is missing."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""


def programme() -> dict[str, tree.Seen]:
    """The files of this package and the places where libraries are installed; raises OSError."""
    found: dict[str, tree.Seen] = {}
    _gather(found, "package:", os.path.dirname(os.path.abspath(generator.__file__)), follow=True)
    packages = (p for p in sys.path if os.path.basename(p) in ("site-packages", "dist-packages"))
    for place in (*packages, *SYSTEM):
        if os.path.exists(place):
            status = os.stat(place)  # its mtime moves when a library is installed or replaced
            found[f"libraries:{place}"] = (0, status.st_mtime_ns, 0, status.st_ino)
    return found


def _outputs(root: str, editions: Collection[str]) -> _Files:
    found: _Files = {}
    for name in editions:
        _gather(found, f"{OUTPUT}/{name}", f"{root}/{OUTPUT}/{name}", follow=False)
    if os.path.isdir(f"{root}/{OUTPUT}"):
        # A killed build's stage counts as a change, so that the next build sweeps it.
        left = [name for name in os.listdir(f"{root}/{OUTPUT}") if ".stage-" in name]
        found.update({f"{OUTPUT}/{name}": tree.FOLDER for name in left})
    return found


def _gather(found: _Files, name: str, folder: str, *, follow: bool) -> None:
    for path, seen in tree.look(folder, names.junk, follow=follow).items():
        found[f"{name}/{path}"] = seen


def _of(name: str, inputs: _Files, outputs: _Files) -> tree.Seen:
    return inputs[name] if name in inputs else outputs[name]


def _racy(root: str, files: _Files, moment: int) -> dict[str, str]:
    """SHA-256 of the files whose mtime is too near `moment` to tell a later change by."""
    near = (name for name, seen in files.items() if seen[3] and tree.racy(seen, moment))
    return {name: _sha256(root, name) for name in sorted(near) if not name.startswith("libraries:")}


def _sha256(root: str, name: str) -> str:
    from pathlib import Path

    from generator import disk

    package = os.path.dirname(os.path.abspath(generator.__file__))
    path = package + name.removeprefix("package:") if name.startswith("package:") else name
    path = path.removeprefix("git:")
    return disk.digest_of(Path(root, path))


def _clock(root: str) -> int:
    """Now, in nanoseconds, by the clock of the disk that holds the project (or a network's)."""
    path = f"{root}/{WORK}/clock"
    try:
        os.makedirs(f"{root}/{WORK}", exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"\n")
        return os.stat(path).st_mtime_ns
    except OSError:
        import time

        return time.time_ns()


def _path(root: str, options: tuple[str, ...]) -> str:
    return f"{root}/{WORK}/state/{zlib.crc32(repr(options).encode()):08x}"


def _load(root: str, options: tuple[str, ...]) -> tuple[str, _Record | None]:
    path = _path(root, options)
    try:
        with open(path, "rb") as file:
            head, _, payload = file.read().partition(b"\n")
    except OSError:
        return path, None
    # The sum is checked before marshal, which may do anything with damaged data.
    if head != _HEAD + b"%08x" % zlib.crc32(payload):
        return path, None
    kept_options, record = marshal.loads(payload)  # noqa: S302 - our own file, and its sum is right
    return path, record if kept_options == options else None


def _save(path: str, options: tuple[str, ...], record: _Record) -> bool:
    payload = marshal.dumps((options, record))
    folder, temporary = os.path.dirname(path), f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(folder, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(_HEAD + b"%08x\n" % zlib.crc32(payload) + payload)
        os.replace(temporary, path)
        _forget(folder)
    except OSError:
        return False
    return True


def _forget(folder: str) -> None:
    paths = [f"{folder}/{name}" for name in os.listdir(folder)]
    for path in sorted(paths, key=os.path.getmtime, reverse=True)[KEPT:]:
        os.unlink(path)
