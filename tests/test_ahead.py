"""A date that today has not reached is most often mistyped: *check* asks the clock, a build does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.check import check_project
from generator.check.ahead import check_ahead
from generator.cli import ditich
from generator.disk import digest_of
from generator.problems import Problems

BASE = Path(__file__).parent / "broken" / "base"
TODAY = "2026-03-01"


def said(root: Path, today: str = TODAY) -> list[str]:
    """Place and sentences of every note about a day to come."""
    problems = Problems()
    checked = check_project(root, problems, digest_of, as_of=today)
    check_ahead(root, checked.revisions, today, problems)
    assert not problems.errors()
    ahead = [p for p in problems if p.kind == "date-ahead"]
    return [f"{p.place} {p.sentence('vi')} / {p.sentence('en')}" for p in ahead]


def project(folder: Path) -> Path:
    """The good project with an event, a source and a translation in days to come, and a name from one."""
    shutil.copytree(BASE, folder)
    facts, story = folder / "sites/dinh-thu/site.yaml", folder / "sites/dinh-thu/vi.md"
    text = facts.read_text("utf-8").replace("date: 1890", "date: 2890")
    text = text.replace("date: 1995", "date: 2/3/2026")
    text = text.replace("since: 2025-07-01", "since: 2027-07-01")
    facts.write_text(text, "utf-8")
    words = story.read_text("utf-8")
    story.write_text(words.replace("---\nlede", "---\ndate: 3000\nlede", 1), "utf-8")
    return folder


def test_a_day_to_come_gets_a_note_at_its_place(tmp_path: Path) -> None:
    """Events, sources and heads of stories, but no beginning of a name: that may be planned."""
    event, source, story = said(project(tmp_path / "p"))
    assert event == (
        "sites/dinh-thu/site.yaml:29:11 Mục “date” ghi năm 2890, còn ở sau hôm nay (ngày 1/3/2026). / "
        "“date” says 2890, which is still to come (today is 1 March 2026)."
    )
    assert source.startswith("sites/dinh-thu/site.yaml:40:11 Mục “date” ghi ngày 2/3/2026,")
    assert story.startswith("sites/dinh-thu/vi.md:2:7 Mục “date” ghi năm 3000,")


def test_the_day_itself_has_come(tmp_path: Path) -> None:
    """A date of today is not ahead, and the good project has none."""
    assert len(said(project(tmp_path / "p"), "2026-03-02")) == 2
    assert said(BASE) == []


def test_check_asks_the_clock_and_a_build_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says it; what a build knows is the same on every day."""
    root = project(tmp_path / "p")
    monkeypatch.chdir(root)
    answer = CliRunner().invoke(ditich, ["check"])
    assert answer.exit_code == 0
    assert "site.yaml:29:11: Lưu ý [date-ahead]" in answer.output
    problems = Problems()
    check_project(root, problems, digest_of, as_of="1900-01-01")
    assert "date-ahead" not in {problem.kind for problem in problems}
