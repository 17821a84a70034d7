"""Lý lịch di tích rút gọn: what the records say, in the order in which offices know it, gaps told.

The order is that of Thông tư 09/2011/TT-BVHTTDL, article 6. What only an office may write (state of
preservation, directions, conclusion) is left to it. Vietnamese alone, for it becomes a paper to be signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.addresses import PROFILES, record_stem
from generator.dates import say, say_day
from generator.jobs import Job, Revision
from generator.model import Address, Kind, Level, Name, Person, Recurring, Site, Sourced, Text
from generator.plan.papers import address_in_words, address_of, dump, vi
from generator.plan.school import dated_event, source_line
from generator.plan.selection import Selected, codes_of, published
from generator.plan.tables import gone, shareable
from generator.print_jobs import HandoutJob, ProfileJob
from generator.words import decimal, rank_line, word

STEM = "ly-lich"

TITLES = (
    "Tên gọi", "Địa điểm và đường đến", "Phân loại, xếp hạng", "Sự kiện, nhân vật, bối cảnh",
    "Sinh hoạt văn hóa, tín ngưỡng", "Khảo tả", "Hiện vật", "Giá trị lịch sử, văn hóa, khoa học, thẩm mỹ",
    "Thực trạng bảo vệ, phát huy giá trị", "Phương hướng bảo vệ, phát huy giá trị", "Kết luận",
)  # fmt: skip
"""The eleven parts (article 6), in short words of our own."""

NOT_PUBLIC = "Không ghi trong bản rút gọn; hiện trạng do cơ quan quản lý lưu riêng."
LEFT_TO_OFFICES = "Do cơ quan lập hồ sơ viết; các trang này không thay lời cơ quan."
_NAMES = {
    "official": "Tên chính thức", "alternative": "Tên khác", "former": "Tên cũ",
    "popular": "Tên thường gọi", "short": "Tên viết gọn",
}  # fmt: skip
_TYPES = {
    "historical-event": "lưu niệm sự kiện", "historical-person": "lưu niệm danh nhân",
    "historical": "lịch sử", "architecture-art": "kiến trúc, nghệ thuật", "archaeology": "khảo cổ",
    "scenic": "danh lam thắng cảnh", "mixed": "hỗn hợp",
}  # fmt: skip
"""Law 45/2024/QH15, article 21."""

_RANKED = (Level.special, Level.national, Level.provincial)
_RELICS = (Kind.ranked_relic, Kind.inventoried)

Item = dict[str, Any]
"""A line: `label`, `text`, printed numbers of its `sources`, and `hedge`, what must be said of it."""


def public_profile_jobs(selected: Selected, revision: Revision) -> Iterator[Job]:
    """The same for everybody, with no more in it than the tables for reuse: nobody living, no teller."""
    site = revision.site
    sources = tuple(source.model_copy(update={"teller": None}) for source in site.sources)
    left = {"people": gone(site), "media": shareable(site), "sources": sources}
    known = site.model_copy(update=left)
    data = dump(profile(selected, known))
    word, pdf = (f"{record_stem(site.slug)}{ending}" for ending in PROFILES)
    yield ProfileJob("web", word, site.slug, data=data)
    yield HandoutJob("web", pdf, site.slug, template="profile.typ", data=data)


def profile_jobs(selected: Selected, revision: Revision) -> Iterator[Job]:
    """The record as a Word file, which an office goes on with, and as PDF, to read."""
    site = revision.site
    data = dump(profile(selected, site))
    target = f"{site.slug}/{STEM}-{site.slug}"
    yield ProfileJob("print", f"{target}.docx", site.slug, data=data)
    yield HandoutJob("print", f"{target}.pdf", site.slug, template="profile.typ", data=data)


def profile(selected: Selected, site: Site) -> dict[str, Any]:
    """Everything the paper says."""
    code = next(iter(codes_of(selected.ledger, site.slug)), "")
    review = next((r for r in site.reviews if (r.scope, r.language) == ("content", "vi")), None)
    owners = selected.project.owners
    return {
        "kind": "di tích" if site.kind in _RELICS else "công trình",
        "name": vi(site.name),
        "body": vi(owners[-1].name) if owners else "",
        "notice": vi(selected.project.notice),
        "review": f"Nội dung trang đã được {review.body} thẩm định {say(review.date, 'vi')}."
        if review else "Nội dung chưa được cơ quan nào thẩm định.",
        "address": address_in_words(address_of(selected, code)) if code and selected.project.host else "",
        "sections": [
            {"title": title, "items": items, "gap": gap}
            for title, (items, gap) in zip(TITLES, _sections(site), strict=True)
        ],
        "disputed": [_dispute(d.about, d.sides, site) for d in site.disputes_shown],
        "pictures": [*_pictures(site)],
        "missing": [*_gaps(site)],
        "sources": [
            source_line(s, "vi") + ("" if s.source_class.official else " (nguồn chưa chính thức)")
            for s in site.sources
        ],
    }  # fmt: skip


def _sections(site: Site) -> Iterator[tuple[list[Item], str]]:
    """(lines, what is missing if there are none) of each part, in order."""
    yield [*_of_names(site)], "tên gọi"
    yield [*_of_place(site)], "địa chỉ, đường đến"
    yield [*_of_rank(site)], "loại hình, cấp xếp hạng, quyết định"
    yield [*_of_history(site)], "sự kiện, nhân vật"
    rites = (r for r in site.recurring if r.shown)
    yield [_item(site, r, _day(r), vi(r.text)) for r in rites], "lễ hội, ngày giỗ hằng năm"
    yield [*_of_things_seen(site)], "diện tích, công trình, các điểm của nơi này"
    things = (o for o in site.objects if o.shown and not o.restricted)
    yield [_item(site, o, vi(o.name), vi(o.description)) for o in things], "hiện vật, sơ đồ phân bố"
    yield (
        [_item(site, s, "", vi(s.text)) for s in site.values if s.shown],
        "nhận định giá trị có nguồn",
    )
    for words in (NOT_PUBLIC, LEFT_TO_OFFICES, LEFT_TO_OFFICES):
        yield [{"label": "", "text": words, "sources": [], "hedge": ""}], ""


def _item(site: Site, claim: Sourced, label: str, text: str) -> Item:
    """A line of the paper; what unofficial sources alone say, or was computed, says so."""
    numbers = {s.id: n for n, s in enumerate(site.sources, start=1)}
    cited = [s for s in site.sources if s.id in claim.sources]
    unofficial = cited and not any(s.source_class.official for s in cited)
    hedge = (
        word("computed", "vi")
        if claim.computed
        else word("only-unofficial", "vi")
        if unofficial
        else ""
    )
    sources = [numbers[s] for s in claim.sources if s in numbers]
    label = label[:1].upper() + label[1:]
    return {"label": label, "text": text, "sources": sources, "hedge": hedge}


def _of_names(site: Site) -> Iterator[Item]:
    for name in site.names_shown:
        yield _item(
            site, name, _NAMES[name.kind], f"{vi(name.text)}{_span(name)}{_why(name.reason)}"
        )


def _span(dated: Name | Address) -> str:
    """' (từ 1960 đến 1975)'."""
    ends = (("since", dated.since), ("until", dated.until))
    told = " ".join(word(key, "vi", date=say(day, "vi")) for key, day in ends if day)
    return f" ({told})" if told else ""


def _why(reason: Text | None) -> str:
    return f"; lý do: {vi(reason)}" if reason else ""


def _of_place(site: Site) -> Iterator[Item]:
    now = site.address_now
    for place in reversed([p for p in site.places if p.shown]):
        label = word("address-now" if place is now else "address-then", "vi")
        yield _item(site, place, label, f"{vi(place.text)}{_span(place)}{_why(place.reason)}")
    if site.address_recognised:
        label = word("address-recognised", "vi")
        yield {"label": label, "text": vi(site.address_recognised), "sources": [], "hedge": ""}
    if pin := site.pin:
        near = f", sai số {decimal(pin.precision_m, 'vi')} m" if pin.precision_m else ""
        lat, lon = (f"{degrees}".replace(".", ",") for degrees in (pin.lat, pin.lon))
        text = f"{lat}° vĩ độ Bắc; {lon}° kinh độ Đông{near}"
        yield _item(site, pin, "Tọa độ (WGS 84)", text)
    for way in site.access:
        if way.shown:
            yield _item(site, way, word(f"by-{way.by}", "vi"), vi(way.text))


def _of_rank(site: Site) -> Iterator[Item]:
    bare = {"sources": [], "hedge": ""}
    if site.kind in (Kind.memorial, Kind.museum):
        yield {"label": "Loại công trình", "text": rank_line(site, "vi"), **bare}
    if site.types:
        yield {"label": "Loại hình", "text": "; ".join(_TYPES[t] for t in site.types), **bare}
    if site.level:
        yield {"label": "Cấp", "text": word(f"level-{site.level}", "vi"), **bare}
    for paper in (d for d in site.decisions if d.shown):
        date = paper.date and say(paper.date, "vi")
        parts = (paper.number and f"số {paper.number}", date, vi(paper.issuer), paper.batch)
        yield _item(site, paper, "Quyết định", ", ".join(part for part in parts if part))


def _of_history(site: Site) -> Iterator[Item]:
    for event in (e for e in site.events if e.shown):
        told = dated_event(event, "vi")
        lunar = f" ({vi(event.lunar)})" if event.lunar else ""
        yield _item(site, event, f"{told['date']}{lunar}", told["text"])
    for person in (p for p in site.people if p.shown):
        yield _item(site, person, f"{vi(person.honorific)} {person.name}".strip(), _person(person))
    for claim in (*site.context, *site.claims):
        if claim.shown:
            yield _item(site, claim, "", vi(claim.text))


def _person(person: Person) -> str:
    born = person.born and f"{word('born', 'vi')} {say(person.born, 'vi')}"
    died = person.died and f"mất {say(person.died, 'vi')}"
    alias = person.alias and f"bí danh, tên thường gọi: {person.alias}"
    home = [vi(place) for place in (person.native_then, person.native_now) if place]
    native = home and f"{word('native-place', 'vi')}: {' – nay: '.join(home)}"
    return "; ".join(part for part in (alias, vi(person.role), born, died, native) if part)


def _day(rite: Recurring) -> str:
    if not rite.day:
        return word("no-fixed-day", "vi")
    if rite.calendar == "solar":
        return say_day(rite.day, "vi")
    month, day = (int(part) for part in rite.day.split("-"))
    return word("day-lunar", "vi", day=day, month=month)


def _of_things_seen(site: Site) -> Iterator[Item]:
    for fact in (f for f in site.facts if f.shown):
        yield _item(site, fact, vi(fact.label), vi(fact.text))
    for part in site.parts:
        told = ". ".join(words for words in (vi(part.where), vi(part.text)) if words)
        yield _item(site, Sourced(sources=part.sources), vi(part.name), told)


def _dispute(about: Text, sides: Iterable[Any], site: Site) -> dict[str, Any]:
    return {"about": vi(about), "sides": [_item(site, s, "", vi(s.text)) for s in sides]}


def _pictures(site: Site) -> Iterator[str]:
    """Each picture with what it shows, who made it and under which right."""
    for media in published(site):
        if media.kind != "audio":
            date = media.date and say(media.date, "vi")
            parts = (vi(media.caption or media.alt), media.author, date, media.rights)
            yield ". ".join(part.rstrip(".") for part in parts if part)


def _gaps(site: Site) -> Iterator[str]:
    """What an office asks for first and nobody has told, then what the editors look for."""
    if site.level in _RANKED and not any(d.number and d.shown for d in site.decisions):
        yield "Số quyết định xếp hạng"
    if not site.address_recognised and site.level in _RANKED:
        yield "Địa chỉ ghi trong quyết định xếp hạng"
    if not site.pin:
        yield "Tọa độ đo tại chỗ"
    shots = {m.shot for m in published(site) if m.kind in ("photo", "archive")}
    for shot, words in (("overview", "Ảnh tổng thể"), ("part", "Ảnh các hạng mục"),
                        ("festival", "Ảnh lễ hội, sinh hoạt"), ("object", "Ảnh hiện vật")):  # fmt: skip
        if shot not in shots:
            yield words
    yield from (vi(m.what) for m in site.missing)
