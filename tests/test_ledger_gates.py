"""What a build may not do to codes that were issued: every gate, and its negative control."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ledger import (
    FOLDER,
    append,
    gate,
    settle_event,
)
from tests.ledger_work import (
    AT,
    BY,
    NAMES,
    SITES,
    A,
    B,
    C,
    add,
    gates,
    issue,
    kinds,
    read,
    sound,
    start,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Code A printed at den-tho, B issued for dinh-lang."""
    return start(tmp_path)


def test_a_ledger_that_only_grew_passes_every_gate(project: Path) -> None:
    """The negative control of all gates: more codes, more events, nothing gone."""
    before = sound(project)
    issue(project, C, "chua-co")
    add(project, A, "install", serial="1")
    add(project, B, "retarget", site="chua-co", part="cong", reason="đặt lại chỗ")
    assert gates(project, before, parts=frozenset({"chua-co#cong"})) == []
    assert gates(project, before, parts=frozenset()) == ["code-part-missing"]
    assert gates(project) == []


def test_dropped_codes_and_events_stop_the_build(project: Path) -> None:
    """A whole code gone is told as one; a single event by its file."""
    before = sound(project)
    shutil.rmtree(project / FOLDER / B)
    last = before.by_code[A].events[-1]
    (project / last.path).unlink()
    assert gates(project, before) == ["code-dropped", "code-event-dropped"]
    assert gates(project) == []


def test_an_event_rewritten_with_a_fitting_name_is_noticed(project: Path) -> None:
    """Even who computes the digest anew cannot hide it from the last generation."""
    before = sound(project)
    old = before.by_code[B].events[0]
    (project / old.path).unlink()
    append(project / FOLDER, replace(old, site="chua-co"))
    assert gates(project, before) == ["code-event-dropped", "code-retargeted"]
    add(project, B, "retarget", site="den-tho", part="cong", reason="thử")
    assert gates(project, before) == ["code-event-dropped", "code-retargeted"]


def test_six_digits_that_fit_by_force_do_not_deceive(project: Path) -> None:
    """24 bits can be found by trying: the gates compare the whole digest, not the name."""
    before = sound(project)
    forged = replace(before.events[-1], by="ai đó")
    forged.__dict__["digest"] = before.events[-1].digest[:6] + "0" * 58
    assert forged.path == before.events[-1].path
    after = replace(before, events=(*before.events[:-1], forged))
    assert kinds(gate(before, after, SITES, NAMES)) == ["code-event-edited"]


def test_a_refused_event_is_not_told_twice(project: Path) -> None:
    """What reading has refused, the gates leave to it."""
    before = sound(project)
    (project / before.by_code[B].events[0].path).write_text("{", "utf-8")
    assert read(project)[1] == ["code-json"]
    assert gates(project, before) == []


def test_changes_without_a_reason_stop_the_build(project: Path) -> None:
    """Retarget, suspend, tombstone and the like say why; with a reason they pass."""
    add(project, B, "retarget", site="chua-co")
    assert gates(project) == ["code-no-reason"]
    add(project, B, "tombstone", reason="nơi này không đặt biển")
    assert gates(project) == ["code-no-reason"]


def test_a_printed_code_changes_site_only_on_evidence(project: Path) -> None:
    """Within its site it may move for a reason; to another site it takes a paper."""
    add(project, A, "retarget", site="den-tho", part="cong", reason="biển ở cổng")
    assert gates(project) == []
    add(project, A, "retarget", site="chua-co", reason="nhập di tích")
    assert gates(project) == ["code-no-evidence"]


def test_a_printed_code_with_evidence_may_change_site(project: Path) -> None:
    """The control of the gate before; and an unprinted code needs no paper."""
    before = sound(project)
    add(project, A, "retarget", site="chua-co", reason="nhập di tích", evidence="QĐ 12/2026")
    add(project, B, "retarget", site="chua-co", part="cong", reason="đặt lại chỗ")
    assert gates(project, before) == []


def test_a_record_that_should_not_be_is_taken_back_by_another(project: Path) -> None:
    """A change without a reason, already kept, is set aside; it stays in the ledger."""
    kept = sound(project).by_code[B].events[0]
    add(project, B, "retarget", site="chua-co")
    before = sound(project)
    assert gates(project, before) == ["code-no-reason"]
    event = settle_event(before, B, kept.digest, {"reason": "ghi nhầm"}, at=AT, by=BY)
    append(project / FOLDER, event)
    assert gates(project, before) == []
    after = sound(project)
    assert after.by_code[B].place == "dinh-lang"
    assert len(after.events) == len(before.events) + 1


def test_a_plate_on_a_branch_set_aside_still_binds_its_code(project: Path) -> None:
    """Taking back the record of a print does not unprint the plate."""
    kept = sound(project).by_code[A].events[0]
    event = settle_event(sound(project), A, kept.digest, {"reason": "ghi nhầm"}, at=AT, by=BY)
    append(project / FOLDER, event)
    assert sound(project).by_code[A].printed
    assert gates(project) == []
    add(project, A, "retarget", site="chua-co", reason="nhập di tích")
    assert gates(project) == ["code-no-evidence"]


def test_a_code_like_an_output_name_stops_the_build(project: Path) -> None:
    """In any case of letters, for a Windows disk cannot hold both."""
    assert gates(project, names=frozenset({A.lower()})) == ["code-collides"]
    assert gates(project, names=frozenset({A[:5].lower()})) == []


def test_a_live_code_whose_site_is_gone_stops_the_build(project: Path) -> None:
    """The message says how to let the code follow or, last of all, close it; closed, it stops nothing."""
    ledger = sound(project)
    (problem,) = gate(None, ledger, frozenset({"den-tho", "dinh-lang-cu"}), NAMES)
    assert problem.kind == "code-site-missing"
    assert f"ditich ma ghi {B} tombstone" in problem.advice("vi")
    assert f"ditich codes record {B} tombstone" in problem.advice("en")
    assert "dinh-lang-cu" in problem.advice("en")
    add(project, B, "tombstone", reason="không còn")
    assert gates(project, sites=frozenset({"den-tho"})) == []


@pytest.mark.parametrize(
    ("sites", "renamed", "step"),
    [
        ({"den-tho", "mieu", "chua"}, {"dinh-lang": "mieu"}, f"{B} retarget --site mieu"),
        ({"den-tho", "mieu"}, {}, f"{B} retarget --site mieu"),
        ({"den-tho", "mieu", "chua"}, {}, f"{B} retarget --site TÊN-MỚI"),
    ],
    ids=["an alias says so", "one site has no code", "nothing is known"],
)
def test_a_code_is_told_to_follow_a_renamed_folder(
    project: Path, sites: set[str], renamed: dict[str, str], step: str
) -> None:
    """However little is known of the new name, following it stands before closing the code."""
    found = gate(None, sound(project), frozenset(sites), NAMES, renamed=renamed)
    (advice,) = [p.advice("vi") for p in found if p.kind == "code-site-missing"]
    assert step in advice
    assert "--evidence" not in advice
    assert advice.index("retarget") < advice.index("tombstone")


def test_a_printed_code_follows_a_renamed_folder_with_a_paper(project: Path) -> None:
    """The command that is told passes the gate that asks for evidence."""
    found = gate(
        None, sound(project), frozenset({"dinh-lang", "den"}), NAMES, renamed={"den-tho": "den"}
    )
    (problem,) = found
    assert f"{A} retarget --site den" in problem.advice("vi")
    assert "--evidence" in problem.advice("vi")


def test_without_any_site_no_code_is_to_blame(project: Path) -> None:
    """A lost or locked folder of sites is told once, and no code is said to be closed."""
    (problem,) = gate(None, sound(project), frozenset(), NAMES)
    assert problem.kind == "sites-gone"
    assert "tombstone" not in problem.render("vi") + problem.render("en")


def test_a_code_whose_folder_cannot_be_read_is_not_lost(project: Path) -> None:
    """What reading has refused as a whole is not told again as records dropped."""
    before = sound(project)
    home = f"{FOLDER}/{B}"
    events = tuple(event for event in before.events if event.code != B)
    states = tuple(state for state in before.states if state.code != B)
    after = replace(before, events=events, states=states, refused=(home,))
    assert kinds(gate(before, after, SITES, NAMES)) == []
    assert kinds(gate(before, replace(after, refused=()), SITES, NAMES)) == ["code-dropped"]


def test_two_codes_for_one_place_are_noted_unless_meant(project: Path) -> None:
    """Two branches may each issue one: both work, so it is a warning; a reason says it is meant."""
    issue(project, C, "den-tho")
    problems = gate(None, sound(project), SITES, NAMES)
    assert [(p.kind, p.severity) for p in problems] == [("code-place-twice", "warning")]
    add(project, C, "retarget", site="den-tho", reason="hai mặt bia")
    assert gates(project) == []
