"""A clock that is years off, for a process that must not look at it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.whole.project import CHECKOUT, environment

SITE = """\
import datetime, os, time
_skew, _time = float(os.environ["SKEW"]), time.time
time.time = lambda: _time() + _skew
class date(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
class dated(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
datetime.date, datetime.datetime = date, dated
"""
"""A sitecustomize.py that sets every clock Python code asks by SKEW seconds."""


def clock(folder: Path, years: int) -> dict[str, str]:
    """The environment of a Python whose clock is so many years off; `folder` may keep what does it."""
    spot = folder / "clock"
    spot.mkdir(exist_ok=True)
    (spot / "sitecustomize.py").write_text(SITE)
    return {"SKEW": str(years * 365.25 * 86400), "PYTHONPATH": f"{spot}:{CHECKOUT}"}


def year(env: Mapping[str, str]) -> int:
    """The year by the clock of a Python process in `env`."""
    done = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
        env=environment(env), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)
