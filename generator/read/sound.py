"""Can a recording be heard? All of it is decoded once, as *make* will; whoever remembers asks no more.

PyAV loads when the first recording is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

MOST_SECONDS = 20 * 60
"""A narration longer than this is a mistake, or an attack."""

QUIETEST = 33
"""Of 32,767: 60 dB below full scale. A phone beside a road plays nothing of what is softer all along."""

_MISSING = 1.0
"""Seconds by which a header may promise more than there is: encoders pad."""


def sound_fault(path: Path) -> str:
    """The kind of problem that keeps a recording from being heard, '' for none; raises OSError."""
    with path.open("rb") as file:  # apart: what the machine cannot open says nothing of the sound
        stub = _is_stub(file.read(8), path.stat().st_size)
    import av

    try:
        # A local file named by us; no protocol, playlist or network is ever followed.
        with av.open(str(path), options={"protocol_whitelist": "file"}) as given:
            if not given.streams.audio:
                return "sound-unreadable"
            stated = (given.duration or 0) / av.time_base
            seconds, peak, whole = heard(given.decode(given.streams.audio[0]))
    except (av.FFmpegError, OSError, ValueError):
        return "sound-unreadable"
    if not 0 < seconds <= MOST_SECONDS:
        return "sound-unreadable"
    if stub or not whole or seconds < stated - _MISSING:
        return "sound-cut"
    return "" if peak >= QUIETEST else "sound-silent"


def sound_seconds(path: Path) -> float:
    """How long a recording is, by its header; only of one that `sound_fault` finds sound. Raises OSError."""
    import av

    with av.open(str(path), options={"protocol_whitelist": "file"}) as given:
        return float(given.duration or 0) / 1_000_000  # av.time_base


def _is_stub(head: bytes, size: int) -> bool:
    """Whether a WAV is shorter than it says: FFmpeg takes what is there for all. Streams say 0 or -1."""
    said = int.from_bytes(head[4:8], "little")
    return head[:4] == b"RIFF" and said < 0xFFFFFF00 and said + 8 > size + 1


def heard(frames: Iterable[Any]) -> tuple[float, int, bool]:
    """(seconds, loudest sample of 32,767, whether all of it could be decoded), up to `MOST_SECONDS`."""
    import av

    seconds, peak, resampler = 0.0, 0, None
    try:
        for frame in frames:
            resampler = resampler or av.AudioResampler(format="s16")
            seconds += frame.samples / frame.sample_rate
            for part in resampler.resample(frame):
                peak = max(peak, int(abs(part.to_ndarray().astype("int32")).max(initial=0)))
            if seconds > MOST_SECONDS:
                break
    except av.FFmpegError:
        if not seconds:
            raise
        return seconds, peak, False
    return seconds, peak, True
