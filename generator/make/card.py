"""The share card that Zalo and Facebook show: 1200 x 630 px JPEG, the picture with the name set in."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.jobs import Job, ShareCardJob
from generator.make import Needs, Output, Templates
from generator.make.lettering import font_file
from generator.make.picture import open_picture

SIZE = (1200, 630)
"""px; the ratio 1.91:1 that Open Graph readers crop to."""

_LACQUER, _GOLD, _PAPER = "#1a0f0c", "#c9973a", "#f8f1e2"
_MARGIN, _BAND = 56, 210


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The card."""
    assert isinstance(job, ShareCardJob)
    card = Image.new("RGB", SIZE, _LACQUER)
    if job.inputs:
        picture = open_picture(Path(job.inputs[0].path), SIZE[0])
        height = SIZE[1] - _BAND
        card.paste(_cover(picture, (SIZE[0], height)), (0, 0))
        ImageDraw.Draw(card).rectangle((0, height, SIZE[0], height + 3), fill=_GOLD)
    _letter(card, job)
    out = io.BytesIO()
    card.save(out, "JPEG", quality=80, optimize=True)
    return (Output(job.target, out.getvalue(), "image/jpeg", *SIZE, facts=(("kind", "card"),)),)


def _cover(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    scale = max(size[0] / picture.width, size[1] / picture.height)
    scaled = picture.resize(
        (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS
    )
    left, top = (scaled.width - size[0]) // 2, (scaled.height - size[1]) // 2
    return scaled.crop((left, top, left + size[0], top + size[1]))


def _letter(card: Image.Image, job: ShareCardJob) -> None:
    draw = ImageDraw.Draw(card)
    width = SIZE[0] - 2 * _MARGIN
    title, font = _fit(draw, job.title, width)
    line = ImageFont.truetype(str(font_file("sans")), 30)
    step = round(font.size * 1.28)
    block = step * len(title) + (44 if job.line else 0)
    top = SIZE[1] - _BAND + (_BAND - block) // 2 if job.inputs else (SIZE[1] - block) // 2
    for row in title:
        draw.text((_MARGIN, top), row, font=font, fill=_PAPER)
        top += step
    if job.line:
        draw.text((_MARGIN, top + 8), _cut(draw, job.line, line, width), font=line, fill=_GOLD)


def _fit(
    draw: ImageDraw.ImageDraw, text: str, width: int
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The title in at most two lines, as large as fits; the last line is cut only at 36 px."""
    for size in (64, 56, 50, 44, 40):
        font = ImageFont.truetype(str(font_file("serif-bold")), size)
        rows = _wrap(draw, text, font, width)
        if len(rows) <= 2:
            return rows, font
    font = ImageFont.truetype(str(font_file("serif-bold")), 36)
    rows = _wrap(draw, text, font, width)
    return [rows[0], _cut(draw, " ".join(rows[1:]), font, width)] if rows[1:] else rows, font


def _wrap(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int
) -> list[str]:
    rows: list[str] = []
    for piece in text.split():
        if rows and draw.textlength(f"{rows[-1]} {piece}", font=font) <= width:
            rows[-1] += f" {piece}"
        else:
            rows.append(piece)
    return rows


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while draw.textlength(text, font=font) > width and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip("…,") + "…"
    return text
