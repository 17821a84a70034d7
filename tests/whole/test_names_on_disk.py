"""A disk may spell a file's name otherwise than the editor (NFD from a Mac): the file is still found."""

from __future__ import annotations

import unicodedata

from tests.whole.project import Town, picture


def test_a_photograph_whose_name_is_decomposed_is_built(town: Town) -> None:
    """The name in site.yaml is composed, the one on the disk is not, and the store has not seen it yet."""
    name = "cổng chùa.jpg"
    town.add_site("noi-nfd")
    town.add_picture("noi-nfd", name, picture(9, "JPEG"))
    media = town.site("noi-nfd") / "media"
    (media / name).rename(media / unicodedata.normalize("NFD", name))
    assert [path.name for path in media.iterdir()] == [unicodedata.normalize("NFD", name)]
    answer = town.build()
    assert answer.code == 0, answer.said
    assert "<img" in town.page("vi/noi-nfd/index.html")
