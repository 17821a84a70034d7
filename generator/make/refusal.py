"""The one exception of *make* that is about content: a job that cannot be made as it is asked."""

from __future__ import annotations

from generator.problems import written


class Refusal(Exception):
    """A job that cannot be made from this content: `kind` and `params` of a Problem.

    *make* knows no places in the editor's files; who runs the job turns this into a Problem.
    `template` is set when the fault lies in a template (its name and line), not in a site; `also` are
    further reasons why this very job cannot be made.
    """

    def __init__(
        self, kind: str, *, template: tuple[str, int] | None = None, **params: object
    ) -> None:
        super().__init__(f"{kind}: {params}")
        self.kind = kind
        self.template = template
        self.also: tuple[Refusal, ...] = ()
        self.params: dict[str, str] = {}
        for name, value in params.items():
            self.params |= written(name, value)
