"""The page for wrong addresses leads home from any depth, without a line of script."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tests.whole.project import Town

OWN = "https://di-tich.vn"


def links(town: Town) -> list[str]:
    """Where every link of 404.html leads."""
    return re.findall(r'<a [^>]*href="([^"#][^"]*)"', town.page("404.html"))


def leads_nowhere(town: Town, address: str) -> list[str]:
    """The links of 404.html that miss the tree when a host serves it at `address`."""
    missed = []
    for link in links(town):
        url = urlsplit(urljoin(f"{OWN}{address}", link))
        if (
            f"{url.scheme}://{url.netloc}" != OWN
            or not (town.web / url.path[1:] / "index.html").is_file()
        ):
            missed.append(link)
    return missed


def test_the_lost_find_home_from_any_depth(town: Town) -> None:
    """With a host of its own every link is whole; nothing is fetched from it by its name."""
    town.edit("content/project.yaml", "https://ditich.example", OWN)
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said
    assert len(links(town)) >= 4
    for address in ("/khong-co", "/a/b/c", "/a/b/c/d/e/f/", "/vi/khong-co/"):
        assert leads_nowhere(town, address) == []
    assert f'src="{OWN}' not in town.page("404.html")
    assert f'rel="icon" href="{OWN}' not in town.page("404.html")


def test_without_a_host_a_mistyped_code_leads_home(town: Town) -> None:
    """A host that nobody can own is named nowhere: links are relative, right one level down."""
    assert leads_nowhere(town, "/7kq4m2") == []
    assert all(not link.startswith("https:") for link in links(town))
