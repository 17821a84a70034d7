"""Photographs of mounted plates: what is in them, how the code has aged, what there is to do."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from random import Random
from zlib import crc32

import numpy as np
import pytest
from PIL import Image, ImageFilter

from generator.make.plaque import make_plaque
from generator.make.symbol import symbol_for
from generator.read.picture import FORMATS, MOST_PIXELS
from generator.scan.decoders import GATES
from generator.scan.photo import (
    Health,
    PhotoTrouble,
    Seen,
    codes_in,
    examine,
    open_photo,
    verdicts,
)
from generator.scan.rectify import Numbers
from tests.make.plates import ADDRESS, PAYLOAD, plaque_job
from tests.scan.mounted import HELD, Plate, Quad, jpeg
from tests.scan.spoilt import SIZE

STRANGER = "https://ngan-hang.example/8KQ4M3"


def grey(photo: Image.Image) -> Numbers:
    """The photograph as the program opens it: once through JPEG."""
    return np.asarray(Image.open(io.BytesIO(jpeg(photo))).convert("L"), dtype=np.float64)


def ours(photo: Numbers) -> Seen:
    """The plate's own code in the photograph."""
    (seen,) = (seen for seen in codes_in(photo) if seen.text == PAYLOAD)
    return seen


def look(photo: Image.Image) -> tuple[Health, tuple[str, ...]]:
    """How the plate's code looks, and what there is to do."""
    symbol, pixels = symbol_for(ADDRESS), grey(photo)
    seen = ours(pixels)
    health = examine(pixels, seen, (symbol.matrix,), symbol.level)
    assert health is not None
    return health, verdicts(health, seen.readers, GATES)


def test_a_sound_plate_is_measured_as_it_is() -> None:
    """Held askew among stones: both readers, no damage, the contrast of its inks, px a module by hand."""
    health, todo = look(Plate().photograph())
    assert todo == ()
    assert (health.wrong, health.finders, health.used) == (0, (0, 0, 0), 0)
    assert health.contrast == pytest.approx(87, abs=2)
    assert health.sharp > 0.9
    # The plate is 100 modules wide and 75 high; its sides are 970, 960 and about 680, 780 px long.
    assert 8.5 < health.pixels < 10


@pytest.mark.parametrize(
    ("plate", "lost", "todo"),
    [
        (lambda: Plate().tones(110, 190), (0, 0, 0), {"fading"}),
        (lambda: Plate().tones(80, 115), (0, 0, 0), {"fading"}),  # little light hides nothing
        (lambda: Plate().tones(130, 160), (0, 0, 0), {"repaint"}),
        (lambda: Plate().spoil(3, 3, 1, 1), (1, 0, 0), {"worn", "one-reader"}),
        (lambda: Plate().spoil(SIZE - 7, 0, 3, 2), (0, 6, 0), {"replace", "one-reader"}),
        (lambda: Plate().spoil(0, SIZE - 6, 3, 2), (0, 0, 6), {"replace", "one-reader"}),
        (lambda: Plate().spoil(10, 10, 7, 6, 130), (0, 0, 0), {"wipe"}),
    ],
)
def test_each_way_to_age_has_its_own_advice(
    plate: Callable[[], Plate], lost: tuple[int, int, int], todo: set[str]
) -> None:
    """Faded, scratched in each corner, dirty: each damaged module is counted where it is, the advice fits."""
    health, said = look(plate().photograph(noise=1.0))
    assert health.finders == lost
    assert set(said) == todo


@pytest.mark.parametrize(("dark", "light"), [(12, 82), (12, 95), (20, 110), (25, 125)])
def test_a_dim_photograph_is_not_blamed_on_the_plate(dark: int, light: int) -> None:
    """Sound tones in little light: the plate is sound, or the photograph too dark; it never fades."""
    health, said = look(Plate().tones(dark, light).photograph())
    assert said == (("brighter",) if light < 100 else ())
    assert health.contrast == pytest.approx(100 * (1 - dark / light) * 0.87, abs=4)


@pytest.mark.parametrize(
    ("contrast", "said"),
    [(19.4, {"repaint"}), (19.6, {"fading"}), (39.4, {"fading"}), (39.6, set())],
)
def test_contrast_is_judged_as_it_is_told(contrast: float, said: set[str]) -> None:
    """19.6 is told as 20 %, which is not below 20 %; 39.6 as 40 %, which is what is asked for."""
    sound = Health(9, contrast, 0.9, 0, (0, 0, 0), 0, 0, 0.9, 200, 0, mirrored=False)
    assert set(verdicts(sound, GATES, GATES)) == said


def test_without_the_outermost_module_one_may_not_be_told() -> None:
    """A symbol whose very corner is gone is fitted half a module short there: of six, five are sure.

    By eye the six are gone; the fit moves that corner until what is left agrees best. The advice is the same.
    """
    health, said = look(Plate().spoil(0, SIZE - 2, 3, 2).photograph(noise=1.0))
    assert health.finders[:2] == (0, 0)
    assert health.finders[2] in (5, 6)
    assert set(said) == {"replace", "one-reader"}


@pytest.mark.parametrize(
    ("photo", "todo"),
    [
        (lambda: Plate().photograph(blur=4.0), ("nearer",)),
        (lambda: Plate().tones(10, 70).photograph(noise=1.0), ("brighter",)),
        (lambda: Plate().photograph().filter(ImageFilter.GaussianBlur(4)), ("sharper",)),
    ],
)
def test_of_a_bad_photograph_nothing_else_is_said(
    photo: Callable[[], Image.Image], todo: tuple[str, ...]
) -> None:
    """From too far, too dark, out of focus: take it again, and no word about the plate."""
    assert look(photo())[1] == todo


def test_damage_to_data_is_counted_in_codewords() -> None:
    """Five by five modules turned over are 25 wrong modules and a quarter of what can be mended."""
    health, _ = look(Plate().spoil(11, 11, 5, 5).photograph())
    assert health.wrong == 25
    assert 0.2 < health.used < 0.4


def test_a_stuck_on_code_is_seen_beside_our_own() -> None:
    """Both are read, each with its place; the stranger's is not measured as ours."""
    other = make_plaque(plaque_job(address=STRANGER))[0][1]
    photo = grey(Plate().stick(other, 20, 60).photograph())
    found = codes_in(photo)
    assert {seen.text for seen in found} == {PAYLOAD, "https://NGAN-HANG.EXAMPLE/8KQ4M3"}
    symbol = symbol_for(ADDRESS)
    (stranger,) = (seen for seen in found if seen.text != PAYLOAD)
    assert examine(photo, stranger, (symbol.matrix,), symbol.level) is None


def test_of_two_symbols_the_one_that_lies_there_is_measured() -> None:
    """Handed in with others, in any order, the right one is found whole; without it none is."""
    matrix, level = symbol_for(ADDRESS).matrix, symbol_for(ADDRESS).level
    other = tuple(tuple(not module for module in row) for row in matrix)
    photo = grey(Plate().photograph())
    for both in ((matrix, other), (other, matrix)):
        health = examine(photo, ours(photo), both, level)
        assert health is not None
        assert health.wrong == 0
    assert examine(photo, ours(photo), (other,), level) is None


def test_the_photograph_may_lie_on_its_side() -> None:
    """Turned by a quarter, the finder that is damaged is still named rightly."""
    photo = Plate().spoil(SIZE - 7, 0, 3, 2).photograph()
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180):
        assert look(photo.transpose(turn))[0].finders == (0, 6, 0)


def test_the_day_is_the_photographs_own() -> None:
    """From its own record if there is one that is a day of the calendar; never made up."""
    photo = Image.new("L", (60, 40), 200)
    bad = ("", "0000:00:00", "2024:00:00", "2024:02:30", "2024/05/06", "1980:01:01", "2024:05:\0\0")
    for told, day in (("2026:06:30", "2026-06-30"), *((one, "") for one in bad)):
        assert opened(jpeg(photo, told))[1] == day, told


def test_a_damaged_record_is_none() -> None:
    """Four hundred records with bytes knocked over: each photograph opens, upright or as it lies."""
    exif, rng = Image.Exif(), Random(1)  # noqa: S311 - the same damage every time
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh để thử".encode()
    exif.get_ifd(0x8769)[0x9003] = "2026:06:30 08:30:00"
    held, turned = io.BytesIO(), []
    Image.new("L", (60, 40), 200).save(held, "JPEG", exif=exif)
    assert (opened(held.getvalue())[0].shape, opened(held.getvalue())[1]) == (
        (60, 40),
        "2026-06-30",
    )
    start = held.getvalue().index(b"Exif\0\0") + 6
    for _ in range(400):
        data = bytearray(held.getvalue())
        for _ in range(rng.randint(1, 4)):
            data[start + rng.randrange(len(exif.tobytes()) - 6)] = rng.randrange(256)
        turned.append(opened(bytes(data))[0].shape)
    assert set(turned) == {(60, 40), (40, 60)}


def opened(data: bytes, most: int = MOST_PIXELS) -> tuple[Numbers, str]:
    """A photograph as `ditich proof` opens it."""
    return open_photo(data, FORMATS, most)


def saved(photo: Image.Image, kind: str) -> bytes:
    """The photograph in a format."""
    held = io.BytesIO()
    photo.save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["EPS", "BMP", "GIF", "TIFF"])
def test_only_formats_of_photographs_are_opened(kind: str) -> None:
    """What goes through Ghostscript or an old decoder is no picture here, and never decoded."""
    photo = Image.new("L", (60, 40), 200)
    assert opened(saved(photo, "PNG"))[0].shape == (40, 60)
    with pytest.raises(PhotoTrouble, match="proof-unreadable"):
        opened(saved(photo, kind))


def test_too_many_pixels_are_refused_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    """By the header alone; of an odd picture that is opened Pillow's warnings are not heard either."""
    png = saved(Image.new("L", (60, 40), 200), "PNG")
    assert opened(png, 2400)[0].shape == (40, 60)
    with pytest.raises(PhotoTrouble, match="proof-pixels"):
        opened(png, 2399)
    for side in (11_000, 14_000):  # over ours and Pillow's warning, over Pillow's error
        header = b"IHDR" + side.to_bytes(4, "big") * 2 + png[24:29]
        trap = png[:12] + header + crc32(header).to_bytes(4, "big") + png[33:]
        with pytest.raises(PhotoTrouble, match="proof-pixels"):
            opened(trap)
    odd = Image.new("P", (60, 40))
    held = io.BytesIO()
    odd.save(held, "PNG", transparency=b"\x00\xff")
    opened(held.getvalue())
    assert not recwarn.list


def test_the_quad_of_the_test_is_askew() -> None:
    """The photographs above are no easy ones: no side of the plate is level or as long as another."""
    quad: Quad = HELD
    lengths = {round(np.hypot(a[0] - b[0], a[1] - b[1])) for a, b in itertools.pairwise(quad)}
    assert len(lengths) == 3
