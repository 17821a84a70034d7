"""Refuses files that should not enter the repository: very large ones, and fonts.

An original photograph of a phone fits below the limit; video and scans by the hundred do not, and
Git keeps them for ever. Arguments: the files of a commit. Exit code 1 if one is refused.
"""

from __future__ import annotations

import sys
from pathlib import Path

LIMIT_BYTES = 8_000_000
FONTS = (".otf", ".ttf", ".woff", ".woff2")


def refusal(path: Path) -> str | None:
    """Why `path` may not enter, in a sentence, or None."""
    if path.suffix.lower() in FONTS:
        return f"{path}: fonts come from npm when the package is built (hatch_build.py)."
    size = path.stat().st_size if path.is_file() else 0
    if size > LIMIT_BYTES:
        return (
            f"{path}: {size / 1e6:.1f} MB is above {LIMIT_BYTES / 1e6:.0f} MB. Keep the original "
            "elsewhere and add a copy of 3000 px at most."
        )
    return None


def main(names: list[str]) -> int:
    """Say every refusal; return 1 if there was one."""
    refusals = [words for name in names if (words := refusal(Path(name)))]
    for words in refusals:
        print(words)
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
