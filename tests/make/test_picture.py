"""Pictures: the measure that chooses the format, ceilings on hard photographs, the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from generator.jobs import Input, PictureJob
from generator.make.picture import CEILING, encode, make, ssim
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
    for made in make(job(hard), {}, ()):
        if made.media_type != "image/jpeg" and made.width in CEILING:
            assert len(made.data) <= CEILING[made.width]


def test_the_same_photograph_gives_the_same_bytes_again(hard: Path) -> None:
    """Six times over, two threads at a time, every rendition has the same bytes."""
    first = [one.data for one in make(job(hard), {}, ())]
    for _ in range(5):
        assert [one.data for one in make(job(hard), {}, ())] == first


def test_one_picture_encoded_by_two_threads_keeps_each_quality(hard: Path) -> None:
    """Saving leaves no trace in the picture that another thread could take for its own options."""
    with Image.open(hard) as opened:
        image = opened.resize((480, 360))
    encode(image, "WEBP", 20)
    assert not hasattr(image, "encoderinfo")
