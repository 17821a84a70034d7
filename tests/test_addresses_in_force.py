"""Units in addresses: what the package knows, how people write them, bounds that nobody knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check import check_project
from generator.check.places import spoken
from generator.check.units import known_units, provinces
from generator.disk import digest_of
from generator.model import Address, Text
from generator.problems import Problem, Problems

BASE = Path(__file__).parent / "broken" / "base"


def test_there_are_34_provinces_and_each_is_found_as_people_write_it() -> None:
    """NQ 202/2025/QH15: 28 tỉnh, 6 thành phố."""
    kinds = [name.split()[0] for name in provinces().values()]
    assert (kinds.count("tỉnh"), kinds.count("thành")) == (28, 6)
    assert known_units()["31495"].province == "thành phố Cần Thơ"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("xã Xà Phiên, thành phố Cần Thơ", "31495"),
        ("Ấp 5, Xã Xà Phiên, TP Cần Thơ.", "31495"),
        ("phường Long Đức (trước là phường 4 và xã Long Đức), tỉnh Vĩnh Long", "29263"),
        ("xã Xà Phiên, huyện Long Mỹ, tỉnh Hậu Giang", ""),
        ("xã Xà Phiên, tỉnh Cần Thơ", ""),
        ("xã Xà Phiên và xã Lương Tâm, thành phố Cần Thơ", ""),
        ("xã Tân Thành, tỉnh Đồng Tháp", ""),
        ("bên sông Cái Côn", ""),
    ],
)
def test_the_words_of_an_address_name_one_commune_or_none(words: str, code: str) -> None:
    """Two that fold alike, two communes, an old province: no guess."""
    unit = spoken(Address(text=Text(vi=words))).unit
    assert (unit.code if unit else "") == code


def found(root: Path) -> list[Problem]:
    """What a check says."""
    problems = Problems()
    check_project(root, problems, digest_of)
    return list(problems)


def test_a_project_without_bounds_is_told_so_once(tmp_path: Path) -> None:
    """Nothing is said of a point where nothing is known, except that."""
    root = tmp_path / "p"
    shutil.copytree(BASE, root)
    (root / "content" / "units.yaml").unlink()
    other = root / "sites" / "dinh-khac"
    shutil.copytree(root / "sites" / "dinh-thu", other)
    facts = (other / "site.yaml").read_text("utf-8").replace("slug: dinh-thu", "slug: dinh-khac")
    (other / "site.yaml").write_text(facts.replace("lat: 9.62", "lat: 19.62"), "utf-8")
    notes = [problem for problem in found(root) if problem.kind == "unit-bounds-unknown"]
    assert [dict(problem.params)["names"] for problem in notes] == ["Xã Lương Tâm (31492)"]


def test_an_address_of_a_part_is_asked_as_that_of_the_site(tmp_path: Path) -> None:
    """A component elsewhere has its own commune, and its point lies in that one or is told."""
    root = tmp_path / "p"
    shutil.copytree(BASE, root)
    path = root / "sites" / "dinh-thu" / "site.yaml"
    part = """components:
  - id: mieu
    name: {vi: Miếu}
    places: [{text: {vi: "xã Lương Tâm, thành phố Hà Nội"}, unit: "31492"}]
    point: {lat: 10.9, lon: 105.4}
"""
    path.write_text(path.read_text("utf-8").replace("facts:\n", f"{part}facts:\n", 1), "utf-8")
    kinds = [problem.kind for problem in found(root)]
    assert sorted(kinds) == ["point-outside-unit", "unit-province-differs"]
