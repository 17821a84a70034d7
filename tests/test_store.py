"""The store keeps blobs by digest, trusts none of them, and forgets the ones longest unused."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.jobs import Made
from generator.store import Index, Lost, Store, clean

BLOB, OTHER = b"bia di tich " * 400, b"dinh lang " * 480  # of one length
assert len(BLOB) == len(OTHER)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store where a project has it."""
    return Store(tmp_path / ".ditich" / "store")


def _flip(path: Path, _other: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _truncate(path: Path, _other: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _zero(path: Path, _other: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _swap(path: Path, other: Path) -> None:
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def _empty(path: Path, _other: Path) -> None:
    path.write_bytes(b"")


def _remove(path: Path, _other: Path) -> None:
    path.unlink()


def _folder(path: Path, _other: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE = [_flip, _truncate, _zero, _swap, _empty, _remove, _folder]


def test_a_blob_lies_under_its_sha256(store: Store) -> None:
    """A blob is found by the SHA-256 of its bytes, in a folder of the first two hex digits."""
    digest = store.put(BLOB)
    assert digest == hashlib.sha256(BLOB).hexdigest()
    assert store.at(digest) == store.root / digest[:2] / digest[2:]
    with store.open(digest) as file:
        assert store.get(digest) == file.read() == BLOB
    assert store.has(digest)
    assert store.has(digest, len(BLOB))
    assert not store.has(digest, len(BLOB) - 1)


@pytest.mark.parametrize(
    "name", ["", "../" * 20 + "etc", "A" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n"]
)
def test_what_is_no_digest_names_no_file(store: Store, name: str) -> None:
    """Only 64 small hex digits name a blob; nothing else reaches the disk."""
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.at(name)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed_and_dropped(store: Store, damage: Callable[[Path, Path], None]) -> None:
    """A blob flipped, cut, zeroed, swapped or gone is Lost, dropped, and good again once remade."""
    digest, other = store.put(BLOB), store.put(OTHER)
    fresh = Store(store.root)  # a later process, which has not verified anything yet
    assert fresh.verified(digest)
    damage(store.at(digest), store.at(other))
    with pytest.raises(Lost) as lost:
        fresh.path(digest)
    assert lost.value.digests == (digest,)
    assert not store.at(digest).exists()
    assert fresh.put(BLOB) == digest
    assert fresh.get(digest) == BLOB


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_copy_is_checked_byte_by_byte(
    store: Store, tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    """Staging a damaged blob fails and leaves no file; staging a sound one gives its bytes."""
    digest, other = store.put(BLOB), store.put(OTHER)
    store.copy(digest, tmp_path / "sound")
    assert (tmp_path / "sound").read_bytes() == BLOB
    damage(store.at(digest), store.at(other))
    with pytest.raises(Lost):
        store.copy(digest, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert not store.at(digest).exists()


def test_get_drops_what_is_damaged(store: Store) -> None:
    """Bytes read into memory are checked even by the process that put them there."""
    digest = store.put(BLOB)
    _flip(store.at(digest), store.at(digest))
    with pytest.raises(Lost):
        store.get(digest)
    assert not store.has(digest)


_STARVED = """
import os, resource, sys
from pathlib import Path
from generator.problems import MachineTrouble
from generator.store import Lost, Store
store, digest = Store(Path(sys.argv[1])), sys.argv[2]
resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
held, said = [], []
try:
    while True:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
for ask in (store.verified, store.get, store.path, store.open):
    try:
        ask(digest)
        said.append("nothing")
    except MachineTrouble as trouble:
        said.append(trouble.kind)
    except Lost:
        said.append("lost")
os.close(held.pop())  # the copy may open its target, and nothing else
try:
    store.copy(digest, Path(sys.argv[3]))
except (OSError, Lost) as trouble:
    said.append(type(trouble).__name__)
for one in held:
    os.close(one)
print(*said, store.verified(digest))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files to lower")
def test_a_machine_out_of_file_handles_loses_no_blob(store: Store, tmp_path: Path) -> None:
    """With no file handle left every question is answered by trouble; the blob stays, and is sound."""
    digest = store.put(BLOB)
    command = [sys.executable, "-c", _STARVED, str(store.root), digest, str(tmp_path / "copy")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["too-many-open-files"] * 4 + ["OSError", "True"]
    assert store.get(digest) == BLOB


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/self/mem fails as a dying disk does")
def test_a_blob_the_disk_cannot_read_back_is_lost(store: Store, tmp_path: Path) -> None:
    """An input/output error is the end of a blob: it is dropped and made again."""
    for ask in (store.path, store.get, lambda digest: store.copy(digest, tmp_path / "copy")):
        digest = store.put(BLOB)
        store.at(digest).unlink()
        store.at(digest).symlink_to("/proc/self/mem")  # its first byte cannot be read: EIO
        with pytest.raises(Lost):
            ask(digest)
        assert not store.at(digest).is_symlink()


def test_putting_again_mends_a_damaged_blob(store: Store) -> None:
    """A blob that is made again replaces a damaged one of the same size unasked."""
    digest = store.put(BLOB)
    _flip(store.at(digest), store.at(digest))
    Store(store.root).put(BLOB)
    assert Store(store.root).get(digest) == BLOB


def test_many_processes_put_at_once(store: Store) -> None:
    """Four processes putting the same blobs leave each blob whole and no temporary file."""
    program = (
        "import sys; from pathlib import Path; from generator.store import Store\n"
        "s = Store(Path(sys.argv[1]))\n"
        "for n in range(60): s.put(str(n).encode() * 5000); s.drop(s.put(b'always fought over'))\n"
    )
    command = [sys.executable, "-c", program, str(store.root)]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    errors = [child.communicate()[1] for child in children]
    assert errors == [b""] * 4
    for n in range(60):
        data = str(n).encode() * 5000
        assert store.get(hashlib.sha256(data).hexdigest()) == data
    assert not list(store.root.rglob("*.tmp"))


def test_pruning_drops_the_longest_unused_and_never_what_is_kept(store: Store) -> None:
    """Over its bound the store drops the oldest blobs, not those in `keep`, and says how much."""
    digests = [store.put(bytes([n]) * 1000) for n in range(10)]
    for age, digest in enumerate(digests):
        then = time.time() - 10 * 86_400 + age
        os.utime(store.at(digest), (then, then))
    kept = {digests[0], digests[1]}
    assert store.prune(5000, keep=kept) == 5000
    assert [d for d in digests if store.has(d)] == [*digests[:2], *digests[7:]]
    assert store.prune(5000, keep=kept) == 0
    assert store.prune(0, keep=kept) == 3000
    assert [d for d in digests if store.has(d)] == digests[:2]


def test_use_saves_a_blob_from_pruning(store: Store) -> None:
    """A blob that was asked for counts as young, though it was made long ago."""
    old, older = store.put(b"old" * 100), store.put(b"elder" * 60)
    for digest, days in ((old, 20), (older, 30)):
        then = time.time() - days * 86_400
        os.utime(store.at(digest), (then, then))
    assert store.has(older)
    store.prune(300)
    assert (store.has(older), store.has(old)) == (True, False)


def test_temporary_files_of_the_dead_are_swept(store: Store) -> None:
    """Pruning removes what a killed process left half written, and leaves a living one's alone."""
    digest = store.put(BLOB)
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    dead = store.at(digest).parent / f".{child.pid}-0.tmp"
    living = store.at(digest).parent / f".{os.getppid()}-0.tmp"
    dead.touch()
    living.touch()
    store.prune()
    assert (dead.exists(), living.exists(), store.has(digest)) == (False, True, True)


def _sample(digest: str) -> Made:
    return Made("m/a.jpg", digest, 9, "image/jpeg", 480, 320, 0.5, (("ssim", "0.98"),))


def test_the_index_remembers_what_a_job_made(tmp_path: Path) -> None:
    """What was put comes back equal, types and nested tuples included, in a later run."""
    index = Index(tmp_path / "index")
    index.put("key", [_sample("a" * 64), _sample("b" * 64)])
    index.save()
    later = Index(tmp_path / "index")
    assert later.get("key") == (_sample("a" * 64), _sample("b" * 64))
    assert later.get("other") is None
    assert later.run == index.run + 1


def test_any_damage_makes_the_index_empty(tmp_path: Path) -> None:
    """One flipped byte or a cut anywhere, and the index is empty: never wrong, never an error."""
    index = Index(tmp_path / "index")
    index.put("key", [_sample("a" * 64)])
    index.save()
    sound = (tmp_path / "index").read_bytes()
    for at in range(len(sound)):
        (tmp_path / "index").write_bytes(sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :])
        assert Index(tmp_path / "index").get("key") is None
        (tmp_path / "index").write_bytes(sound[:at])
        assert Index(tmp_path / "index").get("key") is None
    (tmp_path / "index").write_bytes(sound)
    assert Index(tmp_path / "index").get("key") is not None


def test_the_index_names_recent_generations_and_forgets_old_ones(tmp_path: Path) -> None:
    """`named` gives the blobs of the last runs; what no run asked for in 30 is forgotten."""
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("old", "new")}
    index = Index(tmp_path / "index")
    for name, digest in digests.items():
        index.put(name, [_sample(digest)])
    index.save()
    for _ in range(31):
        index = Index(tmp_path / "index")
        index.get("new")
        index.save()
    later = Index(tmp_path / "index")
    assert later.named() == {digests["new"]}
    assert later.get("old") is None


def test_cleaning_keeps_what_good_revisions_name(tmp_path: Path) -> None:
    """`clean` empties the store and the index but for the kept blobs, and leaves `good/` alone."""
    work = tmp_path / ".ditich"
    store = Store(work / "store")
    good, other = store.put(BLOB), store.put(OTHER)
    index = Index(work / "index")
    index.put("good", [_sample(good)])
    index.put("other", [_sample(other)])
    index.save()
    (work / "good").mkdir()
    (work / "state").mkdir()
    assert clean(work, {good}) == len(OTHER)
    assert (store.has(good), store.has(other)) == (True, False)
    assert Index(work / "index").get("good") == (_sample(good),)
    assert Index(work / "index").get("other") is None
    assert ((work / "good").exists(), (work / "state").exists()) == (True, False)
