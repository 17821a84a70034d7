"""A film as it is published: the same pictures and sound, index first, upright, without a place."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from PIL import Image

from generator.disk import digest_of
from generator.jobs import FilmJob, Input
from generator.make import Output, Templates
from generator.make import film as maker
from generator.make.refusal import Refusal
from tests.films import film, turned


def made(root: Path, data: bytes) -> tuple[Output, ...]:
    """What comes of a film."""
    path = root / "phim.mp4"
    path.write_bytes(data)
    return maker.make(
        FilmJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),)), {}, Templates(())
    )


def test_pictures_and_sound_are_copied_and_start_at_once(tmp_path: Path) -> None:
    """Every packet as it was; the index stands before them; the same bytes when made again."""
    given = film()
    played, poster = made(tmp_path, given)
    assert (played.target, played.media_type, played.seconds) == ("m/x.mp4", "video/mp4", 2.0)
    assert (played.width, played.height) == (320, 180)
    assert played.data.index(b"moov") < played.data.index(b"mdat") < len(given)
    assert packets(played.data) == packets(given)
    assert made(tmp_path, given) == (played, poster)


def packets(data: bytes) -> list[tuple[str, bytes]]:
    """What is in a film, stream by stream."""
    with av.open(io.BytesIO(data), "r") as file:
        found = [(p.stream.type, bytes(p)) for p in file.demux() if p.size]
    return sorted(found, key=lambda pair: pair[0])


def test_where_it_was_taken_is_left_behind(tmp_path: Path) -> None:
    """A phone writes a place into a film; what is published holds none, nor a title."""
    given = film()
    assert b"loci" in given
    with av.open(io.BytesIO(made(tmp_path, given)[0].data)) as file:
        assert set(file.metadata) == {"major_brand", "minor_version", "compatible_brands"}
    assert b"loci" not in made(tmp_path, given)[0].data


def test_a_film_held_upright_stands_upright(tmp_path: Path) -> None:
    """Its turn is kept, its size is told as it is shown, and so is the picture before it."""
    played, poster = made(tmp_path, turned(film()))
    assert (played.width, played.height) == (180, 320)
    assert (poster.width, poster.height) == (180, 320)
    with av.open(io.BytesIO(played.data), "r") as file:
        assert abs(next(file.decode(video=0)).rotation) == 90


def test_the_picture_before_it_is_light_and_of_the_film(tmp_path: Path) -> None:
    """At most 480 px and 15,000 bytes, which come with the page."""
    _, poster = made(tmp_path, film(2, (640, 360)))
    assert (poster.target, poster.width, poster.height) == ("m/x-poster.jpg", 480, 270)
    assert len(poster.data) <= maker.POSTER_BYTES
    with Image.open(io.BytesIO(poster.data)) as image:
        assert (
            image.convert("L").histogram()[150:] != [0] * 106
        )  # the band of light, no black field


@pytest.mark.parametrize("data", [b"", b"no film", film()[:200]])
def test_what_is_no_film_is_refused(tmp_path: Path, data: bytes) -> None:
    """By its file's name."""
    with pytest.raises(Refusal) as refused:
        made(tmp_path, data)
    assert (refused.value.kind, refused.value.params["file"]) == ("film-unreadable", "phim.mp4")
