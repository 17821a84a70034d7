"""What `ditich proof` does with photographs of mounted plates. It returns words; `cli` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from generator.dates import say
from generator.ledger import FOLDER, CodeState
from generator.ledger.fold import CLOSED, LIVE, SUSPENDED
from generator.ledger.photos import Look, keep_look, looks_at
from generator.make.symbol import masks_of, symbol_for
from generator.problems import ERROR, WARNING, Place, Problems, nearest
from generator.read.picture import FORMATS, MOST_PIXELS
from generator.say import SAY
from generator.scan.photo import (
    Health,
    PhotoTrouble,
    Seen,
    codes_in,
    examine,
    lies_on_its_side,
    open_photo,
    quarter_turned,
    verdicts,
)
from generator.scan.rectify import Photo
from generator.whose import Known, count, harmless, parts
from generator.words import decimal

SEVERE = ("replace", "repaint")
"""Verdicts that call for somebody to go there: errors, so that a script notices."""

MOST_BYTES = 200_000_000
"""A larger file is a film, and no photograph."""

SPOTS = ("main", "second")
"""The two symbols of a large plate, the larger first."""


@dataclass(frozen=True)
class Photograph:
    """An opened photograph: where it is, its grey values, its digest and the day it is of ('' if none)."""

    here: Place
    photo: Photo
    digest: str
    day: str


def proof(at: Known, file: Path, day: str) -> Iterator[str]:
    """Look at one photograph; `day` (YYYY-MM-DD) goes before the photograph's own, '' is none.

    Adds to the problems proof-no-file, -folder, -unreadable, -pixels, -cut, -inverted, -mirrored,
    -other-symbol, -main-unseen, -second-unseen, -closed, -suspended, -no-day, -day-ahead, -day-before,
    what `count` says of the codes and the verdicts of each plate.
    """
    here = Place(str(file))
    data = _read(file, here, at.problems)
    if data is None:
        return
    try:
        photo, own_day = open_photo(data, FORMATS, MOST_PIXELS)
    except PhotoTrouble as trouble:
        at.problems.add(str(trouble), here, most=MOST_PIXELS // 1_000_000)
        return
    found = codes_in(photo)
    count(at, found, here)
    ours = _ours(at, found)
    day = day or (_own_day(at, own_day, here) if ours else "")
    taken = Photograph(here, photo, sha256(data).hexdigest(), day)
    for code, seen in sorted(ours.items()):
        state = at.ledger.by_code[code]
        yield from _whose(at, file, here, state)
        yield from _plate(at, taken, state, seen)


def _read(file: Path, here: Place, problems: Problems) -> bytes | None:
    """The file's bytes; None where there are none to be had, which is said."""
    try:
        about = file.stat()
        if S_ISREG(about.st_mode) and about.st_size <= MOST_BYTES:
            return file.read_bytes()
        problems.add("proof-folder" if S_ISDIR(about.st_mode) else "proof-unreadable", here)
    except FileNotFoundError:
        beside: list[str] = []
        with suppress(OSError):
            beside = [one.name for one in file.parent.iterdir()]
        problems.add("proof-no-file", here, near=nearest(file.name, beside))
    except OSError:
        problems.add("file-unreadable", here)
    return None


def _own_day(at: Known, day: str, here: Place) -> str:
    """The day that the photograph tells of itself; '' where it tells none that can be true."""
    if not day:
        at.problems.warn("proof-no-day", here)
    elif day > at.today:
        said = {"day": say(day, "vi"), "day_en": say(day, "en")}
        at.problems.warn("proof-day-ahead", here, **said)
        return ""
    return day


def _ours(at: Known, found: tuple[Seen, ...]) -> dict[str, list[Seen]]:
    """The codes of ours in a photograph, each as often as it is there."""
    ours: dict[str, list[Seen]] = {}
    for seen in found:
        if state := at.ours(seen.text):
            ours.setdefault(state.code, []).append(seen)
    return ours


def _plate(at: Known, taken: Photograph, state: CodeState, found: list[Seen]) -> Iterator[str]:
    """Each symbol of one of our codes: how it looks, what to do, how it looked before; the looks kept."""
    healths = [(seen, health) for seen in found if (health := _health(at, taken, seen, state.code))]
    looks = looks_at(at.root / FOLDER, state.code, at.problems)
    taken = replace(taken, day=_possible(at, taken, state))
    spots = tuple(_spots(healths, twice=state.place in at.twice))
    _other_unseen(at, taken.here, state, [spot for spot, _, _ in spots])
    for spot, seen, health in spots:
        if spot:
            yield at.say(f"proof-spot-{spot}" if spot in SPOTS else "proof-spot", number=spot)
        yield _measures(at, seen, health)
        todo = verdicts(health, seen.readers, at.readers)
        _judge(at, _named(state.code, spot), health, seen, todo, taken.here)
        if not todo:
            yield at.say("proof-well")
        yield from _before(at, looks, taken, spot)
        if taken.day:
            look = {"v": 1, "at": taken.day, "code": state.code, "photo": taken.digest}
            look |= {**_rounded(health), "readers": list(seen.readers), "verdicts": list(todo)}
            look |= {"spot": spot} if spot else {}
            yield at.say("proof-kept", file=keep_look(at.root / FOLDER, state.code, look))


def _health(at: Known, taken: Photograph, seen: Seen, code: str) -> Health | None:
    """How the symbol looks; None, and a problem, if it is not one that the program makes."""
    address = f"https://{'/'.join(parts(seen.text))}"
    # Printed and cut plates differ in the mask, and one hangs longer than a rule for choosing masks lasts.
    symbol, matrices = symbol_for(address), masks_of(address)
    if symbol.payload == seen.text:
        if health := examine(taken.photo, seen, matrices, symbol.level):
            if health.mirrored:
                at.problems.add("proof-mirrored", taken.here, code=code)
                return None
            return health
        if examine(255 - taken.photo, seen, matrices, symbol.level):
            at.problems.add("proof-inverted", taken.here, code=code)
            return None
    at.problems.add("proof-other-symbol", taken.here, found=harmless(seen.text))
    return None


def _possible(at: Known, taken: Photograph, state: CodeState) -> str:
    """The photograph's day; '', and a problem, if the code had not been issued by then."""
    issued = state.events[0].at if state.events else ""
    if not taken.day or taken.day >= issued:
        return taken.day
    days = {"day": say(taken.day), "day_en": say(taken.day, "en")}
    days |= {"issued": say(issued), "issued_en": say(issued, "en")}
    at.problems.add("proof-day-before", taken.here, code=state.code, **days)
    return ""


def _other_unseen(at: Known, here: Place, state: CodeState, spots: list[str]) -> None:
    """Of a plate with two codes one is seen alone: what has become of the other is to be looked at."""
    if spots == [SPOTS[1]]:
        at.problems.add("proof-main-unseen", here, code=state.code)
    elif spots == [SPOTS[0]]:
        at.problems.warn("proof-second-unseen", here, code=state.code)


def _spots(
    found: list[tuple[Seen, Health]], *, twice: bool = False
) -> Iterator[tuple[str, Seen, Health]]:
    """(which, code, how it looks) of the symbols of one code; '' for one that is alone.

    Two of which one is turned by a quarter are a large plate's: the larger is its first. One alone where
    every plate has it `twice` is the one that lies so in an upright picture. Others are numbered from
    the left.
    """
    several = sorted(found, key=lambda one: min(one[0].quads[0]))
    if twice and len(several) == 1:
        yield (SPOTS[lies_on_its_side(several[0][1])], *several[0])
    elif len(several) == 2 and quarter_turned(several[0][1], several[1][1]):
        several.sort(key=lambda one: -one[1].pixels)
        yield from ((spot, *one) for spot, one in zip(SPOTS, several, strict=True))
    else:
        numbers = [str(n) for n in range(1, len(several) + 1)] if len(several) > 1 else [""]
        yield from ((number, *one) for number, one in zip(numbers, several, strict=False))


def _before(at: Known, looks: Iterable[Look], taken: Photograph, spot: str) -> Iterator[str]:
    """The last three looks of other photographs at the same symbol; anybody may have written their files.

    A close photograph shows a large plate's main code alone: the two see each other's looks, and it is said.
    """
    others = (one for one in looks if one.get("photo") != taken.digest)
    mine = [one for one in others if _alike(spot, str(one.get("spot", "")))]
    for one in mine[-3:]:
        told = {name: harmless(str(one.get(name, "?"))) for name in ("contrast", "used")}
        day, other = say(str(one["at"]), at.lang), harmless(str(one.get("spot", "")))
        named = day if other == spot else f"{day} ({_spot(other, at.lang)})"
        yield at.say("proof-before", at=named, **told)


def _alike(one: str, other: str) -> bool:
    """Whether two spots may be one symbol: one that is alone in its picture may be any but the second."""
    return one == other or ("" in (one, other) and SPOTS[1] not in (one, other))


def _spot(spot: str, lang: str) -> str:
    """The name of a spot for a sentence."""
    key = f"spot-{spot or 'alone'}" if spot in ("", *SPOTS) else "spot"
    return SAY[lang][key].format(number=spot)


def _named(code: str, spot: str) -> dict[str, str]:
    """The code for a sentence, with its place on the plate where it stands there twice."""
    if not spot:
        return {"code": code}
    vi, en = (f"{code} ({_spot(spot, lang)})" for lang in ("vi", "en"))
    return {"code": vi, "code_en": en}


def _whose(at: Known, file: Path, here: Place, state: CodeState) -> Iterator[str]:
    """Which plaque it is: code, place, plates in the ledger; and if the ledger has it in use no more."""
    place = at.names.get(state.site, state.site) + (f" – {state.part}" if state.part else "")
    plates = ", ".join(at.say(f"plate-{p.status}", serial=p.serial) for p in state.plates)
    key = "proof-plate" if plates else "proof-plate-unrecorded"
    yield at.say(key, file=file.name, code=state.code, place=place, plates=plates)
    if state.status != LIVE:
        yield at.say("proof-status", status=at.say(f"codes-{state.status}"))
    if kind := {CLOSED: "proof-closed", SUSPENDED: "proof-suspended"}.get(state.status):
        at.problems.warn(kind, here, code=state.code, site=state.site, part=state.part)


def _measures(at: Known, seen: Seen, health: Health) -> str:
    numbers = _rounded(health)
    told = {name: decimal(value, at.lang) for name, value in numbers.items() if name != "finders"}
    told["finders"] = "/".join(map(str, health.finders))
    return at.say("proof-measures", readers=", ".join(seen.readers), **told)


def _judge(
    at: Known, code: dict[str, str], health: Health, seen: Seen, todo: tuple[str, ...], here: Place
) -> None:
    numbers = _rounded(health)
    worst = max(health.finders)
    missing = ", ".join(name for name in at.readers if name not in seen.readers)
    for verdict in todo:
        at.problems.add(
            _KINDS[verdict], here, severity=ERROR if verdict in SEVERE else WARNING, **code,
            contrast=numbers["contrast"], used=numbers["used"], finder=worst, missing=missing,
            pixels=numbers["pixels"],
        )  # fmt: skip


_KINDS = {
    "nearer": "proof-nearer",
    "brighter": "proof-brighter",
    "replace": "proof-replace",
    "repaint": "proof-repaint",
    "worn": "proof-worn",
    "fading": "proof-fading",
    "wipe": "proof-wipe",
    "sharper": "proof-sharper",
    "one-reader": "proof-one-reader",
}


def _rounded(health: Health) -> dict[str, Any]:
    """The measures as they are told and kept: shares in per cent, px to a tenth."""
    told = asdict(health)
    del told["turn"], told["mirrored"]
    told |= {name: round(100 * told[name]) for name in ("modulation", "used", "patches", "sharp")}
    told |= {"contrast": round(health.contrast), "light": round(health.light)}
    return {**told, "pixels": round(health.pixels, 1), "finders": list(health.finders)}
