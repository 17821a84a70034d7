"""Which revision of each site an edition is made from: the newest, its last good one, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from generator import good
from generator.blocks import rebuild
from generator.check import Checked
from generator.jobs import Revision
from generator.look import Look
from generator.outcome import Outcome
from generator.plan import CEREMONY, EDITIONS, PLANNERS, Selected, select
from generator.scan import readers
from generator.store import Store

Steps = Mapping[tuple[str, str], int]
"""How many revisions a site has stepped back: by edition and slug."""


def step_back(steps: Counter[tuple[str, str]], back: Collection[tuple[str, str]]) -> None:
    """One revision further back, in the edition that failed and those published after it.

    So no plate is newer than the page it leads to; and a plate that fails keeps no page back.
    """
    further = {(edition, slug): steps[edition, slug] + 1 for edition, slug in back}
    for (edition, slug), count in further.items():
        for later in EDITIONS[EDITIONS.index(edition) :]:
            steps[later, slug] = max(steps[later, slug], count)


def selections(root: Path, outcome: Outcome, store: Store, steps: Steps) -> dict[str, Selected]:
    """What each edition is made from; the same `Selected` where they agree."""
    known: dict[tuple[tuple[str, str], ...], Selected] = {}
    # Only what is made for shops asks who reads codes here: pages alone load no reader.
    here = readers() if {"print", CEREMONY} & set(outcome.editions) else ()
    found: dict[str, Selected] = {}
    for edition in outcome.editions:
        # A ceremony shows the plates there are.
        of = "print" if edition == CEREMONY else edition
        old = _stepped_back(root / ".ditich", outcome, store, steps, of)
        key = tuple((slug, revision.digest if revision else "") for slug, revision in old.items())
        if key not in known:
            chosen = select_from(root, outcome.checked, old, outcome.as_of)
            known[key] = replace(chosen, ceremony=outcome.ceremony, readers=here)
        found[edition] = known[key]
    return found


def _stepped_back(
    work: Path, outcome: Outcome, store: Store, steps: Steps, edition: str
) -> dict[str, Revision | None]:
    """The sites whose newest revision is not for this edition, each with its last good one, if any."""
    sound = {
        r.site.slug for r in outcome.checked.revisions if not steps.get((edition, r.site.slug))
    }
    wanted = {edition} & PLANNERS.keys()
    spoken = set(outcome.checked.project.languages if outcome.checked.project else ())

    def last(slug: str) -> Revision | None:
        if steps.get((edition, slug), 0) > 1:
            return None
        found = outcome.sound.get(slug) or good.load(work, store, slug, rebuild, wanted)
        # In none of the project's languages it has no page, only links that lead nowhere.
        return found if found and spoken & set(found.site.languages) else None

    return {slug: last(slug) for slug in outcome.checked.slugs if slug not in sound}


def select_from(
    root: Path, checked: Checked, back: Mapping[str, Revision | None], as_of: str
) -> Selected:
    """What is shown on the day `as_of` if the sites of `back` are not as they are now."""
    assert checked.project is not None
    fresh = [r for r in checked.revisions if r.site.slug not in back]
    old = {slug: revision for slug, revision in back.items() if revision}
    revisions, closed = select(fresh, old, checked.slugs, checked.project.order, as_of)
    language = checked.project.languages[0]
    known = dict(checked.names) | {r.site.slug: r.site.name for r in revisions if not r.stale}
    names = tuple((slug, name.best(language)[0]) for slug, name in known.items())
    project = checked.project.on(as_of)
    look = Look(root)
    return Selected(
        project, revisions, closed, checked.ledger, names, look.assets,
        look=look.digest, profile=checked.profile, day=checked.day,
    )  # fmt: skip
