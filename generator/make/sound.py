"""Narration for phones: mono AAC (.m4a) for every browser and Opus for those that take it (av, FFmpeg)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import av

from generator import disk
from generator.jobs import Job, SoundJob
from generator.make import Needs, Output, Templates
from generator.make.refusal import Refusal
from generator.read.sound import MOST_SECONDS

_FORMS = (
    # suffix, container, codec, media type, samples a second, bits a second (≤ 4 KB/s)
    (".m4a", "ipod", "aac", "audio/mp4", 24_000, 28_000),
    (".opus", "ogg", "libopus", "audio/ogg; codecs=opus", 24_000, 20_000),
)


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Both renditions of `job.inputs[0]`.

    Raises Refusal where it cannot be decoded, MachineTrouble where the temporary folder takes no file.
    """
    assert isinstance(job, SoundJob)
    source = Path(job.inputs[0].path)
    made = [(form, *_encode(source, *form[:3], *form[4:])) for form in _FORMS]
    return tuple(
        Output(
            f"{job.target}{form[0]}",
            data,
            form[3],
            seconds=round(seconds, 1),
            facts=(("kind", "sound"),),
        )
        for form, data, seconds in made
    )


def _encode(
    source: Path, suffix: str, container: str, codec: str, rate: int, bits: int
) -> tuple[bytes, float]:
    """(bytes, seconds): first audio stream only, mono, no tags, bit-exact flags for the same bytes."""
    options = {"fflags": "+bitexact"}
    if container == "ipod":
        options["movflags"] = "+faststart"  # plays before it is all there; needs a real file
    # A local file named by us; no protocol, playlist or network is ever followed.
    with _readable(source):
        given = av.open(str(source), options={"protocol_whitelist": "file"})
    with given, disk.told(Path(gettempdir())), TemporaryDirectory() as folder:
        target = Path(folder) / f"sound{suffix}"
        with av.open(str(target), "w", format=container, options=options) as taken:
            seconds = _transcode(_frames(given, source), taken, codec, rate, bits)
        return target.read_bytes(), seconds


@contextlib.contextmanager
def _readable(source: Path) -> Iterator[None]:
    """What opening and decoding raise is the recording's fault; what writing raises is not."""
    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as why:
        raise Refusal("sound-unreadable", file=source.name, why=type(why).__name__) from why


def _frames(given: Any, source: Path) -> Iterator[Any]:
    with _readable(source):
        if not given.streams.audio:
            raise ValueError("no sound in it")
        seconds = 0.0
        for frame in given.decode(given.streams.audio[0]):
            seconds += frame.samples / frame.sample_rate
            if seconds > MOST_SECONDS:
                raise ValueError("too long")
            yield frame


def _transcode(frames: Iterator[Any], taken: Any, codec: str, rate: int, bits: int) -> float:
    stream = taken.add_stream(codec, rate=rate, layout="mono")
    stream.bit_rate = bits
    stream.codec_context.thread_count = 1
    stream.codec_context.flags |= 1 << 23  # AV_CODEC_FLAG_BITEXACT
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate)
    samples = 0
    for frame in frames:
        for part in resampler.resample(frame):
            samples += part.samples
            taken.mux(stream.encode(part))
    for part in resampler.resample(None):
        samples += part.samples
        taken.mux(stream.encode(part))
    taken.mux(stream.encode(None))
    return samples / rate
