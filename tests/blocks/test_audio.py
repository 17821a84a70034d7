"""The narration: a player where a voice is recorded, else one calm button to the script."""

from __future__ import annotations

from tests.make.pages import block_of, faults, hostile, show, words

PLAYED = {"kind": "audio", "id": "nghe", "recordings": ["giong"]}
READ = {"kind": "audio", "id": "nghe", "worship": True}


def test_no_recording_opens_the_script_and_says_why() -> None:
    """At a place of worship without a voice the script opens with one tap, and the page says why."""
    block = block_of(show(READ), "nghe")
    assert block.css_first("audio") is None
    assert block.css_first("details > summary") is not None
    assert "Chưa có giọng đọc Đọc lời thuyết minh · 1 phút" in words(block)
    assert "chúng tôi chờ giọng đọc của người" in words(block)
    assert [li.text() for li in block.css(".cues li")] == ["Câu một.", "Câu hai."]


def test_an_ordinary_place_without_voice_gives_no_reason() -> None:
    """The sentence about worship stands only where it is true."""
    assert "chúng tôi chờ" not in words(block_of(show(READ | {"worship": False}), "nghe"))
    memorial = show(READ | {"worship": False}, kind="memorial")
    assert "chúng tôi chờ" in words(block_of(memorial, "nghe"))


def test_a_recording_plays_natively_and_loads_nothing_before_a_tap() -> None:
    """AAC and Opus in one native player, nothing preloaded, length and size said beforehand."""
    block = block_of(show(PLAYED), "nghe")
    audio = block.css_first("audio")
    assert audio is not None
    assert audio.attributes["preload"] == "none"
    assert "controls" in audio.attributes
    assert [s.attributes["type"] for s in block.css("source")] == ["audio/mp4", "audio/ogg"]
    assert "1 phút 22 giây · 130 KB" in words(block)


def test_a_machine_voice_is_called_one() -> None:
    """A synthetic voice is labelled beside its player."""
    assert "Giọng đọc máy" in words(block_of(show(PLAYED), "nghe"))
    assert "Giọng đọc máy" not in words(block_of(show(READ), "nghe"))


def test_cues_carry_their_seconds_only_where_there_is_sound() -> None:
    """Each sentence knows where it starts in the recording; without one nothing pretends to seek."""
    heard, read = show(PLAYED), show(READ)
    assert [li.attributes["data-at"] for li in block_of(heard, "nghe").css("[data-at]")] == [
        "0.0",
        "1.5",
    ]
    assert not block_of(read, "nghe").css("[data-at]")


def test_a_script_in_another_language_says_so() -> None:
    """Where only the Vietnamese script exists, the English page shows it marked as Vietnamese."""
    script = [{"language": "vi", "cues": [{"text": "Câu một."}]}]
    block = block_of(show(READ, language="en", narrations=script), "nghe")
    assert "This part is only in Vietnamese." in words(block)
    cues = block.css_first("ol.cues")
    assert cues is not None
    assert cues.attributes["lang"] == "vi"


def test_hostile_cues_stay_words() -> None:
    """Foreign markup in a narration is read, not run."""
    assert not faults(show(PLAYED, say=hostile))


def test_it_stands_above_the_story_wherever_the_story_places_it() -> None:
    """What is to be heard comes first and once; an ordinary block stands where the story says."""
    other = {"kind": "text", "id": "them", "text": {"vi": "Đọc thêm ở đây."}}
    body = "Một đoạn.\n\n[[nghe]]\n\n[[them]]\n\nĐoạn cuối."
    page = show(READ, other, stories=[{"language": "vi", "lede": "Câu mở.", "body": body}])
    assert page.count('id="B-nghe"') == 1
    where = [page.index(part) for part in ('id="B-nghe"', "Một đoạn.", 'id="B-them"', "Đoạn cuối.")]
    assert where == sorted(where)


def test_no_narration_is_left_out() -> None:
    """Two narrations of one place both stand on its page."""
    page = show(PLAYED, READ | {"id": "doc"})
    assert [page.count(f'id="B-{name}"') for name in ("nghe", "doc")] == [1, 1]
