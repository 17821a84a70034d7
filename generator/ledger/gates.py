"""What a build may not do to codes that were issued; each gate is a plain function.

`before` is the ledger of the last generation, or of the checkout's HEAD: run `gate` for each that
there is. All finds concern the whole project, for a lost code is nobody's single site.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from generator.ledger.events import FOLDER, REASON_VERBS, Event
from generator.ledger.fold import DISPUTED, LIVE, CodeState, Ledger
from generator.names import fold
from generator.problems import Place, Problems, nearest


def gate(
    before: Ledger | None,
    after: Ledger,
    sites: frozenset[str],
    names: Collection[str],
    parts: frozenset[str] | None = None,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Problems:
    """All gates at once. `sites` are the slugs that exist, `parts` the `slug#part` where known.

    `names` are the output's own top-level names, `renamed` says which site a former slug is now.
    """
    problems = Problems()
    if before:
        gate_dropped(before, after, problems)
        gate_retargeted(before, after, problems)
    gate_reasons(after, problems)
    gate_collisions(after, names, problems)
    gate_sites(after, sites, renamed, problems)
    if parts is not None:
        gate_parts(after, sites, parts, problems)
    gate_twice(after, problems)
    return problems


def gate_dropped(before: Ledger, after: Ledger, problems: Problems) -> None:
    """No event that was there may be gone, changed or renamed."""
    if FOLDER in after.refused:  # that has its own problem already, as has each path in `refused`
        return
    digests = {event.digest for event in after.events}
    standing = {event.path for event in after.events} | set(after.refused)
    shown = {*after.codes, *(path.split("/")[2] for path in after.refused)}
    for event in before.events:
        home = f"{FOLDER}/{event.code}"
        if event.digest in digests or {event.path, home} & set(after.refused):
            continue
        if event.code not in shown:
            target = before.by_code[event.code].place if event.code in before.by_code else ""
            problems.add("code-dropped", Place(home), code=event.code, target=target)
        else:
            kind = "code-event-edited" if event.path in standing else "code-event-dropped"
            problems.add(kind, Place(event.path), code=event.code)


def gate_retargeted(before: Ledger, after: Ledger, problems: Problems) -> None:
    """A code leads elsewhere than before only through the `retarget` events that say so."""
    for old in before.states:
        new = after.by_code.get(old.code)
        if new is None or new.place == old.place or DISPUTED in (old.status, new.status):
            continue
        known = set(after.known_to(new.events[-1])) if new.events else set()
        if not known >= set(old.events):  # then no `retarget` on top of the old chain did it
            path = new.events[0].path if new.events else f"{FOLDER}/{old.code}"
            params = {"code": old.code, "old": old.place, "new": new.place}
            problems.add("code-retargeted", Place(path), **params)


def gate_reasons(after: Ledger, problems: Problems) -> None:
    """Events that change something say why; a printed code changes site only on evidence."""
    for event in (event for state in after.states for event in state.events):
        if event.verb in REASON_VERBS and not event.reason:
            problems.add("code-no-reason", Place(event.path), code=event.code, verb=event.verb)
        if event.verb == "retarget" and not event.evidence:
            known = after.known_to(event)
            parents = [e for e in known if e.digest in (event.prev, *event.settles)]
            left = [site for e in parents if (site := after.site_at(e)) != event.site]
            if left and any(e.verb == "print" for e in known):
                params = {"code": event.code, "old": left[0], "new": event.site}
                problems.add("code-no-evidence", Place(event.path), **params)


def gate_collisions(after: Ledger, names: Collection[str], problems: Problems) -> None:
    """No code is an output folder's name where a disk cannot tell capitals apart."""
    folded = {fold(name): name for name in sorted(names)}
    for code in after.codes:
        if name := folded.get(fold(code)):
            problems.add("code-collides", Place(f"{FOLDER}/{code}"), code=code, name=name)


def gate_sites(
    after: Ledger, sites: frozenset[str], renamed: Mapping[str, str], problems: Problems
) -> None:
    """A live code leads to a site that exists; where it was renamed, the code is to follow it."""
    lost = [state for state in _live(after) if state.site not in sites]
    if lost and not sites:  # the folder of all sites is gone or shut: no code is to blame
        problems.add("sites-gone", Place("sites"), count=len(lost))
        return
    bare = sites - {state.site for state in after.states}
    for state in lost:
        alias = renamed.get(state.site, "")
        near = nearest(state.site, bare) or (min(bare) if len(bare) == 1 else "")
        place = Place(_source(state).path)
        params = {
            "code": state.code, "site": state.site, "alias": alias, "near": "" if alias else near,
            "lost": "" if alias or near else "1", "paper": "1" if state.printed else "",
        }  # fmt: skip
        problems.add("code-site-missing", place, **params)


def gate_parts(
    after: Ledger, sites: frozenset[str], parts: frozenset[str], problems: Problems
) -> None:
    """A live code for a part of a site leads to one that exists."""
    for state in _live(after):
        if state.site in sites and state.part and state.place not in parts:
            near = nearest(state.place, (name for name in parts if "#" in name))
            place, params = Place(_source(state).path), {"code": state.code, "site": state.site}
            problems.add("code-part-missing", place, near=near, part=state.part, **params)


def gate_twice(after: Ledger, problems: Problems) -> None:
    """Two codes for one place are worth a word unless the second has a reason."""
    first: dict[str, CodeState] = {}
    for state in sorted(_live(after), key=lambda state: state.rank):
        earlier = first.setdefault(state.place, state)
        meant = state.rank[0]
        if earlier is not state and not meant:
            params = {"code": state.code, "first": earlier.code, "target": state.place}
            problems.warn("code-place-twice", Place(_source(state).path), **params)


def _live(ledger: Ledger) -> list[CodeState]:
    return [state for state in ledger.states if state.status == LIVE and state.events]


def _source(state: CodeState) -> Event:
    """The event that says where the code leads."""
    placing = [event for event in state.events if event.site]
    return (placing or list(state.events))[-1]
