"""Words the command does not understand: one sentence of ours, exit code 2, and nothing is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.project import Town, built_town, copy, environment, found_town, tree


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A small project that was never built."""
    return found_town(tmp_path_factory.mktemp("wrong-use") / "du-an")


@pytest.mark.parametrize(
    ("words", "kind", "hint"),
    [
        ("buidl", "unknown-command", "build"),
        ("build --editon web", "unknown-option", "--edition"),
        ("build --edition tivi", "bad-option", "print"),
        ("build --jobs khong", "bad-option", "--jobs"),
        ("plaques --ceremony --depth nan", "bad-option", "15 (2–100)"),
        ("plaques --ceremony --depth 400", "bad-option", "15 (2–100)"),
        ("schema site them", "wrong-use", ""),
        ("schema sites/dinh-thu/site.yaml", "schema-not-json", ".json"),
        ("schema content/project.yaml", "schema-not-json", ".json"),
        ("schema site", "schema-not-json", ".json"),
        ("schema sites", "schema-not-json", ".json"),
        ("new", "missing-argument", ""),
        ("new ", "missing-argument", ""),
        ("check dinh-thuu", "unknown-site", "dinh-thu"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_that_are_not_understood(
    town: Town, words: str, kind: str, hint: str, language: str
) -> None:
    """Each mistake has its own sentence, with a hint where there is one, in both languages."""
    before = tree(town.root)
    answer = town.run(*words.split(" "), "--lang", language)
    assert answer.code == 2, answer.said
    assert answer.out == ""
    assert f"[{kind}]" in answer.err
    assert hint in answer.err
    assert ("Lỗi" if language == "vi" else "Error") in answer.err
    assert "Traceback" not in answer.err
    assert tree(town.root) == before


def test_a_schema_is_written_over_a_schema_alone(tmp_path: Path) -> None:
    """A new file is written and written anew; what holds anything else stays as it was."""
    town = found_town(tmp_path / "du-an")
    assert town.run("schema", "luoc-do.json").code == 0
    vietnamese = (town.root / "luoc-do.json").read_bytes()
    assert town.run("schema", "luoc-do.json", "--lang", "en").code == 0
    assert (town.root / "luoc-do.json").read_bytes() != vietnamese
    town.write("cua-toi.json", '{"cua": "toi"}')
    town.write("hong.json", "{")
    (town.root / "thu-muc.json").mkdir()
    before = tree(town.root)
    for name in ("cua-toi.json", "hong.json", "thu-muc.json"):
        answer = town.run("schema", name)
        assert answer.code == 2, answer.said
        assert "[schema-in-the-way]" in answer.err
    assert tree(town.root) == before


def test_a_new_project_where_none_can_be(tmp_path: Path) -> None:
    """A file of that name, and a link that leads nowhere: each has its sentence, and stays."""
    town = Town(tmp_path)
    town.write("tep", "của tôi")
    (tmp_path / "dut").symlink_to("khong-co")
    for name, kind, code in (("tep", "folder-is-file", 1), ("dut", "folder-not-made", 3)):
        answer = town.run("new", name)
        assert (answer.code, answer.out) == (code, "")
        assert f"[{kind}]" in answer.err
    assert (tmp_path / "tep").read_text("utf-8") == "của tôi"
    assert (tmp_path / "dut").is_symlink()
    assert not (tmp_path / "khong-co").exists()


def test_a_site_is_known_by_its_folder_too(town: Town) -> None:
    """`check sites/dinh-thu/`, as a shell completes it, is `check dinh-thu`."""
    assert town.run("check", "sites/dinh-thu/") == town.run("check", "dinh-thu")


def test_a_check_of_one_site_tells_what_ails_the_project(tmp_path: Path) -> None:
    """Nothing can be built while the project has an error; what ails other sites is not told."""
    town = found_town(tmp_path / "du-an")
    town.edit("sites/mieu-thu/site.yaml", "kind: inventoried", "kind: nhieu")
    sound = town.run("check", "dinh-thu")
    assert sound.code == 0, sound.said
    town.edit("content/project.yaml", "format: 1", "format: 1\nla: lung")
    answer = town.run("check", "dinh-thu")
    assert answer.code == 1
    assert "content/project.yaml" in answer.err
    assert "mieu-thu" not in answer.err


def test_a_project_file_by_another_name_is_told(tmp_path: Path) -> None:
    """`project.yml` is no project, and the sentence says what to rename."""
    town = found_town(tmp_path / "du-an")
    (town.root / "content" / "project.yaml").rename(town.root / "content" / "project.yml")
    answer = town.run("check")
    assert answer.code == 2
    assert "[no-project-here]" in answer.err
    assert "content/project.yml" in answer.err


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The project with what its first build made, its output not there yet."""
    return copy(built_town(tmp_path_factory), tmp_path_factory.mktemp("warm") / "du-an")


SAME = ("build", "build again")
"""The second is answered from memory, before the command line is loaded."""


def shell(town: Town, words: str, line: str) -> subprocess.CompletedProcess[str]:
    """`ditich …` as `$@` in a line of bash; its exit code is that of the line's first program."""
    if words == SAME[1]:
        assert town.build().code == 0
    command = [sys.executable, "-m", "generator", words.removesuffix(" again")]
    return subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}", "bash", *command],
        cwd=town.root, env=environment({"PYTHONUNBUFFERED": ""}), capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("words", ["schema", *SAME])
def test_an_answer_that_cannot_be_written(warm: Town, words: str) -> None:
    """Where our own words find no room the sentence names the stream, and the exit code is 3."""
    answer = shell(warm, words, '"$@" >/dev/full')
    assert answer.returncode == 3
    assert "[disk-full]" in answer.stderr
    assert "stdout" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "Exception" not in answer.stderr
    assert shell(warm, words, '"$@" >/dev/full 2>&1').returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("words", ["check", *SAME])
def test_an_answer_nobody_reads(warm: Town, words: str) -> None:
    """A reader that leaves is no fault of the content; a stream closed from the start is no fault."""
    left = shell(warm, words, 'exec 3> >(:); wait $!; "$@" >&3')
    assert (left.returncode, left.stderr) == (3, "")
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        answer = shell(warm, words, f'"$@" {closed}')
        assert (answer.returncode, answer.stderr) == (0, ""), closed


@pytest.mark.skipif(sys.platform == "win32", reason="there no folder goes while it is used")
@pytest.mark.parametrize("words", ["check", "build", "new x", ""])
def test_a_folder_that_is_gone_is_told(tmp_path: Path, words: str) -> None:
    """Called in a folder that was deleted, the command says so and where to go."""
    answer = shell(Town(tmp_path), words, 'mkdir gone; cd gone; rmdir ../gone; "$@"')
    assert answer.returncode == 2
    assert "[folder-gone]" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_code_that_is_not_in_the_ledger(town: Town) -> None:
    """A well-formed code nobody issued is told, and nothing is shown."""
    answer = town.run("codes", "show", "7KQ4M2")
    assert answer.code == 1
    assert "[code-unknown]" in answer.err
    assert "“7KQ4M2”" in answer.err


def test_a_name_of_nothing_but_spaces_is_no_name(tmp_path: Path) -> None:
    """`--by " "` is as good as none: the record says that an editor wrote it."""
    town = found_town(tmp_path / "du-an")
    answer = town.run("codes", "issue", "dinh-thu", "--again", "--reason", "hai", "--by", " \t")
    assert answer.code == 0, answer.said
    records = [town.root / name for name in town.ledger_files() if name.endswith(".json")]
    writers = [json.loads(path.read_text("utf-8"))["by"] for path in records]
    assert sorted(writers) == ["người biên tập", *["người thử"] * 4]


@pytest.mark.parametrize("words", [("check",), ("build",), ("codes", "list"), ("plaques",)])
def test_outside_any_project(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A command that needs a project says so where there is none, and writes nothing there."""
    answer = Town(tmp_path).run(*words)
    assert answer.code == 2
    assert "[no-project-here]" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_new_project_never_mixes_with_what_is_there(tmp_path: Path) -> None:
    """`new` leaves a folder that holds anything alone; an empty one it fills."""
    full, empty = tmp_path / "co-do", tmp_path / "trong"
    full.mkdir()
    empty.mkdir()
    (full / "thu.txt").write_text("giữ nguyên", "utf-8")
    answer = Town(tmp_path).run("new", str(full))
    assert answer.code == 1
    assert "[folder-not-empty]" in answer.err
    assert [path.name for path in full.iterdir()] == ["thu.txt"]
    assert Town(tmp_path).run("new", str(empty)).code == 0
    assert (empty / "content" / "project.yaml").is_file()
