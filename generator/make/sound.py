"""Narration for phones: mono AAC (.m4a) for every browser and Opus for those that take it (av, FFmpeg)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av

from generator.jobs import Job, SoundJob
from generator.make import Needs, Output, Templates
from generator.make.refusal import Refusal

MOST_SECONDS = 20 * 60
"""A narration longer than this is a mistake, or an attack."""

_FORMS = (
    # suffix, container, codec, media type, samples a second, bits a second (≤ 4 KB/s)
    (".m4a", "ipod", "aac", "audio/mp4", 24_000, 28_000),
    (".opus", "ogg", "libopus", "audio/ogg; codecs=opus", 24_000, 20_000),
)


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Both renditions of `job.inputs[0]`."""
    assert isinstance(job, SoundJob)
    source = Path(job.inputs[0].path)
    try:
        made = [(form, *_encode(source, *form[:3], *form[4:])) for form in _FORMS]
    except (av.FFmpegError, OSError, ValueError) as why:
        raise Refusal("sound-unreadable", file=source.name, why=type(why).__name__) from why
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
    with (
        TemporaryDirectory() as folder,
        av.open(str(source), options={"protocol_whitelist": "file"}) as given,
    ):
        if not given.streams.audio:
            raise ValueError("no sound in it")
        target = Path(folder) / f"sound{suffix}"
        with av.open(str(target), "w", format=container, options=options) as taken:
            seconds = _transcode(given, taken, codec, rate, bits)
        return target.read_bytes(), seconds


def _transcode(given: Any, taken: Any, codec: str, rate: int, bits: int) -> float:
    stream = taken.add_stream(codec, rate=rate, layout="mono")
    stream.bit_rate = bits
    stream.codec_context.thread_count = 1
    stream.codec_context.flags |= 1 << 23  # AV_CODEC_FLAG_BITEXACT
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate)
    samples = 0
    for frame in given.decode(given.streams.audio[0]):
        for part in resampler.resample(frame):
            samples += part.samples
            if samples > MOST_SECONDS * rate:
                raise ValueError("too long")
            taken.mux(stream.encode(part))
    for part in resampler.resample(None):
        samples += part.samples
        taken.mux(stream.encode(part))
    taken.mux(stream.encode(None))
    return samples / rate
