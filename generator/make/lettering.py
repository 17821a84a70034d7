"""Text as outlines in millimetres: shaped by HarfBuzz, broken at words, fitted to a width by rule.

A print shop never sees a font: Vietnamese stacked marks and Khmer subscripts stay as proved.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as FilePath
from typing import Any

import uharfbuzz

from generator.make.refusal import Refusal
from generator.make.scene import Path, joined
from generator.problems import MachineTrouble

FONTS = FilePath(__file__).parent.parent / "assets" / "fonts"
"""Where the font bundle lies (the build hook puts it there)."""

FILES = {
    "serif": "NotoSerif-Regular.ttf",
    "serif-bold": "NotoSerif-Bold.ttf",
    "sans": "BeVietnamPro-Regular.ttf",
    "sans-bold": "BeVietnamPro-SemiBold.ttf",
    "khmer": "NotoSansKhmer-Regular.ttf",
    "khmer-bold": "NotoSansKhmer-Bold.ttf",
}
"""Font file by role."""

HELPERS = {
    "serif": ("khmer",),
    "serif-bold": ("khmer-bold", "khmer"),
    "sans": ("khmer", "serif"),
    "sans-bold": ("khmer-bold", "serif-bold", "khmer"),
    "khmer": ("sans", "serif"),
    "khmer-bold": ("sans-bold", "serif-bold"),
}
"""Roles asked in turn for a character that a role's own font has not."""

ZWSP = "\u200b"
"""Where a Khmer line may break: Khmer writes no spaces between words."""


@dataclass(frozen=True)
class Lettered:
    """Text set on a baseline at (0, 0): `width` mm is its advance; `text` what it says, NFC."""

    path: Path
    width: float
    text: str
    language: str


@dataclass(frozen=True)
class Inked:
    """Text as coverage, a byte a px (0 bare, 255 full), rows from the top.

    `left` px from the start of the baseline to the first column, `top` px from it up to the first row.
    """

    coverage: bytes
    width: int
    height: int
    left: int
    top: int


@dataclass(frozen=True)
class Glyph:
    """One placed glyph: outline number in the font of `role`, x and y offset and advance in em."""

    role: str
    number: int
    x: float
    y: float
    advance: float


def font_file(role: str) -> FilePath:
    """The font file of `role`. Raises MachineTrouble `fonts-missing` where the bundle is not."""
    file = FONTS / FILES[role]
    if not file.is_file():
        raise MachineTrouble("fonts-missing", file=file.name, folder=FONTS.name)
    return file


def clean(text: str) -> str:
    """NFC with single spaces, as it is set; break points (ZWSP) stay."""
    return unicodedata.normalize("NFC", " ".join(text.split(" "))).strip()


def letter(
    text: str, role: str, size: float, language: str = "vi", tracking: float = 0.0
) -> Lettered:
    """`text` as outlines, `size` mm to the em, `tracking` em between letters.

    Raises Refusal `plaque-glyph-missing` for a character that no font has.
    """
    said = clean(text).replace(ZWSP, "")
    pen, paths = 0.0, []
    for glyph in _shaped(said, role, language, spaced=tracking > 0):
        path = _outline(glyph.role, glyph.number)
        if path.steps:
            paths.append(path.moved(pen + glyph.x, glyph.y))
        pen += glyph.advance + (tracking if glyph.advance else 0.0)
    width = max(pen - tracking, 0.0) * size if paths else 0.0
    return Lettered(joined(paths).scaled(size), width, said, language)


def ink(text: str, role: str, size: float, language: str = "vi") -> Inked | None:
    """`text` as coverage, `size` px to the em; None where nothing is to be seen. Raises as `letter`."""
    draw, pen = uharfbuzz.RasterDraw(), 0.0
    for glyph in _shaped(clean(text).replace(ZWSP, ""), role, language, spaced=False):
        font = _font(glyph.role)
        scale = size / font.face.upem
        draw.transform = (scale, 0.0, 0.0, scale, (pen + glyph.x) * size, glyph.y * size)
        draw.draw_glyph(font, glyph.number)
        pen += glyph.advance
    image = draw.render()
    box = image.extents
    if not box.width or not box.height:
        return None
    rows = [
        image.buffer[at : at + box.width] for at in range(0, box.stride * box.height, box.stride)
    ]
    return Inked(
        b"".join(reversed(rows)), box.width, box.height, box.x_origin, box.y_origin + box.height
    )


@lru_cache(maxsize=4096)
def measure(text: str, role: str, language: str = "vi", tracking: float = 0.0) -> float:
    """The width of `text` in em. Raises as `letter`."""
    said = clean(text).replace(ZWSP, "")
    advances = [g.advance for g in _shaped(said, role, language, spaced=tracking > 0)]
    return sum(advances) + tracking * max(sum(1 for a in advances if a) - 1, 0)


@lru_cache(maxsize=1024)
def _shaped(text: str, role: str, language: str, *, spaced: bool) -> tuple[Glyph, ...]:
    return tuple(
        glyph
        for part, part_role in _runs(text, role)
        for glyph in _shape_run(part, part_role, language, spaced=spaced)
    )


def _shape_run(text: str, role: str, language: str, *, spaced: bool) -> Iterator[Glyph]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    font = _font(role)
    # Ligatures would swallow the space between spaced letters.
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": not spaced, "clig": not spaced})
    em = font.face.upem
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            raise _missing(text[info.cluster], text)
        yield Glyph(
            role, info.codepoint, place.x_offset / em, place.y_offset / em, place.x_advance / em
        )


def _runs(text: str, role: str) -> Iterator[tuple[str, str]]:
    """`text` cut where the font must change; marks and spaces stay with what they follow."""
    start, current = 0, role
    for index, char in enumerate(text):
        wanted = _role_for(char, current if _clings(char) else role, text)
        if wanted != current and not (_clings(char) and char in _covered(current)):
            if index > start:
                yield text[start:index], current
            start, current = index, wanted
    if start < len(text):
        yield text[start:], current


def _clings(char: str) -> bool:
    return char == " " or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _role_for(char: str, role: str, text: str) -> str:
    for candidate in (role, *HELPERS[role]):
        if char in _covered(candidate):
            return candidate
    raise _missing(char, text)


def check_glyphs(text: str) -> None:
    """Raise Refusal `plaque-glyph-missing` for a character of `text` that no font of the bundle has.

    For papers: whatever sets them asks every font in turn, and says nothing where none has it.
    """
    for char in unicodedata.normalize("NFC", text):
        unseen = unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}
        if not unseen and not any(char in _covered(role) for role in FILES):
            raise _missing(char, text)


def _missing(char: str, text: str) -> Refusal:
    name = unicodedata.name(char, "?")
    return Refusal(
        "plaque-glyph-missing", char=char, point=f"U+{ord(char):04X}", name=name, text=text
    )


@cache
def _covered(role: str) -> frozenset[str]:
    return frozenset(map(chr, _font(role).face.unicodes))


@cache
def _font(role: str) -> Any:
    blob = uharfbuzz.Blob.from_file_path(str(font_file(role)))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


@lru_cache(maxsize=4096)
def _outline(role: str, number: int) -> Path:
    """The outline of a glyph in em."""
    font = _font(role)
    steps: list[str] = []
    numbers: list[float] = []
    font.draw_glyph(number, _draw_funcs(), (steps, numbers))
    return Path("".join(steps), tuple(n / font.face.upem for n in numbers))


@cache
def _draw_funcs() -> Any:
    funcs = uharfbuzz.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, to: _draw(to, "M", x, y))
    funcs.set_line_to_func(lambda x, y, to: _draw(to, "L", x, y))
    funcs.set_quadratic_to_func(lambda *args: _bend(args[-1], *args[:-1]))
    funcs.set_cubic_to_func(lambda *args: _draw(args[-1], "C", *args[:-1]))
    funcs.set_close_path_func(lambda to: _draw(to, "Z"))
    return funcs


def _bend(to: tuple[list[str], list[float]], x1: float, y1: float, x: float, y: float) -> None:
    """A quadratic curve as the cubic it is; in doubles, since C's float32 differs by machine."""
    x0, y0 = to[1][-2:]
    _draw(to, "C", (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x + 2 * x1) / 3, (y + 2 * y1) / 3, x, y)


def _draw(to: tuple[list[str], list[float]], step: str, *numbers: float) -> None:
    to[0].append(step)
    to[1].extend(numbers)
