"""What one site's editor gets wrong is told in that site's name, and every other site is published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.problems import PROJECT
from tests.whole.project import BRIDGE, HOUSE, SHRINE, Town, codes

FACTS = f"sites/{HOUSE}/site.yaml"


def two_plates(town: Town) -> tuple[str, str]:
    """The same plate ordered twice, once with English."""
    town.edit(FACTS, "plaques:\n", "plaques:\n  - {languages: [vi]}\n")
    return HOUSE, "plate-twice"


def the_list_itself(town: Town) -> tuple[str, str]:
    """A folder called like the page that lists all places."""
    town.add_site("danh-sach", "Danh Sách")
    return "danh-sach", "slug-taken"


def a_page_of_the_project(town: Town) -> tuple[str, str]:
    """A folder called like a page of the project."""
    town.add_site("gioi-thieu", "Giới Thiệu")
    return "gioi-thieu", "slug-taken"


def one_id_for_two(town: Town) -> tuple[str, str]:
    """A component with the id of a stop."""
    town.edit(FACTS, "stops:\n", "components:\n  - {id: cong, name: Cổng sau}\nstops:\n")
    return HOUSE, "part-id-twice"


@pytest.mark.parametrize(
    "slip", [two_plates, the_list_itself, a_page_of_the_project, one_id_for_two]
)
def test_a_slip_of_one_site_stops_no_other(
    town: Town, slip: Callable[[Town], tuple[str, str]]
) -> None:
    """The error has a line in that site's file and its scope; what changed elsewhere is published."""
    scope, kind = slip(town)
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    outcome = town.make(("web", "print"))
    assert [(p.scope, p.kind) for p in outcome.problems.errors()] == [(scope, kind)]
    (problem,) = outcome.problems.errors()
    assert problem.place.file == f"sites/{scope}/site.yaml"
    assert problem.place.line
    assert not outcome.stopped
    assert outcome.problems.errors(PROJECT) == ()
    assert "mười ba cột" in town.page(f"vi/{BRIDGE}/index.html")


def test_a_space_too_many_in_a_name_is_no_fault(town: Town) -> None:
    """A name is one line of words: its code's page is found to be its own."""
    town.edit(f"sites/{SHRINE}/site.yaml", "vi: Miếu Thử,", 'vi: "Miếu   Thử ",')
    outcome = town.make(("web", "print"))
    assert outcome.problems.errors() == ()
    code = next(code for code, place in codes(town).items() if place == SHRINE)
    assert "Miếu Thử" in town.page(f"{code}/index.html")


def test_a_folder_with_an_underscore_can_have_a_code(town: Town) -> None:
    """What may be built may be given a plaque."""
    town.add_site("den_tho", "Đền Thờ Thử")
    (code,) = town.issue("den_tho", seed=9)
    outcome = town.make(("web", "print"))
    assert outcome.problems.errors() == ()
    assert "Đền Thờ Thử" in town.page(f"{code}/index.html")


def test_a_story_with_an_empty_head_keeps_back_its_own_site_alone(town: Town) -> None:
    """A new site whose head says nothing has no page yet; the pages that would speak of it are built."""
    town.add_site("nha-co", "Nhà Cổ Thử")
    town.write("sites/nha-co/vi.md", "---\n\n---\nCó chữ.\n")
    outcome = town.make()
    assert [(p.scope, p.kind, str(p.place)) for p in outcome.problems.errors()] == [
        ("nha-co", "missing-field", "sites/nha-co/vi.md:1:1")
    ]
    assert not outcome.stopped
    assert "Đình Thử" in town.page("vi/index.html")
