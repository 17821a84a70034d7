"""A page saved for places without signal: it opens with the server gone, pictures and sound with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.make.hosted import until
from tests.web import six_photos
from tests.web.conftest import Built, Phone
from tests.web.host import Host, served

pytestmark = pytest.mark.browser

HERE = f"vi/{six_photos.SLUG}/"
SAVE = "Lưu xem khi mất mạng"


@pytest.fixture
def host(six: Built) -> Iterator[Host]:
    """A server of its own, which a test may take away."""
    with served(six.town.web) as host:
        yield host


def saved(phone: Phone, address: str, name: str = SAVE) -> Any:
    """The page at this address after a tap on the button that saves it."""
    page = phone(service_workers="allow")
    page.goto(address)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate("caches.keys().then(all => all.length)") == 0
    page.get_by_role("button", name=name).tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    until(page, "!!navigator.serviceWorker.controller")
    return page


def test_a_saved_page_opens_without_the_network(host: Host, phone: Phone) -> None:
    """Offline it opens anew with every picture, and the sound plays and seeks."""
    page = saved(phone, host.base + HERE)
    page.context.set_offline(True)
    page.goto(host.base + HERE)
    assert page.evaluate("caches.match(document.documentElement.dataset.words).then(Boolean)")
    page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
    until(
        page,
        "[...document.querySelectorAll('main picture img')].every(i => i.complete && i.naturalWidth)",
    )
    assert page.locator("main picture img").count() >= six_photos_count()
    page.locator(".play").tap()
    until(page, "document.querySelector('audio').currentTime > 0")
    page.evaluate("document.querySelector('audio').currentTime = 3")
    until(page, "document.querySelector('audio').currentTime >= 3")
    page.locator(".hero a").tap()
    page.locator("dialog[open] img").wait_for()
    assert page.get_by_role("button", name="Đã lưu trên máy này").count() == 1


def six_photos_count() -> int:
    """Pictures of the site with six photographs."""
    return len(six_photos.PHOTOS)


def test_what_was_not_saved_is_told_calmly(host: Host, phone: Phone) -> None:
    """Another page says so in its own place, with what is kept; once there is a signal it loads."""
    page = saved(phone, host.base + HERE)
    page.context.set_offline(True)
    for address in ("vi/danh-sach/", "vi/danh-sach", "11K1M2", "vi/khong/co/that/"):
        answer = page.goto(host.base + address)
        assert (answer.status, page.url) == (503, host.base + address)
        assert page.locator("h1").inner_text() == "Trang này chưa lưu trên máy"
        assert page.evaluate("navigator.onLine") is False
    page.locator("#Kept a", has_text="Nhà thử sáu ảnh").tap()
    page.wait_for_url(f"**/{HERE}")
    page.goto(host.base + "en/list/")  # of English nothing was saved, so the words are Vietnamese
    assert page.locator("html").get_attribute("lang") == "vi"
    page.goto(host.base + "vi/danh-sach/")
    page.context.set_offline(False)
    page.reload()
    assert page.locator("h1").inner_text() != "Trang này chưa lưu trên máy"


def test_what_is_kept_is_listed_as_it_was_saved(six: Built, phone: Phone) -> None:
    """The first first, in whatever order the phone finds their lists."""
    page = phone(service_workers="allow")
    for address in (HERE, f"vi/{six_photos.SPOKEN}/"):
        page.goto(six.base + address)
        page.get_by_role("button", name=SAVE).tap()
        page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    page.add_init_script(
        "{ const own = caches.match.bind(caches); let wait = 300; caches.match = async (...asked) => {"
        " await new Promise(done => setTimeout(done, wait -= 100)); return own(...asked) } }"
    )
    page.context.set_offline(True)
    page.goto(six.base + "vi/danh-sach/")
    page.locator("#Kept a").nth(1).wait_for()
    found = page.locator("#Kept a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    assert found == [f"/{HERE}", f"/vi/{six_photos.SPOKEN}/"]


def test_a_tap_takes_it_away_again(host: Host, phone: Phone) -> None:
    """Afterwards nothing of it is kept."""
    page = saved(phone, host.base + HERE)
    page.get_by_role("button", name="Đã lưu trên máy này").tap()
    page.get_by_role("button", name=SAVE).wait_for()
    until(page, "caches.keys().then(all => all.length === 0)")


def test_a_code_asks_the_network_as_long_as_it_answers(demo: Built, phone: Phone) -> None:
    """A code's address is never answered from what was saved while the host answers; offline it opens."""
    code = next(path.name for path in sorted(demo.town.web.iterdir()) if len(path.name) == 6 and path.is_dir()
                and "data-home" in (path / "index.html").read_text("utf-8"))  # fmt: skip
    page = saved(phone, demo.base + f"{code}/")
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map(e => new URL(e.name))"
        ".filter(u => /[/][A-Z0-9]{6}[/]?$/.test(u.pathname)).map(u => u.search)"
    )
    assert set(fetched) == {"?offline"}  # saving it is no scan
    with page.expect_response(lambda answer: answer.url.endswith(f"/{code}/")) as seen:
        page.goto(demo.base + f"{code}/")
    worker = page.context.service_workers[0]
    asked = worker.evaluate(
        "performance.getEntriesByType('resource').filter(e => /\\/[A-Z0-9]{6}\\/$/.test(e.name)).length"
    )
    assert asked >= 1
    assert seen.value.ok
    page.context.set_offline(True)
    page.goto(demo.base + f"{code}/")
    assert page.locator(".plate b").first.inner_text() == code


def test_the_printed_address_opens_what_was_saved(demo: Built, phone: Phone) -> None:
    """A QR code has no last stroke; scanned offline it opens the page that was saved by its own address."""
    page = saved(phone, demo.base + "vi/chien-thang-tam-vu/")
    code = page.locator(".pass .plate b").inner_text()
    page.context.set_offline(True)
    page.goto(demo.base + code)
    assert page.url == f"{demo.base}{code}/"
    assert page.locator(".plate b").first.inner_text() == code
    loose = f"{code[:3]}-{code[3:]}".lower().replace("1", "l")  # as people type it
    for typed in (code.lower(), f"{code.lower()}/", loose, f"{code.lower()}?q"):
        page.goto("about:blank")
        page.goto(demo.base + typed)
        assert page.url.partition("?")[0] == f"{demo.base}{code}/"
        assert page.locator(".plate b").first.inner_text() == code
    other = page.goto(demo.base + code.lower()[:5] + ("b" if code[5] == "A" else "a"))
    assert other.status == 503


def test_nothing_is_offered_where_nothing_can_be_kept(six: Built, phone: Phone) -> None:
    """Without script, and opened as a file, there is no button."""
    page = phone(java_script_enabled=False)
    page.goto(six.base + HERE)
    assert page.locator("[data-do=save]").is_hidden()
    page = phone()
    page.goto((six.town.web / HERE / "index.html").as_uri())
    assert page.locator("[data-do=save]").is_hidden()


TRAIL = "vi/hanh-trinh/theo-nam-thang/"
SECOND = "vi/hanh-trinh/lai-mot-lan/"
WHOLE = "Lưu cả hành trình, xem khi mất mạng"
PLACES = "[...document.querySelectorAll('.steps h2 a')].map(a => a.href)"


def kept(page: Any) -> list[str]:
    """Names of what the phone keeps."""
    found: list[str] = page.evaluate("caches.keys()")
    return sorted(found)


def test_a_saved_trail_brings_its_places_along(demo: Built, phone: Phone) -> None:
    """Offline every place of it opens with its pictures, and so does what search needs."""
    page = saved(phone, demo.base + TRAIL, WHOLE)
    places = page.evaluate(PLACES)
    assert len(kept(page)) == len(places) + 2 > 6
    page.context.set_offline(True)
    for place in places:
        page.goto(place)
        page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
        shown = "[...document.querySelectorAll('.hero picture img')]"
        until(page, f"{shown}.every(i => i.complete && i.naturalWidth)")
        assert page.get_by_role("button", name="Đã lưu trên máy này").count() == 1
    page.goto(demo.base + TRAIL)
    assert page.locator(".steps li").count() == len(places)


def test_with_a_trail_go_the_places_that_came_with_it(demo: Built, phone: Phone) -> None:
    """One that was saved by itself before stays."""
    page = phone(service_workers="allow")
    page.goto(demo.base + TRAIL)
    alone = page.evaluate(PLACES)[2]
    page.goto(alone)
    page.get_by_role("button", name=SAVE).tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
    before = kept(page)
    page.goto(demo.base + TRAIL)
    page.get_by_role("button", name=WHOLE).tap()
    page.get_by_role("button", name="Đã lưu trên máy này").tap()
    page.get_by_role("button", name=WHOLE).wait_for()
    assert kept(page) == before
    page.goto(alone)
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()


@pytest.fixture
def crossing(demo: Built, tmp_path: Path) -> Iterator[Host]:
    """A host with a second trail along the same places."""
    web = Path(shutil.copytree(demo.town.web, tmp_path / "web"))
    shutil.copytree(web / TRAIL, web / SECOND)
    for name in ("index.html", "offline.json"):
        told = (web / TRAIL / name).read_text("utf-8")
        assert "theo-nam-thang" in told
        told = told.replace("theo-nam-thang", "lai-mot-lan")
        (web / SECOND / name).write_text(told, "utf-8")
    with served(web) as host:
        yield host


def test_a_place_stays_as_long_as_a_saved_trail_names_it(crossing: Host, phone: Phone) -> None:
    """It goes with the last; taken away by itself, it comes again when a trail that has it is opened."""
    page, gone = phone(service_workers="allow"), {"name": "Đã lưu trên máy này"}
    for address in (TRAIL, SECOND):
        page.goto(crossing.base + address)
        page.get_by_role("button", name=WHOLE).tap()
        page.get_by_role("button", **gone).wait_for()
    both = kept(page)
    page.goto(crossing.base + TRAIL)
    page.get_by_role("button", **gone).tap()
    until(page, f"caches.has('ditich /{TRAIL}').then(is => !is)")
    page.get_by_role(
        "button", name=re.compile("[(].*B[)]$")
    ).wait_for()  # its price, once all is done
    assert kept(page) == [name for name in both if TRAIL not in name]
    page.goto(page.evaluate(PLACES)[0])
    page.get_by_role("button", **gone).tap()
    page.get_by_role("button", name=re.compile("[(].*B[)]$")).wait_for()
    assert len(kept(page)) == len(both) - 2
    page.goto(crossing.base + SECOND)
    until(page, f"caches.keys().then(all => all.length === {len(both) - 1})")
    page.get_by_role("button", **gone).tap()
    until(page, "caches.keys().then(all => all.length === 0)")


def test_a_place_that_does_not_come_leaves_the_trail_unsaved(demo: Built, phone: Phone) -> None:
    """The button says so and can be tapped again."""
    page = phone(service_workers="allow")
    page.goto(demo.base + TRAIL)
    gone = page.evaluate(PLACES)[1]
    page.evaluate(
        "gone => { const own = fetch; window.fetch = (url, how) => url === gone && window.broken"
        " ? Promise.reject(new Error(url)) : own(url, how); window.broken = true }",
        gone,
    )  # a route would see no request that the service worker makes
    page.get_by_role("button", name=WHOLE).tap()
    page.get_by_role("button", name="Chưa lưu được").wait_for()
    until(page, "caches.keys().then(all => all.length === 0)")  # what came before it is gone
    page.evaluate("window.broken = false")
    page.get_by_role("button", name="Chưa lưu được").tap()
    page.get_by_role("button", name="Đã lưu trên máy này").wait_for()
