"""The first line of a page: the rank, and the paper that grants it as far as it is known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.pages import make_site, page_job, render, tree

OLD = {"number": "12/QĐ-UB", "date": "1988-03-01", "confidence": "high"}
NEW = {"number": "34/VH-QĐ", "date": "1995-07-02", "confidence": "high"}


def line(language: str = "vi", **changes: Any) -> str:
    """The words of the rank line."""
    site = make_site(**{"kind": "ranked-relic", "level": "national", "types": [], **changes})
    page = tree(render(page_job(site, language=language)))
    found = page.css_first(".title .rank")
    return " ".join(found.text().split()) if found else ""


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([NEW], " Quyết định số 34/VH-QĐ, ngày 2/7/1995"),
        ([{"date": "2000"}], " Xếp hạng năm 2000"),
        ([{"number": "34/VH-QĐ"}], " Quyết định số 34/VH-QĐ"),
        ([NEW, OLD], " Quyết định số 34/VH-QĐ, ngày 2/7/1995"),
        ([NEW, {"number": "9/QĐ"}], ""),
        ([NEW | {"confidence": "low", "attributed": True}], ""),
        ([{"issuer": "Bộ Thử"}], ""),
        ([], ""),
    ],
)
def test_it_names_the_paper_as_far_as_it_is_known(
    decisions: list[dict[str, Any]], said: str
) -> None:
    """Number and day where there are any; of several the newest, if all days are known; nothing doubtful."""
    assert line(decisions=decisions) == f"Di tích cấp quốc gia{said}"


def test_it_speaks_english() -> None:
    """The same on the English page."""
    assert line("en", decisions=[NEW]).endswith(" Decision no. 34/VH-QĐ, 2 July 1995")


@pytest.mark.parametrize(
    "changes",
    [{"level": "unranked"}, {"level": None}, {"kind": "memorial"}, {"level": "inventoried"}],
)
def test_without_a_rank_no_paper_grants_one(changes: dict[str, Any]) -> None:
    """What is not ranked names no decision there, whatever papers are listed."""
    assert "34/VH-QĐ" not in line(decisions=[NEW], **changes)
