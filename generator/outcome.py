"""What a build did, from its first stage to its last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.check import Checked
from generator.jobs import Job, Made, Revision
from generator.model import AFTER_ALL
from generator.plan import EDITIONS, Ceremony, Selected
from generator.problems import PROJECT, Problems
from generator.publish import Published


@dataclass
class Outcome:
    """What a build did: everything a summary needs. `made` is by edition and target.

    `as_of` is the day whose names and addresses are shown; `outdated` the ceremony whose papers lie
    there and say something else than they would now.
    """

    problems: Problems
    checked: Checked
    editions: tuple[str, ...] = EDITIONS
    selections: Mapping[str, Selected] = field(default_factory=dict)
    made: dict[str, dict[str, Made]] = field(default_factory=dict)
    published: dict[str, Published] = field(default_factory=dict)
    planned: tuple[Job, ...] = ()
    remade: int = 0
    sound: Mapping[str, Revision] = field(default_factory=dict)
    as_of: str = AFTER_ALL
    ceremony: Ceremony | None = None
    outdated: Ceremony | None = None

    @property
    def selected(self) -> Selected | None:
        """What visitors are shown: the web edition's choice, or that of the first there is."""
        return self.selections.get("web") or next(iter(self.selections.values()), None)

    @property
    def exit_code(self) -> int:
        """0 done, 1 problems in content."""
        return 1 if self.problems.errors() else 0

    @property
    def stopped(self) -> bool:
        """Whether nothing may be published: the project itself has a problem."""
        return bool(self.problems.errors(PROJECT))
