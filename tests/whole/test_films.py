"""A site with a film: every fault at its line before anything is built, and a build that publishes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import ERROR
from tests.films import SRT, film, recording
from tests.whole.project import SHRINE, Town, content, found_town, tree
from tests.whole.shrine import MEDIA, SITE, found, line

FILM = """\
media:
  - id: phim
    file: phim.mp4
    kind: video
    alt: {vi: Một dải sáng đi ngang, en: A band of light}
    author: Nhóm phim thử
    rights: CC BY 4.0
"""
BLOCK = """\
blocks:
  - {kind: video, id: xem, video: phim, captions: {vi: phim.srt}}
"""


def with_film(root: Path) -> Town:
    """Three places, one with a film and its captions."""
    town = found_town(root)
    town.edit(SITE, "media:\n", FILM)
    town.edit(SITE, "blocks:\n", BLOCK)
    town.write(f"{MEDIA}/phim.mp4", film())
    town.write(f"{MEDIA}/phim.srt", SRT)
    return town


@pytest.fixture(scope="module")
def premiere(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with a film."""
    return with_film(tmp_path_factory.mktemp("cinema") / "t")


@pytest.fixture
def cinema(premiere: Town, tmp_path: Path) -> Town:
    """The same to spoil."""
    return content(premiere, tmp_path / "t")


def block(town: Town, fields: str) -> None:
    """The film's block with other fields."""
    town.edit(SITE, "video: phim, captions: {vi: phim.srt}", fields)


def webm(town: Town) -> None:
    """A film of a form that not every phone plays."""
    (town.root / MEDIA / "phim.mp4").rename(town.root / MEDIA / "phim.webm")
    town.edit(SITE, "phim.mp4", "phim.webm")


SPOILT: dict[str, tuple[Callable[[Town], object], str, str]] = {
    "cut": (lambda t: t.write(f"{MEDIA}/phim.mp4", film()[:9000]), "film-cut", "phim.mp4"),
    "a text": (lambda t: t.write(f"{MEDIA}/phim.mp4", "lời kể"), "film-unreadable", "phim.mp4"),
    "in HEVC": (lambda t: t.write(f"{MEDIA}/phim.mp4", film(1, codec="libx265")), "film-codec", "phim.mp4"),
    "another form": (webm, "film-codec", "phim.webm"),
    "called a picture": (lambda t: t.edit(SITE, "kind: video\n    alt", "kind: photo\n    alt"),
                         "film-kind", "phim.mp4"),
    "no captions": (lambda t: block(t, "video: phim"), "video-without-captions", "kind: video, id"),
    "captions as Word": (lambda t: block(t, "video: phim, captions: phim.mp4"), "captions-format",
                         "kind: video, id"),
    "captions gone": (lambda t: (t.root / MEDIA / "phim.srt").unlink(), "path-missing", "kind: video, id"),
    "captions of another film": (lambda t: t.write(f"{MEDIA}/phim.srt", SRT.replace("00:0", "00:4")),
                                 "captions-past-end", "kind: video, id"),
    "silent it is not": (lambda t: block(t, "video: phim, silent: true"), "video-not-silent",
                         "kind: video, id"),
    "silent": (lambda t: t.write(f"{MEDIA}/phim.mp4", film(loudness=0.0)), "video-unheard",
               "kind: video, id"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "kind", "words"), SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_with_a_film_is_told_at_its_line(
    cinema: Town, spoil: Callable[[Town], object], kind: str, words: str
) -> None:
    """One sentence at the line that an editor can change, in both languages, and no other."""
    spoil(cinema)
    told = [p for p in found(cinema) if p.kind not in ("media-unnamed", "video-of-no-film")]
    assert [p.kind for p in told] == [kind]
    assert (told[0].place.file, told[0].place.line) == (SITE, line(cinema, words))
    for language in ("vi", "en"):
        assert "^" in told[0].render(language)
        assert "{" not in told[0].advice(language).replace("{vi: ", "")


def test_captions_out_of_order_are_told_in_their_own_file(cinema: Town) -> None:
    """At the line of the caption that comes too early."""
    cinema.write(f"{MEDIA}/phim.srt", SRT + "\n3\n00:00:00,500 --> 00:00:00,900\nCâu ba.\n")
    (told,) = found(cinema)
    assert (told.kind, str(told.place)) == ("captions-order", f"{MEDIA}/phim.srt:10:1")


def test_a_sound_film_says_nothing(cinema: Town) -> None:
    """Nor do the captions count as a file that no entry names; one that is shown nowhere stops nothing."""
    assert found(cinema) == []
    cinema.edit(SITE, BLOCK, "blocks:\n")
    (cinema.root / MEDIA / "phim.srt").unlink()
    cinema.write(f"{MEDIA}/phim.mp4", "lời kể")
    assert [(p.kind, p.severity == ERROR) for p in found(cinema)] == [("film-unreadable", False)]


def test_a_recording_that_says_nothing_is_told(cinema: Town) -> None:
    """Silent and broken recordings, each at the line of its file."""
    entry = "media:\n  - {id: giong, file: giong.wav, kind: audio, language: vi, author: Thử, rights: CC0}\n"
    cinema.edit(SITE, "media:\n", entry)
    for data, kinds in (
        (recording(0.0), ["sound-silent"]),
        (recording()[:9000], ["sound-cut"]),
        (b"", ["sound-unreadable"]),
        (recording(), []),
    ):
        cinema.write(f"{MEDIA}/giong.wav", data)
        told = found(cinema)
        assert [p.kind for p in told] == kinds
        assert all(p.place.line == line(cinema, "giong.wav") for p in told)


def test_it_is_published_and_an_edit_of_its_captions_makes_only_pages(cinema: Town) -> None:
    """Film, picture and captions lie in the edition; other captions leave the film as it is."""
    assert cinema.make(("web",)).published
    before = tree(cinema.web)
    endings = sorted(n.rpartition(".")[2] for n in before if n.startswith("m/"))
    assert {"mp4", "vtt", "jpg"} <= set(endings)
    assert "Câu một." in cinema.page(f"vi/{SHRINE}/index.html")
    cinema.write(f"{MEDIA}/phim.srt", SRT.replace("Câu một.", "Câu mở đầu."))
    assert cinema.make(("web",)).published
    after = tree(cinema.web)
    assert "Câu mở đầu." in cinema.page(f"vi/{SHRINE}/index.html")
    changed = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
    assert not [n for n in changed if n.endswith((".mp4", ".jpg", ".avif"))]
    assert len([n for n in changed if n.endswith(".vtt")]) == 2


def test_a_film_that_is_kept_back_leaves_no_trace(cinema: Town) -> None:
    """Restricted: neither film nor picture nor captions nor their words are published."""
    cinema.edit(SITE, "    kind: video\n", "    kind: video\n    restricted: true\n")
    assert cinema.make(("web",)).published
    assert not [n for n in tree(cinema.web) if n.endswith((".mp4", ".vtt", "poster.jpg"))]
    texts = [p for p in cinema.web.rglob("*") if p.suffix in (".html", ".js", ".xml", ".json")]
    assert [p for p in texts if "Câu một." in p.read_text("utf-8")] == []
