"""The roll of honour: verified names or a plain sentence that there are none; nobody is 'vô danh'."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from generator.addresses import STELE_DATA
from generator.blocks import build
from generator.blocks.roll_of_honour import INLINE
from generator.check.rules import dates_are_ordered
from generator.jobs import PageJob
from generator.model import digest
from generator.plan.names import SIGNS
from generator.prove.web import NAMES_LIMIT
from generator.roll import PAGE_ROWS, by_page, entries, identity, initial
from generator.roll_doubts import SHOWN
from generator.words import word
from tests.blocks.rolls import RAW, files_of, jobs, page_of, pages_named, people, roll
from tests.make.pages import (
    block_of,
    faults,
    hostile,
    make_site,
    page_job,
    project,
    render,
    show,
    site_fields,
    tree,
    weight,
    with_blocks,
    words,
)

ROWS = (
    {"Họ và tên": "Nguyễn Văn Bình", "Bí danh": "Ba", "Nguyên quán": "làng Cũ", "Hy sinh": "1968",
     "Cấp bậc": "Hạ sĩ", "Bảng": "2", "Cột": "1", "Dòng": "3", "Tình trạng": "Đang xác minh"},
    {"Họ và tên": "", "Đơn vị": "C1"},
)  # fmt: skip
SITE, PAGES = "vi/dinh-vi-du/", "vi/dinh-vi-du/ten/ten/"


def pushed(data: bytes) -> dict[str, Any]:
    """What a file hands to the script."""
    found: dict[str, Any] = json.loads(data[data.index(b"push(") + 5 : -3])
    return found


def spelt(words: list[str], digits: list[str], count: int) -> list[str]:
    """The words of a column of so many rows."""
    numbers = [0] * count
    for power, signs in enumerate(digits):
        numbers = [n + SIGNS.index(d) * 93**power for n, d in zip(numbers, signs, strict=True)]
    return [words[n] for n in numbers]


def with_rows(*rows: dict[str, str]) -> str:
    """A site's page whose roll holds these rows."""
    return render(page_of(jobs(None, roll(*rows)), SITE))


def test_no_verified_list_is_said_with_dignity() -> None:
    """Without a list the page says so, that absence proves nothing, and where to ask."""
    said = words(block_of(show({"kind": "roll_of_honour", "id": "ten"}), "ten"))
    assert "Chưa có danh sách được xác minh." in said
    assert "không có nghĩa là không có" in said
    assert "thongtinlietsi.gov.vn" in said


def test_names_stand_with_what_is_known_of_them() -> None:
    """In the order of the decree; unknown fields leave nothing; who verified the list is said."""
    block = block_of(with_rows(*ROWS), "ten")
    lines = [" ".join(li.text(separator=" ").split()) for li in block.css("li")]
    assert lines[0] == (
        "Nguyễn Văn Bình (Ba) nguyên quán làng Cũ · Hạ sĩ · hy sinh 1968 "
        "bảng 2, cột 1, dòng 3 đang xác minh"
    )
    assert "Danh sách do Sở Ví Dụ xác minh." in words(block)


def test_names_that_nobody_verified_are_not_published() -> None:
    """A list without `verified_by` puts no name on any page, nor into the files of the search."""
    unverified = build({k: v for k, v in RAW.items() if k != "verified_by"}).with_rows(ROWS)
    html = render(page_job(with_blocks(unverified)))
    assert "Nguyễn Văn Bình" in with_rows(*ROWS)
    assert "Nguyễn Văn Bình" not in html
    assert "Chưa có danh sách được xác minh." in words(block_of(html, "ten"))
    made = jobs(None, roll(*ROWS, verified_by=None))
    assert not files_of(made)
    assert not [target for target in made if "/ten/" in target or "tim-liet-si" in target]


def test_a_fallen_soldier_without_a_name_is_never_nameless() -> None:
    """A row without a name reads 'chưa xác định được thông tin', and 'vô danh' is nowhere."""
    html = with_rows(*ROWS)
    assert "Liệt sĩ chưa xác định được thông tin C1" in words(block_of(html, "ten"))
    assert "vô danh" not in html.lower()


def test_hostile_rows_stay_words() -> None:
    """Foreign markup in a row of the CSV is inert, on the site's page and on those of the roll."""
    bad = [{k: v if k == "Tình trạng" else hostile(v) for k, v in row.items()} for row in ROWS]
    made = jobs(None, roll(*bad))
    found = [t for t, job in made.items() if job.kind == "page" and t.startswith("vi/dinh-vi-du/")]
    assert len(found) == 5  # its own page, those of questions and of reports, two of names
    for target in found:
        assert not faults(render(page_of(made, target.removesuffix("index.html")))), target


def test_a_name_keeps_its_anchor() -> None:
    """Neither other rows, nor another order, nor a mended mark, day or rank moves it."""
    rows = list(people(200))
    before = {e.row.name + e.row.born + e.row.native_place: e.anchor for e in roll(*rows).entries}
    more = [*people(50, seed=7), *rows]
    Random(1).shuffle(more)  # noqa: S311
    after = {e.row.name + e.row.born + e.row.native_place: e.anchor for e in roll(*more).entries}
    assert {key: after[key] for key in before} == before
    assert len(set(before.values())) == 200
    one = {"Họ và tên": "Lê Thử Hòa", "Sinh": "1945", "Nguyên quán": "xã Thử"}
    mended = {**one, "Họ và tên": "Lê Thử Hoà", "Sinh": "12/3/1945", "Cấp bậc": "Hạ sĩ"}
    other = {**one, "Sinh": "1946"}
    first, second, third = (roll(row).entries[0].anchor for row in (one, mended, other))
    assert first == second != third


def test_an_id_of_the_lists_own_is_the_anchor() -> None:
    """A column Mã outlives even a changed name."""
    row = {"Họ và tên": "Lê Thử Hòa", "Mã": "LS 7"}
    assert roll(row).entries[0].anchor == "N-ls-7"
    assert roll({**row, "Họ và tên": "Lê Thử Hoa"}).entries[0].anchor == "N-ls-7"


def test_rows_that_say_the_same_share_the_address_each_had_alone() -> None:
    """Each has its own; the old one leads to a line before them all, for it may mean neither alone."""
    row = {"Họ và tên": "Lê Thử Hòa", "Sinh": "1945"}
    alone = roll(row).entries[0].anchor
    pair = roll({**row, "Đơn vị": "C1"}, {**row, "Đơn vị": "C2"})
    assert [e.also for e in pair.entries] == [alone, ""]
    assert len({alone, *(e.anchor for e in pair.entries)}) == 3
    assert [e.same for e in pair.entries] == [2, 2]
    html = render(page_of(jobs(None, pair), f"{PAGES}h/"))
    (line,) = tree(html).css(f"li#{alone}")
    assert line.text() == word("roll-which", "vi")
    follows = line.next
    while follows is not None and follows.tag != "li":
        follows = follows.next
    assert follows is not None
    assert follows.attributes["id"] == pair.entries[0].anchor
    assert words(tree(html)).count("Cùng họ tên: 2 người") == 2
    assert pair.warnings(with_blocks()) == (("roll-alike", {"name": "Lê Thử Hòa", "count": "1"}),)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Lê Đức Đ", "đ"),
        ("Trần Ân", "â"),
        ("Võ Ảnh", "a"),
        ("Y Ứng", "ư"),
        ("", ""),
        ("Danh 3", ""),
    ],
)
def test_the_initial_is_that_of_the_given_name(name: str, letter: str) -> None:
    """Tones do not count, the letters of the alphabet do."""
    assert initial(name) == letter


def test_a_short_list_stands_on_the_sites_page_and_a_long_one_by_its_initials() -> None:
    """Up to 30 names whole, each leading to its own address; more as initials, counts and a field."""
    short, long = list(people(INLINE)), list(people(INLINE + 1))
    block = block_of(with_rows(*short), "ten")
    assert len(block.css("ol > li")) == INLINE
    made = jobs(None, roll(*short))
    for link in block.css("ol a"):
        address, _, anchor = (link.attributes["href"] or "").partition("#")
        page = render(page_of(made, address.removeprefix("../../")))
        assert f'id="{anchor}"' in page
    block = block_of(with_rows(*long), "ten")
    assert not block.css("ol > li")
    counts = [int(small.text()) for small in block.css(".letters small")]
    assert sum(counts) == INLINE + 1
    field = block.css_first("[data-js]")
    assert field is not None
    assert (field.attributes["data-js"] or "").endswith("assets/roll_of_honour-0.js")


def test_one_page_searches_every_verified_list() -> None:
    """Two lists of one place are told apart by their headings; each brings its own files."""
    first = roll(*people(40), heading={"vi": hostile("Bia trước")})
    second = roll(*people(40, seed=3), id="sau", heading={"vi": "Bia sau"})
    unverified = roll(*people(5), id="chua", verified_by=None)
    made = jobs(None, first, second, unverified)
    html = render(page_of(made, "vi/tim-liet-si/"))
    links = tree(html).css("a[data-names]")
    assert [link.text().partition(": ")[2][:9] for link in links] == ["Bia trước", "Bia sau"]
    named = [(link.attributes["data-names"] or "").removeprefix("../../") for link in links]
    assert len(set(named)) == 2
    assert set(named) <= set(made)
    assert not faults(html)
    assert weight(html.encode()) <= 13 * 1024
    assert "tim-liet-si/" in render(page_of(made, "vi/"))
    assert "tim-liet-si/" not in render(page_of(jobs(None, unverified), "vi/"))


def test_the_page_over_all_lists_is_offered_in_khmer_once_a_place_is() -> None:
    """As every page of the project: a text that nobody has read is no reason to lead there."""
    tongues = project(languages=["vi", "en", "km"])
    khmer = {"language": "km", "lede": "ខ្មែរ", "body": "ខ្មែរ"}
    for reader, offered in (({}, ["vi", "en"]), ({"reviewer": "người thử"}, ["vi", "en", "km"])):
        stories = [*site_fields()["stories"][:1], khmer | reader]
        site = make_site(blocks=[roll(*ROWS)], kind="memorial", stories=stories)
        made = jobs(site, project=tongues)
        assert [x for x, _ in page_of(made, "vi/tim-liet-si/").alternates] == offered
        linked = "km/dinh-vi-du/" in render(page_of(made, "km/find-a-name/"))
        assert linked == bool(reader)


def test_only_numbers_of_the_list_draw_the_stele() -> None:
    """Two panels as wide as their columns; a name's line is lit where it stands; no numbers, no drawing."""
    spots = (("1", "2", "4"), ("2", "1", "1"), ("", "", ""))
    rows = [
        dict(zip(("Họ và tên", "Bảng", "Cột", "Dòng"), ("Thử 1", *x), strict=True)) for x in spots
    ]
    found = {e.row.panel: e.spot for e in roll(*rows).entries}
    assert {e.view for e in roll(*rows).entries} == {"0 0 36 62", ""}
    assert found == {
        "1": "M11 46h10v15h-10zM11 1v60m10 0v-60M1 1h20m0 60h-20",
        "2": "M25 1h10v15h-10zM25 1v60m10 0v-60M25 1h10m0 60h-10",
        "": "",
    }
    html = render(page_of(jobs(None, roll(*rows)), f"{PAGES}0/"))
    assert len(tree(html).css("svg.stele")) == 2
    bare = render(page_of(jobs(None, roll({"Họ và tên": "Thử Một"})), f"{PAGES}m/"))
    assert "stele" not in (tree(bare).css_first("main").html or "")  # type: ignore[union-attr]


def test_a_roll_of_thousands_keeps_its_budgets() -> None:
    """10,000 names: no page over 60 KB, no file of the search over 60 KB gzip, every name once."""
    made = jobs(None, roll(*people(10_000)))
    pages = [t for t in made if t.startswith(PAGES)]
    heavy = [len(render(page_of(made, t.removesuffix("index.html"))).encode()) for t in pages[::9]]
    assert max(heavy) <= NAMES_LIMIT
    assert sum(len(page_of(made, t.removesuffix("index.html")).named) for t in pages) == 10_000
    files = files_of(made)
    assert len(files) == 1
    assert weight(files[0]) <= NAMES_LIMIT


def test_the_labels_of_an_initials_pages_lead_to_each_name_at_once() -> None:
    """Whoever reads them knows the one page; given names alone would leave two for those at the borders."""
    astray = 0
    twins = ({"Họ và tên": "Trần Thử Thạch", "Đơn vị": f"C{n}"} for n in range(40))
    for letter, pages in by_page(roll(*people(3_000), *twins).entries):
        spans = letter.pages if letter.sign else ()
        given = [(first.split()[-1], last.split()[-1]) for first, last in spans]
        for number, page in enumerate(pages, 1):
            for entry in page if letter.sign else ():
                assert pages_named(letter.pages, entry.row.name) == [number]
                astray += pages_named(given, entry.row.name) != [number]
    assert astray > 100


def test_more_of_one_name_than_a_page_holds_go_on_to_the_next() -> None:
    """Those before them keep their page, and no page is longer than it may be."""
    rows = [
        {"Họ và tên": "Lê Thạch"},
        *({"Họ và tên": "Võ Thạch", "Đơn vị": f"C{n}"} for n in range(260)),
    ]
    (_, pages), *others = by_page(roll(*rows, {"Họ và tên": "Võ Thân"}).entries)
    assert len(pages[0]) == 1
    assert max(len(page) for page in pages) <= PAGE_ROWS
    assert sum(len(page) for page in pages) == 262
    assert not others


def test_what_search_reads_says_the_rows() -> None:
    """The columns read back are the list: names, years, places, in the order of the pages."""
    block = roll(*people(500))
    (data,) = files_of(jobs(None, block))
    read = pushed(data)

    def column(name: str) -> list[str]:
        return spelt(read["d"][name], read["c"][name], read["n"])

    given = [name for name, count in read["g"] for _ in range(count)]
    names = [" ".join(filter(None, x)) for x in zip(column("f"), column("m"), given, strict=True)]
    assert names == [e.row.name for e in block.entries]
    assert column("p") == [f"{e.row.native_place}|{e.row.native_place_now}" for e in block.entries]
    assert column("b") == [e.row.born for e in block.entries]
    assert sum(count for _, count in read["s"]) == 500


def test_places_on_the_stone_are_a_light_file_of_their_own() -> None:
    """Each name's panel, column and line: 10,000 of them, in no order of the stone, within 20 KB gzip."""
    block = roll(*people(10_000))
    (data,) = files_of(jobs(None, block), STELE_DATA)
    assert weight(data) <= 20_480
    read = pushed(data)
    stones, lines = (spelt(*told, 10_000) for told in zip(read["d"], read["c"], strict=True))
    places = [f"{stone}|{line}" for stone, line in zip(stones, lines, strict=True)]
    assert places == [f"{e.row.panel}|{e.row.column}|{e.row.line}" for e in block.entries]
    nowhere = jobs(None, roll({"Họ và tên": "Thử Một"}))
    assert files_of(nowhere)
    assert not files_of(nowhere, STELE_DATA)


def test_only_what_stands_in_for_a_page_reads_the_places() -> None:
    """No page that search stands on names the file, and without places nobody does."""
    made = jobs(None, roll(*people(40)))
    unkept = made["vi/unkept.html"]
    assert isinstance(unkept, PageJob)
    (link,) = tree(render(unkept)).css("a[data-stele]")
    assert (link.attributes["data-stele"] or "").removeprefix("../") in made
    assert STELE_DATA not in render(page_of(made, "vi/tim-liet-si/")) + render(page_of(made, SITE))
    bare = jobs(None, roll({"Họ và tên": "Thử Một"}))["vi/unkept.html"]
    assert isinstance(bare, PageJob)
    assert "data-stele" not in render(bare)


def test_days_are_as_the_list_writes_them() -> None:
    """A row may say `2/1/1968` or words: the rule that orders dates of the site leaves tables alone."""
    rows = {"Họ và tên": "Lê Thử", "Sinh": "khoảng 1945", "Hy sinh": "2/1/1968"}
    site = make_site(blocks=(roll(rows),))
    assert not list(dates_are_ordered(site, None))
    late = make_site(people=[{"id": "a", "name": "Lê Thử", "born": "1968", "died": "1945"}])
    assert [find.kind for find in dates_are_ordered(late, None)] == ["ends-before-start"]


def test_old_lists_keep_their_digest() -> None:
    """A list without the new columns is the same content as before they came."""
    assert digest(roll(*ROWS[1:])).startswith("1ed685ea65af007e")


def doubted(*rows: dict[str, str]) -> list[tuple[str, int]]:
    """What is told of these rows: the kind and the number of the row."""
    return [(kind, number) for kind, number, _, _ in roll().doubts(rows)]


def test_what_a_stone_may_say_brings_no_doubt() -> None:
    """Words for dates, a life of one year, panels that have names, one line in another column or panel."""
    lives = (("khoảng 1945", "1968"), ("trước 1945", "mùa khô 1968"), ("1946", "2/1946"), ("29/2/1940", ""),
             ("", "30/2/1968 âm lịch"), ("1945 (giấy báo tử ghi 1968)", "1947"))  # fmt: skip
    dated = [{"Họ và tên": "Lê Thử", "Sinh": x, "Hy sinh": y} for x, y in lives]
    spots = (("A", "1", "1"), ("Đông", "1", "1"), ("A", "2", "1"), ("A", "", ""), ("A", "1", ""))
    placed = [
        dict(zip(("Họ và tên", "Bảng", "Cột", "Dòng"), (f"Thử {n}", *x), strict=True))
        for n, x in enumerate(spots)
    ]
    assert doubted(*dated, *placed) == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"Sinh": "31/4/1945"}, "roll-day"),
        ({"Hy sinh": "00/02/1968"}, "roll-day"),
        ({"Sinh": "1968", "Hy sinh": "hy sinh năm 1967"}, "roll-life"),
        ({"Sinh": "3/3/1968", "Hy sinh": "2/3/1968"}, "roll-life"),
        ({"Bảng": "Bảng 1"}, "roll-number"),
        ({"Cột": "0"}, "roll-number"),
        ({"Dòng": "7,5"}, "roll-number"),
    ],
)
def test_what_cannot_be_is_told_of_its_row(row: dict[str, str], kind: str) -> None:
    """The second of two rows, of which the first is sound."""
    sound = {"Họ và tên": "Lê Thử", "Sinh": "1945", "Hy sinh": "1968"}
    assert doubted(sound, {"Họ và tên": "Võ Thử", **row}) == [(kind, 1)]


def test_a_name_for_a_panel_among_numbers_and_two_names_in_a_line_are_told() -> None:
    """A line counts for its column and panel; the same person copied twice is told elsewhere."""
    head = ("Họ và tên", "Bảng", "Cột", "Dòng")
    spots = (("Lê Thử", "1", "1", "3"), ("Võ Thử", "A", "1", "3"), ("Võ Mẫu", "01", "1", "3"))
    rows = [dict(zip(head, spot, strict=True)) for spot in (*spots, spots[0])]
    assert doubted(*rows) == [("roll-number", 1), ("roll-spot-twice", 2)]


def test_a_list_wrong_all_through_is_told_in_few_sentences() -> None:
    """Of each kind twenty rows are named; the last says how many are like them."""
    told = list(roll().doubts(({"Họ và tên": "Lê Thử", "Dòng": "x"},) * 50))
    assert [number for _, number, _, _ in told] == list(range(SHOWN))
    assert [words.get("more") for *_, words in told] == [None] * (SHOWN - 1) + ["30"]


def test_the_identity_is_that_of_the_docs() -> None:
    """Name and native place without marks, the years: what the documentation says."""
    row = {"Họ và tên": "Đỗ Thử  Út", "Sinh": "3/1945", "Hy sinh": "1968", "Quê quán": "xã Ơ"}
    (entry,) = entries(roll(row).rows)
    assert identity(entry.row) == "do thu ut|1945|1968|xa o"
    assert entry.anchor == "Nqlq5ugev"
