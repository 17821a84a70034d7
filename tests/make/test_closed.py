"""A kiosk's page: what leads away becomes a symbol, what only phones have becomes words."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.make.carried import drawn
from generator.make.closed import closed


def page(body: str, target: str = "vi/dinh/index.html") -> LexborHTMLParser:
    """The closed page with that body, at the address of a place."""
    html = f"<!doctype html><html lang=vi><body><main id=Main>{body}</main></body></html>"
    return LexborHTMLParser(closed(html, "vi", target))


def one(within: LexborHTMLParser | LexborNode, css: str) -> LexborNode:
    """The first that matches."""
    found = within.css_first(css)
    assert found is not None, css
    return found


def read(tree: LexborHTMLParser) -> list[str]:
    """What the symbols of the page say, drawn as a screen draws them and read by another reader."""
    found = []
    for symbol in tree.css("svg.qr"):
        side = int(str(symbol.attributes["viewBox"]).rpartition(" ")[2])
        image = Image.new("L", (side * 4, side * 4), 255)
        pen = ImageDraw.Draw(image)
        dark = one(symbol, "path.dark").attributes["d"] or ""
        for bar in dark.removeprefix("M").split("M"):
            start, _, rest = bar.partition("h")
            x, y = map(int, start.split())
            width = int(rest.partition("v")[0])
            pen.rectangle((x * 4, y * 4, (x + width) * 4 - 1, y * 4 + 3), fill=0)
        found += [seen.text for seen in zxingcpp.read_barcodes(Image.open(io.BytesIO(_png(image))))]
    return found


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "href",
    ["https://example.org/ở-đâu?x=1", "tel:+84123456789", "geo:9.7,105.6", "//example.org/a"],
)
def test_a_way_out_becomes_a_card_whose_symbol_says_it(href: str) -> None:
    """Any scheme, and another host without one."""
    tree = page(f'<p><a href="{href}" rel="nofollow">Nguồn</a></p>')
    link = one(tree, "p a")
    assert link.attributes == {"href": "#Q-1"}
    assert link.text() == "Nguồn"
    assert read(tree) == [href]
    assert one(tree, "#Q-1 .go").attributes["href"] == "#Main"


def test_one_address_has_one_card_and_a_letter_no_subject() -> None:
    """What fills a letter in would make its symbol too fine."""
    tree = page(
        '<a href="mailto:a@example.org?subject=x">1</a><a href="mailto:a@example.org">2</a>'
        '<a href="https://example.org/">3</a>'
    )
    hrefs = [a.attributes["href"] for a in tree.css("main > a")]
    assert hrefs == ["#Q-1", "#Q-1", "#Q-2"]
    assert read(tree) == ["mailto:a@example.org", "https://example.org/"]


@pytest.mark.parametrize(
    "href", [f"https://example.org/{'x' * 300}", "00020101021238540010A0000:7"]
)
def test_what_no_symbol_may_say_becomes_words(href: str) -> None:
    """Too long for a phone to read, or the beginning of a payment."""
    tree = page(f'<p>Xem <a href="{href}">ở đây</a>.</p>')
    assert tree.css("a[href^=http], svg") == []
    assert one(tree, "p").text() == "Xem ở đây."
    assert drawn(href) is None


def test_what_is_no_address_leads_nowhere() -> None:
    """A template's mistake stops no build."""
    tree = page('<p><a href="http://[a/">Đây</a></p>')
    assert [a.attributes["href"] for a in tree.css("p a")] == ["#Q-1"]


def test_links_to_what_only_phones_have_become_words_and_buttons_go() -> None:
    """Typed codes, data to take away, reporting an error; all others stay as they are."""
    tree = page(
        '<p><a href="bao/#CODE12">Báo</a> <a href="bao/" class="go">Báo</a> <a href="../../vi/ma/">Mã</a>'
        ' <a href="../../en/data/">Data</a></p><a href="../../vi/tu-ngu/">x</a>'
    )
    assert one(tree, "p").text().split() == ["Báo", "Mã", "Data"]
    assert [a.attributes["href"] for a in tree.css("a")] == ["../../vi/tu-ngu/"]


def test_a_place_may_be_called_like_a_page_of_phones() -> None:
    """It is the whole address that counts, not one of its parts."""
    hrefs = ["../bao/", "../report/", "ten/data/", "ten/bao/c/", "#bao", "../../vi/hanh-trinh/bao/"]
    hrefs += [
        "report/",
        "../data/",
        "../../en/hanh-trinh/bao/",
    ]  # each a page's name in another language
    tree = page("".join(f'<a href="{href}">x</a>' for href in hrefs))
    assert [a.attributes["href"] for a in tree.css("a")] == hrefs


def test_players_offer_nothing_but_to_play() -> None:
    """No file leaves the machine, no other screen takes over."""
    tree = page("<audio controls></audio>")
    assert "nodownload" in (one(tree, "audio").attributes["controlslist"] or "")
