"""The one machine voice of the demo, at the armistice seat only: espeak-ng reads the narration.

    python docs/art/voice.py

Writes sites/uy-ban-lien-hop-dinh-chien-nam-bo/media/doc-may-vi.opus and puts the time of every
paragraph before it in vi.narration.md. A labelled stand-in that shows the player; a human voice
replaces it. Needs the program espeak-ng.
"""

from __future__ import annotations

import io
import re
import subprocess
import wave
from pathlib import Path

import av
import numpy as np

SITE = Path(__file__).parents[2] / "sites" / "uy-ban-lien-hop-dinh-chien-nam-bo"
RATE = 22_050
"""Samples a second that espeak-ng speaks with."""

PAUSE = 0.7
"""Seconds of silence after each paragraph."""

PEAK = 0.85


def main() -> None:
    """Speak, write the recording, stamp the script."""
    script = SITE / "vi.narration.md"
    paragraphs = [
        re.sub(r"^\[\d+:\d\d\]\s*", "", p.strip()) for p in script.read_text("utf-8").split("\n\n")
    ]
    silence = np.zeros(int(PAUSE * RATE), np.float32)
    parts: list[np.ndarray] = []
    stamped: list[str] = []
    for paragraph in (p for p in paragraphs if p):
        start = sum(len(part) for part in parts) / RATE
        stamped.append(f"[{int(start) // 60:02}:{int(start) % 60:02}] {paragraph}")
        parts += [speak(paragraph), silence]
    sound = np.concatenate(parts)
    encode(sound * (PEAK / np.abs(sound).max()), SITE / "media" / "doc-may-vi.opus")
    script.write_text("\n\n".join(stamped) + "\n", "utf-8")


def speak(text: str) -> np.ndarray:
    """The text in the southern Vietnamese voice, slow; samples from -1 to 1."""
    command = ["espeak-ng", "-v", "vi-vn-x-south", "-s", "140", "-p", "40", "--stdout", text]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(data)) as file:
        return (
            np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
        )


def encode(sound: np.ndarray, target: Path) -> None:
    """Mono Opus, 32 kbit/s, no tags."""
    with av.open(str(target), "w", format="ogg", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("libopus", rate=24_000, layout="mono")
        stream.bit_rate = 32_000
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout="mono", rate=24_000
        )
        frame = av.AudioFrame.from_ndarray((sound * 32767).astype(np.int16)[None, :], "s16", "mono")
        frame.sample_rate = RATE
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))


if __name__ == "__main__":
    main()
