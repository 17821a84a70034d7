"""What a file may be called: junk that desktops leave, and targets that every machine can hold.

Light on purpose (no import at the top): the no-change decision asks `junk` before anything
heavy is loaded.
"""

from __future__ import annotations

JUNK = frozenset({
    ".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", "4913",
    ".git", ".hg", ".svn", "__pycache__", "__macosx", ".spotlight-v100", ".trashes", ".fseventsd",
})  # fmt: skip
"""Lower-case names that macOS, Windows, vim (`4913`) and version control leave in folders."""

_JUNK_STARTS = ("~$", "._", ".#", ".~lock.", "~wrl")
_JUNK_ENDS = ("~", ".bak", ".swp", ".swo", ".swx", ".tmp", ".crdownload")

LEAVES, RESERVED = "target-leaves-tree", "target-reserved-name"


def junk(name: str) -> bool:
    """True for a name that is nobody's content (`.DS_Store`, `~$bia.docx`, `x.swp`)."""
    low = name.lower()
    return low in JUNK or low.startswith(_JUNK_STARTS) or low.endswith(_JUNK_ENDS)


def passed_over(name: str) -> bool:
    """True for a name that no reader of content looks at: hidden files, which are programs', and junk."""
    return name.startswith(".") or junk(name)


def fold(path: str) -> str:
    """`path` as Windows and macOS compare names: case folded, NFC."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", path).casefold())


def fault(target: str) -> str:
    """The problem kind of an edition target that may not be written, or '' for a good one.

    A target is a relative POSIX path in NFC. Names that Windows refuses (`CON.jpg`, `a:b`, a
    trailing dot) are refused everywhere, because people zip and carry the tree.
    """
    parts = target.split("/")
    if not target or "\\" in target or any(part in ("", ".", "..") for part in parts):
        return LEAVES
    return RESERVED if any(_forbidden(part) for part in parts) else ""


def clash(targets: list[str]) -> tuple[str, str] | None:
    """The first two of the sorted `targets` that cannot both exist on every machine, or None.

    They differ in case or Unicode form alone, or one needs the other, a file, to be a folder.
    """
    seen: dict[str, tuple[str, bool]] = {}
    for target in targets:
        end = -1
        while end != len(target):
            end = target.find("/", end + 1)
            end = len(target) if end < 0 else end
            here = (target[:end], end == len(target))
            before = seen.setdefault(fold(here[0]), here)
            if before != here:
                return before[0], target
    return None


def _forbidden(name: str) -> bool:
    import re
    from unicodedata import is_normalized

    # Most names, at a glance: longer than all that Windows keeps for its devices, and nothing odd in them.
    if re.fullmatch(r"[0-9a-z_-]{8,80}(?:\.[0-9a-z]{1,8})?", name):
        return False

    # Costs 20 ms to load and is asked about new names only.
    from pathvalidate import ValidationError, validate_filename

    try:
        validate_filename(name, platform="universal")
    except ValidationError:
        return True
    return not is_normalized("NFC", name)
