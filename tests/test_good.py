"""Good revisions: a record never lies about its originals, and what cannot be read now is not lost."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator import good
from generator.blocks import rebuild
from generator.jobs import Revision
from generator.store import Store
from tests.make.pages import make_site

EDITIONS = ("print", "web")
PHOTO, OTHER = b"a photograph" * 900, b"another one!" * 900
FILE = "media/anh.jpg"
SITE = make_site()


class Corner:
    """One site's folder with one photograph, and the project's memory beside it."""

    def __init__(self, root: Path) -> None:
        self.work = root / ".ditich"
        self.store = Store(self.work / "store")
        self.folder = root / "sites" / SITE.slug
        self.photo = self.folder / FILE
        self.photo.parent.mkdir(parents=True)
        self.photo.write_bytes(PHOTO)

    def read(self, name: str) -> Revision:
        """The site as it is now, under a digest of that name."""
        found = hashlib.sha256(self.photo.read_bytes()).hexdigest()
        return Revision(SITE, name, str(self.folder), ((FILE, found),))

    def save(self, revision: Revision) -> None:
        """Keep it as good for all editions."""
        good.save(self.work, self.store, (revision,), EDITIONS)

    def load(self) -> Revision | None:
        """What a later process finds."""
        return good.load(self.work, Store(self.store.root), SITE.slug, rebuild, EDITIONS)

    def found(self) -> tuple[str, bytes]:
        """The name of what is found, and its photograph; ("", b"") if nothing is."""
        revision = self.load()
        if revision is None:
            return "", b""
        return revision.digest, self.store.get(revision.files[0][1])


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    """A fresh one."""
    return Corner(tmp_path)


def test_a_good_revision_comes_back_with_its_original(corner: Corner) -> None:
    """What was saved is found again after the folder has changed, marked as not the newest."""
    corner.save(corner.read("first"))
    corner.photo.write_bytes(OTHER)
    assert corner.found() == ("first", PHOTO)
    back = corner.load()
    assert back is not None
    assert (back.stale, back.site) == (True, SITE)


@pytest.mark.parametrize("change", ["edited", "removed"])
def test_an_original_changed_during_a_build_makes_no_record(corner: Corner, change: str) -> None:
    """If a photograph is no longer what was read, the record before stays, whole; later all is well."""
    corner.save(corner.read("first"))
    corner.photo.write_bytes(OTHER)
    read = corner.read("second")
    if change == "edited":
        corner.photo.write_bytes(b"saved while the build ran")
    else:
        corner.photo.unlink()
    corner.save(read)
    assert corner.found() == ("first", PHOTO)
    corner.photo.write_bytes(OTHER)
    corner.save(corner.read("second"))
    assert corner.found() == ("second", OTHER)


def test_the_first_record_does_not_lie_either(corner: Corner) -> None:
    """Where there is no record yet, a changed original leaves none, and nothing in the store."""
    read = corner.read("first")
    corner.photo.write_bytes(OTHER)
    corner.save(read)
    assert corner.found() == ("", b"")
    assert not list(corner.work.rglob("*.json"))
    assert not corner.store.has(hashlib.sha256(OTHER).hexdigest())


def test_a_blob_damaged_in_the_store_is_taken_from_the_folder_again(corner: Corner) -> None:
    """A new record looks its originals through: a flipped byte of the same size does not pass."""
    corner.save(corner.read("first"))
    blob = corner.store.at(corner.read("first").files[0][1])
    blob.write_bytes(PHOTO[:-1] + b"!")
    corner.save(corner.read("second"))
    assert corner.found() == ("second", PHOTO)


@pytest.mark.parametrize("left", [b"", PHOTO[:99]])
def test_a_blob_cut_short_is_mended_for_a_record_that_stands(corner: Corner, left: bytes) -> None:
    """What a power cut tore is whole again after the next build, though nothing has changed."""
    revision = corner.read("a" * 64)
    corner.save(revision)
    corner.store.at(revision.files[0][1]).write_bytes(left)
    corner.save(revision)
    assert corner.found() == ("a" * 64, PHOTO)


def test_a_stale_revision_is_not_kept_again(corner: Corner) -> None:
    """What is itself a last good revision makes no record."""
    corner.save(replace(corner.read("first"), stale=True))
    assert corner.load() is None


_STARVED = """
import os, resource, sys
from pathlib import Path
from generator import good
from generator.blocks import rebuild
from generator.problems import MachineTrouble
from generator.store import Store
work, slug = Path(sys.argv[1]), sys.argv[2]
resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
held = []
try:
    while True:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
for ask in (
    lambda: good.load(work, Store(work / "store"), slug, rebuild, ("web", "print")),
    lambda: good.in_use(work),
    lambda: good._read(work / "good" / slug / "print+web.json"),
):
    try:
        print(type(ask()).__name__)
    except MachineTrouble as trouble:
        print(trouble.kind)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files to lower")
def test_a_machine_out_of_file_handles_forgets_nothing(corner: Corner) -> None:
    """A record or an original that cannot be opened just now is trouble, not a revision lost."""
    corner.save(corner.read("first"))
    corner.photo.write_bytes(OTHER)
    command = [sys.executable, "-c", _STARVED, str(corner.work), SITE.slug]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"too-many-open-files"}
    assert corner.found() == ("first", PHOTO)
