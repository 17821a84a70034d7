"""The demo's real screens before the real keeper: what each half says, the other understands."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.kiosk import pack
from generator.kiosk.admin import sealed_pin
from generator.kiosk.clock import YEAR
from generator.kiosk.home import Home
from tests.kiosk.commands import ditich
from tests.kiosk.work import (
    SITE,
    Kiosk,
    fill,
    free_port,
    home_with,
    running,
    screens,
    sealed,
    small_disk,
)
from tests.preview_work import until

A, B = "a" * 12, "b" * 12
PIN = "2468"

pytestmark = pytest.mark.browser


@pytest.fixture
def kiosk(tmp_path: Path, tree: Path) -> Iterator[Kiosk]:
    """A keeper that leaves the browser to the test."""
    path = sealed(screens(tree, tmp_path / A, A), tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    home = home_with(tmp_path, path, pin=sealed_pin(PIN), media_roots=[str(stick)])
    with running(home.root, "--no-browser") as found:
        yield found


def address(kiosk: Kiosk, path: str = "") -> str:
    """Of a page of that kiosk."""
    return f"http://127.0.0.1:{kiosk.port}/{path}"


def test_it_runs_straight_from_what_was_built(tmp_path: Path, tree: Path, screen: Any) -> None:
    """`kiosk run --tree output/kiosk`: every screen comes whole under the keeper's own headers, and beats."""
    port = str(free_port())
    with running(tmp_path / "none", "--tree", str(tree), "--port", port, "--no-browser") as kiosk:
        faults: list[str] = []
        screen.on("console", lambda line: faults.append(line.text) if line.type == "error" else 0)
        screen.on("pageerror", lambda error: faults.append(str(error)))
        left = "net::ERR_ABORTED"  # the icon of a page that is left before it came
        screen.on("requestfailed", lambda a: faults.append(a.url) if a.failure != left else 0)
        screen.on("response", lambda got: faults.append(got.url) if got.status >= 400 else 0)
        for path in ("", "start/", "vi/", SITE, "en/", "test/"):
            with screen.expect_response("**/_kiosk/beat") as beat:
                screen.goto(address(kiosk, path))
            answer = beat.value.json()
            assert set(answer) == {"dark", "reload", "volume_limit", "beat_seconds"}
            sent = json.loads(beat.value.request.post_data)
            assert sent["page"] == path
            assert sent["whole"] is True
            if path != "test/":  # it tries the keeper before it knows what is shown
                assert not answer["reload"], "the page says the content that the keeper shows"
        assert faults == []


def test_a_visit_is_counted_and_told(kiosk: Kiosk, screen: Any) -> None:
    """Two pages, then “start over”: a table, a CSV and a chart say so, and nothing else is kept."""
    screen.clock.install()
    screen.goto(address(kiosk, "vi/"))
    screen.clock.run_for(20_000)
    screen.goto(address(kiosk, SITE))
    screen.clock.run_for(91_000)
    screen.locator('#Still [data-still="anew"]').click()
    until(lambda: list(kiosk.home.glob("counts/*.jsonl")), kiosk.told)
    lines = [
        json.loads(line)
        for path in kiosk.home.glob("counts/*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert [(line["page"], line["language"]) for line in lines] == [
        ("*", "vi"), ("vi/", "vi"), (SITE, "vi"),
    ]  # fmt: skip
    assert all(set(line) == {"hour", "page", "language", "seconds"} for line in lines)
    spent = {line["page"]: line["seconds"] for line in lines}
    assert spent["vi/"] >= 20
    assert spent[SITE] >= 60
    out, drawn = kiosk.home.parent / "counts.csv", kiosk.home.parent / "counts.svg"
    code, said = ditich(
        "kiosk", "stats", "--home", str(kiosk.home), "--csv", str(out), "--chart", str(drawn)
    )
    assert code == 0, said
    assert said.startswith("1 lượt xem")
    assert SITE in said
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [row["page"] for row in rows] == sorted(line["page"] for line in lines)
    assert ET.parse(drawn).getroot().tag.endswith("svg")  # noqa: S314 - our own


def test_outside_its_hours_it_is_dark(tmp_path: Path, tree: Path, screen: Any) -> None:
    """Hours of this machine that are over: the waiting screen goes black and a touch wakes it."""
    now = datetime.now()  # noqa: DTZ005 - the local hour is what is meant
    on, off = (f"{(now.hour + more) % 24:02}:00" for more in (2, 3))
    path = sealed(screens(tree, tmp_path / A, A), tmp_path)
    home = home_with(tmp_path, path, hours=[on, off], beat_seconds=0.3)
    with running(home.root, "--no-browser") as kiosk:
        screen.clock.install()
        screen.goto(address(kiosk))
        screen.clock.run_for(200_000)
        screen.locator("#Dark").wait_for(state="visible")
        screen.touchscreen.tap(960, 540)
        screen.locator("#Dark").wait_for(state="hidden")
        assert screen.url == address(kiosk), "the touch that wakes it does nothing else"


@pytest.mark.parametrize("hurt", ["", "full"])
def test_the_self_test_tells_of_the_disk(
    tmp_path: Path, tree: Path, screen: Any, hurt: str
) -> None:
    """Written and read by the keeper, for a browser keeps all in memory: full, it says what is lost."""
    with small_disk(tmp_path / "disk") as mounted:
        if not mounted:
            pytest.skip("may not mount")
        path = sealed(screens(tree, tmp_path / A, A), tmp_path)
        home = home_with(tmp_path / "disk", path)
        with running(home.root, "--no-browser", env={"TMPDIR": str(tmp_path)}) as kiosk:
            if hurt:
                fill(tmp_path / "disk")
            screen.goto(address(kiosk, "test/"))
            said = screen.locator("#Store")
            said.filter(has_text="." if not hurt else "Không ghi được").wait_for()
            assert said.inner_text() == said.get_attribute("data-bad" if hurt else "data-good")


def test_a_clock_that_cannot_be_right_darkens_nothing(tmp_path: Path, tree: Path) -> None:
    """A pack from long after today: lit outside its hours, the corner says why, visits have no hour."""
    shown = screens(tree, tmp_path / A, A)
    made = pack.make(shown, tmp_path, tmp_path / "keys", now=lambda: time.time() + 10 * YEAR)
    hour = (datetime.now().hour + 2) % 24  # noqa: DTZ005 - the local hour is what is meant
    hours = [f"{hour:02}:00", f"{hour:02}:30"]
    home = home_with(tmp_path, tmp_path / pack.name_of(made), pin=sealed_pin(PIN), hours=hours)
    with running(home.root, "--no-browser") as kiosk:
        beat = {"page": "", "state": "attract", "whole": True, "content": A}
        assert json.loads(kiosk.send("/_kiosk/beat", beat)[2])["dark"] is False
        assert dict(kiosk.admin("state")["facts"]["en"])["Clock"].startswith("not believed")
        told = {"language": "vi", "seconds": 60, "pages": [[SITE, 40]]}
        assert kiosk.send("/_kiosk/visit", told)[0] == 200
        assert [path.name for path in kiosk.home.glob("counts/*")] == ["unknown.jsonl"]


def opened(kiosk: Kiosk, screen: Any, pin: str = PIN, path: str = "") -> Any:
    """The corner, held open for five seconds and the PIN typed."""
    screen.clock.install()
    screen.goto(address(kiosk, path))
    screen.mouse.move(1915, 5)
    screen.mouse.down()
    screen.clock.run_for(5_100)
    screen.locator("#Admin").wait_for()
    screen.mouse.up()
    box = screen.locator("#Admin")
    for sign in (*pin, "✓"):
        box.get_by_text(sign, exact=True).click()
    return box


def test_the_corner_does_what_it_offers(kiosk: Kiosk, screen: Any, tree: Path) -> None:
    """A wrong PIN is told; the right one shows the machine, sets the volume, takes an update, goes back."""
    box = opened(kiosk, screen, "1357")
    box.get_by_text("Mã PIN chưa đúng.").wait_for()
    for sign in (*PIN, "✓"):
        box.get_by_text(sign, exact=True).click()
    facts = box.locator(".facts")
    facts.wait_for()
    assert A in facts.inner_text()
    assert "80 %" in facts.inner_text()
    box.get_by_text("−", exact=True).click()
    facts.get_by_text("70 %").wait_for()
    assert kiosk.admin("state")["volume_limit"] == 70
    box.get_by_text("Xem nhật ký").click()
    box.locator("pre", has_text=f"showing content {A}").wait_for()

    box.get_by_text("Cập nhật từ USB hoặc mạng").click()
    box.get_by_text("Không tìm thấy gói ki-ốt nào.").wait_for()
    folder = kiosk.home.parent
    sealed(screens(tree, folder / B, B), folder).rename(folder / "stick" / "ditich-kiosk-b.zip")
    box.get_by_text("Cập nhật từ USB hoặc mạng").click()
    box.get_by_text("Xong.").wait_for()
    assert Home(kiosk.home).pointer().trials, "not proved while the keeper stands before it"
    box.get_by_text("Đóng", exact=True).click()
    screen.clock.run_for(25_000)
    until(lambda: Home(kiosk.home).pointer().trials == 0, kiosk.told)
    assert kiosk.admin("state")["content"] == B
    box = opened(kiosk, screen)
    box.get_by_text("Trở về bản trước").click()
    box.get_by_text("Xong.").wait_for()
    assert Home(kiosk.home).best().content == A  # type: ignore[union-attr]


def test_a_forgotten_corner_closes_itself(kiosk: Kiosk, screen: Any) -> None:
    """Three minutes without a finger: corner and self-test make way for the waiting screen.

    On a visitor's page the question does not come before the keeper.
    """
    for path in ("", "vi/", "test/"):
        if path == "test/":
            screen.goto(address(kiosk, path))
        else:
            opened(kiosk, screen, path=path).locator(".facts").wait_for()
            screen.clock.run_for(100_000)
            assert screen.locator("#Still[open]").count() == 0
            assert screen.locator("#Admin .facts").is_visible()
            screen.locator("#Admin .facts").click()
        screen.clock.run_for(182_000)
        screen.locator(".strip").wait_for()
        assert screen.url == address(kiosk)
        assert screen.locator("#Admin").count() == 0
