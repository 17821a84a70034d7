"""A build in miniature: generations of a small tree that a test can foresee, published for real.

As a program it publishes one generation after another until it is killed:
`python tests/tiny_build.py ROOT FIRST_GENERATION [per-file]`; with a fourth word, STEP, it kills
itself instead, at every STEPth file operation of a build in turn, and looks what that left.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import signal
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from generator import exchange
from generator.jobs import Made
from generator.lock import building
from generator.publish import Published, publish, recover
from generator.store import Index, Store

EDITION = "web"
STAYS = "style.css"

FILE_EVENTS = ("open", "os.", "shutil.", "fcntl.", "ctypes.")
"""What an audit hook is told of the work on files, each just before it is done."""


def contents(generation: int) -> dict[str, bytes]:
    """What a generation is: target → bytes. Sizes, files and folders differ between them."""
    pages = {
        f"vi/site-{n}/index.html": f"{generation} {n}\n".encode() * (40 + generation % 7)
        for n in range(10)
    }
    era = generation // 4
    pictures = [hashlib.sha256(f"{era} {n}".encode()).digest() * 500 for n in range(5)]
    assets = {f"m/{hashlib.sha256(p).hexdigest()[:16]}.jpg": p for p in pictures}
    odd = {"odd/page.html": b"odd\n"} if generation % 2 else {}
    kind = {"x/y.html": b"in a folder"} if generation % 3 else {"x": b"a file where a folder was"}
    home = {"index.html": f"generation {generation}\n".encode(), STAYS: b"body{}\n" * 99}
    return {**pages, **assets, **odd, **kind, **home}


def whole(found: Mapping[str, bytes]) -> int:
    """The one generation that `found` is, exactly; AssertionError for a mixture or a part."""
    assert found.get("index.html", b"").startswith(b"generation "), sorted(found)
    generation = int(found["index.html"].split()[1])
    wanted = contents(generation)
    assert set(found) == set(wanted)
    assert all(found[target] == wanted[target] for target in wanted)
    return generation


def served(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`; a symbolic link anywhere is refused."""
    paths = sorted(folder.rglob("*"))
    assert not any(path.is_symlink() for path in paths)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths if p.is_file()}


def modes(folder: Path) -> set[tuple[str, int]]:
    """The kinds and permission bits that occur in `folder`."""
    paths = [folder, *folder.rglob("*")]
    return {("d" if p.is_dir() else "f", stat.S_IMODE(p.lstat().st_mode)) for p in paths}


def make(store: Store, files: Mapping[str, bytes]) -> dict[str, Made]:
    """Put `files` in the store, as *make* would."""
    return {t: Made(t, store.put(data), len(data), "text/plain") for t, data in files.items()}


def leftovers(root: Path) -> list[str]:
    """Names of stages, journals and temporary files: what no finished build leaves."""
    found = [*(root / "output").glob(".*"), *(root / ".ditich").glob("journal-*")]
    return sorted(p.name for p in (*found, *(root / ".ditich").rglob("*.tmp")))


def build(root: Path, generation: int, swap: exchange.Swap = exchange.swap) -> Published:
    """One whole run: lock, make, publish, prune, remember."""
    store = Store(root / ".ditich" / "store")
    with building(root / ".ditich"):
        index = Index(root / ".ditich" / "index")
        made = make(store, contents(generation))
        for target, one in made.items():
            index.put(target, (one,))
        published = publish(EDITION, made, store, root / "output", swap=swap)
        index.save()
        store.prune(1 << 20, index.named())
    return published


def no_exchange(_one: Path, _other: Path) -> None:
    """The swap of a disk that has none."""
    raise exchange.NoExchange


def _killed_at(root: Path, generation: int, swap: exchange.Swap, last: int) -> bool:
    """Build in a child that dies at its file operation number `last`; False if it lived through."""
    child = os.fork()
    if child == 0:
        count = itertools.count()

        def die(event: str, _arguments: object) -> None:
            if event.startswith(FILE_EVENTS) and next(count) == last:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
        build(root, generation, swap)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def kill_in_turn(root: Path, first: int, swap: exchange.Swap, step: int) -> tuple[int, int]:
    """Kill at operation 0, STEP, 2 STEP…; how many kills left the old tree, how many not."""
    served_from, old, new = root / "output" / EDITION, 0, 0
    build(root, first, swap)
    for last in itertools.count(0, step):
        before = whole(served(served_from))
        if not _killed_at(root, before + 1, swap, last):
            return old, new
        with building(root / ".ditich"):
            if swap is exchange.swap:
                assert whole(served(served_from)) in (before, before + 1)
            recover(root / ".ditich", root / "output")
            after = whole(served(served_from))
        assert after in (before, before + 1)
        old, new = old + (after == before), new + (after > before)
        build(root, before + 2, swap)
        assert leftovers(root) == []
    raise AssertionError("unreachable")


def main() -> None:
    """Publish until killed; one line on standard output says that work begins."""
    root, first, *rest = sys.argv[1:]
    swap = no_exchange if "per-file" in rest else exchange.swap
    os.write(1, b"ready\n")
    if len(rest) == 2:
        os.write(
            1, "{} {}\n".format(*kill_in_turn(Path(root), int(first), swap, int(rest[1]))).encode()
        )
        return
    for generation in itertools.count(int(first)):
        build(Path(root), generation, swap)


if __name__ == "__main__":
    main()
