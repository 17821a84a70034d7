"""What one event of the ledger may say, how its file is read, and the digest that names it.

The digest is over the canonical content, not the file's bytes, so that a checkout that changes
line endings changes no digest; an event whose content was touched no longer fits its own name.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from generator.codes import is_code
from generator.problems import Place, Problems, nearest
from generator.text import is_slug

FOLDER = "content/codes"
"""Where the ledger lies, relative to the project."""

FORMAT = 1
MAX_BYTES = 16_384
"""An event is a few lines; a larger file is no event."""

VERBS = (
    "issue",
    "retarget",
    "move-owner",
    "suspend",
    "tombstone",
    "print",
    "install",
    "withdraw-plaque",
)
PLATE_VERBS = ("print", "install", "withdraw-plaque")
REASON_VERBS = ("retarget", "move-owner", "suspend", "tombstone", "withdraw-plaque")

_COMMON = ("v", "code", "verb", "at", "by", "reason", "evidence", "prev", "settles")
_PLACE = ("site", "part", "host")
_OWN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("issue", "retarget"), _PLACE),
    **dict.fromkeys(PLATE_VERBS, ("plaque",)),
    "print": ("host", "plaque"),
}
_NEEDED = dict.fromkeys(("issue", "retarget"), ("site",)) | dict.fromkeys(PLATE_VERBS, ("plaque",))


@dataclass(frozen=True)
class Event:
    """One thing that happened to a code. `at` is a date (YYYY-MM-DD), `prev` a SHA-256 in hex.

    `plaque` holds (name, value) pairs and always a `serial`; `settles` the digests of the branch
    tips that this event decides against; `number` is its place in the chain, from 1.
    """

    code: str
    verb: str
    at: str
    by: str
    site: str = ""
    part: str = ""
    host: str = ""
    reason: str = ""
    evidence: str = ""
    plaque: tuple[tuple[str, str], ...] = ()
    prev: str = ""
    settles: tuple[str, ...] = ()
    v: int = FORMAT
    number: int = field(default=1, compare=False)
    file: str = field(default="", compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the content as sorted, compact JSON in UTF-8."""
        compact = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(compact.encode(self._content()).encode()).hexdigest()

    @property
    def name(self) -> str:
        """The file's name: place in the chain, verb, first six of the digest."""
        return f"{self.number:03d}-{self.verb}-{self.digest[:6]}.json"

    @property
    def path(self) -> str:
        """Where the event belongs, relative to the project."""
        return f"{FOLDER}/{self.code}/{self.name}"

    def data(self) -> bytes:
        """The file's bytes: indented JSON, one field a line."""
        return (json.dumps(self._content(), ensure_ascii=False, indent=1) + "\n").encode()

    def told(self) -> str:
        """The event in one line, in no language: for messages that show two of them."""
        target = f" → {self.site}{'#' if self.part else ''}{self.part}" if self.site else ""
        serial = f" [{dict(self.plaque)['serial']}]" if self.plaque else ""
        reason = f": {self.reason}" if self.reason else ""
        return f"{self.name} ({self.verb}{target}{serial}, {self.at}, {self.by}{reason})"

    def _content(self) -> dict[str, object]:
        names = ("v", "code", "verb", *_PLACE, "at", "by", "reason", "evidence", "prev")
        content = {name: getattr(self, name) for name in names}
        content |= {"plaque": dict(sorted(self.plaque)), "settles": sorted(self.settles)}
        return {name: value for name, value in content.items() if value}


def parse_event(data: bytes, file: str, problems: Problems) -> Event | None:
    """The event in `data`, or None with every fault of it added to `problems` at `file`."""
    fields = _load(data, file, problems)
    if fields is None or not _known_format(fields, file, problems):
        return None
    before = len(problems)
    verb = fields.get("verb", "")
    if verb not in VERBS:
        near = nearest(str(verb), VERBS)
        problems.add("code-verb-unknown", Place(file), verb=verb, near=near, known=", ".join(VERBS))
        return None
    _check_names(fields, str(verb), file, problems)
    kept = {name: value for name, value in fields.items() if name in _CHECKS}
    for name, value in kept.items():
        if not _CHECKS[name](value):
            kind = "code-check-symbol" if name == "code" else "code-field-wrong"
            problems.add(kind, Place(file), name=name, code=value, value=_shown(value))
    return None if len(problems) > before else _event(kept, file)


def _event(fields: dict[str, Any], file: str) -> Event:
    plaque = tuple(sorted((n, str(value)) for n, value in fields.pop("plaque", {}).items()))
    settles = tuple(sorted(fields.pop("settles", ())))
    return Event(**fields, plaque=plaque, settles=settles, file=file)


def _load(data: bytes, file: str, problems: Problems) -> dict[str, object] | None:
    """The JSON object in `data`; whatever else is there is one problem."""
    if len(data) > MAX_BYTES:
        problems.add("code-too-large", Place(file), size=len(data), limit=MAX_BYTES)
        return None
    place, why, text = Place(file), "", ""
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate has no UTF-8
        if isinstance(found, dict):
            return found
        why = "{…}"
    except json.JSONDecodeError as wrong:
        line = (text.split("\n") or [""])[wrong.lineno - 1]
        place = Place(file, wrong.lineno, wrong.colno, line[:100])
    except UnicodeError:
        why = "UTF-8"
    except RecursionError:
        why = "[[[…"
    except _RefusedError as refused:
        why = str(refused)
    except ValueError:  # Python's own limit on the digits of a number
        why = "999…"
    problems.add("code-json", place, why=why, code=PurePosixPath(file).parent.name)
    return None


class _RefusedError(ValueError):
    """JSON that Python would take and we do not."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RefusedError(f"“{next(n for n in names if names.count(n) > 1)}” ×2")
    return found


def _no_constant(word: str) -> object:
    raise _RefusedError(word)


def _known_format(fields: dict[str, object], file: str, problems: Problems) -> bool:
    version = fields.pop("v", None)
    if type(version) is int and version == FORMAT:
        return True
    problems.add("code-version", Place(file), version=_shown(version), known=FORMAT)
    return False


def _check_names(fields: dict[str, object], verb: str, file: str, problems: Problems) -> None:
    allowed = set(_COMMON) | set(_OWN.get(verb, ()))
    for name in sorted(set(fields) - allowed):
        near = nearest(name, allowed)
        problems.add("code-field-unknown", Place(file), name=name, verb=verb, near=near)
    for name in ("code", "at", "by", *_NEEDED.get(verb, ())):
        if not fields.get(name):
            problems.add("code-field-missing", Place(file), name=name, verb=verb)


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


def is_date(text: object) -> bool:
    """Whether `text` is a day of the calendar as YYYY-MM-DD."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_line(text: object) -> bool:
    """Plain words on one line: no control or direction-changing characters, ≤ 1,000 characters."""
    if not isinstance(text, str) or len(text) > 1000:
        return False
    return not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text)


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"[0-9a-f]{64}", text))


def _is_host(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text))


def _is_plaque(value: object) -> bool:
    if not isinstance(value, dict) or not value.get("serial"):
        return False
    return all(_is_line(n) and (type(v) is int or _is_line(v)) for n, v in value.items())


_CHECKS: dict[str, Callable[[object], bool]] = {
    "code": lambda value: isinstance(value, str) and is_code(value),
    "verb": lambda value: value in VERBS,
    "site": is_slug,
    "part": is_slug,
    "host": _is_host,
    "at": is_date,
    "by": _is_line,
    "reason": _is_line,
    "evidence": _is_line,
    "plaque": _is_plaque,
    "prev": _is_digest,
    "settles": lambda value: isinstance(value, list) and all(_is_digest(one) for one in value),
}
