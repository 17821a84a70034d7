"""Stage 2, recordings: does the script of a narration belong to the sound it is read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.blocks.audio import WORDS_PER_MINUTE, AudioBlock
from generator.check.desk import Desk
from generator.model import Media, Narration, Site
from generator.problems import WARNING
from generator.read import Markdown, is_sound, sound_seconds

FAR = 2
"""Times as fast, or as slow, as a calm narrator: nobody reads so to visitors."""

NEAR = 15
"""Seconds of difference that may be music, or a pause."""

SPACED = ("vi", "en")
"""Languages whose words are parted by spaces: others cannot be counted so."""


def recordings_fit(
    desk: Desk, site: Site, texts: Mapping[str, Markdown], paths: Mapping[str, Path]
) -> None:
    """A note for a sentence after the end of its recording, else for a script much longer or shorter.

    `texts` are the scripts as read, by language; a recording with a fault has been told.
    """
    for told, media in _read_in(site):
        text, path = texts[told.language], paths.get(f"media/{media.file}")
        if path is None or not is_sound(path.name):
            continue
        try:
            if desk.fault_of(path):
                continue
            seconds = sound_seconds(path)
        except OSError:
            continue  # told with the originals
        params = {"name": media.id, "length": _clock(seconds)}
        places = [place for _, place in text.paragraphs()]
        late = [n for n, cue in enumerate(told.cues) if (cue.start or 0) >= seconds]
        if late:
            place = places[late[0]]
            desk.problems.add("narration-past-end", place, severity=WARNING, **params)
        elif told.language in SPACED and _far(aloud := _aloud(told), seconds):
            params |= {"aloud": _clock(aloud)}
            desk.problems.add("narration-other-length", places[0], severity=WARNING, **params)


def _read_in(site: Site) -> Iterator[tuple[Narration, Media]]:
    """Every script with the recording it is shown below."""
    for block in site.blocks:
        if isinstance(block, AudioBlock):
            for told in site.narrations:
                media = site.media_by_id(block.recording(site, told.language))
                if media and media.public:
                    yield told, media


def _aloud(told: Narration) -> float:
    """Seconds a calm narrator takes to read the script."""
    return sum(len(cue.text.split()) for cue in told.cues) * 60 / WORDS_PER_MINUTE


def _far(aloud: float, seconds: float) -> bool:
    return abs(aloud - seconds) > NEAR and not aloud / FAR <= seconds <= aloud * FAR


def _clock(seconds: float) -> str:
    """'01:07', as starts are written in a script."""
    return f"{round(seconds) // 60:02}:{round(seconds) % 60:02}"
