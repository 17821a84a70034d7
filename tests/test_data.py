"""What everybody may take away: tables and points say what pages say, and less of the living."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from generator.blocks import build
from generator.jobs import BytesJob, Job, Made, Neighbour, PageJob
from generator.model import Site
from generator.plan.data import data_jobs, record_job
from generator.plan.pages import LIST_ROWS
from generator.plan.profile import profile_jobs, public_profile_jobs
from generator.plan.tables import BOM, TABLES
from generator.print_jobs import HandoutJob, ProfileJob
from tests.make.pages import HOSTILE, faults, hostile, make_site, neighbour, render, site_fields
from tests.make.papers import selected

PAPERS = (ProfileJob, HandoutJob)

SECRET = ("HIỆN-TRẠNG-KÍN", "HIỆN-VẬT-KÍN", "KHÔNG-HIỆN", "NGƯỜI-CÒN-SỐNG", "NGƯỜI-KỂ", "ẢNH-NGƯỜI",
          "ẢNH-KÍN", "GHI-CHÚ-KÍN", "០០០")  # fmt: skip
"""Words of what no table may say; all but the condition and the notes are shown on no other ground here."""


def guarded(**changes: Any) -> Site:
    """The made-up site with everything that must not leave in bulk."""
    fields = site_fields()
    fields["people"] += [
        {"id": "song", "name": "NGƯỜI-CÒN-SỐNG", "born": "1990", "sources": ["s1"]}
    ]
    told = "Trước.\n\nNăm 2024, **NGƯỜI-CÒN-SỐNG** kể lại.\n\nSau."
    fields["stories"][0] |= {"lede": "Người-còn-sống kể.", "body": told}
    fields["sources"][0] |= {"teller": "NGƯỜI-KỂ", "note": "GHI-CHÚ-KÍN"}
    fields["media"] += [
        {
            "id": "nguoi",
            "file": "nguoi.jpg",
            "rights": "CC BY 4.0",
            "alt": "ẢNH-NGƯỜI",
            "consent": "có",
        },
        {
            "id": "kin",
            "file": "kin.jpg",
            "rights": "CC BY 4.0",
            "alt": "ẢNH-KÍN",
            "restricted": True,
        },
    ]
    fields["facts"] += [{"id": "km", "label": "Tên", "text": {"vi": "tên", "km": "០០០"}}]
    fields["events"] += [{"date": "1990", "text": "Có ghi chú.", "note": "GHI-CHÚ-KÍN"}]
    return Site.model_validate(fields | changes)


def files(*sites: Site, **project: Any) -> dict[str, bytes]:
    """Every file that is made of these sites."""
    return {job.target: job.data for job in jobs(*sites, **project) if isinstance(job, BytesJob)}


def jobs(*sites: Site, **project: Any) -> list[Job]:
    """The jobs of the files and of their pages."""
    chosen = selected(sites[0], **project)
    (first,) = chosen.revisions
    return list(
        data_jobs(replace(chosen, revisions=tuple(replace(first, site=s) for s in sites)), ())
    )


def rows(data: bytes) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def leaks(data: bytes) -> list[str]:
    """Which of the secrets a file tells."""
    return [word for word in SECRET if word in data.decode()]


def test_no_file_tells_what_must_not_leave() -> None:
    """Condition, restricted things, the living, tellers, people in pictures, notes and unread Khmer."""
    made = files(guarded())
    assert {name: leaks(data) for name, data in made.items() if leaks(data)} == {}
    assert len(made) == len(TABLES) + 2
    story = rows(made["data/texts.csv"])[0]
    assert (story["lede"], story["body"]) == ("[…]", "Trước.\n\n[…]\n\nSau.")
    chosen = selected(guarded())
    papers = [j for j in public_profile_jobs(chosen, chosen.revisions[0]) if isinstance(j, PAPERS)]
    assert [(job.target, leaks(job.data.encode())) for job in papers] == [
        ("data/dinh-vi-du-ly-lich.docx", []), ("data/dinh-vi-du-ly-lich.pdf", []),
    ]  # fmt: skip
    kept = [j for j in profile_jobs(chosen, chosen.revisions[0]) if isinstance(j, PAPERS)]
    assert {"NGƯỜI-CÒN-SỐNG", "ẢNH-NGƯỜI"} <= set(
        leaks(kept[0].data.encode())
    )  # an office needs them


def test_one_places_reader_has_read_no_other_place() -> None:
    """Beside a place whose Khmer was read, another's still stays; its own reader lets it leave."""
    stories = site_fields()["stories"]
    khmer = {"language": "km", "lede": "ខ្មែរ", "body": "ខ្មែរ"}
    ours, read = [*stories, khmer], [*stories, khmer | {"reviewer": "người thử"}]
    languages = ["vi", "en", "km"]
    beside = make_site(slug="noi-khac", stories=read)
    tables = files(guarded(stories=ours), beside, languages=languages)
    assert "ខ្មែរ" in tables["data/texts.csv"].decode()
    assert {name: leaks(data) for name, data in tables.items() if "០០០" in leaks(data)} == {}
    chosen = selected(guarded(stories=ours), languages=languages)
    chosen = replace(
        chosen, revisions=(*chosen.revisions, replace(chosen.revisions[0], site=beside))
    )
    assert [record_job(chosen, r).told for r in chosen.revisions] == [
        ("vi", "en"),
        ("vi", "en", "km"),
    ]
    tables = files(guarded(stories=read), beside, languages=languages)
    assert "០០០" in leaks(tables["data/statements.csv"])


@pytest.mark.parametrize(
    ("change", "file"),
    [
        ({"objects": [{"id": "x", "name": "HIỆN-VẬT-KÍN"}]}, "objects"),
        (
            {"facts": [{"id": "x", "label": "x", "text": "KHÔNG-HIỆN", "confidence": "high"}]},
            "statements",
        ),
        ({"people": [{"id": "x", "name": "NGƯỜI-CÒN-SỐNG", "died": "2001"}]}, "people"),
        ({"media": [{"id": "x", "file": "x.jpg", "rights": "r", "alt": "ẢNH-NGƯỜI"}]}, "media"),
    ],
)
def test_what_may_leave_does(change: dict[str, Any], file: str) -> None:
    """The same words without what kept them in are in the table: the ears above do hear."""
    blocks: dict[str, Any] = {"blocks": [], "picture": None, "stories": guarded().stories[:0]}
    assert leaks(files(guarded(**change | blocks))[f"data/{file}.csv"])


def test_a_table_comes_back_as_it_was() -> None:
    """UTF-8 with its mark, CR LF, quotes doubled: read again, each cell has the words it was given."""
    words = 'Câu "trong nháy", có phẩy;\nvà dòng hai – ẫ ữ'
    site = guarded(context=[{"text": {"vi": words, "en": "x"}, "sources": ["s1", "s2"]}])
    data = files(site)["data/statements.csv"]
    assert data.decode().startswith(f"{BOM}site,about,")
    quoted = words.replace('"', '""').encode()
    assert re.search(rb"[^\r]\n", data.replace(quoted, b"")) is None
    (row,) = [r for r in rows(data) if r["about"] == "context"]
    assert (row["text_vi"], row["text_en"], row["sources"]) == (words, "x", "s1 s2")
    assert row["site"] == site.slug
    assert all(None not in r and None not in r.values() for r in rows(data))


def test_a_way_is_a_row_for_each_of_its_stages() -> None:
    """In the order of travel, with the means and the sources of the way; a way without stages has none."""
    stages = [{"name": "Chợ Thử"}, {"name": {"vi": "Bến Thử", "en": "Pier"}, "leg": "khoảng 1 km"}]
    ways = [
        {"text": "Lối không chặng"},
        {"text": "Lối sông", "by": "water", "stages": stages, "sources": ["s1"]},
    ]
    told = rows(files(guarded(access=ways))["data/stages.csv"])
    assert [(r["way"], r["by"], r["stage"], r["name_vi"], r["leg_vi"], r["sources"]) for r in told] == [
        ("2", "water", "1", "Chợ Thử", "", "s1"), ("2", "water", "2", "Bến Thử", "khoảng 1 km", "s1"),
    ]  # fmt: skip


def test_every_place_of_every_table_is_a_place() -> None:
    """Each row names its place, each source it cites stands in the table of sources."""
    other = make_site(slug="noi-khac", names=[{"text": "Nơi khác"}])
    made = {
        name: rows(data) for name, data in files(guarded(), other).items() if name.endswith("csv")
    }
    known = {(row["site"], row["id"]) for row in made["data/sources.csv"]}
    places = {row["site"] for row in made["data/sites.csv"]}
    assert places == {"dinh-vi-du", "noi-khac"}
    for name, table in made.items():
        if name == "data/records.csv":
            continue
        assert {row["site"] for row in table} <= places
        cited = {(row["site"], s) for row in table for s in row.get("sources", "").split()}
        assert cited <= known
    assert made["data/sites.csv"][0]["page_en"] == "https://ditich.vn/en/dinh-vi-du/"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    """A spreadsheet computes nothing: what begins like a formula has an apostrophe before it."""
    site = guarded(context=[{"text": f"{sign}HYPERLINK(1)"}])
    (row,) = [r for r in rows(files(site)["data/statements.csv"]) if r["about"] == "context"]
    assert row["text_vi"] == f"'{sign}HYPERLINK(1)"


def test_a_verified_roll_is_a_table_and_another_is_none() -> None:
    """Names leave only once somebody has verified the list."""
    block = build({"kind": "roll_of_honour", "id": "ten", "verified_by": "Phòng Thử"})
    line = ({"name": "Nguyễn Thử", "status": "verified"},)
    for said, count in (("Phòng Thử", 1), (None, 0)):
        roll = block.with_rows(line).model_copy(update={"verified_by": said and block.verified_by})  # type: ignore[attr-defined]
        table = rows(files(guarded(blocks=[roll]))["data/fallen.csv"])
        assert [(r["name"], r["list"]) for r in table] == [("Nguyễn Thử", "ten")] * count


@pytest.mark.parametrize(
    ("precision", "where"),
    [(None, [105.123457, 10.123457]), (5, [105.12346, 10.12346]), (2000, [105.12, 10.12])],
)
def test_a_point_is_as_fine_as_it_is_known(precision: float | None, where: list[float]) -> None:
    """RFC 7946: longitude first, WGS 84, no decimals beyond the precision, which stands beside."""
    point = {"lat": 10.1234567, "lon": 105.1234567, "precision_m": precision, "sources": ["s1"]}
    found = json.loads(files(guarded(point=point))["data/points.geojson"])
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
    assert feature["geometry"]["coordinates"] == where
    assert feature["properties"].get("precision_m") == precision
    assert feature["properties"]["sources"] == ["s1"]


def test_a_point_that_earns_no_pin_is_not_given() -> None:
    """A place or a part of it whose point is of low confidence is left out; a sure part is there."""
    low = {"lat": 10.0, "lon": 105.0, "confidence": "low"}
    stops = [
        {"id": "a", "name": "A", "point": low},
        {"id": "b", "name": "B", "point": low | {"confidence": "high"}},
    ]
    found = json.loads(files(guarded(point=low, stops=stops))["data/points.geojson"])
    assert [f["id"] for f in found["features"]] == ["dinh-vi-du#b"]


def test_the_page_lists_what_there_is() -> None:
    """Each file with something in it, its rows and size; hostile words stay words; no licence is made up."""
    for say in (str, hostile):
        pages = [
            j
            for j in jobs(guarded(names=[{"text": say("Tên")}]), title=say("Dự án"))
            if isinstance(j, PageJob)
        ]
        assert [p.target for p in pages] == ["vi/du-lieu/index.html", "en/data/index.html"]
        html = render(pages[0])
        assert not faults(html)
        assert 'href="../../data/sites.csv"' in html
        assert "fallen.csv" not in html
        assert "Chưa ghi giấy phép chung" in html
        assert (HOSTILE[:9] in html) is False
    assert "CC BY" in render(
        next(j for j in jobs(guarded(), licence="CC BY 4.0") if isinstance(j, PageJob))
    )


def test_the_page_lists_the_short_records_with_their_weight_and_right() -> None:
    """Word and PDF of each place, once made; where no font sets the PDF, only what there is."""
    near = neighbour("dinh-vi-du")
    (page, _) = (j for j in _with(near, licence="CC BY 4.0") if isinstance(j, PageJob))
    word, pdf = (f"data/dinh-vi-du-ly-lich.{x}" for x in ("docx", "pdf"))
    assert set(page.needs) == {word, pdf}
    assert page.wave > max(ProfileJob.wave, HandoutJob.wave)
    made = {name: (Made(name, "", 67_400, "application/pdf"),) for name in (word, pdf)}
    html = render(page, made)
    for name, target in (("Word", word), ("PDF", pdf)):
        assert (
            f'href="../../{target}" hreflang="vi" download>{name} <small>67\xa0KB</small>' in html
        )
    assert "Lý lịch rút gọn theo giấy phép chung ở trên" in html
    assert pdf not in render(page, {word: made[word]})
    many = [neighbour(f"noi-{n}") for n in range(LIST_ROWS + 1)]
    (page, _) = (j for j in _with(*many) if isinstance(j, PageJob))
    assert (page.needs, "data/TÊN-ly-lich.docx" in render(page, {})) == ((), True)


def _with(*near: Neighbour, **project: Any) -> list[Job]:
    return list(data_jobs(selected(guarded(), **project), near))
