"""A Khmer page is built at once and offered only when a named reader answers for it."""

from __future__ import annotations

import re

import pytest

from tests.whole.project import HOUSE, SHRINE, Town

KHMER = "---\nlede: វត្តប្រចៀវ\n---\n\nវត្តប្រចៀវ\n"
"""A name attested in Khmer texts stands for a story."""

FLAG = "chờ hiệu đính"


@pytest.fixture
def three(town: Town) -> Town:
    """A built project that speaks Khmer, too, at one place."""
    town.edit("content/project.yaml", "[vi, en]", "[vi, en, km]")
    town.write(f"sites/{HOUSE}/km.md", KHMER)
    return town


def leading(town: Town, word: str = "km/") -> list[str]:
    """Pages and maps outside `km/` that lead there."""
    pages = [path for path in town.web.rglob("*") if path.suffix in (".html", ".xml")]
    others = [path for path in pages if path.relative_to(town.web).parts[0] != "km"]
    sign = re.compile(rf'(?:href="[^"]*|<loc>[^<]*)\b{word}')
    return sorted(
        path.relative_to(town.web).as_posix()
        for path in others
        if sign.search(path.read_text("utf-8"))
    )


def test_without_a_reader_it_is_built_flagged_and_not_offered(three: Town) -> None:
    """No link, no hreflang, no map, no search; the check says why."""
    answer = three.build()
    assert answer.code == 0, answer.said
    page = three.page(f"km/{HOUSE}/index.html")
    assert page.count(FLAG) == 1
    assert '<meta name="robots" content="noindex">' in page
    assert f'href="../../vi/{HOUSE}/"' in page
    assert three.page("km/index.html").count(FLAG) == 1
    assert leading(three) == []
    assert 'hreflang="km"' not in "".join(p.read_text("utf-8") for p in three.web.rglob("*.html"))
    told = three.run("check").said
    assert f"sites/{HOUSE}/km.md:1" in told
    assert "[story-unread]" in told


def test_with_a_named_reader_it_is_offered_everywhere_and_without_a_flag(three: Town) -> None:
    """On the pages of its site, the home pages and the map; a translator's name is no reader's."""
    name = f"sites/{HOUSE}/km.md"
    three.edit(name, "\n---\n\n", "\ntranslator: Người dịch thử\n---\n\n")
    assert three.build().code == 0
    assert leading(three) == []
    three.edit(name, "\n---\n\n", "\nreviewer: Người đọc thử\n---\n\n")
    answer = three.build()
    assert answer.code == 0, answer.said
    page = three.page(f"km/{HOUSE}/index.html")
    assert FLAG not in page
    assert "noindex" not in page
    found = leading(three)
    assert {"index.html", "sitemap.xml", f"vi/{HOUSE}/index.html", f"en/{HOUSE}/index.html"} <= set(
        found
    )
    assert f"vi/{SHRINE}/index.html" not in found  # has no Khmer page
    assert "[story-unread]" not in three.run("check").said
