"""The ledger as the checkout's HEAD has it: a lost event is noticed before it is committed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.ledger.events import FOLDER, MAX_BYTES
from generator.ledger.fold import Ledger, fold
from generator.problems import Place, Problems

_SECONDS = 60
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH")


def ledger_at_head(root: Path, problems: Problems | None = None) -> Ledger | None:
    """The ledger of HEAD, or None: no git, no checkout, no commit yet.

    Where git refuses because the checkout is another user's (safe.directory), that is a note in
    `problems`: git's guard is not gone around, and the comparison is not silently left out.
    """
    listed = _git(root, problems, "ls-tree", "-r", "-z", "-l", "HEAD", f"{FOLDER}/")
    if listed is None:
        return None
    wanted = _event_files(listed)
    names = "".join(f"{blob}\n" for _, blob in wanted).encode()
    found = _git(root, problems, "cat-file", "--batch", given=names) if wanted else b""
    blobs = None if found is None else _blobs(found)
    if blobs is None:
        return None
    files = zip((path for path, _ in wanted), blobs, strict=True)
    return fold(files, (), Problems())  # HEAD's own faults are the working tree's to report


def _event_files(listed: bytes) -> list[tuple[str, str]]:
    """(path, blob) of the plain files in `ls-tree -r -z -l` output that may be events."""
    files = []
    for row in listed.split(b"\0"):
        about, _, path = row.decode("utf-8", "replace").partition("\t")
        if not path:
            continue
        mode, _, blob, size = about.split()
        plain = mode in ("100644", "100755") and size.isdigit() and int(size) <= MAX_BYTES
        if plain and path.endswith(".json") and path.count("/") == FOLDER.count("/") + 2:
            files.append((path, blob))
    return files


def _blobs(found: bytes) -> list[bytes] | None:
    """The contents in `cat-file --batch` output: `<blob> blob <size>`, newline, bytes, newline.

    None where the repository lacks one (`<blob> missing`): a damaged or partial clone.
    """
    blobs, at = [], 0
    while at < len(found):
        end = found.index(b"\n", at)
        word = found[at:end].rpartition(b" ")[2]
        if not word.isdigit():
            return None
        size = int(word)
        blobs.append(found[end + 1 : end + 1 + size])
        at = end + size + 2
    return blobs


def _git(root: Path, problems: Problems | None, *words: str, given: bytes = b"") -> bytes | None:
    """What git says, or None where it cannot be asked here."""
    # Inside a hook GIT_DIR and its kind name another repository's state: ask from the folder alone.
    kept = {n: v for n, v in os.environ.items() if not n.startswith("GIT_") or n in _KEPT}
    env = kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "--no-pager", "-C", str(root), *words]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, env=env, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode == 0:
        return done.stdout
    if b"dubious ownership" in done.stderr and problems is not None:
        problems.warn("code-head-unread", Place(FOLDER), root=root.resolve().as_posix())
    return None
