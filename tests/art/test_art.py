"""The illustrations keep their rules, join into one panorama and follow the facts of their site."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "art"))

counts, draw, lacquer = (import_module(name) for name in ("counts", "draw", "lacquer"))

SLUGS = tuple(draw.PICTURES)
COUNTED = tuple((slug, name) for slug in SLUGS for name in counts.DEFAULTS[slug])


def master(slug: str) -> Path:
    """The colour picture in the site's folder."""
    return ROOT / "sites" / slug / "media" / "minh-hoa.png"


def pixels(slug: str) -> NDArray[np.uint8]:
    """Its pixels, rows x columns x RGB."""
    with Image.open(master(slug)) as image:
        return np.asarray(image.convert("RGB"))


def red_share(rgb: NDArray[np.uint8]) -> float:
    """The share of pixels that read as red: hue within 15 degrees, clear, and not near black."""
    h, s, v = (
        np.asarray(Image.fromarray(rgb).convert("HSV"))[..., i].astype(int) for i in range(3)
    )
    return float((((h <= 10) | (h >= 245)) & (s >= 128) & (v >= 51)).mean())


def small(site: Path) -> bytes:
    """The pixels of the picture drawn 120 px wide."""
    return bytes(draw.picture(site, 120, 1).px)


@cache
def small_of_old(slug: str) -> bytes:
    """The same of a site that says no number: the picture as it was first drawn."""
    return small(Path("there is none") / slug)


def site_with(folder: Path, slug: str, fact: str, number: str) -> Path:
    """A site folder whose facts hold nothing but this one number."""
    site = folder / slug
    site.mkdir(parents=True)
    text = f"facts:\n  - id: {fact}\n    number: {number}\n"
    (site / "site.yaml").write_text(text, encoding="utf-8")
    return site


@pytest.mark.parametrize("slug", SLUGS)
def test_master_is_a_small_palette_png_of_the_agreed_size(slug: str) -> None:
    """Every master is 1600 x 1200, has a palette and weighs at most 700 KB."""
    with Image.open(master(slug)) as image:
        assert (image.size, image.mode) == ((1600, 1200), "P")
        assert not image.getexif()
    assert master(slug).stat().st_size <= 700_000


@pytest.mark.parametrize("slug", SLUGS)
def test_little_red(slug: str) -> None:
    """Red is at most 12 % of a picture."""
    assert red_share(pixels(slug)) <= 0.12


def test_red_is_measured() -> None:
    """A picture laid in lacquer red fails the measure, one in brown lacquer passes."""
    for colour, red in (
        (lacquer.RED, True),
        (lacquer.CINNABAR, True),
        (lacquer.DEEP_RED, True),
        (lacquer.WING, False),
        (lacquer.GOLD, False),
        (lacquer.UMBER, False),
    ):
        assert (red_share(np.full((8, 8, 3), colour, np.uint8)) > 0.12) is red


@pytest.mark.parametrize("slug", SLUGS)
def test_band_meets_both_edges(slug: str) -> None:
    """At both side edges the band has the same colours on the same rows in all eight pictures."""
    top, bottom, line = lacquer.BAND_TOP, lacquer.BAND_BOTTOM, lacquer.BAND_LINE
    expected = np.full((bottom - top, 3), lacquer.BAND, np.uint8)
    expected[:line] = expected[-line:] = lacquer.BAND_EDGE
    rgb = pixels(slug)
    for column in (0, 1, -2, -1):
        assert np.array_equal(rgb[top:bottom, column], expected)
        assert not np.array_equal(rgb[top - 4 : bottom - 4, column], expected)


def test_same_bytes_twice(tmp_path: Path) -> None:
    """Drawing and saving a picture twice gives the same bytes, and another site other bytes."""
    site = ROOT / "sites" / "chua-doi-mahatup"
    for name in ("a.png", "b.png"):
        draw.picture(site, 400, 1).save(tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert small(site) != small(ROOT / "sites" / "chien-thang-tam-vu")


@pytest.mark.parametrize("slug", SLUGS)
def test_drawn_from_todays_facts(slug: str) -> None:
    """The vignette in the site's folder is the one its script and its facts draw today."""
    drawn = draw.vignette(ROOT / "sites" / slug).svg()
    assert (master(slug).parent / "minh-hoa-net.svg").read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(("slug", "fact"), COUNTED)
def test_a_corrected_number_redraws(tmp_path: Path, slug: str, fact: str) -> None:
    """Changing a fact's number changes its picture; writing the same number changes nothing."""
    now = counts.read(ROOT / "sites" / slug)[fact]
    same = site_with(tmp_path / "same", slug, fact, f"{now:g}")
    other = site_with(tmp_path / "other", slug, fact, f"{now + 1:g}")
    drawn = small(same)
    assert drawn == small_of_old(slug)
    assert small(other) != drawn


@pytest.mark.parametrize("slug", SLUGS)
def test_vignette_is_simple_ink(slug: str) -> None:
    """The vignette is one black path of straight closed pieces, 60 x 45 mm, at most 20 KB."""
    path = master(slug).parent / "minh-hoa-net.svg"
    head, data = path.read_text(encoding="utf-8").split(' d="')
    assert 'width="60mm" height="45mm" viewBox="0 0 6000 4500"' in head
    assert re.fullmatch(r'(M\d+ \d+l[-\d ]+z)+"/></svg>\n', data)
    assert head.count("<path") == head.count('fill="#000"') == 1
    assert path.stat().st_size <= 20_000


@pytest.mark.parametrize("slug", SLUGS)
def test_vignette_lines_hold_in_print(slug: str) -> None:
    """Hardly any black is lost when everything thinner than 0.28 mm is taken away."""
    ink = draw.vignette(ROOT / "sites" / slug)
    shape, half = ink.shape(), 0.14 * ink.window()[2] / 60
    assert shape.buffer(-half).buffer(half * 1.05).area >= 0.985 * shape.area


def pieces(slug: str) -> int:
    """How many separate pieces of ink the vignette has."""
    return len(lacquer.polygons(draw.vignette(ROOT / "sites" / slug).shape()))


def test_counts_can_be_counted_in_the_vignette() -> None:
    """One light and its leaf for each of the fallen, one grain for each of the people who came."""
    n = counts.read(ROOT / "sites" / "tran-chien-phao-binh-vinh-cheo-1974")
    assert pieces("tran-chien-phao-binh-vinh-cheo-1974") == 2 * n["fallen"] + 2  # moon, pond
    n = counts.read(ROOT / "sites" / "khu-tru-mat-vi-thanh-hoa-luu")
    assert pieces("khu-tru-mat-vi-thanh-hoa-luu") == n["petitioners"] + n["zones"] + 2  # lake
