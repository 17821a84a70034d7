"""What was saved, while the signal is weak: slow, cut off, or with a host at the build before."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from tests.make.hosted import until
from tests.web.conftest import Built, Phone
from tests.web.test_offline import HERE, SAVE, kept, saved
from tests.web.weak import Weak, weak

pytestmark = pytest.mark.browser

OLD, NEW = "Ngôi nhà thử", "Ngôi nhà tên mới thử"


@pytest.fixture
def web(six: Built, tmp_path: Path) -> Path:
    """A copy of the edition with six photographs, to be changed."""
    return Path(shutil.copytree(six.town.web, tmp_path / "web"))


@pytest.fixture
def host(web: Path) -> Iterator[Weak]:
    """Serves it."""
    with weak(web) as host:
        yield host


def renew(web: Path) -> bytes:
    """List the page's next build; the page itself is returned, for its address."""
    page = (web / HERE / "index.html").read_text("utf-8").replace(OLD, NEW).encode()
    assert NEW.encode() in page
    _stamp(web, HERE, hashlib.sha256(page).hexdigest()[:8])
    return page


def _stamp(web: Path, address: str, stamp: str) -> None:
    path = web / HERE / "offline.json"
    told = json.loads(path.read_text("utf-8"))
    (file,) = (file for file in told["files"] if file[0] == address)
    file[2] = stamp
    path.write_text(json.dumps(told), "utf-8")


def is_kept(words: str) -> str:
    """Whether the page that is kept has these words."""
    return f"caches.match('/{HERE}').then(r => r.text()).then(t => t.includes('{words}'))"


def wait_for(page: Any, host: Weak, address: str) -> None:
    """Until the host was asked for it."""
    for _ in range(100):
        if f"/{address}" in host.asked:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"nobody asked for {address}")


def renewed_by_opening(page: Any, host: Weak) -> None:
    """The page is opened elsewhere and again, and what is kept of it becomes the new one."""
    page.goto(host.base + "vi/danh-sach/")
    page.goto(host.base + HERE)
    until(page, is_kept(NEW))


def test_a_slow_network_gives_the_saved_page(host: Weak, web: Path, phone: Phone) -> None:
    """One that does not answer for four seconds is none for a page; a little slow, it gives its own."""
    page = saved(phone, host.base + HERE)
    told = (web / HERE / "index.html").read_text("utf-8")
    (web / HERE / "index.html").write_text(told.replace(OLD, NEW), "utf-8")
    host.slow.add(f"/{HERE}")
    began = time.monotonic()
    page.goto(host.base + HERE)
    assert 3.5 < time.monotonic() - began < 12
    assert OLD in page.locator(".lede").first.inner_text()
    Timer(0.5, host.go.set).start()
    page.goto(host.base + HERE)
    assert NEW in page.locator(".lede").first.inner_text()


def test_a_page_that_does_not_come_is_asked_for_again(host: Weak, web: Path, phone: Phone) -> None:
    """Its list is here and the page is cut off: the old one stays, and is not taken for the new one."""
    page = saved(phone, host.base + HERE)
    (web / HERE / "index.html").write_bytes(renew(web))
    host.cut.add(f"/{HERE}")
    page.goto(host.base + HERE, wait_until="networkidle")
    asked = "performance.getEntriesByType('resource').filter(e => e.name === location.href).length"
    assert page.evaluate(asked) == 1  # by what keeps it up to date
    assert page.evaluate(is_kept(OLD))
    host.cut.clear()
    renewed_by_opening(page, host)


def test_a_page_of_the_build_before_is_asked_for_again(host: Weak, web: Path, phone: Phone) -> None:
    """One place of a host has the new list, another still the old page: what came is known by its bytes."""
    page = saved(phone, host.base + HERE)
    new = renew(web)
    stamps = f"caches.match('/{HERE}offline.json').then(r => r.text())"
    before = page.evaluate(stamps)
    page.goto(host.base + HERE, wait_until="networkidle")
    assert page.evaluate(stamps) == before
    (web / HERE / "index.html").write_bytes(new)
    renewed_by_opening(page, host)


def test_dropping_stops_what_is_coming(host: Weak, web: Path, phone: Phone) -> None:
    """A tap in the midst of an update takes the page away, and nothing of it comes back."""
    page = saved(phone, host.base + HERE)
    listed = json.loads((web / HERE / "offline.json").read_text("utf-8"))["files"]
    late = next(file[0] for file in listed if file[0] != HERE)
    _stamp(web, late, "00000000")
    host.slow.add(f"/{late}")
    host.asked.clear()
    page.goto(host.base + HERE)
    wait_for(page, host, late)
    page.get_by_role("button", name="Đã lưu trên máy này").tap()
    page.get_by_role("button", name=SAVE).wait_for()
    until(page, "caches.keys().then(all => all.length === 0)")
    host.go.set()
    for _ in range(
        3
    ):  # whoever still waited for it would have had it, and put it away, before these
        page.evaluate(f"fetch('/{late}', {{cache: 'no-store'}}).then(r => r.blob())")
    assert kept(page) == []


def test_pictures_stay_in_the_form_that_was_kept(host: Weak, web: Path, phone: Phone) -> None:
    """A later guess at what the phone shows, and a failed one most of all, takes no picture away."""
    page = saved(phone, host.base + HERE)
    pictures = (
        f"caches.open('ditich /{HERE}').then(c => c.keys())"
        ".then(all => all.map(r => r.url).filter(u => u.includes('/m/')).sort())"
    )
    before = page.evaluate(pictures)
    assert len(before) > 5
    page.add_init_script("Image.prototype.decode = () => Promise.reject(new Error('too weak'))")
    (web / HERE / "index.html").write_bytes(renew(web))
    renewed_by_opening(page, host)
    assert page.evaluate(pictures) == before
