"""Text as outlines: every Vietnamese letter, Khmer, missing glyphs, fitting and breaking."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator.make import lettering
from generator.make.fitting import Style, break_lines, fit
from generator.make.lettering import FILES, ZWSP, font_file, letter, measure
from generator.make.refusal import Refusal
from generator.problems import MachineTrouble

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", base + tone)
        for vowel in "aăâeêioôơuưy"
        for base in (vowel, vowel.upper())
        for tone in TONES
    }
    - set("aeiouyAEIOUY")
    | {"đ", "Đ"}
)
LATIN_ROLES = [role for role in FILES if not role.startswith("khmer")]


def test_there_are_134_accented_letters() -> None:
    """The list under test is whole: 67 small and 67 capital letters beyond plain Latin."""
    assert len(LETTERS) == 134


@pytest.mark.parametrize("role", LATIN_ROLES)
def test_every_vietnamese_letter_is_in_the_roles_own_font(role: str) -> None:
    """All 134 accented letters are drawn by the font itself, none by a helper font."""
    glyphs = [g for c in LETTERS for g in lettering._shaped(c, role, "vi", spaced=False)]
    assert {glyph.role for glyph in glyphs} == {role}
    assert all(glyph.number != 0 for glyph in glyphs)


@pytest.mark.parametrize("role", LATIN_ROLES)
def test_no_two_vietnamese_letters_look_the_same(role: str) -> None:
    """The 134 outlines all differ, so no mark is lost on the way."""
    assert len({letter(char, role, 10.0).path for char in LETTERS}) == 134


def test_decomposed_text_gives_the_same_outlines() -> None:
    """NFD and NFC spellings of a name are the same plate."""
    name = "Trụ sở Ủy ban Liên hợp đình chiến Nam Bộ"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    assert letter(decomposed, "serif-bold", 9.0) == letter(name, "serif-bold", 9.0)


def test_size_is_in_millimetres() -> None:
    """A capital H of a 10 mm em is as high as the font says: 7.14 mm in Noto Serif."""
    _, low, _, high = letter("H", "serif", 10.0).path.bounds
    assert (low, round(high, 2)) == (0.0, 7.14)


def test_kerning_is_on() -> None:
    """`Tà` is narrower than T and à apart."""
    apart = measure("T", "sans") + measure("à", "sans")
    assert measure("Tà", "sans") < apart - 0.01


def test_tracking_adds_space_between_letters_only() -> None:
    """Three letters have two spaces of 0.1 em between them."""
    assert measure("XÃÃ", "sans", "vi", 0.1) == pytest.approx(measure("XÃÃ", "sans") + 0.2)
    assert letter("XÃÃ", "sans", 5.0, tracking=0.1).width == pytest.approx(
        5.0 * measure("XÃÃ", "sans", "vi", 0.1)
    )


def test_khmer_is_shaped_and_mixes_with_latin() -> None:
    """Subscripts join their consonant; a letter the Khmer font lacks takes the Latin font."""
    glyphs = lettering._shaped("ស្កេនកូដ ặ", "khmer", "km", spaced=False)
    assert glyphs[-1].role != "khmer"
    assert {glyph.role for glyph in glyphs[:-1]} == {"khmer"}
    coeng = lettering._shaped("ស្ក", "khmer", "km", spaced=False)
    assert len(coeng) == 2, "consonant and stacked consonant, no visible coeng sign"


def test_khmer_inside_a_vietnamese_line_finds_the_khmer_font() -> None:
    """The roles that print Vietnamese fall back to Khmer by coverage."""
    glyphs = lettering._shaped("Chùa វត្ត", "serif-bold", "vi", spaced=False)
    assert glyphs[0].role == "serif-bold"
    assert {g.role for g in glyphs} == {"serif-bold", "khmer-bold"}


@pytest.mark.parametrize("char", ["中", "😀", "\ue000"])
def test_a_character_no_font_has_is_refused(char: str) -> None:
    """A missing glyph is a Refusal with the character's number, never a box on stone."""
    with pytest.raises(Refusal) as caught:
        letter(f"Đình {char}", "serif", 8.0)
    assert caught.value.kind == "plaque-glyph-missing"
    assert caught.value.params["point"] == f"U+{ord(char):04X}"


def test_missing_bundle_is_said_by_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the font bundle the trouble names the file that is missing."""
    monkeypatch.setattr(lettering, "FONTS", tmp_path)
    with pytest.raises(MachineTrouble) as caught:
        font_file("serif-bold")
    assert caught.value.params["file"] == "NotoSerif-Bold.ttf"


NAME = Style("serif-bold", 19.0, 8.5, 3, title=True)


def test_a_short_name_takes_its_best_size() -> None:
    """A name that fits stays on one line at its best."""
    fitted = fit("Chùa Ví Dụ", NAME, 174.0)
    assert fitted is not None
    assert (fitted.lines, fitted.size) == (("Chùa Ví Dụ",), 19.0)


def test_a_long_name_breaks_at_sense_and_fits() -> None:
    """A long name is broken before a capital or between words, never inside `Nam Bộ`."""
    fitted = fit("Trụ sở Ủy ban Liên hợp đình chiến Nam Bộ", NAME, 174.0)
    assert fitted is not None
    assert 1 < len(fitted.lines) <= 3
    assert "Nam Bộ" in fitted.lines[-1]
    for line in fitted.lines:
        assert letter(line, "serif-bold", fitted.size).width <= 174.0 + 0.05


def test_what_cannot_fit_is_none() -> None:
    """A word wider than the plate at its least size does not fit."""
    assert fit("N" * 40, NAME, 174.0) is None


def test_a_newline_always_breaks() -> None:
    """The editor's own break is kept."""
    fitted = fit("Đền thờ\nVí Dụ", NAME, 174.0)
    assert fitted is not None
    assert fitted.lines == ("Đền thờ", "Ví Dụ")


def test_khmer_breaks_only_at_zero_width_spaces() -> None:
    """Khmer breaks at ZWSP; the mark itself is not drawn."""
    words = ["ដើម្បី", "អាន", "រឿងរ៉ាវ"]
    style = Style("khmer", 5.0, 4.0, 3)
    wide = max(measure(word, "khmer", "km") for word in words) + 0.1
    broken = break_lines(ZWSP.join(words), style, wide, "km")
    assert broken is not None
    assert [line.replace(ZWSP, "") for line in broken.lines] == words
    assert letter(ZWSP.join(words), "khmer", 5.0, "km") == letter(
        "".join(words), "khmer", 5.0, "km"
    )


def test_numbers_stay_with_their_word() -> None:
    """A date is not torn: the line breaks before `ngày`, though `ngày` would still fit."""
    text = "Xếp hạng theo Quyết định ngày 28 tháng 6 năm 1996 của tỉnh"
    first, second = "Xếp hạng theo Quyết định ngày", "ngày 28 tháng 6 năm 1996 của tỉnh"
    width = max(measure(first, "sans"), measure(second, "sans")) + 0.1
    broken = break_lines(text, Style("sans", 4.0, 4.0, 5), width, "vi")
    assert broken is not None
    assert broken.lines == ("Xếp hạng theo Quyết định", second)
