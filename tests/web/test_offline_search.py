"""What a saved page brings along: search, the keypad, names, the trails; and what it weighs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.make.hosted import until
from tests.web import six_photos, thousands
from tests.web.conftest import Built, Phone
from tests.web.host import served
from tests.web.test_find import found
from tests.web.test_offline import HERE, SAVE, TRAIL, WHOLE, kept, saved
from tests.web.test_roll import FIND, results
from tests.whole.project import Town

pytestmark = pytest.mark.browser

SITE, UNSAVED = "vi/chien-thang-tam-vu/", "chưa lưu trên máy này"

LOCAL = "[...document.querySelectorAll('main a .unkept')].length"
LOOKED_AT = "document.querySelectorAll('main a[data-at]').length"
"""Links that a mark was thought of for; it is set before anything is waited for."""


@pytest.fixture(scope="module")
def pocket(demo: Built, chromium: Any) -> Iterator[Any]:
    """A phone on which one place of the demo was saved, and which then lost its signal."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="vi-VN", is_mobile=True, has_touch=True
    )
    page = saved(lambda **_: context.new_page(), demo.base + SITE)
    context.set_offline(True)
    yield page
    context.close()


def test_search_works_without_a_signal(pocket: Any, demo: Built) -> None:
    """From the home page, without marks; a result that is not on the phone says so, and so does its page."""
    pocket.goto(demo.base + "vi/")
    pocket.locator("nav.ways a.go", has_text="Tìm").first.tap()
    pocket.wait_for_url("**/vi/tim/")
    assert found(pocket, "tam vu")[0] == ("Nơi", "Khu di tích Chiến thắng Tầm Vu")
    assert UNSAVED not in pocket.locator("#Found a").first.inner_text()
    assert found(pocket, "mahatup")[0][1].startswith("Chùa Dơi")
    first = pocket.locator("#Found a").first
    first.locator(".unkept").wait_for()
    assert first.inner_text().endswith(UNSAVED)
    first.tap()
    pocket.locator("h1", has_text="Trang này chưa lưu trên máy").wait_for()
    assert pocket.url.startswith(demo.base + "vi/chua-doi-mahatup/")
    pocket.go_back()
    pocket.locator("#Found a").first.wait_for()
    assert pocket.input_value("#Query") == "mahatup"


def test_marks_go_when_the_signal_comes(pocket: Any, demo: Built) -> None:
    """With a signal no link says that its page is not saved."""
    pocket.goto(demo.base + "vi/tim/?q=mahatup")
    until(pocket, f"{LOCAL} > 0 && {LOOKED_AT} > 0")
    try:
        pocket.context.set_offline(False)
        until(pocket, f"{LOCAL} === 0")
        assert found(pocket, "long my")
        assert pocket.evaluate(LOOKED_AT) == 0
    finally:
        pocket.context.set_offline(True)


def test_the_keypad_works_without_a_signal(pocket: Any, demo: Built) -> None:
    """A code that is saved opens; another is right but not saved, and says so; a stop's number is found."""
    pocket.goto(demo.base + "vi/ma/")
    saved_codes = pocket.evaluate(
        "caches.open('ditich /vi/chien-thang-tam-vu/').then(c => c.keys())"
        ".then(all => all.map(r => new URL(r.url).pathname).filter(p => /^[/][A-Z0-9]{6}[/]$/.test(p)))"
    )
    mine = saved_codes[0].strip("/")
    pocket.fill("#Code", mine)
    assert pocket.locator("#Go .unkept").count() == 0
    pocket.locator("#Go").tap()
    pocket.wait_for_url(f"**/{mine}/")
    assert pocket.locator(".plate b").first.inner_text() == mine
    pocket.goto(demo.base + "vi/ma/")
    issued = sorted(p.name for p in (demo.town.root / "content/codes").iterdir() if p.is_dir())
    other = next(code for code in issued if f"/{code}/" not in saved_codes)
    pocket.fill("#Code", other)
    pocket.locator("#Go .unkept", has_text=UNSAVED).wait_for()
    pocket.fill("#Code", mine)
    until(pocket, "!document.querySelector('#Go .unkept')")
    pocket.fill("#Code", "1")
    pocket.locator("#Stops a", has_text="Chương Thiện").first.locator(".unkept").wait_for()


def test_the_trails_open_without_a_signal(pocket: Any, demo: Built) -> None:
    """The page that lists them is there; a trail that was not saved says so."""
    pocket.goto(demo.base + "vi/hanh-trinh/")
    pocket.locator("h2 a .unkept", has_text=UNSAVED).wait_for()


def test_it_opens_with_the_server_gone_and_bars_of_signal(demo: Built, phone: Phone) -> None:
    """A phone that believes it is connected: search answers, and what is not saved says so."""
    with served(demo.town.web) as host:
        page = saved(phone, host.base + SITE)
    assert page.evaluate("navigator.onLine") is True
    page.goto(host.base + "vi/tim/")
    assert found(page, "den tho bac")[0][1].startswith("Đền thờ Bác Hồ")
    page.locator("#Found a").first.tap()
    page.locator("h1", has_text="Trang này chưa lưu trên máy").wait_for()


@pytest.mark.parametrize(
    ("address", "name"),
    [(SITE, SAVE), ("en/chua-doi-mahatup/", "Save for places"), (TRAIL, WHOLE)],
)
def test_the_size_that_is_told_is_what_comes(
    demo: Built, phone: Phone, address: str, name: str
) -> None:
    """Before the tap; afterwards all that is kept is weighed as a real host sends it."""
    page = phone(service_workers="allow")
    page.goto(demo.base + address)
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    until(page, "/[(].*[KM]B[)]/.test(document.querySelector('[data-do=save]').innerText)")
    told = re.search(r"\(([\d.,]+)\s([KM])B\)", button.inner_text())
    assert told
    unit = 1000 if told[2] == "K" else 1_000_000
    button.tap()
    until(page, "document.querySelector('[data-do=save]').ariaPressed === 'true'")
    come = _weight(page, demo)
    assert come > 100_000
    step = unit if unit == 1000 else 100_000
    # pictures and sound to the byte; texts are reckoned
    assert abs(float(told[1].replace(",", ".")) * unit - come) <= 0.6 * step + 0.03 * come


def _weight(page: Any, built: Built) -> int:
    """Bytes of all that the phone keeps as the host sends it, each file once, without the lists."""
    urls = page.evaluate(
        "(async () => { const all = []; for (const name of await caches.keys())"
        " for (const r of await (await caches.open(name)).keys()) all.push(r.url); return all })()"
    )
    total = 0
    for url in sorted({url for url in urls if not url.endswith("/offline.json")}):
        path = "/" + url.removeprefix(built.base)
        status, _, body = built.host.get(path, **{"Accept-Encoding": "gzip"})
        assert status == 200, url
        total += len(body)
    return total


def test_what_is_kept_already_is_not_told_again(demo: Built, phone: Phone) -> None:
    """The second place is lighter by what search and the keypad brought with the first."""
    page = phone(service_workers="allow")
    told = []
    for address in ("vi/den-tho-bac-ho-luong-tam/", SITE):
        page.goto(demo.base + address)
        button = page.get_by_role("button", name=SAVE)
        button.scroll_into_view_if_needed()
        until(page, "/KB[)]/.test(document.querySelector('[data-do=save]').innerText)")
        told.append(int(re.sub(r"\D", "", button.inner_text().partition("(")[2])))
        if len(told) == 1:
            button.tap()
            page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    fresh = phone(service_workers="allow")
    fresh.goto(demo.base + SITE)
    fresh.get_by_role("button", name=SAVE).scroll_into_view_if_needed()
    until(fresh, "/KB[)]/.test(document.querySelector('[data-do=save]').innerText)")
    alone = int(
        re.sub(r"\D", "", fresh.get_by_role("button", name=SAVE).inner_text().partition("(")[2])
    )
    assert 50 < alone - told[1] < 120
    page.get_by_role("button", name=SAVE).tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    other = page.context.new_page()
    other.goto(demo.base + "vi/den-tho-bac-ho-luong-tam/")
    for one in (other, page):  # with the last page goes what is shared, and is told again
        one.get_by_role("button", name="Đã lưu trên máy này").tap()
        one.get_by_role("button", name=re.compile(r"[(].*KB[)]$")).wait_for()
    page.get_by_role("button", name=f"({alone}\u00a0KB)").wait_for()


def test_names_are_found_without_a_signal(roll: Built, phone: Phone) -> None:
    """Ten thousand names, without marks: name, years, home; the full entry says it is not saved."""
    page = phone(service_workers="allow")
    page.goto(roll.base + f"vi/{thousands.SLUG}/")
    page.get_by_role("button", name=SAVE).scroll_into_view_if_needed()
    page.locator("small.less", has_text="thì cần mạng").wait_for()  # told before it is saved
    page = saved(phone, roll.base + f"vi/{thousands.SLUG}/")
    page.context.set_offline(True)
    page.goto(roll.base + FIND)
    (hit,) = results(page, "le thu ngoan 1944")
    assert hit.startswith("Lê Thử Ngoằn 1944 – 1968 · xã Cũ Thử, huyện Mẫu · phường Mới Thử")
    first = page.locator(".find-name li a").first
    first.locator(".unkept", has_text=UNSAVED).wait_for()
    first.tap()
    page.locator("h1", has_text="Trang này chưa lưu trên máy").wait_for()
    known = page.locator("#Known li")  # no dead end: what the saved list says
    known.wait_for()
    assert known.inner_text().startswith("Lê Thử Ngoằn · 1944 – 1968 · xã Cũ Thử, huyện Mẫu")
    known.locator(
        "br + b", has_text="bảng 3, cột 2, dòng 7"
    ).wait_for()  # where to look on the stone
    assert "Danh sách đã lưu trên máy này ghi" in page.inner_text("main")
    page.go_back()
    page.goto(roll.base + f"vi/{thousands.SLUG}/")
    assert results(page, "ngoan mau")


def test_a_light_roll_is_kept_with_every_entry(tmp_path: Path, phone: Phone) -> None:
    """Three hundred names: the page of each initial is saved, and the answer leads to the name on it."""
    town = thousands.write(tmp_path, 300)
    assert town.make(("web",)).exit_code == 0
    with served(town.web) as host:
        page = saved(phone, host.base + f"vi/{thousands.SLUG}/")
        assert page.locator("small.less").count() == 0
        page.context.set_offline(True)
        page.goto(host.base + FIND)
        assert results(page, "ngoan 1944")
        page.locator(".find-name li a").first.tap()
        page.wait_for_url(f"**/{thousands.SLUG}/ten/ten/**")
        assert page.locator("li:target").inner_text().startswith("Lê Thử Ngoằn")


@pytest.fixture
def renewed(six: Built, tmp_path: Path) -> Town:
    """A copy of the project with six photographs, to be built again."""
    shutil.copytree(six.town.root, tmp_path / "six")
    return Town(tmp_path / "six")


def test_a_new_build_breaks_no_open_page(renewed: Town, phone: Phone) -> None:
    """A saved page stays whole though host and another tab have the next build; the next load is new."""
    with served(renewed.web) as host:
        page = saved(phone, host.base + HERE)
        page.reload()
        old = page.evaluate("document.querySelector('[data-js*=gallery]').dataset.js")
        _renew(renewed)
        gone = host.get("/" + old.removeprefix("../../"))
        assert gone[0] == 404
        other = page.context.new_page()  # the very page again: it brings what is kept up to date
        other.goto(host.base + HERE)
        until(other, _kept("tên mới"))
        page.locator(".hero a").tap()  # what the open page needs next is of the old build
        page.locator("dialog[open] img").wait_for()
        assert page.evaluate("window.newGallery") is None
        page.keyboard.press("Escape")
        until(page, "history.state === null")  # it has gone back
        page.context.set_offline(True)
        page.goto(host.base + HERE)
        assert "tên mới" in page.locator(".lede").first.inner_text()
        page.locator(".hero a").tap()
        page.locator("dialog[open] img").wait_for()
        assert page.evaluate("window.newGallery") == 1
        page.goto(host.base + "vi/tim/")
        assert found(page, "ten moi")


def _renew(town: Town) -> None:
    """Another build: other words, and another script."""
    script = (
        Path(__file__).parents[2].joinpath("templates/web/gallery.js").read_text("utf-8")
        + "window.newGallery = 1;\n"
    )
    town.write("templates/web/gallery.js", script)
    town.edit(f"sites/{six_photos.SLUG}/vi.md", "Ngôi nhà thử", "Ngôi nhà tên mới thử")
    assert town.make(("web",)).exit_code == 0


def _kept(words: str) -> str:
    """Whether the page that is kept has these words."""
    return f"caches.match('/{HERE}').then(r => r.text()).then(t => t.includes('{words}'))"


def test_nothing_is_fetched_again_that_is_the_same(six: Built, phone: Phone) -> None:
    """A saved page opened again asks for two lists, and for none of its pictures or pages."""
    page = saved(phone, six.base + HERE)
    page.goto(six.base + "vi/danh-sach/")
    page.goto(six.base + HERE, wait_until="networkidle")
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    asked = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.initiatorType === 'fetch').map(e => e.name)"
    )
    assert sorted(asked) == sorted([f"{six.base}vi/offline.json", f"{six.base}{HERE}offline.json"])


def test_the_last_page_takes_what_is_shared_with_it(demo: Built, phone: Phone) -> None:
    """Of two saved pages the first to go leaves search behind, the second leaves nothing."""
    page = phone(service_workers="allow")
    for address in (SITE, "vi/chua-doi-mahatup/"):
        page.goto(demo.base + address)
        page.get_by_role("button", name=SAVE).tap()
        page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    for left in (2, 0):
        assert page.goto(demo.base + ("vi/chua-doi-mahatup/" if left else SITE))
        page.get_by_role("button", name="Đã lưu trên máy này").tap()
        page.get_by_role("button", name=SAVE).wait_for()
        assert len(kept(page)) == left


def test_tiles_without_their_pictures_show_no_broken_sign(demo: Built, phone: Phone) -> None:
    """The home page is kept without its pictures: names and places stand there, and nothing broken."""
    page = saved(phone, demo.base + SITE)
    page.goto(demo.base + "vi/")
    tiles = page.locator(".day li").count()
    page.evaluate(
        "(async () => { for (const name of await caches.keys()) { const kept = await caches.open(name);"
        " for (const one of await kept.keys()) if (/[/]m[/]/.test(one.url)) await kept.delete(one) } })()"
    )
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.goto(demo.base + "vi/")
    page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
    until(page, "document.querySelectorAll('.day img').length === 0")
    assert page.locator(".day li .cap b:visible").count() == tiles > 5


def test_a_copied_folder_lacks_nothing_without_a_signal(demo: Built, phone: Phone) -> None:
    """By double click on a phone without a network: all pages are there, none is said to be missing."""
    page = phone()
    page.context.set_offline(True)
    page.goto((demo.town.web / "vi/tim/index.html").as_uri())
    assert page.evaluate("navigator.onLine") is False
    assert found(page, "mahatup")
    assert page.locator("script[src*=kept]").count() == 1
    assert page.evaluate(LOOKED_AT) == 0
