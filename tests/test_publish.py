"""A generation is published whole or not at all, and the one before it is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from generator import exchange, names
from generator.problems import MachineTrouble
from generator.publish import Manifest, Published, in_use, publish, recover
from generator.store import Lost, Store
from tests.tiny_build import (
    EDITION,
    STAYS,
    build,
    contents,
    leftovers,
    make,
    modes,
    no_exchange,
    served,
    whole,
)

ROUNDS = 200 if os.environ.get("DITICH_ORDEAL") else 50
WAYS = pytest.mark.parametrize("swap", [exchange.swap, no_exchange], ids=["exchange", "per-file"])


def _put(root: Path, files: dict[str, bytes], swap: exchange.Swap = exchange.swap) -> Published:
    store = Store(root / ".ditich" / "store")
    return publish(EDITION, make(store, files), store, root / "output", swap=swap)


@WAYS
def test_every_generation_replaces_the_one_before(tmp_path: Path, swap: exchange.Swap) -> None:
    """After each of 13 builds the tree is exactly that generation: files, folders, no leftovers."""
    for generation in range(13):
        build(tmp_path, generation, swap)
        assert whole(served(tmp_path / "output" / EDITION)) == generation
        assert leftovers(tmp_path) == []


@WAYS
def test_it_says_what_changed(tmp_path: Path, swap: exchange.Swap) -> None:
    """The result names what was added, changed and removed; nothing new says nothing."""
    first = _put(tmp_path, {"a": b"1", "b": b"1", "c/d": b"1"}, swap)
    assert first == Published(added=("a", "b", "c/d"))
    second = _put(tmp_path, {"a": b"1", "b": b"2", "e": b"1"}, swap)
    assert second == Published(changed=("b",), added=("e",), removed=("c/d",))
    assert not _put(tmp_path, {"a": b"1", "b": b"2", "e": b"1"}, swap)


def test_nothing_new_touches_nothing(tmp_path: Path) -> None:
    """Publishing the same generation again leaves every file, stat and folder as it is."""
    build(tmp_path, 1)
    folder = tmp_path / "output" / EDITION
    before = {p: p.lstat() for p in [folder, *folder.rglob("*")]}
    build(tmp_path, 1)
    assert {p: p.lstat() for p in [folder, *folder.rglob("*")]} == before


@WAYS
@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077])
def test_modes_do_not_hang_on_the_umask(tmp_path: Path, swap: exchange.Swap, umask: int) -> None:
    """Files are 0644 and folders 0755 whatever the umask, so that a web server may read them."""
    before = os.umask(umask)
    try:
        for generation in (1, 2):
            build(tmp_path, generation, swap)
    finally:
        os.umask(before)
    assert modes(tmp_path / "output" / EDITION) == {("d", 0o755), ("f", 0o644)}


def test_unchanged_files_are_linked_and_changed_ones_are_not(tmp_path: Path) -> None:
    """An unchanged file keeps inode and mtime through generations; a changed one has its own."""
    build(tmp_path, 1)
    folder = tmp_path / "output" / EDITION
    before = {t: (folder / t).stat() for t in (STAYS, "index.html")}
    build(tmp_path, 2)
    after = {t: (folder / t).stat() for t in (STAYS, "index.html")}
    assert before[STAYS].st_ino == after[STAYS].st_ino
    assert before[STAYS].st_mtime_ns == after[STAYS].st_mtime_ns
    assert after[STAYS].st_nlink == 1  # the old generation is gone, and the store is no part of it
    assert before["index.html"].st_mtime_ns != after["index.html"].st_mtime_ns


def test_links_never_alter_the_generation_before(tmp_path: Path) -> None:
    """A copy of the old generation made of hard links keeps its bytes through later generations."""
    build(tmp_path, 1)
    old = tmp_path / "old"
    shutil.copytree(tmp_path / "output" / EDITION, old, copy_function=os.link)
    for generation in range(2, 8):
        build(tmp_path, generation)
    assert whole(served(old)) == 1


@pytest.mark.parametrize("keep_time", [False, True])
@WAYS
def test_a_file_somebody_edited_is_made_again(
    tmp_path: Path, swap: exchange.Swap, *, keep_time: bool
) -> None:
    """An output edited in place, even with its size and mtime restored, is never linked or left."""
    build(tmp_path, 1, swap)
    target = tmp_path / "output" / EDITION / STAYS
    status = target.stat()
    target.write_bytes(target.read_bytes().replace(b"b", b"B"))
    if keep_time:
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    build(tmp_path, 1, swap)
    assert whole(served(tmp_path / "output" / EDITION)) == 1


@WAYS
def test_what_does_not_belong_is_taken_out(tmp_path: Path, swap: exchange.Swap) -> None:
    """Foreign files, links and a folder replaced by a link do not survive; their targets do."""
    build(tmp_path, 1, swap)
    folder, outside = tmp_path / "output" / EDITION, tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("stays")
    (folder / "foreign.txt").write_text("x")
    (folder / "link").symlink_to(outside)
    shutil.rmtree(folder / "vi" / "site-3")
    (folder / "vi" / "site-3").symlink_to(outside)
    build(tmp_path, 2, swap)
    assert whole(served(folder)) == 2
    assert (outside / "precious").read_text() == "stays"


def test_an_output_folder_that_is_a_link_becomes_a_real_one(tmp_path: Path) -> None:
    """A link in the edition's place is replaced by a folder; what it led to is not touched."""
    build(tmp_path, 1)
    (tmp_path / "output" / EDITION).rename(tmp_path / "elsewhere")
    (tmp_path / "output" / EDITION).symlink_to(tmp_path / "elsewhere")
    build(tmp_path, 2)
    assert not (tmp_path / "output" / EDITION).is_symlink()
    assert whole(served(tmp_path / "output" / EDITION)) == 2
    assert whole(served(tmp_path / "elsewhere")) == 1


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/etc/passwd", "target-leaves-tree"),
        ("../up.html", "target-leaves-tree"),
        ("a/../../b", "target-leaves-tree"),
        ("a/./b", "target-leaves-tree"),
        ("a//b", "target-leaves-tree"),
        ("a/", "target-leaves-tree"),
        ("", "target-leaves-tree"),
        ("..\\up", "target-leaves-tree"),
        ("C:\\x", "target-leaves-tree"),
        ("C:x", "target-reserved-name"),
        ("vi/con/index.html", "target-reserved-name"),
        ("m/CON.jpg", "target-reserved-name"),
        ("aux", "target-reserved-name"),
        ("Lpt9.tar.gz", "target-reserved-name"),
        ("a/b.", "target-reserved-name"),
        ("a /b", "target-reserved-name"),
        ("what?.html", "target-reserved-name"),
        ("bell\x07", "target-reserved-name"),
        (
            "\N{LATIN SMALL LETTER D WITH STROKE}i\N{COMBINING GRAVE ACCENT}nh.html",
            "target-reserved-name",
        ),
        ("x" * 256, "target-reserved-name"),
    ],
)
def test_targets_that_some_machine_cannot_hold_are_refused(
    tmp_path: Path, target: str, kind: str
) -> None:
    """A target outside the tree or with a name Windows refuses stops before anything is written."""
    with pytest.raises(MachineTrouble) as refused:
        _put(tmp_path, {"index.html": b"x", target: b"x"})
    assert (refused.value.kind, refused.value.params) == (kind, {"target": target})
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "target", ["vi/đình/index.html", "7KQ4M2/index.html", ".nojekyll", "_headers"]
)
def test_good_targets_are_not_refused(target: str) -> None:
    """Vietnamese names in NFC, codes and the dot files of web hosts are good targets."""
    assert names.fault(target) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ẢNH.jpg", "ảnh.jpg"),
        ("A/x.html", "a/y.html"),
        ("a", "a/b"),
        ("straße", "strasse"),
        ("a/B", "A/b/c"),
    ],
)
def test_targets_that_meet_on_another_machine_are_refused(
    tmp_path: Path, one: str, other: str
) -> None:
    """Targets that differ in case alone, or a file where a folder must be, stop the publishing."""
    with pytest.raises(MachineTrouble) as refused:
        _put(tmp_path, {one: b"1", other: b"2"})
    assert refused.value.kind == "targets-clash"
    assert not (tmp_path / "output").exists()
    assert names.clash(["a/b", "a/c", "ab", "b"]) is None


def test_junk_is_junk_and_content_is_not() -> None:
    """What desktops and editors leave is ignored; what looks like it and is content is not."""
    junk = [".DS_Store", "Thumbs.db", "~$bia.docx", ".site.yaml.swp", ".git", "vi.md~", "._a.jpg"]
    junk += ["site.yaml.bak", "vi.md.crdownload"]
    content = ["site.yaml", "vi.md", "a~b.jpg", "git", "swp", ".nojekyll", "thumbs.jpg", "đình.jpg"]
    assert [name for name in junk if not names.junk(name)] == []
    assert [name for name in content if names.junk(name)] == []
    assert [name for name in content if names.passed_over(name)] == [".nojekyll"]


@WAYS
def test_damaged_blobs_are_all_named_and_nothing_is_published(
    tmp_path: Path, swap: exchange.Swap
) -> None:
    """One look names every damaged blob and the old tree stays; remade, it is published."""
    build(tmp_path, 1, swap)
    store = Store(tmp_path / ".ditich" / "store")
    made = make(store, contents(2))
    hurt = sorted(made[f"vi/site-{n}/index.html"].digest for n in (0, 4))
    store.at(hurt[0]).write_bytes(bytes(store.at(hurt[0]).stat().st_size))
    store.at(hurt[1]).unlink()
    with pytest.raises(Lost) as lost:
        publish(EDITION, made, store, tmp_path / "output", swap=swap)
    assert sorted(lost.value.digests) == hurt
    assert whole(served(tmp_path / "output" / EDITION)) == 1
    assert leftovers(tmp_path) == []
    publish(EDITION, make(store, contents(2)), store, tmp_path / "output", swap=swap)
    assert whole(served(tmp_path / "output" / EDITION)) == 2


def test_a_published_file_needs_its_blob_no_more(tmp_path: Path) -> None:
    """What is linked is not read from the store; and what is in use is listed for pruning."""
    build(tmp_path, 1)
    store = Store(tmp_path / ".ditich" / "store")
    made = make(store, contents(1))
    assert in_use(tmp_path / ".ditich") == {one.digest for one in made.values()}
    store.drop(made[STAYS].digest)
    publish(EDITION, {STAYS: made[STAYS]}, store, tmp_path / "output")
    assert set(served(tmp_path / "output" / EDITION)) == {STAYS}


def test_a_damaged_manifest_costs_copies_and_nothing_else(tmp_path: Path) -> None:
    """Without a readable manifest every file comes from the store, checked: the tree is right."""
    build(tmp_path, 1)
    (tmp_path / ".ditich" / "published" / EDITION).write_bytes(b"ditich manifest 1 web 00\n{}")
    assert not Manifest.read(tmp_path / ".ditich", EDITION).files
    (tmp_path / "output" / EDITION / STAYS).write_bytes(b"not what it was")
    build(tmp_path, 1)
    assert whole(served(tmp_path / "output" / EDITION)) == 1


class _Reader(threading.Thread):
    """Reads `paths` over and over until told to stop; counts what was missing or half there."""

    def __init__(self, paths: list[Path], good: Callable[[bytes], bool]) -> None:
        super().__init__(daemon=True)
        self.paths, self.good = paths, good
        self.reads = self.missing = self.broken = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            for path in self.paths:
                try:
                    data = path.read_bytes()
                except (FileNotFoundError, NotADirectoryError):
                    self.missing += 1
                else:
                    self.reads += 1
                    self.broken += not self.good(data)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.join()


def _pages(root: Path) -> list[Path]:
    pages = [f"vi/site-{n}/index.html" for n in range(10)]
    return [root / "output" / EDITION / target for target in (*pages, STAYS)]


def _complete(data: bytes) -> bool:
    lines = data.splitlines()
    if data.startswith(b"body"):
        return data == b"body{}\n" * 99
    return len(set(lines)) == 1 and len(lines) == 40 + int(lines[0].split()[0]) % 7


@pytest.mark.ordeal
@WAYS
def test_a_reader_never_misses_a_file(
    tmp_path: Path, swap: exchange.Swap, record_property: Callable[[str, object], None]
) -> None:
    """While generations follow each other a reader finds every page, never half of one."""
    record_property("generations", ROUNDS)
    build(tmp_path, 0, swap)
    with _Reader(_pages(tmp_path), _complete) as reader:
        for generation in range(1, ROUNDS):
            build(tmp_path, generation, swap)
    assert reader.reads > ROUNDS
    assert (reader.missing, reader.broken) == (0, 0)


def test_the_reader_does_see_what_a_naive_publisher_does(tmp_path: Path) -> None:
    """Negative control: emptying the folder and copying into it makes this reader miss files."""
    for generation in (0, 1):
        build(tmp_path / str(generation), generation)
    build(tmp_path, 0)
    with _Reader(_pages(tmp_path), _complete) as reader:
        for turn in range(50):
            shutil.rmtree(tmp_path / "output" / EDITION)
            source = tmp_path / str(turn % 2) / "output" / EDITION
            shutil.copytree(source, tmp_path / "output" / EDITION)
    assert reader.missing > 0


@pytest.mark.parametrize("below", ["", "good/noi-thu", "published", "state", "templates"])
def test_a_file_half_written_is_swept(tmp_path: Path, below: str) -> None:
    """Wherever a killed process was writing, the next build sweeps what it left, and nobody else's."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    folder = tmp_path / ".ditich" / below
    folder.mkdir(parents=True, exist_ok=True)
    left, alive = folder / f".{child.pid}-12.tmp", folder / f".{os.getppid()}-1.tmp"
    left.write_bytes(b"half")
    alive.write_bytes(b"half")
    recover(tmp_path / ".ditich", tmp_path / "output")
    assert (left.exists(), alive.exists()) == (False, True)
