"""Reading tables: the separators and encodings of office programs, rows with their lines."""

from __future__ import annotations

import pytest

from generator.problems import Problems
from generator.read import Row
from generator.read.csv import MAX_ROWS, rows
from generator.read.encoding import TextFile


def read(text: str) -> tuple[tuple[Row, ...] | None, list[str]]:
    """The rows of a text, and the kind and line of what was said."""
    problems = Problems()
    found = rows(TextFile("ds.csv", text), problems)
    return found, [f"{p.kind}:{p.place.line}" for p in problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_are_dicts_with_their_line(separator: str) -> None:
    """Comma, semicolon and tab are told apart; quoted cells may hold them and line feeds."""
    text = 'Họ và tên,Quê quán\nA,"xã, huyện\ntỉnh"\n\nB\n,,\n'.replace(",", separator)
    quoted = f"xã{separator} huyện\ntỉnh"
    assert read(text) == (
        (
            Row(2, {"Họ và tên": "A", "Quê quán": quoted}),
            Row(5, {"Họ và tên": "B", "Quê quán": ""}),
        ),
        [],
    )


def test_excel_s_own_first_line_is_passed_over() -> None:
    """`sep=;` is for Excel, not for readers; trailing empty columns mean nothing."""
    assert read("sep=;\nTên;Năm;\nA;1900;\n") == ((Row(3, {"Tên": "A", "Năm": "1900"}),), [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["csv-no-header:1"]),
        ("1920,1921\n", ["csv-no-header:1"]),
        (",,\nA,B,C\n", ["csv-no-header:1"]),
        ("Tên,Tên\nA,B\n", ["csv-column-twice:1"]),
        ("Tên,Năm\nA,1,2\n", ["csv-too-many-cells:2"]),
        ("Tên,,Năm\nA,x,1\n", ["csv-column-unnamed:2"]),
        ('Tên,Năm\n"A"x,1\n', ["csv-unreadable:2"]),
        ('Tên,Năm\n"A,1\nB,2\n', ["csv-unreadable:2"]),
        ("Tên,Năm\n" + "A" * 20_000 + ",1\n", ["csv-unreadable:2"]),
        ("Tên\n" + "A\n" * (MAX_ROWS + 5), [f"csv-too-many-rows:{MAX_ROWS + 2}"]),
    ],
)
def test_tables_that_are_wrong_are_told(text: str, said: list[str]) -> None:
    """Each fault of a table has its sentence and its line."""
    assert read(text)[1] == said


def test_a_wrong_row_does_not_hide_the_right_ones() -> None:
    """The other rows are still given."""
    found, said = read("Tên,Năm\nA,1,2\nB,3\n")
    assert said == ["csv-too-many-cells:2"]
    assert found == (Row(3, {"Tên": "B", "Năm": "3"}),)
