"""`ditich serve`: an edit shows by itself, none is lost, errors are told, nobody else gets in."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.serve.words import words
from tests.preview_work import SLUG, Server, project, serving, story, until, write

ORDEAL = bool(os.environ.get("DITICH_ORDEAL"))
EDITS, LONGEST_GAP = (200, 4.0) if ORDEAL else (20, 1.4)
"""Edits one after another, and the longest seconds between two; the shortest is 0.2."""

PAGE = f"vi/{SLUG}/"
PANEL = "ditich-preview .panel"


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose project nobody edits."""
    with serving(project(tmp_path_factory.mktemp("calm") / "project")) as server:
        yield server


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """A server whose project is the test's own."""
    with serving(project(tmp_path / "project")) as server:
        yield server


@pytest.fixture(autouse=True)
def no_page_stays(chromium: Browser) -> Iterator[None]:
    """Close the pages of a test: they would go on asking for a server that is gone."""
    yield
    for context in chromium.contexts:
        context.close()


class Visit:
    """A page on a small phone that keeps every complaint of the browser."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.page: Page = chromium.new_page(viewport={"width": 360, "height": 740}, locale="vi")
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def sees(self, text: str) -> bool:
        """Whether the page shows the text now; False while it is just being reloaded."""
        try:
            return text in self.page.inner_text("body", timeout=1000)
        except Exception:  # noqa: BLE001 - Playwright's own error while a page goes away
            return False

    def panel(self) -> str:
        """What the overlay says; empty if there is none."""
        panel = self.page.locator(PANEL)
        return panel.inner_text() if panel.is_visible() else ""


# --- what an editor sees ------------------------------------------------------------------------


@pytest.mark.browser
def test_an_edit_shows_by_itself(live: Server, chromium: Browser) -> None:
    """A saved sentence stands in the open page without anybody reloading it."""
    visit = Visit(chromium, live.address(PAGE))
    text = story(live).read_text("utf-8")
    assert not visit.sees("Câu vừa viết.")
    write(story(live), text + "\nCâu vừa viết.\n")
    until(lambda: visit.sees("Câu vừa viết."), "the edit")
    story(live).write_text(text + "\nCâu sửa tại chỗ.\n", "utf-8")
    until(lambda: visit.sees("Câu sửa tại chỗ."), "the edit in place")
    assert visit.complaints == []


@pytest.mark.browser
@pytest.mark.ordeal
@pytest.mark.slow
def test_no_edit_is_lost(
    live: Server, chromium: Browser, record_property: Callable[[str, object], None]
) -> None:
    """Each of many edits, 0.2 s and more after the one before, comes to stand in the page."""
    record_property("edits", EDITS)
    visit = Visit(chromium, live.address(PAGE))
    moments = random.Random(3)  # noqa: S311 - a seed to repeat, not a secret
    text, waits = story(live).read_text("utf-8"), []
    for number in range(EDITS):
        gap, begun = moments.uniform(0.2, LONGEST_GAP), time.monotonic()
        write(story(live), f"{text}\nLần sửa thứ {number} là đây.\n")
        waits.append(until(lambda n=number: visit.sees(f"Lần sửa thứ {n} là đây."), "an edit"))  # type: ignore[misc]
        time.sleep(max(0.0, gap - (time.monotonic() - begun)))
    assert visit.complaints == []
    assert sorted(waits)[len(waits) // 2] < 3, "slow beyond any busy machine"


@pytest.mark.browser
def test_edits_during_builds_end_with_the_last(live: Server, chromium: Browser) -> None:
    """Edits that fall into builds are not lost: the last of a flurry comes to stand there."""
    visit = Visit(chromium, live.address(PAGE))
    text = story(live).read_text("utf-8")
    moments = random.Random(4)  # noqa: S311
    for number in range(30):
        story(live).write_text(f"{text}\nBản nháp {number} đây.\n", "utf-8")
        time.sleep(moments.uniform(0.0, 0.12))
    until(lambda: visit.sees("Bản nháp 29 đây."), "the last edit")


@pytest.mark.browser
def test_a_page_that_was_away_catches_up(live: Server, chromium: Browser) -> None:
    """An edit between fetching the page and opening its socket is told on connecting."""
    visit = Visit(chromium, live.address(PAGE))
    visit.page.context.set_offline(True)
    visit.page.evaluate("window.kept = LiveReload; LiveReload.shutDown()")
    write(story(live), story(live).read_text("utf-8") + "\nViết lúc vắng.\n")
    until(lambda: "Viết lúc vắng.".encode() in live.get(f"/{PAGE}")[2], "the build")
    assert not visit.sees("Viết lúc vắng.")
    visit.page.context.set_offline(False)
    visit.page.evaluate("kept.connector.connect()")
    until(lambda: visit.sees("Viết lúc vắng."), "the page catching up")


@pytest.mark.browser
def test_an_error_is_laid_over_the_last_good_page(live: Server, chromium: Browser) -> None:
    """Wrong content leaves the page, says place, line, what and what to do, and goes when mended."""
    visit = Visit(chromium, live.address(PAGE))
    path = live.root / "sites" / SLUG / "site.yaml"
    good = path.read_text("utf-8")
    lines = len(good.splitlines())
    assert visit.panel() == ""
    visit.page.evaluate("window.never_reloaded = true")
    write(path, good + "khong_co_muc_nay: gì đó\n")
    until(visit.panel, "the overlay")
    told = visit.panel()
    assert f"sites/{SLUG}/site.yaml:{lines + 1}:1" in told
    assert "Không có mục nào tên “khong_co_muc_nay”." in told
    assert "khong_co_muc_nay: gì đó" in told  # the line as written
    assert "→ Các mục được dùng:" in told
    assert visit.sees("Bắt đầu từ đây"), "the last good page"
    assert visit.page.evaluate("window.never_reloaded"), "the page was torn away"
    write(path, good)
    until(lambda: not visit.panel(), "the overlay going")
    assert visit.sees("Bắt đầu từ đây")
    assert visit.complaints == []
    assert "Traceback" not in live.said


def test_a_broken_site_stays_on_the_home_page(live: Server) -> None:
    """Never published and broken now, a site keeps its place on home as it was last sound."""
    path = live.root / "sites" / SLUG / "site.yaml"
    home = live.get("/")[2]
    assert f"{SLUG}/".encode() in home
    write(path, path.read_text("utf-8") + "khong_co_muc_nay: x\n")
    until(lambda: live.get("/.preview/problems.json")[2] != b'{"problems": []}', "the problem")
    assert live.get("/")[2] == home


@pytest.mark.browser
def test_an_error_of_the_project_is_told_too(live: Server, chromium: Browser) -> None:
    """With project.yaml beyond reading every page stays, with the overlay over it."""
    visit = Visit(chromium, live.address())
    path = live.root / "content" / "project.yaml"
    good = path.read_text("utf-8")
    title = visit.page.inner_text("h1")
    write(path, "title: [\n")
    until(visit.panel, "the overlay")
    assert "content/project.yaml:" in visit.panel()
    assert visit.page.inner_text("h1") == title
    visit.page.reload()
    until(visit.panel, "the overlay after a reload by hand")
    assert visit.page.inner_text("h1") == title
    write(path, good)
    until(lambda: not visit.panel(), "the overlay going")


@pytest.mark.browser
def test_the_overlay_can_be_read_on_a_small_phone(live: Server, chromium: Browser) -> None:
    """At 360 px nothing runs off sideways, and the panel folds away and stays so."""
    path = live.root / "sites" / SLUG / "site.yaml"
    write(path, path.read_text("utf-8") + "mot_muc_khong_ai_biet_ten_rat_dai_" * 4 + ": x\n")
    visit = Visit(chromium, live.address(PAGE))
    until(visit.panel, "the overlay")
    wide = "document.querySelector('ditich-preview').shadowRoot.querySelector('.panel').scrollWidth"
    assert visit.page.evaluate(wide) <= 360
    fold = visit.page.get_by_role("button", name=words("vi", "fold"))
    box = fold.bounding_box()
    assert box is not None
    assert box["height"] >= 44  # a finger's width, WCAG 2.5.5
    fold.click()
    assert "Các mục" not in visit.panel()
    visit.page.reload()
    until(visit.panel, "the overlay")
    assert "Các mục" not in visit.panel(), "the same problem unfolded itself"


@pytest.mark.browser
def test_broken_from_the_start(tmp_path: Path, chromium: Browser) -> None:
    """A project that cannot be built at all gives a calm page with its problems, then the pages."""
    root = project(tmp_path / "project")
    path = root / "content" / "project.yaml"
    good = path.read_text("utf-8")
    write(path, "title: [\n")
    with serving(root, answers=503) as server:
        visit = Visit(chromium, server.address())
        until(lambda: visit.sees(words("vi", "nothing")), "the calm page")
        until(visit.panel, "the overlay")
        write(path, good)
        until(lambda: not visit.sees(words("vi", "nothing")), "the pages")
        until(lambda: visit.page.locator("main h1").count() and not visit.panel(), "the pages")


@pytest.mark.browser
def test_every_page_says_that_it_is_a_preview(calm: Server, chromium: Browser) -> None:
    """The strip is in view, also when scrolled and without script; nothing breaks the policy."""
    for path in ("", PAGE, "khong-co"):
        visit = Visit(chromium, calm.address(path))
        strip = visit.page.get_by_text(words("vi", "strip"))
        visit.page.mouse.wheel(0, 2000)
        box = strip.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 5
        assert strip.evaluate("p => getComputedStyle(p).backgroundColor") == "rgb(255, 212, 59)"
        expected = 1 if path == "khong-co" else 0  # the browser notes the status 404 itself
        assert len([c for c in visit.complaints if "404" in c]) == expected, visit.complaints
        assert len(visit.complaints) == expected, visit.complaints
    silent = chromium.new_context(java_script_enabled=False).new_page()
    silent.goto(calm.address(PAGE))
    assert silent.get_by_text(words("vi", "strip")).is_visible()


def test_the_strip_is_nowhere_but_in_the_answer(calm: Server) -> None:
    """Nothing of the preview is kept with the pages that will be published."""
    assert b"<ditich-preview" in calm.get(f"/{PAGE}")[2]
    blobs = [p for p in (calm.root / ".ditich").rglob("*") if p.is_file()]
    assert len(blobs) > 3
    assert not [p for p in blobs if b"ditich-preview" in p.read_bytes()]
    assert not (calm.root / "output").exists()


@pytest.mark.parametrize(("day", "name"), [("30/6/2000", "Tên trước"), ("1/7/2000", "Tên nay")])
def test_the_preview_shows_the_day_asked_for(tmp_path: Path, day: str, name: str) -> None:
    """With `--as-of` the preview is headed by the name of that day."""
    root = project(tmp_path / "project")
    site = root / "sites" / SLUG / "site.yaml"
    before = (
        "names:\n  - {text: {vi: Tên trước}, until: 30/6/2000}\n"
        "  - since: 1/7/2000\n    text:\n      vi: Tên nay\n"
    )
    text = site.read_text("utf-8")
    head, rest = text.split("names:\n", 1)
    site.write_text(head + before + rest[rest.index("sources:\n") :], "utf-8")
    with serving(root, "--as-of", day) as server:
        assert f"<h1>{name}</h1>".encode() in server.get(f"/{PAGE}")[2]


def test_english(tmp_path: Path) -> None:
    """`--lang en` speaks English on the terminal and on the page."""
    with serving(project(tmp_path / "project"), "--lang", "en") as server:
        assert "Save a file and the page shows it at once." in server.said
        assert words("en", "strip").encode() in server.get("/")[2]


# --- coming and going ---------------------------------------------------------------------------


def test_a_busy_port_gives_the_next(calm: Server, tmp_path: Path) -> None:
    """The next free port is taken, and that is said."""
    with serving(project(tmp_path / "project"), port=calm.port) as other:
        assert other.port > calm.port
        assert f"Cổng {calm.port} đang có chương trình khác dùng; dùng cổng" in other.said


def test_ctrl_c_ends_quietly(live: Server) -> None:
    """Exit code 0, one sentence, no traceback, nothing left in a fault file."""
    assert live.interrupt() == 0
    assert live.said.rstrip().endswith(words("vi", "ended"))
    assert "Traceback" not in live.said
    assert not (live.root / ".ditich" / "loi.txt").exists()


def test_only_what_changed_is_new(live: Server) -> None:
    """An edit of the story gives its page and the words to report by; a save without a change gives none."""
    write(story(live), story(live).read_text("utf-8") + "\nThêm một câu.\n")
    until(lambda: "✓ 2 trang mới" in live.said, "the build: " + live.said)
    before = live.said.count(words("vi", "same", seconds="").split("(")[0])
    write(story(live), story(live).read_text("utf-8"))
    same = words("vi", "same", seconds="").split("(")[0]
    until(lambda: live.said.count(same) > before, "the build")
    assert live.said.count("trang mới") <= 2  # the first build's and the edit's


def test_problems_are_told_as_data(live: Server) -> None:
    """The overlay's own file says the same as the command line."""
    assert json.loads(live.get("/.preview/problems.json")[2]) == {"problems": []}
    path = live.root / "sites" / SLUG / "site.yaml"
    write(path, path.read_text("utf-8") + "khong_co: x\n")

    def told() -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(live.get("/.preview/problems.json")[2])["problems"]
        return found

    until(told, "the problem")
    (problem,) = told()
    assert problem["kind"] == "unknown-field"
    until(lambda: problem["sentence"] in live.said, "the problem on the terminal")
