"""The demo behind nginx, Caddy and Apache with their snippets: one policy, whole pages, codes led on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from generator.codes import ALPHABET, is_code
from generator.headers import PAGE_POLICY, header_snippets
from tests.web.conftest import Built, Phone
from tests.web.host import Host, served
from tests.web.rules import headers_of
from tests.web.test_demo_addresses import live, parsed
from tests.web.test_demo_pages import VOICED, complaints

SNIPPETS = {"nginx": "nginx-headers.conf", "caddy": "caddy-headers.conf", "apache2": ".htaccess"}
TOLD = (
    "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
    "Cache-Control", "Access-Control-Allow-Origin",
)  # fmt: skip
"""Every header that a snippet sets."""

behind = pytest.mark.parametrize("by", SNIPPETS)


def told(host: Host, path: str) -> tuple[int, dict[str, str | None]]:
    """(status, what the host says by `TOLD`) of a path; two headers of one name count as neither."""
    status, headers, _ = host.get(path)
    return status, {name: ", ".join(headers.get_all(name) or ()) or None for name in TOLD}


def one_of_each(web: Path) -> list[str]:
    """A file of every ending in every top folder, as the build made them; of codes one."""
    found: dict[tuple[str, str], str] = {}
    for file in sorted(p for p in web.rglob("*") if p.is_file()):
        path = file.relative_to(web).as_posix()
        top = path.partition("/")[0]
        if path not in header_snippets(""):
            found.setdefault(("code" if is_code(top) else top, file.suffix), f"/{path}")
    return list(found.values())


def directives(policy: str) -> dict[str, str]:
    """Directive → sources."""
    pairs = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: sources for name, _, sources in pairs}


@behind
def test_every_host_says_the_same(demo: Built, by: str) -> None:
    """Of every kind of file what `_headers` says by its published rules; what is lost is never kept."""
    rules = (demo.town.web / "_headers").read_text("utf-8")
    paths = one_of_each(demo.town.web)
    assert len(paths) > 15
    with served(demo.town.web, snippet=True, by=by) as host:
        for path in paths:
            expected = headers_of(rules, path)
            assert told(host, path) == (200, {name: expected.get(name) for name in TOLD}), path
        lost = headers_of(rules, "/khong-co")
        assert {"Cache-Control", "Access-Control-Allow-Origin"}.isdisjoint(lost)
        for path in ("/khong-co", "/m/0123456789abcdef-480.jpg", "/data/a.csv", "/_headers"):
            assert told(host, path) == (404, {name: lost.get(name) for name in TOLD}), path


@behind
@pytest.mark.parametrize(
    ("good", "bad"), [("img-src 'self'", "img-src *"), ("604800", "604801"), ("nosniff", "sniff")]
)
def test_a_snippet_that_says_otherwise_is_noticed(
    tmp_path: Path, by: str, good: str, bad: str
) -> None:
    """One word changed in it and the answer is not what `_headers` says."""
    made = header_snippets(PAGE_POLICY)
    path = "m/0123456789abcdef-480.jpg"
    (tmp_path / "m").mkdir()
    (tmp_path / path).write_text("x", "utf-8")
    assert good in made[SNIPPETS[by]]
    (tmp_path / SNIPPETS[by]).write_text(made[SNIPPETS[by]].replace(good, bad), "utf-8")
    with served(tmp_path, snippet=True, by=by) as host:
        status, heard = told(host, f"/{path}")
    assert status == 200
    expected = headers_of(made["_headers"], f"/{path}")
    assert len([name for name in TOLD if heard[name] != expected.get(name)]) == 1


def test_headers_files_keep_within_what_their_hosts_allow() -> None:
    """At most 100 rules and 2,000 characters a line (Cloudflare Pages); no name told twice at an address."""
    rules = header_snippets(PAGE_POLICY)["_headers"]
    assert len(re.findall(r"^/", rules, re.MULTILINE)) <= 100
    assert max(map(len, rules.splitlines())) <= 2000
    with pytest.raises(AssertionError, match="twice"):
        headers_of(rules + "/vi/*\n  Referrer-Policy: origin\n", "/vi/")


def test_pages_and_hosts_have_one_policy(demo: Built) -> None:
    """Every page's own policy is the hosts' and two things more: nothing else, and its styles by hash."""
    said = directives(
        headers_of((demo.town.web / "_headers").read_text("utf-8"), "/")["Content-Security-Policy"]
    )
    assert said.pop("frame-ancestors") == "'none'"  # which a page cannot say (CSP Level 3)
    for address in demo.pages():
        file = demo.town.web / (address if address.endswith(".html") else f"{address}index.html")
        tree = LexborHTMLParser(file.read_text("utf-8"))
        (meta,) = tree.css('meta[http-equiv="Content-Security-Policy"]')
        own = directives(str(meta.attributes["content"]))
        assert own.pop("default-src") == "'none'", address
        assert re.fullmatch(r"('sha256-[\w+/]{43}=' ?)+", own.pop("style-src")), address
        assert own == said, address


@pytest.mark.browser
@behind
def test_pages_are_whole_behind_every_host(demo: Built, phone: Phone, by: str) -> None:
    """Under both policies at once no page is refused anything, not even far below where nothing is."""
    with served(demo.town.web, snippet=True, by=by) as host:
        page = phone()
        for path in (f"vi/{VOICED}/", "YE329Y/", "vi/tim/?q=long+my", "vi/a/b/c"):
            heard = complaints(page, host.base + path)
            looked_for = [one for one in heard if re.search("/vi/[^ ]*assets/(code|icon)-", one)]
            assert [one for one in heard if one not in looked_for] == [], path
            assert page.locator(".tools button").first.is_visible()  # the script came
            bar = page.evaluate("getComputedStyle(document.querySelector('.bar')).display")
            assert bar == "flex"  # and the style


def test_the_symbols_of_typed_codes_are_those_of_codes() -> None:
    """Hosts look for the alphabet of codes in both cases, and for nothing else."""
    (symbol,) = re.findall(r"path_regexp \^/(\[.+?\])\{", header_snippets("")["caddy-headers.conf"])
    both = {*ALPHABET, *ALPHABET.lower()}
    assert {c for c in map(chr, range(128)) if re.fullmatch(symbol, c)} == both


@pytest.mark.parametrize(("by", "under"), [*((by, "") for by in SNIPPETS), ("apache2", "a b")])
def test_small_letters_lead_to_the_code(demo: Built, by: str, under: str) -> None:
    """Without script too, every code in small or mixed letters is led to its address; no other word is."""
    at = f"/{under}/".replace("//", "/").replace(" ", "%20")
    with served(demo.town.web, under=under, snippet=True, by=by) as host:
        for code in live(demo):
            assert set(code) - set("123456789")  # there are letters in it
            for typed in (code.lower(), f"{code.lower()}/", code[:3] + code[3:].lower()):
                if typed.strip("/") == code:
                    continue
                status, headers, _ = host.get(at + typed)
                assert status == 302, typed
                assert headers["Location"].endswith(f"{at}{code}/")
        lost = (demo.town.web / "404.html").read_bytes()
        code = next(iter(live(demo))).lower()
        for typed in ("zzzzzz", "abcde1", code[:-1], f"{code}1", f"vi/{code}", "zb9cl2"):
            status, _, answer = host.get(at + typed)
            assert (status, answer) == (404, lost), typed


def slipped(code: str, others: set[str]) -> tuple[str, str]:
    """(the code with a wrong symbol in third place, with an O there), neither a code nor near another."""
    for sign in ALPHABET:
        typed = code[:2] + sign + code[3:]
        near = sum(sum(a != b for a, b in zip(typed, one, strict=True)) <= 2 for one in others)
        if sign != code[2] and near == 1:
            return typed, f"{code[:2]}O{code[3:]}"
    raise AssertionError(code)


@pytest.mark.browser
@behind
def test_whoever_mistypes_is_helped(demo: Built, phone: Phone, by: str) -> None:
    """Small letters open the place; I, a wrong symbol, an O and a swap are asked back; else a calm page.

    What the script does is the same everywhere; behind nginx it is asked more.
    """
    codes = set(live(demo))
    wrong, round_ = slipped("ZB9C12", codes)
    with served(demo.town.web, snippet=True, by=by) as host:
        page = phone()
        page.goto(f"{host.base}zb9c12", wait_until="load")
        assert page.url == f"{host.base}ZB9C12/"
        for typed in ("ZB9CI2", wrong, f"{round_.lower()}/", "BZ9C12")[: 4 if by == "nginx" else 2]:
            page.goto(host.base + typed, wait_until="load")
            offers = page.locator("[data-mended] a")
            offers.first.wait_for()
            assert offers.all_inner_texts() == ["ZB9C12"], typed
            offers.first.tap()
            page.wait_for_url(f"{host.base}ZB9C12/")
        _calm(page, host, "abcde1")


def _calm(page: Page, host: Host, typed: str) -> None:
    """Nothing is offered that is not there; what was typed stands in the field, to be mended."""
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        page.goto(host.base + typed, wait_until="networkidle")
    assert not page.locator("[data-mended]").is_visible()
    assert page.input_value("#Code") == typed.upper()
    assert page.inner_text("#Said") == page.get_attribute("#Said", "data-wrong")
    page.locator("main a.go:visible").last.tap()
    page.wait_for_url(f"{host.base}vi/tim/")


PLACES = [("nginx", "", True), ("nginx", "tham-quan", False), ("caddy", "", True),
          ("apache2", "", True), ("apache2", "tham-quan/o-day", True)]  # fmt: skip
"""Server, folder of the host, with snippet: as a body puts it online, as one tries it out."""


@pytest.mark.browser
@pytest.mark.parametrize(("by", "under", "snippet"), PLACES)
def test_the_lost_are_led_home_from_the_depths(
    demo: Built, phone: Phone, by: str, under: str, *, snippet: bool
) -> None:
    """At any depth the page has its style and script, and its links lead into the tree."""
    with served(demo.town.web, under=under, snippet=snippet, by=by) as host:
        page = phone()
        for path in ("vi/khong-co/", "vi/a/b/c", "vi/a/b/c/d/e/"):
            assert page.goto(host.base + path, wait_until="load").status == 404
            assert page.locator(".tools button").first.is_visible()
            assert page.locator("#Code").is_visible()
            links = page.eval_on_selector_all(
                "a[href]", "all => all.map(a => a.href.split('#')[0])"
            )
            inside = {one.removeprefix(host.base) for one in links if one != page.url}
            assert len(inside) >= 4
            at = f"/{under}/" if under else "/"
            assert {one: host.get(at + one)[0] for one in inside} == dict.fromkeys(inside, 200)


@pytest.mark.browser
def test_without_script_a_way_leads_out_of_the_depths(demo: Built, phone: Phone) -> None:
    """A host that nobody owns is not named: links are right one level down; from deeper one leads out."""
    page = phone(java_script_enabled=False)
    home = parsed(demo, "vi/").css_first("h1")
    assert home is not None
    for path, link in (("khong-co", "main p > a.go:visible"), ("vi/a/b/c", "main a[href='/']")):
        page.goto(demo.base + path)
        page.locator(link).first.tap()
        page.wait_for_url(re.compile(r"(/vi/|:\d+/)$"))
        assert page.inner_text("h1") == home.text().strip()
