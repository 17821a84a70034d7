"""A film: native player, what it costs before the tap, captions to see and to read, sign language on top."""

from __future__ import annotations

from typing import Any

import pytest

from generator.blocks import build
from generator.blocks.video import IN_PLACE
from generator.model import Block, Captions
from tests.make.pages import (
    block_of,
    captions,
    faults,
    hostile,
    make_site,
    page_job,
    render,
    show,
    tree,
    words,
)

RAW: dict[str, Any] = {"kind": "video", "id": "xem", "video": "phim"}
TOLD = RAW | {"rows": captions()}
SIGNED = RAW | {"id": "ky-hieu", "sign": True}


def test_the_player_is_native_and_fetches_nothing_but_one_picture() -> None:
    """Controls, nothing preloaded, its size known, words for it, one source; length and size said before."""
    block = block_of(show(TOLD), "xem")
    player = block.css_first("video")
    assert player is not None
    said = player.attributes
    assert (said["preload"], said["width"], said["height"]) == ("none", "640", "360")
    assert {"controls", "playsinline"} <= set(said)
    assert "autoplay" not in said
    assert said["aria-label"] == "Một đoạn phim"
    assert (said["poster"] or "").endswith("-poster.jpg")
    assert [s.attributes["type"] for s in block.css("source")] == ["video/mp4"]
    assert "1 phút 22 giây · 4,2 MB · phụ đề: Tiếng Việt , English" in words(block)
    assert "Người quay: Nhóm thử. CC BY 4.0" in words(block)


@pytest.mark.parametrize(("language", "own"), [("vi", "Lời một. Lời hai."), ("en", "First words.")])
def test_what_is_said_is_read_without_playing(language: str, own: str) -> None:
    """The words of the page's own language, and the same captions are those that show first."""
    block = block_of(show(TOLD, language=language), "xem")
    text = block.css_first("details p:last-child")
    assert text is not None
    assert own in text.text()
    assert "lang" not in text.attributes
    tracks = {t.attributes["srclang"]: t.attributes for t in block.css("track[kind=captions]")}
    assert [x for x, said in tracks.items() if "default" in said] == [language]
    assert tracks["en"]["label"] == "English"


def test_captions_in_another_language_say_so() -> None:
    """An English page with Vietnamese captions alone gives those, marked as Vietnamese."""
    block = block_of(show(RAW | {"rows": captions()[:1]}, language="en"), "xem")
    assert "This part is only in Vietnamese." in words(block)
    assert block.css_first("details p[lang=vi]") is not None
    assert block.css_first("track[srclang=vi][default]") is not None


def test_a_film_in_sign_language_stands_beside_the_narration() -> None:
    """Below lede and narration and above the story, wherever that places it, under its own heading."""
    heard = {"kind": "audio", "id": "nghe", "recordings": ["giong"]}
    body = "Một đoạn.\n\n[[ky-hieu]]\n\n[[xem]]\n\nĐoạn cuối."
    page = show(heard, SIGNED, TOLD, stories=[{"language": "vi", "lede": "Câu mở.", "body": body}])
    marks = (
        "Câu mở.</p>",
        'id="B-nghe"',
        'id="B-ky-hieu"',
        "Một đoạn.",
        'id="B-xem"',
        "Đoạn cuối.",
    )
    assert [page.count(mark) for mark in marks] == [1] * len(marks)
    assert [page.index(m) for m in marks] == sorted(page.index(m) for m in marks)
    block = block_of(page, "ky-hieu")
    assert "Ngôn ngữ ký hiệu" in words(block)
    assert block.css_first("track, details") is None


def test_sign_language_joins_the_choice_of_ways() -> None:
    """Beside reading, and led to; a film that only speaks, or may not be shown, is no choice."""
    story = [{"language": "vi", "lede": "Câu mở.", "body": "Một đoạn."}]
    chosen = tree(show(SIGNED, stories=story)).css(".ways a")
    assert [a.attributes["href"] for a in chosen] == ["#Story", "#B-ky-hieu"]
    assert not tree(show(TOLD, stories=story)).css(".ways")
    (film,) = (m for m in make_site().media if m.id == "phim")
    kept = film.model_copy(update={"restricted": True})
    assert build(SIGNED).formats(make_site().model_copy(update={"media": (kept,)}), "vi") == ()


def test_a_silent_film_says_so_before_the_tap() -> None:
    """Nobody turns the sound up for nothing."""
    assert "4,2 MB · không có tiếng" in words(block_of(show(RAW | {"silent": True}), "xem"))
    assert "không có tiếng" not in words(block_of(show(TOLD), "xem"))


def test_a_picture_of_ones_own_stands_before_it() -> None:
    """`poster` names a picture of the site; its smallest rendition comes with the page."""
    player = block_of(show(TOLD | {"poster": "anh"}), "xem").css_first("video")
    assert player is not None
    assert (player.attributes["poster"] or "").endswith("-480.jpg")


def test_long_captions_have_a_page_of_their_own() -> None:
    """What would eat the page's weight is one tap away; the page there gives each line its time."""
    lines = [
        {"start": 70.0 + n, "end": 71.0 + n, "text": f"Lời thứ {n}, khá dài."} for n in range(90)
    ]
    rows = [{"language": "vi", "lines": lines}]
    assert len(Captions.model_validate(rows[0]).words) > IN_PLACE
    block = block_of(show(RAW | {"rows": rows}), "xem")
    link = block.css_first("a.go")
    assert link is not None
    assert link.attributes["href"] == "../../vi/dinh-vi-du/phim/xem/"
    assert block.css_first("details") is None
    site = make_site(blocks=[build(RAW | {"rows": rows})])
    job = page_job(site, template="web/film.html", root="../../../../", texts=(("block", "xem"),))
    page = tree(render(job))
    said = [" ".join(li.text().split()) for li in page.css(".said li")]
    assert said[:2] == ["1:10 Lời thứ 0, khá dài.", "1:11 Lời thứ 1, khá dài."]
    assert len(page.css("h1")) == 1


def test_a_film_that_is_not_published_leaves_nothing_behind() -> None:
    """Without rights, restricted or not yet made: no heading, no words of it, none to be found."""
    site = make_site(blocks=[build(TOLD)])
    assert 'id="B-xem"' not in render(page_job(site), {})
    (film,) = (m for m in site.media if m.id == "phim")
    kept = film.model_copy(update={"restricted": True})
    quiet = site.model_copy(update={"media": (kept,)})
    assert build(TOLD).plain_text(quiet, "vi") == ""
    assert build(TOLD).plain_text(site, "vi") == "Lời một. Lời hai."


def test_hostile_captions_stay_words() -> None:
    """Foreign markup is read, not run; in the captions' file it is escaped."""
    rows = captions(hostile)
    assert not faults(show(RAW | {"rows": rows}, say=hostile))
    track = Captions.model_validate(rows[0]).track
    assert "<" not in track
    assert track.count("-->") == 2


def test_captions_are_written_as_webvtt() -> None:
    """Header, times to a thousandth, words; an hour has two digits."""
    long = {"language": "vi", "lines": [{"start": 3661.5, "end": 3662, "text": "A & B"}]}
    assert Captions.model_validate(long).track == (
        "WEBVTT\n\n01:01:01.500 --> 01:01:02.000\nA &amp; B\n"
    )


def found(block: Block, **changes: Any) -> list[str]:
    """Kinds of what the block finds in the site."""
    return [kind for kind, _ in block.checks(make_site(**changes))]


def test_what_a_film_needs_is_asked_for() -> None:
    """Captions unless it is signed or silent; a film for a film and a picture before it."""
    assert found(build(RAW)) == ["video-without-captions"]
    for fine in ({"sign": True}, {"silent": True}, {"captions": "phim.srt"}):
        assert found(build(RAW | fine)) == []
    assert found(build(RAW | {"video": "anh"})) == ["video-of-no-film"]
    assert found(build(RAW | {"silent": True, "poster": "giong"})) == ["video-poster"]


def test_what_is_heard_is_held_against_what_is_said() -> None:
    """Silent where it says sound, sound where it says silent, captions after the end."""

    def kinds(raw: dict[str, Any], *, heard: bool, seconds: float = 9) -> list[str]:
        return [kind for kind, _, _ in build(raw).film_checks(seconds, heard=heard)]

    assert kinds(TOLD, heard=True) == []
    assert kinds(TOLD, heard=False) == ["video-unheard"]
    assert kinds(RAW | {"silent": True}, heard=True) == ["video-not-silent"]
    assert kinds(RAW | {"silent": True}, heard=False) == []
    assert kinds(SIGNED, heard=False) == kinds(SIGNED, heard=True) == []
    assert kinds(TOLD, heard=True, seconds=1) == ["captions-past-end"] * 2
