"""The proof of the web edition finds each kind of fault of a page, and nothing in a sound edition.

One small project is planned and made for real; every test spoils a blob of it and proves again.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from generator.problems import PROJECT
from generator.prove.memory import proofs_of
from tests.prove.edition import PAGE, Edition, only
from tests.whole.project import HOUSE, SHRINE

FAR = "https://cdn.example"
PICTURE = '<img src="{}" alt="Cổng" width="4" height="3">'


def test_a_sound_edition_has_no_fault(sound: Edition) -> None:
    """Every page, picture and script as they were made: no word."""
    assert sound.faults == set()
    assert sum(one.media_type == "text/html" for one in sound.made.values()) > 10
    assert any(one.media_type.startswith("image/") for one in sound.made.values())


def test_a_fault_is_found_by_one_who_remembers_the_sound_edition(
    sound: Edition, tmp_path: Path
) -> None:
    """What was proved is remembered by its bytes, so other bytes are looked at again."""
    memory = proofs_of(tmp_path, "web")
    assert sound.prove(memory) == []
    memory.save()
    spoilt = sound.edit("<h1>", "<h2>")
    assert [p.kind for p in spoilt.prove(proofs_of(tmp_path, "web"))] == ["page-headings"]
    assert sound.prove(proofs_of(tmp_path, "web")) == []


# --- links ---


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../khong-co/">Không có</a>',
        '<a href="../../vi">Thiếu dấu gạch</a>',
        '<a href="#KhongCo">Không có</a>',
        f'<a href="../../en/{HOUSE}/#KhongCo">Không có</a>',
        PICTURE.format("../../m/khong-co.jpg"),
        '<img src="../../robots.txt" srcset="../../m/khong-co.jpg 480w" alt="" width="1" height="1">',
        '<script src="../../assets/khong-co.js"></script>',
        '<a href="https://[bao]/">Không phải địa chỉ</a>',
        '<img src="http://[::1" alt="" width="1" height="1">',
    ],
)
def test_a_link_that_leads_nowhere_is_dead(sound: Edition, html: str) -> None:
    """A page, a place in it, a picture or a script that is not there, and what is no address."""
    assert sound.add(html).faults == only("dead-link")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#Main">Trang này</a>',
        f'<a href="../../en/{HOUSE}/#Main">Trang kia</a>',
        '<a href="../../vi/%64anh-sach/">Viết theo cách khác</a>',
        '<a href="tel:113">Gọi</a>',
        f'<a href="{FAR}/">Một trang của người khác</a>',
        f'<link rel="canonical" href="{FAR}/">',
    ],
)
def test_a_link_that_leads_somewhere_is_not_dead(sound: Edition, html: str) -> None:
    """Links to what is there, in any spelling, and links a visitor may follow elsewhere are fine."""
    assert sound.add(html).faults == set()


def test_a_missing_file_is_dead_at_every_page_that_asks_for_it(sound: Edition) -> None:
    """Without the script, each page that loads it is told, each as its own site's fault."""
    script = next(t for t in sound.made if t.startswith("assets/site-"))
    asking = {t for t, m in sound.made.items() if m.media_type == "text/html"}
    asking = {t for t in asking if script in sound.page(t)}
    expected = {("dead-link", f"output/web/{t}", sound.scopes["web", t]) for t in asking}
    assert len(expected) > 5
    assert sound.without(script).faults == expected


@pytest.mark.parametrize("name", ["data-beside", "data-js", "data-names", "data-stele"])
def test_a_script_that_comes_with_the_first_touch_is_not_missing(sound: Edition, name: str) -> None:
    """What an element names to be loaded later must be in the tree, and each of several files."""
    script = next(t for t in sound.made if t.startswith("assets/site-") and t.endswith(".js"))
    assert sound.add(f'<b {name}="../../{script}"></b>').faults == set()
    spoilt = sound.add(f'<b {name}="../../{script} ../../assets/khong-co.js"></b>')
    assert spoilt.faults == only("dead-link")


def test_a_dead_link_of_the_page_for_wrong_addresses_is_found(sound: Edition) -> None:
    """The page that is served at any depth is read at its root; its fault is the project's."""
    for there in ("vi/", "/vi/", "/"):
        assert sound.add(f'<a href="{there}">Trang đầu</a>', "404.html").faults == set()
    for gone in ("khong-co/", "/khong-co/"):
        spoilt = sound.add(f'<a href="{gone}">Không có</a>', "404.html")
        assert spoilt.faults == only("dead-link", "output/web/404.html", PROJECT)
    assert sound.add('<a href="/vi/">Trang đầu</a>').faults == only("dead-link")


@pytest.mark.parametrize("target", ["404.html", PAGE])
def test_a_link_to_our_own_host_is_followed(sound: Edition, target: str) -> None:
    """The 404 page names the host in full: what it names must be in the tree, another host's need not."""
    ours, scope = "https://ditich.example/", sound.scopes["web", target]
    for there in ("", "vi/", "vi/#Main", f"vi/{SHRINE}/"):
        assert sound.add(f'<a href="{ours}{there}">Ở đây</a>', target).faults == set()
    for gone in ("khong-co/", "vi/#Khong", "vi"):
        spoilt = sound.add(f'<a href="{ours}{gone}">Không có</a>', target)
        assert spoilt.faults == only("dead-link", f"output/web/{target}", scope)
    assert (
        sound.add('<a href="https://khac.example/khong-co/">Nơi khác</a>', target).faults == set()
    )


# --- what a page holds ---


@pytest.mark.parametrize(
    "html",
    [
        PICTURE.format(f"{FAR}/a.jpg"),
        PICTURE.format("//cdn.example/a.jpg"),
        f'<img src="../../robots.txt" srcset="{FAR}/a.jpg 480w" alt="" width="1" height="1">',
        f'<picture><source srcset="../../robots.txt 1x, {FAR}/a.avif 2x"></picture>',
        f'<script src="{FAR}/a.js"></script>',
        f'<link rel="stylesheet" href="{FAR}/a.css">',
        f'<video poster="{FAR}/a.jpg"></video>',
        f'<video><track src="{FAR}/a.vtt"></video>',
        f'<iframe src="{FAR}/"></iframe>',
        f'<svg><image href="{FAR}/a.png"/></svg>',
    ],
)
def test_nothing_is_asked_of_another_server(sound: Edition, html: str) -> None:
    """A picture, script, style or frame from elsewhere: `page-third-party`."""
    assert sound.add(html).faults == only("page-third-party")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<p style="color: red">Đỏ</p>', "style"),
        ('<button onclick="go()">Đi</button>', "onclick"),
        ("<script>go()</script>", "<script>"),
        ('<a href=" JavaScript:go()">Đi</a>', "href"),
    ],
)
def test_no_code_is_written_into_a_page(sound: Edition, html: str, name: str) -> None:
    """Style and event attributes, inline scripts and script links: `page-inline-code`, by name."""
    spoilt = sound.add(html)
    assert spoilt.faults == only("page-inline-code")
    assert dict(spoilt.prove()[0].params)["names"] == name


def _style(page: str) -> str:
    found = re.search(r"(?s)<style>(.*)</style>", page)
    assert found
    return found[1]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _policy(change: Callable[[str], str]) -> Callable[[Edition], Edition]:
    """Changes the policy of the page, which the template writes with escaped quotes."""

    def edit(edition: Edition) -> Edition:
        page = edition.page()
        found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert found
        old = found[1].replace("&#39;", "'")
        assert change(old) != old
        return edition.edit(found[1], change(old))

    return edit


WEAK: dict[str, Callable[[Edition], Edition]] = {
    "absent": lambda e: e.edit('http-equiv="Content-Security-Policy"', 'name="policy"'),
    "empty": _policy(lambda _: ""),
    "default-open": _policy(lambda p: p.replace("default-src 'none'", "default-src 'self'")),
    "default-gone": _policy(lambda p: p.replace("default-src 'none';", "")),
    "default-second": _policy(lambda p: f"default-src *; {p}"),
    "inline-style": _policy(lambda p: f"{p} 'unsafe-inline'"),
    "inline-style-alone": _policy(lambda p: re.sub("'sha256-[^']*'", "'unsafe-inline'", p)),
    "eval": _policy(lambda p: p.replace("script-src", "script-src 'unsafe-eval'")),
    "other-host": _policy(lambda p: p.replace("img-src", f"img-src {FAR}")),
    "hash-of-another-style": _policy(lambda p: re.sub("'sha256-[^']*'", _hash("b{}"), p)),
    "hash-too-many": _policy(lambda p: f"{p} {_hash('b{}')}"),
    "hash-gone": _policy(lambda p: re.sub("style-src 'sha256-[^']*'", "", p)),
    "style-changed": lambda e: e.edit("</style>", " </style>"),
    "style-more": lambda e: e.edit("</style>", "</style><style>b{}</style>"),
    "style-in-a-drawing": lambda e: e.add("<svg><style>b{}</style></svg>"),
}


@pytest.mark.parametrize("weak", WEAK)
def test_the_policy_binds_exactly_the_styles_of_the_page(sound: Edition, weak: str) -> None:
    """A policy that is gone, open, or whose hash is not that of the style: `page-no-policy`."""
    assert WEAK[weak](sound).faults == only("page-no-policy")


STRONG: dict[str, Callable[[Edition], Edition]] = {
    "other order": _policy(lambda p: ";".join(reversed(p.split(";")))),
    "other letters": _policy(lambda p: p.replace("default-src ", "  Default-Src   ")),
    "a style more, and its hash": lambda e: _policy(lambda p: f"{p} {_hash('b{}')}")(
        e.edit("</style>", "</style><style>b{}</style>")
    ),
    "another style, and its hash": lambda e: _policy(
        lambda p: p.replace(_hash(_style(e.page())), _hash("b{}"))
    )(e.edit(_style(e.page()), "b{}")),
}


@pytest.mark.parametrize("strong", STRONG)
def test_a_policy_may_be_written_in_other_ways(sound: Edition, strong: str) -> None:
    """The policy is read, not compared letter by letter."""
    assert STRONG[strong](sound).faults == set()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<h1>", "<h2>", "page-headings"),
        ("</h1>", "</h1><h1>Hai</h1>", "page-headings"),
        ('<html lang="vi"', "<html", "page-no-language"),
        ('<html lang="vi"', '<html lang=""', "page-no-language"),
        ('alt="Mặt tiền ba gian"', "", "page-picture-words"),
        ('width="480" height="320"', "", "page-picture-size"),
        ('width="480" height="320"', 'width="480"', "page-picture-size"),
        ("</main>", '<i id="Main"></i></main>', "page-id-twice"),
    ],
)
def test_a_page_lacks_nothing(sound: Edition, old: str, new: str, kind: str) -> None:
    """One heading, a language, words and a size for each picture, each id once."""
    assert sound.edit(old, new).faults == only(kind)


def test_an_id_used_twice_is_named(sound: Edition) -> None:
    """The sentence says which id, and nothing else."""
    (problem,) = sound.add('<b id="Main"></b>').prove()
    assert dict(problem.params)["names"] == "Main"


def test_a_fault_of_a_page_of_all_is_the_projects(sound: Edition) -> None:
    """What is wrong on the home page belongs to no site."""
    at = "vi/index.html"
    assert sound.edit("<h1", "<h2", at).faults == only("page-headings", f"output/web/{at}", PROJECT)
