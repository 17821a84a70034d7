"""From loose events to the state of every code: chain, fold, root.

The chain of a code runs from its `issue` along `prev`. Where two events name the same `prev` the
chain stops and both are shown; a later event may name one tip as `prev` and list the others in
`settles`, which decides the matter without taking any event away. Plates of a settled branch
were made all the same and stay in the state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import TopologicalSorter
from hashlib import sha256

from generator.ledger.events import FOLDER, PLATE_VERBS, Event, parse_event
from generator.problems import Place, Problems

LIVE, SUSPENDED, CLOSED, DISPUTED = "live", "suspended", "tombstone", "disputed"
_STATUS = {"issue": LIVE, "retarget": LIVE, "suspend": SUSPENDED, "tombstone": CLOSED}
_PLATE = {"print": "printed", "install": "installed", "withdraw-plaque": "withdrawn"}


@dataclass(frozen=True, order=True)
class PlateState:
    """One plate of a code: its serial, printed, installed or withdrawn, and the host upon it."""

    serial: str
    status: str
    host: str = ""


@dataclass(frozen=True)
class CodeState:
    """What the ledger says of a code today; `events` is its chain, oldest first.

    `status` is live, suspended, tombstone or disputed (then everything else is as before the
    disagreement). A `retarget` makes a suspended or closed code live again.
    """

    code: str
    site: str
    part: str = ""
    status: str = LIVE
    plates: tuple[PlateState, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def place(self) -> str:
        """`site` or `site#part`: the place of the plaque."""
        return f"{self.site}#{self.part}" if self.part else self.site

    @property
    def rank(self) -> tuple[bool, str, str]:
        """Order among the codes of one place: those set there for a reason last, then by age."""
        placing = (event for event in self.events if event.verb in ("issue", "retarget"))
        meant = any(event.reason for event in placing)
        return meant, self.events[0].at, self.code

    @property
    def printed(self) -> bool:
        """Whether any plate was ever made: the address is out in the world."""
        return bool(self.plates)


@dataclass(frozen=True)
class Ledger:
    """Every well-formed event, sorted by path, and the state of every code, sorted by code.

    `refused` are the paths that were there but could not be taken; each has its problem.
    """

    events: tuple[Event, ...] = ()
    states: tuple[CodeState, ...] = ()
    refused: tuple[str, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, CodeState]:
        """The states by code."""
        return {state.code: state for state in self.states}

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[Event, ...]]:
        """All events by code, sorted by path."""
        groups: dict[str, list[Event]] = {}
        for event in self.events:
            groups.setdefault(event.code, []).append(event)
        return {code: tuple(events) for code, events in groups.items()}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code with at least one event, sorted: none of them may be drawn again."""
        return tuple(sorted(self.by_folder))

    @cached_property
    def root(self) -> str:
        """The Merkle root (hex) of all events."""
        return merkle_root(event.digest for event in self.events)

    def known_to(self, event: Event) -> tuple[Event, ...]:
        """The event and all that it builds on: its line, and the branches decided against."""
        by_digest = {e.digest: e for e in self.by_folder.get(event.code, ())}
        found, waiting = {event.digest: event}, [event]
        while waiting:
            last = waiting.pop()
            new = {d for d in (last.prev, *last.settles) if d in by_digest and d not in found}
            waiting += [by_digest[digest] for digest in sorted(new)]
            found |= {digest: by_digest[digest] for digest in new}
        return tuple(sorted(found.values(), key=lambda e: e.path))

    def site_at(self, event: Event) -> str:
        """The site the code leads to once `event` is taken; '' where its line is broken."""
        by_digest = {e.digest: e for e in self.by_folder.get(event.code, ())}
        at: Event | None = event
        while at and not at.site:
            at = by_digest.get(at.prev)
        return at.site if at else ""

    def states_at(self, site: str, part: str = "") -> tuple[CodeState, ...]:
        """Every code that was set at one place, whatever became of it, sorted by code."""
        return tuple(s for s in self.states if (s.site, s.part) == (site, part))

    def live_at(self, site: str, part: str = "") -> tuple[CodeState, ...]:
        """The codes that lead to one place; the first is the one new plaques carry."""
        found = (s for s in self.states_at(site, part) if s.status == LIVE)
        return tuple(sorted(found, key=lambda state: state.rank))


def merkle_root(digests: Iterable[str]) -> str:
    """Root (hex) over sorted SHA-256 digests (hex), leaves and nodes told apart (RFC 6962, 2.1)."""
    level = [sha256(b"\0" + bytes.fromhex(digest)).digest() for digest in sorted(digests)]
    if not level:
        return sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0].hex()


def fold(files: Iterable[tuple[str, bytes]], refused: Iterable[str], problems: Problems) -> Ledger:
    """The ledger of (path in the project, bytes) pairs; every fault becomes a located problem."""
    bad, events = set(refused), []
    for path, data in sorted(files):
        event = parse_event(data, path, problems)
        if event and (event := _named(event, problems)):
            events.append(event)
        else:
            bad.add(path)
    events.sort(key=lambda event: event.path)
    broken = {path.split("/")[2] for path in bad if path.count("/") >= 2}
    groups = Ledger(tuple(events)).by_folder.items()
    chains = (_Chain(group, problems, broken=code in broken) for code, group in groups)
    states = (chain.state() for chain in chains)
    found = tuple(sorted((s for s in states if s), key=lambda state: state.code))
    return Ledger(tuple(events), found, tuple(sorted(bad)))


def dump_ledger(ledger: Ledger) -> bytes:
    """The ledger as one record, for the next build to judge against."""
    return json.dumps([(e.path, e.data().decode()) for e in ledger.events], indent=0).encode()


def load_ledger(record: bytes) -> Ledger:
    """The ledger of a record made by `dump_ledger`; ValueError when it is none."""
    files = json.loads(record)
    if not isinstance(files, list) or not all(isinstance(f, list) and len(f) == 2 for f in files):
        raise ValueError("not a ledger record")
    return fold([(str(path), str(text).encode()) for path, text in files], (), Problems())


def _named(event: Event, problems: Problems) -> Event | None:
    """The event with its number, if its file's folder and name say what its content says."""
    folder, _, name = event.file.removeprefix(f"{FOLDER}/").partition("/")
    form = re.fullmatch(rf"([0-9]{{3,6}})-{event.verb}-([0-9a-f]{{6}})\.json", name)
    event = replace(event, number=int(form[1]) if form else 1)
    if folder != event.code:
        problems.add("code-folder-differs", Place(event.file), folder=folder, code=event.code)
    elif form and form[2] != event.digest[:6]:
        problems.add("code-event-edited", Place(event.file), code=event.code)
    elif name != event.name:
        problems.add("code-name-wrong", Place(event.file), name=name, better=event.name)
    else:
        return event
    return None


class _Chain:
    """The events of one code on their way to its state; `broken`: a file of it was refused."""

    def __init__(self, events: Iterable[Event], problems: Problems, *, broken: bool) -> None:
        self.broken = broken
        self.problems = problems
        self.by_digest = {event.digest: event for event in events}
        self.after: dict[str, list[Event]] = {}
        for event in sorted(self.by_digest.values(), key=lambda e: e.path):
            self.after.setdefault(event.prev, []).append(event)
        self.settled = self._settled()

    def state(self) -> CodeState | None:
        """The fold, or None where there is no `issue` to begin with."""
        self._check_links()
        chain, fork = self._walk()
        if not chain and not fork:
            return None
        state = CodeState((chain or fork)[0].code, "", status=DISPUTED)
        for event in chain:
            state = self._step(state, event)
        return replace(state, status=DISPUTED) if fork else state

    def _walk(self) -> tuple[list[Event], list[Event]]:
        """The chain as far as it is agreed, and the events that disagree at its end."""
        chain: list[Event] = []
        while heirs := self.after.get(chain[-1].digest if chain else "", []):
            open_ones = [event for event in heirs if event.digest not in self.settled]
            if len(open_ones) != 1:
                self._disagree(open_ones or heirs)
                return chain, open_ones or heirs
            chain += open_ones
        return chain, []

    def _disagree(self, events: list[Event]) -> None:
        first, *others = events
        kind = "code-disagree" if first.prev else "code-issued-twice"
        for other in others:
            told = {"first": first.told(), "second": other.told()}
            self.problems.add(kind, Place(other.path), code=other.code, **told)

    def _check_links(self) -> None:
        for event in self.by_digest.values():
            before = self.by_digest.get(event.prev)
            if event.prev and not before and not self.broken:
                self.problems.add("code-chain-broken", Place(event.path), code=event.code)
            elif event.number != (before.number if before else 0) + 1 and not self.broken:
                better = f"{(before.number if before else 0) + 1:03d}"
                self.problems.add("code-number-wrong", Place(event.path), better=better)
            if (event.verb == "issue") != (not event.prev):
                self.problems.add("code-verb-order", Place(event.path), verb=event.verb)
            for digest in set(event.settles) - set(self.by_digest):
                if not self.broken:
                    params = {"digest": digest[:6]}
                    self.problems.add("code-settles-unknown", Place(event.path), **params)

    def _settled(self) -> set[str]:
        """Digests of the events on branches that a later event decided against."""
        known = {d: {e.prev, *e.settles} & set(self.by_digest) for d, e in self.by_digest.items()}
        settled: set[str] = set()
        # Newest knowledge first: a decision that was itself decided against has no say.
        for digest in reversed([*TopologicalSorter(known).static_order()]):
            if digest not in settled:
                kept = self._line(digest)
                tips = self.by_digest[digest].settles
                settled |= {d for tip in tips for d in self._line(tip) - kept}
        return settled

    def _line(self, digest: str) -> set[str]:
        """The event of `digest` and all before it."""
        line: set[str] = set()
        while event := self.by_digest.get(digest):
            line.add(digest)
            digest = event.prev
        return line

    def _step(self, state: CodeState, event: Event) -> CodeState:
        if event.verb in ("issue", "retarget"):
            state = replace(state, site=event.site, part=event.part)
        for lost in self._decided(event):
            state = replace(state, plates=_plates(state.plates, lost))
        if event.verb in PLATE_VERBS:
            self._check_plate(state, event)
            state = replace(state, plates=_plates(state.plates, event))
        status = _STATUS.get(event.verb, state.status)
        return replace(state, status=status, events=(*state.events, event))

    def _decided(self, event: Event) -> list[Event]:
        """The plate events of the branches this event decides against, oldest first."""
        lost = {d for tip in event.settles for d in self._line(tip)} - self._line(event.digest)
        found = [self.by_digest[digest] for digest in lost]
        return sorted((e for e in found if e.verb in PLATE_VERBS), key=lambda e: e.path)

    def _check_plate(self, state: CodeState, event: Event) -> None:
        serial = dict(event.plaque)["serial"]
        known = any(plate.serial == serial for plate in state.plates)
        if known != (event.verb != "print"):
            kind = "code-plate-twice" if known else "code-plate-unknown"
            self.problems.add(kind, Place(event.path), serial=serial, verb=event.verb)


def _plates(plates: tuple[PlateState, ...], event: Event) -> tuple[PlateState, ...]:
    serial = dict(event.plaque)["serial"]
    old = {plate.serial: plate for plate in plates}
    host = event.host or (old[serial].host if serial in old else "")
    old[serial] = PlateState(serial, _PLATE[event.verb], host)
    return tuple(sorted(old.values()))
