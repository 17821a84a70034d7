"""The whole house on one screen: read → check → plan → make → prove → publish."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from generator import good, hall, lock
from generator.blocks import rebuild
from generator.check import Checked, Once, check_project, straight
from generator.checks import checks
from generator.digests import Digests
from generator.jobs import Made, Revision
from generator.ledger import CLOSED, gate
from generator.ledger.memory import known_before, save_ledger
from generator.look import Look
from generator.make import Templates
from generator.model import AFTER_ALL
from generator.outcome import Outcome
from generator.plan import CEREMONY, EDITIONS, PLANNERS, TOP_LEVEL, Ceremony, plan
from generator.plates import located, try_plates
from generator.problems import PROJECT, MachineTrouble, Problems
from generator.prove import prove
from generator.publish import Published, in_use, publish, recover
from generator.recall import Recall
from generator.scan import readers
from generator.selecting import Steps, select_from, selections, step_back
from generator.store import LIMIT, Index, Lost, Store
from generator.work import MANY, PROOFS, Crew, cores, spread

Failed = Mapping[str, Problems]
"""Problems by edition; '' for what is of none."""

Tell = Callable[[int, str, int, int], None]
"""Progress: stage number, its name, done, of how many."""


def quiet(stage: int, name: str, done: int, total: int) -> None:
    """No progress."""


def build(
    root: Path,
    editions: tuple[str, ...] = EDITIONS,
    *,
    jobs: int = 0,
    tell: Tell = quiet,
    as_of: str = AFTER_ALL,
    ceremony: Ceremony | None = None,
    done: Callable[[Outcome], None] = lambda _outcome: None,
) -> Outcome:
    """Stages 1-6 under the build lock, then `done` while it is held still.

    Raises MachineTrouble; the output then stays as it was.
    """
    work = root / ".ditich"
    with lock.building(work):
        recover(work, root / "output")
        outcome = render(root, editions, jobs=jobs, tell=tell, as_of=as_of, ceremony=ceremony)
        if not outcome.stopped:
            _publish(root, outcome, tell)
        done(outcome)
    return outcome


def render(  # noqa: PLR0913 - each is a choice of who builds, and all have their usual answer
    root: Path,
    editions: tuple[str, ...],
    *,
    jobs: int = 0,
    tell: Tell = quiet,
    once: Once = straight,
    sound: Mapping[str, Revision] = MappingProxyType({}),
    as_of: str = AFTER_ALL,
    ceremony: Ceremony | None = None,
) -> Outcome:
    """Stages 1-5: everything but publishing, which is all a preview needs.

    A preview brings its memory: `once` checks a folder or knows what it said, `sound` is the last
    sound revision of each site, newer than the last good one on disk. `as_of` (YYYY-MM-DD) is the
    day whose names and addresses are shown; without one, those that the content ends with. The
    edition of a `ceremony` is empty without one.
    """
    work = root / ".ditich"
    problems, digests = Problems(), Digests(work)
    tell(1, "read", 0, 0)
    apart = checks(jobs or cores(), digests)
    several = Recall(work, digests, rebuild, apart) if once is straight else None
    # Stages 1 and 2 meet file by file.
    checked = check_project(root, problems, digests.of, once, several, digests.fault, as_of)
    digests.save()
    outcome = Outcome(problems, checked, editions, sound=sound, as_of=as_of, ceremony=ceremony)
    steps: Counter[tuple[str, str]] = Counter()
    # Each site can step back twice an edition; one round more for each, in which damage on the disk shows.
    for _ in range(3 * len(PLANNERS) * len(checked.slugs) + 3):
        if checked.project is None:
            break
        try:
            failed = _attempt(root, outcome, steps, jobs or cores(), tell)
        except Lost:
            _drop_damaged(root)  # one is seldom alone; they are made again in the next round
            continue
        problems.found.update(*(one.found for one in failed.values()))
        # What only shows when it is made or proved sends a site back, too: to its last good
        # revision first, and if that fails as well, to a calm page.
        found = ((edition, p.scope) for edition, one in failed.items() for p in one.errors())
        back = {(edition, scope) for edition, scope in found if scope != PROJECT}
        if outcome.stopped or not back:
            break
        step_back(steps, back)
    else:
        raise MachineTrouble("store-restless", file=str(work / "store"))
    return outcome


def _drop_damaged(root: Path) -> None:
    """Drop every blob that lately finished jobs made and that has other bytes by now."""
    store = Store(root / ".ditich" / "store")
    for digest in Index(root / ".ditich" / "index", ages=False).named():
        store.verified(digest)


def _attempt(root: Path, outcome: Outcome, steps: Steps, jobs: int, tell: Tell) -> Failed:
    """Stages 3-5 once, with each site `steps` revisions back; what failed on the way."""
    store, failed = Store(root / ".ditich" / "store"), defaultdict[str, Problems](Problems)
    outcome.selections = chosen = selections(root, outcome, store, steps)
    outcome.made = {edition: {} for edition in outcome.editions if edition in PLANNERS}
    stale = {r.site.slug for one in chosen.values() for r in one.revisions if r.stale}
    gate_codes(root, outcome.checked, failed[""], stale)
    tell(3, "plan", 0, 0)
    jobs_of = (plan(selected, (edition,), failed[""]) for edition, selected in chosen.items())
    outcome.planned = tuple(job for some in jobs_of for job in some)
    if _goes_on(failed, outcome):
        _make(root, outcome, store, jobs, failed, tell)
    # Of a site that failed not everything was made: it steps back, and what is whole is proved.
    if _goes_on(failed, outcome):
        tell(5, "prove", 0, 0)
        scopes = {(job.edition, job.target): job.scope for job in outcome.planned}
        for edition, made in outcome.made.items():
            made_here, found = {edition: made}, failed[edition]
            over = spread(jobs, PROOFS if edition == "print" else MANY)
            prove(chosen[edition], made_here, scopes, store, root / ".ditich", found, over)
    return failed


def gate_codes(
    root: Path, checked: Checked, problems: Problems, stale: Collection[str] = ()
) -> None:
    """A build that would drop, re-target or collide a code stops. `stale` sites stepped back."""
    fresh = [r.site for r in checked.revisions if r.site.slug not in stale]
    parts = {f"{site.slug}#{p.id}" for site in fresh for p in site.parts}
    # What stops a site has that stepped back is not known today: its codes are judged once it is mended.
    known = {site.slug for site in fresh}
    parts |= {s.place for s in checked.ledger.states if s.site not in known}
    sites = frozenset(checked.slugs)
    renamed = {old: r.site.slug for r in checked.revisions for old in r.site.aliases}
    for before in known_before(root, problems) or (None,):
        found = gate(before, checked.ledger, sites, TOP_LEVEL, frozenset(parts), renamed)
        problems.found |= found.found


def _goes_on(failed: Failed, outcome: Outcome) -> bool:
    return not outcome.stopped and not any(one.errors() for one in failed.values())


def _make(
    root: Path, outcome: Outcome, store: Store, jobs: int, failed: Failed, tell: Tell
) -> None:
    work, look = root / ".ditich", Look(root)
    index = Index(work / "index", ages=set(outcome.editions) >= set(EDITIONS))
    crew = Crew(
        store, index, Templates(look.folders, work / "templates"), look.digest, jobs,
        lambda done, of: tell(4, "make", done, of),
    )  # fmt: skip
    made: dict[tuple[str, str], tuple[Made, ...]] = {}
    for number in sorted({job.wave for job in outcome.planned}):
        # Of a site that steps back nothing more is made, and nothing more is said.
        back = {(edition, p.scope) for edition, one in failed.items() for p in one.errors()}
        jobs_now = (
            job for job in outcome.planned
            if job.wave == number and (job.scope == PROJECT or (job.edition, job.scope) not in back)
        )  # fmt: skip
        wave = crew.wave(jobs_now, made)
        for edition, problem in wave.problems:
            chosen = outcome.selections.get(edition) or next(iter(outcome.selections.values()))
            failed[edition].found.add(located(root, chosen, problem))
        outcome.remade += wave.remade
        for job, outputs in wave.done:
            made[job.edition, job.target] = outputs
            if job.edition:
                outcome.made[job.edition].update({one.target: one for one in outputs})
    index.save()


def check_plates(root: Path, checked: Checked, problems: Problems) -> None:
    """What would keep plates of sound sites from being made; nothing without a host that may be printed."""
    told = {problem.kind.partition("-")[0] for problem in problems.errors(PROJECT)}
    if checked.project and checked.ledger.states and "host" not in told:
        sound = {revision.site.slug for revision in checked.revisions}
        back = {slug: None for slug in checked.slugs if slug not in sound}
        selected = replace(select_from(root, checked, back, AFTER_ALL), readers=readers())
        try_plates(root, selected, problems, spread(cores()))


def _publish(root: Path, outcome: Outcome, tell: Tell) -> None:
    work, store = root / ".ditich", Store(root / ".ditich" / "store")
    for edition in (*EDITIONS, CEREMONY):
        # What has nothing to show, and had nothing, gets no folder.
        if outcome.made.get(edition) or (
            edition in outcome.made and (root / "output" / edition).exists()
        ):
            tell(6, "publish", 0, 0)
            outcome.published[edition] = _publish_one(root, edition, outcome, store)
    _ceremony(root, outcome)
    for editions, revisions in _proved(outcome).items():
        good.save(work, store, revisions, editions)
    # A folder may come back for a code that is out in the world; of others nothing is kept.
    states = outcome.checked.ledger.states
    good.forget(work, {*outcome.checked.slugs, *(s.site for s in states if s.status != CLOSED)})
    save_ledger(work, outcome.checked.ledger)
    store.prune(LIMIT, in_use(work) | good.in_use(work) | Index(work / "index", ages=False).named())


def _ceremony(root: Path, outcome: Outcome) -> None:
    """Remember the ceremony that was asked for; of an earlier one see whether its papers are old."""
    work, plates = root / ".ditich", outcome.selections.get("print")
    if outcome.ceremony:
        hall.remember(work, outcome.ceremony, outcome.as_of, outcome.planned)
    elif plates:
        outcome.outdated = hall.outdated(work, root / "output", plates, outcome.as_of)


def _proved(outcome: Outcome) -> dict[tuple[str, ...], list[Revision]]:
    """The newest revisions, by the editions in which they are published."""
    editions: dict[str, tuple[str, ...]] = {}
    found: dict[tuple[str, ...], list[Revision]] = {}
    fresh = {r.site.slug: r for r in outcome.checked.revisions}
    for edition in (name for name in outcome.made if name != CEREMONY):
        for slug in (r.site.slug for r in outcome.selections[edition].revisions if not r.stale):
            editions[slug] = (*editions.get(slug, ()), edition)
    for slug, proved in editions.items():
        found.setdefault(proved, []).append(fresh[slug])
    return found


def _publish_one(root: Path, edition: str, outcome: Outcome, store: Store) -> Published:
    """One edition; blobs that turn out damaged while they are copied are made again first."""
    for again in range(3):
        with contextlib.suppress(Lost):
            if again:
                _drop_damaged(root)  # what it is made of may be damaged, too
                _make(root, outcome, store, 1, defaultdict(Problems), quiet)
            return publish(edition, outcome.made[edition], store, root / "output")
    raise MachineTrouble("store-restless", file=str(store.root))
