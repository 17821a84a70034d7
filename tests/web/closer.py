"""A project of one site with a picture to be looked at closely and one all round, both made for the tests.

The picture is a grid of numbered squares, each with its number and a colour of its own: whoever looks
at a piece of it knows where in the whole it lies. So it is with the bands and rows of the view all round.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.whole.project import Town

SLUG = "nha-thu-xem-gan"
SIZE = (3000, 2200)
SIDE = 200
"""px of a square's side."""

PROJECT = """\
format: 1
title: {vi: Nơi thử xem gần, en: A test of closer looks}
languages: [vi, en]
hosts:
  - base: https://ditich.example
"""

SITE = """\
format: 1
slug: nha-thu-xem-gan
kind: inventoried
names:
  - {kind: official, text: {vi: Nhà thử xem gần, en: The house of closer looks}, sources: [s1]}
sources:
  - {id: s1, class: book, title: Sổ ghi thử, date: 1995}
blocks:
  - {kind: document, id: giay, title: {vi: Tờ giấy kẻ ô, en: A paper of squares}, pages: [to-giay]}
  - {kind: panorama, id: quanh, picture: san}
media:
  - id: san
    file: san.png
    kind: panorama
    alt: {vi: "Sân thử, nhìn quanh một vòng", en: "The test yard, all the way round"}
    caption: {vi: Sân thử., en: The test yard.}
    author: Người thử
    rights: CC0
  - id: to-giay
    file: to-giay.png
    kind: scan
    zoom: true
    alt: {vi: "Tờ giấy kẻ ô, mỗi ô một số", en: "A paper of squares, each with a number"}
    caption: {vi: Tờ giấy kẻ ô., en: A paper of squares.}
    author: Người thử
    rights: CC0
"""

STORY = {
    "vi": "---\nlede: Ngôi nhà thử có một tờ giấy kẻ ô.\n---\n\nChữ.\n",
    "en": "---\nlede: The test house has a paper of squares.\n---\n\nWords.\n",
}


def colour(column: int, row: int) -> tuple[int, int, int]:
    """The ground of a square; no two are alike."""
    return 120 + 8 * column, 120 + 11 * row, 200 - 60 * ((column + row) % 2)


def squares(size: tuple[int, int] = SIZE) -> Image.Image:
    """The picture."""
    image = Image.new("RGB", size)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(30)
    for row in range(-(-size[1] // SIDE)):
        for column in range(-(-size[0] // SIDE)):
            x, y = column * SIDE, row * SIDE
            pen.rectangle((x, y, x + SIDE, y + SIDE), fill=colour(column, row))
            pen.text((x + 6, y + 2), f"{row}.{column}", fill="black", font=font)
    return image


BANDS, ROWS = 36, 6
"""Of the view all round: 10 degrees of a turn, 30 degrees from the zenith down."""


def yard(width: int = 4096) -> Image.Image:
    """A view all round: red tells the band, green the row."""
    image = Image.new("RGB", (BANDS, ROWS))
    for band in range(BANDS):
        for row in range(ROWS):
            image.putpixel((band, row), (7 * band, 40 * row, 128))
    return image.resize((width, width // 2), Image.Resampling.NEAREST)


def png(image: Image.Image) -> bytes:
    """The picture as an editor's file."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def write(root: Path) -> Town:
    """Write the project into `root`, with one code."""
    town = Town(root)
    town.write("content/project.yaml", PROJECT)
    town.write(f"sites/{SLUG}/site.yaml", SITE)
    town.write(f"sites/{SLUG}/media/to-giay.png", png(squares()))
    town.write(f"sites/{SLUG}/media/san.png", png(yard()))
    for language, text in STORY.items():
        town.write(f"sites/{SLUG}/{language}.md", text)
    town.issue(SLUG)
    return town
