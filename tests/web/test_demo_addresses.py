"""The demo's addresses: codes, mending, canonical and language links, sitemap, linked data, host snippet."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.codes import is_code
from generator.ledger import read_ledger
from generator.problems import Problems
from tests.demo import CLOSED, SUSPENDED
from tests.web.conftest import Built, Phone
from tests.web.host import judged, served

HOST = "https://ditich.example"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
ANSWERED = {"links": "href", "pictures": "src", "ladders": "srcset"}


class Head(NamedTuple):
    """What the head of a page says of its address."""

    canonical: str
    robots: str
    tongues: dict[str, str]
    language: str


def live(demo: Built) -> dict[str, str]:
    """Code → slug of every code in use."""
    states = read_ledger(demo.town.root / "content" / "codes", Problems()).states
    return {s.code: s.site for s in states if s.status == "live"}


def parsed(demo: Built, address: str) -> LexborHTMLParser:
    """A page of the built tree."""
    file = address if address.endswith(".html") else f"{address}index.html"
    return LexborHTMLParser((demo.town.web / file).read_text("utf-8"))


def one(tree: LexborHTMLParser, selector: str, attribute: str) -> str:
    """An attribute of the only element so selected, '' without one."""
    found = tree.css(selector)
    assert len(found) <= 1, selector
    return (found[0].attributes[attribute] or "") if found else ""


def text(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the only element so selected."""
    (found,) = tree.css(selector)
    return found.text()


def head(tree: LexborHTMLParser) -> Head:
    """The head of a page."""
    links = tree.css('link[rel="alternate"][hreflang]')
    return Head(
        one(tree, 'link[rel="canonical"]', "href"),
        one(tree, 'meta[name="robots"]', "content"),
        {str(a.attributes["hreflang"]): str(a.attributes["href"]) for a in links},
        one(tree, "html", "lang"),
    )


def heads(demo: Built) -> dict[str, Head]:
    """The head of every page."""
    return {address: head(parsed(demo, address)) for address in demo.pages()}


def body(tree: LexborHTMLParser, at: str) -> str:
    """The main part with every link resolved against `at`, without the line that tells the code."""
    for plate in tree.css(".plate"):
        plate.decompose()
    main = tree.css_first("main")
    assert main is not None
    for name in ("href", "src", "srcset", "data-art", "data-js", "data-home", "data-code"):
        for node in main.css(f"[{name}]"):
            value = node.attributes[name] or ""
            if not value.startswith("#"):
                node.attrs[name] = ", ".join(_resolved(at, part) for part in value.split(", "))
    return main.html or ""


def _resolved(at: str, part: str) -> str:
    url, *width = part.split(" ")
    return " ".join([urljoin(f"{HOST}/{at}", url), *width])


def test_every_code_answers_in_upper_case(demo: Built) -> None:
    """Every code ever issued answers 200 as a folder, and a redirect within the host without the slash."""
    codes = [*live(demo), CLOSED, SUSPENDED]
    assert len(codes) >= 10
    for code in codes:
        assert demo.host.get(f"/{code}/")[0] == 200
        status, headers, _ = demo.host.get(f"/{code}")
        assert (status, headers["Location"]) == (301, f"/{code}/")


def test_a_code_page_is_the_page_of_its_site(demo: Built) -> None:
    """Same name, same body, links aside; the code shown; out of search; canonical to the site."""
    for code, slug in live(demo).items():
        plaque, site = parsed(demo, f"{code}/"), parsed(demo, f"vi/{slug}/")
        assert code in [node.text() for node in plaque.css(".plate b")]
        told = head(plaque)
        assert (told.canonical, told.robots) == (f"{HOST}/vi/{slug}/", "noindex")
        assert text(plaque, "style") == text(site, "style")
        assert text(plaque, "h1") == text(site, "h1")
        assert body(plaque, f"{code}/") == body(site, f"vi/{slug}/")


def test_a_closed_code_says_so_calmly(demo: Built) -> None:
    """A closed and a suspended code answer with their code, out of search, without the site's page."""
    for code in (CLOSED, SUSPENDED):
        tree = parsed(demo, f"{code}/")
        assert head(tree).robots == "noindex"
        assert code in text(tree, "main")
        assert tree.css_first(".hero") is None


def test_canonical_and_language_links_agree(demo: Built) -> None:
    """A page in search is its own canonical; language links are mutual, the first language the default."""
    found = heads(demo)
    shown = {a: h for a, h in found.items() if not h.robots and a}
    assert found[""].canonical == f"{HOST}/vi/"
    for address, told in shown.items():
        assert told.canonical == f"{HOST}/{address}"
        assert told.tongues[told.language] == told.canonical
        assert told.tongues["x-default"] == told.tongues["vi"]
        for url in told.tongues.values():
            other = shown[url.removeprefix(f"{HOST}/")]
            assert other.tongues == told.tongues


def test_the_sitemap_says_the_same(demo: Built) -> None:
    """The pages in search, those below a place too, with their language links and pictures that exist."""
    root = ET.parse(demo.town.web / "sitemap.xml").getroot()  # noqa: S314 - our own file
    found = {
        str(url.findtext("s:loc", namespaces=SPACES)): {
            str(link.get("hreflang")): str(link.get("href"))
            for link in url.findall("x:link", SPACES)
        }
        for url in root.findall("s:url", SPACES)
    }
    shown = {h.canonical: h.tongues for h in heads(demo).values() if not h.robots and h.canonical}
    assert found.keys() == shown.keys()
    for url, tongues in found.items():
        assert tongues == {lang: at for lang, at in shown[url].items() if lang != "x-default"}
    pictures = [str(e.text) for e in root.iterfind(".//i:loc", SPACES)]
    assert len(set(pictures)) >= 8
    assert all((demo.town.web / url.removeprefix(f"{HOST}/")).is_file() for url in pictures)
    assert f"Sitemap: {HOST}/sitemap.xml" in (demo.town.web / "robots.txt").read_text("utf-8")


def test_linked_data_are_true_to_the_page(demo: Built) -> None:
    """Every JSON-LD parses, names the page's language and address, and a picture that exists."""
    seen = 0
    for address, told in heads(demo).items():
        for script in parsed(demo, address).css('script[type="application/ld+json"]'):
            data: dict[str, Any] = json.loads(script.text())
            seen += 1
            assert data["@context"] == "https://schema.org"
            assert (data["inLanguage"], data["url"]) == (told.language, told.canonical)
            picture = data.get("image", "").removeprefix(f"{HOST}/")
            assert not picture or (demo.town.web / picture).is_file()
    assert seen > 20


def test_the_host_snippet_is_understood(demo: Built, tmp_path: Path) -> None:
    """The real nginx accepts a configuration that includes the snippet, and refuses one with a slip in it."""
    assert judged(demo.town.web, tmp_path / "good").returncode == 0
    web = tmp_path / "web"
    web.mkdir()
    text = (demo.town.web / "nginx-headers.conf").read_text("utf-8")
    (web / "nginx-headers.conf").write_text(text.replace(";\n", "\n", 1), "utf-8")
    assert judged(web, tmp_path / "bad").returncode != 0


def test_the_host_sends_what_the_snippet_says(demo: Built) -> None:
    """Policy, nosniff, referrer and permissions come with pages, lost pages and pictures alike."""
    picture = next((demo.town.web / "m").glob("*.avif")).name
    for path in ("/vi/", "/khong-co", f"/m/{picture}"):
        _, headers, _ = demo.host.get(path)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Permissions-Policy"]


MISTYPED = {
    "YE329Y": ("yE329y", "ye-329-y/", "YE329Y."),
    "ZB9C12": ("zb9cl2/", "ZB9CI2", "zb9c12/"),
}
"""A real code, and how hands write it."""


@pytest.mark.browser
@pytest.mark.parametrize("under", ["", "tham-quan"])
def test_a_mistyped_code_is_mended(demo: Built, phone: Phone, under: str) -> None:
    """Where a host does nothing itself, case, marks and I or L for 1 are mended, in its root or a folder."""
    with served(demo.town.web, under=under) as host:
        page = phone()
        for code, hands in MISTYPED.items():
            for typed in hands:
                answer = page.goto(f"{host.base}{typed}", wait_until="load")
                assert answer.status == 404
                offer = page.locator("[data-mended] a")
                assert (offer.is_visible(), offer.inner_text()) == (True, code)
                offer.click()
                page.wait_for_url(f"{host.base}{code}/")
                assert code in page.inner_text(".plate b")


@pytest.mark.browser
def test_what_is_no_code_is_not_mended(demo: Built, phone: Phone) -> None:
    """Two slips make no code that is near: nothing is offered, the field says so; home is one tap away."""
    page = phone()
    typed = "Y3E2Y9"
    assert not is_code(typed)
    page.goto(demo.base + typed, wait_until="load")
    assert not page.locator("[data-mended]").is_visible()
    page.fill("#Code", typed)
    page.click("[data-do=code]")
    assert page.inner_text("#Said")
    page.fill("#Code", "ye 329 y")
    page.keyboard.press("Enter")
    page.wait_for_url("**/YE329Y/")
    page.goto(demo.base + typed, wait_until="load")
    page.click("main a.go:visible")
    page.wait_for_url(re.compile("/vi/$"))


def test_the_tree_answers_below_a_folder_of_a_host(demo: Built) -> None:
    """No page needs the root of a host: every local link and picture of the tree answers below a folder."""
    missing = []
    with served(demo.town.web, under="tham-quan") as host:
        for address in demo.pages():
            if address == "404.html":
                continue
            for node in parsed(demo, address).css("a[href], img[src], script[src], link[rel=icon]"):
                link = node.attributes.get("href") or node.attributes.get("src") or ""
                at = urlsplit(urljoin(host.base + address, link))
                if at.port == host.port and not at.path.startswith("/tham-quan/"):
                    missing.append((address, link))
        some = [a for a in demo.pages() if a.startswith("vi/") or not a]
        assert [a for a in some if host.get(f"/tham-quan/{a}")[0] != 200] == []
    assert missing == []
