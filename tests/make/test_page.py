"""Every page as its bytes say it: headings, pictures, languages, sources, budgets, nothing inline."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from selectolax.lexbor import LexborHTMLParser

from generator.codes import is_code
from generator.jobs import PageJob
from generator.ledger.events import Event
from generator.ledger.fold import CodeState, fold
from generator.make import Templates
from generator.make.page import _Compiled, _environment, _style, make
from generator.make.view import View
from generator.model import Review
from generator.plan import Selected
from generator.plan.web import neighbour as planned_neighbour
from generator.plan.web import web_jobs
from generator.problems import Problems
from tests.make.pages import (
    CODE,
    SCRIPTS,
    TEMPLATES,
    digest,
    faults,
    hostile,
    make_site,
    needs,
    neighbour,
    page_job,
    project,
    render,
    revision,
    tree,
    twice,
    weight,
    words,
)  # fmt: skip

OFFICE = {
    "body": {"vi": "Ban Thử"}, "mail": "ban@thu.example", "phone": "+84 900 000 000",
    "zalo": "0900 000 000",
}  # fmt: skip
"""An office with every way to reach it; numbers that nobody was given."""

CLOSED = (("status", "live"), ("site", "dinh-vi-du"), ("reason", ""))
SITE = make_site()


def pages() -> dict[str, PageJob]:
    """One job of every kind of page."""
    no_site = {"revision": None, "code": ""}
    plain = replace(page_job(), **no_site)  # type: ignore[arg-type]
    return {
        "site": page_job(SITE),
        "english": page_job(SITE, language="en"),
        "code": page_job(SITE, target=f"{CODE}/index.html", root="../"),
        "memorial": page_job(make_site(kind="memorial", level=None)),
        "home": replace(plain, template="web/home.html", address="vi/", target="vi/index.html", root="../"),
        "list": replace(plain, template="web/list.html", address="vi/danh-sach/"),
        "page": replace(plain, template="web/page.html", address="vi/gioi-thieu/",
                        texts=(("title", "Giới thiệu"), ("body", "## Mục\n\nChữ."))),
        "closed": replace(plain, template="web/closed.html", address="", code=CODE, alternates=(),
                          target=f"{CODE}/index.html", root="../", texts=CLOSED),
        "report": page_job(make_site(contacts=(OFFICE,)), template="web/report.html", texts=((CODE, "cong"),),
                           address="vi/dinh-vi-du/bao/", target="vi/dinh-vi-du/bao/index.html",
                           root="../../../"),
        "lost": replace(plain, template="web/404.html", address="", target="404.html", root="https://di-tich.vn/",
                        alternates=()),
    }  # fmt: skip


KINDS = sorted(pages())
HTML = {name: render(job) for name, job in pages().items()}


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_one_first_level_and_no_gap(kind: str) -> None:
    """One h1, and no heading more than one level below the one before it."""
    levels = [int((node.tag or "h9")[1]) for node in tree(HTML[kind]).css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_have_words_and_a_size(kind: str) -> None:
    """Every picture has alternative text (empty only inside a link with words), width and height."""
    for image in tree(HTML[kind]).css("img"):
        assert image.attributes["width"]
        assert image.attributes["height"]
        alone = not tree(HTML[kind]).css("a .cap")
        assert image.attributes.get("alt") or ("alt" in image.attributes and not alone)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_inline_but_the_hashed_style(kind: str) -> None:
    """No style attribute, no handler, no script but data; the policy names the style's own digest."""
    html = HTML[kind]
    assert not faults(html)
    page = tree(html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert style is not None
    assert policy is not None
    mark = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{mark}'" in (policy.attributes["content"] or "")
    assert "unsafe" not in (policy.attributes["content"] or "")


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_inner_links_arrive(kind: str) -> None:
    """No id twice; every #link of the page has its place on the page."""
    page = tree(HTML[kind])
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert not twice(ids)
    assert {(a.attributes["href"] or "")[1:] for a in page.css('a[href^="#"]')} <= set(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_fetched_from_elsewhere(kind: str) -> None:
    """No picture, sound, script or style has an address with a scheme."""
    page = tree(HTML[kind])
    fetched = [n.attributes.get(a) or "" for a in ("src", "srcset") for n in page.css(f"[{a}]")]
    assert fetched
    assert not [url for url in fetched if "//" in url]


@pytest.mark.parametrize("kind", ["site", "code", "home", "list", "page"])
def test_linked_data_is_sound_json(kind: str) -> None:
    """The page says in JSON-LD what it is about."""
    node = tree(HTML[kind]).css_first('script[type="application/ld+json"]')
    assert node is not None
    assert json.loads(node.text())["@context"] == "https://schema.org"


@pytest.mark.parametrize(("name", "others"), [("Đình Ví Dụ", ["Dinh Vi Du"]), ("Dinh Cao", None)])
def test_other_names_are_other(name: str, others: list[str] | None) -> None:
    """A name with marks is known without them too; a name that has none is not its own other name."""
    site = make_site(names=[{"kind": "official", "text": name}])
    node = tree(render(page_job(site))).css_first('script[type="application/ld+json"]')
    assert node is not None
    assert json.loads(node.text()).get("alternateName") == others


@pytest.mark.parametrize(
    ("language", "name", "bare"),
    [
        ("en", {"vi": "Đình Ví Dụ", "en": "Ví Dụ – Đông House"}, ["Vi Du – Dong House"]),
        ("en", "Đình Ví Dụ", ["Dinh Vi Du"]),
        ("en", {"vi": "Đình Ví Dụ", "en": "Example House"}, []),
        ("en", {"km": "វត្ត"}, []),
        ("vi", "Đình Ví Dụ", []),
    ],
)
def test_english_pages_have_the_name_without_marks_below_it(
    language: str, name: Any, bare: list[str]
) -> None:
    """Once, for the eye alone, and only where there are marks to be left out."""
    site = make_site(names=[{"kind": "official", "text": name}])
    page = tree(render(page_job(site, language=language)))
    assert [line.text() for line in page.css("h1 ~ small[aria-hidden]")] == bare
    assert sum(line in words(page) for line in bare) == len(bare)


def test_a_hostile_site_stays_words_in_every_field() -> None:
    """Markup, handlers and template code pasted into every free text of a site come out as text."""
    html = render(page_job(make_site(hostile)))
    assert not faults(html)
    assert html.count("alert(1)") > 100
    node = tree(html).css_first('script[type="application/ld+json"]')
    assert node is not None
    assert json.loads(node.text())["name"].endswith("<!--")


def test_a_hostile_project_stays_words_on_its_own_pages() -> None:
    """The same in the title, the notice, the records and the texts of the project."""
    bad = {"vi": hostile("Tên")}
    record = {"id": "xa", "names": [{"text": bad}], "text": bad, "missing": bad}
    plan = project(title=bad, subtitle=bad, notice=bad, licence=bad, records=[record])
    for kind in ("home", "list", "page", "closed", "lost"):
        texts = tuple((key, hostile(value)) for key, value in pages()[kind].texts)
        assert not faults(render(replace(pages()[kind], project=plan, texts=texts)))


# --- what the page says -----------------------------------------------------------------------


def test_the_order_of_a_site_page() -> None:
    """Name, lede and listening come first, trust last, as the first minute of a visit needs them."""
    order = ("Đình Ví Dụ", "Câu mở đầu.", "Nghe thuyết minh", "Đây là bản thử.", "Cần biết", "Mục đầu",
             "Các điểm của di tích", "Dòng thời gian", "Nhân vật", "Điểm các nguồn còn khác nhau",
             "Số liệu ghi theo nguồn", "Hằng năm", "Hỏi đáp", "Tư liệu cần tìm",
             "Nguồn và thẩm định", "Mã của nơi này", "Xem tiếp", "không theo dõi người xem")  # fmt: skip
    main = words(tree(HTML["site"]))
    main = main[main.index("Di tích lịch sử cấp quốc gia") :]
    places = [main.index(part) for part in order]
    assert places == sorted(places)


def test_what_must_stay_inside_never_comes_out() -> None:
    """Condition, restricted objects and low-confidence claims are on no page."""
    for word in ("HIỆN-TRẠNG-KÍN", "HIỆN-VẬT-KÍN", "KHÔNG-HIỆN"):
        assert word not in HTML["site"] + HTML["english"]


def test_only_original_publishers_are_linked() -> None:
    """A book with an address is linked; a copy is named as unofficial and not linked."""
    page = tree(HTML["site"])
    links = {a.attributes["href"] for a in page.css(".sources a")}
    assert links == {"https://example.org/sach"}
    copy = page.css_first("#s2")
    assert copy is not None
    assert "nguồn chưa chính thức" in copy.text()


def test_every_side_of_a_dispute_is_shown() -> None:
    """Both versions stand side by side with their sources, then how the page words it."""
    side = tree(HTML["site"]).css_first(".sides")
    assert side is not None
    assert [li.text().split("\u2060")[0] for li in side.css("li")] == ["1950", "1951"]
    assert "Ghi 1950." in side.text()


def test_what_was_worked_out_or_only_copied_says_so() -> None:
    """A computed fact and a claim from copies alone are hedged in words."""
    said = words(tree(HTML["site"]))
    assert "74 năm (do tính toán, không phải từ nguồn)" in said
    assert "theo nguồn chưa chính thức" in said


def test_a_text_without_translation_is_marked_vietnamese() -> None:
    """On the English page a fact told only in Vietnamese carries lang="vi"; on its own page not."""
    marked = [node.text() for node in tree(HTML["english"]).css('main span[lang="vi"]')]
    assert "4 cột" in marked
    assert tree(HTML["site"]).css_first('main span[lang="vi"]') is None


def test_verification_is_said_either_way() -> None:
    """Without a record the page says it is not verified; with one, by whom, when and on what paper."""
    record = Review(scope="content", language="vi", digest="v1:" + "0" * 64, body="Sở Ví Dụ",
                    paper="12/XN", date="2026-01-02")  # fmt: skip
    verified = words(tree(render(page_job(make_site(reviews=(record,))))))
    assert "Chưa thẩm định" in words(tree(HTML["site"]))
    assert "Nội dung do Sở Ví Dụ thẩm định, ngày 2/1/2026 (văn bản 12/XN)." in verified
    assert "Chưa thẩm định" not in verified


def test_days_of_the_year_by_sun_and_moon() -> None:
    """A solar day, a lunar day and a yearly custom without a day are told apart."""
    said = words(tree(HTML["site"]))
    assert "ngày 19/5 Lễ cúng" in said
    assert "15/10 âm lịch Lễ trăng" in said
    assert "hằng năm Lễ khác" in said
    assert "19 May A rite" in words(tree(HTML["english"]))


def test_a_memorial_is_quiet() -> None:
    """A memorial page takes the quiet look and no quiz score, share or play on words."""
    roots = [tree(HTML[kind]).root for kind in ("memorial", "site")]
    assert [root.attributes.get("class") if root else "" for root in roots] == ["quiet", None]


def test_the_main_picture_says_what_it_is() -> None:
    """Caption, maker and rights of the main picture stand on the page: a drawing is never a photograph."""
    credit = tree(HTML["site"]).css_first(".credit")
    assert credit is not None
    assert "Lời tranh" in credit.text()
    assert "Hình vẽ: Người vẽ. CC BY 4.0" in credit.text()


def test_stops_lead_on_and_back() -> None:
    """From the first of three only on, from the last only back, with the words for it."""
    names = (("cong", "Cổng"), ("gieng", "Giếng"), ("san", "Sân"))
    site = make_site(stops=[{"id": id_, "name": {"vi": name}} for id_, name in names])
    stops = [tree(render(page_job(site))).css_first(f"#P-{id_}") for id_, _ in names]
    ways = [[a.attributes["href"] for a in stop.css("a.go")] for stop in stops if stop]
    assert ways == [["#P-gieng"], ["#P-cong", "#P-san"], ["#P-gieng"]]


@pytest.mark.parametrize("kind", ["components", "stops"])
def test_a_stop_with_a_recording_plays_it(kind: str) -> None:
    """A stop's own recording has a native player that waits for a tap, its cost, and its words below."""
    part = {"id": "cong", "name": "Cổng", "text": "Cổng gỗ.", "audio": "giong"}
    parts: dict[str, Any] = {"components": (), "stops": (), "blocks": (), kind: [part]}
    page = tree(render(page_job(make_site(**parts))))
    stop = page.css_first("#P-cong")
    assert stop is not None
    audio = stop.css_first("audio[controls][preload=none]")
    assert audio is not None
    assert audio.attributes["aria-label"] == "Nghe: Cổng"
    assert [s.attributes["type"] for s in audio.css("source")] == ["audio/mp4", "audio/ogg"]
    said = " ".join(stop.text(separator=" ").split())
    assert said == (
        "Cổng 1 phút 22 giây · 130 KB · Giọng đọc máy, dùng để thử; sẽ thay bằng giọng người. Cổng gỗ."
    )


def test_a_stop_whose_recording_may_not_be_published_stands_without() -> None:
    """Nothing pretends to play where there is no sound; one in another language says which."""
    part = {"id": "cong", "name": {"vi": "Cổng", "en": "Gate"}, "audio": "giong"}
    site = make_site(stops=[part])
    silent = tree(render(page_job(site), {})).css_first("#P-cong")
    assert silent is not None
    assert silent.text().strip() == "Cổng"
    english = tree(render(page_job(site, language="en"))).css_first("#P-cong")
    assert english is not None
    assert "This part is only in Vietnamese." in english.text()


def test_the_parts_of_a_page_stand_in_the_standard_order() -> None:
    """Facts, story, stops, pictures, dates, way, papers, people, names, quiz, sources, next, report."""
    story = {"language": "vi", "lede": "Câu mở đầu.", "body": "Chữ."}
    html = render(page_job(make_site(stories=[story], contacts=[OFFICE])))
    ids = ("B-them B-loi P-nha-sau P-cong B-hinh B-diem B-xua B-xem B-moc B-duong B-chu B-giay N-ong B-ten",
           "Missing Sources", "Report")  # fmt: skip
    blocks, trust, end = ([f'id="{name}"' for name in one.split()] for one in ids)
    first, last = ['class="facts"', 'class="story"'], ['class="pass"', 'class="next"', *end]
    marks = [*first, *blocks, 'class="sides"', "/hoc/", *trust, *last]
    main = html.partition("<main")[2]
    at = [main.index(mark) for mark in marks]
    assert at == sorted(at)
    assert at[1] < main.index('class="fold"') < at[4]  # the background belongs to the story


def test_a_block_that_the_story_places_stands_there() -> None:
    """Whatever the standard order says, and once."""
    page = tree(HTML["site"])
    assert len(page.css("#B-chu")) == len(page.css(".story #B-chu")) == 1


def test_a_missing_thing_names_whom_to_tell() -> None:
    """The office and its telephone stand under what is missing; without one, the page says so."""
    gaps = tree(HTML["site"]).css_first("#Missing")
    assert gaps is not None
    assert "xin báo cho Ban quản lý, 0290 000 000." in gaps.text()
    phone = gaps.css_first('a[href="tel:0290000000"]')
    assert phone is not None  # markup inside a sentence stays markup
    nobody = words(tree(render(page_job(make_site(contacts=())))))
    assert "chưa có cơ quan tiếp nhận" in nobody


def test_a_sparse_site_is_whole() -> None:
    """A site with a name, a story and nothing else renders without an empty section."""
    bare = {"slug": "it", "kind": "memorial", "names": [{"text": "Nhà bia"}],
            "stories": [{"language": "vi", "lede": "Còn ít tư liệu.", "body": ""}]}  # fmt: skip
    site = make_site().model_validate(bare)
    page = tree(render(page_job(site, code="", neighbours=())))
    headings = [h.text() for h in page.css("h2")]
    assert headings == ["Nguồn và thẩm định"]
    assert page.css_first("img") is None


def test_no_paragraph_is_empty_where_sources_have_no_date() -> None:
    """The line that says how new the sources are stands only where one has a date."""
    sources = [
        {"id": "s1", "class": "book", "title": "Sách"},
        {"id": "s2", "class": "copy", "title": "Tờ"},
    ]
    for given, said in ((SITE, True), (make_site(sources=sources), False)):
        page = tree(render(page_job(given)))
        assert ("1999" in " ".join(p.text() for p in page.css("#Sources > p"))) is said
        assert not [p for p in page.css("p") if not p.text().strip()]


def descriptions(html: str) -> list[str]:
    """What the page says of itself to search engines, and to those a link is sent to."""
    marks = 'meta[name="description"], meta[property="og:description"]'
    return [mark.attributes["content"] or "" for mark in tree(html).css(marks)]


def test_a_page_describes_itself_in_its_lede_or_in_what_is_there() -> None:
    """The lede, else how the story begins, else what the place is; the same for both readers."""
    bare = {"slug": "it", "kind": "memorial", "names": [{"text": "Nhà bia"}]}
    told = {
        ("Còn ít tư liệu.", "Chữ."): "Còn ít tư liệu.",
        (
            "",
            "## Mục\n\n[[chu]]\n\nNhà bia **đứng** bên sông.[^s1]\n\nHết.",
        ): "Nhà bia đứng bên sông.",
        ("", "## Mục"): "Nhà bia – Công trình ghi công liệt sĩ",
    }
    for (lede, body), said in told.items():
        story = {"language": "vi", "lede": lede, "body": body}
        site = make_site().model_validate({**bare, "stories": [story]})
        assert descriptions(render(page_job(site, code="", neighbours=()))) == [said] * 2


def test_pages_of_a_project_without_a_subtitle_describe_themselves() -> None:
    """Home and list by its name and places, a text by how it begins, the rest by what they are for."""
    site = page_job()
    plain = replace(
        site, revision=None, code="", project=project(subtitle=None), template="web/home.html"
    )
    text = replace(plain, template="web/page.html")
    body = "# Mục\n\n" + "Chữ & lời " * 40
    jobs = {
        "home": plain,
        "list": replace(plain, template="web/list.html"),
        "alone": replace(plain, neighbours=()),
        "page": replace(text, texts=(("title", "Giới thiệu"), ("body", body))),
        "empty": replace(text, texts=(("title", "Giới thiệu"), ("body", ""))),
        "find": replace(plain, template="web/find.html", texts=(("data", "a"), ("count", "1"))),
        "code": replace(plain, template="web/code.html"),
    }
    found = {name: descriptions(render(job)) for name, job in jobs.items()}
    assert [
        name for name, said in found.items() if said != said[:1] * 2 or len(said[0]) > 200
    ] == []
    first = {name: said[0] for name, said in found.items()}
    assert first["home"] == first["list"] == "Những nơi ví dụ: Miếu Kề Bên"
    assert (first["alone"], first["empty"]) == ("Những nơi ví dụ", "Giới thiệu")
    assert first["page"].startswith("Chữ & lời Chữ & lời")
    assert first["page"].endswith(" …")
    assert first["find"].startswith("Tìm: Tên nơi")
    assert "Mã có 6 chữ" in first["code"]


# --- addresses ----------------------------------------------------------------------------------


def test_the_code_page_shows_its_code_and_stays_out_of_search() -> None:
    """The page at /CODE/ says which code the plaque must carry, is not indexed, and names its home."""
    page = tree(HTML["code"])
    assert is_code(CODE)
    assert CODE in words(page)
    assert "Biển ở đây phải ghi đúng mã này." in words(page)
    assert page.css_first('meta[name="robots"][content="noindex"]') is not None
    canonical = page.css_first('link[rel="canonical"]')
    assert canonical is not None
    assert canonical.attributes["href"] == "https://ditich.example/vi/dinh-vi-du/"
    assert page.css_first("link[hreflang]") is None
    ordinary = tree(HTML["site"])
    assert "Biển ở đây" not in words(ordinary)
    assert ordinary.css_first('meta[name="robots"]') is None


def test_the_page_of_a_stop_says_where_you_stand_and_leads_there() -> None:
    """Under a code of a stop its name stands below the title and links to what is told of it."""
    stop = page_job(SITE, target=f"{CODE}/index.html", root="../", part="cong")
    page = tree(render(stop))
    title = page.css_first(".title")
    assert title is not None
    assert "Bạn đang ở: Cổng" in " ".join(title.text().split())
    link = title.css_first("a[href^='#P-']")
    assert link is not None
    assert link.attributes["href"] == "#P-cong"
    assert page.css_first("#P-cong") is not None
    assert "Bạn đang ở" not in words(tree(HTML["code"]))
    assert not faults(render(replace(stop, revision=page_job(make_site(hostile)).revision)))


def test_search_and_share_marks_need_a_host() -> None:
    """Canonical, hreflang and Open Graph stand in full with a host, and not at all without one."""
    marks = 'link[rel="canonical"], link[hreflang], meta[property^="og:"]'
    page = tree(HTML["site"])
    assert {a.attributes["hreflang"] for a in page.css("link[hreflang]")} == {
        "vi",
        "en",
        "x-default",
    }
    card = page.css_first('meta[property="og:image"]')
    assert card is not None
    assert card.attributes["content"] == "https://ditich.example/vi/dinh-vi-du/share.jpg"
    assert not tree(render(page_job(SITE, project=project(hosts=[])))).css(marks)


@pytest.mark.parametrize("status", ["live", "suspended", "tombstone", "disputed"])
def test_a_closed_page_keeps_faith_with_the_plaque(status: str) -> None:
    """Whatever happened to the page, it shows the code and says in words that the plaque is right."""
    job = replace(
        pages()["closed"], texts=(("status", status), ("site", "x"), ("reason", "sửa chữa"))
    )
    said = words(tree(render(job)))
    assert CODE in said
    assert re.search(r"Mã trên biển vẫn", said)
    assert "Lý do: sửa chữa" in said


def test_language_links_lead_only_where_a_page_is() -> None:
    """A site with one language offers no other; with two, each is named in its own tongue."""
    one = make_site(stories=SITE.stories[:1])
    assert tree(render(page_job(one))).css_first(".tongues") is None
    links = tree(HTML["site"]).css(".tongues a")
    assert [a.attributes["lang"] for a in links] == ["vi", "en"]
    assert [a.attributes.get("aria-current") for a in links] == ["page", None]


def test_the_sitemap_lists_canonical_addresses_and_pictures() -> None:
    """Homes, lists, texts and sites with their languages and pictures; no code, no 404."""
    stems = tuple(f"m/{digest(file)[:16]}" for file in ("tranh.png", "anh.jpg"))
    below = ((("vi", "vi/dinh-vi-du/hoc/"),),)
    near = replace(neighbour("dinh-vi-du"), languages=("vi", "en"), pictures=stems, below=below)
    job = page_job(
        template="web/sitemap.xml", target="sitemap.xml", root="./", address="", neighbours=(near,)
    )
    xml = render(job, needs(SITE))
    assert xml.startswith('<?xml version="1.0"')
    for address in ("vi/", "en/list/", "vi/gioi-thieu/", "en/dinh-vi-du/", "vi/dinh-vi-du/hoc/"):
        assert f"<loc>https://ditich.example/{address}</loc>" in xml
    images = re.findall(r"<image:loc>https://ditich.example/m/[0-9a-f]{16}-1080.jpg<", xml)
    assert len(set(images)) == 2
    assert CODE not in xml
    assert "404" not in xml
    assert "https://ditich" not in render(replace(job, project=project(hosts=[])), needs(SITE))


# --- budgets ------------------------------------------------------------------------------------


def test_script_and_style_keep_their_budgets() -> None:
    """gzip: each script at most 4 KB; the CSS of every page 2.6 KB, of one part 0.45 KB."""
    (root,) = TEMPLATES
    files = sorted((*root.glob("blocks/*.css"), *root.glob("web/parts/*.css")))
    parts = [file.relative_to(root).with_suffix("").as_posix() for file in files]
    heavy = {name: weight(data) for name, _, data in SCRIPTS if weight(data) > 4_096}
    assert heavy == {}
    bare, *blocks = (
        weight(_style(TEMPLATES, "web", "web/site.html", shown).encode())
        for shown in ((), *((part,) for part in parts))
    )
    assert bare <= 2_600
    assert 0 < max(blocks) - bare <= 450


def test_the_frame_leaves_room_for_the_content() -> None:
    """Style, frame and interface words of a page take at most half of the 13 KB of a page."""
    bare = make_site(sources=(), blocks=(), quiz=(), people=(), disputed=())
    assert weight(render(page_job(bare)).encode()) <= 6_500


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__ }}{{ ''.__class__.mro() }}",
        "{{ job.__init__.__globals__ }}",
        "{{ kind.mro() }}",
        "{{ act.__code__.co_code }}",
        "{{ '{0.__class__}'.format(job) }}",
        "{{ sly.format(job) }}",
        "{{ slier.format_map({'a': job}) }}",
        "{{ view.href.__func__ }}",
        "{{ view.href.__self__._citations }}",
        "{{ view._citations }}",
    ],
)
def test_a_template_of_the_project_cannot_leave_the_sandbox(hostile: str) -> None:
    """What Jinja's own sandbox refuses ours refuses, after harmless access to the very same types."""
    own = type("Own", (str,), {"__module__": "generator.model"})
    given = {
        "job": page_job(),
        "view": View(page_job(), {}),
        "kind": str,
        "act": words,
        "sly": own("{0.__class__}"),
        "slier": own("{a.__class__}"),
    }
    ours = _environment(Templates(TEMPLATES))
    assert ours.from_string("{{ job.target }}{{ ''.upper() }}").render(given) == page_job().target
    for environment in (
        ours,
        ours,
        SandboxedEnvironment(autoescape=True, undefined=StrictUndefined),
    ):
        with pytest.raises((SecurityError, UndefinedError)):
            environment.from_string(hostile).render(given)


def compiled(folder: Path) -> list[str]:
    """Names of the compiled templates that lie in a folder, without their digests."""
    return sorted({path.name.rpartition("-")[0] for path in folder.glob("*")})


def test_templates_are_compiled_once_for_all_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that ship beside the package, a project's own with it; what cannot be kept costs time."""
    kept, own, job = tmp_path / "kept", tmp_path / "own", pages()["home"]
    monkeypatch.setattr(_Compiled, "BESIDE", kept)
    (own / "web").mkdir(parents=True)
    shutil.copy(TEMPLATES[0] / "web" / "404.html", own / "web" / "home.html")
    compile_, took = Environment.compile, list[str]()

    def seen(self: Environment, source: str, name: str, *more: Any) -> Any:
        took.append(name)
        return compile_(self, source, name, *more)

    monkeypatch.setattr(Environment, "compile", seen)

    def rendered(folders: tuple[Path, ...], project: str) -> tuple[bytes, list[str]]:
        """The page, and names of what was compiled for it."""
        took.clear()
        _environment.cache_clear()
        (page,) = make(job, {}, Templates(folders, tmp_path / project))
        return page.data, took[:]

    page, first = rendered(TEMPLATES, "one")
    assert "web/home.html" in first
    assert rendered(TEMPLATES, "two") == (page, [])
    assert (compiled(kept), compiled(tmp_path / "one")) == (["shipped"], [])
    assert rendered((own, *TEMPLATES), "two")[1] == ["web/home.html"]
    assert rendered((own, *TEMPLATES), "two")[1] == []
    assert compiled(tmp_path / "two") == [""]
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert rendered(TEMPLATES, "two") == (page, first)
    shutil.rmtree(kept)
    kept.write_text("no folder")
    assert rendered(TEMPLATES, "three") == (page, first)
    assert rendered(TEMPLATES, "three") == (page, [])
    assert compiled(tmp_path / "three") == ["shipped"]


def test_a_tile_leads_only_to_a_page_that_is_made() -> None:
    """A site may be written in a language that the project does not publish."""
    ours = project(languages=["en", "km"])
    near = planned_neighbour(revision(make_site()), ours)
    job = replace(
        page_job(language="km"), template="web/home.html", neighbours=(near,), project=ours
    )
    html = render(job)
    assert near.languages == ("en",)
    assert f"en/{near.slug}/" in html
    assert f"vi/{near.slug}/" not in html


def reporting(
    office: dict[str, Any], *codes: str, **changes: Any
) -> tuple[LexborHTMLParser, list[str]]:
    """What the page says by which one reports an error to that office, and where it leads."""
    job = page_job(make_site(contacts=(office,)), **{"template": "web/report.html", **changes})
    page = tree(render(replace(job, texts=tuple((code, "") for code in codes))))
    main = tree(page.css("main")[0].html or "")
    return main, [a.attributes["href"] or "" for a in main.css("a.go")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_newest_source_and_the_version_are_two_sentences(language: str) -> None:
    """Each with its full stop, though they stand in one line."""
    said = words(tree(render(page_job(make_site(), language=language))))
    first, second = {
        "vi": ("Nguồn mới nhất", "Phiên bản"),
        "en": ("Newest source", "Content version"),
    }[language]
    assert re.search(rf"{first}: [^.]+\. {second}[^.]*: \w+\.", said)


def test_an_error_is_reported_with_page_version_and_plaque() -> None:
    """By letter, text message, telephone or Zalo: the same words say which page, version and code."""
    told, links = reporting(OFFICE, CODE)
    said = [line.text() for line in told.css(".say")]
    site = make_site(contacts=(OFFICE,))
    version = revision(site).digest[:8]
    facts = f"mã trên biển {CODE}, phiên bản {version}, trang https://ditich.example/vi/dinh-vi-du/"
    assert said == [
        f"Xin báo chỗ chưa đúng ở trang Đình Ví Dụ ({facts}):",
        f"Xin báo biển hỏng tại Đình Ví Dụ ({facts}):",
    ]
    assert links[:2] == ["tel:+84900000000", "https://zalo.me/0900000000"]
    letters, messages = ([urlsplit(one) for one in links[n::2]] for n in (2, 3))
    assert [one.path for one in letters] == ["ban@thu.example"] * 2
    assert [one.path for one in messages] == ["+84900000000"] * 2
    for letter, subject in zip(letters, ("Báo chỗ chưa đúng", "Báo biển hỏng"), strict=True):
        assert parse_qs(letter.query)["subject"] == [f"{subject}: Đình Ví Dụ"]
    for sent in (letters, messages):
        assert [parse_qs(one.query)["body"][0].strip() for one in sent] == said
    page = tree(render(page_job(site)))
    assert version in words(page)
    assert page.css_first(f'#Report a.go[href="../../vi/dinh-vi-du/bao/#{CODE}"]') is not None


@pytest.mark.parametrize(
    ("ways", "starts"),
    [
        ({"phone": "(0290) 3.000.000"}, ["tel:02903000000"]),
        ({"phone": "0900 000 000"}, ["tel:0900000000", "sms:0900000000", "sms:0900000000"]),
        ({"mail": "ban@thu.example"}, ["mailto:", "mailto:"]),
        ({"zalo": "+84 900 000 000"}, ["https://zalo.me/84900000000"]),
        ({"zalo": "1234567890123456789"}, ["https://zalo.me/1234567890123456789"]),
    ],
)
def test_an_office_is_told_in_any_of_the_ways_it_has(
    ways: dict[str, str], starts: list[str]
) -> None:
    """Never by a text to a landline; the words to read out or copy stand there whichever way it is."""
    told, links = reporting({"body": {"vi": "Ban Thử"}, **ways}, CODE)
    assert len(links) == len(starts)
    assert all(link.startswith(start) for link, start in zip(links, starts, strict=True))
    assert len(told.css(".say")) == len(told.css("button[data-do=copy][hidden]")) == 2
    assert not [p for p in told.css("p") if not p.text().strip()]


def test_every_plaque_of_a_place_is_reported_by_its_own_code() -> None:
    """Each has its part of the page, named after its code, to which its own page leads."""
    told, _ = reporting({"body": {"vi": "Ban Thử"}, "zalo": "0900 000 000"}, CODE, "11K1M2")
    for code, other in ((CODE, "11K1M2"), ("11K1M2", CODE)):
        said = [line.text() for line in told.css(f'section[id="{code}"] .say')]
        assert len(said) == 2
        assert all(code in line and other not in line for line in said)


def test_a_page_to_report_on_is_planned_where_an_office_takes_reports() -> None:
    """In each language, with the codes that are live at the place and its stops; else there is none."""
    state = CodeState(
        code=CODE,
        site="dinh-vi-du",
        part="cong",
        events=(Event(CODE, "issue", "2026-01-02", "người thử"),),
    )
    states = (state, replace(state, code="11K1M2", part=""), replace(state, code="22K1M2", site="nha-bia"),
              replace(state, code="33K1M2", status="tombstone"))  # fmt: skip
    ledger = replace(fold([], (), Problems()), states=states)

    def planned(*contacts: dict[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
        chosen = Selected(project(), (revision(make_site(contacts=contacts)),), (), ledger)
        jobs = (job for job in web_jobs(chosen) if isinstance(job, PageJob))
        return {job.target: job.texts for job in jobs if job.template == "web/report.html"}

    codes = (("11K1M2", ""), (CODE, "cong"))
    assert planned(OFFICE) == {
        "vi/dinh-vi-du/bao/index.html": codes, "en/dinh-vi-du/report/index.html": codes,
    }  # fmt: skip
    assert planned() == planned({"body": {"vi": "Ban Thử"}}) == planned(OFFICE)


def test_what_reports_an_error_is_in_one_language() -> None:
    """Without a code there is no plaque to report; in Khmer the words are the Vietnamese of the office."""
    told, _ = reporting(OFFICE)
    (said,) = (line.text() for line in told.css(".say"))
    assert said.endswith(
        " Đình Ví Dụ (phiên bản 00000000, trang https://ditich.example/vi/dinh-vi-du/):"
    )
    khmer = {"vi": "Đình Ví Dụ", "km": "វត្ត"}
    site = make_site(names=({"kind": "official", "text": khmer},), contacts=(OFFICE,),
                     stories=({"language": "km", "lede": "វត្ត", "body": "វត្ត"},))  # fmt: skip
    job = page_job(site, language="km", template="web/report.html", texts=((CODE, ""),))
    lent = tree(render(job)).css(".say[lang=vi]")
    assert [line.text().startswith("Xin báo") for line in lent] == [True, True]
    assert not any("វត្ត" in line.text() for line in lent)
    english, _ = reporting(OFFICE, CODE, language="en")
    assert (
        english.css(".say")[1]
        .text()
        .startswith("I am reporting a damaged plaque at Example communal house (code on the plaque")
    )


@pytest.mark.parametrize("contacts", [(), ({"body": {"vi": "Ban Thử"}},)], ids=["nobody", "a name"])
def test_without_a_way_to_an_office_the_words_are_there_to_be_copied(contacts: Any) -> None:
    """The sentences stand on the page and can be copied; who is not known is not named, nothing is sent."""
    page = tree(
        render(
            page_job(make_site(contacts=contacts), template="web/report.html", texts=((CODE, ""),))
        )
    )
    assert len(page.css(".say")) == len(page.css("[data-do=copy]")) == 2
    assert [a for a in page.css("main a") if ":" in (a.attrs["href"] or "")] == []
    assert ("chưa ghi nơi nhận tin báo" in words(page)) == (not contacts)
    assert ("Ban Thử" in words(page)) == bool(contacts)


def test_who_verified_it_is_one_tap_away() -> None:
    """Below what is heard, before all that is told, stands whether anybody has; it leads to who and when."""
    link = tree(HTML["site"]).css_first(".listen ~ .place a[href='#Sources']")
    assert link is not None
    assert link.text() == "Chưa thẩm định – xem nguồn"


def test_a_plaque_can_be_checked_against_its_photograph() -> None:
    """With a photograph of it mounted: the code, the picture, what to beware of."""
    plates = ({"mounted": "anh"}, {"part": "cong", "preset": "nhan-80"})
    site = make_site(plaques=plates, stops=({"id": "cong", "name": {"vi": "Cổng"}},))
    job = page_job(site, target=f"{CODE}/index.html", root="../")
    check = tree(render(job)).css_first(".pass details.check")
    assert check is not None
    assert CODE in (check.text() or "")
    assert "mã OTP" in check.text()
    assert check.css_first("figure img") is not None
    drawn = page_job(
        make_site(plaques=({"mounted": "tranh"},)), target=f"{CODE}/index.html", root="../"
    )
    for other in (replace(job, part="cong"), replace(job, code=""), drawn, page_job(make_site())):
        assert tree(render(other)).css_first(".pass details.check") is None
