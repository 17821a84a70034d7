"""Names and addresses are those of a day: the one asked for, else the content's newest; never the clock's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.replay import replay
from tests.whole.clock import clock
from tests.whole.project import BRIDGE, HOUSE, Town, codes, copy

NAMES = """\
names:
  - {kind: official, text: {vi: Cầu Thử Trước}, since: 1950, until: 30/6/2000, sources: [s1]}
  - {kind: official, text: {vi: Cầu Thử}, since: 1/7/2000, sources: [s1]}
places:
  - {text: {vi: tổng Thử xưa}, until: 30/6/2000}
  - {text: {vi: xã Thử nay}, since: 1/7/2000}
"""
RECORDS = """\
records:
  - id: ban-ghi
    names:
      - {kind: official, text: {vi: Bản ghi thử trước}, until: 30/6/2000}
      - {kind: official, text: {vi: Bản ghi thử nay}, since: 1/7/2000}
    places:
      - {text: {vi: chỗ thử trước}, until: 30/6/2000}
      - {text: {vi: chỗ thử nay}, since: 1/7/2000}
"""
THEN, NOW = ("Cầu Thử Trước", "tổng Thử xưa"), ("Cầu Thử", "xã Thử nay")


@pytest.fixture
def renamed(town: Town) -> Town:
    """The project with a bridge whose name and address have changed, and such a record; not built yet."""
    path = town.site(BRIDGE) / "site.yaml"
    text = path.read_text("utf-8")
    head, rest = text.split("names:\n", 1)
    path.write_text(f"{head}{NAMES}{rest[rest.index('events:') :]}", "utf-8")
    town.write("content/records.yaml", RECORDS)
    return town


def title(town: Town) -> tuple[str, str]:
    """The name and the address at the head of the bridge's page."""
    page = town.page(f"vi/{BRIDGE}/index.html")
    name = page.split("<h1>", 1)[1].split("</h1>")[0]
    return name, page.split('<p class="place">', 1)[1].split("</p>")[0]


def test_two_days_two_names(renamed: Town) -> None:
    """On each day the page, home, list, its code's page and its plate say that day's name and address."""
    code = next(c for c, place in codes(renamed).items() if place == BRIDGE)
    for day, (name, place), other in (("30/6/2000", THEN, NOW), ("2000-07-01", NOW, THEN)):
        assert renamed.build("--as-of", day).code == 0
        assert title(renamed) == (name, place)
        assert f"<h1>{name}</h1>" in renamed.page(f"{code}/index.html")
        home, rows = renamed.page("index.html"), renamed.page("vi/danh-sach/index.html")
        assert f"<b>{name}</b>" in home
        assert place in home
        assert other[1] not in home
        plate = (renamed.print / BRIDGE / f"{code}-bien-200.svg").read_text("utf-8")
        assert (THEN[0] in plate) == (name == THEN[0])
        word = "trước" if name == THEN[0] else "nay"
        assert (f"Bản ghi thử {word}</h3>" in rows, f"chỗ thử {word}" in rows) == (True, True)
        assert rows.count("chỗ thử") == 1


def test_what_is_still_to_come_is_not_told(renamed: Town) -> None:
    """As of a day before it, the later name and address stand nowhere on the page."""
    assert renamed.build("--edition", "web", "--as-of", "1999-12-31").code == 0
    page = renamed.page(f"vi/{BRIDGE}/index.html")
    assert "xã Thử nay" not in page
    assert "Cầu Thử<" not in page


def test_without_a_day_the_newest_is_said(renamed: Town) -> None:
    """By default every end that is written has come, and so has every beginning."""
    assert renamed.build("--edition", "web").code == 0
    assert title(renamed) == NOW
    assert "Cầu Thử Trước" in renamed.page(
        f"vi/{BRIDGE}/index.html"
    )  # among other names, with its years
    ahead = f"sites/{BRIDGE}/site.yaml"
    renamed.edit(ahead, "30/6/2000", "30/6/2900")
    renamed.edit(ahead, "1/7/2000", "1/7/2900")
    assert renamed.build("--edition", "web").code == 0
    assert title(renamed) == NOW


def test_only_what_depends_on_the_day_is_made_again(renamed: Town) -> None:
    """Another day of the same era makes nothing; one of another era only what says the name or address."""
    assert pipeline.build(renamed.root).exit_code == 0
    before = renamed.trees()
    assert pipeline.build(renamed.root, as_of="2026-01-01").remade == 0
    assert renamed.trees() == before
    assert pipeline.build(renamed.root, as_of="1990-01-01").remade > 0
    after = renamed.trees()
    changed = {n for e in after for n in after[e] if after[e][n] != before[e].get(n)}
    assert f"vi/{BRIDGE}/index.html" in changed
    assert not {n for n in changed if n.startswith((f"en/{HOUSE}", "m/", "assets/site-"))}
    assert pipeline.build(renamed.root, as_of="1999-01-01").remade == 0
    assert pipeline.build(renamed.root).remade == 0
    assert renamed.trees() == before


def test_the_same_day_again_is_no_change(renamed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build for a day, however it is written, is answered at once; for another day it is not."""
    monkeypatch.chdir(renamed.root)
    assert renamed.build("--as-of", "1/1/1999").code == 0
    assert replay(["--as-of", "1/1/1999"]) == replay(["--as-of", "1999-01-01"]) == 0
    assert replay(["--as-of", "1999-01-02"]) is None
    assert replay(["--as-of", "hôm qua"]) is None
    assert replay([]) is None
    assert renamed.build().code == 0
    assert replay(["--as-of", "1/1/1999"]) is None  # the output is another day's now
    assert replay([]) == 0


@pytest.mark.parametrize("written", ["hôm qua", "1999", "31/2/1999", "sau 1975"])
def test_what_is_not_one_day_is_refused(renamed: Town, written: str) -> None:
    """Whatever is not a single day ends with 2 and a form to copy."""
    answer = renamed.build("--as-of", written)
    assert answer.code == 2
    assert "30/6/2025" in answer.err


def test_the_clock_changes_nothing(renamed: Town, tmp_path: Path) -> None:
    """Forty years before and after, the same day's names are said; a whole build: test_same_bytes."""
    trees = []
    for years in (-40, 40):
        town = copy(renamed, tmp_path / f"at{years}")
        answer = town.build(env=clock(tmp_path, years))
        assert answer.code == 0, answer.said
        assert title(town) == NOW
        trees.append(town.trees())
    assert trees[0] == trees[1]
