"""Rolls of honour for tests: plainly invented names, from a seed, as many as are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from generator.blocks import build
from generator.blocks.roll_of_honour import RollOfHonourBlock
from generator.jobs import BytesJob, Job, PageJob
from generator.ledger import Ledger
from generator.model import Site
from generator.plan import Selected
from generator.plan.web import web_jobs
from generator.text import name_order, order
from tests.make.pages import make_site, project, revision

RAW = {
    "kind": "roll_of_honour", "id": "ten", "verified_by": {"vi": "Sở Ví Dụ"}, "file": "ten.csv",
    "sources": ["s1"],
}  # fmt: skip

HEAD = ("Họ và tên", "Bí danh", "Sinh", "Nguyên quán", "Nguyên quán nay", "Cấp bậc", "Đơn vị",
        "Hy sinh", "Bảng", "Cột", "Dòng", "Nguồn", "Tình trạng")  # fmt: skip

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
            "Dương", "Lý", "Thạch", "Danh")  # fmt: skip
MIDDLES = ("Thử", "Văn Thử", "Thị Thử", "Văn", "Thị", "Hữu", "Minh", "Ngọc", "Công", "Đức", "Quốc", "Thành",
           "Thanh", "Văn Mẫu", "Thị Mẫu", "Xuân",
           "Hoàng", "Kim", "Chí", "Tấn", "Bá", "Như", "Hồng", "Trọng")  # fmt: skip
ONSETS = (
    "B",
    "C",
    "D",
    "Đ",
    "H",
    "K",
    "L",
    "M",
    "N",
    "Ph",
    "Qu",
    "S",
    "T",
    "Th",
    "Tr",
    "V",
    "X",
    "",
)
RHYMES = ("An", "Ân", "Ăn", "Ê", "Ô", "Ơn", "Ưng", "ài", "ạch", "ảnh", "ân", "iên", "ình", "ong",
          "ôn", "ũng", "uyên",
          "ươi", "út")  # fmt: skip


def people(count: int, seed: int = 152) -> Iterator[dict[str, str]]:
    """Rows of a list of `count` people who never lived, of 600 places that are not on any map."""
    draw = Random(seed)  # noqa: S311 - the same people every time
    given = [f"{onset}{rhyme}".capitalize() for onset in ONSETS for rhyme in RHYMES]
    places = [f"xã Thử {n}, huyện Mẫu {n % 20}" for n in range(600)]
    weights = [1 / (n + 1) for n in range(600)]
    for number, at in enumerate(draw.choices(range(600), weights, k=count)):
        name = f"{draw.choice(FAMILIES)} {draw.choice(MIDDLES)} {draw.choice(given)}"
        born = str(draw.randint(1915, 1955)) if draw.random() < 0.8 else ""
        yield dict(zip(HEAD, (
            name, "Tư Thử" if draw.random() < 0.03 else "", born, places[at], f"phường Thử {at // 4}",
            draw.choice(("Chiến sĩ", "Tiểu đội trưởng", "")), f"C{draw.randint(1, 9)}",
            f"{draw.randint(1, 28)}/{draw.randint(1, 12)}/{draw.randint(1946, 1975)}",
            str(number // 400 + 1), str(number % 400 // 100 + 1), str(number % 100 + 1), "sổ thử",
            "đang xác minh" if draw.random() < 0.1 else "",
        ), strict=True))  # fmt: skip


def pages_named(spans: Sequence[tuple[str, str]], name: str) -> list[int]:
    """Numbers of the pages on which somebody who reads their labels looks for a name.

    A label of one word is a given name and all who bear it.
    """
    last = "y" * 60

    def end(label: str, rest: str) -> tuple[object, ...]:
        given, others = name_order(label)
        return (given, others if " " in label else order(rest))

    return [
        number for number, (first, until) in enumerate(spans, 1)
        if end(first, "") <= name_order(name) <= end(until, last)
    ]  # fmt: skip


def roll(*rows: dict[str, str], **changes: object) -> RollOfHonourBlock:
    """The block that holds these rows."""
    block = build({**RAW, **changes}).with_rows(rows)
    assert isinstance(block, RollOfHonourBlock)
    return block


def jobs(site: Site | None = None, *blocks: RollOfHonourBlock, **changes: object) -> dict[str, Job]:
    """All jobs of the web edition of a project with that one site, by target."""
    site = site or make_site(blocks=blocks, kind="memorial")
    scripts = (
        ("web/site.js", "assets/site-0.js", b""),
        ("blocks/roll_of_honour.js", "assets/roll_of_honour-0.js", b""),
    )
    selected = Selected(
        project(languages=["vi", "en"]), (revision(site),), (), Ledger(()), scripts=scripts
    )
    return {job.target: job for job in web_jobs(replace(selected, **changes))}  # type: ignore[arg-type]


def page_of(made: dict[str, Job], address: str) -> PageJob:
    """The page planned at that address."""
    job = made[f"{address}index.html"]
    assert isinstance(job, PageJob)
    return job


def files_of(made: dict[str, Job], start: str = "assets/names-") -> list[bytes]:
    """What search reads; or other files whose targets begin so."""
    found = (job for target, job in sorted(made.items()) if target.startswith(start))
    return [job.data for job in found if isinstance(job, BytesJob)]
