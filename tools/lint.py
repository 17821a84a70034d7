"""Style, types and import contracts: every complaint of every tool in one run.

Exit code 1 if any tool complained.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
BRIEF = ("--quiet", "--output-format", "concise")
CHECKS = (
    ("style", [sys.executable, "-m", "ruff", "check", *BRIEF]),
    ("layout", [sys.executable, "-m", "ruff", "format", "--check", *BRIEF]),
    ("types", [sys.executable, "-m", "mypy", "--no-error-summary"]),
    ("contracts", [str(BIN / "lint-imports"), "--no-cache"]),
)


def main() -> int:
    """Run every check; return 1 if one failed."""
    failed = [name for name, command in CHECKS if not _passes(name, command)]
    print("lint: " + ("failed: " + ", ".join(failed) if failed else "all good"))
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"--- {name}\n{done.stdout}{done.stderr}".rstrip())
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
