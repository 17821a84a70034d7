"""A site with a thing in three dimensions: every fault at its line, and a build that publishes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import ERROR
from tests.solids import fine, jar
from tests.whole.project import SHRINE, Town, content, found_town, tree
from tests.whole.shrine import MEDIA, SITE, found, line

FILE = f"{MEDIA}/binh.glb"
JAR = jar()

MODEL = """\
media:
  - id: binh
    file: binh.glb
    kind: model
    alt: {vi: Cái bình thử, en: A jar for tests}
    caption: {vi: Bình thử xoay được., en: A jar that turns.}
    author: Nhóm quét thử
    rights: CC BY 4.0
"""
BLOCK = """\
blocks:
  - {kind: model, id: xoay, model: binh, picture: hinh}
"""


@pytest.fixture(scope="module")
def pottery(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Three places, one with a jar."""
    town = found_town(tmp_path_factory.mktemp("pottery") / "t")
    town.edit(SITE, "media:\n", MODEL)
    town.edit(SITE, "blocks:\n", BLOCK)
    town.write(FILE, JAR)
    return town


@pytest.fixture
def shelf(pottery: Town, tmp_path: Path) -> Town:
    """The same to spoil."""
    return content(pottery, tmp_path / "t")


def as_picture(town: Town) -> None:
    """A model that stands in the picture's file."""
    town.edit(SITE, "file: binh.glb", "file: san-mieu.jpg")


SPOILT: dict[str, tuple[Callable[[Town], object], str, str]] = {
    "cut": (lambda t: t.write(FILE, JAR[:4000]), "solid-unreadable", "binh.glb"),
    "too fine": (lambda t: t.write(FILE, fine(257)), "solid-fine", "binh.glb"),
    "called a photograph": (lambda t: t.edit(SITE, "kind: model\n    alt", "kind: photo\n    alt"),
                            "solid-kind", "binh.glb"),
    "a photograph called a model": (as_picture, "solid-form", "san-mieu.jpg"),
    "a picture that is none": (lambda t: t.edit(SITE, "picture: hinh}", "picture: binh}"), "solid-picture",
                               "kind: model, id"),
    "the wrong way round": (lambda t: t.edit(SITE, "model: binh, p", "model: hinh, p"),
                            "solid-not-one", "kind: model, id"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "kind", "words"), SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_with_it_is_told_at_its_line(
    shelf: Town, spoil: Callable[[Town], object], kind: str, words: str
) -> None:
    """One sentence at the line that an editor can change, in both languages."""
    spoil(shelf)
    told = [p for p in found(shelf) if p.kind not in ("media-unnamed", "photo-repeated", "solid-not-one")
            or p.kind == kind]  # fmt: skip
    assert [p.kind for p in told] == [kind]
    assert (told[0].place.file, told[0].place.line) == (SITE, line(shelf, words))
    for language in ("vi", "en"):
        assert "^" in told[0].render(language)
        assert "{" not in told[0].advice(language)


def test_what_is_shown_nowhere_stops_nothing(shelf: Town) -> None:
    """A whole one says nothing; one in no block may be of any form, and is told as a note."""
    assert found(shelf) == []
    shelf.edit(SITE, BLOCK, "blocks:\n")
    shelf.write(FILE, "một vật")
    assert [(p.kind, p.severity == ERROR) for p in found(shelf)] == [("solid-unreadable", False)]


def test_it_is_published_and_an_edit_leaves_it_as_it_is(shelf: Town) -> None:
    """One file in the edition, whose name and bytes other words do not change."""
    assert shelf.make(("web",)).published
    before = {n: d for n, d in tree(shelf.web).items() if n.endswith(".glb")}
    assert len(before) == 1
    assert "Xoay xem từ mọi phía" in shelf.page(f"vi/{SHRINE}/index.html")
    shelf.edit(SITE, "Bình thử xoay được.", "Bình thử.")
    assert shelf.make(("web",)).published
    assert {n: d for n, d in tree(shelf.web).items() if n.endswith(".glb")} == before
    assert "Bình thử." in shelf.page(f"vi/{SHRINE}/index.html")


def test_one_that_is_kept_back_leaves_no_trace(shelf: Town) -> None:
    """Restricted: neither the file nor its words are published; the picture stays."""
    shelf.edit(SITE, "    kind: model\n", "    kind: model\n    restricted: true\n")
    assert shelf.make(("web",)).published
    assert not [n for n in tree(shelf.web) if n.endswith(".glb")]
    texts = [
        p for p in shelf.web.rglob("*") if p.suffix in (".html", ".js", ".xml", ".json", ".jsonld")
    ]
    assert [p for p in texts if "Bình thử" in p.read_text("utf-8")] == []
    assert 'id="B-xoay"' in shelf.page(f"vi/{SHRINE}/index.html")
