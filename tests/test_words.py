"""Numbers as people write them: decimal comma and points between thousands in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.make.view import View
from generator.problems import Problems
from generator.read.csv import MAX_ROWS, read_csv
from generator.read.encoding import read_bytes
from generator.words import size, whole
from tests.make.pages import make_site, needs, page_job


@pytest.mark.parametrize(
    ("count", "vi", "en"),
    [
        (0, "0 KB", "0 KB"),
        (1, "1 KB", "1 KB"),
        (35_000, "35 KB", "35 KB"),
        (999_499, "999 KB", "999 KB"),
        (999_500, "1 MB", "1 MB"),
        (1_500_000, "1,5 MB", "1.5 MB"),
        (12_340_000, "12,3 MB", "12.3 MB"),
        (999_400_000, "999,4 MB", "999.4 MB"),
        (1_230_000_000, "1,2 GB", "1.2 GB"),
        (2_000_000_000, "2 GB", "2 GB"),
    ],
)
def test_bytes_are_said_as_people_write_them(count: int, vi: str, en: str) -> None:
    """No power of ten, no zero behind the comma, and the comma of the language."""
    assert (size(count, "vi"), size(count, "en")) == (vi, en)


def test_thousands_are_parted_as_in_the_language() -> None:
    """A point in Vietnamese, a comma in English."""
    assert (whole(20_000, "vi"), whole(20_000, "en"), whole(7, "vi")) == ("20.000", "20,000", "7")


def test_limits_are_told_in_the_numbers_of_each_language(tmp_path: Path) -> None:
    """A file too large and a table too long are told with the signs of the language of the sentence."""
    path, problems = tmp_path / "ten.csv", Problems()
    path.write_text("Tên\n" + "A\n" * (MAX_ROWS + 5), "utf-8")
    read_csv(path, tmp_path, problems)
    path.write_bytes(bytes(1_500_001))
    read_bytes(path, "ten.csv", 1_200_000, problems)
    large, rows = problems
    assert (rows.sentence("vi"), rows.sentence("en")) == (
        "Bảng có hơn 20.000 dòng.",
        "The table has more than 20,000 rows.",
    )
    assert large.sentence("vi") == "Tệp nặng 1,5 MB, quá mức cho phép 1,2 MB."
    assert large.sentence("en") == "The file weighs 1.5 MB; the limit is 1.2 MB."


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [
        (60.2, "1 phút", "1 min"),
        (82.0, "1 phút 22 giây", "1 min 22 s"),
        (22, "22 giây", "22 s"),
        (0.1, "0 giây", "0 s"),
    ],
)
def test_a_whole_minute_has_no_seconds(seconds: float, vi: str, en: str) -> None:
    """'1 phút', not '1 phút 0 giây'."""
    site = make_site()
    jobs = (page_job(site), page_job(site, language="en"))
    assert tuple(View(job, needs(site)).length(seconds) for job in jobs) == (vi, en)
