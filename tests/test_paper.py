"""A plate is final only when somebody has signed every language on it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.codes import is_sample_host
from generator.ledger import issue_event
from generator.ledger.fold import fold
from generator.model import Review
from generator.model.project import Host
from generator.plan.paper import print_jobs
from generator.plan.selection import Selected
from generator.print_jobs import PlaqueJob, SymbolJob
from generator.problems import Problems
from generator.signing import review_digest, signed_version
from generator.words import word
from tests.ledger_work import AT, BY, A
from tests.make.pages import make_site, project, revision

HOST = {"base": "https://ditich.vn", "owners": ["Đoàn"], "paid_until": "2035", "answers": "Văn phòng",
        "paper": "01"}  # fmt: skip


BOTH = (("zxing-cpp", "3"), ("zbar", "0.23"))


def plate(
    signed: tuple[str, ...],
    languages: tuple[str, ...],
    readers: tuple[tuple[str, str], ...] = BOTH,
) -> PlaqueJob:
    """The plate of the made-up site, ordered in `languages` and signed in those given."""
    told: dict[str, Any] = {"digest": f"v1:{'0' * 64}", "body": "Sở", "date": "2026"}
    reviews = tuple(Review(scope="plaque", language=x, **told) for x in signed)
    site = make_site(plaques=[{"languages": languages}]).model_copy(update={"reviews": reviews})
    event = issue_event(A, site.slug, at=AT, by=BY)
    ledger = fold([(event.path, event.data())], (), Problems())
    selected = Selected(project(hosts=[HOST]), (revision(site),), (), ledger, readers=readers)
    (job,) = (job for job in print_jobs(selected) if isinstance(job, PlaqueJob))
    return job


def test_a_plate_bears_the_day_of_its_newest_paper() -> None:
    """Of its code's entry in the ledger and the records that sign it, the later; no clock is asked."""
    assert plate((), ("vi",)).dated == AT
    assert plate(("vi",), ("vi",)).dated == max(AT, "2026-01-01")


@pytest.mark.parametrize(
    ("signed", "languages", "final"),
    [
        (("vi",), ("vi",), True),
        (("vi", "en"), ("vi", "en"), True),
        (("en",), ("vi",), False),
        (("vi",), ("vi", "en"), False),
        (("en",), ("en",), False),  # its safety line is Vietnamese on every plate
        (("vi",), ("vi", "km"), True),  # unsigned Khmer is not printed at all
        ((), ("vi",), False),
    ],
)
def test_a_plate_is_final_when_every_language_on_it_is_signed(
    signed: tuple[str, ...], languages: tuple[str, ...], *, final: bool
) -> None:
    """A record for one language vouches for no other."""
    assert not is_sample_host(HOST["base"])  # type: ignore[arg-type]
    job = plate(signed, languages)
    assert job.sample == ("" if final else word("sample-review", "vi"))


def test_a_review_signs_the_drawing_on_its_plate() -> None:
    """The drawing on it is in the digest, by its bytes; files that are not on it are not."""

    def signed(drawn: str = "", **changes: Any) -> str:
        site = make_site().model_copy(update=changes)
        files = (("media/net.svg", drawn),)
        return review_digest(site, project(hosts=[HOST]), "plaque", "vi", files)

    drawings = [signed(name, vignette="net.svg") for name in "ab"]
    assert len({signed(), *drawings}) == 3
    assert signed() == signed("unused")


def test_a_review_signs_the_call_line() -> None:
    """Hear or read: a recording that comes later makes it stale; what was signed before holds."""
    sound = {"id": "nghe", "kind": "audio", "file": "n.wav", "author": "A", "rights": "CC BY 4.0"}
    silent, heard = make_site(media=[]), make_site(media=[sound])
    signed = [[review_digest(one, project(), "plaque", "vi", (), version) for one in (silent, heard)]
              for version in (1, 2)]  # fmt: skip
    assert signed[0][0] == signed[0][1]
    assert signed[1][0] != signed[1][1]
    assert [signed_version(one) for pair in signed for one in pair] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "blank", [{"owners": [""]}, {"owners": ["Đoàn", " "]}, {"answers": " "}, {"paper": "  "}]
)
def test_a_host_record_of_blanks_is_none(blank: dict[str, Any]) -> None:
    """Somebody must stand behind a printed address: words, not spaces."""
    assert list(Host.model_validate(HOST).gaps("2034-12-31")) == []
    assert {why for _, why in Host.model_validate(HOST | blank).gaps("")} == {"missing"}


def test_every_symbol_on_paper_is_computed_by_a_job() -> None:
    """Cards of an etched plate carry the printed symbol: it is planned, too, and computed once."""
    site = make_site(plaques=[{"preset": "bien-200"}])
    event = issue_event(A, site.slug, at=AT, by=BY)
    ledger = fold([(event.path, event.data())], (), Problems())
    selected = Selected(project(hosts=[HOST]), (revision(site),), (), ledger, readers=BOTH)
    jobs = tuple(print_jobs(selected))
    symbols = {job.target for job in jobs if isinstance(job, SymbolJob)}
    wanted = {need for job in jobs for need in job.needs if need.startswith("https://")}
    assert any(need.endswith("#engraver") for need in wanted)
    assert any(not need.endswith("#engraver") for need in wanted)
    assert symbols == wanted


def test_a_plate_that_only_one_reader_can_try_is_a_sample() -> None:
    """Without zbar on the machine the plate says so; an adviser more or less changes nothing."""
    assert plate(("vi",), ("vi",), BOTH[:1]).sample == word("sample-readers", "vi")
    assert plate(("vi",), ("vi",), (*BOTH, ("opencv", "5"))).sample == ""
