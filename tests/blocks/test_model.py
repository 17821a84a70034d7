"""A thing in three dimensions: its picture with its words, and a tap that says what turning it costs."""

from __future__ import annotations

import re
from typing import Any

from generator.blocks import build
from generator.model import Site
from tests.make.pages import (
    block_of,
    digest,
    faults,
    hostile,
    make_site,
    needs,
    page_job,
    project,
    render,
    words,
)

RAW = {"kind": "model", "id": "vat", "model": "binh3d", "picture": "binh"}
STEM = f"m/{digest('binh.glb')[:16]}"


def site(say: Any = str, kind: str = "model", picture: str = "photo") -> Site:
    """A site with a jar."""
    about = {"rights": "CC0", "author": say("Người quét")}
    media = [
        {"id": "binh", "file": "binh.jpg", "kind": picture, "alt": say("Cái bình"), **about},
        {"id": "binh3d", "file": "binh.glb", "kind": kind, "alt": say("Cái bình, mô hình 3D"),
         "caption": say("Bình gốm."), **about},
    ]  # fmt: skip
    stories = [{"language": x, "lede": "…", "body": "Chữ."} for x in ("vi", "en")]
    return make_site(media=media, picture=None, blocks=[build(RAW)], stories=stories)


def page(site: Site, *, made: bool = True) -> str:
    """Its page, with the model made or not."""
    found = needs(site)
    return render(page_job(site), found if made else found | {STEM: ()})


def test_a_picture_stands_and_a_tap_turns_the_thing() -> None:
    """The figure as of any picture; the link names the file, its bytes and the words for it."""
    block = block_of(page(site()), "vat")
    image, link = block.css_first("figure img"), block.css_first("a[data-solid]")
    assert image is not None
    assert link is not None
    assert image.attributes["alt"] == "Cái bình"
    assert (link.attributes["href"] or "").endswith(f"{STEM}.glb")
    assert link.attributes["type"] == "model/gltf-binary"
    assert link.attributes["data-solid"] == "Cái bình, mô hình 3D"
    assert link.text() == "Xoay xem từ mọi phía (1,2\xa0MB)"
    assert "Bình gốm." in words(block)
    scripts = (link.attributes["data-js"] or "").split(" ")
    assert [re.sub(r".*/|-\w+\.js", "", one) for one in scripts] == ["stage", "model"]


def test_its_words_say_their_language() -> None:
    """On an English page Vietnamese words for those who cannot see are told as such."""
    job = page_job(site(), language="en", project=project(languages=["vi", "en"]))
    link = block_of(render(job, needs(site())), "vat").css_first("a[data-solid]")
    assert link is not None
    assert (link.attributes["data-solid"], link.attributes["data-tongue"]) == (
        "Cái bình, mô hình 3D", "vi",
    )  # fmt: skip


def test_without_the_model_its_picture_is_left() -> None:
    """Nothing is offered that is not there; without the picture the whole block is gone."""
    block = block_of(page(site(), made=False), "vat")
    assert block.css_first("a[data-solid]") is None
    assert block.css_first("img") is not None
    assert 'id="B-vat"' not in render(page_job(site()), {})


def test_what_is_no_model_and_what_is_no_picture() -> None:
    """The block knows of both."""
    assert not site().blocks[0].checks(site())
    flat = site(kind="photo")
    assert flat.blocks[0].checks(flat) == (("solid-not-one", {"name": "binh3d"}),)
    loud = site(picture="audio")
    assert loud.blocks[0].checks(loud) == (("solid-picture", {"name": "binh", "file": "binh.jpg"}),)


def test_search_finds_its_caption() -> None:
    """What search reads is the caption."""
    assert site().blocks[0].plain_text(site(), "vi") == "Bình gốm."


def test_hostile_words_stay_words() -> None:
    """Foreign markup in alt, caption or author is inert."""
    assert not faults(page(site(hostile)))
