"""Numbered points: marks that lead to a plain list, data for IIIF, and points that cover one another."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from generator.blocks import build
from generator.blocks.pointed_picture import PointedPictureBlock
from tests.make.pages import block_fields, block_of, make_site, show, words

RAW = next(raw for raw in block_fields() if raw["kind"] == "pointed_picture")


def block(*points: dict[str, Any]) -> PointedPictureBlock:
    """The fixture's block, with these points where there are any."""
    found = build(RAW | ({"points": [{"label": "Chữ"} | p for p in points]} if points else {}))
    assert isinstance(found, PointedPictureBlock)
    return found


def test_every_mark_leads_to_its_words() -> None:
    """Without script: a link a number, at its place on the picture, to the entry that tells it."""
    page = block_of(show(RAW), "diem")
    links, items = page.css("svg a"), page.css("ol > li")
    assert [a.attributes["href"] for a in links] == [f"#{li.attributes['id']}" for li in items]
    assert [a.attributes["aria-label"] for a in links] == ["1. Mái", "2. Bến"]
    text = links[1].css_first("text")
    assert text is not None
    assert (text.attributes["x"], text.attributes["y"]) == ("70.0%", "60.5%")
    assert "Mái Lợp lá." in words(page)
    assert [a.attributes["href"] for a in items[0].css("sup a")] == ["#s1"]


def test_words_in_another_language_are_marked() -> None:
    """A label that only Vietnamese has says so on an English page, on the mark and in the list."""
    page = block_of(show(RAW, language="en"), "diem")
    assert [a.attributes.get("lang") for a in page.css("svg a")] == [None, "vi"]
    assert [li.css_first("[lang=vi]") is not None for li in page.css("ol > li")] == [False, True]


def test_a_doubtful_point_is_not_shown_and_numbers_close_up() -> None:
    """A low-confidence point leaves neither mark nor number; alone, it leaves no block."""
    first, second = RAW["points"]
    doubtful = first | {"confidence": "low"}
    page = block_of(show(RAW | {"points": [doubtful, second]}), "diem")
    assert [a.attributes["aria-label"] for a in page.css("svg a")] == ["1. Bến"]
    assert 'id="B-diem"' not in show(RAW | {"points": [doubtful]})


def test_without_its_picture_there_is_no_block() -> None:
    """A picture that is not published takes its points with it."""
    assert 'id="B-diem"' not in show(RAW | {"picture": "khong-co"})


@pytest.mark.parametrize(
    ("other", "found"),
    [((20, 30), 1), ((24.9, 26), 1), ((25, 30), 0), ((20, 35), 0), ((80, 30), 0)],
)
def test_points_that_cover_one_another_are_told(other: tuple[float, float], found: int) -> None:
    """Two points at one place are named by their numbers; five per cent apart is enough."""
    told = block({"x": 20, "y": 30}, {"x": other[0], "y": other[1]}).checks(make_site())
    assert len(told) == found
    assert all(params["first"] == "1" and params["second"] == "2" for _, params in told)


@pytest.mark.parametrize("place", [{"x": -0.1, "y": 5}, {"x": 5, "y": 100.5}, {"x": "nan", "y": 5}])
def test_a_point_outside_the_picture_is_refused(place: dict[str, Any]) -> None:
    """Only 0 to 100 per cent lie on a picture."""
    with pytest.raises(ValidationError):
        block(place)


@pytest.mark.parametrize("place", [{"x": 0, "y": 0}, {"x": 100, "y": 100}])
def test_corners_are_on_the_picture(place: dict[str, Any]) -> None:
    """The edges themselves are allowed."""
    assert block(place).spots


def test_points_as_web_annotations() -> None:
    """Each point is an annotation in pixels of the canvas, with a body a language."""
    canvas = "https://ditich.example/iiif/c1"
    assert block().annotations("khac", canvas, 1000, 600) == []
    one, two = block().annotations(block().picture, canvas, 1000, 600)
    assert one["id"] == f"{canvas}/diem/1"
    assert one["target"]["selector"] == {"type": "PointSelector", "x": 200, "y": 180}
    assert [(b["language"], b["value"]) for b in one["body"]] == [
        ("vi", "Mái. Lợp lá."),
        ("en", "Roof. Of leaf."),
    ]
    assert two["target"]["selector"] == {"type": "PointSelector", "x": 700, "y": 363}
    assert two["body"] == [
        {"type": "TextualBody", "value": "Bến", "language": "vi", "format": "text/plain"}
    ]
