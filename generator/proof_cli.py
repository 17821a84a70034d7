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
from generator.digests import Digests
from generator.ledger import FOLDER, CodeState, Ledger
from generator.ledger.photos import keep_look, looks_at
from generator.make.symbol import symbol_for
from generator.problems import ERROR, WARNING, MachineTrouble, Place, Problems
from generator.read.picture import FORMATS, MOST_PIXELS
from generator.say import SAY
from generator.scan.photo import Health, Seen, codes_in, examine, open_photo, verdicts

SEVERE = ("replace", "repaint")
"""Verdicts that call for somebody to go there: errors, so that a script notices."""

SHOWN = 80
"""Characters of a foreign code's text that are shown."""


@dataclass(frozen=True)
class Desk:
    """What is known before a photograph is opened: our codes, our hosts, names of places."""

    root: Path
    ledger: Ledger
    hosts: frozenset[str]
    names: Mapping[str, str]
    readers: tuple[str, ...]
    lang: str
    problems: Problems

    def ours(self, text: str) -> CodeState | None:
        """The code that a symbol leads to, if it is one of our own."""
        host, code = _parts(text)
        return self.ledger.by_code.get(code) if host in self.hosts else None

    def say(self, key: str, /, **values: object) -> str:
        """A line of ours."""
        return SAY[self.lang][key].format(**values)


def desk(root: Path, lang: str, problems: Problems) -> Desk:
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
    return Desk(root, checked.ledger, frozenset(hosts), names, here, lang, problems)


def proof(at: Desk, file: Path, day: str) -> Iterator[str]:
    """Look at one photograph; `day` (YYYY-MM-DD) goes before the photograph's own, '' is none.

    Adds to the problems proof-unreadable, -no-code, -foreign, -unknown, -second, -other-symbol,
    -no-day, and what the verdicts say of each plate.
    """
    here = Place(str(file))
    try:
        photo, own_day = open_photo(file, FORMATS, MOST_PIXELS)
        digest = sha256(file.read_bytes()).hexdigest()
    except (OSError, ValueError, SyntaxError) as wrong:  # what Pillow raises for broken pictures
        at.problems.add("proof-unreadable", here, why=str(wrong) or type(wrong).__name__)
        return
    found = codes_in(photo)
    _count(at, found, here)
    for seen in found:
        state = at.ours(seen.text)
        if state is not None:
            yield _whose(at, file, state)
            yield from _one(at, (photo, digest, day or own_day), seen, state, here)


def _count(at: Desk, found: tuple[Seen, ...], here: Place) -> None:
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


def _one(
    at: Desk, given: tuple[Any, str, str], seen: Seen, state: CodeState, here: Place
) -> Iterator[str]:
    """One of our codes: how it looks, what to do, how it looked before, and the look kept."""
    photo, digest, day = given
    # Printed or cut: the address and the level are the same, the mask may not be.
    address = f"https://{'/'.join(_parts(seen.text))}"
    symbol, cut = symbol_for(address), symbol_for(address, engraver=True)
    matrices = dict.fromkeys((symbol.matrix, cut.matrix))
    same = symbol.payload == seen.text
    health = examine(photo, seen, matrices, symbol.level) if same else None
    if health is None:
        at.problems.add("proof-other-symbol", here, found=_harmless(seen.text))
        return
    yield _measures(at, seen, health)
    todo = verdicts(health, seen.readers, at.readers)
    _judge(at, state.code, health, seen, todo, here)
    if not todo:
        yield at.say("proof-well")
    looks = looks_at(at.root / FOLDER, state.code, at.problems)
    for look in [look for look in looks if look.get("photo") != digest][-3:]:
        # Anybody may have written the file.
        told = {name: _harmless(str(look.get(name, "?"))) for name in ("at", "contrast", "used")}
        yield at.say("proof-before", **told)
    if not day:
        at.problems.warn("proof-no-day", here)
        return
    look = {"v": 1, "at": day, "code": state.code, "photo": digest, **_rounded(health)}
    look |= {"readers": list(seen.readers), "verdicts": list(todo)}
    yield at.say("proof-kept", file=keep_look(at.root / FOLDER, state.code, look))


def _whose(at: Desk, file: Path, state: CodeState) -> str:
    """Which plaque it is: code, place, plates in the ledger."""
    place = at.names.get(state.site, state.site) + (f" – {state.part}" if state.part else "")
    plates = ", ".join(at.say(f"plate-{p.status}", serial=p.serial) for p in state.plates)
    key = "proof-plate" if plates else "proof-plate-unrecorded"
    return at.say(key, file=file.name, code=state.code, place=place, plates=plates)


def _measures(at: Desk, seen: Seen, health: Health) -> str:
    numbers = _rounded(health)
    told = {name: _number(value, at.lang) for name, value in numbers.items() if name != "finders"}
    told["finders"] = "/".join(map(str, health.finders))
    return at.say("proof-measures", readers=", ".join(seen.readers), **told)


def _judge(
    at: Desk, code: str, health: Health, seen: Seen, todo: tuple[str, ...], here: Place
) -> None:
    numbers = _rounded(health)
    worst = max(health.finders)
    missing = ", ".join(name for name in at.readers if name not in seen.readers)
    for verdict in todo:
        at.problems.add(
            _KINDS[verdict], here, severity=ERROR if verdict in SEVERE else WARNING, code=code,
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


def _number(value: float, lang: str) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "vi" else text
