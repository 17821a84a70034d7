"""Whole processes, timed in turns: the machine's moods fall on every contender of a round alike."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
DITICH = (sys.executable, "-m", "generator")
BARE = (sys.executable, "-c", "pass")
LOOK = 0.02
"""Seconds between two looks at memory: short beside a photograph's 0.2 s."""


class Failed(Exception):
    """A command that should have worked did not."""


@dataclass(frozen=True)
class Sample:
    """One run: seconds on the wall, seconds of all cores together (0 where the system is silent)."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Contender:
    """A command run in `folder`; `prepare` is called with the round's number before each, untimed."""

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[int], None] = lambda _round: None


@dataclass(frozen=True)
class Taken:
    """All rounds of all contenders."""

    samples: Mapping[str, tuple[Sample, ...]]

    def wall(self, name: str) -> float:
        """Median seconds."""
        return median(s.wall for s in self.samples[name])

    def cpu(self, name: str) -> float:
        """Median seconds of all cores together."""
        return median(s.cpu for s in self.samples[name])

    def ratio(self, name: str, other: str) -> float:
        """Median of the rounds' ratios, `name` over `other`."""
        pairs = zip(self.samples[name], self.samples[other], strict=True)
        return median(one.wall / two.wall for one, two in pairs)


def in_turns(contenders: Sequence[Contender], rounds: int) -> Taken:
    """Every contender once a round, after one round that is not counted (caches of the system)."""
    samples: dict[str, list[Sample]] = {one.name: [] for one in contenders}
    for number in range(rounds + 1):
        for one in contenders:
            one.prepare(number)
            sample = run(one.command, one.folder)
            if number:
                samples[one.name].append(sample)
    return Taken({name: tuple(taken) for name, taken in samples.items()})


def run(command: Sequence[str], folder: Path, *, also: int = 0) -> Sample:
    """Run it to its end; raises Failed, with what it said, unless it exits with 0 or `also`."""
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - begun, os.times()
    if done.returncode not in (0, also):
        raise Failed(f"{' '.join(command)}\n{(done.stderr or done.stdout)[-2000:]}")
    spent = (
        after.children_user - before.children_user + after.children_system - before.children_system
    )
    return Sample(wall, spent)


def said(command: Sequence[str], folder: Path) -> str:
    """What it prints."""
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def peak(command: Sequence[str], folder: Path, *, also: int = 0) -> int:
    """Most bytes that the process and all its children held at one time.

    Pages shared by several processes count once (proportional set size). Linux only: 0 elsewhere.
    """
    process = subprocess.Popen(
        command, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    most, gone = [0], threading.Event()

    def watch() -> None:
        while not gone.wait(LOOK):
            most[0] = max(most[0], _held(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, complaint = process.communicate()
    gone.set()
    watcher.join()
    if process.returncode not in (0, also):
        raise Failed(f"{' '.join(command)}\n{complaint.decode()[-2000:]}")
    return most[0]


def _held(pid: int) -> int:
    """Bytes of the process and all below it, from Linux's /proc; those that end meanwhile count 0."""
    folder = Path(f"/proc/{pid}")
    try:
        rows = (folder / "smaps_rollup").read_text().splitlines()
        own = sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))
        below = [
            word for path in folder.glob("task/*/children") for word in path.read_text().split()
        ]
    except OSError:
        return 0
    return own + sum(_held(int(child)) for child in below)


def _environment() -> dict[str, str]:
    """Ours, but compiled modules are kept: where they are not, every start compiles the package again."""
    kept = {name: words for name, words in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
