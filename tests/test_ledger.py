"""The ledger of codes: reading what is there, appending to it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ledger import (
    FOLDER,
    Ledger,
    append,
    dump_ledger,
    issue_event,
    load_ledger,
    merkle_root,
    next_event,
    read_ledger,
)
from generator.problems import MachineTrouble, Problems
from tests.ledger_work import (
    AT,
    BY,
    CODES,
    A,
    B,
    add,
    issue,
    names_in,
    read,
    sound,
    write,
)


def test_no_ledger_yet_is_an_empty_one(tmp_path: Path) -> None:
    """A new project has no folder of codes, and that is no problem."""
    ledger = sound(tmp_path)
    assert ledger == Ledger()
    assert ledger.root == merkle_root(())


def test_an_event_file_is_named_by_place_verb_and_digest(tmp_path: Path) -> None:
    """The name tells the order and guards the content; the text stays readable."""
    event = issue(tmp_path)
    path = tmp_path / FOLDER / A / f"001-issue-{event.digest[:6]}.json"
    assert path.is_file()
    said = json.loads(path.read_text("utf-8"))
    assert said == {"v": 1, "code": A, "verb": "issue", "site": "den-tho", "at": AT, "by": BY}
    assert "Ban quản lý" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o644 or sys.platform == "win32"


def test_state_is_the_fold_of_all_events(tmp_path: Path) -> None:
    """A life of a code: issued, printed, mounted, moved, its plate taken down, closed."""
    issue(tmp_path, part="cong")
    add(tmp_path, A, "print", serial="B-1", host="ditich.example")
    add(tmp_path, A, "install", serial="B-1")
    state = sound(tmp_path).by_code[A]
    assert (state.place, state.status) == ("den-tho#cong", "live")
    assert [(p.serial, p.status, p.host) for p in state.plates] == [
        ("B-1", "installed", "ditich.example")
    ]
    add(tmp_path, A, "retarget", site="dinh-lang", reason="nhập di tích", evidence="QĐ 12")
    add(tmp_path, A, "withdraw-plaque", serial="B-1", reason="hỏng")
    add(tmp_path, A, "suspend", reason="đang sửa")
    assert sound(tmp_path).by_code[A].status == "suspended"
    add(tmp_path, A, "tombstone", reason="không còn")
    state = sound(tmp_path).by_code[A]
    assert (state.place, state.status, len(state.events)) == ("dinh-lang", "tombstone", 7)
    assert state.plates[0].status == "withdrawn"
    assert sound(tmp_path).live_at("dinh-lang") == ()


def test_line_endings_and_bom_change_no_digest(tmp_path: Path) -> None:
    """Windows may turn LF into CRLF, and an editor add a BOM: the event is the same."""
    event = issue(tmp_path)
    before = sound(tmp_path)
    path = tmp_path / event.path
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert sound(tmp_path) == before


def test_one_changed_letter_is_noticed_without_git(tmp_path: Path) -> None:
    """The digest in the name no longer fits."""
    event = issue(tmp_path)
    path = tmp_path / event.path
    path.write_text(path.read_text("utf-8").replace("den-tho", "chua-co"), "utf-8")
    assert read(tmp_path)[1] == ["code-event-edited"]


GOOD: dict[str, object] = {
    "v": 1, "code": A, "verb": "issue", "site": "den-tho", "at": AT, "by": BY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("", "code-json"),
        ('{"v": 1,', "code-json"),
        ("[1]", "code-json"),
        ("[" * 9000, "code-json"),
        ('{"v": 1, "v": 1}', "code-json"),
        ('{"v": NaN}', "code-json"),
        ('{"v": ' + "1" * 5000 + "}", "code-json"),
        ('{"v": 1, "by": "\\ud800"}', "code-json"),
        (b"\xff\xfe{\x00", "code-json"),
        (" " * 20_000, "code-too-large"),
        ({**GOOD, "v": 2}, "code-version"),
        ({**GOOD, "v": True}, "code-version"),
        ({**GOOD, "verb": "isue"}, "code-verb-unknown"),
        ({**GOOD, "verb": ["issue"]}, "code-verb-unknown"),
        ({**GOOD, "colour": "red"}, "code-field-unknown"),
        ({**GOOD, "plaque": {"serial": "1"}}, "code-field-unknown"),
        ({k: v for k, v in GOOD.items() if k != "site"}, "code-field-missing"),
        ({**GOOD, "by": ""}, "code-field-missing"),
        ({**GOOD, "code": A[::-1]}, "code-check-symbol"),
        ({**GOOD, "code": 7}, "code-check-symbol"),
        ({**GOOD, "at": "21/11/2026"}, "code-field-wrong"),
        ({**GOOD, "at": "2026-02-30"}, "code-field-wrong"),
        ({**GOOD, "site": "../x"}, "code-field-wrong"),
        ({**GOOD, "site": 5}, "code-field-wrong"),
        ({**GOOD, "by": "a\nb"}, "code-field-wrong"),
        ({**GOOD, "by": "a\u202eb"}, "code-field-wrong"),
        ({**GOOD, "host": "Ditich.example"}, "code-field-wrong"),
        ({**GOOD, "prev": "abc"}, "code-field-wrong"),
        ({**GOOD, "settles": "abc"}, "code-field-wrong"),
        (GOOD, "code-event-edited"),
    ],
)
def test_a_malformed_event_is_one_located_problem(
    tmp_path: Path, data: bytes | str | dict[str, object], kind: str
) -> None:
    """Whatever is in the file, the answer is a sentence at its path; a sound neighbour is read."""
    issue(tmp_path, B)
    write(tmp_path, "001-issue-000000.json", data)
    ledger, found = read(tmp_path)
    assert found == [kind]
    assert ledger.codes == (B,)
    assert ledger.refused == (f"{FOLDER}/{A}/001-issue-000000.json",)


def test_bad_json_is_shown_with_line_and_column(tmp_path: Path) -> None:
    """The place counts from 1 and carries the line as written."""
    write(tmp_path, "001-issue-000000.json", '{"v": 1,\n "code" 7}\n')
    problems = Problems()
    read_ledger(tmp_path / FOLDER, problems)
    (problem,) = problems
    assert str(problem.place) == f"{FOLDER}/{A}/001-issue-000000.json:2:9"
    assert problem.place.text == ' "code" 7}'


def test_every_fault_of_an_event_is_told_at_once(tmp_path: Path) -> None:
    """One bad field does not hide another."""
    write(tmp_path, "001-issue-000000.json", {**GOOD, "at": "x", "site": "X", "colour": 1})
    assert read(tmp_path)[1] == ["code-field-unknown", "code-field-wrong", "code-field-wrong"]


def test_a_folder_that_is_no_code_is_refused(tmp_path: Path) -> None:
    """A wrong check symbol in the folder's name, or the name in lower case."""
    issue(tmp_path)
    issue(tmp_path, B)
    folder = tmp_path / FOLDER
    (folder / A).rename(folder / (A[1] + A[0] + A[2:]))
    (folder / B).rename(folder / (B.lower() + "-"))
    assert read(tmp_path)[1] == ["code-check-symbol", "code-check-symbol"]


def test_an_event_in_another_codes_folder_is_refused(tmp_path: Path) -> None:
    """The folder must be that of the code inside."""
    event = issue(tmp_path)
    (tmp_path / FOLDER / A).rename(tmp_path / FOLDER / B)
    ledger, found = read(tmp_path)
    assert found == ["code-folder-differs"]
    assert event.digest not in {e.digest for e in ledger.events}


@pytest.mark.parametrize("name", ["{} (1).json", "copy of {}.json", "0{}.json", "{}.JSON"])
def test_a_copy_beside_the_event_is_refused(tmp_path: Path, name: str) -> None:
    """Copies that desktops make are not taken for events, and the name they should have is told."""
    event = issue(tmp_path)
    data = event.data()
    write(tmp_path, name.format(event.name.removesuffix(".json")), data)
    assert read(tmp_path)[1] == ["code-name-wrong"]


def test_a_wrong_number_is_refused(tmp_path: Path) -> None:
    """An event renamed to another place in its chain."""
    event = issue(tmp_path)
    path = tmp_path / event.path
    path.rename(path.with_name(event.name.replace("001", "002")))
    assert read(tmp_path)[1] == ["code-number-wrong"]


def test_a_missing_link_breaks_the_chain(tmp_path: Path) -> None:
    """Taking out an event in the middle leaves the next without the one it names."""
    issue(tmp_path)
    middle = add(tmp_path, A, "print", serial="1")
    add(tmp_path, A, "install", serial="1")
    (tmp_path / middle.path).unlink()
    ledger, found = read(tmp_path)
    assert "code-chain-broken" in found
    assert len(ledger.by_code[A].events) == 1


def test_a_damaged_link_is_told_once(tmp_path: Path) -> None:
    """Where a file was refused, the break behind it is no second problem."""
    issue(tmp_path)
    middle = add(tmp_path, A, "print", serial="1")
    add(tmp_path, A, "install", serial="1")
    (tmp_path / middle.path).write_text("{", "utf-8")
    assert read(tmp_path)[1] == ["code-json"]


def test_a_chain_begins_with_its_only_issue(tmp_path: Path) -> None:
    """A first event of another kind, and a second issue."""
    first = replace(issue_event(A, "den-tho", at=AT, by=BY), verb="retarget", reason="x")
    append(tmp_path / FOLDER, first)
    issue(tmp_path, B)
    again = next_event(read(tmp_path)[0].by_code[B], "issue", {"site": "chua-co"}, at=AT, by=BY)
    write_at = tmp_path / again.path
    write_at.write_bytes(again.data())
    assert read(tmp_path)[1] == ["code-verb-order", "code-verb-order"]


def test_plates_are_printed_once_and_before_they_are_mounted(tmp_path: Path) -> None:
    """A serial printed twice, and one mounted that nobody printed."""
    issue(tmp_path)
    add(tmp_path, A, "print", serial="1")
    add(tmp_path, A, "print", serial="1")
    state = read(tmp_path)[0].by_code[A]
    append(tmp_path / FOLDER, next_event(state, "install", {"serial": "2"}, at=AT, by=BY))
    assert read(tmp_path)[1] == ["code-plate-twice", "code-plate-unknown"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("level", [FOLDER, f"{FOLDER}/{A}", "event"])
def test_links_are_refused_at_every_level(tmp_path: Path, level: str) -> None:
    """A link could lead out of the project, and would be missing from a copy."""
    event = issue(tmp_path)
    path = tmp_path / (event.path if level == "event" else level)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    ledger, found = read(tmp_path)
    assert found == ["code-symlink"]
    assert ledger.events == ()


def test_strays_are_noted_and_junk_is_passed_over(tmp_path: Path) -> None:
    """A note beside the events is a warning; what desktops and killed writers leave is nothing."""
    issue(tmp_path)
    write(tmp_path, ".DS_Store", b"")
    write(tmp_path, ".123-0.tmp", b"half")
    write(tmp_path, "note.txt", b"")
    problems = Problems()
    read_ledger(tmp_path / FOLDER, problems)
    assert [(p.kind, p.severity) for p in problems] == [("code-stray-file", "warning")]


def test_a_record_of_the_ledger_reads_back_the_same(tmp_path: Path) -> None:
    """The last generation's ledger is kept as one file; other bytes are refused."""
    issue(tmp_path)
    add(tmp_path, A, "print", serial="1")
    ledger = sound(tmp_path)
    assert load_ledger(dump_ledger(ledger)) == ledger
    for wrong in (b"", b"{}", b"[1]"):
        with pytest.raises(ValueError):  # noqa: PT011 - JSON's own and ours are both ValueError
            load_ledger(wrong)


def test_root_changes_with_any_event_and_not_with_order() -> None:
    """The Merkle root of sorted digests; a lone leaf and a node are never confused."""
    digests = [issue_event(code, "den-tho", at=AT, by=BY).digest for code in CODES[:5]]
    root = merkle_root(digests)
    assert merkle_root(reversed(digests)) == root
    assert merkle_root(digests[:4]) != root
    assert merkle_root([merkle_root(digests)]) != root
    assert len({merkle_root(digests[:n]) for n in range(6)}) == 6


def test_append_never_overwrites_and_bears_repeating(tmp_path: Path) -> None:
    """The same event again is the same file; anything else under its name or code is refused."""
    event = issue(tmp_path)
    assert append(tmp_path / FOLDER, event) == tmp_path / event.path
    with pytest.raises(FileExistsError):
        issue(tmp_path, A, "chua-co")
    second = next_event(sound(tmp_path).by_code[A], "suspend", {"reason": "x"}, at=AT, by=BY)
    (tmp_path / second.path).write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        append(tmp_path / FOLDER, second)
    assert (tmp_path / second.path).read_text("utf-8") == "mine"
    assert names_in(tmp_path / FOLDER / A) == sorted([event.name, second.name])


def test_append_works_where_the_disk_knows_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a USB stick with FAT the file is created, still without overwriting."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    event = issue(tmp_path)
    assert sound(tmp_path).events == (event,)
    assert names_in(tmp_path / FOLDER / A) == [event.name]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble with the machine is said as such and no half event stays."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineTrouble, match="disk-full"):
        issue(tmp_path)
    assert names_in(tmp_path / FOLDER / A) == []


def test_an_event_without_its_essentials_is_a_programmers_mistake() -> None:
    """No code, no day, nobody who wrote it: ValueError before anything is written."""
    for code, at, by in (("ABCDEF", AT, BY), (A, "today", BY), (A, AT, " ")):
        with pytest.raises(ValueError, match="not an event"):
            issue_event(code, "den-tho", at=at, by=by)
