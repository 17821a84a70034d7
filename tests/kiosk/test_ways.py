"""Where a touch leads at a kiosk, how far, and what goes home: a symbol, and a code in large letters."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.kiosk.conftest import LANDSCAPE, PORTRAIT, SMALL, Stand, served
from tests.kiosk.work import SITE
from tests.whole.project import HOUSE, found_town

pytestmark = pytest.mark.browser

TOUCHES = 2
"""From the places to the deepest screen."""


def leads(tree: Path, screen: str) -> set[str]:
    """Screens that one touch on what a screen says leads to; the bar below it is the same everywhere."""
    page = LexborHTMLParser((tree / screen / "index.html").read_text("utf-8"))
    found = set()
    for link in page.css("a[href]"):
        if link.parent is not None and link.parent.attributes.get("class") == "console":
            continue
        path = unquote((link.attributes["href"] or "").partition("#")[0])
        there = posixpath.normpath(posixpath.join(screen, path))
        if path and there != "." and (tree / there / "index.html").is_file():
            found.add(there + "/")
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_is_two_touches_from_the_places(tree: Path, language: str) -> None:
    """And nothing that was made is out of reach."""
    home = f"{language}/"
    all_there = {
        p.parent.relative_to(tree).as_posix() + "/" for p in (tree / home).rglob("index.html")
    }
    met, edge = {home}, {home}
    for _ in range(TOUCHES):
        edge = {there for screen in edge for there in leads(tree, screen)} & all_there - met
        met |= edge
    assert all_there - met == set()
    assert len(met) > 15


def carried(page: Any) -> str:
    """What a phone reads from the card that is shown."""
    shot = Image.open(io.BytesIO(page.locator(".card:target .qr").screenshot()))
    (seen,) = zxingcpp.read_barcodes(shot)
    return str(seen.text)


@pytest.mark.parametrize(
    "address", ["vi/", SITE, SITE.replace("vi/", "en/"), f"{SITE}hoc/", "en/trails/theo-nam-thang/"]
)
@pytest.mark.parametrize("size", [LANDSCAPE, SMALL], ids=["large", "small"])
def test_the_symbol_is_this_page_in_this_language(
    stand: Stand, screen: Any, address: str, size: tuple[int, int]
) -> None:
    """Read off the screen by another reader."""
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    screen.goto(stand.base + address)
    screen.tap(".console a[href='#Take']")
    assert carried(screen) == f"https://ditich.example/{address}"


@pytest.mark.parametrize("family", ["", "DejaVu Sans Mono", "Liberation Mono", "Noto Sans"])
def test_the_letters_of_a_code_are_twenty_millimetres_high(
    stand: Stand, screen: Any, family: str
) -> None:
    """Their ink, measured, whatever letters the machine has."""
    screen.goto(f"{stand.base}{SITE}#Take")
    code = screen.locator("#Take .code")
    code.evaluate(
        "(e, family) => { if (family) e.style.fontFamily = family; e.textContent = 'HEX' }", family
    )
    shot = Image.open(io.BytesIO(code.screenshot())).convert("L").point(lambda v: 255 * (v > 128))
    box = shot.getbbox()
    assert box is not None
    millimetre = (1920**2 + 1080**2) ** 0.5 / (21.5 * 25.4)
    assert 19.7 <= (box[3] - box[1]) / millimetre <= 20.5


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT, SMALL])
def test_the_pictures_pass_without_an_end(
    stand: Stand, hamlet: Stand, screen: Any, size: tuple[int, int]
) -> None:
    """Eight or one alone: where the pan begins anew the screen is full, and as at its beginning."""
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    for place, count in ((stand, 8), (hamlet, 1)):
        screen.goto(place.base)
        told = screen.evaluate(
            "() => { const s = document.querySelector('.strip'), all = [...s.children];"
            " return [parseFloat(s.style.getPropertyValue('--way')), s.scrollWidth,"
            " all.map(e => e.currentSrc)] }"
        )
        way, wide, pictures = told
        assert len(pictures) == count + 2
        assert pictures[count] == pictures[0]
        assert way > 0
        assert way + size[0] <= wide
        still = screen.evaluate(
            "document.querySelector('.strip').getAnimations()[0].effect.getTiming()"
        )
        assert still["duration"] == 12_000 * count


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """The edition of a kiosk that stands at a memorial, one of three places."""
    town = found_town(tmp_path_factory.mktemp("quiet") / "t")
    town.edit("content/project.yaml", "order:", f"kiosk: {{at: {HOUSE}}}\norder:")
    town.edit(f"sites/{HOUSE}/site.yaml", "kind: inventoried", "kind: memorial")
    answer = town.build("--edition", "kiosk")
    assert answer.code == 0, answer.said
    with served(town.root / "output" / "kiosk") as found:
        yield found


APART = """() => {
  const pan = document.querySelector('.pan').getBoundingClientRect();
  return [...document.querySelectorAll('.call, .call > *')].every(
    e => e.getBoundingClientRect().top >= pan.bottom);
}"""
WANDER = """() => [...document.querySelectorAll('.call > *')].map(e => {
  const moves = e.getAnimations()[0];
  return [0, 61, 121, 181].map(seconds => {
    moves.currentTime = 1000 * seconds;
    const box = e.getBoundingClientRect();
    return [box.left, box.top, box.bottom <= innerHeight].join();
  });
})"""


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT, SMALL])
def test_nothing_is_written_over_a_picture_and_nothing_burns_in(
    stand: Stand, quiet: Stand, screen: Any, size: tuple[int, int]
) -> None:
    """The words stand below, each minute elsewhere; at a memorial its own picture alone, and still."""
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    for place, moving in ((stand, 1), (quiet, 0)):
        screen.goto(place.base)
        screen.wait_for_timeout(100)
        assert screen.evaluate("document.querySelector('.strip').getAnimations().length") == moving
        for places in screen.evaluate(WANDER):
            assert len(set(places)) == 4
            assert all(one.endswith("true") for one in places)
            assert screen.evaluate(APART)
        assert screen.locator("audio, video").count() == 0
    assert screen.locator(".strip img").count() == 1
