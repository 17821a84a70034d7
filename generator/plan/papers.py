"""Papers of the print edition: what goes to shops with a plate, and cards for the place itself.

Only what the records say is handed on; what they do not say is empty, and a paper then has a dotted line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.codes import printed_address
from generator.jobs import Job, Revision
from generator.ledger import CodeState
from generator.model import Plate, Project, Site, Text, Works
from generator.plan.selection import Selected
from generator.print_jobs import CertificateJob, PackJob, PaperJob, PlaqueJob
from generator.printing import BLEED, packed
from generator.words import word

CERTIFICATE, SHOP, ORDER = "phieu-thu-quet", "phieu-nha-in", "phieu-bao-gia"
"""What follows a plate's name in the names of its papers."""

REASONS = ("sample-review", "sample-host", "sample-readers")
"""Why a plate may be a sample: a language nobody signed, a host record with gaps, one reader alone."""


@dataclass(frozen=True)
class Ordered:
    """A plate that was ordered, of a code that is live: the job, and what the records say around it."""

    revision: Revision
    plate: Plate
    state: CodeState
    job: PlaqueJob
    reasons: tuple[str, ...]
    """Why it is a sample, keys of locale/words.toml in the order of `REASONS`; none if it is final."""

    @property
    def stem(self) -> str:
        """`<slug>-<code>-<preset>`: how every file of the plate begins in its pack."""
        return packed(self.job.target)


def plate_papers(selected: Selected, one: Ordered) -> Iterator[Job]:
    """Certificate, shop sheet and order form of a plate, then the pack that holds them all."""
    job, data = one.job, dump(plate_data(selected, one))
    scope, target = job.scope, job.target
    codes = (("code", job.address),)
    yield CertificateJob(
        "print", f"{target}-{CERTIFICATE}", scope, needs=(*job.needs, target, f"{target}.json"),
        template="certificate.typ", data=data, codes=codes,
    )  # fmt: skip
    for name, template in ((SHOP, "shop.typ"), (ORDER, "order.typ")):
        yield PaperJob(
            "print", f"{target}-{name}.pdf", scope, needs=(target,), template=template, data=data
        )
    papers = (f"{target}-{name}" for name in (CERTIFICATE, f"{SHOP}.pdf", f"{ORDER}.pdf"))
    yield PackJob("print", f"{scope}/{one.stem}.zip", scope, needs=(target, *papers))


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
        "second": preset.second,
        "tactile": preset.tactile,
        "nfc": preset.nfc,
        "grow": preset.grow,
        "white": one.job.spots.white if preset.white else "",
        "bleed": BLEED,
        "sample": one.job.sample,
        "serials": ", ".join(p.serial for p in one.state.plates if p.status != "withdrawn"),
    }


def place_data(selected: Selected, revision: Revision) -> dict[str, Any]:
    """What papers say of a place, whichever plate or card they are for."""
    site, project = revision.site, selected.project
    contacts = (*site.contacts, *project.contacts)
    works = works_of(project, (site,))
    orderer = (works and works.body) or (project.owners[-1].name if project.owners else None)
    return {
        "name": site.name.best("vi")[0],
        "name_en": site.name.get("en") or "",
        "slug": site.slug,
        "call": {language: call_words(project, site, language) for language in ("vi", "en")},
        "orderer": vi(orderer),
        "contact": {
            "body": vi(contacts[0].body) if contacts else "",
            "phone": (contacts[0].phone or "") if contacts else "",
        },
    }


def sample_of(plates: Collection[Ordered]) -> str:
    """Why some of these plates are samples still, each reason once; '' if all are final."""
    return reasons_in_words(key for key in REASONS if any(key in one.reasons for one in plates))


def reasons_in_words(reasons: Iterable[str]) -> str:
    """As a plate says it, and every paper of it; '' for none."""
    return "; ".join(word(key, "vi") for key in reasons)


def signed(site: Site) -> set[str]:
    """Languages in which somebody has signed the plaque as it stands."""
    return {r.language for r in site.reviews if r.scope == "plaque"}


def works_of(project: Project, sites: Collection[Site]) -> Works | None:
    """The youth work that papers for these sites are about: a single site's own, else the project's."""
    own = next(iter(sites)).works if len(sites) == 1 else None
    return own or project.works


def call_words(project: Project, site: Site, language: str) -> str:
    """The words that invite to scan: nothing to hear is promised where nothing is recorded."""
    own = project.plaque.call.get(language) if project.plaque.call else None
    return own or word("plaque-call" if site.recorded else "plaque-call-read", language)


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
