"""What *check* says is left out is on no page, in no linked data, on no tile and no card."""

from __future__ import annotations

from typing import Any

import pytest

from generator.accuracy import accuracy
from generator.check.rules import claims_are_attributed
from generator.jobs import PageJob, ShareCardJob
from generator.ledger.fold import fold
from generator.model import Site
from generator.plan.paper import print_jobs
from generator.plan.selection import Selected
from generator.plan.web import neighbour, web_jobs
from generator.problems import Problems
from tests.make.pages import make_site, project, render, revision, site_fields

WORDS = "KHÔNG CHẮC"

LOW: dict[str, Any] = {
    "places": [{"text": WORDS, "confidence": "low"}],
    "names": [site_fields()["names"][0], {"kind": "former", "text": WORDS, "confidence": "low"}],
    "disputed": [
        {"id": "n", "about": "năm", "versions": [{"text": "1950"}, {"text": WORDS, "confidence": "low"}]}
    ],
    "point": {"lat": 9.876, "lon": 105.678, "confidence": "low"},
    "components": [
        {"id": "a", "name": "A", "places": [{"text": WORDS, "confidence": "low"}]}
    ],
}  # fmt: skip
"""Each field that a page reads apart from the general list, with something too weak to say."""


def everywhere(site: Site) -> str:
    """All that is planned and rendered of a site for visitors."""
    one, ledger = revision(site), fold([], (), Problems())
    selected = Selected(project(languages=["vi", "en"]), (one,), (), ledger)
    jobs = [*web_jobs(selected), *print_jobs(selected)]
    cards = [f"{job.title} {job.line}" for job in jobs if isinstance(job, ShareCardJob)]
    wanted = ("web/site.html", "web/home.html", "web/list.html")
    pages = [job for job in jobs if isinstance(job, PageJob) and job.template in wanted]
    assert len(cards) == 2 * len(site.stories), "the place's and the first page's"
    assert {job.template for job in pages} == set(wanted)
    return "\n".join([str(neighbour(one, selected.project)), *cards, *map(render, pages)])


@pytest.mark.parametrize("name", LOW)
def test_what_is_too_weak_to_say_is_said_nowhere(name: str) -> None:
    """A low-confidence value is in no page, linked data, tile or card; the same value, surer, is."""
    weak, sure = make_site(**{name: LOW[name]}), make_site(**{name: surer(LOW[name])})
    for mark in (WORDS, "9.876"):
        assert mark not in everywhere(weak)
    told = everywhere(sure)
    assert ("9.876" if name == "point" else WORDS) in told


@pytest.mark.parametrize(("index", "left_out"), [(0, False), (1, True)])
def test_check_says_so_of_what_is_left_out_and_of_nothing_else(
    index: int, *, left_out: bool
) -> None:
    """A weak former name is left out and told; the official name is the page's own and stays."""
    names = site_fields()["names"]
    names[index] |= {"confidence": "low"}
    site = make_site(names=names)
    told = [find.loc for find in claims_are_attributed(site, None) if find.loc[0] == "names"]
    assert told == ([("names", 1)] if left_out else [])
    assert (site.names[index] in site.names_shown) is not left_out


def test_the_head_of_the_accuracy_list_gives_no_weak_address() -> None:
    """The list itself names what is left out, as left out; its head does not state it."""
    site = make_site(places=LOW["places"])
    job = PageJob(
        "print", "x.html", site.slug, template="paper/accuracy.html", root="../",
        project=project(), revision=revision(site),
    )  # fmt: skip
    page = render(job)
    assert WORDS not in page.partition("</header>")[0]
    assert WORDS in page


@pytest.mark.parametrize("level", ["national", "unranked"])
def test_a_rank_whose_decision_is_not_sure_is_on_the_list_of_what_is_missing(level: str) -> None:
    """No plaque names such a rank; one that is granted by a known number lacks nothing."""
    weak = {"number": "00/QĐ-BVHTT", "confidence": "medium"}
    said = [what.vi or "" for what in accuracy(make_site(level=level, decisions=[weak])).missing]
    assert any("quyết định xếp hạng" in what for what in said) is (level == "national")
    sure = accuracy(make_site(level=level, decisions=[surer(weak)])).missing
    assert not any("quyết định xếp hạng" in (what.vi or "") for what in sure)


def surer(value: Any) -> Any:
    """The same value, well enough known."""
    if isinstance(value, list):
        return [surer(item) for item in value]
    if isinstance(value, dict):
        return {k: "high" if k == "confidence" else surer(v) for k, v in value.items()}
    return value
