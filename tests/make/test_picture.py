"""Pictures: the measure that chooses the format, ceilings on hard photographs, the same bytes each time."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter

from generator.jobs import CEILING, Input, PictureJob
from generator.make import Templates
from generator.make.picture import _on_white, encode, make, open_picture, ssim
from tests.web.six_photos import photograph


def job(path: Path) -> PictureJob:
    """Renditions of the picture at `path`."""
    return PictureJob("web", "m/0", "nha", (Input(str(path), "0"),))


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph of grass: all detail, the hardest there is for an encoder."""
    path = tmp_path_factory.mktemp("hard") / "grass.jpg"
    path.write_bytes(photograph("grass.png", 1))
    return path


def test_likeness_is_one_for_equals_and_falls_with_every_blur() -> None:
    """SSIM of a photograph with itself is 1; the more it is blurred the lower, never outside -1 to 1."""
    with Image.open(io.BytesIO(photograph("coffee.png", 1))) as opened:
        image = opened.resize((480, 360))
    scores = [ssim(image, image.filter(ImageFilter.GaussianBlur(r))) for r in (0, 1, 2, 4)]
    assert scores[0] == pytest.approx(1)
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > -1


def test_a_photograph_of_grass_keeps_its_ceilings(hard: Path) -> None:
    """The format that cannot keep the ceiling loses to the one that can."""
    for made in make(job(hard), {}, Templates(())):
        if made.media_type != "image/jpeg" and made.width in CEILING:
            assert len(made.data) <= CEILING[made.width]


def test_the_same_photograph_gives_the_same_bytes_again(hard: Path) -> None:
    """Six times over, two threads at a time, every rendition has the same bytes."""
    first = [one.data for one in make(job(hard), {}, Templates(()))]
    for _ in range(5):
        assert [one.data for one in make(job(hard), {}, Templates(()))] == first


def test_one_picture_encoded_by_two_threads_keeps_each_quality(hard: Path) -> None:
    """Saving leaves no trace in the picture that another thread could take for its own options."""
    with Image.open(hard) as opened:
        image = opened.resize((480, 360))
    encode(image, "WEBP", 20)
    assert not hasattr(image, "encoderinfo")


def opened(folder: Path, image: Image.Image, kind: str = "PNG", **options: Any) -> Image.Image:
    """What becomes of `image` when it is saved to a file and opened as a site's picture."""
    path = folder / f"anh.{kind.lower()}"
    image.save(path, kind, **options)
    return open_picture(path, 1080)


def level(image: Image.Image, at: tuple[int, int] = (0, 0)) -> tuple[int, ...]:
    """The three colours of a pixel."""
    assert image.mode == "RGB"
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return tuple(int(one) for one in found)


DEPTHS = {0: 0, 128: 0, 129: 1, 257: 1, 12_850: 50, 32_896: 128, 65_406: 254, 65_535: 255}
"""16 bits → the nearest of 8: 65,535 / 255 = 257 levels to one."""


@pytest.mark.parametrize("mode", ["I;16", "I"])
def test_a_grey_scan_of_16_bits_keeps_its_greys(tmp_path: Path, mode: str) -> None:
    """Every level is scaled to 8 bits, none is clipped to white; both modes a PNG is read in."""
    scan = Image.new(mode, (len(DEPTHS), 1))
    for x, deep in enumerate(DEPTHS):
        scan.putpixel((x, 0), deep)
    shown = opened(tmp_path, scan) if mode == "I;16" else _on_white(scan)
    assert [level(shown, (x, 0)) for x in range(len(DEPTHS))] == [
        (g, g, g) for g in DEPTHS.values()
    ]


def wide() -> bytes:
    """An ICC profile of the primaries of Display P3 with a gamma of 2.2, made here."""
    return matrix_profile((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189),
                          (0.15710, 0.06657, 0.78407))  # fmt: skip


def matrix_profile(*columns: tuple[float, float, float]) -> bytes:
    """A display profile (ICC.1:2010, version 2) of three colorants in XYZ under D50 and gamma 2.2."""

    def xyz(*numbers: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(n * 65536)) for n in numbers)

    said = b"wide\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + bytes(78)
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags = {b"desc": desc, b"cprt": b"text\0\0\0\0none\0", b"wtpt": xyz(0.9642, 1.0, 0.8249)}
    for name, column in zip((b"r", b"g", b"b"), columns, strict=True):
        tags[name + b"XYZ"] = xyz(*column)
        tags[name + b"TRC"] = gamma
    at, table, body = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s", at + len(body), b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


def test_colours_of_a_wide_profile_are_converted(tmp_path: Path) -> None:
    """A green that a phone wrote in Display P3 is a stronger green in sRGB; neutrals stay neutral."""
    muted = Image.new("RGB", (40, 40), (120, 180, 110))
    plain = opened(tmp_path, muted)
    meant = opened(tmp_path, muted, icc_profile=wide())
    assert level(plain) == (120, 180, 110)
    red, green, blue = level(meant)
    assert red < 112
    assert green > 180
    assert blue < 107
    grey = level(opened(tmp_path, Image.new("RGB", (4, 4), (128, 128, 128)), icc_profile=wide()))
    assert max(grey) - min(grey) <= 1
    assert not meant.info


def test_a_profile_changes_no_transparency(tmp_path: Path) -> None:
    """A see-through picture with a profile is converted where it is opaque and white where it is not."""
    glass = Image.new("RGBA", (2, 1), (120, 180, 110, 255))
    glass.putpixel((1, 0), (120, 180, 110, 0))
    shown = opened(tmp_path, glass, icc_profile=wide())
    whole = opened(tmp_path, Image.new("RGB", (2, 1), (120, 180, 110)), icc_profile=wide())
    assert (level(shown), level(shown, (1, 0))) == (level(whole), (255, 255, 255))


@pytest.mark.parametrize("mode", ["LA", "P", "L", "1"])
def test_every_other_mode_comes_out_as_it_looks(tmp_path: Path, mode: str) -> None:
    """Grey, palette and bilevel pictures keep black and white, and a clear pixel is white."""
    drawn = Image.new("RGBA", (3, 1), "black")
    drawn.putpixel((1, 0), (255, 255, 255, 255))
    drawn.putpixel((2, 0), (0, 0, 0, 0) if mode in ("LA", "P") else (255, 255, 255, 255))
    shown = opened(tmp_path, drawn.quantize() if mode == "P" else drawn.convert(mode))
    assert [level(shown, (x, 0)) for x in range(3)] == [(0,) * 3, (255,) * 3, (255,) * 3]


def test_a_broken_or_foreign_profile_is_passed_over(tmp_path: Path) -> None:
    """Damaged profiles, and one of another colour space, leave the numbers as they are."""
    muted = Image.new("RGB", (4, 4), (120, 180, 110))
    cut, junk = wide()[:200], b"no profile at all" * 20
    for profile in (cut, junk, wide()[:130]):
        assert level(opened(tmp_path, muted, icc_profile=profile)) == (120, 180, 110)
    grey = opened(tmp_path, Image.new("L", (4, 4), 90), icc_profile=wide())
    assert level(grey) == (90, 90, 90)


def test_a_cmyk_photograph_is_not_inverted(tmp_path: Path) -> None:
    """A JPEG for print comes out with its paper white, its black black and its red red."""
    for ink, low, high in (
        ((0, 0, 0, 0), (250, 250, 250), (255, 255, 255)),
        ((0, 0, 0, 255), (0, 0, 0), (40, 40, 40)),
        ((0, 255, 255, 0), (200, 0, 0), (255, 40, 40)),
    ):
        shown = level(opened(tmp_path, Image.new("CMYK", (16, 16), ink), "JPEG", quality=95))
        assert all(a <= b <= c for a, b, c in zip(low, shown, high, strict=True)), (ink, shown)


def test_renditions_carry_no_profile(tmp_path: Path) -> None:
    """Whatever the original said of itself, each rendition is plain sRGB without a profile or XMP."""
    path = tmp_path / "anh.png"
    Image.new("RGB", (640, 480), (120, 180, 110)).save(path, icc_profile=wide())
    with Image.open(path) as original:
        assert original.info["icc_profile"] == wide()
    for made in make(job(path), {}, Templates(())):
        with Image.open(io.BytesIO(made.data)) as rendition:
            assert not {"icc_profile", "xmp", "exif"} & set(rendition.info)
