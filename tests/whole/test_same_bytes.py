"""The same content is the same tree: on any machine, in any folder, however many work at once."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from generator.make.picture import encode
from tests.whole.clock import clock, year
from tests.whole.project import HOUSE, Town, content, environment, picture

HERE = {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
THERE = {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "LANG": "C"}


def built_in(town: Town, env: Mapping[str, str], umask: int, jobs: int) -> Town:
    """Build there in a process of its own; the town again."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--jobs", str(jobs)],
        cwd=town.root, env=environment(env), capture_output=True, check=False, umask=umask,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return town


@pytest.mark.slow
def test_two_builds_far_apart_are_one_tree(built: Town, tmp_path: Path) -> None:
    """Folder, clock, time zone, hash seed, locale, umask, processes, file times change no byte or mode."""
    one = content(built, tmp_path / "a")
    other = content(built, tmp_path / "Thư mục của Đoàn" / "dự án  số 2")
    for path in sorted(other.root.rglob("*"), reverse=True):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    here, there = HERE | clock(tmp_path, -40), THERE | clock(tmp_path, 40)
    first = built_in(one, here, 0o022, 1)
    second = built_in(other, there, 0o077, 2)
    assert year(there) - year(here) in (79, 80, 81)  # these clocks do differ
    assert first.trees() == second.trees()
    assert first.trees() == built.trees()
    modes = {
        "d" if p.is_dir() else "f": stat.S_IMODE(p.stat().st_mode) for p in other.web.rglob("*")
    }
    assert modes == {"d": 0o755, "f": 0o644}


def test_another_word_is_another_tree(town: Town) -> None:
    """Negative control: one changed letter is seen, in the pages it stands on and nowhere else."""
    before = town.trees()
    town.edit(f"sites/{HOUSE}/vi.md", "mười hai cột", "mười hai cọt")
    assert town.build().code == 0
    after = town.trees()
    changed = {e: {n for n in after[e] if after[e][n] != before[e].get(n)} for e in after}
    stands = {"index.html", "offline.json", "texts.csv", f"{HOUSE}.jsonld"}
    assert {name.rpartition("/")[2] for name in changed["web"]} == stands
    assert f"vi/{HOUSE}/index.html" in changed["web"]
    papers = ("danh-muc-kiem-chung.html", f"sach-nho-{HOUSE}.pdf")
    assert changed["print"] == {f"{HOUSE}/{name}" for name in papers}


def test_no_path_of_this_machine_is_published(built: Town) -> None:
    """No file of output/ holds the folder it was built in, nor who built it."""
    marks = [str(built.root).encode(), str(Path.home()).encode() + b"/", sys.prefix.encode()]
    for path in (built.root / "output").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [mark for mark in marks if mark in data], path


def test_two_encoders_of_one_picture_do_not_mix_their_settings() -> None:
    """Encoded to two formats at the same time, again and again, a picture gives the same bytes."""
    image = Image.open(io.BytesIO(picture(3, size=(48, 32)))).convert("RGB")
    wanted = [("WEBP", 74), ("JPEG", 72), ("WEBP", 30), ("JPEG", 40)]
    alone = [encode(image, kind, quality) for kind, quality in wanted]
    with ThreadPoolExecutor(len(wanted)) as pool:
        for _ in range(200):
            at_once = list(pool.map(lambda one: encode(image, *one), wanted))
            assert at_once == alone
