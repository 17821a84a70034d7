"""Stage 2, rules about addresses and points: what is in force names units that there are.

Since 1 July 2025 there are provinces (tỉnh, thành phố) and communes (xã, phường, đặc khu),
nothing between (NQ 202/2025/QH15). Names are those of `check/units.py`, bounds the project's own
(content/units.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from generator.check.find import Find
from generator.check.units import Known, known_units, provinces
from generator.jobs import Revision
from generator.model import AFTER_ALL, Address, Point, Project, Site, holds
from generator.problems import WARNING, Place, Problems
from generator.text import fold, normal

SHOWN = 5
"""Names that one note lists."""

_ENDED = re.compile(r"\b(huyện|thị xã|quận)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
_COMMA = re.compile(
    r"\s*[,;]\s*|\s+[-–]\s+|\s+(?:và|hoặc)\s+(?=(?:xã|phường|đặc khu)\s)", re.IGNORECASE
)
_COMMUNE = re.compile(r"(xã|phường|đặc khu|thị trấn)\s+\S.*", re.IGNORECASE)
_PROVINCE = re.compile(r"(tỉnh\s+|thành phố\s+|tp\b\.?\s*)(?P<name>\S.*)", re.IGNORECASE)

Loc = tuple[int | str, ...]


@dataclass(frozen=True)
class Spoken:
    """The communes and the province that the Vietnamese words of an address name, as written."""

    communes: tuple[str, ...] = ()
    province: str = ""

    @property
    def present(self) -> str:
        """The present province of that name, '' if there is none."""
        match = _PROVINCE.fullmatch(self.province)
        if match is None:
            return ""
        kind = "tỉnh" if match[1].lower().startswith("tỉnh") else "thành phố"
        return provinces().get(fold(f"{kind} {match['name']}"), "")

    @property
    def unit(self) -> Known | None:
        """The present commune they mean, if it is a single one."""
        found = named(self.communes[0], self.present) if len(self.communes) == 1 else ()
        return found[0] if len(found) == 1 else None


def spoken(place: Address) -> Spoken:
    """What an address says of its units; nothing where a district shows that it is of before July 2025."""
    words = normal(place.text.vi or "")
    if _ENDED.search(words):
        return Spoken()
    parts = [part.strip(" .") for part in _COMMA.split(_ASIDE.sub("", words))]
    communes = tuple(part for part in parts if _COMMUNE.fullmatch(part))
    return Spoken(communes, next((p for p in reversed(parts) if _PROVINCE.fullmatch(p)), ""))


def named(commune: str, province: str) -> tuple[Known, ...]:
    """The communes of that kind and name in a present province; marks are not compared."""
    words = fold(commune)
    return tuple(u for u in known_units().values() if u.province == province and u.folded == words)


def in_force(site: Site) -> Iterator[tuple[Loc, Address]]:
    """The addresses of the site and of its parts that have no end, each with its place."""
    lists: list[tuple[Loc, tuple[Address, ...]]] = [(("places",), site.places)]
    for name in ("components", "stops"):
        lists += [((name, i, "places"), part.places) for i, part in enumerate(getattr(site, name))]
    for loc, places in lists:
        yield from (((*loc, i), one) for i, one in enumerate(places) if one.until is None)


def unit_of(place: Address) -> Known | None:
    """The present commune of an address: of its code, else of its words."""
    return known_units().get(place.unit) if place.unit else spoken(place).unit


def point_in_unit(site: Site, project: Project | None) -> Iterator[Find]:
    """A point lies within the bounds of the commune it is said to be in (content/units.yaml)."""
    bounds = {unit.code: unit for unit in project.units} if project else {}
    for loc, point, now in _points(site):
        unit = bounds.get(now.code)
        if unit and not unit.holds(point.lat, point.lon):
            yield Find("point-outside-unit", loc, {"name": unit.name, "code": unit.code}, WARNING)


def _points(site: Site) -> Iterator[tuple[Loc, Point, Known]]:
    """Every point with its place and the commune that its own address names."""
    own: list[tuple[Loc, Point | None, tuple[Address, ...]]]
    own = [(("point",), site.point, site.places)]
    for name in ("components", "stops"):
        parts = enumerate(getattr(site, name))
        own += [((name, i, "point"), part.point, part.places) for i, part in parts]
    for loc, point, places in own:
        now = next((p for p in reversed(places) if holds(p, site.as_of)), None)
        unit = unit_of(now) if now else None
        if point and unit:
            yield loc, point, unit


def units_are_real(site: Site, _: Project | None) -> Iterator[Find]:
    """An address in force names the present unit of its code, and the province that it is in."""
    for loc, place in in_force(site):
        if place.unit is None:
            continue
        here, unit, said = (*loc, "unit"), known_units().get(place.unit), spoken(place)
        if unit is None:
            yield Find("unit-unknown", here, {"code": place.unit})
            continue
        told = {"code": place.unit, "name": unit.name}
        if fold(unit.short) not in fold(" ".join(words for _, words in place.text.items())):
            yield Find("unit-name-differs", here, told, WARNING)
        if said.province and said.present != unit.province:
            told |= {"province": unit.province, "said": said.province}
            yield Find("unit-province-differs", here, told, WARNING)


def names_are_present(site: Site, _: Project | None) -> Iterator[Find]:
    """Without a code, the province and the commune of an address in force are still ones that there are."""
    for loc, place in in_force(site):
        said, here = spoken(place), (*loc, "text")
        if place.unit or not said.province:
            continue
        if not said.present:
            yield Find("province-unknown", here, {"name": said.province}, WARNING)
            continue
        for commune in said.communes:
            if not named(commune, said.present):
                names = [u.name for u in known_units().values() if u.province == said.present]
                near = _like(commune, names)
                told = {"name": commune, "province": said.present, "near": near}
                yield Find("commune-unknown", here, told, WARNING)


def _like(commune: str, names: list[str]) -> str:
    """The present name it may mean: one of another kind first ('Phường Long Mỹ' for 'xã Long Mỹ')."""
    kind = _COMMUNE.fullmatch(commune)
    bare = fold(commune[len(kind[1]) :] if kind else commune)
    other = [name for name in names if fold(name).endswith(f" {bare}")]
    if len(other) == 1:
        return other[0]
    folded = {fold(name): name for name in names}
    near = get_close_matches(fold(commune), folded, n=1, cutoff=0.85)
    return folded[near[0]] if near else ""


def one_address_in_force(site: Site, _: Project | None) -> Iterator[Find]:
    """A place has one address at a time: of several, one has ended and does not say so."""
    first: dict[Loc, Address] = {}
    for loc, place in in_force(site):
        if holds(place, AFTER_ALL) and first.setdefault(loc[:-1], place) is not place:
            other = first[loc[:-1]].text
            told = {"other": other.best("vi")[0], "other_en": other.best("en")[0]}
            yield Find("address-twice", loc, told, WARNING)


def district_is_past(site: Site, _: Project | None) -> Iterator[Find]:
    """No address in force names a district."""
    for loc, place in in_force(site):
        if found := _ENDED.search(place.text.vi or ""):
            yield Find("district-ended", (*loc, "text"), {"word": found[0]}, WARNING)


def check_bounds(project: Project, revisions: Iterable[Revision], problems: Problems) -> None:
    """One note for all communes of points whose bounds nobody wrote down: there no point is checked."""
    known = {unit.code for unit in project.units if unit.bounds}
    found = {unit.code: unit.name for r in revisions for _, _, unit in _points(r.site)}
    names = [f"{name} ({code})" for code, name in sorted(found.items()) if code not in known]
    if names:
        more = str(len(names) - SHOWN) if len(names) > SHOWN else ""
        shown = ", ".join(names[:SHOWN])
        problems.warn("unit-bounds-unknown", Place("content/units.yaml"), names=shown, more=more)
