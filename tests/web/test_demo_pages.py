"""The demo's finished pages in Chromium behind nginx with the edition's own header snippet."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.axe import COLOUR, violations
from tests.demo import CLOSED, SUSPENDED
from tests.make.hosted import until
from tests.web.conftest import Built, Phone
from tests.web.host import served

pytestmark = pytest.mark.browser

VOICED, SPARSE, MEMORIAL, LONG = (
    "uy-ban-lien-hop-dinh-chien-nam-bo",
    "tran-chien-phao-binh-vinh-cheo-1974",
    "nha-bia-trung-doan-10-song-huong",
    "chua-doi-mahatup",
)
"""A site with a recording, the one with the fewest facts, a memorial, the one with most sources."""

PAGES = {
    "first": "", "home": "en/", "site": f"vi/{VOICED}/", "site in English": f"en/{VOICED}/",
    "sparse site": f"vi/{SPARSE}/", "sparse site in English": f"en/{SPARSE}/",
    "memorial": f"vi/{MEMORIAL}/", "sources": f"vi/{LONG}/nguon/", "list": "vi/danh-sach/",
    "about": "vi/gioi-thieu/", "code": "YE329Y/", "closed code": f"{CLOSED}/",
    "suspended code": f"{SUSPENDED}/", "lost": "khong-co-gi",
    "search": "vi/tim/?q=long+my", "typed code": "en/code/", "trails": "en/trails/",
    "trail": "vi/hanh-trinh/theo-nam-thang/", "words explained": "en/glossary/",
    "data": "vi/du-lieu/", "data in English": "en/data/", "not saved": "vi/unkept.html",
}  # fmt: skip

COMPLAINTS = """
window.refused = [];
document.addEventListener("securitypolicyviolation",
  e => refused.push(e.violatedDirective + " " + e.blockedURI));
"""

page_kinds = pytest.mark.parametrize("kind", PAGES)


def complaints(page: Any, url: str) -> list[str]:
    """What the console, the policy and the scripts complain of when a page loads."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    page.on("console", lambda m: said.append(f"{m.type}: {m.text} {m.location.get('url')}"))
    page.add_init_script(COMPLAINTS)
    answer = page.goto(url, wait_until="load")
    page.wait_for_timeout(300)  # for what comes after the page: its icon, what a script adds
    said += [f"policy: {one}" for one in page.evaluate("refused")]
    if answer.status == 404:  # a lost page is told as such by the browser itself
        return [one for one in said if f"404 (Not Found) {url}" not in one]
    return said


@page_kinds
def test_no_page_complains_or_breaks_an_accessibility_rule(
    demo: Built, phone: Phone, kind: str
) -> None:
    """Under the page's policy and the host's, console and scripts are silent and the style applies.

    axe-core finds nothing under WCAG 2.0 to 2.2 A and AA and its best practices, in light or dark.
    """
    page = phone(color_scheme="light")
    assert complaints(page, demo.base + PAGES[kind]) == []
    bar = page.evaluate("getComputedStyle(document.querySelector('.bar')).display")
    assert bar == "flex"
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOUR) == []


@pytest.mark.parametrize("kind", ["site", "memorial", "list"])
def test_strong_contrast_and_large_text_break_no_rule(demo: Built, phone: Phone, kind: str) -> None:
    """The page's own two buttons, strong contrast and the largest text, leave axe-core content."""
    page = phone()
    page.goto(demo.base + PAGES[kind], wait_until="load")
    page.click("[data-do=contrast]")
    for _ in range(3):
        page.click("[data-do=size]")
    assert {"hc", "z3"} <= set(page.evaluate("[...document.documentElement.classList]"))
    assert violations(page) == []


def test_axe_finds_what_is_wrong(demo: Built, phone: Phone) -> None:
    """A nameless button, pale words and a picture without words are found by the same look."""
    page = phone()
    page.goto(demo.base + PAGES["site"], wait_until="load")
    page.evaluate("""() => {
      document.querySelector(".hero img").removeAttribute("alt");
      document.querySelector("main").insertAdjacentHTML("beforeend", "<button></button>");
      document.querySelector(".lede").style.color = "#ddd";
    }""")
    found = {one.partition(":")[0] for one in violations(page)}
    assert {"image-alt", "button-name", "color-contrast"} <= found


def test_a_policy_that_forbids_is_heard(demo: Built, phone: Phone, tmp_path: Any) -> None:
    """With a header that forbids styles and scripts, the same ears hear the refusals."""
    web = tmp_path / "web"
    web.mkdir()
    for one in demo.town.web.iterdir():
        if one.name != "nginx-headers.conf":
            (web / one.name).symlink_to(one)
    strict = "add_header Content-Security-Policy \"default-src 'none'\" always;"
    (web / "nginx-headers.conf").write_text(strict, "utf-8")
    with served(web, snippet=True) as host:
        heard = " ".join(complaints(phone(), host.base + PAGES["site"]))
    assert all(
        word in heard for word in ("policy: style-src", "policy: script-src", "policy: img-src")
    )


@pytest.mark.parametrize("kind", ["site", "sparse site in English", "code"])
def test_a_page_is_whole_without_script(demo: Built, phone: Phone, kind: str) -> None:
    """With scripts off: name, picture, story, the narration's words, sources and links are all there."""
    page = phone(java_script_enabled=False)
    page.goto(demo.base + PAGES[kind], wait_until="load")
    for part in ("h1", ".hero img", ".lede", ".story p", "#Sources", ".tongues a", ".foot a"):
        assert page.locator(part).first.is_visible(), part
    cue = page.locator(".cues li").first
    assert not cue.is_visible()
    page.locator(".listen summary").click()
    assert cue.is_visible()
    assert len(cue.inner_text()) > 10
    assert page.locator(".sources li a, #Sources a.go").first.is_visible()
    assert not page.locator(".tools button").first.is_visible()  # a button that would do nothing


def test_without_script_the_picture_is_fetched_and_the_player_offered(
    demo: Built, phone: Phone
) -> None:
    """With scripts off the hero's file comes, and the recording has the browser's own controls."""
    page = phone(java_script_enabled=False)
    files: list[str] = []
    page.on("response", lambda answer: files.append(f"{answer.status} {answer.url}"))
    page.goto(demo.base + PAGES["site"], wait_until="load")
    assert any(one.startswith("200") and one.endswith((".avif", ".webp")) for one in files)
    assert page.locator("audio[controls]").is_visible()


@page_kinds
def test_nothing_scrolls_sideways(demo: Built, phone: Phone, kind: str) -> None:
    """At 320 px, and at 360 px with text at 200 %, no page is wider than the screen (WCAG 1.4.4, 1.4.10)."""
    page = phone(320, 1, is_mobile=False)
    page.goto(demo.base + PAGES[kind], wait_until="load")
    page.evaluate(UNFOLD, "112.5%")
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate(UNFOLD, "225%")
    assert page.evaluate(TOO_WIDE) == []


UNFOLD = """text => {
  document.documentElement.style.fontSize = text;
  document.querySelectorAll("details").forEach(d => { d.open = true });
}"""

TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(e => !e.closest(".strip")
    && e.getBoundingClientRect().right > root.clientWidth + 1);
  return [root.scrollWidth + " px", ...wide.map(e => e.tagName + "." + e.className)];
}"""


def test_a_word_too_wide_is_found(demo: Built, phone: Phone) -> None:
    """A line that may not break is found by the same measure."""
    page = phone(320, 1, is_mobile=False)
    page.goto(demo.base + PAGES["site"], wait_until="load")
    page.evaluate("document.querySelector('.lede').style.whiteSpace = 'nowrap'")
    assert page.evaluate(TOO_WIDE) != []


@pytest.fixture
def opened(demo: Built, phone: Phone) -> Any:
    """The first page, opened from the folder as by double click."""
    page = phone()
    page.goto((demo.town.web / "index.html").as_uri(), wait_until="load")
    return page


def test_the_folder_opens_by_double_click(opened: Any) -> None:
    """From file:// the first page shows its pictures, and its links lead on to a site, on, and home."""
    assert opened.evaluate("document.querySelector('.day img').naturalWidth") > 0
    opened.click(".day a >> nth=0")
    opened.wait_for_selector(".hero img")
    name = opened.inner_text("h1")
    opened.click(".tongues a[lang=en]")
    opened.wait_for_url("**/en/**")
    assert opened.locator("html").get_attribute("lang") == "en"
    opened.click(".tongues a[lang=vi]")
    opened.wait_for_url("**/vi/**")
    assert opened.inner_text("h1") == name
    opened.click(".next a >> nth=0")
    expect(opened.locator("h1")).not_to_have_text(name)
    opened.click(".bar .home")
    opened.wait_for_selector(".day")
    assert opened.url.startswith("file://")


def test_the_recording_plays(demo: Built, phone: Phone) -> None:
    """Behind the host's nosniff header each form of the recording that Chromium knows plays on."""
    page = phone()
    page.goto(demo.base + PAGES["site"], wait_until="load")
    for source in page.locator("audio source").all():
        page.evaluate(
            "src => { const a = document.querySelector('audio'); a.src = src; return a.play() }",
            source.get_attribute("src"),
        )
        until(page, "document.querySelector('audio').currentTime > 0")
