"""Small films and recordings made up for tests: a moving band of light and a tone, nothing real."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np

RATE, FRAMES = 24_000, 10
"""Samples and pictures a second."""

SRT = "1\n00:00:00,000 --> 00:00:01,000\nCâu một.\n\n2\n00:00:01,200 --> 00:00:02,000\nCâu hai.\n"


@cache
def film(
    seconds: int = 2,
    size: tuple[int, int] = (320, 180),
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    loudness: float | None = 0.3,
    faststart: bool = False,
) -> bytes:
    """An MP4 that says where it was taken; `loudness` of 1, None for no sound at all."""
    options = {"movflags": "+faststart"} if faststart else {}
    with TemporaryDirectory() as folder:  # the index is put first in a second pass over a real file
        out = Path(folder) / "phim.mp4"
        with av.open(str(out), "w", format="mp4", options=options) as file:
            _shoot(file, seconds, size, codec, pixels, loudness)
        return out.read_bytes()


def _shoot(
    file: Any,
    seconds: int,
    size: tuple[int, int],
    codec: str,
    pixels: str,
    loudness: float | None,
) -> None:
    file.metadata.update({"location": "+10.0000+105.0000/", "title": "Thử"})
    pictures = file.add_stream(codec, rate=FRAMES)
    pictures.width, pictures.height, pictures.pix_fmt = *size, pixels
    pictures.codec_context.gop_size = FRAMES
    tone: Any = None if loudness is None else file.add_stream("aac", rate=RATE, layout="mono")
    for number in range(seconds * FRAMES):
        frame = av.VideoFrame.from_ndarray(_picture(number, size), format="rgb24")
        frame.pts = number
        file.mux(pictures.encode(frame))
    file.mux(pictures.encode(None))
    if tone is None:
        return
    wave_ = (np.sin(np.arange(seconds * RATE) / 17.0) * (loudness or 0)).astype(np.float32)
    for start in range(0, seconds * RATE, 1024):
        sound = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(wave_[None, start : start + 1024]), format="fltp", layout="mono"
        )
        sound.sample_rate, sound.pts = RATE, start
        file.mux(tone.encode(sound))
    file.mux(tone.encode(None))


def _picture(number: int, size: tuple[int, int]) -> Any:
    width, height = size
    down, across = np.mgrid[0:height, 0:width]
    light = 60 + 150 * np.exp(-(((across - width * ((number % 20) / 20)) / (width / 6)) ** 2))
    ground = np.stack([light, light * 0.75 + down * 30 / height, light * 0.5 + 20], axis=2)
    return ground.clip(0, 255).astype(np.uint8)


def turned(data: bytes) -> bytes:
    """The film as a phone held upright writes it: lying, with a note that it is to be turned by 90°."""
    at = (
        data.index(b"tkhd") + 4 + 40
    )  # version 0: the matrix is 40 bytes in (ISO/IEC 14496-12, 8.3.2)
    matrix = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 180 << 16, 0, 0x40000000)
    return data[:at] + matrix + data[at + len(matrix) :]


def recording(loudness: float = 0.3, seconds: int = 2) -> bytes:
    """A WAV with a tone of that loudness, of 1."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        tones = (round(32767 * loudness * math.sin(n / 5)) for n in range(8000 * seconds))
        file.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return out.getvalue()
