"""Can phones play a film? Its header, every packet and every key frame are looked at; PyAV loads then.

What every phone of the last ten years plays is H.264 in 8 bits with AAC in an MP4; *make* copies those
streams and encodes nothing, so a film must come as it is to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.read.sound import QUIETEST, heard

MOST_BYTES = 60_000_000
"""A third of the day's data of a cheap tariff; longer things are given in parts."""

MOST_SECONDS = 15 * 60

MOST_RATE = 2_000_000
"""Bits a second, 15 MB a minute: 720p looks well at it, and 4G in the countryside keeps up."""

MOST_SIDE = 1920
"""px: above it the decoders of cheap phones give up (H.264 level 4)."""

_MISSING = 1.0
"""Seconds that the pictures may end before the header says: sound may last longer."""

_PLAIN = ("yuv420p", "yuvj420p")


@dataclass(frozen=True)
class Film:
    """What a film's header says: seconds, whether there is sound, and whether it can be heard."""

    seconds: float
    sound: bool
    heard: bool


def film_fault(path: Path) -> str:
    """The kind of problem that keeps a film from being shown, '' for none; raises OSError."""
    with path.open("rb") as file:  # apart: what the machine cannot open says nothing of the film
        begun = file.read(12)[4:8] == b"ftyp"  # ISO/IEC 14496-12, 4.3
    import av

    try:
        with opened(path) as film:
            fault = _outside(film, path.stat().st_size) or _inside(film)
        return fault or _unsound(path)
    except (av.FFmpegError, OSError, ValueError):
        return (
            "film-cut" if begun else "film-unreadable"
        )  # the index comes last, as cameras write it


def _unsound(path: Path) -> str:
    """Whether its sound can be decoded to the end, if there is any."""
    with opened(path) as film:
        if not film.streams.audio:
            return ""
        whole = heard(film.decode(film.streams.audio[0]))[2]
        return "" if whole else "film-cut"


def opened(path: Path) -> Any:
    """The file as a film and as nothing else: no playlist, protocol or network is ever followed."""
    import av

    return av.open(str(path), format="mp4", options={"protocol_whitelist": "file"})


def film_facts(path: Path) -> Film:
    """What captions are held against; only of a film that `film_fault` finds sound. Raises OSError."""
    with opened(path) as film:
        sound = bool(film.streams.audio)
        peak = heard(film.decode(film.streams.audio[0]))[1] if sound else 0
        return Film(seconds_of(film), sound, peak >= QUIETEST)


def seconds_of(film: Any) -> float:
    """How long an opened film is, by its header."""
    return float(film.duration or 0) / 1_000_000  # av.time_base


def _outside(film: Any, size: int) -> str:
    """What the header alone tells."""
    if not film.streams.video:
        return "film-unreadable"
    codec = film.streams.video[0].codec_context
    if codec.name != "h264" or codec.pix_fmt not in _PLAIN:
        return "film-codec"
    if film.streams.audio and film.streams.audio[0].codec_context.name != "aac":
        return "film-codec"
    if max(codec.width, codec.height) > MOST_SIDE:
        return "film-too-wide"
    seconds = seconds_of(film)
    if seconds > MOST_SECONDS:
        return "film-too-long"
    return "film-too-heavy" if size > min(MOST_BYTES, max(seconds, 1) * MOST_RATE / 8) else ""


def _inside(film: Any) -> str:
    """Whether all packets are there, and what the key frames among them show."""
    stream, end, frames = film.streams.video[0], 0.0, 0
    stream.codec_context.skip_frame = "NONKEY"
    for packet in film.demux(stream):
        if packet.is_corrupt:
            return "film-cut"
        try:
            found = packet.decode()
        except ValueError:  # of this packet alone: the header was sound
            return "film-cut"
        if any(frame.is_corrupt for frame in found):
            return "film-cut"
        frames += len(found)
        if packet.pts is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * stream.time_base))
    stated = float((stream.duration or 0) * stream.time_base)
    return "" if frames and end >= stated - _MISSING else "film-cut"
