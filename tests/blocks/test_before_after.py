"""Two pictures of one place: whole without script, laid over each other only where frames agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.blocks import build
from tests.make.pages import (
    block_fields,
    block_of,
    make_site,
    needs,
    page_job,
    render,
    show,
    with_blocks,
    words,
)

RAW = next(raw for raw in block_fields() if raw["kind"] == "before_after")


def test_both_pictures_stand_with_their_dates() -> None:
    """Earlier first, each with its date, words, author and right."""
    block = block_of(show(RAW), "xua")
    assert [i.attributes["alt"] for i in block.css("img")] == ["Bức ảnh cũ", "Bức ảnh"]
    assert [b.text() for b in block.css("figcaption b")] == ["năm 1960", "năm 2020"]
    assert "Lời ảnh cũ" in words(block)
    assert block.css_first("button") is not None


def test_pictures_of_other_shape_are_not_laid_over_each_other() -> None:
    """A portrait and a landscape stay one below the other, and no script is offered."""
    site = with_blocks(build(RAW))
    made = dict(needs(site))
    (tall,) = needs(site.model_copy(update={"media": (site.media_by_id("anh-cu"),)}))
    made[tall] = tuple(replace(m, width=m.height, height=m.width) for m in made[tall])
    block = block_of(render(page_job(site), made), "xua")
    assert len(block.css("img")) == 2
    assert block.css_first("button") is None
    assert not block.css("[data-js]")


def test_one_picture_alone_is_a_picture() -> None:
    """Where one of the two is not published the other stands as any picture does; none, no block."""
    block = block_of(show(RAW | {"before": "khong-co"}), "xua")
    assert [i.attributes["alt"] for i in block.css("img")] == ["Bức ảnh"]
    assert 'id="B-xua"' not in show(RAW | {"before": "khong-co", "after": "khong-co"})


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"before": "anh", "after": "anh-cu"}, ["compared-backwards"]),
        ({"before": "anh"}, ["compared-backwards"]),
        ({"before": "tranh"}, ["compared-undated"]),
        ({"before": "tranh", "after": "tranh"}, ["compared-undated", "compared-undated"]),
        ({"before": "khong-co"}, []),  # told by another rule
    ],
)
def test_what_cannot_be_compared_is_told(changes: dict[str, str], found: list[str]) -> None:
    """Two dated pictures, the older first; nothing else is a before and an after."""
    assert [kind for kind, _ in build(RAW | changes).checks(make_site())] == found
