"""What to do next for this very project: what bare `ditich` says."""

from __future__ import annotations

from pathlib import Path

from generator.check import check_project
from generator.digests import Digests
from generator.pipeline import gate_codes
from generator.problems import Problems
from generator.say import SAY


def what_next(root: str, lang: str) -> tuple[str, ...]:
    """A few lines; `root` is '' outside any project."""
    words = SAY[lang]
    if not root:
        return (words["no-project"], words["next-look"])
    problems, digests = Problems(), Digests(Path(root) / ".ditich")
    checked = check_project(Path(root), problems, digests.of, fault_of=digests.fault)
    title = checked.project.title.best(lang)[0] if checked.project else Path(root).name
    gate_codes(Path(root), checked, problems)
    if errors := problems.errors():
        return (title, words["next-check"].format(errors=len(errors)))
    bare = [r.site.slug for r in checked.revisions if not checked.ledger.states_at(r.site.slug)]
    lines = [title]
    if bare:
        lines.append(words["next-codes"].format(count=len(bare), slug=bare[0]))
    lines.append(words["next-build"])
    return (*lines, words["next-look"])
