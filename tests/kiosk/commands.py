"""The command line, as people type it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.preview_work import ROOT


def ditich(*words: str, cwd: Path | None = None, **env: str) -> tuple[int, str]:
    """(exit code, all that it said)."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words], cwd=cwd, capture_output=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | env, encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr
