"""Bytes to text: what old machines leave in files is named, what is right is never touched."""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Place, Problems
from generator.read import read_text
from generator.read.encoding import hidden, without_odd
from generator.read.legacy import _TCVN3, find
from generator.read.syllables import _toned_rimes, is_syllable

ROOT = Path(__file__).parents[2]

VIETNAMESE = """Ngôi đình ba gian hai chái nằm bên con rạch, mái lợp ngói âm dương; hoà bình, thủy, quý.
Nghĩa sĩ, giỗ, gìn giữ, giếng, quốc, nghiêng, khoẻ, khoèo, xoong, Đắk Lắk, Krông, Pắc Bó, ôtô,
càphê, khuỷu tay.
Trên bia ghi: “Tổ quốc ghi công” – «xã Lương Tâm» (NĐ 131/2021/NĐ-CP), 5 m², 15 µm,
30°, ½ mẫu, §5, ©2026, Word®."""
FRENCH = """Où est le siège de Phước Vĩnh ? La forêt brûlée, l’été naïf, façade, dû, goût, maïs,
Noël, haï, thaï.
« Mot », «mot», Caï Vôn, Caï-Caï, Baï Xau, Saïgon, Haïphong, Hanoï, Bà-Rịa, Mỹ-tho,
canoë, aiguë, Moïse."""
ENGLISH = """Naïve café, Brontë, Zoë’s rôle; señor João Malmö Köln für på å; coöperate; soft\u00adhyphen;
5 µm and 6 µm; x¹ y²."""
KHMER = "វត្ត\u200bមហាទប់ ជា\u200bវត្ត\u200bមួយ\u200bនៅ\u200bខេត្ត\u200bសុកត្រាំង"

TO_TCVN3 = {new: old for old, new in _TCVN3.items()}
TONES_VNI = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
HAT_VNI = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
BREVE_VNI = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
ALONE_VNI = {"đ": "ñ", "Đ": "Ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}


def to_tcvn3(text: str) -> str:
    """The text as a TCVN3 font stores it, seen as Latin-1."""
    return "".join(TO_TCVN3.get(c, c) for c in text)


def to_vni(text: str) -> str:
    """The text as a VNI font stores it, seen as Latin-1."""
    return "".join(_letter_to_vni(c) for c in text)


def _letter_to_vni(letter: str) -> str:
    if letter.isascii() or letter in ALONE_VNI:
        return ALONE_VNI.get(letter, letter)
    base, marks = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
    tone = next((m for m in marks if m in TONES_VNI), "")
    if "\u0302" in marks:
        return base + HAT_VNI[tone]
    if "\u0306" in marks:
        return base + BREVE_VNI[tone]
    if "\u031b" in marks:
        return {"u": "ö", "o": "ô"}.get(base, base) + TONES_VNI.get(tone, "")
    return base + TONES_VNI.get(tone, "")


@pytest.mark.parametrize("text", [VIETNAMESE, FRENCH, ENGLISH, KHMER])
def test_right_text_is_never_taken_for_an_old_encoding(text: str) -> None:
    """Vietnamese, French, English and Khmer in Unicode pass."""
    assert find(unicodedata.normalize("NFC", text)) == []


def test_the_demo_content_is_never_taken_for_an_old_encoding() -> None:
    """Every text of the demo project passes."""
    files = [p for p in sorted((ROOT / "sites").rglob("*")) if p.suffix in {".md", ".yaml"}]
    assert len(files) > 20
    assert [find(p.read_text("utf-8")) for p in files] == [[]] * len(files)


SYLLABLES = sorted(
    onset + rime
    for onset in ("", "b", "đ", "th", "ngh", "qu", "gi", "tr", "h", "l", "c")
    for rime in _toned_rimes()
    if is_syllable(onset + rime)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_no_row_of_vietnamese_syllables_looks_old(words: list[str]) -> None:
    """Whatever syllables stand side by side, with either place of the tone, nothing is flagged."""
    assert find(" ".join(words)) == []


@pytest.mark.parametrize(("kind", "convert"), [("text-tcvn3", to_tcvn3), ("text-vni", to_vni)])
def test_old_text_is_found_and_read_back(kind: str, convert: Callable[[str], str]) -> None:
    """Of 300 lines typed in an old font all are found, with the right kind, and read back exactly."""
    chance = random.Random(7)  # noqa: S311 - a fixed row of samples
    plain = [w for w in SYLLABLES if w[-1] not in "âăê"]
    for _ in range(300):
        line = " ".join(chance.choice(plain) for _ in range(6))
        finds = find(convert(line))
        assert [f.kind for f in finds] == [kind]
        assert finds[0].meant in line


def test_an_old_line_is_found_amid_unicode() -> None:
    """Only the line in the old font is named, and in a mixed line only its words."""
    text = (
        f"Đình có ba gian.\n{to_tcvn3('Đền thờ Bác Hồ')}\nNgười kể ở {to_vni('xã Lương Tâm')} đó.\n"
    )
    finds = find(text)
    assert [(f.kind, f.line, f.meant) for f in finds] == [
        ("text-tcvn3", 2, "Đền thờ Bác Hồ"),
        ("text-vni", 3, "xã Lương Tâm"),
    ]
    assert finds[1].column == 12


def load(tmp_path: Path, raw: bytes) -> tuple[str | None, list[str]]:
    """The text of a file with these bytes, and the kinds of what was said."""
    path = tmp_path / "vi.md"
    path.write_bytes(raw)
    problems = Problems()
    file = read_text(path, tmp_path, 1000, problems)
    return (file.text if file else None), [p.kind for p in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_unicode_files_read_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    """Marks, widths and line ends of the usual editors make no difference."""
    text = "Đền thờ\nBác\n"
    for written in (text, unicodedata.normalize("NFD", text)):
        assert load(tmp_path, written.replace("\n", end).encode(encoding)) == (text, [])


def test_icelandic_eth_becomes_d_with_stroke(tmp_path: Path) -> None:
    """The look-alike Ð is taken for Đ."""
    assert load(tmp_path, "Ðình".encode()) == ("Đình", [])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Đình".encode("utf-16-le"), "file-utf16-unmarked"),
        (b"\xd0\xecnh", "file-not-utf8"),
        (b"\xff\xfe\x00", "file-not-utf8"),
        (b"%PDF-1.7", "file-not-text"),
        (b"\x89PNG\r\n", "file-not-text"),
        (b"a" * 1001, "file-too-large"),
        (b"\x00a\x00b", "file-utf16-unmarked"),
    ],
)
def test_what_is_no_text_is_refused_with_words(tmp_path: Path, raw: bytes, kind: str) -> None:
    """Other encodings, other formats and oversized files each have their sentence."""
    assert load(tmp_path, raw) == (None, [kind])


def test_no_message_carries_control_characters(tmp_path: Path) -> None:
    """An escape sequence in a file never reaches the terminal."""
    path = tmp_path / "vi.md"
    path.write_bytes(b"a \x1b[31mred\x1b[0m \xc2\x9b5m \x07\n")
    problems = Problems()
    read_text(path, tmp_path, 1000, problems)
    assert len(problems) == 1
    assert all(c.isprintable() or c == "\n" for p in problems for c in p.render())


def test_khmer_keeps_its_zero_width_spaces(tmp_path: Path) -> None:
    """U+200B is spelling in Khmer and a stray elsewhere."""
    assert load(tmp_path, KHMER.encode()) == (KHMER, [])
    assert load(tmp_path, "mười\u200b hai".encode()) == ("mười hai", ["character-invisible"])


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", TURNING, ids=lambda sign: f"U+{ord(sign):04X}")
def test_signs_that_turn_text_around_are_refused(tmp_path: Path, sign: str) -> None:
    """Each is an error, behind a mere hidden sign on its line or ten lines of those, too."""
    for before, kinds in (
        ("", []),
        ("a\u200b", []),
        ("a\u200b\n" * 10, ["character-invisible"] * 10),
    ):
        text, found = load(tmp_path, f"{before}Đình {sign}Thử".encode())
        assert sorted(found) == [*kinds, "character-turning"]
        assert text
        assert "Đình Thử" in text


def test_entities_and_escapes_for_what_a_file_may_not_hold_are_found() -> None:
    """By number and by name; others are left to the page, a Khmer space to Khmer."""
    turning = "&rlm; &#8238; &#x2066; &amp; &#233; &#8203; &lrm"
    assert [(match[0], kind) for match, kind in hidden(turning)] == [
        ("&rlm;", "character-turning"), ("&#8238;", "character-turning"),
        ("&#x2066;", "character-turning"),
    ]  # fmt: skip
    lost = hidden("&#0; &#x1; &#9999999; &nbsp;")
    assert [(match[0], kind) for match, kind in lost] == [
        ("&#0;", "character-broken"), ("&#x1;", "character-control"), ("&#9999999;", "character-broken"),
    ]  # fmt: skip
    problems = Problems()
    said = [
        without_odd(text, Place("x"), problems) for text in ("a\u202eb", "a\x1bb", KHMER, "a b")
    ]
    assert said == ["ab", "a b", KHMER, "a b"]
    assert [p.kind for p in problems] == ["character-control", "character-turning"]


def test_links_folders_and_absent_files_are_problems(tmp_path: Path) -> None:
    """Nothing but an ordinary file is opened."""
    problems = Problems()
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "fifo")
    for name in ("link", "fifo", "none", "."):
        assert read_text(tmp_path / name, tmp_path, 1000, problems) is None
    assert sorted(p.kind for p in problems) == [
        "file-is-link",
        "file-missing",
        "file-special",
        "file-special",
    ]
