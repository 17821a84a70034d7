"""The ledger on disk: read the whole folder, make an event, append it without overwriting."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.codes import is_code
from generator.disk import finish, own_name, sync_folder, told
from generator.ledger.events import FOLDER, MAX_BYTES, Event, is_date
from generator.ledger.fold import CodeState, Ledger, fold
from generator.names import passed_over
from generator.problems import Place, Problems

PHOTOS = "photos"
"""Folder of a code in which lie looks at its plates (see `photos.py`): no events, so not read here."""


def read_ledger(folder: Path, problems: Problems) -> Ledger:
    """The ledger in `folder` (a project's content/codes; none yet is an empty one).

    Everything malformed becomes a problem at its own path; what is well-formed is still taken.
    """
    files: list[tuple[str, bytes]] = []
    refused: list[str] = []
    if _is_link(folder, FOLDER, problems):
        return Ledger(refused=(FOLDER,))
    for code_folder, path in _entries(folder, FOLDER, problems, refused):
        if not code_folder.is_dir():
            problems.warn("code-stray-file", Place(path))
        elif not is_code(code_folder.name):
            problems.add("code-check-symbol", Place(path), code=code_folder.name)
            refused.append(path)
        else:
            for file, name in _entries(code_folder, path, problems, refused):
                if not (file.name == PHOTOS and file.is_dir()):
                    _take(file, name, problems, files, refused)
    return fold(files, refused, problems)


def issue_event(
    code: str, site: str, *, at: str, by: str, part: str = "", host: str = "", reason: str = ""
) -> Event:
    """The first event of a code; ValueError for a code or date that is none."""
    event = Event(code, "issue", at, by, site=site, part=part, host=host, reason=reason)
    return _clean(event)


def next_event(
    state: CodeState,
    verb: str,
    said: Mapping[str, str] | None = None,
    *,
    at: str,
    by: str,
    settles: tuple[Event, ...] = (),
) -> Event:
    """The event that follows `state`; `said` are its other fields, `serial` standing for a plaque.

    To settle a disagreement, `settles` are the tips decided against and `state` ends in the other.
    """
    last, fields = state.events[-1], dict(said or {})
    serial = fields.pop("serial", "")
    plaque = (("serial", serial),) if serial else ()
    against = tuple(sorted(event.digest for event in settles))
    event = Event(state.code, verb, at, by, plaque=plaque, prev=last.digest, settles=against)
    return _clean(replace(event, number=last.number + 1, **fields))  # type: ignore[arg-type]


def settle_event(
    ledger: Ledger, code: str, keep: str, said: Mapping[str, str], *, at: str, by: str
) -> Event:
    """The event by which the record whose digest starts with `keep` holds good, and no later one.

    It ends a disagreement, or takes back what should not have been recorded, and says again where
    the code leads. `said` are reason and evidence. ValueError where `keep` names no single record.
    """
    events = ledger.by_folder.get(code, ())
    kept = [event for event in events if keep and event.digest.startswith(keep)]
    if len(kept) != 1:
        raise ValueError(keep)
    followed = {event.prev for event in events}
    tips = (event for event in events if event.digest not in followed and event != kept[0])
    lines = {event.digest: event for event in events}
    placing = kept[0]
    while not placing.site and placing.prev in lines:
        placing = lines[placing.prev]
    state = CodeState(code, placing.site, placing.part, events=(kept[0],))
    where = {"site": placing.site, "part": placing.part}
    return next_event(state, "retarget", {**where, **said}, at=at, by=by, settles=tuple(tips))


def append(folder: Path, event: Event) -> Path:
    """Write the event into `folder` whole or not at all, and never over another file.

    The same event again is no harm. Raises FileExistsError where something else has its name or,
    for an `issue`, its code; MachineTrouble (see `disk`) where the disk refuses.
    """
    home = folder / event.code
    target = home / event.name
    if target.is_file() and target.read_bytes() == event.data():
        return target
    if event.verb == "issue" and home.exists() and any(home.glob("*.json")):
        raise FileExistsError(home)
    with told(target):
        home.mkdir(parents=True, exist_ok=True)
        clash = write_new(target, event.data())
    if clash:
        raise FileExistsError(target)
    return target


def _clean(event: Event) -> Event:
    texts = {"by": event.by, "reason": event.reason, "evidence": event.evidence}
    mended = {n: " ".join(unicodedata.normalize("NFC", text).split()) for n, text in texts.items()}
    if not is_code(event.code) or not is_date(event.at) or not mended["by"]:
        raise ValueError(f"not an event: {event.code!r}, {event.at!r}, {event.by!r}")
    return replace(event, **mended)  # type: ignore[arg-type]


def write_new(target: Path, data: bytes) -> bool:
    """Write `target` whole or not at all; True where the name was taken, and nothing was written.

    A hard link to a finished file never overwrites; FAT and some network disks have none.
    """
    temporary = target.parent / f".{own_name()}.tmp"
    try:
        _create(temporary, data)
        try:
            os.link(temporary, target)
        except FileExistsError:
            return True
        except OSError:
            _create(target, data)
    except FileExistsError:
        return True
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return False


def _create(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        finish(file.fileno(), durable=True)


def _entries(
    folder: Path, path: str, problems: Problems, refused: list[str]
) -> Iterator[tuple[Path, str]]:
    """What lies in a folder, sorted, hidden files left out, links refused; none: nothing."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError:
        problems.add("code-file-unreadable", Place(path))
        refused.append(path)
        return
    for name in names:
        below = f"{path}/{name}"
        if passed_over(name):
            continue
        if _is_link(folder / name, below, problems):
            refused.append(below)
        else:
            yield folder / name, below


def _take(
    file: Path, path: str, problems: Problems, files: list[tuple[str, bytes]], refused: list[str]
) -> None:
    if not file.name.lower().endswith(".json"):
        problems.warn("code-stray-file", Place(path))
        return
    try:
        with file.open("rb") as opened:
            files.append((path, opened.read(MAX_BYTES + 1)))
    except OSError:
        problems.add("code-file-unreadable", Place(path))
        refused.append(path)


def _is_link(path: Path, shown: str, problems: Problems) -> bool:
    if path.is_symlink():
        problems.add("code-symlink", Place(shown))
        return True
    return False
