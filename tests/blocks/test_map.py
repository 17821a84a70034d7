"""The way there in words; a pin only where the point deserves one."""

from __future__ import annotations

from tests.make.pages import block_of, faults, hostile, show, words

RAW = {"kind": "map", "id": "duong"}
POINT = {"lat": 10.0, "lon": 105.0}


def links(html: str) -> list[str]:
    """Addresses the block links to, source marks aside."""
    found = [a.attributes["href"] or "" for a in block_of(html, "duong").css("a")]
    return [href for href in found if not href.startswith("#")]


def test_a_good_point_opens_in_a_map() -> None:
    """A point that is known well gives a map link and a geo: link with the same numbers."""
    assert links(show(RAW)) == [
        "https://www.google.com/maps/search/?api=1&query=10.0,105.0",
        "geo:10.0,105.0",
    ]


def test_a_low_confidence_point_makes_no_pin_and_no_link() -> None:
    """A point of low confidence appears nowhere on the page, and the page says why."""
    html = show(RAW, point=POINT | {"confidence": "low"})
    assert links(html) == []
    assert "10.0, 105.0" not in html
    assert "chưa có tọa độ đủ tin cậy" in words(block_of(html, "duong")).lower()


def test_ways_are_grouped_and_doubtful_ones_left_out() -> None:
    """Road and water each have their lines; a way of low confidence is not given."""
    ways = [{"by": "road", "text": "Đường một."}, {"by": "water", "text": "Kênh."},
            {"by": "road", "text": "Đường hai.", "confidence": "low"}]  # fmt: skip
    said = words(block_of(show(RAW, access=ways), "duong"))
    assert "Đường bộ Đường một." in said
    assert "Đường thủy Kênh." in said
    assert "Đường hai" not in said


def test_the_stretch_to_the_first_stage_stands_before_it() -> None:
    """Whoever gives it, finds it on the page."""
    way = {
        "by": "road",
        "text": "Đường.",
        "stages": [{"name": "Chợ", "leg": "7 km từ quốc lộ"}, {"name": "Đình"}],
    }
    (first, _) = block_of(show(RAW, access=[way]), "duong").css("li")
    assert " ".join(first.text(separator=" ").split()) == "7 km từ quốc lộ Chợ"


def test_hostile_ways_stay_words() -> None:
    """Foreign markup in the ways is inert."""
    assert not faults(show(RAW, say=hostile))


STAGES = [
    {"name": "Chợ Thử"},
    {
        "name": {"vi": "Cầu Mẫu", "en": "Mẫu bridge"},
        "leg": {"vi": "khoảng 1 km", "en": "about 1 km"},
    },
    {"name": "Đình Ví Dụ"},
]


def test_stages_are_a_list_in_order_with_distances_only_where_given() -> None:
    """Joined by the style alone: without it, and read aloud, they are a list; it says it has no scale."""
    ways = [
        {"by": "water", "text": "Theo kênh.", "stages": STAGES},
        {"by": "road", "text": "Đường."},
    ]
    for language, legs in (
        ("vi", ["Chợ Thử khoảng 1 km", "Cầu Mẫu", "Đình Ví Dụ"]),
        ("en", ["Chợ Thử about 1 km", "Mẫu bridge", "Đình Ví Dụ"]),
    ):
        block = block_of(show(RAW, access=ways, language=language), "duong")
        (way,) = (one for one in block.css(".way") if one.css_first("ol"))
        assert way.attributes["class"] == "way by-water"
        assert [" ".join(li.text(separator=" ").split()) for li in way.css("ol > li")] == legs
        note = {"vi": "Sơ đồ, không theo tỉ lệ.", "en": "A diagram, not to scale."}[language]
        assert note in words(block)


def test_nothing_is_drawn_where_no_stage_is_named_or_the_way_is_in_doubt() -> None:
    """No invented geometry: a way without stages is words, one of low confidence is not there at all."""
    bare = [{"by": "road", "text": "Đường."}]
    doubtful = [{"by": "road", "text": "Đường.", "stages": STAGES, "confidence": "low"}]
    for ways in (bare, doubtful):
        block = block_of(show(RAW, access=ways), "duong")
        assert not block.css("ol")
        assert "theo tỉ lệ" not in words(block)
