"""Who answers for a printed host: example words, and a name no longer paid for, are no record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.check import Checked, check_project
from generator.disk import digest_of
from generator.ledger import FOLDER, append, issue_event
from generator.model import AFTER_ALL, Host
from generator.plan.paper import print_jobs
from generator.plan.selection import Selected
from generator.print_jobs import PlaqueJob
from generator.problems import Problem, Problems
from generator.starter import start
from generator.words import word
from tests.ledger_work import AT, BY, A

SITE = "noi-vi-du"
WHOLE = {
    "base": "https://ditich.vn", "owners": ["Tỉnh đoàn Thử"], "paid_until": "2035",
    "answers": "Văn phòng Thử", "paper": "Số 1/QĐ-THỬ",
}  # fmt: skip


def begun(folder: Path, host: str = "") -> Path:
    """A new project with the starter's example of a host made real, or with another; one code is issued."""
    start(folder, Problems())
    file = folder / "content" / "project.yaml"
    head, _, example = file.read_text("utf-8").partition("# hosts:\n")
    file.write_text(head + "hosts:\n" + (host or re.sub("(?m)^# ", "", example)), "utf-8")
    append(folder / FOLDER, issue_event(A, SITE, at=AT, by=BY))
    return folder


def checked(root: Path, as_of: str = AFTER_ALL) -> tuple[Checked, list[Problem]]:
    """The content, and what is said of its host record; every sentence renders whole."""
    problems = Problems()
    found = check_project(root, problems, digest_of, as_of=as_of)
    mine = [p for p in problems if p.kind.startswith("host-") and p.kind != "host-long"]
    assert all("?}" not in p.render(lang) for p in mine for lang in ("vi", "en"))
    return found, mine


def sample(found: Checked) -> str:
    """Why the plate of that content is a sample."""
    assert found.project is not None
    readers = (("zxing-cpp", "3"), ("zbar", "0.23"))
    selected = Selected(
        found.project, found.revisions, (), found.ledger, readers=readers, day=found.day
    )
    (job,) = (job for job in print_jobs(selected) if isinstance(job, PlaqueJob))
    return job.sample


def host(**changes: Any) -> str:
    """A host record in YAML."""
    lines = [f"{name}: {value}" for name, value in (WHOLE | changes).items()]
    return "  - " + "\n    ".join(lines) + "\n"


def test_the_example_of_a_new_project_is_no_record(tmp_path: Path) -> None:
    """Every word of it that is not a date is told at its line, as a note; the plate stays a sample."""
    found, said = checked(begun(tmp_path / "moi"))
    assert {p.kind for p in said} == {"host-example"}
    assert {p.severity for p in said} == {"warning"}
    names = [dict(p.params)["name"] for p in said]
    assert sorted(names) == ["answers", "base", "owners", "owners", "paper"]
    lines = (tmp_path / "moi" / "content" / "project.yaml").read_text("utf-8").splitlines()
    assert all(
        lines[p.place.line - 1].strip(" -").startswith(name)
        for p, name in zip(said, names, strict=True)
    )
    assert word("sample-host", "vi") in sample(found)


def test_a_whole_record_is_told_nothing(tmp_path: Path) -> None:
    """The negative control: no note, and the plate lacks its review alone."""
    found, said = checked(begun(tmp_path / "moi", host()))
    assert said == []
    assert sample(found) == word("sample-review", "vi")


def test_a_name_whose_payment_ended_is_told_by_the_day_of_the_ledger(tmp_path: Path) -> None:
    """The ledger was written on 21/11/2026, so 2025 is over, whatever the clock says; 2026 is not."""
    found, (lapsed,) = checked(begun(tmp_path / "qua", host(paid_until=2025)))
    assert (lapsed.kind, str(lapsed.place).rpartition(":")[0]) == (
        "host-lapsed",
        "content/project.yaml:16",
    )
    assert "đến năm 2025, mà nay đã là ngày 21/11/2026" in lapsed.sentence("vi")
    assert "until 2025, and it is 21 November 2026" in lapsed.sentence("en")
    assert word("sample-host", "vi") in sample(found)
    found, said = checked(begun(tmp_path / "con", host(paid_until=2026)))
    assert (said, sample(found)) == ([], word("sample-review", "vi"))


@pytest.mark.parametrize(
    ("day", "kinds"), [("2025-12-31", []), ("2026-01-01", ["host-lapsed"])], ids=("last", "after")
)
def test_the_day_asked_for_goes_first(tmp_path: Path, day: str, kinds: list[str]) -> None:
    """With `--as-of` that day decides: the last one paid for, and the one after."""
    found, said = checked(begun(tmp_path / "moi", host(paid_until=2025)), day)
    assert [p.kind for p in said] == kinds
    assert (word("sample-host", "vi") in sample(found)) == bool(kinds)


def test_a_name_that_nobody_can_own_is_a_gap() -> None:
    """RFC 2606: such plates are samples, which their makers know; no note."""
    gaps = list(Host.model_validate(WHOLE | {"base": "https://ditich.example"}).gaps(AT))
    assert gaps == [(("base",), "reserved")]
