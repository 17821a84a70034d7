"""Whatever stands in a file, reading ends soon, with problems at real places, and never raises."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.problems import Problem, Problems
from generator.read import read_csv, read_markdown, read_yaml
from tests.spent import within

PIECES = [
    *"\n\n\n: -[]{}#&*!|>'\"%@`?,\\\t~<=.“”：\u00a0\u200b\u2028\x00\x1b\x85",
    *(
        "\n  ",
        "\n- ",
        "\n    - ",
        ": ",
        " #",
        " # ",
        "a",
        "vi",
        "text",
        "Đền thờ",
        "Ñeàn thôø",
        "B¸c Hå",
    ),
    *(
        "---\n",
        "...\n",
        "<<: ",
        "*a",
        "&a ",
        "!!str ",
        "? ",
        "{vi: ",
        "en: x}",
        "[s1, s2]",
        "|\n",
        ">-\n",
    ),
    *(
        "''",
        '""',
        "\\n",
        "\\x",
        "0123",
        "7:30",
        "ទ្រា",
        "ế",
        "e\u0302\u0301",
        "\U0001f600",
        "[^s1]",
        "[[b]]",
    ),
    *(
        "](",
        "![",
        "**",
        "__",
        "<b>",
        "</b>",
        "<!--",
        "```",
        "    ",
        "> ",
        "1. ",
        "=" * 5,
        "%YAML 1.1\n",
    ),
    *("\ufeff", "\ud7ff", "𝔘", "\r", "\r\n"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map("".join)
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
LIMIT = 2.0


def written(folder: Path, text: str) -> Path:
    """A file with that text."""
    path = folder / "x"
    path.write_bytes(text.encode())
    return path


def sound(problems: Problems, text: str) -> None:
    """Every problem can be said in both languages and lies in the file."""
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.render("vi")
        assert problem.render("en")
        assert problem.place.line <= text.count("\n") + text.count("\r") + 1
        assert not {unicodedata.category(c) for c in problem.place.text.replace("\t", "")} & {"Cc"}
        assert problem.place.width >= 1


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(TEXTS)
def test_any_yaml_ends_in_nodes_or_problems(tmp_path: Path, text: str) -> None:
    """300 heaps of YAML's own signs: only problems, each read in two seconds."""
    problems = Problems()
    path = written(tmp_path, text)
    with within(LIMIT):
        node = read_yaml(path, tmp_path, problems)
    assert node is not None or len(problems)
    sound(problems, text)


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET)
@given(TEXTS)
def test_any_markdown_ends_in_a_story_that_renders(tmp_path: Path, text: str) -> None:
    """200 heaps of Markdown's own signs: only problems, and what is left renders in two seconds."""
    problems = Problems()
    path = written(tmp_path, text)
    with within(LIMIT):
        found = read_markdown(path, tmp_path, problems)
        if found is not None:
            list(found.paragraphs())
            markdown.markdown(found.body)
    sound(problems, text)
    assert found is not None or len(problems)


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(TEXTS)
def test_any_table_ends_in_rows_or_problems(tmp_path: Path, text: str) -> None:
    """100 heaps of signs read as a table: only problems."""
    problems = Problems()
    found = read_csv(written(tmp_path, text), tmp_path, problems)
    assert found is not None or len(problems)
    sound(problems, text)


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_words(tmp_path: Path, raw: bytes) -> None:
    """100 files of random bytes: only problems, whatever the reader."""
    path = tmp_path / "x"
    path.write_bytes(raw)
    for read in (read_yaml, read_markdown, read_csv):
        problems = Problems()
        read(path, tmp_path, problems)
        assert all(problem.render("vi") for problem in problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258", "latin-1"])
def test_a_cut_file_is_read_or_refused(tmp_path: Path, encoding: str) -> None:
    """A file cut off at any byte never raises."""
    raw = 'slug: a\nname: {vi: "Dinh thu", en: [x, y]}\nnote: |\n  é\n'.encode(encoding)
    path = tmp_path / "site.yaml"
    for end in range(len(raw)):
        path.write_bytes(raw[:end])
        problems = Problems()
        assert read_yaml(path, tmp_path, problems) is not None or len(problems)
