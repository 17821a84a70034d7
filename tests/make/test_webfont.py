"""The web font of Khmer pages: light, whole for the language, shaped as the font it comes from."""

from __future__ import annotations

import io

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from generator.make import lettering, webfont
from generator.make.webfont import FEATURES, MOST, SIGNS, subset
from tests.test_fonts import KHMER_LETTERS
from tests.web.six_photos import KHMER

WHOLE = lettering.font_file("khmer").read_bytes()
SPARED = "\u17a3\u17a4\u17a8\u17b4\u17b5\u17d1\u17d3\u17d8\u17d9\u17da\u17dc\u17dd"
"""Deprecated letters, and signs of Sanskrit, sections and the lunar calendar."""

CONSONANTS = "".join(map(chr, range(0x1780, 0x17A3)))
VOWELS = ("", *map(chr, range(0x17B6, 0x17D1)))

SYLLABLES = [
    *(
        first + "\u17d2" + below + vowel
        for first in CONSONANTS
        for below in CONSONANTS[::3]
        for vowel in VOWELS
    ),
    *(
        first + vowel + mark
        for first in CONSONANTS
        for vowel in VOWELS
        for mark in ("\u17c9", "\u17cb", "\u17cd")
    ),
]


def _sfnt(woff: bytes) -> bytes:
    font, out = TTFont(io.BytesIO(woff)), io.BytesIO()
    font.flavor = None
    font.save(out)
    return out.getvalue()


def _places(font: uharfbuzz.Font, text: str) -> list[tuple[int, int, int]]:
    """Advance and offset of every glyph of `text`, without kerning."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"kern": False})
    return [(p.x_advance, p.x_offset, p.y_offset) for p in buffer.glyph_positions or ()]


def _font(data: bytes) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(data))


def test_the_font_is_light_and_the_same_every_time() -> None:
    """At most 20 KB, where the whole font would be far above; two cuts are equal."""
    cut = subset(WHOLE)
    assert cut[:4] == b"wOFF"
    assert len(cut) <= MOST < len(WHOLE) / 2
    assert subset(WHOLE) == cut


def test_every_sign_is_there_and_stands_as_in_the_whole_font() -> None:
    """Letters, digits; each letter over every third below with each vowel, and under three marks."""
    cut, whole = _font(_sfnt(subset(WHOLE))), _font(WHOLE)
    known = set(cut.face.unicodes)
    assert {ord(c) for c in KHMER_LETTERS if c not in SPARED} <= known <= {*SIGNS}
    words = [*KHMER.split(), *SYLLABLES, "១២៣៤៥៦៧៨៩០"]
    assert [w for w in words if _places(cut, w) != _places(whole, w)] == []


def test_a_feature_left_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the places of marks, or without its ligatures, the same comparison finds dozens of words."""
    whole = _font(WHOLE)
    for lost in ("abvm", "clig"):
        monkeypatch.setattr(webfont, "FEATURES", tuple(f for f in FEATURES if f != lost))
        cut = _font(_sfnt(subset(WHOLE)))
        assert sum(_places(cut, w) != _places(whole, w) for w in SYLLABLES[::7]) > 20, lost
