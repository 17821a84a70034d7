"""The share card that Zalo and Facebook show: 1200 x 630 px JPEG, the picture with the name set in.

Letters are shaped and filled by HarfBuzz, as on plates: Pillow shapes Khmer only where the system
has FriBiDi, and the same card must come out anywhere.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

from generator.jobs import Job, ShareCardJob
from generator.make import Needs, Output, Templates
from generator.make.fitting import Fitted, Style, fit
from generator.make.lettering import ZWSP, Inked, ink, measure
from generator.make.picture import open_picture
from generator.make.refusal import Refusal

SIZE = (1200, 630)
"""px; the ratio 1.91:1 that Open Graph readers crop to."""

_LACQUER, _GOLD, _PAPER = "#1a0f0c", "#c9973a", "#f8f1e2"
_MARGIN, _BAND, _AIR = 56, 210, 6

_TITLE, _LINE = Style("serif-bold", 64, 36, 2, title=True), Style("sans", 30, 30, 1)
"""Sizes in px. What does not fit at the least size is cut and ends in …."""

_RISE, _FALL = 1.06, 0.3
"""em a row takes above and below its baseline, at least: rows of one text stand evenly."""

_WORD = re.compile(f"[^ {ZWSP}]+[ {ZWSP}]?")
_KHMER_SYLLABLE = re.compile("(?<=[\u1780-\u17d3])(?<!\u17d2)(?=[\u1780-\u17b3][\u17b6-\u17d2])")
"""Before a letter that bears a vowel or a subscript and is none itself (Unicode, Khmer: U+17D2).

A bare letter may end the syllable before it. For text so long that it must break, and in which
nobody has marked where words end.
"""


@dataclass(frozen=True)
class _Row:
    """One line of text in px: its letters, what it takes above and below the baseline."""

    letters: Inked
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
    card.save(out, "JPEG", quality=80)  # tables of its own: 6 % smaller, twice the time
    return (Output(job.target, out.getvalue(), "image/jpeg", *SIZE, facts=(("kind", "card"),)),)


def _cover(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of the picture in the proportions of `size`, px; cut first, for it may be one long line."""
    scale = max(size[0] / picture.width, size[1] / picture.height)
    wide, high = size[0] / scale, size[1] / scale
    left, top = (picture.width - wide) / 2, (picture.height - high) / 2
    box = (left, top, left + wide, top + high)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


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
    inked = [ink(line, style.role, fitted.size, language) for line in fitted.lines]
    rows = [row for row in inked if row]
    rise = max([_RISE * fitted.size, *(row.top + _AIR for row in rows)])
    fall = max([_FALL * fitted.size, *(row.height - row.top for row in rows)])
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
    letters = row.letters
    mask = Image.frombytes("L", (letters.width, letters.height), letters.coverage)
    card.paste(row.colour, (_MARGIN + letters.left, baseline - letters.top), mask)
