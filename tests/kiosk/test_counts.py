"""Counts without people: nothing finer than an hour, nothing that tells one visit from another, bounded."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.kiosk import counts, stats
from generator.kiosk.chart import chart
from generator.kiosk.counts import BadVisit, Look
from tests.kiosk.commands import ditich
from tests.kiosk.work import edition

HOUR = "2026-11-28T14"
LINE = re.compile(
    r'\{"hour": "2026-11-28T14", "page": "(\*|vi/(den-vi-du/)?)", "language": "vi", "seconds": \d*[05]\}'
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An edition."""
    return edition(tmp_path / "tree")


def test_a_visit_is_hour_page_language_and_rounded_seconds(tmp_path: Path, tree: Path) -> None:
    """Each line has those four and nothing else; the order of a visit's pages is not kept."""
    seen = [["vi/den-vi-du/", 38], ["vi/", 2], ["vi/den-vi-du/", 3]]
    told = {"language": "vi", "seconds": 123.4, "pages": seen, "name": "somebody", "id": 7}
    counts.add(tmp_path, counts.looks(told, HOUR, tree), 10_000)
    text = (tmp_path / "counts" / "2026-11.jsonl").read_text("utf-8")
    lines = text.splitlines()
    assert [bool(LINE.fullmatch(line)) for line in lines] == [True] * 4
    pages = [json.loads(line)["page"] for line in lines]
    assert pages == ["*", "vi/", *["vi/den-vi-du/"] * 2]
    assert [json.loads(line)["seconds"] for line in lines] == [125, 0, 5, 40]


@pytest.mark.parametrize(
    "told",
    [
        {}, [], "x", None, {"language": "vi"},
        {"language": "vi-x-somebody", "seconds": 1, "pages": []},
        {"language": "vi", "seconds": -1, "pages": []},
        {"language": "vi", "seconds": float("nan"), "pages": []},
        {"language": "vi", "seconds": True, "pages": []},
        {"language": "vi", "seconds": 1, "pages": [["vi/"]]},
        {"language": "vi", "seconds": 1, "pages": [["vi/", "1"]]},
        {"language": "vi", "seconds": 1, "pages": [["vi/", 1]] * 201},
    ],
)  # fmt: skip
def test_what_is_no_visit_is_refused(tree: Path, told: object) -> None:
    """Of another form, negative, endless, too many."""
    with pytest.raises(BadVisit):
        counts.looks(told, HOUR, tree)


def test_only_pages_that_are_there_are_counted(tree: Path) -> None:
    """What a page sends cannot make the log a notebook, or a way out of the tree."""
    strange = ["Nguyen-Van-A", "../key.pub", "vi/../../x", "/etc/passwd", "vi/\n", "", "*", "vi/x"]
    told = {"language": "vi", "seconds": 5, "pages": [[page, 5] for page in [*strange, "vi/"]]}
    assert [look.page for look in counts.looks(told, HOUR, tree)] == ["*", "vi/"]


def test_the_log_is_bounded_and_the_oldest_month_goes(tmp_path: Path) -> None:
    """Whatever comes, all files together stay below the cap, and one month below half of it."""
    most, months = 4000, [f"2026-{m:02}" for m in range(1, 10)]
    for month in months:
        for _ in range(20):
            counts.add(tmp_path, [Look(f"{month}-01T10", "*", "vi", 60)], most)
    files = sorted((tmp_path / "counts").iterdir())
    assert sum(path.stat().st_size for path in files) <= most
    assert files[-1].name == "2026-09.jsonl"
    assert files[0].name > "2026-01.jsonl"
    for _ in range(100):
        counts.add(tmp_path, [Look("2026-10-01T10", "*", "vi", 60)], most)
    assert (tmp_path / "counts" / "2026-10.jsonl").stat().st_size <= most / 2


def test_a_torn_line_spoils_no_other(tmp_path: Path) -> None:
    """Power cut in mid-line, rubbish, somebody's edit: passed over, and what follows is read."""
    look = Look(HOUR, "*", "vi", 60)
    counts.add(tmp_path, [look], 10_000)
    path = tmp_path / "counts" / "2026-11.jsonl"
    with path.open("ab") as file:
        file.write(
            b'\xff\n[]\n{"hour": 5}\n' + json.dumps(vars(look) | {"seconds": "60"}).encode() + b"\n"
        )
        file.write(b'{"hour": "2026-11-28T14", "pa')
    counts.add(tmp_path, [look], 10_000)
    assert counts.read(tmp_path) == Counter({look: 2})


def year(folder: Path) -> None:
    """A year of made-up visits, for the tables and the chart."""
    chance = random.Random(1)  # noqa: S311 - to be repeated
    (folder / "counts").mkdir(parents=True)
    (folder / "settings.json").write_text("{}", "utf-8")
    for month in range(1, 13):
        looks = []
        for _ in range(chance.randrange(200, 400)):
            hour = f"2026-{month:02}-{chance.randrange(1, 29):02}T{int(chance.triangular(7, 20, 10)):02}"
            language = chance.choice(["vi", "vi", "vi", "en"])
            looks += [Look(hour, "*", language, 5 * chance.randrange(4, 60)),
                      Look(hour, f"{language}/noi-{chance.randrange(14)}/", language, 40)]  # fmt: skip
        counts.add(folder, sorted(looks), 40_000_000)
    counts.add(folder, [Look("", "*", "vi", 30)], 40_000_000)


def test_stats_tell_the_sums_as_table_csv_and_chart(tmp_path: Path) -> None:
    """The real command: sums agree with the log, CSV is one Excel reads, the chart has a bar a month."""
    home = tmp_path / "home"
    year(home)
    looks = counts.read(home)
    visits = sum(times for look, times in looks.items() if look.page == "*")
    for lang, total, unknown in (
        ("vi", "lượt xem", "không rõ giờ"),
        ("en", "visits", "hour not known"),
    ):
        code, said = ditich(
            "kiosk", "stats", "--home", str(home), "--csv", str(tmp_path / "c.csv"),
            "--chart", str(tmp_path / "c.svg"), "--lang", lang,
        )  # fmt: skip
        assert code == 0, said
        count = f"{visits:,}".replace(",", "." if lang == "vi" else ",")
        assert f"{count} {total}" in said
        assert unknown in said
        assert len(re.findall(r"\d+/2026", said)) == 12
    data = (tmp_path / "c.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert sum(int(row["times"]) for row in rows if row["page"] == "*") == visits
    drawn = ET.parse(tmp_path / "c.svg")  # noqa: S314 - our own
    bars = drawn.findall(".//{http://www.w3.org/2000/svg}rect")
    assert len(bars) == 1 + 12 + 24


def test_a_chart_of_nothing_and_of_one_day(tmp_path: Path) -> None:
    """No visit, one visit, six weeks by days: no division by nothing, a bar a day, bars inside the frame."""
    assert chart(stats.summary(Counter()), "vi")
    one = stats.summary(Counter({Look(HOUR, "*", "vi", 60): 3}))
    assert chart(one, "vi") == chart(one, "vi")
    days = Counter({Look(f"2026-11-{d:02}T10", "*", "vi", 5): d for d in range(1, 29)})
    text = chart(stats.summary(days), "en").decode()
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" fill="#8', text)]
    assert len(heights) == 28 + 24
    assert max(heights) <= 300
    code, said = ditich("kiosk", "stats", "--home", str(tmp_path), "--lang", "en")
    assert (code, "[kiosk-no-home]" in said) == (2, True)
