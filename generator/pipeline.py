"""The whole house on one screen: read → check → plan → make → prove → publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator import good, lock
from generator.blocks import rebuild
from generator.check import Checked, Once, check_project, straight
from generator.digests import Digests
from generator.jobs import Job, Made, Revision
from generator.ledger import gate, ledger_at_head
from generator.ledger.memory import last_ledger, save_ledger
from generator.look import Look
from generator.make import Templates
from generator.model import AFTER_ALL
from generator.plan import EDITIONS, PLANNERS, TOP_LEVEL, Selected, plan, select
from generator.problems import PROJECT, MachineTrouble, Problems
from generator.prove import prove
from generator.publish import Published, in_use, publish, recover
from generator.store import LIMIT, Index, Lost, Store
from generator.work import Crew, checks, cores

Tell = Callable[[int, str, int, int], None]
"""Progress: stage number, its name, done, of how many."""


def quiet(stage: int, name: str, done: int, total: int) -> None:
    """No progress."""


@dataclass
class Outcome:
    """What a build did: everything a summary needs. `made` is by edition and target.

    `as_of` is the day whose names and addresses are shown.
    """

    problems: Problems
    checked: Checked
    editions: tuple[str, ...] = EDITIONS
    selected: Selected | None = None
    made: dict[str, dict[str, Made]] = field(default_factory=dict)
    published: dict[str, Published] = field(default_factory=dict)
    planned: tuple[Job, ...] = ()
    remade: int = 0
    sound: Mapping[str, Revision] = field(default_factory=dict)
    as_of: str = AFTER_ALL

    @property
    def exit_code(self) -> int:
        """0 done, 1 problems in content."""
        return 1 if self.problems.errors() else 0

    @property
    def stopped(self) -> bool:
        """Whether nothing may be published: the project itself has a problem."""
        return bool(self.problems.errors(PROJECT))


def build(
    root: Path,
    editions: tuple[str, ...] = EDITIONS,
    *,
    jobs: int = 0,
    tell: Tell = quiet,
    as_of: str = AFTER_ALL,
) -> Outcome:
    """Stages 1-6 under the build lock. Raises MachineTrouble; the output then stays as it was."""
    work = root / ".ditich"
    with lock.building(work):
        recover(work, root / "output")
        outcome = render(root, editions, jobs=jobs, tell=tell, as_of=as_of)
        if not outcome.stopped:
            _publish(root, outcome, tell)
    return outcome


def render(
    root: Path,
    editions: tuple[str, ...],
    *,
    jobs: int = 0,
    tell: Tell = quiet,
    once: Once = straight,
    sound: Mapping[str, Revision] = MappingProxyType({}),
    as_of: str = AFTER_ALL,
) -> Outcome:
    """Stages 1-5: everything but publishing, which is all a preview needs.

    A preview brings its memory: `once` checks a folder or knows what it said, `sound` is the last
    sound revision of each site, newer than the last good one on disk. `as_of` (YYYY-MM-DD) is the
    day whose names and addresses are shown; without one, those that the content ends with.
    """
    work = root / ".ditich"
    problems, digests = Problems(), Digests(work)
    tell(1, "read", 0, 0)
    several = checks(jobs or cores(), digests) if once is straight else None
    # Stages 1 and 2 meet file by file.
    checked = check_project(root, problems, digests.of, once, several)
    digests.save()
    outcome = Outcome(problems, checked, editions, sound=sound, as_of=as_of)
    steps: Counter[str] = Counter()
    # Each site can step back twice; one round more for each, in which damage on the disk shows.
    for _ in range(3 * len(checked.slugs) + 3):
        if checked.project is None:
            break
        try:
            failed = _attempt(root, outcome, steps, jobs or cores(), tell)
        except Lost:
            _drop_damaged(root)  # one is seldom alone; they are made again in the next round
            continue
        problems.found |= failed.found
        # What only shows when it is made or proved sends a site back, too: to its last good
        # revision first, and if that fails as well, to a calm page.
        back = {p.scope for p in failed.errors()} - {PROJECT}
        if outcome.stopped or not back:
            break
        steps.update(back)
    else:
        raise MachineTrouble("machine", file=str(work / "store"), why="it does not come to an end")
    return outcome


def _drop_damaged(root: Path) -> None:
    """Drop every blob that lately finished jobs made and that has other bytes by now."""
    store = Store(root / ".ditich" / "store")
    for digest in Index(root / ".ditich" / "index", ages=False).named():
        store.verified(digest)


def _attempt(
    root: Path, outcome: Outcome, steps: Mapping[str, int], jobs: int, tell: Tell
) -> Problems:
    """Stages 3-5 once, with each site `steps` revisions back; what failed on the way."""
    store, failed = Store(root / ".ditich" / "store"), Problems()
    outcome.selected = selected = _select(root, outcome, store, steps)
    outcome.made = {edition: {} for edition in outcome.editions if edition in PLANNERS}
    stale = [r.site.slug for r in selected.revisions if r.stale]
    gate_codes(root, outcome.checked, failed, stale)
    tell(3, "plan", 0, 0)
    outcome.planned = plan(selected, outcome.editions, failed)
    if not failed.errors(PROJECT) and not outcome.stopped:
        _make(root, outcome, store, jobs, failed, tell)
    if not failed.errors(PROJECT) and not outcome.stopped:
        tell(5, "prove", 0, 0)
        scopes = {(job.edition, job.target): job.scope for job in outcome.planned}
        prove(selected, outcome.made, scopes, store, root / ".ditich", failed)
    return failed


def _select(root: Path, outcome: Outcome, store: Store, steps: Mapping[str, int]) -> Selected:
    checked, work = outcome.checked, root / ".ditich"
    assert checked.project is not None
    fresh = [r for r in checked.revisions if not steps.get(r.site.slug)]
    sound = {revision.site.slug for revision in fresh}
    missing = [slug for slug in checked.slugs if slug not in sound and steps.get(slug, 0) < 2]
    loaded = {
        s: outcome.sound.get(s) or good.load(work, store, s, rebuild, outcome.editions)
        for s in missing
    }
    old = {slug: revision for slug, revision in loaded.items() if revision}
    revisions, closed = select(fresh, old, checked.slugs, checked.project.order, outcome.as_of)
    language = checked.project.languages[0]
    known = dict(checked.names) | {r.site.slug: r.site.name for r in revisions if not r.stale}
    names = tuple((slug, name.best(language)[0]) for slug, name in known.items())
    project = checked.project.on(outcome.as_of)
    return Selected(project, revisions, closed, checked.ledger, names, Look(root).assets)


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
    for before in (last_ledger(root / ".ditich"), ledger_at_head(root, problems)):
        found = gate(before, checked.ledger, sites, TOP_LEVEL, frozenset(parts))
        problems.found |= found.found


def _make(
    root: Path, outcome: Outcome, store: Store, jobs: int, failed: Problems, tell: Tell
) -> None:
    work, look = root / ".ditich", Look(root)
    index = Index(work / "index", ages=set(outcome.editions) >= set(EDITIONS))
    crew = Crew(
        store, index, Templates(look.folders, work / "templates"), look.digest, jobs,
        lambda done, of: tell(4, "make", done, of),
    )  # fmt: skip
    made: dict[tuple[str, str], tuple[Made, ...]] = {}
    for number in sorted({job.wave for job in outcome.planned}):
        wave = crew.wave((job for job in outcome.planned if job.wave == number), made)
        failed.found |= set(wave.problems)
        outcome.remade += wave.remade
        for job, outputs in wave.done:
            made[job.edition, job.target] = outputs
            if job.edition:
                outcome.made[job.edition].update({one.target: one for one in outputs})
    index.save()


def _publish(root: Path, outcome: Outcome, tell: Tell) -> None:
    assert outcome.selected is not None
    work, store = root / ".ditich", Store(root / ".ditich" / "store")
    for edition in EDITIONS:
        if edition in outcome.made:
            tell(6, "publish", 0, 0)
            outcome.published[edition] = _publish_one(root, edition, outcome, store)
    good.save(work, store, outcome.selected.revisions, outcome.editions)
    save_ledger(work, outcome.checked.ledger)
    store.prune(LIMIT, in_use(work) | good.in_use(work) | Index(work / "index", ages=False).named())


def _publish_one(root: Path, edition: str, outcome: Outcome, store: Store) -> Published:
    """One edition; blobs that turn out damaged while they are copied are made again first."""
    for _ in range(3):
        try:
            return publish(edition, outcome.made[edition], store, root / "output")
        except Lost:
            _make(root, outcome, store, 1, Problems(), quiet)
    raise MachineTrouble("machine", file=str(store.root), why="the store keeps losing files")
