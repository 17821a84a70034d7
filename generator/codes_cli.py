"""What `ditich codes` does: issue, record, settle, restore, show, list. It returns words; `cli` prints them.

Nothing is written that the ledger or a gate would then refuse: the event is folded in first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random, SystemRandom

from generator.codes import draw, host_problem, mend
from generator.disk import told as told_disk
from generator.disk import write
from generator.ledger import (
    FOLDER,
    CodeState,
    Event,
    Ledger,
    append,
    issue_event,
    next_event,
    read_ledger,
    settle_event,
)
from generator.ledger.fold import DISPUTED, fold
from generator.ledger.gates import gate, gate_dropped
from generator.ledger.memory import known_before
from generator.problems import Place, Problem, Problems, nearest
from generator.read import PROJECT_FILE, read_yaml
from generator.say import SAY
from generator.text import is_slug

_TOLD_BEFORE = {
    "code-no-reason": "record-no-reason",
    "code-no-evidence": "record-no-evidence",
    "code-field-missing": "record-field-missing",
    "code-field-wrong": "record-field-wrong",
    "code-part-missing": "record-part-unknown",
    "code-too-large": "record-too-long",
    "code-verb-order": "record-issued-before",
}
"""What a ledger says of a record that lies there → what is said of one that was not written."""

_FIELDS = {
    "by": ("--by", "line"),
    "evidence": ("--evidence", "line"),
    "host": ("--host", "name"),
    "part": ("--part", "slug"),
    "plaque": ("--serial", "line"),
    "reason": ("--reason", "line"),
    "site": ("--site", "slug"),
}
"""Field of a record → the option that gives it, and how it is written: which hint is shown."""


@dataclass(frozen=True)
class Entry:
    """What a person says of an event; `again`: a second code for one place is meant."""

    at: str
    by: str
    reason: str = ""
    evidence: str = ""
    host: str = ""
    again: bool = False


def issue(
    root: Path,
    place: str,
    entry: Entry,
    problems: Problems,
    *,
    sites: Collection[str],
    names: Collection[str],
    rng: Random | None = None,
) -> CodeState | None:
    """Draw a code for `site` or `site#part` and write its first event; None with problems if not.

    A place that has a code gets a second only with `entry.again` and a reason. `rng` is for tests.
    """
    ledger, here = _sound_ledger(root, problems), _typed("issue", place)
    site, part = _split(place, sites, here, problems)
    if ledger is None or not site:
        return None
    held = ledger.live_at(site, part)
    if held and not (entry.again and entry.reason):
        problems.add("code-has-one", here, code=held[0].code, target=held[0].place)
        return None
    code = draw(ledger.codes, names, rng or SystemRandom())
    said = {"part": part, "host": entry.host, "reason": entry.reason}
    event = issue_event(code, site, at=entry.at, by=entry.by, **said)
    return _write(root, ledger, event, here, problems)


def record(
    root: Path,
    code: str,
    verb: str,
    entry: Entry,
    problems: Problems,
    *,
    said: Mapping[str, str],
    sites: Collection[str],
) -> CodeState | None:
    """Add an event to a code; `said` holds what its verb needs (`serial`, or `site` and `part`).

    A printed plate carries the project's host unless `entry` names another: it is written down, for the
    project may have another one by the time somebody photographs the plate.
    """
    here = _typed("record", code, verb)
    if "site" in said and not _split(said["site"], sites, here, problems)[0]:
        return None
    ledger = _sound_ledger(root, problems)
    state = _find(ledger, code, here, problems) if ledger else None
    if ledger is None or state is None:
        return None
    host = entry.host or (_host(root) if verb == "print" else "")
    given = {"reason": entry.reason, "evidence": entry.evidence, "host": host, **said}
    event = next_event(state, verb, given, at=entry.at, by=entry.by)
    return _write(root, ledger, event, here, problems)


def settle(root: Path, code: str, keep: str, entry: Entry, problems: Problems) -> CodeState | None:
    """Let one record hold good and no later one; `keep`: its file name or the six digits in it."""
    ledger, here = read_ledger(root / FOLDER, Problems()), _typed("settle", code, keep)
    state = _find(ledger, code, here, problems)
    if state is None:
        return None
    tip = keep.removesuffix(".json").rpartition("-")[2]
    try:
        said = {"reason": entry.reason, "evidence": entry.evidence}
        event = settle_event(ledger, state.code, tip, said, at=entry.at, by=entry.by)
    except ValueError:
        problems.add("code-settles-unknown", here, digest=tip)
        return None
    return _write(root, ledger, event, here, problems)


def restore(root: Path, word: str, lang: str, problems: Problems) -> str:
    """Write back every record of a code that was known before and is gone or changed; what was done.

    Known are the ledgers a build judges by: the last generation's and, in a git checkout, HEAD's.
    """
    ledger, before = read_ledger(root / FOLDER, Problems()), known_before(root)
    code = mend(word, sorted({code for one in before for code in one.codes})).code
    known = {event.path: event for one in before for event in one.events if event.code == code}
    if not known or {FOLDER, f"{FOLDER}/{code}"} & set(ledger.refused):
        problems.add("code-restore-unknown", _typed("restore", word), code=word)
        return ""
    here = {event.digest for event in ledger.events}
    lost = [event for _, event in sorted(known.items()) if event.digest not in here]
    for event in lost:
        path = root / event.path
        with told_disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, event.data())
    lines = [SAY[lang]["codes-restored"].format(file=event.path) for event in lost]
    return "\n".join(lines) or SAY[lang]["codes-whole"].format(code=code)


def told(state: CodeState, lang: str) -> str:
    """What to say after an event was written."""
    words, event = SAY[lang], state.events[-1]
    key = "codes-issued" if event.verb == "issue" else "codes-recorded"
    said = {"code": state.code, "place": state.place, "verb": event.verb, "file": event.path}
    return words[key].format(**said, status=words[f"codes-{state.status}"])


def show(root: Path, code: str, lang: str, problems: Problems) -> str:
    """All that the ledger says of one code, mended as typed; '' and a problem if there is none."""
    ledger = read_ledger(root / FOLDER, problems)
    state = _find(ledger, code, _typed("show", code), problems)
    if state is None:
        return ""
    words = SAY[lang]
    plates = [
        f"  {words[f'plate-{p.status}'].format(serial=p.serial)} {p.host}" for p in state.plates
    ]
    events = [f"  {event.told()}" for event in ledger.events if event.code == state.code]
    status = words[f"codes-{state.status}"]
    lines = [f"{state.code}  {state.place}  {status}", *plates, *events]
    return "\n".join(line.rstrip() for line in lines)


def table(root: Path, lang: str, problems: Problems) -> str:
    """One line a code, sorted by place."""
    ledger = _whole_ledger(root, problems)
    states = sorted(ledger.states, key=lambda state: (state.place, state.code))
    width = max((len(state.place) for state in states), default=0)
    lines = (f"{s.code}  {s.place:<{width}}  {SAY[lang][f'codes-{s.status}']}" for s in states)
    return "\n".join(lines) or ("" if problems.errors() else SAY[lang]["codes-none"])


def _whole_ledger(root: Path, problems: Problems) -> Ledger:
    """The ledger, and a problem for each record that it lacks."""
    ledger = read_ledger(root / FOLDER, problems)
    for before in known_before(root):
        gate_dropped(before, ledger, problems)
    return ledger


def _sound_ledger(root: Path, problems: Problems) -> Ledger | None:
    """The ledger, or None while it has errors or lacks a record: nothing is added to half a ledger."""
    found = Problems()  # its own: a fault of one place must not keep the next from its code
    ledger = _whole_ledger(root, found)
    problems.found |= found.found
    return None if found.errors() else ledger


def _typed(*words: str) -> Place:
    """Where a refusal is: in the command, for no file of it was written."""
    return Place(" ".join(("ditich codes", *words)))


def _find(ledger: Ledger, word: str, here: Place, problems: Problems) -> CodeState | None:
    read = mend(word, ledger.codes)
    state = ledger.by_code.get(read.code)
    if state is None:
        problems.add("code-unknown", here, code=word, near=", ".join(read.near))
    return state


def _split(place: str, sites: Collection[str], here: Place, problems: Problems) -> tuple[str, str]:
    site, mark, part = place.partition("#")
    if not is_slug(site) or (mark and not is_slug(part)):
        problems.add("code-place-wrong", here, target=place)
    elif site not in sites:
        problems.add("code-site-unknown", here, site=site, near=nearest(site, sites))
    else:
        return site, part
    return "", ""


def _write(
    root: Path, ledger: Ledger, event: Event, here: Place, problems: Problems
) -> CodeState | None:
    """Append the event if the ledger with it is sound and passes every gate; its state then."""
    trial = Problems()
    files = [(one.path, one.data()) for one in (*ledger.events, event)]
    after = fold(files, (), trial)
    sites = frozenset(state.site for state in after.states)  # that of the event has been looked up
    trial.found |= gate(ledger, after, sites, (), _parts(root, after, event)).found
    mine = {_refused(p, event, here) for p in trial.errors() if event.code in p.place.file}
    state = after.by_code.get(event.code)
    if mine or state is None or state.status == DISPUTED:
        problems.found |= mine
        return None
    append(root / FOLDER, event)
    return state


def _host(root: Path) -> str:
    """The host that printed addresses use; '' where project.yaml names none that may be printed."""
    node = read_yaml(root / PROJECT_FILE, root, Problems())
    hosts = node.get("hosts") if node else None
    base = hosts.items[0].get("base") if hosts and hosts.items else None
    return base.text.removeprefix("https://") if base and not host_problem(base.text) else ""


def _refused(problem: Problem, event: Event, here: Place) -> Problem:
    """A fault of the event that is not written: at the command, and in words that name no file."""
    if problem.place.file != event.path:
        return problem
    params = dict(problem.params)
    option, form = _FIELDS.get(params.get("name", ""), ("", "line"))
    params |= {"code": event.code, "option": option, form: "1"}
    kind = _TOLD_BEFORE.get(problem.kind, problem.kind)
    return replace(problem, place=here, kind=kind, params=tuple(sorted(params.items())))


def _parts(root: Path, after: Ledger, event: Event) -> frozenset[str]:
    """The `site#part` that exist, as far as the event asks: what other codes name is not in question."""
    place = f"{event.site}#{event.part}"
    others = {state.place for state in after.states} - ({place} if event.part else set())
    facts = root / "sites" / event.site / "site.yaml"
    node = read_yaml(facts, root, Problems()) if event.part else None
    lists = [found for name in ("components", "stops") if node and (found := node.get(name))]
    ids = [found.text for one in lists for item in one.items if (found := item.get("id"))]
    return frozenset(others | {f"{event.site}#{part}" for part in ids})
