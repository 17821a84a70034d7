"""A site whose folder had another name answers at its old web address, too."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.whole.project import BRIDGE, SHRINE, Town

OLD = "cau-ngay-truoc"


@pytest.fixture
def moved(town: Town) -> Town:
    """A built project where the bridge's folder was once called `OLD`."""
    town.edit(f"sites/{BRIDGE}/site.yaml", "\nkind: ", f"\naliases: [{OLD}]\nkind: ")
    assert town.build().code == 0
    return town


def test_the_old_address_leads_on(moved: Town) -> None:
    """It says so, leads on by itself and by a link, and is not found in lists, maps and searches."""
    page = LexborHTMLParser(moved.page(f"vi/{OLD}/index.html"))
    heads = [dict(meta.attributes) for meta in page.css("meta")]
    address = f"../../vi/{BRIDGE}/"
    assert {"http-equiv": "refresh", "content": f"0; url={address}index.html"} in heads
    assert {"name": "robots", "content": "noindex"} in heads
    assert [link.attributes["href"] for link in page.css("main a")] == [address]
    pages = [path for path in moved.web.rglob("*") if path.suffix in (".html", ".xml")]
    assert [p.name for p in pages if OLD in p.read_text("utf-8")] == []


def test_an_address_that_is_taken_stays_where_it_is(moved: Town) -> None:
    """Where the former name is another site's own, that site keeps it; the page at fault is told."""
    before = moved.page(f"vi/{SHRINE}/index.html")
    moved.edit(f"sites/{BRIDGE}/site.yaml", OLD, SHRINE)
    answer = moved.build()
    assert answer.code == 1
    assert f"“{SHRINE}” đang là địa chỉ của sites/{SHRINE}" in answer.err
    assert moved.page(f"vi/{SHRINE}/index.html") == before
    assert (moved.web / "vi" / OLD / "index.html").is_file()


def test_an_address_is_given_to_the_page_that_is_new(moved: Town) -> None:
    """A broken site's last good revision does not hold an address that a sound one asks for now."""
    moved.edit(f"sites/{BRIDGE}/site.yaml", "\nkind: ", "\nkindd: ")
    moved.edit(f"sites/{BRIDGE}/site.yaml", f"aliases: [{OLD}]\n", "")
    moved.edit(f"sites/{SHRINE}/site.yaml", "\nkind: ", f"\naliases: [{OLD}]\nkind: ")
    answer = moved.build()
    assert answer.code == 1
    assert "[target-twice]" not in answer.err
    assert f"../../vi/{SHRINE}/" in moved.page(f"vi/{OLD}/index.html")
    assert (moved.web / "vi" / BRIDGE / "index.html").is_file()
