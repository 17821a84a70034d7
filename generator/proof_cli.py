"""What `ditich proof` does with photographs of mounted plates. It returns words; `cli` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.check import check_project
from generator.codes import is_code
from generator.dates import say
from generator.digests import Digests
from generator.ledger import FOLDER, CodeState, Ledger
from generator.ledger.photos import Look, keep_look, looks_at
from generator.make.symbol import symbol_for
from generator.problems import ERROR, WARNING, MachineTrouble, Place, Problems, nearest
from generator.read.picture import FORMATS, MOST_PIXELS
from generator.say import SAY
from generator.scan.photo import (
    Health,
    PhotoTrouble,
    Seen,
    codes_in,
    examine,
    open_photo,
    quarter_turned,
    verdicts,
)
from generator.scan.rectify import Photo
from generator.words import decimal

SEVERE = ("replace", "repaint")
"""Verdicts that call for somebody to go there: errors, so that a script notices."""

SHOWN = 80
"""Characters of a foreign code's text that are shown."""

SPOTS = ("main", "second")
"""The two symbols of a large plate, the larger first."""


@dataclass(frozen=True)
class Photograph:
    """An opened photograph: where it is, its grey values, its digest and the day it is of ('' if none)."""

    here: Place
    photo: Photo
    digest: str
    day: str


@dataclass(frozen=True)
class Known:
    """What is known before a photograph is opened: our codes, our hosts, names of places.

    `today` (YYYY-MM-DD) is the latest day a photograph can be of.
    """

    root: Path
    ledger: Ledger
    hosts: frozenset[str]
    names: Mapping[str, str]
    readers: tuple[str, ...]
    lang: str
    today: str
    problems: Problems

    def ours(self, text: str) -> CodeState | None:
        """The code that a symbol leads to, if it is one of our own."""
        host, code = _parts(text)
        return self.ledger.by_code.get(code) if host in self.hosts else None

    def say(self, key: str, /, **values: object) -> str:
        """A line of ours."""
        return SAY[self.lang][key].format(**values)


def known(root: Path, lang: str, today: str, problems: Problems) -> Known:
    """The project as far as photographs need it; its own faults are for `check` to tell."""
    from generator.scan import GATES, readers

    digests = Digests(root / ".ditich")
    checked = check_project(root, Problems(), digests.of, fault_of=digests.fault)
    with suppress(MachineTrouble):  # costs the next run time and this one nothing
        digests.save()
    bases = [host.base for host in checked.project.hosts] if checked.project else []
    printed = [plate.host for state in checked.ledger.states for plate in state.plates]
    hosts = {host.removeprefix("https://").lower() for host in (*bases, *printed)} - {""}
    names = {slug: name.best(lang)[0] for slug, name in checked.names}
    here = tuple(name for name, _ in readers() if name in GATES)
    return Known(root, checked.ledger, frozenset(hosts), names, here, lang, today, problems)


def proof(at: Known, file: Path, day: str) -> Iterator[str]:
    """Look at one photograph; `day` (YYYY-MM-DD) goes before the photograph's own, '' is none.

    Adds to the problems proof-no-file, -folder, -unreadable, -pixels, -cut, -no-code, -foreign, -unknown,
    -second, -inverted, -other-symbol, -no-day, -day-ahead, and what the verdicts say of each plate.
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
    _count(at, found, here)
    ours = _ours(at, found)
    day = day or (_own_day(at, own_day, here) if ours else "")
    taken = Photograph(here, photo, sha256(data).hexdigest(), day)
    for code, seen in sorted(ours.items()):
        state = at.ledger.by_code[code]
        yield _whose(at, file, state)
        yield from _plate(at, taken, state, seen)


def _read(file: Path, here: Place, problems: Problems) -> bytes | None:
    """The file's bytes; None where there are none to be had, which is said."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        beside = file.parent.iterdir() if file.parent.is_dir() else ()
        problems.add("proof-no-file", here, near=nearest(file.name, (one.name for one in beside)))
    except OSError:  # Windows calls a folder a file that may not be read
        problems.add("proof-folder" if file.is_dir() else "file-unreadable", here)
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


def _count(at: Known, found: tuple[Seen, ...], here: Place) -> None:
    """What the set of codes says: none at all, a stranger's, or several of ours."""
    if not found:
        at.problems.add("proof-no-code", here)
    for seen in found:
        if at.ours(seen.text):
            continue
        host, code = _parts(seen.text)
        kind = "proof-unknown" if host in at.hosts and is_code(code) else "proof-foreign"
        at.problems.add(kind, here, found=_harmless(seen.text), code=code)
    ours = sorted({state.code for seen in found if (state := at.ours(seen.text))})
    if len(ours) > 1:
        at.problems.warn("proof-second", here, codes=", ".join(ours))


def _plate(at: Known, taken: Photograph, state: CodeState, found: list[Seen]) -> Iterator[str]:
    """Each symbol of one of our codes: how it looks, what to do, how it looked before; the looks kept."""
    healths = [(seen, health) for seen in found if (health := _health(at, taken, seen, state.code))]
    looks = looks_at(at.root / FOLDER, state.code, at.problems)
    for spot, seen, health in _spots(healths):
        if spot:
            yield at.say(f"proof-spot-{spot}" if spot in SPOTS else "proof-spot", number=spot)
        yield _measures(at, seen, health)
        todo = verdicts(health, seen.readers, at.readers)
        _judge(at, _named(state.code, spot), health, seen, todo, taken.here)
        if not todo:
            yield at.say("proof-well")
        mine = [one for one in looks if one.get("spot", "") == spot]
        before = [one for one in mine if one.get("photo") != taken.digest]
        yield from (_before(at, one) for one in before[-3:])
        if taken.day:
            look = {"v": 1, "at": taken.day, "code": state.code, "photo": taken.digest}
            look |= {**_rounded(health), "readers": list(seen.readers), "verdicts": list(todo)}
            look |= {"spot": spot} if spot else {}
            yield at.say("proof-kept", file=keep_look(at.root / FOLDER, state.code, look))


def _health(at: Known, taken: Photograph, seen: Seen, code: str) -> Health | None:
    """How the symbol looks; None, and a problem, if it is not one that the program makes."""
    # Printed or cut: the address and the level are the same, the mask may not be.
    address = f"https://{'/'.join(_parts(seen.text))}"
    symbol, cut = symbol_for(address), symbol_for(address, engraver=True)
    matrices = dict.fromkeys((symbol.matrix, cut.matrix))
    if symbol.payload == seen.text:
        if health := examine(taken.photo, seen, matrices, symbol.level):
            return health
        if examine(255 - taken.photo, seen, matrices, symbol.level):
            at.problems.add("proof-inverted", taken.here, code=code)
            return None
    at.problems.add("proof-other-symbol", taken.here, found=_harmless(seen.text))
    return None


def _spots(found: list[tuple[Seen, Health]]) -> Iterator[tuple[str, Seen, Health]]:
    """(which, code, how it looks) of the symbols of one code; '' for one that is alone.

    Two of which one is turned by a quarter are a large plate's: the larger is its first. Others are
    numbered from the left.
    """
    several = sorted(found, key=lambda one: min(one[0].quads[0]))
    if len(several) == 2 and quarter_turned(several[0][1], several[1][1]):
        several.sort(key=lambda one: -one[1].pixels)
        yield from ((spot, *one) for spot, one in zip(SPOTS, several, strict=True))
    else:
        numbers = [str(n) for n in range(1, len(several) + 1)] if len(several) > 1 else [""]
        yield from ((number, *one) for number, one in zip(numbers, several, strict=False))


def _before(at: Known, look: Look) -> str:
    """An earlier look; anybody may have written its file."""
    told = {name: _harmless(str(look.get(name, "?"))) for name in ("contrast", "used")}
    return at.say("proof-before", at=say(str(look["at"]), at.lang), **told)


def _named(code: str, spot: str) -> dict[str, str]:
    """The code for a sentence, with its place on the plate where it stands there twice."""
    if not spot:
        return {"code": code}
    words = {lang: SAY[lang][f"spot-{spot}" if spot in SPOTS else "spot"] for lang in ("vi", "en")}
    named = {lang: f"{code} ({told.format(number=spot)})" for lang, told in words.items()}
    return {"code": named["vi"], "code_en": named["en"]}


def _whose(at: Known, file: Path, state: CodeState) -> str:
    """Which plaque it is: code, place, plates in the ledger."""
    place = at.names.get(state.site, state.site) + (f" – {state.part}" if state.part else "")
    plates = ", ".join(at.say(f"plate-{p.status}", serial=p.serial) for p in state.plates)
    key = "proof-plate" if plates else "proof-plate-unrecorded"
    return at.say(key, file=file.name, code=state.code, place=place, plates=plates)


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
    del told["turn"]
    told |= {name: round(100 * told[name]) for name in ("modulation", "used", "patches", "sharp")}
    told |= {"contrast": round(health.contrast), "light": round(health.light)}
    return {**told, "pixels": round(health.pixels, 1), "finders": list(health.finders)}


def _parts(text: str) -> tuple[str, str]:
    """(host in small letters, path) of an address; ('', '') for anything else."""
    scheme, mark, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    known = scheme.lower() == "https" and mark and slash
    return (host.lower(), path.rstrip("/")) if known else ("", "")


def _harmless(text: str) -> str:
    """A stranger's text for a terminal: printable characters alone, not too many."""
    plain = "".join(c if c.isprintable() else "·" for c in text)
    return plain[:SHOWN] + ("…" if len(plain) > SHOWN else "")
