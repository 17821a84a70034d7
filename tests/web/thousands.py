"""A memorial with 10,000 invented names and a code, for what is measured in a browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.blocks.rolls import HEAD, people
from tests.whole.project import Town

SLUG = "nha-bia-thu"
ROLL = f"vi/{SLUG}/ten/ten/"

PROJECT = """\
format: 1
title: {vi: Nơi thử mười nghìn tên, en: A test with ten thousand names}
languages: [vi, en]
hosts:
  - base: https://ditich.example
contacts:
  - body: {vi: Phòng Thử, en: Test office}
    phone: 0290 000 000
"""

SITE = """\
format: 1
slug: nha-bia-thu
kind: memorial
names:
  - {kind: official, text: {vi: Nhà bia thử, en: Stele house of the test}, sources: [s1]}
blocks:
  - {kind: roll_of_honour, id: ten, file: ten.csv, sources: [s1], verified_by: {vi: Sở Thử, en: Test office}}
sources:
  - {id: s1, class: book, title: Sổ ghi thử, date: 1995}
"""

KNOWN = (
    {"Họ và tên": "Lê Thử Ngoằn", "Sinh": "1944", "Nguyên quán": "xã Cũ Thử, huyện Mẫu",
     "Nguyên quán nay": "phường Mới Thử", "Hy sinh": "2/1968", "Bảng": "3", "Cột": "2", "Dòng": "7"},
    {"Họ và tên": "Lê Thử Ngoàn", "Sinh": "1950", "Nguyên quán": "xã Kia"},
    {"Họ và tên": "Lê Thử Ngoàn", "Sinh": "1951", "Nguyên quán": "xã Nọ"},
    {"Họ và tên": "", "Đơn vị": "C1"},
)  # fmt: skip
"""People looked for by name among all the others."""


def write(folder: Path, count: int = 10_000) -> Town:
    """The project in `folder`."""
    town = Town(folder)
    town.write("content/project.yaml", PROJECT)
    town.write(f"sites/{SLUG}/site.yaml", SITE)
    town.write(f"sites/{SLUG}/vi.md", "---\nlede: Nơi để thử, không có thật.\n---\n\nChữ để thử.\n")
    town.write(f"sites/{SLUG}/en.md", "---\nlede: A place for tests alone.\n---\n\nWords.\n")
    table = io.StringIO()
    writer = csv.DictWriter(table, HEAD, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*people(count - len(KNOWN)), *KNOWN])
    town.write(f"sites/{SLUG}/ten.csv", table.getvalue())
    town.issue(SLUG)
    return town
