"""The share card that Zalo and Facebook show: 1200 x 630 px JPEG, the picture with the name set in.

Letters are the outlines that plates are set in, filled here: Pillow shapes Khmer only where the
system has FriBiDi, and the same card must come out anywhere.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

from generator.jobs import Job, ShareCardJob
from generator.make import Needs, Output, Templates
from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import ZWSP, Lettered, letter, measure
from generator.make.picture import open_picture
from generator.make.refusal import Refusal
from generator.make.scene import Path as Outline

SIZE = (1200, 630)
"""px; the ratio 1.91:1 that Open Graph readers crop to."""

_LACQUER, _GOLD, _PAPER = "#1a0f0c", "#c9973a", "#f8f1e2"
_MARGIN, _BAND, _AIR = 56, 210, 6

_TITLE, _LINE = Style("serif-bold", 64, 36, 2, title=True), Style("sans", 30, 30, 1)
"""Sizes in px. What does not fit at the least size is cut and ends in …."""

_RISE, _FALL = 1.06, 0.3
"""em a row takes above and below its baseline, at least: rows of one text stand evenly."""

_FINE, _BENDS = 8, 8
"""Each pixel is 8 x 8 when letters are filled, each curve 8 lines."""

_WORD = re.compile(f"[^ {ZWSP}]+[ {ZWSP}]?")
_KHMER_SYLLABLE = re.compile("(?<=[\u1780-\u17d3])(?<!\u17d2)(?=[\u1780-\u17b3][\u17b6-\u17d2])")
"""Before a letter that bears a vowel or a subscript and is none itself (Unicode, Khmer: U+17D2).

A bare letter may end the syllable before it. For text so long that it must break, and in which
nobody has marked where words end.
"""

_Contour = list[tuple[float, float]]


@dataclass(frozen=True)
class _Row:
    """One line of text in px: its outlines, what it takes above and below the baseline."""

    text: Lettered
    rise: float
    fall: float
    colour: str


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
    room = _BAND - 4 if job.inputs else SIZE[1]
    line = _rows(job.line, _LINE, _GOLD, job.language)
    below = tuple(replace(row, rise=row.rise + _AIR) for row in line)
    rows: tuple[_Row, ...] = ()
    for best in (_TITLE.best, 59.0, 54.0, 50.0, 46.0, 42.0, 39.0, _TITLE.least):
        # Khmer stands taller than its size: what fits the width may not fit the height.
        rows = _rows(job.title, replace(_TITLE, best=best), _PAPER, job.language) + below
        if _height(rows) <= room - 2 * _AIR:
            break
    top = SIZE[1] - room + (room - _height(rows)) / 2
    for row in rows:
        _paint(card, row, round(top + row.rise))
        top += row.rise + row.fall


def _height(rows: tuple[_Row, ...]) -> float:
    return sum(row.rise + row.fall for row in rows)


def _rows(text: str, style: Style, colour: str, language: str) -> tuple[_Row, ...]:
    said = _drawable(text, style.role, language)
    fitted = _fitted(said, style, language) if said else Fitted((), style.best, 0.0)
    rows = [letter(line, style.role, fitted.size, language) for line in fitted.lines]
    boxes = [row.path.bounds for row in rows if row.path.steps]
    rise = max([_RISE * fitted.size, *(box[3] + _AIR for box in boxes)])
    fall = max([_FALL * fitted.size, *(-box[1] for box in boxes)])
    return tuple(_Row(row, rise, fall, colour) for row in rows)


def _drawable(text: str, role: str, language: str) -> str:
    """The text with … for words that no font of ours can write: a card is no reason to stop a site."""
    words: list[str] = []
    for word in text.split():
        try:
            measure(word, role, language)
        except Refusal:
            word = "…"  # noqa: PLW2901
        if word != "…" or words[-1:] != ["…"]:
            words.append(word)
    return " ".join(words) if set(words) != {"…"} else ""


def _fitted(text: str, style: Style, language: str) -> Fitted:
    """The text as large as fits between the margins; cut at a word where it must be."""
    width, least = SIZE[0] - 2 * _MARGIN, replace(style, best=style.least)
    breakable = _KHMER_SYLLABLE.sub(ZWSP, text)
    whole = fit(text, style, width, language) or fit(breakable, style, width, language)
    if whole:
        return whole
    words = _WORD.findall(breakable)
    for count in range(len(words), 0, -1):
        shorter = "".join(words[:count]).rstrip(f" {ZWSP},;–") + ("…" if count < len(words) else "")
        if cut := fit(shorter, least, width, language):
            return cut
    return Fitted((text,), width / measure(text, style.role, language), width)


def _paint(card: Image.Image, row: _Row, baseline: int) -> None:
    contours = sorted(_contours(row.text.path), key=lambda c: -abs(_area(c)))
    if not contours:
        return
    left, bottom, right, top = row.text.path.bounds
    x, y = math.floor(left) - 1, math.ceil(top) + 1
    width, height = math.ceil(right) + 1 - x, y + 1 - math.floor(bottom)
    mask = Image.new("L", (width * _FINE, height * _FINE))
    # The largest contour is the outside of a letter; what turns the other way is a hole.
    draw, solid = ImageDraw.Draw(mask), _area(contours[0]) > 0
    for contour in contours:
        points = [(round((px - x) * _FINE), round((y - py) * _FINE)) for px, py in contour]
        draw.polygon(points, fill=255 if (_area(contour) > 0) == solid else 0)
    card.paste(row.colour, (_MARGIN + x, baseline - y), mask.reduce(_FINE))


def _contours(outline: Outline) -> Iterator[_Contour]:
    contour: _Contour = []
    for step, numbers in outline.parts():
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if step == "M":
            contour = points
        elif step == "L":
            contour += points
        elif step == "C":
            contour += _bend([contour[-1], *points])
        else:
            yield contour


def _bend(p: _Contour) -> Iterator[tuple[float, float]]:
    """Points along a cubic Bézier curve, its start left out."""
    for step in range(1, _BENDS + 1):
        t = step / _BENDS
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(share * x for share, (x, _) in zip(shares, p, strict=True)),
            sum(share * y for share, (_, y) in zip(shares, p, strict=True)),
        )


def _area(contour: _Contour) -> float:
    """Twice the area inside, negative for one that runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*contour, contour[0]]))
