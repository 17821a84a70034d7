"""How long a browser may keep a file: the same rule for every kind of host, and real ones that obey."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.headers import PAGE_POLICY, header_snippets
from tests.web.host import served

RENDITION, SCRIPT = "m/0123456789abcdef-480.jpg", "assets/site-0123456789.js"
WEEK, FOREVER = "public, max-age=604800", "public, max-age=31536000, immutable"
KEPT = {
    RENDITION: WEEK,
    SCRIPT: FOREVER,
    "index.html": None,
    "vi/m/index.html": None,  # a place may be called m, or assets
    "vi/assets/index.html": None,
    "assets/ghi-chu.txt": None,
}
"""Address → what it must be kept for; None leaves it to the browser and the host."""


SHARED = {
    "data/mieu.iiif.json": True, "data/sites.csv": True, "data/mieu-ly-lich.docx": True,
    "m/0123456789abcdef-750.jpg": True,
    "m/0123456789abcdef/tiles/info.json": True, "m/0123456789abcdef/tiles/full/max/0/default.jpg": True,
    "data/index.html": False, "en/data/index.html": False, "vi/mieu/index.html": False,
}  # fmt: skip
"""Address → whether a page of another host may read it: data and pictures, and no page."""


everywhere = pytest.mark.parametrize(
    ("by", "under"),
    [("nginx", ""), ("nginx", "di-tich"), ("caddy", ""), ("apache2", ""), ("apache2", "di-tich")],
)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of a few files with the snippets."""
    folder = tmp_path_factory.mktemp("web")
    for name in (*KEPT, *SHARED, "404.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")
    for name, text in header_snippets(PAGE_POLICY).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@everywhere
def test_hosts_keep_what_the_rule_says(web: Path, by: str, under: str) -> None:
    """Renditions a week, scripts for good, pages and errors not at all; the policy is still there."""
    with served(web, under=under, snippet=True, by=by) as host:
        at = f"/{under}/" if under else "/"
        for path, kept in KEPT.items():
            status, headers, _ = host.get(at + path)
            assert (status, headers.get_all("Cache-Control")) == (200, [kept] if kept else None)
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        status, headers, _ = host.get(at + RENDITION.replace("480", "481"))
        assert (status, headers["Cache-Control"]) == (404, None)


def test_hosts_that_read_headers_files_are_told_the_same() -> None:
    """`_headers` gives both folders the same times; nothing that can change is called immutable."""
    rules = header_snippets(PAGE_POLICY)["_headers"]
    folders = dict(re.findall(r"^/(\w+)/\*\n  Cache-Control: (.+)$", rules, re.MULTILINE))
    assert folders == {"m": WEEK, "assets": FOREVER}


@everywhere
def test_viewers_elsewhere_may_read_data_and_pictures_alone(web: Path, by: str, under: str) -> None:
    """Real hosts let other origins read manifests, tables and renditions, and no page; errors neither."""
    with served(web, under=under, snippet=True, by=by) as host:
        at = f"/{under}/" if under else "/"
        for path, shared in SHARED.items():
            status, headers, _ = host.get(at + path)
            told = headers.get_all("Access-Control-Allow-Origin")
            assert (status, told) == (200, ["*"] if shared else None)
        status, headers, _ = host.get(f"{at}data/khong-co.csv")
        assert (status, headers["Access-Control-Allow-Origin"]) == (404, None)


def test_hosts_that_read_headers_files_are_told_so_too() -> None:
    """`_headers` names the two folders."""
    rules = header_snippets(PAGE_POLICY)["_headers"]
    folders = re.findall(r"^/(\w+)/\*\n  Access-Control-Allow-Origin: \*$", rules, re.MULTILINE)
    assert folders == ["data", "m"]
