"""Stage 2, rules: what must hold between fields, each a plain function over a site that parsed.

A rule yields `Find`s: a problem kind, where in the site it is (`loc`, as in the YAML file, or a
line of a story), and what fills the sentence. Adding a rule is adding a function to `RULES`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from generator import marks
from generator.addresses import FIND_NAME, OWN
from generator.check.find import Find, near
from generator.check.looks import looked_at_closely
from generator.check.mending import WORDS
from generator.check.places import (
    district_is_past,
    names_are_present,
    one_address_in_force,
    point_in_unit,
    units_are_real,
)
from generator.check.texts import easy_texts_are_easy, translations_are_of_today
from generator.check.wording import nothing_is_listed_twice, words_are_plain
from generator.dates import bounds, day_fault
from generator.model import LANGUAGES, PRESETS, Point, Project, Site, Sourced, Story, Text
from generator.model.walk import fields_of, walk
from generator.problems import ERROR, WARNING

PLAQUE_WORDS = 60
"""Words a plaque text may have, counted between spaces (docs/decisions/0012)."""

_PLACEHOLDER = re.compile(
    r"lorem ipsum|\bTODO\b|\bTBD\b|\bxxx+\b|nguyễn văn [ab]\b|trần thị b\b|đang cập nhật|\btên di tích\b|"
    r"\bsample text\b|\bnhập nội dung\b",
    re.IGNORECASE,
)
_HINTS = ("lorem", "todo", "tbd", "xxx", "nguyễn văn", "trần thị", "đang cập", "tên di", "sample",
          "nhập nội")  # fmt: skip
"""How each of them begins, small: plain search is thirty times faster, and nearly all text has none."""

_NAMELESS = re.compile(r"\bli[eệ]t\s+s[iĩyỹ]\s+v[oô]\s+danh\b", re.IGNORECASE)


Rule = Callable[[Site, Project | None], Iterable[Find]]


def sources_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """Every cited source stands in `sources`."""
    known = {s.id for s in site.sources}
    for loc, model in walk(site):
        for index, name in enumerate(getattr(model, "sources", ()) if loc else ()):
            if name not in known:
                yield Find("unknown-source", (*loc, "sources", index), near(name, known))
    for story in site.stories:
        for mark in marks.sources(story.body):
            if mark.id not in known:
                yield _at_mark("unknown-source", near(mark.id, known), story, mark)


def blocks_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """Every `[[id]]` in a story names a block, and names it once."""
    known = {b.id for b in site.blocks}
    for story in site.stories:
        seen: set[str] = set()
        for mark in marks.blocks(story.body):
            if mark.id not in known:
                yield _at_mark("unknown-block-mark", near(mark.id, known), story, mark)
            elif mark.id in seen:
                yield _at_mark("block-placed-twice", {"name": mark.id}, story, mark)
            seen.add(mark.id)


def _at_mark(kind: str, params: dict[str, str], story: Story, mark: marks.Mark) -> Find:
    return Find(kind, (), params, ERROR, story.language, mark.offset, mark.width)


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
    components = {part.id for part in site.components}
    for index, stop in enumerate(site.stops):
        if stop.id in components:  # `site#part` would mean either
            yield Find("part-id-twice", ("stops", index, "id"), {"name": stop.id})


def slug_is_free(site: Site, project: Project | None) -> Iterator[Find]:
    """No site takes the address of a page of the project's own, in whatever language it may come to speak."""
    pages = {page.id for page in project.pages} if project else set()
    if site.slug in pages or any(site.slug in own.values() for own in (*OWN, FIND_NAME)):
        yield Find("slug-taken", ("slug",), {"name": site.slug})


def plates_can_be_made(site: Site, project: Project | None) -> Iterator[Find]:
    """A plaque is for a part there is, of a size and in languages there are, and ordered once."""
    known, seen = {part.id for part in site.parts}, set()
    sizes = {*PRESETS, *(own.id for own in project.plaque.presets)} if project else None
    for index, plate in enumerate(site.plaques):
        here = ("plaques", index)
        if plate.part and plate.part not in known:
            yield Find("plate-part-unknown", (*here, "part"), near(plate.part, known))
        if sizes and plate.preset not in sizes:
            yield Find("plaque-preset-unknown", (*here, "preset"), near(plate.preset, sizes))
        if "vi" not in plate.languages:
            yield Find("plate-without-vietnamese", (*here, "languages"))
        for number, language in enumerate(plate.languages):
            if language not in LANGUAGES:
                found = near(language, LANGUAGES)
                yield Find("unknown-language", (*here, "languages", number), found)
        if (plate.part, plate.preset) in seen:
            yield Find("plate-twice", here, {"preset": plate.preset})
        seen.add((plate.part, plate.preset))


def days_exist(site: Site, _: Project | None) -> Iterator[Find]:
    """What returns every year does so on a day that its calendar has."""
    for index, item in enumerate(site.recurring):
        if item.day and (fault := day_fault(item.day, item.calendar)):
            right = "-".join(reversed(item.day.split("-")))
            yield Find(fault, ("recurring", index, "day"), {"value": item.day, "right": right})


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
    wanted += [(("plaques", n, "mounted"), p.mounted) for n, p in enumerate(site.plaques)]
    for loc, name in wanted:
        if name and name not in known:
            yield Find("unknown-media", loc, near(name, known))


def mounted_is_seen(site: Site, _: Project | None) -> Iterator[Find]:
    """By the likeness of a mounted plaque people tell a false one: only a photograph is one."""
    drawn = {m.id for m in site.media if m.kind != "photo"}
    for index, plaque in enumerate(site.plaques):
        if plaque.mounted in drawn:
            yield Find(
                "mounted-no-photograph", ("plaques", index, "mounted"), {"name": plaque.mounted}
            )


def media_may_be_shown(site: Site, _: Project | None) -> Iterator[Find]:
    """Unknown rights are not published; a picture needs words for those who cannot see it."""
    for index, media in enumerate(site.media):
        if media.restricted:
            continue
        if not media.rights:
            yield Find("media-without-rights", ("media", index), {"name": media.id}, WARNING)
        elif media.kind != "audio" and media.alt is None:
            yield Find("media-without-alt", ("media", index), {"name": media.id})


def voices_are_human(site: Site, _: Project | None) -> Iterator[Find]:
    """Where people are remembered or pray no synthetic voice is published, in whatever part of the page."""
    for index, media in enumerate(site.media if site.solemn else ()):
        if media.machine_voice and not media.restricted:
            yield Find("machine-voice-at-memorial", ("media", index), {"name": media.id})


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
        if not model.shown and model not in site.names_shown:
            yield Find("low-confidence-left-out", loc, {}, WARNING)


def nobody_is_nameless(site: Site, _: Project | None) -> Iterator[Find]:
    """'Liệt sĩ chưa xác định được thông tin', never 'vô danh' in our own words."""
    for story in site.stories:
        if found := _NAMELESS.search(story.body):
            yield Find("nameless", (), {}, WARNING, story.language, found.start(), len(found[0]))


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
            written = [answer for answer in question.answers if answer != Text(vi=WORDS)]
            told = {"right": str(question.right), "count": str(len(written))}
            yield Find("quiz-right", ("quiz", index, "right"), told)


def dates_are_ordered(site: Site, _: Project | None) -> Iterator[Find]:
    """A name, an address or a person does not end before it begins."""
    for loc, model in walk(site):
        known = type(model).model_fields
        for start, end in (("since", "until"), ("born", "died")):
            if start not in known or "rows" in loc:  # a table says dates in words of its own
                continue
            low, high = getattr(model, start), getattr(model, end)
            if low and high and bounds(low)[0] > bounds(high)[1]:
                yield Find("ends-before-start", (*loc, end), {"start": low, "end": high})


def blocks_agree(site: Site, _: Project | None) -> Iterator[Find]:
    """What each block knows of itself."""
    for index, block in enumerate(site.blocks):
        for kind, params in block.checks(site):
            yield Find(kind, ("blocks", index), params)
        for kind, params in block.warnings(site):
            yield Find(kind, ("blocks", index), params, WARNING)


RULES: tuple[Rule, ...] = (
    sources_exist, blocks_exist, words_are_plain, nothing_is_listed_twice,
    ids_are_single, slug_is_free,
    plates_can_be_made, days_exist, media_exist, mounted_is_seen, media_may_be_shown, looked_at_closely,
    voices_are_human,
    no_placeholder,
    claims_are_attributed, point_in_unit, units_are_real, names_are_present, one_address_in_force,
    district_is_past, nobody_is_nameless, stories_fit, translations_are_of_today,
    easy_texts_are_easy, quiz_is_answered,
    dates_are_ordered, blocks_agree,
)  # fmt: skip
