"""The machine or the person at it is wrong: a sentence, an exit code, and output/ as before."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.lock import building
from tests.whole.looks import calm, pages_of
from tests.whole.project import (
    BRIDGE,
    PICTURES,
    SHRINE,
    Answer,
    Town,
    copy,
    environment,
    found_town,
    picture,
    tree,
)

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


# --- the machine has a problem -------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk, where one may mount one."""
    folder = tmp_path / "dia"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if not ROOT or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_a_sentence(built: Town, small_disk: Path) -> None:
    """Wherever the disk runs full: exit 3, a sentence, the old output; with room again all is well."""
    town = copy(built, small_disk / "du-an", output=True)
    assert town.build().code == 0
    before = town.tree("web")
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    town.write(f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", picture(9, "JPEG", (800, 600)))
    ballast, codes_seen = small_disk / "day", set()
    room = shutil.disk_usage(small_disk).free
    for left in (0, 8_000, 140_000):
        ballast.write_bytes(bytes(max(room - left, 0)))
        answer = town.build()
        codes_seen.add(answer.code)
        calm(answer)
        if answer.code == 0:
            break
        assert answer.code == 3, answer.said
        assert "[disk-full]" in answer.err
        assert town.tree("web") == before
    assert 3 in codes_seen
    ballast.unlink()
    assert town.build().code == 0
    assert "mười ba cột" in town.page(f"vi/{BRIDGE}/index.html")


def limited(town: Town, most: int) -> Answer:
    """A build that may write no file above `most` bytes."""

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=town.root, env=environment(), capture_output=True, check=False, preexec_fn=narrow,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("most", [0, 200, 4_000, 12_000])
def test_a_write_that_fails_is_a_sentence(town: Town, most: int) -> None:
    """Where no file may grow, as on a disk with a quota: exit 3, a sentence, the old output."""
    before = tree(town.root / "output")
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    answer = limited(town, most)
    calm(answer)
    assert answer.code == 3
    assert tree(town.root / "output") == before
    assert town.build().code == 0
    assert "mười ba cột" in town.page(f"vi/{BRIDGE}/index.html")


def without_privilege() -> None:
    """Let modes mean something to root as well: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH go."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # linux/capability.h; 24 is PR_CAPBSET_DROP (prctl(2))
        if libc.prctl(24, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


def as_anybody(town: Town) -> Answer:
    """A build by somebody to whom modes mean something."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=town.root, env=environment(), capture_output=True, check=False,
        preexec_fn=without_privilege if ROOT else None,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


UNREADABLE: dict[str, tuple[str, int, str]] = {
    "facts": (f"sites/{SHRINE}/site.yaml", 1, "file-unreadable"),
    "a story": (f"sites/{SHRINE}/vi.md", 1, "file-unreadable"),
    "a site": (f"sites/{SHRINE}", 1, "file-unreadable"),
    "a photograph": (f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", 1, "file-unreadable"),
    "the project": ("content/project.yaml", 1, "file-unreadable"),
    "the ledger": ("content/codes", 1, "code-file-unreadable"),
    "the store": (".ditich/store", 3, "no-permission"),
    "the output": ("output", 3, "no-permission"),
}


@pytest.mark.parametrize(("name", "code", "kind"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_may_not_be_read_is_a_sentence(town: Town, name: str, code: int, kind: str) -> None:
    """Content that may not be read is its site's problem, the rest the machine's; output as before."""
    before = pages_of(town, SHRINE)
    path = town.root / name
    mode = path.stat().st_mode
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    path.chmod(0)
    answer = as_anybody(town)
    path.chmod(mode)
    calm(answer)
    assert (answer.code, f"[{kind}]" in answer.err) == (code, True), answer.said
    assert pages_of(town, SHRINE) == before
    assert as_anybody(town).code == 0


def test_a_second_build_waits_its_turn(town: Town) -> None:
    """While another build holds the project: exit 3, a sentence that names it, output as before."""
    before = tree(town.root / "output")
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    with building(town.root / ".ditich"):
        answer = town.build()
    assert answer.code == 3
    calm(answer)
    assert "đang được dựng ở một cửa sổ khác" in answer.err
    assert str(os.getpid()) in answer.err
    assert tree(town.root / "output") == before
    assert town.build().code == 0


def test_output_where_a_file_should_be_a_folder(town: Town) -> None:
    """Somebody's file in the place of output/: a sentence, exit 3, and the file is still there."""
    shutil.rmtree(town.root / "output")
    town.write("output", "của tôi")
    answer = town.build()
    assert answer.code == 3
    calm(answer)
    assert (town.root / "output").read_text("utf-8") == "của tôi"


# --- wrong use -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [("bild",), ("build", "--editions"), ("build", "--edition", "radio"), ("build", "--jobs", "0"),
     ("build", "thừa"), ("--lang", "xx", "build"), ("codes", "issue"), ("new",)],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_told_and_does_nothing(town: Town, words: tuple[str, ...]) -> None:
    """A command or option that does not exist: exit 2, a sentence, nothing done."""
    before = tree(town.root / "output")
    answer = town.run(*words)
    assert answer.code == 2
    calm(answer)
    assert tree(town.root / "output") == before


@pytest.mark.parametrize("command", ["check", "plaques"])
def test_a_site_that_is_not_there_is_wrong_use(town: Town, command: str) -> None:
    """A site nobody knows: exit 2 and the nearest name, nothing made; a known one is answered."""
    before = tree(town.root / "output")
    answer = town.run(command, BRIDGE, f"{BRIDGE}x", "--lang", "en")
    assert answer.code == 2
    calm(answer)
    assert f"[unknown-site]: There is no place called “{BRIDGE}x”." in answer.err
    assert f"“{BRIDGE}”" in answer.err
    assert tree(town.root / "output") == before
    assert town.run(command, BRIDGE).code == 0


@pytest.mark.parametrize(
    ("words", "lang"),
    [("bild", "vi"), ("bild --lang en", "en"), ("--lang=en bild", "en"),
     ("--lang en build --lang vi --nope", "vi"), ("--lang vi build --nope --lang=en", "en"),
     ("codes issue --lang en", "en"), ("--lang fr build", "vi")],
)  # fmt: skip
def test_a_slip_is_answered_in_the_language_asked_for(
    tmp_path: Path, words: str, lang: str
) -> None:
    """`--lang` counts wherever it stands, also on a line that cannot be understood; the last wins."""
    answer = Town(tmp_path).run(*words.split())
    assert answer.code == 2
    calm(answer)
    error = {"vi": ": Lỗi [", "en": ": Error ["}
    assert [name for name, said in error.items() if said in answer.err] == [lang], answer.err


def test_outside_a_project_is_wrong_use(tmp_path: Path) -> None:
    """In a folder that is no project, build says so and makes nothing."""
    answer = Town(tmp_path).build()
    assert answer.code == 2
    calm(answer)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """`new` into a folder with files: a sentence, exit 1, and the files as they were."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "thư.txt").write_text("của tôi", "utf-8")
    answer = Town(tmp_path).run("new", "x")
    assert answer.code == 1
    calm(answer)
    assert [p.name for p in (tmp_path / "x").iterdir()] == ["thư.txt"]


def test_an_empty_project_is_told_what_to_do(tmp_path: Path) -> None:
    """No site at all is no mistake: the pages that there are, and an exit code of 0."""
    town = found_town(tmp_path / "rong")
    shutil.rmtree(town.root / "sites")
    shutil.rmtree(town.root / "content" / "codes")
    answer = town.build()
    calm(answer)
    assert answer.code == 0
    assert (town.web / "index.html").is_file()
