"""What real git branches do to the ledger, and the ledger as HEAD has it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ledger import (
    FOLDER,
    Ledger,
    append,
    dump_ledger,
    gate,
    ledger_at_head,
    load_ledger,
    read_ledger,
    settle_event,
)
from generator.problems import Problems
from tests.ledger_work import (
    AT,
    CODES,
    NAMES,
    SITES,
    A,
    B,
    C,
    add,
    branches,
    commit,
    gates,
    git,
    issue,
    kinds,
    read,
    sound,
    start,
    start_repo,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Code A printed at den-tho, B issued for dinh-lang."""
    return start(tmp_path)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The same project in a real repository."""
    return start_repo(tmp_path)


def test_three_branches_adding_codes_merge_and_keep_every_record(repo: Path) -> None:
    """Four codes on each of three branches: no conflict, 3 + 12 events, no problem."""

    def four(first: int) -> Callable[[], object]:
        return lambda: [issue(repo, code, "chua-co", reason="thử") for code in CODES[first:][:4]]

    before = sound(repo)
    branches(repo, one=four(10), two=four(14), three=four(18))
    ledger = sound(repo)
    assert len(ledger.events) == 3 + 12
    assert set(ledger.codes) == {A, B, *CODES[10:22]}
    assert gates(repo, before) == []


def test_two_branches_retargeting_one_code_are_shown_to_the_editor(repo: Path) -> None:
    """Git merges without a word; the ledger shows both records and decides nothing."""
    branches(
        repo,
        one=lambda: add(repo, B, "retarget", by="Lan", site="chua-co", reason="một"),
        two=lambda: add(repo, B, "retarget", by="Minh", site="den-tho", reason="hai"),
    )
    problems = Problems()
    ledger = read_ledger(repo / FOLDER, problems)
    (problem,) = problems
    assert problem.kind == "code-disagree"
    for word in ("Lan", "Minh", "chua-co", "den-tho", "một", "hai"):
        assert word in problem.sentence("vi")
        assert word in problem.sentence("en")
    state = ledger.by_code[B]
    assert (state.status, state.place) == ("disputed", "dinh-lang")
    assert len(ledger.events) == 5


def test_a_disagreement_is_ended_by_a_new_record_and_nothing_is_deleted(repo: Path) -> None:
    """The tip that holds good is named; plates of the other branch were made all the same."""

    def printed() -> None:
        add(repo, B, "print", by="Minh", serial="7", host="ditich.example")
        add(repo, B, "install", by="Minh", serial="7")

    branches(
        repo,
        one=lambda: add(repo, B, "retarget", by="Lan", site="chua-co", reason="một"),
        two=printed,
    )
    ledger, found = read(repo)
    assert found == ["code-disagree"]
    keep = next(e for e in ledger.events if e.by == "Lan")
    event = settle_event(ledger, B, keep.digest[:6], {"reason": "đã hỏi"}, at=AT, by="Hoa")
    assert keep.digest not in event.settles
    trial = load_ledger(dump_ledger(replace(ledger, events=(*ledger.events, event))))
    assert kinds(gate(ledger, trial, SITES, NAMES)) == ["code-no-evidence"]  # plate 7 is out there
    append(repo / FOLDER, replace(event, evidence="QĐ 12"))
    after = sound(repo)
    state = after.by_code[B]
    assert (state.place, state.status, len(after.events)) == ("chua-co", "live", 7)
    assert [(p.serial, p.status) for p in state.plates] == [("7", "installed")]
    assert gates(repo, ledger) == []
    with pytest.raises(ValueError, match="zz"):
        settle_event(ledger, B, "zz", {}, at=AT, by="Hoa")


def test_two_opposite_decisions_are_a_disagreement_again_until_a_later_one(repo: Path) -> None:
    """Decisions made on two branches contradict each other; a third that knows both ends it."""
    branches(
        repo,
        one=lambda: add(repo, B, "retarget", by="Lan", site="chua-co", reason="một"),
        two=lambda: add(repo, B, "retarget", by="Minh", site="den-tho", reason="hai"),
    )
    ledger = read(repo)[0]

    def decide(by: str) -> Callable[[], object]:
        tip = next(e for e in ledger.events if e.by == by)
        event = settle_event(ledger, B, tip.digest, {"reason": "x"}, at=AT, by=f"{by} 2")
        return lambda: append(repo / FOLDER, event)

    branches(repo, three=decide("Lan"), four=decide("Minh"))
    both, found = read(repo)
    assert found == ["code-disagree"]
    last = next(e for e in both.events if e.by == "Minh 2")
    append(repo / FOLDER, settle_event(both, B, last.digest, {"reason": "y"}, at=AT, by="Hoa"))
    assert sound(repo).by_code[B].place == "den-tho"


def test_one_code_issued_on_two_branches_is_shown(repo: Path) -> None:
    """Chance or a copied folder: the same code for two places."""
    branches(
        repo,
        one=lambda: issue(repo, C, "chua-co"),
        two=lambda: issue(repo, C, "den-tho", part="cong"),
    )
    ledger, found = read(repo)
    assert found == ["code-issued-twice"]
    assert ledger.by_code[C].status == "disputed"


def test_head_holds_the_ledger_as_committed(repo: Path) -> None:
    """The same ledger as on disk, also where the project is a folder of the checkout."""
    assert ledger_at_head(repo) == sound(repo)
    shutil.copytree(repo / FOLDER, repo / "sub" / FOLDER)
    commit(repo)
    git(repo, "rm", "-rq", FOLDER)
    commit(repo)
    assert ledger_at_head(repo / "sub") == sound(repo / "sub")
    assert ledger_at_head(repo) == Ledger()


@pytest.mark.parametrize("harm", ["remove", "rename", "edit", "rename folder", "rewrite"])
def test_head_shows_what_the_working_tree_lost(repo: Path, harm: str) -> None:
    """Removed, renamed or edited: reading or the gate against HEAD says so; untouched, neither."""
    head = ledger_at_head(repo)
    assert head is not None
    assert gates(repo, head) == []
    event = head.by_code[A].events[-1]
    path = repo / event.path
    if harm == "remove":
        path.unlink()
    elif harm == "rename":
        path.rename(path.with_name("003-print-" + event.digest[:6] + ".json"))
    elif harm == "edit":
        path.write_text(path.read_text("utf-8").replace("2026", "2025"), "utf-8")
    elif harm == "rename folder":
        path.parent.rename(repo / FOLDER / C)
    else:
        path.unlink()
        append(repo / FOLDER, replace(event, by="ai đó"))
    assert read(repo)[1] + gates(repo, head) != []
    if harm in ("remove", "rewrite"):
        assert read(repo)[1] == []  # only HEAD can tell


def test_where_git_cannot_be_asked_there_is_no_head(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No checkout, no commit yet, no git at all: None, and nothing is said."""
    problems = Problems()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert ledger_at_head(project, problems) is None
    git(project, "init", "-q")
    assert ledger_at_head(project, problems) is None
    monkeypatch.setenv("PATH", str(project))
    assert ledger_at_head(project, problems) is None
    assert len(problems) == 0


def test_a_repository_that_lacks_a_record_guards_the_others(repo: Path) -> None:
    """A damaged or partial clone is no crash, and what it still has is compared."""
    whole = sound(repo)
    blob = git(repo, "rev-parse", f"HEAD:{whole.events[0].path}").strip()
    (repo / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    head = ledger_at_head(repo)
    assert head is not None
    assert head.events == whole.events[1:]
    assert gates(repo, head) == []


def test_a_hooks_environment_does_not_mislead(
    repo: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a commit hook git names other folders in its environment: they are not followed."""
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert ledger_at_head(repo) == sound(repo)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)
def test_a_checkout_of_another_user_is_noted(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's guard is not gone around; that the comparison was not made is said."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for path in (repo, repo / ".git"):
        os.chown(path, 12345, 12345)
    problems = Problems()
    assert ledger_at_head(repo, problems) is None
    (problem,) = problems
    assert (problem.kind, problem.severity) == ("code-head-unread", "warning")
    assert "safe.directory" in problem.advice("vi")
