"""The pages in a real Chromium: silent console, nothing foreign, whole without script, no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.axe import COLOUR, violations
from tests.make.hosted import KINDS, TARGET, sideways, until, visit
from tests.make.pages import CODE, HOSTILE
from tests.shelf import Shelf

pytestmark = pytest.mark.browser

SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""WCAG 2.2, 1.4.12: what text must bear."""


@pytest.mark.parametrize("kind", KINDS)
def test_console_is_silent_and_nothing_foreign_is_asked_for(
    shelf: Shelf, base: str, kind: str
) -> None:
    """No CSP violation, no missing file, no script error, and every request stays on the host."""
    with visit(shelf, base + TARGET[kind]) as (page, said, asked):
        page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
        page.mouse.wheel(0, 20_000)
        page.wait_for_load_state("networkidle")
        assert said == []
        assert asked
        assert [url for url in asked if not url.startswith(base)] == []
        assert not [url for url in asked if url.endswith(".wav")]


def test_the_policy_is_in_force(shelf: Shelf, base: str, tree: Path) -> None:
    """A handler, an inline script and a foreign picture added to a page are refused and reported."""
    bad = "<img src='https://example.org/x' onerror='document.title=1'><script>document.title=2</script>"
    html = (tree / TARGET["site"] / "index.html").read_text("utf-8")
    (tree / "tried.html").write_text(html.replace("</main>", f"{bad}</main>"), encoding="utf-8")
    with visit(shelf, base + "tried.html") as (page, said, _):
        assert page.title().startswith("Đình Ví Dụ")
        assert len([line for line in said if "Content Security Policy" in line]) >= 2


def test_hostile_words_do_nothing(shelf: Shelf, base: str) -> None:
    """A page whose every field holds an attack opens no dialog and shows the attack as text."""
    with visit(shelf, base + TARGET["hostile"]) as (page, said, _):
        page.on("dialog", lambda dialog: said.append(dialog.message))
        assert HOSTILE[:24] in page.inner_text("h1")
        assert page.locator("img[src=x]").count() == 0
        assert said == []


@pytest.mark.parametrize("kind", KINDS)
def test_whole_without_script(shelf: Shelf, base: str, kind: str) -> None:
    """Without script nothing promises what it cannot do; sound, script and sources are all there."""
    with visit(shelf, base + TARGET[kind], java_script_enabled=False) as (page, _, _asked):
        assert page.locator("h1").is_visible()
        assert page.locator("[data-do]:visible, .ask:visible").count() == 0
        for summary in page.locator("main summary").all():
            if summary.is_visible():
                summary.click()
        if kind in {"site", "code", "memorial"}:
            assert page.locator("audio[controls]").is_visible()
            assert page.get_by_text("Câu hai.").is_visible()
            assert page.get_by_text("Sách ví dụ").is_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_no_sideways_scroll_when_narrow_or_large(shelf: Shelf, base: str, kind: str) -> None:
    """At 320 px, at the largest text size, with WCAG's text spacing: the page never scrolls sideways."""
    narrow = {"viewport": {"width": 320, "height": 640}, "bypass_csp": True}
    with visit(shelf, base + TARGET[kind], **narrow) as (page, _, _asked):
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert not sideways(page)
        for _ in range(3):
            page.locator("[data-do=size]").click()
        assert (
            page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        )
        assert not sideways(page)
        page.locator("[data-do=size]").click()
        page.add_style_tag(content=SPACING)
        assert not sideways(page)


def test_sideways_can_be_seen(shelf: Shelf, base: str) -> None:
    """The check above fails for a page with something too wide in it."""
    with visit(shelf, base + TARGET["home"]) as (page, _, _asked):
        page.evaluate("document.querySelector('main').style.width = '999px'")
        assert sideways(page)


def test_a_sentence_seeks_and_is_marked(shelf: Shelf, base: str) -> None:
    """A tap on the second sentence moves the sound there and marks the sentence, by keyboard too."""
    with visit(shelf, base + TARGET["site"]) as (page, said, asked):
        page.get_by_text("Lời thuyết minh", exact=True).click()
        assert not [url for url in asked if url.endswith(".wav")]
        page.get_by_role("button", name="Câu hai.").click()
        until(page, "document.querySelector('audio').currentTime >= 1.5")
        assert page.locator(".now").inner_text() == "Câu hai."
        page.get_by_role("button", name="Câu một.").press("Enter")
        until(page, "document.querySelector('audio').currentTime < 1.4")
        until(page, "document.querySelector('.now').textContent === 'Câu một.'")
        assert said == []


def test_a_film_plays_with_its_captions(shelf: Shelf, base: str) -> None:
    """Nothing of it before the tap but one picture and the captions; then it runs, captions showing."""
    with visit(shelf, base + TARGET["site"]) as (page, said, asked):
        assert not [url for url in asked if url.endswith(".mp4")]
        film = "document.querySelector('video')"
        page.locator("video").scroll_into_view_if_needed()
        page.evaluate(f"{film}.muted = true, {film}.play()")
        until(page, f"{film}.currentTime > 0.2")
        until(page, f"{film}.textTracks[0].activeCues.length === 1")
        assert page.evaluate(
            f"[{film}.textTracks[0].mode, {film}.textTracks[0].activeCues[0].text]"
        ) == ["showing", "Lời một."]
        page.get_by_text("Đọc lời trong phim").click()
        assert page.get_by_text("Lời một. Lời hai.").is_visible()
        assert said == []


def test_text_size_and_contrast_are_remembered(shelf: Shelf, base: str) -> None:
    """What a visitor chose on one page holds on the next; a fourth tap goes back."""
    with visit(shelf, base + TARGET["site"]) as (page, _, _asked):
        page.get_by_role("button", name="Cỡ chữ").click()
        page.get_by_role("button", name="Tương phản").click()
        page.goto(base + TARGET["list"])
        assert page.evaluate("document.documentElement.className") == "z1 hc"
        assert page.get_by_role("button", name="Tương phản").get_attribute("aria-pressed") == "true"
        for _ in range(3):
            page.get_by_role("button", name="Cỡ chữ").click()
        assert page.evaluate("document.documentElement.className") == "hc"


@pytest.mark.parametrize(
    ("locale", "offer"), [("en-GB", "Read in English"), ("vi-VN", ""), ("fr-FR", "")]
)
def test_one_line_offers_the_phones_language(
    shelf: Shelf, base: str, locale: str, offer: str
) -> None:
    """A phone in another language we have gets one line in it and no redirect; closed, it stays away."""
    with visit(shelf, base + TARGET["site"], locale=locale) as (page, _, _asked):
        strip = page.locator(".tongue")
        assert strip.count() == bool(offer)
        assert page.url == base + TARGET["site"]
        if offer:
            assert offer in strip.inner_text()
            strip.get_by_role("button").click()
            page.reload()
            assert page.locator(".tongue").count() == 0


def test_a_folder_opened_by_double_click_leads_on(shelf: Shelf, tree: Path) -> None:
    """From file: the link home finds index.html."""
    address = (tree / TARGET["site"] / "index.html").as_uri()
    with visit(shelf, address) as (page, said, _):
        page.locator(".home").click()
        page.wait_for_url("**/vi/index.html")
        assert page.locator("h1").inner_text() == "Những nơi ví dụ"
        # No browser shows captions from file:, whose every file is an origin; their words are on the page.
        assert [words for words in said if ".vtt" not in words] == []


def test_copied_address_when_there_is_no_share_sheet(shelf: Shelf, base: str) -> None:
    """Without the phone's share sheet the canonical address is copied, and the page says so."""
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with visit(shelf, base + TARGET["code"], **options) as (page, _, _asked):
        page.evaluate("navigator.share = undefined")
        page.get_by_role("button", name="Chia sẻ").click()
        page.get_by_text("Đã chép địa chỉ").wait_for()
        assert (
            page.evaluate("navigator.clipboard.readText()")
            == "https://ditich.example/vi/dinh-vi-du/"
        )


def test_the_sentence_that_reports_an_error_is_copied(shelf: Shelf, base: str) -> None:
    """By a button, for Zalo takes no words from a page; where copying fails the sentence stays marked."""
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with visit(shelf, base + TARGET["report"], **options) as (page, said, _asked):
        button = page.locator("[data-do=copy]").last
        button.click()
        page.get_by_text("Đã chép").wait_for()
        told = page.locator(".say").last.inner_text()
        assert told.startswith("Xin báo biển hỏng tại Đình Ví Dụ (mã trên biển")
        assert page.evaluate("navigator.clipboard.readText()").strip() == told
        page.evaluate("document.execCommand = () => false")
        page.locator("[data-do=copy]").first.click()
        first = page.locator(".say").first.inner_text()
        assert page.evaluate("getSelection().toString()").strip() == first != told
        assert page.get_by_role("button", name="Chép câu này").count() == 1
        assert said == []


# --- 404 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [CODE.lower(), f"{CODE[:3]}-{CODE[3:]}".lower(), "llklm2"])
def test_a_mistyped_code_is_mended(shelf: Shelf, base: str, typed: str) -> None:
    """Lower case, a dash, and l for 1 are mended below a sub-path; the offered link leads to the page."""
    with visit(shelf, base + typed) as (page, _, _asked):
        page.locator("[data-mended] a").click()
        page.wait_for_load_state()
        assert page.url in {f"{base}{CODE}/", f"{base}11K1M2/"}
        assert page.title() != "404"
        assert "Biển ở đây phải ghi đúng mã này." in page.inner_text("main")


def test_a_slip_is_asked_back(shelf: Shelf, base: str) -> None:
    """With one wrong symbol the one code that is there is offered, of all that the check leaves."""
    with visit(shelf, base + CODE[:5] + "Q") as (page, _, _asked):
        expect(page.locator("[data-mended] a")).to_have_text([CODE])


def test_a_code_with_two_wrong_symbols_is_not_offered(shelf: Shelf, base: str) -> None:
    """A word that is near no code: nothing is offered, and the field says so."""
    typed = CODE[:4] + "QQ"
    with visit(shelf, base + typed) as (page, _, _asked):
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-mended]").is_hidden()
        page.get_by_label("Mã trên biển").fill(typed)
        page.get_by_role("button", name="Mở").click()
        assert "chữ chưa đúng" in page.locator("#Said").inner_text()
        page.get_by_label("Mã trên biển").fill(CODE.lower())
        page.get_by_label("Mã trên biển").press("Enter")
        page.wait_for_url(f"{base}{CODE}/")


def test_the_way_home_from_a_lost_address(shelf: Shelf, base: str) -> None:
    """From any mistyped address the link home leads home."""
    with visit(shelf, base + "khong-co") as (page, _, _asked):
        page.get_by_role("link", name="Trang đầu").first.click()
        page.wait_for_url(f"{base}vi/")


# --- for everybody ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["site", "memorial", "home"])
def test_what_is_tapped_is_large_enough(shelf: Shelf, base: str, kind: str) -> None:
    """Controls, and links that stand alone, are at least 44 px in both directions."""
    alone = ".bar a, .bar button, summary, .go, .next a, .day a, .cues button, .foot a"
    with visit(shelf, base + TARGET[kind]) as (page, _, _asked):
        sizes = page.evaluate(
            "all => [...document.querySelectorAll(all)].filter(e => e.checkVisibility()).map(e => "
            "[e.outerHTML.slice(0, 60), e.getBoundingClientRect().width, e.getBoundingClientRect().height])",
            alone,
        )
        assert sizes
        assert [size for size in sizes if size[1] < 44 or size[2] < 43.9] == []


@pytest.mark.parametrize(
    "kind", ["site", "english", "memorial", "home", "list", "closed", "lost", "report"]
)
def test_axe_finds_nothing(shelf: Shelf, base: str, kind: str) -> None:
    """axe-core (WCAG 2.2 A and AA, best practice) is silent, all open, light; in the dark of colours."""
    address, light = base + TARGET.get(kind, "khong-co"), {"color_scheme": "light"}
    with visit(shelf, address, bypass_csp=True, **light) as (page, _, _asked):
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOUR) == []


def test_axe_can_complain(shelf: Shelf, base: str) -> None:
    """The judge is awake: a picture without words and grey on grey are both found."""
    with visit(shelf, base + TARGET["site"], bypass_csp=True) as (page, _, _asked):
        page.evaluate("document.querySelector('img').removeAttribute('alt')")
        page.evaluate("document.querySelector('.lede').style.color = '#ddd'")
        assert {"image-alt", "color-contrast"} <= {line.split(":")[0] for line in violations(page)}
