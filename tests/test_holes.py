"""One bad field hides no other problem and brings none of its own: tried on every field that is needed."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.check import check_project
from generator.disk import digest_of
from generator.problems import Problems
from generator.read import plain, read_yaml

BASE = Path(__file__).parent / "broken" / "base"
FACTS = "sites/dinh-thu/site.yaml"

MORE: dict[str, Any] = {
    "people": [{"id": "a", "name": "Người thứ nhất", "sources": ["s1"]}],
    "objects": [{"id": "chuong", "name": {"vi": "Chuông đồng"}, "sources": ["s1"]}],
    "stops": [{"id": "cong", "name": {"vi": "Cổng"}, "sources": ["s1"]}],
    "context": [{"text": {"vi": "Vùng đất ven rạch."}, "sources": ["s1"]}],
    "recurring": [{"text": {"vi": "Lễ cầu an"}, "day": "01-16", "sources": ["s1"]}],
    "access": [{"text": {"vi": "Đi ghe từ chợ."}, "by": "water", "sources": ["s1"]}],
    "disputed": [
        {
            "id": "nam",
            "about": {"vi": "Năm dựng đình"},
            "versions": [
                {"text": {"vi": "Năm 1890."}, "sources": ["s1"]},
                {"text": {"vi": "Năm 1892."}, "sources": ["s2"]},
            ],
        }
    ],
}
BLOCK = {"kind": "image", "id": "hinh", "pictures": ["mat-tien"]}

NEEDED = {
    "names": ("text",), "places": ("text",), "facts": ("id", "label", "text"), "events": ("text",),
    "claims": ("text",), "quiz": ("question", "answers", "right"), "people": ("id", "name"),
    "objects": ("id", "name"), "stops": ("id", "name"), "context": ("text",), "recurring": ("text",),
    "access": ("text",),
}  # fmt: skip
"""Fields that an entry with sources cannot be without, by the list it stands in."""

LONE = {
    "media": ("id", "file"), "sources": ("id", "title", "class"), "disputed": ("id", "about", "versions"),
    "blocks": ("id",),
}  # fmt: skip
"""The same of entries that cite nothing; what names one of their ids stands elsewhere."""

WITH_SOURCES = [(name, field) for name, fields in NEEDED.items() for field in fields]
ALL = [*WITH_SOURCES, *((name, field) for name, fields in LONE.items() for field in fields)]


def facts() -> dict[str, Any]:
    """The facts of the good site, with something in nearly every list."""
    node = read_yaml(BASE / FACTS, BASE, Problems())
    assert node
    found = plain(node)
    return {**found, **copy.deepcopy(MORE), "blocks": [*found["blocks"], dict(BLOCK)]}


def kinds(written: dict[str, Any], folder: Path) -> Iterator[str]:
    """The kinds of problem of the good project with these facts."""
    shutil.copytree(BASE, folder)
    (folder / FACTS).write_text(
        yaml.safe_dump(written, allow_unicode=True, sort_keys=False), "utf-8"
    )
    problems = Problems()
    check_project(folder, problems, digest_of)
    return (problem.kind for problem in problems)


def test_the_facts_without_a_hole_are_good(tmp_path: Path) -> None:
    """What a hole brings is its own."""
    assert list(kinds(facts(), tmp_path / "p")) == []


@pytest.mark.parametrize(("name", "field"), ALL)
def test_a_missing_field_brings_one_error(name: str, field: str, tmp_path: Path) -> None:
    """An entry at the end of its list, without one of its fields, gives one error and no other."""
    written = facts()
    extra = copy.deepcopy(written[name][-1])
    if "id" in extra:
        extra["id"] = "them"
    if name == "media":
        extra["file"] = "mat-tien-2.png"
    if field == "file":
        extra["id"] = "khac"
    del extra[field]
    written[name].append(extra)
    found = list(kinds(written, tmp_path / "p"))
    absent = ["path-missing"] if (name, field) == ("media", "id") else []
    assert found == [*["missing-field"], *absent]


@pytest.mark.parametrize(("name", "field"), WITH_SOURCES)
def test_a_missing_field_hides_no_unknown_source(name: str, field: str, tmp_path: Path) -> None:
    """Beside a field that is missing, a source that does not exist is told in the same run."""
    written = facts()
    del written[name][0][field]
    written[name][0]["sources"] = ["s78"]
    assert sorted(kinds(written, tmp_path / "p")) == ["missing-field", "unknown-source"]


@pytest.mark.parametrize(("name", "field"), WITH_SOURCES)
def test_a_field_of_a_wrong_shape_hides_none_either(name: str, field: str, tmp_path: Path) -> None:
    """The same where a list stands in place of the field's words."""
    written = facts()
    written[name][0] |= {field: [["?"]], "sources": ["s78"]}
    found = list(kinds(written, tmp_path / "p"))
    assert "unknown-source" in found
    assert len(found) == 2 + (field == "answers")  # an answer of no words, and one too few
