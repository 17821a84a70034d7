"""Where a page leads on: before and after on a trail, else what lies near, else what comes next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.entries import Walk
from generator.jobs import Neighbour
from generator.model import Point
from generator.plan.selection import Selected

TILES = 2
"""Sites that a site's page leads on to."""

NEAR = 30_000
"""Metres, as the crow flies, within which a place counts as near."""

_DEGREE = 111_000
"""Metres of a degree of latitude, rounded down."""


class Around:
    """Asked once for each site of the selection; `walks` are the trails in any one language."""

    def __init__(
        self, selected: Selected, neighbours: tuple[Neighbour, ...], walks: tuple[Walk, ...]
    ) -> None:
        self._known = {n.slug: n for n in neighbours}
        self._order = tuple(self._known)
        self._pins = {r.site.slug: pin for r in selected.revisions if (pin := r.site.pin)}
        self._by_latitude = sorted((pin.lat, slug) for slug, pin in self._pins.items())
        self._ways = _ways(walks)

    def of(self, slug: str) -> tuple[Neighbour, ...]:
        """The sites to lead on to, each with its distance where both points deserve one."""
        ways = self._ways.get(slug, {})
        index = self._order.index(slug)
        next_ones = self._order[max(index - 1, 0) : index + 2]
        chosen = dict.fromkeys((*ways, *self._near(slug), *next_ones))
        chosen.pop(slug, None)
        here, pins = self._pins.get(slug), self._pins
        return tuple(
            replace(
                self._known[one],
                away=here.metres_to(pins[one]) if here and one in pins else 0,
                way=ways.get(one, ""),
            )
            for one in list(chosen)[:TILES]
        )

    def _near(self, slug: str) -> Iterator[str]:
        """Sites near this one, the nearest first."""
        here = self._pins.get(slug)
        if here is None:
            return
        reach = NEAR / _DEGREE
        first = bisect_left(self._by_latitude, (here.lat - reach, ""))
        last = bisect_right(self._by_latitude, (here.lat + reach, "~"))
        found = ((self._far(here, one), one) for _, one in self._by_latitude[first:last])
        yield from (one for far, one in sorted(found) if far <= NEAR)

    def _far(self, here: Point, slug: str) -> int:
        return here.metres_to(self._pins[slug])


def _ways(walks: tuple[Walk, ...]) -> Mapping[str, dict[str, str]]:
    """Of each site on a trail the sites before and after it, on the first trail that passes it."""
    found: dict[str, dict[str, str]] = {}
    for walk in walks:
        sites = list(dict.fromkeys(step.key.partition("#")[0] for step in walk.steps))
        for index, slug in enumerate(sites):
            before = dict.fromkeys(sites[max(index - 1, 0) : index], "before")
            found.setdefault(slug, before | dict.fromkeys(sites[index + 1 : index + 2], "after"))
    return found
