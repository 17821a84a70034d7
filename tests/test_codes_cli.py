"""`ditich codes`: issue, record, settle, show, list."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from generator import codes_cli
from generator.codes_cli import Entry
from generator.ledger import (
    FOLDER,
    CodeState,
)
from generator.problems import Problems
from tests.ledger_work import (
    AT,
    BY,
    NAMES,
    SITES,
    A,
    B,
    add,
    branches,
    gates,
    kinds,
    names_in,
    read,
    sound,
    start,
    start_repo,
    write,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Code A printed at den-tho, B issued for dinh-lang."""
    return start(tmp_path)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The same project in a real repository."""
    return start_repo(tmp_path)


def put(root: Path, place: str, entry: Entry = Entry(AT, BY)) -> tuple[CodeState | None, list[str]]:  # noqa: B008
    """`ditich codes issue`, with a fixed source of chance."""
    problems = Problems()
    rng = Random(len(sound(root).events))  # noqa: S311
    state = codes_cli.issue(root, place, entry, problems, sites=SITES, names=NAMES, rng=rng)
    return state, kinds(problems)


def test_issue_draws_a_code_for_a_site_or_a_part_of_it(tmp_path: Path) -> None:
    """A code each, told in both languages with the file to commit."""
    with_part(tmp_path)
    site, part = put(tmp_path, "den-tho")[0], put(tmp_path, "den-tho#cong")[0]
    assert site is not None
    assert part is not None
    ledger = sound(tmp_path)
    assert ledger.live_at("den-tho") == (site,)
    assert ledger.live_at("den-tho", "cong") == (part,)
    for lang in ("vi", "en"):
        told = codes_cli.told(part, lang)
        assert part.code in told
        assert "den-tho#cong" in told
        assert (tmp_path / part.events[0].path).is_file()
        assert part.events[0].path in told


def with_part(root: Path) -> None:
    """Give den-tho a component called cong."""
    facts = root / "sites/den-tho/site.yaml"
    facts.parent.mkdir(parents=True)
    facts.write_text("slug: den-tho\ncomponents:\n  - {id: cong, name: Cổng}\n", "utf-8")


def test_no_code_is_issued_or_moved_to_a_part_that_is_not_there(project: Path) -> None:
    """A record is for ever: a mistyped part would stop every later build, so nothing is written."""
    for _ in range(2):  # without site.yaml no part is known; with it, this one is not
        state, found = put(project, "den-tho#cogn")
        assert (state, found) == (None, ["record-part-unknown"])
        problems, entry = Problems(), Entry(AT, BY, "nhập", evidence="biên bản")
        said = {"site": "den-tho", "part": "cogn"}
        assert change(project, "retarget", entry, problems, **said) is None
        assert kinds(problems) == ["record-part-unknown"]
        if not (project / "sites").exists():
            with_part(project)
    assert len(sound(project).events) == 3
    assert put(project, "den-tho#cong")[0]


def test_issue_refuses_a_second_code_unless_asked_with_a_reason(tmp_path: Path) -> None:
    """A reprint keeps its code; a second one is a decision that leaves its reason."""
    put(tmp_path, "den-tho")
    assert put(tmp_path, "den-tho") == (None, ["code-has-one"])
    assert put(tmp_path, "den-tho", Entry(AT, BY, again=True)) == (None, ["code-has-one"])
    assert put(tmp_path, "den-tho", Entry(AT, BY, "bia hai mặt", again=True))[0]
    assert gates(tmp_path) == []


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("den-thờ", "code-place-wrong"),
        ("den-tho#", "code-place-wrong"),
        ("den-to", "code-site-unknown"),
    ],
)
def test_issue_for_no_place_writes_nothing(tmp_path: Path, place: str, kind: str) -> None:
    """A mistyped place costs no code."""
    assert put(tmp_path, place) == (None, [kind])
    assert not (tmp_path / FOLDER).exists()


def test_nothing_is_added_to_a_ledger_with_errors(tmp_path: Path) -> None:
    """First mend what is there."""
    write(tmp_path, "001-issue-000000.json", "{")
    problems = Problems()
    made = codes_cli.issue(tmp_path, "den-tho", Entry(AT, BY), problems, sites=SITES, names=NAMES)
    assert made is None
    assert kinds(problems) == ["code-json"]
    assert names_in(tmp_path / FOLDER) == [A]


def test_one_refused_place_does_not_keep_the_next_from_its_code(tmp_path: Path) -> None:
    """Several places in one command share their problems and nothing else."""
    problems = Problems()
    made = [
        codes_cli.issue(tmp_path, place, Entry(AT, BY), problems, sites=SITES, names=NAMES)
        for place in ("den-to", "den-tho")
    ]
    assert made[0] is None
    assert made[1] is not None
    assert kinds(problems) == ["code-site-unknown"]


def test_a_record_of_no_known_kind_is_refused(project: Path) -> None:
    """A mistyped verb is told with the nearest one, and nothing is written."""
    problems = Problems()
    assert change(project, "tombston", Entry(AT, BY, "x"), problems) is None
    (problem,) = problems
    assert "tombstone" in problem.advice("vi")
    assert len(sound(project).events) == 3


def change(
    root: Path, verb: str, entry: Entry, problems: Problems, **said: str
) -> CodeState | None:
    """`ditich codes record` for code A, typed in lower case."""
    return codes_cli.record(root, A.lower(), verb, entry, problems, said=said, sites=SITES)


@pytest.mark.parametrize(
    ("verb", "said", "kind", "hint"),
    [
        ("issue", {"site": "den-tho"}, "record-issued-before", "ditich codes issue SITE"),
        ("suspend", {"reason": "x" * 1200}, "record-field-wrong", "at most 1,000 characters"),
        ("suspend", {"reason": "x" * 20_000}, "record-too-long", "at most 1,000 characters"),
        ("print", {"serial": "a\tb"}, "record-field-wrong", "on one line"),
        ("print", {"serial": "7", "host": "Di tích"}, "record-field-wrong", "host name alone"),
        ("retarget", {"site": "chua-co", "part": "Cổng"}, "record-field-wrong", "the id of the stop"),
    ],
)  # fmt: skip
def test_what_was_not_recorded_is_told_in_words_of_the_command(
    project: Path, verb: str, said: dict[str, str], kind: str, hint: str
) -> None:
    """Nothing was written, so no advice speaks of files, git or other fields."""
    problems, fields = Problems(), {"reason": "nhập", **said}
    entry = Entry(AT, BY, fields.pop("reason"), "biên bản", fields.pop("host", ""))
    assert change(project, verb, entry, problems, **fields) is None
    (problem,) = problems
    assert problem.kind == kind
    assert "nothing was recorded" in problem.sentence("en")
    assert hint in problem.advice("en")
    assert "git" not in problem.advice("en")
    assert len(sound(project).events) == 3


def test_no_site_is_offered_as_a_part(project: Path) -> None:
    """A part that is near none is told without a guess: `den-tho` is no part of itself."""
    for near in ("den-tho#cong", ""):
        if near:
            with_part(project)
        else:
            (project / "sites/den-tho/site.yaml").write_text("slug: den-tho\n", "utf-8")
        problems, entry = Problems(), Entry(AT, BY, again=True, reason="hai")
        codes_cli.issue(project, "den-tho#xx", entry, problems, sites=SITES, names=NAMES)
        (problem,) = problems
        assert (problem.kind, dict(problem.params)["near"]) == ("record-part-unknown", near)


def test_record_writes_only_what_the_gates_would_pass(project: Path) -> None:
    """Closing without a reason, mounting an unknown plate, moving a printed code: refused first."""
    for verb, said, kind in (
        ("tombstone", {}, "record-no-reason"),
        ("install", {"serial": "9"}, "code-plate-unknown"),
        ("print", {}, "record-field-missing"),
        ("retarget", {"site": "Chùa"}, "code-place-wrong"),
        ("retarget", {"site": "chua-cu"}, "code-site-unknown"),
        ("retarget", {"site": "chua-co", "part": "Cổng"}, "record-field-wrong"),
        ("issue", {"site": "chua-co"}, "record-issued-before"),
    ):
        problems = Problems()
        assert change(project, verb, Entry(AT, BY), problems, **said) is None
        assert kind in kinds(problems), verb
    problems, entry = Problems(), Entry(AT, BY, "nhập di tích")
    assert change(project, "retarget", entry, problems, site="chua-co") is None
    assert kinds(problems) == ["record-no-evidence"]
    assert len(sound(project).events) == 3
    closed = change(project, "tombstone", entry, Problems())
    assert closed is not None
    assert closed == sound(project).by_code[A]
    assert "đã đóng" in codes_cli.told(closed, "vi")


def test_a_printed_plate_carries_the_projects_host(project: Path) -> None:
    """Written down with the print alone; another may be said, and one that may not be printed is none."""
    facts = project / "content/project.yaml"
    for base, said, host in (
        ("https://ditich.example", "", "ditich.example"),
        ("https://ditich.example", "cu.example", "cu.example"),
        ("http://DITICH", "", ""),
        (None, "", ""),
    ):
        facts.write_text(f"hosts:\n  - base: {base}\n" if base else "title: x\n", "utf-8")
        serial = f"B{len(sound(project).events)}"
        for verb, entry in (("print", Entry(AT, BY, host=said)), ("install", Entry(AT, BY))):
            assert change(project, verb, entry, Problems(), serial=serial)
            assert sound(project).by_code[A].events[-1].host == (host if verb == "print" else "")
        plates = {plate.serial: plate.host for plate in sound(project).by_code[A].plates}
        assert plates[serial] == host


def test_settle_takes_the_file_name_or_its_six_digits(repo: Path) -> None:
    """What the message shows is what the command takes."""
    branches(
        repo,
        one=lambda: add(repo, B, "retarget", by="Lan", site="chua-co", reason="một"),
        two=lambda: add(repo, B, "retarget", by="Minh", site="den-tho", reason="hai"),
    )
    keep = next(e for e in read(repo)[0].events if e.by == "Minh")
    problems = Problems()
    assert codes_cli.settle(repo, B, "000000", Entry(AT, BY, "x"), problems) is None
    assert kinds(problems) == ["code-settles-unknown"]
    state = codes_cli.settle(repo, B, keep.name, Entry(AT, BY, "đã hỏi"), Problems())
    assert state is not None
    assert state == sound(repo).by_code[B]
    assert state.place == "den-tho"


def test_show_and_list_tell_what_the_ledger_holds(project: Path, tmp_path: Path) -> None:
    """One code in full, all codes in a line each, a mistyped one mended or named near."""
    shown = codes_cli.show(project, A.lower(), "vi", Problems())
    assert shown.splitlines()[0] == f"{A}  den-tho  đang dùng"
    assert "biển 1, đã in" in shown
    assert "001-issue-" in shown
    assert "in use" in codes_cli.show(project, A, "en", Problems())
    assert codes_cli.table(project, "en", Problems()).splitlines() == [
        f"{A}  den-tho    in use",
        f"{B}  dinh-lang  in use",
    ]
    problems = Problems()
    assert not codes_cli.show(project, A[:5], "vi", problems)
    (problem,) = problems
    assert A in problem.advice("vi")
    empty = tmp_path / "empty"
    assert "ditich ma cap" in codes_cli.table(empty, "vi", Problems())
