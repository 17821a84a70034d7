"""Cards of a place: how to scan, sticker, tent card, posters, strip of its stops, Wi-Fi."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.jobs import Job, Revision
from generator.plan.papers import (
    Ordered,
    address_in_words,
    address_of,
    dump,
    place_data,
    sample_of,
    signed,
    vi,
)
from generator.plan.selection import Selected, codes_of
from generator.print_jobs import PaperJob

CARDS = (
    ("the-huong-dan", "scan-card.typ", ""),
    ("nhan-dan", "sticker.typ", ""),
    ("the-ban", "tent.typ", ""),
    ("ap-phich-a4", "poster.typ", "a4"),
    ("ap-phich-a3", "poster.typ", "a3"),
)
"""(end of the file's name, template, paper) of every card with the code of the place itself."""


def card_jobs(selected: Selected, plates: tuple[Ordered, ...]) -> Iterator[Job]:
    """The cards of one place, from its plates in order; none for a place without a live code."""
    revision = plates[0].revision
    slug = revision.site.slug
    data = place_data(selected, revision) | {"sample": sample_of(plates)}
    if not (english := _has_english(plates)):
        data |= {"name_en": "", "call": data["call"] | {"en": ""}}
    yield from _code_cards(selected, plates[0], data)
    if stops := [*_stops(selected, revision, english=english)]:
        codes = tuple((stop["code"], address_of(selected, stop["code"])) for stop in stops)
        yield PaperJob(
            "print", f"{slug}/{slug}-so-diem-dung.pdf", slug, needs=tuple(a for _, a in codes),
            template="strip.typ", data=dump(data | {"stops": stops}), codes=codes,
        )  # fmt: skip
    network = revision.site.visit.network if revision.site.visit else None
    if network:
        about = {"ssid": network.ssid, "password": network.password or ""}
        yield PaperJob(
            "print", f"{slug}/{slug}-the-wifi.pdf", slug, template="wifi-card.typ",
            data=dump(data | about), codes=(("wifi", network.payload),),
        )  # fmt: skip


def _code_cards(selected: Selected, first: Ordered, data: dict[str, Any]) -> Iterator[Job]:
    """Cards that carry the first code of the place as a whole."""
    slug = first.revision.site.slug
    codes = codes_of(selected.ledger, slug)
    if not codes:  # only its stops have codes
        return
    address = address_of(selected, codes[0])
    rank = next((line.text for line in first.job.lines if line.role == "rank"), "")
    about = data | {"address": address_in_words(address), "rank": rank}
    for name, template, paper in CARDS:
        yield PaperJob(
            "print", f"{slug}/{slug}-{codes[0]}-{name}.pdf", slug, needs=(address,),
            template=template, data=dump(about | {"paper": paper}), codes=(("code", address),),
        )  # fmt: skip


def _has_english(plates: tuple[Ordered, ...]) -> bool:
    """Whether cards say English, too: where it is signed, or on plates, which are samples until it is."""
    ordered = any("en" in one.plate.languages for one in plates)
    return ordered or "en" in signed(plates[0].revision.site)


def _stops(selected: Selected, revision: Revision, *, english: bool) -> Iterator[dict[str, str]]:
    """Every stop that has a code, in the site's order; the number only where it has one."""
    for stop in revision.site.stops:
        for code in codes_of(selected.ledger, revision.site.slug, stop.id)[:1]:
            yield {
                "number": str(stop.number or ""),
                "name": vi(stop.name),
                "name_en": (english and stop.name.get("en")) or "",
                "where": vi(stop.where),
                "code": code,
                "address": address_in_words(address_of(selected, code)),
            }
