"""A film for phones: its own H.264 and AAC, copied into a file that starts at once and says nothing besides.

Place, camera and author that a phone writes into it are left behind. Before the film stands a picture of
it, as light as a page can bear.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import av
from PIL import Image

from generator import disk
from generator.jobs import FilmJob, Job
from generator.make import Needs, Output, Templates
from generator.make.picture import encode
from generator.make.refusal import Refusal
from generator.read.film import opened, seconds_of

POSTER_WIDTH, POSTER_BYTES = 480, 15_000
"""The picture before a film comes with the page: px, and bytes it may have."""

_QUALITIES = (72, 60, 45, 30)
_OPTIONS = {"fflags": "+bitexact", "movflags": "+faststart"}
"""The same bytes for the same film; the index first, so that it plays before it is all there."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """`<stem>.mp4` and `<stem>-poster.jpg` of `job.inputs[0]`.

    Raises Refusal where it cannot be read, MachineTrouble where the temporary folder takes no file.
    """
    assert isinstance(job, FilmJob)
    source = Path(job.inputs[0].path)
    with _readable(source), opened(source) as film:
        picture = _upright(film)
        seconds = round(seconds_of(film), 1)
    facts = (("kind", "film"),)
    return (
        Output(f"{job.target}.mp4", _copied(source), "video/mp4", *picture.size, seconds, facts),
        Output(f"{job.target}-poster.jpg", *_poster(picture), facts=facts),
    )


@contextlib.contextmanager
def _readable(source: Path) -> Iterator[None]:
    """What opening and reading raise is the film's fault; what writing raises is not."""
    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as why:
        raise Refusal("film-unreadable", file=source.name, why=type(why).__name__) from why


def _upright(film: Any) -> Image.Image:
    """The key frame before a tenth of the film as it is shown: turned, and with square pixels."""
    stream = film.streams.video[0]
    stream.codec_context.thread_count = 1
    film.seek(int((film.duration or 0) / 10))
    frame = next(film.decode(stream), None)
    if frame is None:
        raise ValueError("no picture in it")
    image: Image.Image = frame.to_image()
    if (ratio := float(stream.sample_aspect_ratio or 1)) not in (0.0, 1.0):
        image = image.resize((max(1, round(image.width * ratio)), image.height))
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


def _poster(picture: Image.Image) -> tuple[bytes, str, int, int]:
    """(bytes, media type, width, height) of the picture before the film."""
    width = min(POSTER_WIDTH, picture.width)
    size = (width, max(1, round(picture.height * width / picture.width)))
    small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    found = b""
    for quality in _QUALITIES:
        found = encode(small, "JPEG", quality)
        if len(found) <= POSTER_BYTES:
            break
    return found, "image/jpeg", *size


def _copied(source: Path) -> bytes:
    """The first pictures and the first sound of it, and nothing else, as MP4."""
    with disk.told(Path(gettempdir())), TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        with (
            _readable(source), opened(source) as film,
            av.open(str(target), "w", format="mp4", options=_OPTIONS) as taken,
        ):  # fmt: skip
            kept = (*film.streams.video[:1], *film.streams.audio[:1])
            streams = {stream: taken.add_stream_from_template(stream) for stream in kept}
            for packet in film.demux(*kept):
                if packet.dts is not None:
                    packet.stream = streams[packet.stream]
                    taken.mux(packet)
        return target.read_bytes()
