"""Stage 2, rules: what must hold between fields, each a plain function over a site that parsed.

A rule yields `Find`s: a problem kind, where in the site it is (`loc`, as in the YAML file, or a
line of a story), and what fills the sentence. Adding a rule is adding a function to `RULES`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from generator.check.units import known_units
from generator.dates import bounds
from generator.model import Point, Project, Site, Sourced, Story
from generator.model.walk import fields_of, walk
from generator.problems import ERROR, WARNING, nearest
from generator.text import fold

PLAQUE_WORDS = 60
"""Words a plaque text may have: what a plate of 300 mm holds at a readable size (research: plaque-print)."""

_SOURCE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_BLOCK_MARK = re.compile(r"^\[\[([^\]]+)\]\]\s*$", re.MULTILINE)
_PLACEHOLDER = re.compile(
    r"lorem ipsum|\bTODO\b|\bTBD\b|\bxxx+\b|nguyễn văn [ab]\b|trần thị b\b|đang cập nhật|\btên di tích\b|"
    r"\bsample text\b|\bnhập nội dung\b",
    re.IGNORECASE,
)
_HINTS = ("lorem", "todo", "tbd", "xxx", "nguyễn văn", "trần thị", "đang cập", "tên di", "sample",
          "nhập nội")  # fmt: skip
"""How each of them begins, small: plain search is thirty times faster, and nearly all text has none."""

_ENDED = re.compile(r"\b(huyện|thị xã|quận)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Find:
    """What a rule found, and where.

    `loc` is in site.yaml; with a `language`, an `offset` into that story or else `loc` in its head.
    """

    kind: str
    loc: tuple[int | str, ...] = ()
    params: dict[str, str] = field(default_factory=dict)
    severity: str = ERROR
    language: str = ""
    offset: int = -1
    width: int = 1


Rule = Callable[[Site, Project | None], Iterable[Find]]


def sources_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """Every cited source stands in `sources`."""
    known = {s.id for s in site.sources}
    for loc, model in walk(site):
        for index, name in enumerate(getattr(model, "sources", ()) if loc else ()):
            if name not in known:
                yield Find("unknown-source", (*loc, "sources", index), _near(name, known))
    for story in site.stories:
        for mark in _SOURCE_MARK.finditer(story.body):
            if mark[1] not in known:
                yield Find(
                    "unknown-source",
                    (),
                    _near(mark[1], known),
                    language=story.language,
                    offset=mark.start(),
                )


def blocks_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """Every `[[id]]` in a story names a block, and names it once."""
    known = {b.id for b in site.blocks}
    for story in site.stories:
        seen: set[str] = set()
        for mark in _BLOCK_MARK.finditer(story.body):
            where = {"language": story.language, "offset": mark.start()}
            if mark[1] not in known:
                yield Find("unknown-block-mark", (), _near(mark[1], known), **where)  # type: ignore[arg-type]
            elif mark[1] in seen:
                yield Find("block-placed-twice", (), {"name": mark[1]}, **where)  # type: ignore[arg-type]
            seen.add(mark[1])


def ids_are_single(site: Site, _: Project | None) -> Iterator[Find]:
    """No two entries of one list share an id."""
    for name in (
        "sources",
        "media",
        "events",
        "people",
        "facts",
        "objects",
        "components",
        "stops",
        "blocks",
        "disputed",
    ):
        ids = [getattr(entry, "id", None) for entry in getattr(site, name)]
        counted = Counter(i for i in ids if i)
        for index, entry_id in enumerate(ids):
            if entry_id and counted[entry_id] > 1 and entry_id in ids[:index]:
                yield Find("id-twice", (name, index, "id"), {"name": entry_id, "list": name})


def media_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """Whatever shows a picture or plays a sound names an entry of `media`."""
    known = {m.id for m in site.media}
    wanted: list[tuple[tuple[int | str, ...], str | None]] = [(("picture",), site.picture)]
    for index, block in enumerate(site.blocks):
        wanted += [(("blocks", index), name) for name in block.media()]
    for part in ("components", "stops"):
        for index, entry in enumerate(getattr(site, part)):
            wanted += [
                ((part, index, "picture"), entry.picture),
                ((part, index, "audio"), entry.audio),
            ]
    for loc, name in wanted:
        if name and name not in known:
            yield Find("unknown-media", loc, _near(name, known))


def media_may_be_shown(site: Site, _: Project | None) -> Iterator[Find]:
    """Unknown rights are not published; a picture needs words for those who cannot see it."""
    for index, media in enumerate(site.media):
        if not media.rights:
            yield Find("media-without-rights", ("media", index), {"name": media.id}, WARNING)
        elif media.kind != "audio" and media.alt is None:
            yield Find("media-without-alt", ("media", index), {"name": media.id})


def no_placeholder(site: Site, _: Project | None) -> Iterator[Find]:
    """Sample words never reach a page."""
    for loc, model in walk(site):
        for name, value in fields_of(model):
            if (
                isinstance(value, str)
                and name not in ("url", "body")
                and (found := _placeholder(value))
            ):
                if isinstance(model, Story):
                    yield Find("placeholder", (name,), {"words": found[0]}, language=model.language)
                else:
                    yield Find("placeholder", (*loc, name), {"words": found[0]})
    for story in site.stories:
        if found := _placeholder(story.body):
            yield Find(
                "placeholder",
                (),
                {"words": found[0]},
                language=story.language,
                offset=found.start(),
            )


def _placeholder(text: str) -> re.Match[str] | None:
    small = text.lower()
    return _PLACEHOLDER.search(text) if any(hint in small for hint in _HINTS) else None


def claims_are_attributed(site: Site, _: Project | None) -> Iterator[Find]:
    """Tallies say who counted; a low-confidence claim that does not say so is left out of the page."""
    for index, claim in enumerate(site.claims):
        if not claim.attributed:
            yield Find("claim-unattributed", ("claims", index))
    for loc, model in walk(site):
        if not isinstance(model, Sourced) or isinstance(model, Point) or loc[:1] == ("claims",):
            continue
        if not model.shown:
            yield Find("low-confidence-left-out", loc, {}, WARNING)


def point_in_unit(site: Site, project: Project | None) -> Iterator[Find]:
    """A point lies within the bounds of the commune it is said to be in (content/units.yaml)."""
    now, units = site.address_now, project.units if project else ()
    unit = next((u for u in units if now and u.code == now.unit), None)
    if unit and site.point and not unit.holds(site.point.lat, site.point.lon):
        yield Find(
            "point-outside-unit", ("point",), {"name": unit.name, "code": unit.code}, WARNING
        )


def units_are_real(site: Site, _: Project | None) -> Iterator[Find]:
    """An address in force names the present unit of its code."""
    for index, place in enumerate(site.places):
        if place.unit is None or place.until is not None:
            continue
        unit = known_units().get(place.unit)
        if unit is None:
            yield Find("unit-unknown", ("places", index, "unit"), {"code": place.unit})
        elif fold(unit.short) not in fold(" ".join(words for _, words in place.text.items())):
            yield Find(
                "unit-name-differs",
                ("places", index, "unit"),
                {"code": place.unit, "name": unit.name},
                WARNING,
            )


def district_is_past(site: Site, _: Project | None) -> Iterator[Find]:
    """District-level units ended on 1 July 2025 (NQ 202/2025/QH15): no address in force names one."""
    for index, place in enumerate(site.places):
        if place.until is None and (found := _ENDED.search(place.text.vi or "")):
            yield Find("district-ended", ("places", index, "text"), {"word": found[0]}, WARNING)


def nobody_is_nameless(site: Site, _: Project | None) -> Iterator[Find]:
    """'Liệt sĩ chưa xác định được thông tin', never 'vô danh' in our own words."""
    for story in site.stories:
        if (offset := fold(story.body).find("liet si vo danh")) >= 0:
            yield Find("nameless", (), {}, WARNING, language=story.language, offset=offset)


def stories_fit(site: Site, project: Project | None) -> Iterator[Find]:
    """The first language has its story, and plaque texts fit a plate."""
    first = project.languages[0] if project else "vi"
    if not site.story(first):
        yield Find("story-missing", (), {"language": first})
    for story in site.stories:
        count = len((story.plaque or "").split())
        if count > PLAQUE_WORDS:
            yield Find(
                "plaque-too-long",
                ("plaque",),
                {"count": str(count), "most": str(PLAQUE_WORDS)},
                language=story.language,
            )


def quiz_is_answered(site: Site, _: Project | None) -> Iterator[Find]:
    """The right answer of a question is one of its answers."""
    for index, question in enumerate(site.quiz):
        if question.right > len(question.answers):
            yield Find(
                "quiz-right",
                ("quiz", index, "right"),
                {"right": str(question.right), "count": str(len(question.answers))},
            )


def dates_are_ordered(site: Site, _: Project | None) -> Iterator[Find]:
    """A name, an address or a person does not end before it begins."""
    for loc, model in walk(site):
        known = type(model).model_fields
        for start, end in (("since", "until"), ("born", "died")):
            if start not in known:
                continue
            low, high = getattr(model, start), getattr(model, end)
            if low and high and bounds(low)[0] > bounds(high)[1]:
                yield Find("ends-before-start", (*loc, end), {"start": low, "end": high})


def blocks_agree(site: Site, _: Project | None) -> Iterator[Find]:
    """What each block knows of itself."""
    for index, block in enumerate(site.blocks):
        for kind, params in block.checks(site):
            yield Find(kind, ("blocks", index), params)


RULES: tuple[Rule, ...] = (
    sources_exist, blocks_exist, ids_are_single, media_exist, media_may_be_shown, no_placeholder,
    claims_are_attributed, point_in_unit, units_are_real, district_is_past, nobody_is_nameless, stories_fit,
    quiz_is_answered, dates_are_ordered, blocks_agree,
)  # fmt: skip


def _near(name: str, known: Iterable[str]) -> dict[str, str]:
    names = sorted(known)
    return {"name": name, "near": nearest(name, names), "known": ", ".join(names)}
