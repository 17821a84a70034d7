"""A date that today has not reached is most often mistyped: *check* asks the clock, a build does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.check import check_project
from generator.check.ahead import check_ahead, check_paid
from generator.cli import ditich
from generator.disk import digest_of
from generator.jobs import Revision
from generator.model import Project
from generator.problems import Problems
from generator.signing import review_digest

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


def test_a_record_signed_in_days_to_come_gets_a_note(tmp_path: Path) -> None:
    """The plate it signs would be no sample: *check* says where, and the sound record gets none."""
    shutil.copytree(BASE, tmp_path / "p")
    site = only(tmp_path / "p")
    digest = review_digest(site.site, project_of(tmp_path / "p"), "content", "vi", site.files)
    record = tmp_path / "p/sites/dinh-thu/reviews/ky.yaml"
    record.parent.mkdir()
    for day, notes in (("2026-03-01", []), ("2027-01-01", ["sites/dinh-thu/reviews/ky.yaml:5:7"])):
        record.write_text(
            f"scope: content\nlanguage: vi\ndigest: {digest}\nbody: Cơ quan thử\ndate: {day}\n",
            "utf-8",
        )
        problems = Problems()
        checked = check_project(tmp_path / "p", problems, digest_of, as_of=TODAY)
        assert len(checked.revisions[0].site.reviews) == 1
        check_ahead(tmp_path / "p", checked.revisions, TODAY, problems)
        assert [str(p.place) for p in problems if p.kind == "review-ahead"] == notes


@pytest.mark.parametrize(
    ("until", "left"), [("2026-02-28", ""), ("2026-03-03", "2"), ("2027-02", "364"), ("2028", "")]
)
def test_a_name_paid_for_a_short_time_gets_a_note(tmp_path: Path, until: str, left: str) -> None:
    """Less than a year and a day from today; what is past is told as past."""
    shutil.copytree(BASE, tmp_path / "p")
    file = tmp_path / "p/content/project.yaml"
    host = f"hosts:\n  - base: https://ditich.vn\n    paid_until: {until}\n"
    file.write_text(file.read_text("utf-8") + host, "utf-8")
    problems = Problems()
    check_paid(tmp_path / "p", project_of(tmp_path / "p"), TODAY, problems)
    assert [(p.kind, dict(p.params)["days"]) for p in problems] == [
        ("host-ends-soon", left)
    ] * bool(left)
    assert [str(p.place) for p in problems] == ["content/project.yaml:6:17"] * bool(left)


def only(root: Path) -> Revision:
    """The one site of a good project."""
    (revision,) = check_project(root, Problems(), digest_of, as_of=TODAY).revisions
    return revision


def project_of(root: Path) -> Project:
    """Its project."""
    found = check_project(root, Problems(), digest_of, as_of=TODAY).project
    assert found is not None
    return found
