"""The real build, killed at any instant or given a damaged store: one whole generation is served."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.store import Index, Store
from generator.words import word
from tests.whole.makers import Makers
from tests.whole.project import (
    BRIDGE,
    PICTURES,
    SHRINE,
    Town,
    codes,
    copy,
    environment,
    picture,
)

LONG = bool(os.environ.get("DITICH_ORDEAL"))
KILLS = 500 if LONG else 20
COLD = 5
"""Every fifth kill falls into a build that finds no store at all."""

VARIANTS = 4
Trees = dict[str, dict[str, str]]

MAKERS = Makers(remember=True)
"""Here, not in the builds that are killed, the same plates and pictures are made once: what that takes
is not what is on trial.
"""


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process makes of the same bytes it makes once."""
    monkeypatch.setattr("generator.work.make", MAKERS.make)


def turn_to(town: Town, number: int) -> None:
    """The content of generation `number`: other words and another photograph."""
    text = f"---\nlede: Bản thứ {number}.\n---\n\nBản thứ {number} của câu chuyện.\n"
    town.write(f"sites/{BRIDGE}/vi.md", text)
    town.write(f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", picture(20 + number, "JPEG"))


def leftovers(town: Town) -> list[str]:
    """Names of stages, journals and temporary files: what no finished build leaves."""
    work = town.root / ".ditich"
    found = [*(town.root / "output").glob(".*"), *work.glob("journal-*"), *work.rglob("*.tmp")]
    return sorted(path.name for path in found)


class Killer:
    """Starts the command and kills it: its whole process group, or the first process alone."""

    def __init__(self, town: Town, moments: random.Random) -> None:
        self.town = town
        self.moments = moments

    def kill(self, seconds: float, *, at_stage: bool, alone: bool = False) -> bool:
        """Kill after `seconds`, or as soon as a stage is seen; False if the build was done by then.

        Returns when no process of the build is left. `alone`: only the first one is killed, as by a
        system that runs out of memory, and its workers must leave by themselves.
        """
        command = [sys.executable, "-m", "generator", "build", "--jobs", "2"]
        with subprocess.Popen(
            command, cwd=self.town.root, env=environment(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as child:  # fmt: skip
            if at_stage:
                self._wait_for_stage(child)
                time.sleep(self.moments.uniform(0, 0.06))
            else:
                time.sleep(seconds)
            alive = child.poll() is None
            if alive:
                (os.kill if alone else os.killpg)(child.pid, signal.SIGKILL)
        self._wait_for_workers(child.pid)
        return alive

    def _wait_for_workers(self, group: int) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.01)
        os.killpg(group, signal.SIGKILL)
        pytest.fail("workers outlived their build")

    def _wait_for_stage(self, child: subprocess.Popen[bytes]) -> None:
        while child.poll() is None:
            if any((self.town.root / "output").glob(".*.stage-*")):
                return
            time.sleep(0.001)


@pytest.fixture
def generations(town: Town, tmp_path: Path) -> list[Trees]:
    """The trees of every variant, each made by a clean run of the pipeline elsewhere."""
    found = []
    for number in range(VARIANTS):
        clean = copy(town, tmp_path / f"bản-{number}")
        turn_to(clean, number)
        clean.make()
        found.append(clean.trees())
        shutil.rmtree(clean.root)
    assert len({str(trees) for trees in found}) == VARIANTS
    return found


def mixture(generations: list[Trees]) -> dict[str, str]:
    """Pages of two generations side by side: no known tree, and seen as none."""
    page = f"vi/{BRIDGE}/index.html"
    one, other = generations[0]["web"], generations[1]["web"]
    return {**one, "index.html": other["index.html"], page: other[page]}


@pytest.mark.ordeal
@pytest.mark.slow
def test_a_killed_build_leaves_one_whole_generation(
    town: Town, generations: list[Trees], record_property: Callable[[str, object], None]
) -> None:
    """After each kill every edition is wholly the old or wholly the new tree; the next build repairs."""
    assert mixture(generations) not in [trees["web"] for trees in generations], "none would be seen"
    moments = random.Random(3)  # noqa: S311 - a seed to repeat
    killer, now = Killer(town, moments), 0
    turn_to(town, now)
    town.make()
    started = time.monotonic()
    killer.town.build("--jobs", "2")
    usual = time.monotonic() - started
    killed = swept = new = round_ = 0
    while killed < KILLS or not swept:
        round_ += 1
        assert round_ < 5 * KILLS, "builds were done before they were killed, or none at publishing"
        following = (now + 1) % VARIANTS
        turn_to(town, following)
        cold = round_ % COLD == 0
        if cold:
            shutil.rmtree(town.root / ".ditich" / "store")
        in_time = killer.kill(
            moments.uniform(0, usual * (3 if cold else 1)), at_stage=round_ % 2 == 1
        )
        usual *= 1.02 if in_time else 0.9  # the machine is busier or idler than it was
        killed += in_time
        for edition in ("web", "print"):
            tree = town.tree(edition)
            assert tree in (generations[now][edition], generations[following][edition])
            new += tree == generations[following][edition] != generations[now][edition]
        swept += bool(leftovers(town))
        town.make()
        assert town.trees() == generations[following]
        assert leftovers(town) == []
        now = following
    record_property("kills", killed)
    assert new < 2 * round_, "every build was done in both editions before it was killed"


@pytest.mark.slow
def test_workers_leave_with_the_process_that_started_them(town: Town) -> None:
    """Where only the first process is killed, its workers end too, and the project is free again."""
    killer = Killer(town, random.Random(4))  # noqa: S311 - a seed to repeat
    alive = 0
    for tenth in (3, 8):
        shutil.rmtree(town.root / ".ditich" / "store", ignore_errors=True)
        alive += killer.kill(tenth / 10, at_stage=False, alone=True)
        assert town.make().exit_code == 0
    assert alive > 0


# --- a damaged store -----------------------------------------------------------------------------


def flip(paths: list[Path]) -> None:
    """One bit of each is another; sizes and dates stay."""
    for path in paths:
        status, data = path.stat(), bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def truncate(paths: list[Path]) -> None:
    """Each lacks its second half."""
    for path in paths:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def delete(paths: list[Path]) -> None:
    """Each is gone."""
    for path in paths:
        path.unlink()


def swap(paths: list[Path]) -> None:
    """Each holds what belongs to the next."""
    contents = [path.read_bytes() for path in paths]
    for path, data in zip(paths, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(data)


DAMAGES = [(flip, "nothing"), (flip, "both"), (delete, "both"), (swap, "the output")]
"""Damage, and what else is forgotten."""
if LONG:
    states = ("nothing", "the output", "the proofs", "both")
    DAMAGES = [(damage, state) for damage in (flip, truncate, delete, swap) for state in states]


def blobs(town: Town) -> list[Path]:
    """Every blob of the store that is not empty."""
    found = sorted((town.root / ".ditich" / "store").rglob("*"))
    return [path for path in found if path.is_file() and path.stat().st_size]


@pytest.mark.ordeal
@pytest.mark.parametrize(("damage", "forget"), DAMAGES)
def test_a_damaged_store_is_noticed(
    built: Town,
    town: Town,
    damage: Callable[[list[Path]], None],
    forget: str,
    record_property: Callable[[str, object], None],
) -> None:
    """Every blob damaged before a build: nothing of it is published, and what is needed is made again."""
    record_property("damage", damage.__name__)
    record_property("forgotten", forget)
    if forget in ("the output", "both"):
        shutil.rmtree(town.root / "output")
    if forget in ("the proofs", "both"):
        for path in (town.root / ".ditich").glob("proofs-*"):
            path.unlink()
    damage(blobs(town))
    outcome = town.make()
    assert outcome.exit_code == 0
    assert town.trees() == built.trees()
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai", "mười ba")
    assert town.make().exit_code == 0
    if forget == "both":
        store, index = (
            Store(town.root / ".ditich" / "store"),
            Index(town.root / ".ditich" / "index"),
        )
        assert all(store.verified(digest) for digest in index.named(1))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *(("index", data) for data in (b"", b"ditich\n{}", b"\xff" * 300)),
        ("proofs-web", b"ditich\n{}"), ("digests", b""), ("ledger.json", b"\xff" * 300),
        ("published/web", b"ditich\n{}"),
    ],
)  # fmt: skip
def test_a_damaged_note_costs_only_time(built: Town, town: Town, name: str, data: bytes) -> None:
    """What a build noted for the next one may be torn: the tree is right all the same."""
    town.make()  # what was read as soon as it was written is noted only now
    assert (town.root / ".ditich" / name).is_file()
    town.write(f".ditich/{name}", data)
    assert town.make().exit_code == 0
    assert town.trees() == built.trees()


def test_a_damaged_original_of_a_broken_site_is_not_shown(town: Town) -> None:
    """A last good revision whose photograph rotted in the store gives way to the calm page."""
    code = {place: code for code, place in codes(town).items()}[SHRINE]
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventoried", "kind: inventored")
    assert town.make().exit_code == 1
    assert (town.web / "vi" / SHRINE).is_dir()
    truncate(blobs(town))
    assert town.make().exit_code == 1
    assert not (town.web / "vi" / SHRINE).exists()
    assert word("closed-live", "vi") in town.page(f"{code}/index.html")


def test_an_original_lost_from_the_store_comes_back(town: Town) -> None:
    """While the photograph still lies in its folder, the next build keeps it for bad days again."""
    delete(blobs(town))
    assert town.make().exit_code == 0
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventoried", "kind: inventored")
    shutil.rmtree(town.site(SHRINE) / "media")
    assert town.make().exit_code == 1
    assert 'src="../../m/' in town.page(f"vi/{SHRINE}/index.html")
