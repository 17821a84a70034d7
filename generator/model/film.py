"""Captions of a film, and what a block may say of the film that it shows."""

from __future__ import annotations

from typing import ClassVar, Self

from generator.model.base import Frozen


class Caption(Frozen):
    """Words shown under a film from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


class Captions(Frozen):
    """The captions of a film in one language, in order and none over another."""

    language: str
    lines: tuple[Caption, ...]

    @property
    def words(self) -> str:
        """All that is said, to be read without playing."""
        return " ".join(line.text for line in self.lines)

    @property
    def track(self) -> str:
        """The same as a WebVTT file (W3C), written anew: no style, no markup."""
        cues = (f"{clock(c.start)} --> {clock(c.end)}\n{_plain(c.text)}\n" for c in self.lines)
        return "\n".join(["WEBVTT\n", *cues])


def clock(seconds: float) -> str:
    """A time as WebVTT writes it, `hh:mm:ss.mmm`."""
    whole, rest = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"


def _plain(text: str) -> str:
    """The words with what WebVTT takes for markup escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Filmed(Frozen):
    """What stages ask of any block about a film; most show none."""

    at_head: ClassVar[bool] = False
    """Whether it stands above the story, wherever the story places it."""

    @property
    def leads(self) -> bool:
        """The same of this very block."""
        return self.at_head

    @property
    def film(self) -> str:
        """Id of the film it shows, '' if none."""
        return ""

    @property
    def caption_files(self) -> tuple[tuple[str, str], ...]:
        """(language, name) of the files in `media/` whose captions `with_captions` takes."""
        return ()

    def with_captions(self, captions: tuple[Captions, ...]) -> Self:
        """The same block holding what those files say."""
        return self

    @property
    def tracks(self) -> tuple[Captions, ...]:
        """The captions published with it."""
        return ()

    def film_checks(
        self, seconds: float, *, heard: bool
    ) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        """What its film shows to be wrong, as (kind, place in the block, severity).

        The film lasts `seconds`, and `heard` says whether there is anything to hear in it.
        """
        return ()

    def apart(self, language: str) -> bool:
        """Whether what is said in it has a page of its own in that language."""
        return False
