"""A view all round: the picture flat with its words, and a tap that says what turning costs."""

from __future__ import annotations

from typing import Any

from generator.blocks import build
from generator.jobs import Made
from generator.model import Site
from tests.make.pages import (
    block_of,
    digest,
    faults,
    hostile,
    make_site,
    needs,
    page_job,
    render,
    words,
)

RAW = {"kind": "panorama", "id": "quanh", "picture": "san"}
STEM = f"m/{digest('san.jpg')[:16]}"


def site(say: Any = str, kind: str = "panorama") -> Site:
    """A site with a view all round."""
    media = {
        "id": "san", "file": "san.jpg", "kind": kind, "rights": "CC0",
        "alt": say("Sân đình, nhìn quanh"), "caption": say("Sân đình."), "author": say("Người chụp"),
    }  # fmt: skip
    story = {"language": "vi", "lede": "…", "body": "Chữ."}
    return make_site(media=[media], picture=None, blocks=[build(RAW)], stories=[story])


def page(site: Site, widths: tuple[int, ...] = (2048, 4096)) -> str:
    """Its page, with the view in these widths."""
    large = [
        Made(f"{STEM}-{w}.{suffix}", "", w * bytes_, f"image/{kind}", w, w // 2)
        for w in widths
        for suffix, kind, bytes_ in (("avif", "avif", 80), ("jpg", "jpeg", 150))
    ]
    made = needs(site)
    return render(page_job(site), made | {STEM: (*made[STEM], *large)})


def test_the_picture_stands_flat_and_a_tap_turns_it() -> None:
    """Figure, words and rights as of any picture; the link names both sizes and the bytes at most."""
    block = block_of(page(site()), "quanh")
    image, link = block.css_first("img"), block.css_first("a[data-round]")
    assert image is not None
    assert link is not None
    assert image.attributes["alt"] == "Sân đình, nhìn quanh"
    assert "4096" not in (
        image.attributes["srcset"] or ""
    )  # else a page would weigh as much as the view
    assert (link.attributes["href"] or "").endswith("-2048.jpg")
    assert [u[-9:] for u in (link.attributes["data-round"] or "").split()] == [
        "-2048.jpg",
        "-4096.jpg",
    ]
    assert link.text() == "Nhìn quanh 360° (không quá 307\u00a0KB)"
    assert link.attributes["data-sharper"] == "Rõ hơn (không quá 614\u00a0KB)"
    assert "blocks/panorama" not in words(block)


def test_a_smaller_original_has_one_size() -> None:
    """Nothing sharper is offered than there is; without any, the picture alone is left."""
    one = block_of(page(site(), (2048,)), "quanh").css_first("a[data-round]")
    assert one is not None
    assert "data-sharper" not in one.attributes
    none = block_of(page(site(), ()), "quanh")
    assert none.css_first("a[data-round]") is None
    assert none.css_first("img") is not None


def test_a_flat_picture_is_no_view_all_round() -> None:
    """The block knows of it, and the picture is shown as what it is."""
    flat = site(kind="photo")
    assert flat.blocks[0].checks(flat) == (("panorama-not-one", {"name": "san"}),)
    assert not site().blocks[0].checks(site())
    assert block_of(page(flat), "quanh").css_first("a[data-round]") is None


def test_search_finds_its_caption() -> None:
    """What search reads is the caption; the block is gone where its picture may not be shown."""
    assert site().blocks[0].plain_text(site(), "vi") == "Sân đình."
    assert 'id="B-quanh"' not in render(page_job(site()), {})


def test_hostile_words_stay_words() -> None:
    """Foreign markup in alt, caption or author is inert."""
    assert not faults(page(site(hostile)))
