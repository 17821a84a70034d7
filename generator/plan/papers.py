"""Papers of the print edition: what goes to shops with a plate, and cards for the place itself.

Only what the records say is handed on; what they do not say is empty, and a paper then has a dotted line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.codes import printed_address
from generator.jobs import CertificateJob, Job, PackJob, PaperJob, PlaqueJob, Revision
from generator.ledger import CodeState
from generator.model import Plate, Text
from generator.plan.selection import Selected, published
from generator.words import paper_word

CERTIFICATE, SHOP, ORDER = "phieu-thu-quet", "phieu-nha-in", "phieu-bao-gia"
"""What follows a plate's name in the names of its papers."""

RULES = 8
"""Sentences a shop is asked to keep to (rule-1 …, locale/paper.toml)."""

BLEED = 3
"""mm, as make/plaque.py draws it."""


@dataclass(frozen=True)
class Ordered:
    """A plate that was ordered, of a code that is live: the job, and what the records say around it."""

    revision: Revision
    plate: Plate
    state: CodeState
    job: PlaqueJob

    @property
    def stem(self) -> str:
        """`<slug>-<preset>-<code>`: how every file of the plate begins."""
        return self.job.target.rpartition("/")[2]


def plate_target(slug: str, preset: str, code: str) -> str:
    """Where a plate's files lie: ASCII names that carry site, size and code."""
    return f"{slug}/{slug}-{preset}-{code}"


def ordered(selected: Selected, plaques: Iterable[PlaqueJob]) -> Iterator[Ordered]:
    """Every plate with the order behind it, in the order of the project."""
    jobs = {job.target: job for job in plaques}
    for revision in selected.revisions:
        for plate in revision.site.plaques or (Plate(),):
            for state in selected.ledger.live_at(revision.site.slug, plate.part or ""):
                job = jobs.get(plate_target(revision.site.slug, plate.preset, state.code))
                if job:
                    yield Ordered(revision, plate, state, job)


def plate_papers(selected: Selected, one: Ordered) -> Iterator[Job]:
    """Certificate, shop sheet and order form of a plate, then the pack that holds them all."""
    job, data = one.job, dump(plate_data(selected, one))
    scope, target = job.scope, job.target
    codes = (("code", job.address),)
    yield CertificateJob(
        "print", f"{target}-{CERTIFICATE}", scope, needs=(job.address, target, f"{target}.json"),
        template="certificate.typ", data=data, codes=codes,
    )  # fmt: skip
    for name, template in ((SHOP, "shop.typ"), (ORDER, "order.typ")):
        yield PaperJob(
            "print", f"{target}-{name}.pdf", scope, needs=(target,), template=template, data=data
        )
    needs = (target, f"{target}.json", *(f"{target}-{name}" for name in _packed()))
    yield PackJob("print", f"{target}.zip", scope, needs=needs, note=_note(selected, one))


def _packed() -> tuple[str, ...]:
    return (CERTIFICATE, f"{SHOP}.pdf", f"{ORDER}.pdf")


def plate_data(selected: Selected, one: Ordered) -> dict[str, Any]:
    """What the papers of a plate say of it. Lengths in mm, distance in metres."""
    site, plate, preset = one.revision.site, one.plate, one.job.preset
    part = next((p.name for p in site.parts if p.id == plate.part), None)
    return {
        **place_data(selected, one.revision),
        "stem": one.stem,
        "part": vi(part),
        "hangs": vi(plate.place),
        "code": one.job.code,
        "address": address_in_words(one.job.address),
        "preset": preset.id,
        "width": preset.width,
        "height": preset.height,
        "module": preset.module,
        "distance": preset.distance,
        "process": preset.process.value,
        "material": {language: words(preset.material, language) for language in ("vi", "en")},
        "centre": preset.centre,
        "hole": preset.hole,
        "tactile": preset.tactile,
        "nfc": preset.nfc,
        "bleed": BLEED,
        "sample": one.job.sample,
        "serials": ", ".join(p.serial for p in one.state.plates if p.status != "withdrawn"),
    }


def place_data(selected: Selected, revision: Revision) -> dict[str, Any]:
    """What papers say of a place, whichever plate or card they are for."""
    site, project = revision.site, selected.project
    contacts = (*site.contacts, *project.contacts)
    works = site.works or project.works
    orderer = (works and works.body) or (project.owners[-1].name if project.owners else None)
    recorded = any(media.kind == "audio" for media in published(site))
    return {
        "name": site.name.best("vi")[0],
        "name_en": site.name.get("en") or "",
        "slug": site.slug,
        "call": "call-listen" if recorded else "call-read",
        "orderer": vi(orderer),
        "contact": {
            "body": vi(contacts[0].body) if contacts else "",
            "phone": (contacts[0].phone or "") if contacts else "",
        },
    }


def _note(selected: Selected, one: Ordered) -> str:
    """README-nha-in.txt: Vietnamese, then English."""
    return "\n".join(_note_in(language, selected, one).strip() + "\n" for language in ("vi", "en"))


def _note_in(language: str, selected: Selected, one: Ordered) -> str:
    data, preset = plate_data(selected, one), one.job.preset
    rules = (f"{n}. {paper_word(f'rule-{n}', language)}" for n in range(1, RULES + 1))
    sample = f"{paper_word('sample', language)}\n{one.job.sample}\n" if one.job.sample else ""
    lengths = {name: decimal(data[name], language) for name in ("width", "height", "module")}
    return paper_word(
        "readme", language, sample=sample, site=data["name"], preset=preset.id, rules="\n".join(rules),
        material=words(preset.material, language) or "…",
        process=paper_word(f"process-{preset.process.value}", language), **lengths,
    )  # fmt: skip


def decimal(value: float, language: str) -> str:
    """0.6 as a person writes it: 0,6 in Vietnamese."""
    return f"{value:g}".replace(".", "," if language == "vi" else ".")


def address_in_words(address: str) -> str:
    """The address as it stands on a plate: without its scheme."""
    return address.removeprefix("https://")


def address_of(selected: Selected, code: str) -> str:
    """The printed address of a code; the project has a host."""
    assert selected.project.host is not None
    return printed_address(selected.project.host.base, code)


def words(text: Text | None, language: str) -> str:
    """The text in that language, else in what there is; '' for none."""
    return text.best(language)[0] if text else ""


def vi(text: Text | None) -> str:
    """The text in Vietnamese, else in what there is; '' for none."""
    return words(text, "vi")


def dump(data: Any) -> str:
    """Canonical JSON: the same data, the same job."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
