"""Why a kiosk does not do what it was asked: a kind of problem, for the command and the corner."""

from __future__ import annotations

from generator.problems import Place, Problem


class Refused(Exception):
    """It was not done, and nothing has changed. `about` is the file, name or address at fault."""

    def __init__(self, kind: str, about: str = "") -> None:
        super().__init__(f"{kind} {about}".strip())
        self.kind = kind
        self.about = about

    @property
    def problem(self) -> Problem:
        """The same as a problem, whose sentence stands in locale/problems.toml."""
        told = {"about": self.about, "file": self.about, "reason": self.kind}
        return Problem(Place(self.about or "ditich"), self.kind, tuple(sorted(told.items())))
